"""What all tests share: none of them may meet the keys of whoever runs them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _nobodys_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RHAPSODE_KEYS_DB", str(tmp_path_factory.mktemp("keys") / "none.db"))
        # The name by which Starlette's test client calls every server.
        patch.setenv("RHAPSODE_ALLOWED_HOSTS", "testserver")
        yield

from __future__ import annotations

import pytest

from bridge.framework_suite import names, outcomes

SUITE = "livekit_suite.py"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return outcomes(SUITE, tmp_path_factory.mktemp("livekit") / "report.xml")


@pytest.mark.parametrize("name", names(SUITE))
def test_in_the_real_framework(name: str, told: dict[str, list[str]]) -> None:
    assert name in told, "it did not run"
    assert told[name] == [], told[name][0]

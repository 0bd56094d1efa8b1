from __future__ import annotations

from collections.abc import Iterator

import pytest

from client.scripted_server import Serve


@pytest.fixture
def serving() -> Iterator[Serve]:
    """Call it with a script to start a server."""
    serve_scripts = Serve()
    yield serve_scripts
    serve_scripts.close()

"""What tests of the tiles share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rhapsode_server.engines.kokoro.tiled.convolution import TileConvolution
from rhapsode_server.engines.kokoro.tiled.winograd import WinogradConvolution


@pytest.fixture
def tiles_convolved(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many tiles were convolved so far, of any layer."""
    count = 0

    def counted(convolve: Callable[[Any, Any], object]) -> Callable[[Any, Any], object]:
        def one_more(self: Any, scratch: Any) -> object:
            nonlocal count
            count += 1
            return convolve(self, scratch)

        return one_more

    for layer in (TileConvolution, WinogradConvolution):
        monkeypatch.setattr(layer, "__call__", counted(layer.__call__))
    return lambda: count

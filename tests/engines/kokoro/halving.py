"""A mark for tests of bfloat16 in the tiles, which processors with narrow registers do not compute in."""

from __future__ import annotations

import pytest

from rhapsode_server.engines.kokoro.precision import precisions

HALVES = pytest.mark.skipif("bfloat16" not in precisions("cpu"), reason="this processor does not compute in bfloat16")

"""Servers that all tests of the official clients share: starting one takes seconds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flow.house import SPEAKERS, house, speaking_house


@pytest.fixture(scope="session")
def tones() -> Iterator[str]:
    """Every word lasts 80 ms and every voice has its pitch; twenty contexts, as the client's page says."""
    with house("tone", max_contexts=20) as address:
        yield address


@pytest.fixture(scope="session", params=SPEAKERS)
def voices(request: pytest.FixtureRequest, models_dir: Path) -> Iterator[str]:
    """Each engine that a fresh installation may choose, with its defaults."""
    with speaking_house(request.param, models_dir) as address:
        yield address

"""Servers that all tests of the official clients share: starting one takes seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flow.house import house


@pytest.fixture(scope="session")
def tones() -> Iterator[str]:
    """Every word lasts 80 ms and every voice has its pitch; twenty contexts, as the client's page says."""
    with house("tone", max_contexts=20) as address:
        yield address


@pytest.fixture(scope="session")
def voices() -> Iterator[str]:
    """The default engine, with the defaults of a fresh installation."""
    with house("espeak") as address:
        yield address

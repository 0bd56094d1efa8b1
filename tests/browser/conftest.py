"""Fixtures of the browser's tests: a browser for each file, and a page for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser.chromium import Complaints, launch, open_page
from flow.house import house


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser. One for a file and no longer: see :func:`.chromium.launch`."""
    with launch() as browser:
        yield browser


@pytest.fixture(scope="module")
def tones() -> Iterator[str]:
    """The address of a server whose speech is exactly known: each voice a tone, each word 80 ms."""
    with house("tone", max_contexts=8) as address:
        yield address


@pytest.fixture(scope="module")
def espeak() -> Iterator[str]:
    """The address of a server that speaks."""
    with house("espeak") as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, tones: str) -> Iterator[tuple[Page, Complaints]]:
    """A blank page of the tones' server, and what it complained of: whatever was not expected is a failure."""
    with open_page(chromium, tones) as (page, complaints):
        yield page, complaints
    assert complaints.unexpected == []


@pytest.fixture
def page(visit: tuple[Page, Complaints]) -> Page:
    """The page of :func:`visit` alone."""
    return visit[0]

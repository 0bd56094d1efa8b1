"""Debian's Chromium, driven by Playwright; and pages of it that notice every error in their console."""

from __future__ import annotations

import contextlib
import os
import shutil
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""Under which it is installed, Debian's first."""

REQUIRED = "RHAPSODE_TEST_CHROMIUM"
"""Environment: set to ``required`` where a browser must be there, so that its tests fail where they cannot run."""

INSECURE = "insecure.test"
"""A host name that leads to this machine, and that browsers do not take for it."""

ARGUMENTS = (
    # A container's root may not make the sandbox's namespaces; the pages are our own.
    "--no-sandbox",
    # Sound without a click, except where a test is about the click.
    "--autoplay-policy=no-user-gesture-required",
    # A name that is no localhost, so that its pages are not trusted as those are.
    f"--host-resolver-rules=MAP {INSECURE} 127.0.0.1",
)

WITHIN_MS = 60_000

BLANK = "/health"
"""A page without anything to run, of the server's own site. A made-up one would not do: Chromium takes it for a page of
the public internet, and keeps those from sockets of this machine (Local Network Access)."""


LISTENING = "/listening.js"
"""A module for the page's part of a test."""


def find_chromium() -> str:
    """The browser's path; skips the test where there is none, or fails it where one is required."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is not None:
        return path
    reason = "no Chromium is installed (Debian: apt-get install chromium)"
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@contextlib.contextmanager
def launch() -> Iterator[Browser]:
    """Run a browser.

    Playwright keeps an event loop in its thread while it runs: a test that wants one of its own cannot share the time.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class Complaints:
    """What a page said in its console, as errors and warnings, and what nobody caught."""

    def __init__(self, page: Page) -> None:
        self.said: list[str] = []
        self._expected: tuple[str, ...] = ()
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self._hear("error", f"uncaught: {error}"))

    def expect(self, *parts: str) -> None:
        """Let pass what the browser itself says of a connection that fails; each part may stand in a message."""
        self._expected = parts

    @property
    def unexpected(self) -> list[str]:
        """What should not have been said."""
        return [said for said in self.said if not any(part in said for part in self._expected)]

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.said.append(f"{kind}: {text}")


@contextlib.contextmanager
def open_page(browser: Browser, address: str, path: str = BLANK, **options: Any) -> Iterator[tuple[Page, Complaints]]:
    """A page of a server, in a profile of its own.

    Args:
        browser: where.
        address: the server's, such as ``127.0.0.1:40123``.
        path: what is opened.
        options: of the browser's context, such as ``color_scheme`` or ``viewport``.
    """
    context = browser.new_context(**options)
    context.set_default_timeout(WITHIN_MS)
    try:
        page = context.new_page()
        complaints = Complaints(page)
        page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page.route(f"**{LISTENING}", lambda route: route.fulfill(path=Path(__file__).with_name("listening.js")))
        page.goto(f"http://{address}{path}")
        yield page, complaints
    finally:
        context.close()


def samples_of(base64: str, kind: str) -> NDArray[np.float32]:
    """Samples ``[T]`` that came out of a page, in [-1, 1).

    Args:
        base64: as :file:`listening.js` writes them.
        kind: numpy's name: ``<f4``, or ``<i2`` for the wire's.
    """
    samples = np.frombuffer(b64decode(base64), kind)
    return samples.astype(np.float32) / (32768.0 if kind == "<i2" else 1.0)

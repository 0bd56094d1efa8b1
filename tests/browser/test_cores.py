"""The browser package's own tests, which need no browser: Node's test runner, and TypeScript's reading of the types."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from browser.chromium import REQUIRED

pytestmark = pytest.mark.slow

PACKAGE = Path(__file__).parents[2] / "clients" / "browser"
OLDEST_NODE = 20


def need(name: str, path: str | None, how: str) -> str:
    """A program's path; skips the test where there is none, or fails it where browsers' tests are required."""
    if path is not None:
        return path
    reason = f"{name} is not installed ({how})"
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def node() -> str:
    """Node, of a version that has the test runner."""
    path = need("Node.js", shutil.which("node"), "Debian: apt-get install nodejs npm")
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    major = int(version.removeprefix("v").split(".")[0])
    return need("Node.js", path if major >= OLDEST_NODE else None, f"it is {version.strip()}, and must be 20 or newer")


def test_the_pure_cores_hold() -> None:
    tests = sorted(str(path) for path in (PACKAGE / "test").glob("*.test.js"))
    run = subprocess.run([node(), "--test", *tests], cwd=PACKAGE, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
    passed = re.search(r"^# pass (\d+)$", run.stdout, re.MULTILINE)
    assert passed is not None
    assert int(passed.group(1)) > 60, "most of the tests were not found"


def test_every_module_of_the_package_has_types_that_hold() -> None:
    compiler = PACKAGE / "node_modules" / ".bin" / "tsc"
    path = need("TypeScript", str(compiler) if compiler.exists() else None, "make check brings it where npm is")
    node()
    run = subprocess.run([path, "--project", "tsconfig.json"], cwd=PACKAGE, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_every_pure_core_is_tested() -> None:
    modules = {path.stem for path in (PACKAGE / "src").glob("*.js")}
    tested = {path.name.removesuffix(".test.js") for path in (PACKAGE / "test").glob("*.test.js")}
    # What stands here needs a browser, holds nothing, or is tried by the client's and the context's tests.
    elsewhere = {"index", "errors", "connection", "refusal", "player", "player-worklet"}
    of_pages = {path.stem for path in Path(__file__).parent.glob("test_*.py")}
    assert "test_player" in of_pages
    assert tested <= modules
    assert modules - tested - elsewhere <= FACE, "these modules have no test"


FACE = {
    "access-token",
    "caption",
    "recording",
    "rhapsode-voice",
    "speech",
    "voice-catalogue",
    "voice-style",
    "voice-view",
}
"""Of the voice element, tried in a browser by ``test_voice_element.py`` and ``test_demo.py``."""

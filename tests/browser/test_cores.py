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
MODULE_WALL_LINES = 500
"""As in ``tests/test_architecture.py``."""


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


def test_every_module_is_tested() -> None:
    modules = {path.stem for path in (PACKAGE / "src").glob("*.js")}
    tested = {path.name.removesuffix(".test.js") for path in (PACKAGE / "test").glob("*.test.js")}
    assert modules - tested - ELSEWHERE.keys() == set(), "these modules have no test"
    here = {path.name for path in Path(__file__).parent.iterdir()} | {
        path.name for path in (PACKAGE / "test").iterdir()
    }
    assert set(ELSEWHERE.values()) <= here


ELSEWHERE = {
    "index": "test_player.py",
    "errors": "client.test.js",
    "connection": "client.test.js",
    "refusal": "client.test.js",
    "player": "test_player.py",
    "player-worklet": "test_player.py",
    "speech": "test_voice_element.py",
    "caption": "test_voice_element.py",
    "rhapsode-voice": "test_voice_element.py",
    "voice-catalogue": "test_voice_element.py",
    "voice-choice": "test_voice_element.py",
    "voice-style": "test_voice_element.py",
    "voice-view": "test_voice_element.py",
}
"""Modules that need a browser or hold little, and which tests try them."""


@pytest.mark.parametrize("part", ["src", "demo"])
def test_modules_stay_readable(part: str) -> None:
    lengths = {path.name: len(path.read_text().splitlines()) for path in (PACKAGE / part).glob("*.js")}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_WALL_LINES} == {}

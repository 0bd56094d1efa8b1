"""Suites that run in the frameworks' own environment, told test by test.

Pipecat pins libraries to releases that are not the server's, so both frameworks live in ``.venv-frameworks``, which
``make install`` makes, beside the light client and no server. There pytest runs a whole suite at once.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / ".venv-frameworks"
SUITES = Path(__file__).with_name("frameworks")
WITHIN_S = 400.0
"""A suite takes half a minute. Less fails on a machine that many share."""


def names(suite: str) -> list[str]:
    """The tests of a suite, read without the frameworks that it imports."""
    tree = ast.parse((SUITES / suite).read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def outcomes(suite: str, report: Path) -> dict[str, list[str]]:
    """Run a suite; gives each test's failures by its name, none where it has passed in every case.

    Args:
        suite: its file, in ``frameworks/``.
        report: where pytest may write.
    """
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        pytest.skip(f"{ENVIRONMENT.name} is missing; `make install` makes it")
    # Our own environment stays out of it, but for the program that is the server.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment["RHAPSODE_PROGRAM"] = str(Path(sys.executable).with_name("rhapsode"))
    environment["PYTHONPATH"] = str(SUITES)
    done = subprocess.run(
        [python, "-m", "pytest", "-c", SUITES / "pytest.ini", f"--junitxml={report}", SUITES / suite],
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        env=environment,
    )
    assert report.exists(), done.stdout + done.stderr
    told: dict[str, list[str]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        # Of a parametrised test there are several cases.
        failures = told.setdefault(case.get("name", "").partition("[")[0], [])
        failures += [f"{kind.text}" for name in ("failure", "error", "skipped") for kind in case.iter(name)]
    assert told, done.stdout + done.stderr
    return told

"""What a benchmark says of the machine."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

import pytest

from rhapsode_bench.machine import idle_core_s, machine, versions


def test_the_machine_is_named_with_its_cores() -> None:
    assert " cores, " in machine()
    assert platform.machine() in machine()


def test_versions_are_those_installed() -> None:
    assert versions("numpy") == f"Python {platform.python_version()}, numpy {version('numpy')}"


def test_a_library_that_is_missing_is_told() -> None:
    assert versions("no-such-distribution").endswith(", no-such-distribution not installed")


@pytest.mark.skipif(not Path("/proc/stat").exists(), reason="this system does not tell")
def test_idle_time_only_grows() -> None:
    before, after = idle_core_s(), idle_core_s()
    assert before is not None
    assert after is not None
    assert 0.0 < before <= after


def test_a_system_that_does_not_tell_its_idle_time_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> str:
        raise FileNotFoundError(path)

    monkeypatch.setattr(Path, "read_text", refuse)
    assert idle_core_s() is None

"""What a benchmark says of the machine."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import pytest

from rhapsode_bench.machine import machine, versions


def test_the_machine_is_named_with_its_cores() -> None:
    assert " cores, " in machine()
    assert platform.machine() in machine()


def test_versions_are_those_installed() -> None:
    assert versions("numpy") == f"Python {platform.python_version()}, numpy {version('numpy')}"


def test_a_library_that_is_missing_is_told() -> None:
    with pytest.raises(PackageNotFoundError):
        versions("no-such-distribution")

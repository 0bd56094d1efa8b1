"""What a benchmark ran on: figures without it mean nothing a month later."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def machine() -> str:
    """The processor, how many of its cores this process may use, the system, and how busy it was just now."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{_processor()}, {cores} cores, {platform.system()} {platform.machine()}{load}"


def versions(*distributions: str) -> str:
    """The versions of Python and of these distributions; a benchmark may do without one, and then says so."""
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in distributions)])


def idle_core_s() -> float | None:
    """How long the machine's cores have been idle since it started, added up; ``None`` where that cannot be seen.

    The difference between two looks tells whether something waited for a core, whoever had it.
    """
    try:
        # proc(5): the first line's fourth figure, in clock ticks.
        ticks = int(Path("/proc/stat").read_text().split(maxsplit=5)[4])
    except OSError:
        return None
    return ticks / os.sysconf("SC_CLK_TCK")


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown processor"
    )

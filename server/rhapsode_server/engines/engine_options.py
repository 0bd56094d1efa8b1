"""What an engine that computes is given of this machine."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

AUTO = "auto"
"""Whatever is best on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """Plain values, as light as the processes that hand them on."""

    models_dir: Path | None = None
    """Where model files are; by default the user's data folder."""
    device: str = AUTO
    """Where a network computes, as torch names it: ``cpu``, ``cuda``, ``cuda:1``; ``auto`` takes a GPU where one is."""
    threads: int = 0
    """That compute, where the device is a processor; 0 for as many as this process may use."""
    precision: str = AUTO
    """Of a network's largest layers: ``float32``, ``bfloat16``, ``float16`` (GPUs only); ``auto`` takes the fastest
    that the device multiplies."""
    warm_languages: tuple[str, ...] = ("en-us",)
    """Languages whose readers are loaded before the first request. More, and the start is later by a second or two for
    Chinese and Japanese each; fewer, and the first request in one waits for it."""


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

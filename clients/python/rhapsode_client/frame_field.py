"""Fields of a frame, read with tolerance: what is missing, or is of another type, is empty or zero.

Servers of several generations answer; a statistic that one of them words otherwise must not cost the speech.
"""

from __future__ import annotations

from typing import Any

Frame = dict[str, Any]
"""One JSON object."""


def text(frame: Frame, key: str) -> str:
    """The text under a key; empty where there is none."""
    value = frame.get(key)
    return value if isinstance(value, str) else ""


def number(frame: Frame, key: str) -> float:
    """The number under a key; 0 where there is none. ``true`` is no number."""
    value = frame.get(key)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else 0.0


def number_if_said(frame: Frame, key: str) -> float | None:
    """The number under a key; ``None`` where there is nothing, or ``null``."""
    return None if frame.get(key) is None else number(frame, key)


def integer(frame: Frame, key: str) -> int:
    """The whole number under a key; 0 where there is none."""
    return int(number(frame, key))


def part(frame: Frame, key: str) -> Frame | None:
    """The object under a key; ``None`` where there is none."""
    value = frame.get(key)
    return value if isinstance(value, dict) else None

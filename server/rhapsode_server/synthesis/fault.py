"""How an unforeseen exception is logged. Its message is left out: it may hold what somebody wanted spoken."""

from __future__ import annotations

import traceback
from pathlib import Path


def describe_fault(error: BaseException) -> str:
    """The kind of an exception and the line that raised it, such as ``ValueError at chain.py:81 in feed``."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    raised = frames[-1]
    return f"{type(error).__name__} at {Path(raised.filename).name}:{raised.lineno} in {raised.name}"

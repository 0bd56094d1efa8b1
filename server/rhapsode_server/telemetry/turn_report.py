"""What became of one turn, for whoever measures. Plain data: the session, which knows, makes it; others count it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Outcome(str, Enum):
    """How a turn ended."""

    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """By barge-in, or because its context was closed at once."""
    GONE = "gone"
    """The client left, or was cut off, before the end."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Silences in the midst of a turn, as a listener has them who plays at once."""

    count: int = 0
    seconds: float = 0.0


NO_GAPS = Gaps()


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnReport:
    """One turn that held text. Neither the text nor whose it was."""

    outcome: Outcome
    engine: str
    error_code: str = ""
    """Why it failed, a code of the error tree; empty where it did not."""
    characters: int = 0
    """Characters of text that came, spoken or not."""
    rtf: float | None = None
    """Compute time through the length of the native audio; ``None`` where nothing sounded."""
    first_audible_ms: float | None = None
    """The figure of the final message; ``None`` where nothing sounded."""
    underruns: Gaps = NO_GAPS
    """Silences for which the server was waited for longer than its writer."""
    text_waits: Gaps = NO_GAPS
    """Silences for which the writer was waited for longer: no segment was there to be spoken."""

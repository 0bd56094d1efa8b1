"""How fast one client may send frames: a token bucket, in virtual time.

A frame that is refused is not read: reading is what the bound protects. A client that was carried away learns from the
first refusal when to go on; one that floods all the same is sent away.
"""

from __future__ import annotations

from enum import Enum

BURST_S = 4.0
"""Seconds' worth of frames that may come at once. Lower refuses a client that was held up by its network and then sends
what a language model wrote meanwhile; higher lets a burst keep the event loop from everybody else for longer."""

MOST_REFUSED = 1_000
"""Frames refused, without a pause in which the allowance became full again, after which the client floods. Lower cuts a
client for one careless loop; higher answers a flood for longer, an error frame for each frame of it."""


class Verdict(Enum):
    """What becomes of a frame."""

    TAKEN = "taken"
    REFUSED = "refused"
    FLOOD = "flood"
    """It is refused, and so is the client."""


class MessageRate:
    """Counts the frames of one connection. Knows nothing of what is in them.

    Args:
        per_s: frames a second that a client may send on average, at least 1.
    """

    def __init__(self, per_s: int) -> None:
        self._per_s = per_s
        self._burst = per_s * BURST_S
        self._allowance = self._burst
        self._at: float | None = None
        self._refused = 0

    def judge(self, now: float) -> Verdict:
        """Count one frame that came at ``now``, in seconds of one monotonic clock, and say whether it may be read."""
        if self._at is not None:
            self._allowance = min(self._burst, self._allowance + (now - self._at) * self._per_s)
        self._at = now
        if self._allowance == self._burst:
            self._refused = 0
        if self._allowance >= 1.0:
            self._allowance -= 1.0
            return Verdict.TAKEN
        self._refused += 1
        return Verdict.FLOOD if self._refused > MOST_REFUSED else Verdict.REFUSED

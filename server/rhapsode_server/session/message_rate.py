"""How fast one client may send frames: a token bucket, in virtual time.

A frame that is refused is not read: reading is what the bound protects, so a long frame counts as several. A client
that was carried away learns from the first refusal when to go on; one that floods all the same is sent away.
"""

from __future__ import annotations

from enum import Enum

BURST_S = 4.0
"""Seconds' worth of frames that may come at once. Lower refuses a client that was held up by its network and then sends
what a language model wrote meanwhile; higher lets a burst keep the event loop from everybody else for longer."""

MOST_REFUSED = 1_000
"""Frames refused, without a pause in which the allowance became full again, after which the client floods. Lower cuts a
client for one careless loop; higher answers a flood for longer, an error frame for each frame of it."""


CHARACTERS_A_FRAME = 1_024
"""What counts as one frame; a longer one counts once for each of these begun. Reading a megabyte takes up to a tenth of
a second. Higher lets one client have the event loop with a few such frames a second; lower charges an ordinary sentence
as several."""


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

    def judge(self, now: float, characters: int = 0) -> Verdict:
        """Count one frame, and say whether it may be read.

        Args:
            now: when it came, in seconds of one monotonic clock.
            characters: how long it is.
        """
        if self._at is not None:
            self._allowance = min(self._burst, self._allowance + (now - self._at) * self._per_s)
        self._at = now
        if self._allowance == self._burst:
            self._refused = 0
        # Never more than the whole allowance: with a low rate, the longest frame may still be read, by whoever waits.
        weight = min(self._burst, max(1, -(-characters // CHARACTERS_A_FRAME)))
        if self._allowance >= weight:
            self._allowance -= weight
            return Verdict.TAKEN
        self._refused += 1
        return Verdict.FLOOD if self._refused > MOST_REFUSED else Verdict.REFUSED

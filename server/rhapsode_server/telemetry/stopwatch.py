"""How long each stage of a piece of work takes, added up over its pieces."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

STAGES = ("read", "engine", "trim", "speed", "watermark", "resample", "encode")
"""The stages of a segment, in their order: text to words, words to samples, then the audio chain. ``resample`` is both
the way to 24 kHz and the way to the format's rate; the scheduler's waiting is none of them."""


class Stopwatch:
    """Gives the time since the last reading to whichever stage has just ended.

    One reading a stage costs a tenth of a microsecond, so it may stand between any two.

    Args:
        clock: seconds of a monotonic clock.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._seconds: dict[str, float] = {}
        self._last = clock()

    def start(self) -> None:
        """What has passed until now belongs to no stage."""
        self._last = self._clock()

    def lap(self, stage: str) -> None:
        """What has passed since :meth:`start` or the last lap belongs to this stage."""
        now = self._clock()
        self._seconds[stage] = self._seconds.get(stage, 0.0) + now - self._last
        self._last = now

    def read_ms(self) -> Mapping[str, float]:
        """Milliseconds of every stage that has had a lap."""
        return {stage: seconds * 1000.0 for stage, seconds in self._seconds.items()}

"""How long each engine takes to speak a text, learned from what it has spoken."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rhapsode_server.speech import SpeechJob

LEAST_CHARACTERS = 20
"""What the smallest job counts for: every job has fixed costs.

Lower, and an owner of one-word jobs gets more than its share; higher, and short sentences are overcharged.
"""

WEIGHT = 0.1
"""How much one segment changes what is expected. Lower, and a machine that has become busy is noticed late; higher, and
one odd segment misleads."""


class Pace:
    """Milliseconds of computing that a character costs, as an exponentially weighted mean. Each engine has its own: a
    neural voice takes a hundred times as long as a formant voice."""

    def __init__(self) -> None:
        self._ms_per_character: dict[str, float] = {}
        self._audio_ms_per_character: dict[str, float] = {}

    def learn(self, job: SpeechJob, gen_ms: float, audio_ms: float) -> None:
        """A job was spoken whole, in ``gen_ms`` of computing, and made ``audio_ms`` of sound."""
        for known, measured_ms in ((self._ms_per_character, gen_ms), (self._audio_ms_per_character, audio_ms)):
            measured = measured_ms / characters(job)
            before = known.get(job.voice.engine, measured)
            known[job.voice.engine] = before + WEIGHT * (measured - before)

    def expect_ms(self, jobs: Sequence[SpeechJob]) -> float:
        """How long jobs will take; infinite until each of their engines has spoken one."""
        return sum(self._ms_per_character.get(job.voice.engine, math.inf) * characters(job) for job in jobs)

    def expect_audio_ms(self, job: SpeechJob) -> float:
        """How long a job's sound will be; 0 until its engine has spoken one."""
        return self._audio_ms_per_character.get(job.voice.engine, 0.0) * characters(job)


def characters(job: SpeechJob) -> int:
    """What a job counts for: the length of its text, with a least."""
    return max(LEAST_CHARACTERS, len(job.segment.text))

"""Whether those who listen go on hearing without a gap when one more begins now.

The processor demand test (Baruah, Rosier and Howell 1990, https://doi.org/10.1007/BF01995675), for jobs that are all
there: each must end before its listener runs dry, and the most urgent go first. They do where, by every deadline, no
more work is due than there is time for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rhapsode_server.speech import SpeechJob
from rhapsode_server.synthesis.in_hand import InHand
from rhapsode_server.synthesis.pace import Pace
from rhapsode_server.synthesis.queued_stream import QueuedStream

MARGIN = 0.2
"""How much longer than expected everything may take. Lower, and what was expected wrongly is heard as a gap; higher,
and newcomers wait while there would have been room."""

UNWRITTEN_CHARACTERS = 120
"""What a newcomer is expected to say behind his first segment, where nothing more is written yet: a second segment's
length (``SegmentPolicy.second_max``). Lower, and he begins where his second segment will come late; higher, and one who
has only a few words to say waits longer than he need."""


class Labour(NamedTuple):
    """What one job is expected to be."""

    takes_s: float
    """To compute."""
    sounds_s: float
    """When it is heard."""


class Line(NamedTuple):
    """The jobs of one stream, in order."""

    dry_at: float
    """When its listener runs dry."""
    jobs: Sequence[Labour]


class Outlook:
    """What is expected of the jobs of all streams.

    Args:
        pace: how long each takes and sounds.
        in_hand: what the workers have.
    """

    def __init__(self, pace: Pace, in_hand: InHand) -> None:
        self._pace = pace
        self._in_hand = in_hand

    def room_for(self, newcomer: QueuedStream, others: Iterable[QueuedStream], now: float) -> bool:
        """Whether a stream whose listener has heard nothing, and that has a job queued, can begin without a gap for
        anybody. Others who have heard nothing, and of whom no worker has a job, begin behind it. Where it is not known
        yet how long anything takes, there is room."""
        expected = self._expected_of(newcomer)
        if math.isinf(expected[0].takes_s):
            return True
        busy_s, lines = 0.0, []
        for other in others:
            if other.flight is None and (not other.queue or other.is_new):
                continue
            jobs = [self._labour(job) for job in other.queue]
            dry_at = other.dry_at()
            if other.flight is not None:
                flight = self._labour(other.flight)
                ends_at = self._in_hand.ends_at(other.flight.stream)
                left_s = flight.takes_s if ends_at is None else min(flight.takes_s, max(0.0, ends_at - now))
                if other.is_new:
                    busy_s += left_s
                    dry_at = now + left_s + flight.sounds_s
                else:
                    jobs.insert(0, flight._replace(takes_s=left_s))
            lines.append(Line(dry_at, jobs))
        return has_room(now, busy_s, expected, lines, workers=self._in_hand.workers)

    def _expected_of(self, newcomer: QueuedStream) -> list[Labour]:
        jobs = [self._labour(job) for job in newcomer.queue]
        if len(jobs) == 1:
            more = UNWRITTEN_CHARACTERS / max(1, len(newcomer.queue[0].segment.text))
            jobs.append(Labour(more * jobs[0].takes_s, more * jobs[0].sounds_s))
        return jobs

    def _labour(self, job: SpeechJob) -> Labour:
        return Labour(self._pace.expect_ms([job]) / 1000.0, self._pace.expect_audio_ms(job) / 1000.0)


def has_room(now: float, busy_s: float, newcomer: Sequence[Labour], lines: Iterable[Line], *, workers: int = 1) -> bool:
    """Whether every listener is expected to hear no gap; the newcomer too, from his first sound on, unless he would
    hear one if nobody else were there.

    Args:
        now: the time.
        busy_s: how much is left of what is done before the newcomer, whoever runs dry.
        newcomer: its jobs; the first is spoken next.
        lines: of those who listen already.
        workers: that share the work.
    """
    first, *others = newcomer
    spent_s = busy_s + first.takes_s
    theirs = [due for line in lines for due in _deadlines(line)]
    his = _deadlines(Line(now + spent_s + first.sounds_s, others))
    if not _in_time(now, spent_s, his, workers):
        # He would hear a gap if he were alone, too: waiting does not help him.
        his = []
    return _in_time(now, spent_s, [*theirs, *his], workers)


def _in_time(now: float, spent_s: float, due: list[tuple[float, float]], workers: int) -> bool:
    """Whether all that is due is expected to be there by then, behind what takes ``spent_s``."""
    for deadline, takes_s in sorted(due):
        spent_s += takes_s
        if now + spent_s * (1.0 + MARGIN) / workers > deadline:
            return False
    return True


def _deadlines(line: Line) -> list[tuple[float, float]]:
    """By when each job must have been computed, and what that takes."""
    due, deadline = [], line.dry_at
    for job in line.jobs:
        due.append((deadline, job.takes_s))
        deadline += job.sounds_s
    return due

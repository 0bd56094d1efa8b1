"""Listeners, segmenter, scheduler and one worker in virtual time: minutes of a busy machine in a second."""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from rhapsode_bench.spoken_text import tokens_of
from rhapsode_server.speech import SpeechJob
from rhapsode_server.synthesis.scheduler import Scheduler, SchedulerLimits
from rhapsode_server.text.segment_policy import SegmentPolicy
from rhapsode_server.text.segmenter import Segmenter
from synthesis.jobs import KOKORO, PCM_24000, make_stream

TOKENS_PER_SECOND = 50.0
CHARACTER_S = 0.068
"""What a character of English sounds."""
LATE_S = 0.02
"""A later sound than this is a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How fast the machine is."""

    fixed_s: float
    """What each segment costs, however short."""
    factor: float
    """What a second of sound costs beyond that."""

    def takes_s(self, job: SpeechJob) -> float:
        """Computing time of a job."""
        return self.fixed_s + self.factor * sounds_s(job)


def sounds_s(job: SpeechJob) -> float:
    """How long a job's sound is."""
    return len(job.segment.text) * CHARACTER_S


@dataclass(slots=True)
class Heard:
    """What all listeners heard."""

    turns: int = 0
    gaps: int = 0
    first_s: list[float] = field(default_factory=list)
    audio_s: float = 0.0
    compute_s: float = 0.0


@dataclass(slots=True)
class _Listener:
    turn: int = 0
    index: int = 0
    began_s: float = 0.0
    dry_at_s: float | None = None
    audio_s: float = 0.0
    open_jobs: int = 0
    written: bool = False


@dataclass(slots=True, eq=False)
class _Work:
    job: SpeechJob
    left_s: float


class VirtualCrowd:
    """Conversations that hear speech for a share of their time, each turn written token by token.

    Args:
        listeners: how many.
        voice: what speech costs.
        text: of each turn.
        duty: that share.
        paced_for: real-time factor that the segmenter is told.
        seed: of the pauses.
    """

    def __init__(
        self, listeners: int, voice: Voice, text: str, *, duty: float, paced_for: float, seed: int = 0
    ) -> None:
        self.heard = Heard()
        self._voice, self._tokens, self._duty, self._paced_for = voice, tokens_of(text), duty, paced_for
        self._random = random.Random(seed)
        self._scheduler = Scheduler(SchedulerLimits({}, 4.0, 60.0, frozenset({KOKORO.engine})))
        self._listeners = [_Listener() for _ in range(listeners)]
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._number = itertools.count()
        self._stack: list[_Work] = []
        """What the worker does; the last interrupts those before it."""
        self._behind: list[_Work] = []
        self._now = 0.0
        round_s = len(text) * CHARACTER_S / duty
        for number in range(listeners):
            self._at(round_s * number / listeners, lambda number=number: self._begin(number))

    def run(self, seconds: float) -> Heard:
        """Let time pass."""
        while self._events or self._stack:
            event_s = self._events[0][0] if self._events else float("inf")
            done_s = self._now + self._stack[-1].left_s if self._stack else float("inf")
            until_s = min(event_s, done_s)
            if until_s > seconds:
                break
            if self._stack:
                self._stack[-1].left_s -= until_s - self._now
                self.heard.compute_s += until_s - self._now
            self._now = until_s
            if done_s <= event_s:
                self._end(self._stack.pop())
            else:
                heapq.heappop(self._events)[2]()
        return self.heard

    def _at(self, when_s: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._events, (when_s, next(self._number), act))

    def _begin(self, number: int) -> None:
        listener = self._listeners[number]
        listener.turn += 1
        listener.began_s, listener.dry_at_s, listener.audio_s, listener.written = self._now, None, 0.0, False
        segmenter = Segmenter(SegmentPolicy(real_time_factor=self._paced_for), "en")
        self._write(number, segmenter, 0)

    def _write(self, number: int, segmenter: Segmenter, place: int) -> None:
        listener = self._listeners[number]
        if place < len(self._tokens):
            segments = segmenter.push(self._tokens[place], self._now)
            due_s = listener.began_s + (place + 1) / TOKENS_PER_SECOND
            self._at(due_s, lambda: self._write(number, segmenter, place + 1))
        else:
            segments = segmenter.finish(self._now)
            listener.written = True
        for segment in segments:
            job = SpeechJob(
                stream=make_stream(number),
                generation=listener.turn,
                index=listener.index,
                owner=f"owner {number}",
                segment=segment,
                voice=KOKORO,
                language="en-us",
                speed=1.0,
                format=PCM_24000,
            )
            listener.index += 1
            listener.open_jobs += 1
            self._scheduler.submit(job, self._now)
        self._pump()

    def _pump(self) -> None:
        scheduler = self._scheduler
        for job in scheduler.next_batch(self._now, 0):
            self._stack.append(_Work(job, self._voice.takes_s(job)))
        for job in scheduler.next_ahead(self._now, 0):
            self._behind.append(_Work(job, self._voice.takes_s(job)))
        for job in scheduler.next_interjection(self._now, 0):
            self._stack.append(_Work(job, self._voice.takes_s(job)))
        deadline = scheduler.deadline()
        if deadline is not None:
            self._at(max(deadline, self._now + 1e-6), self._pump)

    def _end(self, work: _Work) -> None:
        job = work.job
        audio_s, gen_ms = sounds_s(job), 1000.0 * self._voice.takes_s(job)
        self._scheduler.sounds(job.stream, job.index)
        self._scheduler.finished(job.stream, job.index, 1000.0 * audio_s, self._now, gen_ms=gen_ms)
        self._scheduler.delivered(job.stream, 1000.0 * audio_s, self._now)
        self._play(job.stream.context, audio_s)
        if not self._stack and self._behind:
            self._stack.append(self._behind.pop(0))
        self._pump()

    def _play(self, number: int, audio_s: float) -> None:
        listener, heard = self._listeners[number], self.heard
        if listener.dry_at_s is None:
            heard.first_s.append(self._now - listener.began_s)
            listener.dry_at_s = self._now
        heard.gaps += self._now > listener.dry_at_s + LATE_S
        listener.dry_at_s = max(self._now, listener.dry_at_s) + audio_s
        listener.audio_s += audio_s
        heard.audio_s += audio_s
        listener.open_jobs -= 1
        if listener.written and not listener.open_jobs:
            heard.turns += 1
            pause_s = listener.audio_s * (1.0 / self._duty - 1.0) * self._random.uniform(0.5, 1.5)
            self._at(listener.dry_at_s + pause_s, lambda: self._begin(number))

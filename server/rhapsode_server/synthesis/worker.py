"""The loop that does the work, whoever hosts it: commands come in, reports go out."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from rhapsode_protocol.errors import ModelUnavailable, SynthesisFailed
from rhapsode_server.engines.engine import Engine
from rhapsode_server.speech import SpeechJob
from rhapsode_server.synthesis.chains import Chains
from rhapsode_server.synthesis.commands import (
    Cancel,
    Command,
    Forget,
    JobDropped,
    Ping,
    Pong,
    ReadText,
    Report,
    Stop,
    Submit,
)
from rhapsode_server.synthesis.generations import Generations
from rhapsode_server.synthesis.interjections import Interjections
from rhapsode_server.synthesis.linguist import Linguist
from rhapsode_server.synthesis.row import Row, failure
from rhapsode_server.synthesis.text_reader import Reader, TextReader

logger = logging.getLogger(__name__)


SIGN_OF_LIFE_S = 1.0
"""How often a worker that computes tells that it lives. Lower is traffic for nothing; higher, and a slow machine's
worker is taken to hang in the midst of a long segment."""


class Worker:
    """Speaks batches of jobs: reads them, has the engines of their voices speak them, and takes each row's sound
    through its chain.

    Knows nothing of processes, pipes, schedules or clients. All calls come from one thread; cancels may come from
    another, through ``generations``.

    Args:
        engines: the voice makers, warm, by name.
        reader: turns segments into words.
        chains: one audio chain a stream.
        emit: takes reports, in order.
        generations: tells which jobs are stale.
        interjections: what is to be spoken in the midst of other work.
        clock: seconds of a monotonic clock.
        linguist: tells the language of texts where it was not said; the voice's where there is none.
    """

    def __init__(
        self,
        engines: Mapping[str, Engine],
        reader: Reader,
        chains: Chains,
        emit: Callable[[Report], None],
        generations: Generations,
        interjections: Interjections | None = None,
        clock: Callable[[], float] = time.monotonic,
        linguist: Linguist | None = None,
    ) -> None:
        self._engines = engines
        self._reader = reader
        self._chains = chains
        self._emit = emit
        self._generations = generations
        self._interjections = interjections or Interjections()
        self._linguist = linguist
        self._texts = TextReader(engines, reader, linguist, clock)
        self._interjecting = False
        self._interjected_s = 0.0
        """Time that was spent on others in the midst of work."""
        self._clock = clock
        self._told_at = clock()

    def run(self, inbox: queue.SimpleQueue[Command]) -> None:
        """Do what comes, until told to stop."""
        while True:
            command = inbox.get()
            match command:
                case Submit(batch, urgent=False):
                    self.speak(batch)
                case Submit():
                    # Whatever it interrupted has ended before it, or has let it through already.
                    self._speak_interjections()
                case Cancel(stream, generation):
                    self._generations.raise_to(stream, generation)
                case Forget(stream):
                    self._chains.forget(stream)
                    self._generations.forget(stream)
                case Ping():
                    self._emit(Pong())
                case ReadText():
                    self._emit(self._texts.read(command))
                case Stop():
                    return
                case _:
                    assert_never(command)

    def speak(self, batch: Sequence[SpeechJob]) -> None:
        """Speak jobs of different streams, those of one engine together. Each ends exactly once; no job's fault ends
        another."""
        together: dict[str, list[SpeechJob]] = {}
        for job in batch:
            together.setdefault(job.voice.engine, []).append(job)
        for name, jobs in together.items():
            engine = self._engines.get(name)
            if engine is not None:
                self._speak_together(engine, jobs)
                continue
            missing = ModelUnavailable(f"engine {name!r} could not be started; the server's health page says why")
            for job in jobs:
                self._emit(failure(job, missing))

    def _speak_together(self, engine: Engine, jobs: Sequence[SpeechJob]) -> None:
        rows = [row for row in (self._begin(job, engine.sample_rate_hz) for job in jobs) if row is not None]
        error = self._synthesize(engine, rows)
        if error is not None:
            self._find_culprit(engine, rows, error)
        for row in rows:
            row.stop()
            if row.failed:
                # Whatever broke may have left the chain half-way through a segment.
                self._chains.forget(row.job.stream)

    def _begin(self, job: SpeechJob, engine_rate_hz: int) -> Row | None:
        """Read a job and announce it; ``None`` where it has ended with that."""
        if self._generations.is_stale(job):
            self._emit(JobDropped(job.stream, job.generation, job.index))
            return None
        began = self._clock()
        try:
            job = job if self._linguist is None else self._linguist.place(job)
            reading = self._reader.read(job.segment, job.language, job.normalize)
            chain = self._chains.get(job.stream, job.format, engine_rate_hz, job.watermark_message)
        except Exception as error:
            self._emit(failure(job, error))
            return None
        row = Row(job, reading, chain, self._emit, self._generations.is_stale, self._clock)
        row.spend("read", self._clock() - began)
        try:
            row.begin()
        except Exception as error:
            row.fail(error)
        return row

    def _synthesize(self, engine: Engine, rows: Sequence[Row]) -> Exception | None:
        """Have the engine speak the rows that still run; gives what stopped it, if something did."""
        running = [row for row in rows if row.running]
        if not running:
            return None

        def cancelled(index: int) -> bool:
            self._breathe(engine)
            return running[index].cancelled()

        began = self._own_time()
        try:
            requests = [row.request for row in running]
            for audio in engine.synthesize(requests, cancelled):
                _share(running, self._own_time() - began)
                row = running[audio.row]
                try:
                    row.take(audio)
                except Exception as error:
                    row.fail(error)
                began = self._own_time()
        except Exception as error:
            _share(running, self._own_time() - began)
            return error
        if any(not row.cancelled() for row in running):
            return SynthesisFailed("the engine left a segment unfinished")
        return None

    def _breathe(self, engine: Engine) -> None:
        """In the midst of work: show that it goes on, and let through what is more urgent."""
        now = self._clock()
        if now - self._told_at >= SIGN_OF_LIFE_S:
            self._told_at = now
            self._emit(Pong())
        if engine.interruptible and not self._interjecting:
            self._interjecting = True
            try:
                self._speak_interjections()
            finally:
                self._interjecting = False
                self._interjected_s += self._clock() - now

    def _speak_interjections(self) -> None:
        while batch := self._interjections.take():
            self.speak(batch)

    def _own_time(self) -> float:
        """The clock, but for what was spent on interjections."""
        return self._clock() - self._interjected_s

    def _find_culprit(self, engine: Engine, rows: Sequence[Row], error: Exception) -> None:
        """An engine does not say which row of a batch it failed on: rows not yet heard are spoken one by one."""
        running = [row for row in rows if row.running]
        for row in running:
            if row.heard or len(running) == 1:
                row.fail(error)
                continue
            row.begin_again()
            alone = self._synthesize(engine, [row])
            if alone is not None:
                row.fail(alone)


def _share(rows: Sequence[Row], spent_s: float) -> None:
    """Divide the time the engine took among the rows it was working on, by the length of what they say."""
    running = [row for row in rows if row.running]
    characters = sum(len(row.reading.text) for row in running)
    for row in running:
        row.spend("engine", spent_s * len(row.reading.text) / characters)

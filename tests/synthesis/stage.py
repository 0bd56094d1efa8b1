"""A synthesizer with real workers on stage, and everything its sinks were told."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Callable
from typing import Any

import numpy as np

from rhapsode_server.speech import (
    AnySpeechEvent,
    SpeechAudio,
    SpeechDone,
    SpeechFailed,
    SpeechJob,
    SpeechStarted,
    StreamId,
)
from rhapsode_server.synthesis.backoff import Backoff
from rhapsode_server.synthesis.options import SynthesisOptions
from rhapsode_server.synthesis.synthesizer import Synthesizer
from synthesis.jobs import UNMARKED

WITHIN_S = 60.0
"""Long enough for a worker to start on a busy machine; a test that needs it has failed."""


class Stage:
    """One synthesizer and its listeners."""

    def __init__(self, synthesizer: Synthesizer) -> None:
        self.synthesizer = synthesizer
        self.told: list[AnySpeechEvent] = []
        self._something = asyncio.Event()

    def open(self, *streams: StreamId) -> None:
        """Open streams whose events are kept."""
        for stream in streams:
            self.synthesizer.open_stream(stream, self._hear)

    def of(self, stream: StreamId) -> list[AnySpeechEvent]:
        """What a stream's sink was told."""
        return [event for event in self.told if event.stream == stream]

    def kinds(self, stream: StreamId) -> list[str]:
        """The kinds of these events, runs of audio as one."""
        kinds: list[str] = []
        for event in self.of(stream):
            kind = type(event).__name__.removeprefix("Speech").lower()
            if not (kind == "audio" and kinds[-1:] == ["audio"]):
                kinds.append(kind)
        return kinds

    def ends(self, stream: StreamId) -> list[SpeechDone | SpeechFailed]:
        """How a stream's jobs ended, in order."""
        return [event for event in self.of(stream) if isinstance(event, SpeechDone | SpeechFailed)]

    def sound(self, stream: StreamId) -> Any:
        """All 16-bit samples of a stream."""
        payloads = [event.payload for event in self.of(stream) if isinstance(event, SpeechAudio)]
        return np.frombuffer(b"".join(payloads), "<i2").astype(np.float64)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds that a report or a worker's fate can bring about."""
        async with asyncio.timeout(WITHIN_S):
            while not holds():
                self._something.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._something.wait(), 0.02)

    async def end(self, stream: StreamId, count: int = 1) -> list[SpeechDone | SpeechFailed]:
        """Wait until so many of a stream's jobs have ended."""
        await self.until(lambda: len(self.ends(stream)) >= count)
        return self.ends(stream)

    async def started(self, job: SpeechJob) -> None:
        """Wait until a job was announced."""
        await self.until(lambda: any(isinstance(event, SpeechStarted) for event in self.of(job.stream)))

    async def heard(self, job: SpeechJob) -> None:
        """Wait until a job was heard."""
        await self.until(lambda: any(isinstance(event, SpeechAudio) for event in self.of(job.stream)))

    def pids(self) -> list[int]:
        """The workers' process ids."""
        return [worker.pid for worker in self.synthesizer.status().workers if worker.pid is not None]

    def signal(self, number: signal.Signals) -> int:
        """Send the first worker a signal; gives whom."""
        pid = self.pids()[0]
        os.kill(pid, number)
        return pid

    def _hear(self, event: AnySpeechEvent) -> None:
        self.told.append(event)
        self._something.set()


@contextlib.asynccontextmanager
async def stage(*, wait: bool = True, **settings: Any) -> AsyncIterator[Stage]:
    """Run workers with the tone engine, and see that none is left at the end."""
    defaults: dict[str, Any] = {
        "engine": "tone",
        "backoff": Backoff(first_s=0.01),
        "log_level": 40,
        "watermark": UNMARKED,
    }
    synthesizer = Synthesizer(SynthesisOptions(**{**defaults, **settings}))
    await synthesizer.start()
    built = Stage(synthesizer)
    try:
        if wait:
            assert await synthesizer.wait_ready(WITHIN_S)
        yield built
    finally:
        pids = built.pids()
        await synthesizer.close()
        assert not [pid for pid in pids if alive(pid)]


def alive(pid: int) -> bool:
    """Whether a process exists, be it as a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

"""A synthesizer without synthesis: it remembers what it is asked, and gives the events that the test says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from rhapsode_protocol.errors import SynthesisFailed
from rhapsode_server.speech import (
    AnySpeechEvent,
    SpeechAudio,
    SpeechDone,
    SpeechFailed,
    SpeechJob,
    SpeechStarted,
    StreamId,
)


class Prompter:
    """Has the members of ``Synthesizer`` that a line uses."""

    def __init__(self) -> None:
        self.sinks: dict[StreamId, Callable[[AnySpeechEvent], None]] = {}
        self.jobs: list[SpeechJob] = []
        self.calls: list[tuple[object, ...]] = []
        self.held: set[StreamId] = set()
        self.delivered_ms = 0.0
        self._submitted = asyncio.Event()

    def open_stream(self, stream: StreamId, sink: Callable[[AnySpeechEvent], None]) -> None:
        assert stream not in self.sinks
        self.sinks[stream] = sink
        self.calls.append(("open", stream))

    def submit(self, job: SpeechJob) -> None:
        assert job.stream in self.sinks
        self.jobs.append(job)
        self._submitted.set()
        self.calls.append(("submit", job.index))

    def cancel(self, stream: StreamId, generation: int) -> None:
        self.jobs = [job for job in self.jobs if job.stream != stream or job.generation >= generation]
        self.calls.append(("cancel", stream, generation))

    def hold(self, stream: StreamId) -> None:
        self.held.add(stream)

    def release(self, stream: StreamId) -> None:
        self.held.discard(stream)

    def delivered(self, stream: StreamId, audio_ms: float) -> None:
        self.delivered_ms += audio_ms

    def close_stream(self, stream: StreamId) -> None:
        self.jobs = [job for job in self.jobs if job.stream != stream]
        del self.sinks[stream]
        self.calls.append(("close", stream))

    # --- What the test has it do ------------------------------------------------------------------------------------

    async def wait_for_jobs(self, count: int) -> None:
        """Wait until so many jobs are at hand."""
        async with asyncio.timeout(10):
            while len(self.jobs) < count:
                self._submitted.clear()
                await self._submitted.wait()

    def sound(self, job: SpeechJob, samples: int = 2_400) -> None:
        """Give audio of a job: 100 ms, where nothing else is said."""
        self._tell(SpeechAudio(job.stream, job.generation, job.index, b"\1\0" * samples, samples, 0))

    def finish(self, *, samples: int = 2_400) -> None:
        """Speak the next job in full."""
        job = self.jobs.pop(0)
        key = (job.stream, job.generation, job.index)
        self._tell(SpeechStarted(*key, job.segment.text))
        self.sound(job, samples)
        self._tell(SpeechDone(*key, 1.0, samples, samples, "none"))

    def skip(self) -> None:
        """The next job holds nothing that can be spoken."""
        job = self.jobs.pop(0)
        key = (job.stream, job.generation, job.index)
        self._tell(SpeechDone(*key, 1.0, 0, 0, "none", (), ("nothing to say",), spoke=False))

    def fail(self) -> None:
        """The next job cannot be made."""
        job = self.jobs.pop(0)
        self._tell(SpeechFailed(job.stream, job.generation, job.index, SynthesisFailed("it broke")))

    def _tell(self, event: AnySpeechEvent) -> None:
        sink = self.sinks.get(event.stream)
        if sink is not None:
            sink(event)

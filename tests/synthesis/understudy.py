"""A supervisor without a process, for tests of the synthesizer that need no real speech: the test is the worker."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from rhapsode_protocol.errors import SynthesisFailed
from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechFailed, SpeechJob, SpeechStarted, StreamId
from rhapsode_server.synthesis.commands import (
    Canary,
    Cancel,
    Command,
    EngineState,
    Forget,
    HostOptions,
    JobDropped,
    Ready,
    Submit,
)
from rhapsode_server.synthesis.supervisor import Loss, Patience, WorkerState, WorkerStatus


class Understudy:
    """Stands in for ``Supervisor``: keeps what it is told, and reports what the test says."""

    def __init__(
        self,
        options: HostOptions,
        patience: Patience,
        *,
        on_ready: Callable[[int, Ready], None],
        on_report: Callable[[int, Any], None],
        on_lost: Callable[[int], None],
    ) -> None:
        self.number = options.number
        self.state = WorkerState.STARTING
        self.failing = False
        self.loss = Loss.KILLED
        self.told: list[Command] = []
        self.stale: dict[StreamId, int] = {}
        self.jobs: list[SpeechJob] = []
        self.submitted = asyncio.Event()
        self._on_ready, self._on_report, self._on_lost = on_ready, on_report, on_lost

    @property
    def status(self) -> WorkerStatus:
        """As of a worker that was never lost."""
        return WorkerStatus(self.number, None, self.state, 0, None)

    def start(self) -> None:
        """Nothing starts until the test says so."""

    async def close(self) -> None:
        """Leave at once; what was at hand is dropped."""
        self.state = WorkerState.STOPPED

    def send(self, command: Command) -> None:
        """Take a command."""
        self.told.append(command)
        match command:
            case Submit(batch):
                self.jobs.extend(batch)
                self.submitted.set()
            case Cancel(stream, generation):
                self.stale[stream] = generation
            case _:
                pass

    # --- What the test has it do ------------------------------------------------------------------------------------

    def be_ready(self, max_batch: int = 1, *brought: EngineState) -> None:
        """Come up, with what the engine has brought along."""
        self.state = WorkerState.READY
        tone = EngineState(engine="tone", sample_rate_hz=24_000, max_batch=max_batch, canary=Canary(300.0, 1.0))
        self._on_ready(self.number, Ready((tone, *brought), "none", "for a test"))

    def be_lost(self, *, failing: bool = False) -> None:
        """Die, and what was at hand with it."""
        self.state = WorkerState.WAITING
        self.failing = failing
        self.jobs.clear()
        self._on_lost(self.number)

    def begin(self) -> None:
        """Announce the first job at hand."""
        job = self.jobs[0]
        self._on_report(self.number, SpeechStarted(job.stream, job.generation, job.index, "spoken"))

    def sound(self, samples: int = 24_000) -> None:
        """Let the first job at hand be heard."""
        job = self.jobs[0]
        audio = SpeechAudio(job.stream, job.generation, job.index, bytes(2 * samples), samples, 0)
        self._on_report(self.number, audio)

    def end(self, *, well: bool = True) -> None:
        """End the first job at hand as a worker would."""
        job = self.jobs.pop(0)
        name = (job.stream, job.generation, job.index)
        if job.generation < self.stale.get(job.stream, 0):
            self._on_report(self.number, JobDropped(*name))
        elif well:
            self._on_report(self.number, SpeechDone(*name, 1.0, 1, 1, "none"))
        else:
            self._on_report(self.number, SpeechFailed(*name, SynthesisFailed("as told")))

    def forgotten(self) -> list[StreamId]:
        """The streams it was told to forget."""
        return [command.stream for command in self.told if isinstance(command, Forget)]

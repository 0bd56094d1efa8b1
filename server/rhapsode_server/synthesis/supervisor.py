"""One worker process as the event loop sees it: started, watched, and replaced when it dies or hangs."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechFailed, SpeechStarted
from rhapsode_server.synthesis.backoff import Backoff
from rhapsode_server.synthesis.commands import (
    Command,
    GivingUp,
    HostOptions,
    JobDropped,
    JobReport,
    Ping,
    Pong,
    Ready,
    Stop,
    Submit,
    TextRead,
)
from rhapsode_server.synthesis.fault import describe_fault
from rhapsode_server.synthesis.pipe import AsyncPipe, BrokenFrame

logger = logging.getLogger(__name__)

ENVIRONMENT = {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "300", "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "256"}
"""What a worker's environment says of a network's libraries, unless the server's own says otherwise.

Threads of torch wait for each other asleep (``OMP_WAIT_POLICY`` of OpenMP): on a busy machine a thread would spin away
the time that the one it waits for needs (0.55 s a segment beside a busy core instead of 0.39). A few microseconds they
spin (``GOMP_SPINCOUNT``): reading a clause takes 108 to 115 ms so instead of 117 to 130 on an idle machine, and as long
as before beside a busy core; more, and that suffers (0.35 s at 5,000 rounds instead of 0.20). oneDNN keeps the machine
code of so many layers at so many sizes: its own 1,024 are filled by ever other lengths, and held for nothing; 256 are
more than one utterance has, and as fast (``bench/RESULTS.md``).
"""

HOST_COMMAND = (sys.executable, "-P", "-m", "rhapsode_server.synthesis.host")
"""What is started. ``-P``: not a module that happens to lie in the working directory, but the parent's own."""

LOOKS_PER_STALL = 4
"""How often a worker is looked at within the time after which its silence means that it hangs.

The silence is counted in looks, not in seconds: if the event loop itself was held up, one late look is one look, and a
healthy worker is not killed for it. Fewer, and that protection goes; more, and idle workers are woken more often.
"""

EXIT_GRACE_S = 1.0
"""How long a worker may take to end after its pipe is closed. Lower, and one that leaves in order is killed; higher,
and one that only closed the pipe is replaced late."""

STOP_GRACE_S = 3.0
"""How long a worker may take to leave when told to. Lower, and engines cannot close in order; higher, and a hung one
holds up the server's end."""


class WorkerState(str, Enum):
    """Where a worker is in its life."""

    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    WAITING = "waiting"
    """It died, and is started again after a pause."""


class Loss(str, Enum):
    """Why a worker is gone, in few words to count by; ``last_error`` tells more."""

    ENDED = "ended"
    """It left by itself."""
    KILLED = "killed"
    """By a signal that was not ours: it crashed, or somebody killed it."""
    HUNG = "hung"
    """It was silent, did not read, or did not end; we killed it."""
    BROKEN = "broken"
    """What it said could not be understood; we killed it."""
    NEVER_READY = "never_ready"
    GAVE_UP = "gave_up"
    """It said that it cannot serve."""
    NOT_STARTED = "not_started"


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """What ``/health`` says of one worker."""

    number: int
    pid: int | None
    state: WorkerState
    restarts: int
    """How often it was started anew."""
    last_error: str | None
    """Why it last went; ``None`` where it never went but as told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for a worker."""

    stall_s: float = 10.0
    """Silence after which one that has something to do is taken to hang."""
    start_s: float = 180.0
    """From its start until it is ready; models load, and may be fetched."""
    backoff: Backoff = Backoff()
    """Pauses between starts that fail."""


class Supervisor:
    """Keeps one worker alive. Knows nothing of streams, queues or sinks.

    Args:
        options: what the worker is to be; its number names it.
        patience: how long to wait for it.
        on_ready: called when a worker is ready for work.
        on_report: called for each event of a job, in order, and for each text that was read.
        on_lost: called when a worker is gone, however it went and whether it was ever ready; no report of it follows.
        command: what to start, in place of the host program.
    """

    def __init__(
        self,
        options: HostOptions,
        patience: Patience,
        *,
        on_ready: Callable[[int, Ready], None],
        on_report: Callable[[int, JobReport | TextRead], None],
        on_lost: Callable[[int], None],
        command: Sequence[str] = HOST_COMMAND,
    ) -> None:
        self.number = options.number
        self.state = WorkerState.STOPPED
        self._options = options
        self._patience = patience
        self._on_ready = on_ready
        self._on_report = on_report
        self._on_lost = on_lost
        self._command = tuple(command)
        self._task: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._pipe: AsyncPipe | None = None
        self._stopping = False
        self._starts = 0
        self._failures = 0
        self._unready_starts = 0
        self._ready_at: float | None = None
        self._reason: str | None = None
        self._loss: Loss | None = None
        self._last_loss = Loss.ENDED
        self._last_error: str | None = None
        self._outstanding = 0
        self._pinged = False
        self._silent_looks = 0

    @property
    def failing(self) -> bool:
        """Whether it has failed to become ready so often in a row that nobody should wait for it."""
        return self._unready_starts >= self._patience.backoff.hopeless_after

    @property
    def status(self) -> WorkerStatus:
        """The worker now."""
        pid = self._process.pid if self._process is not None else None
        return WorkerStatus(self.number, pid, self.state, max(0, self._starts - 1), self._last_error)

    @property
    def loss(self) -> Loss:
        """Why the worker went last."""
        return self._last_loss

    @property
    def unfinished(self) -> int:
        """Jobs that the worker has and has not ended."""
        return self._outstanding

    def start(self) -> None:
        """Begin to keep a worker alive."""
        self._stopping = False
        self._task = asyncio.create_task(self._keep_alive(), name=f"worker-{self.number}")

    def send(self, command: Command) -> None:
        """Tell the worker something. One that has long stopped reading is killed instead."""
        if self._pipe is None:
            return
        if isinstance(command, Submit):
            self._outstanding += len(command.batch)
        if not self._pipe.send(command):
            self.kill("it does not read what it is told")

    def kill(self, reason: str, loss: Loss = Loss.HUNG) -> None:
        """End the worker at once; it is then replaced."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        self._reason = self._reason or reason
        self._loss = self._loss or loss
        self.state = WorkerState.WAITING
        if not self._stopping:
            logger.error("worker %d (pid %d) is killed: %s", self.number, process.pid, reason)
        _kill_group(process.pid)

    async def close(self) -> None:
        """Have the worker leave, and kill it where it does not. No process of it is left."""
        self._stopping = True
        task, self._task = self._task, None
        if task is None:
            return
        if self._pipe is not None:
            self._pipe.send(Stop())
            self._pipe.close_writing()
            await asyncio.wait([task], timeout=STOP_GRACE_S)
            self.kill("it did not leave when told to")
            await asyncio.wait([task], timeout=STOP_GRACE_S)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        self.state = WorkerState.STOPPED

    async def _keep_alive(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._stopping:
            self._starts += 1
            self.state = WorkerState.STARTING
            self._ready_at = self._reason = self._loss = None
            try:
                await self._live()
            except OSError as error:
                self._reason = f"it could not be started: {describe_fault(error)}"
                self._loss = Loss.NOT_STARTED
            self._last_error = self._reason or self._last_error
            self._last_loss = self._loss or Loss.ENDED
            self.state = WorkerState.STOPPED if self._stopping else WorkerState.WAITING
            if self._ready_at is None:
                self._unready_starts += 1
            healthy = self._ready_at is not None and loop.time() - self._ready_at >= self._patience.backoff.healthy_s
            self._failures = 0 if healthy else self._failures + 1
            try:
                self._on_lost(self.number)
            except Exception as error:
                # Whatever is wrong there, the next worker can be of use; without this task there would be none.
                logger.error("the loss of worker %d could not be handled: %s", self.number, describe_fault(error))
            if not self._stopping:
                pause_s = self._patience.backoff.pause_s(self._failures)
                logger.warning("worker %d is gone (%s); next start in %.2f s", self.number, self._last_error, pause_s)
                await asyncio.sleep(pause_s)

    async def _live(self) -> None:
        """One life of the process, from its start to its end."""
        process, pipe = await self._spawn()
        self._process, self._pipe = process, pipe
        self._outstanding, self._pinged, self._silent_looks = 0, False, 0
        pipe.send(self._options)
        start_limit = asyncio.get_running_loop().call_later(self._patience.start_s, self._check_started, process)
        watching = asyncio.create_task(self._watch(), name=f"watch-{self.number}")
        hearing = asyncio.create_task(self._hear(pipe), name=f"hear-{self.number}")
        try:
            await self._see_off(process, hearing)
        finally:
            start_limit.cancel()
            watching.cancel()
            hearing.cancel()
            _kill_group(process.pid)
            await process.wait()
            self._process = self._pipe = None
            pipe.close()

    async def _spawn(self) -> tuple[asyncio.subprocess.Process, AsyncPipe]:
        pipe, child_reads, child_writes = await AsyncPipe.open()
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=child_reads,
                stdout=child_writes,
                env={**ENVIRONMENT, **os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                # A group of its own, to be killed as one; and Ctrl-C in a terminal reaches the server alone.
                start_new_session=True,
            )
        except BaseException:
            pipe.close()
            raise
        finally:
            os.close(child_reads)
            os.close(child_writes)
        return process, pipe

    async def _see_off(self, process: asyncio.subprocess.Process, hearing: asyncio.Task[None]) -> None:
        """Wait until the process is gone and all it said was heard; note how it went."""
        exiting = asyncio.create_task(process.wait())
        await asyncio.wait({hearing, exiting}, return_when=asyncio.FIRST_COMPLETED)
        if not exiting.done():
            await asyncio.wait({exiting}, timeout=EXIT_GRACE_S)
            self.kill("it closed its pipe and did not end")
        status = await exiting
        # Its own children may hold the pipe open; with them gone, the pipe ends.
        _kill_group(process.pid)
        await asyncio.wait({hearing}, timeout=EXIT_GRACE_S)
        if not self._stopping:
            end = f"by signal {-status}" if status < 0 else f"with status {status}"
            self._reason = self._reason or f"it ended {end}"
            self._loss = self._loss or (Loss.KILLED if status < 0 else Loss.ENDED)

    async def _hear(self, pipe: AsyncPipe) -> None:
        try:
            async for report in pipe.receive():
                self._receive(report)
        except BrokenFrame as error:
            self.kill(str(error), Loss.BROKEN)
        except Exception as error:
            self.kill(f"its report could not be handled: {describe_fault(error)}", Loss.BROKEN)

    def _check_started(self, process: asyncio.subprocess.Process) -> None:
        if self._process is process and self.state is WorkerState.STARTING:
            self.kill("it was not ready in time", Loss.NEVER_READY)

    async def _watch(self) -> None:
        """Look at the worker from time to time; kill it where it is silent though it has something to do."""
        while True:
            await asyncio.sleep(self._patience.stall_s / LOOKS_PER_STALL)
            if self.state is not WorkerState.READY:
                continue
            if self._outstanding or self._pinged:
                self._silent_looks += 1
                if self._silent_looks > LOOKS_PER_STALL:
                    self.kill(f"it gave no sign of life for {self._patience.stall_s:g} s")
            else:
                self._pinged = True
                self.send(Ping())

    def _receive(self, report: object) -> None:
        self._silent_looks = 0
        match report:
            case Ready():
                self.state = WorkerState.READY
                self._ready_at = asyncio.get_running_loop().time()
                self._unready_starts = 0
                self._on_ready(self.number, report)
            case Pong():
                self._pinged = False
            case GivingUp(reason):
                self._reason = reason
                self._loss = Loss.GAVE_UP
                # One that is told to stop while it loads cannot speak its test sentence any more.
                if not self._stopping:
                    logger.error("worker %d gives up: %s", self.number, reason)
            case SpeechDone() | SpeechFailed() | JobDropped():
                self._outstanding -= 1
                self._on_report(self.number, report)
            case SpeechStarted() | SpeechAudio() | TextRead():
                self._on_report(self.number, report)
            case _:
                self.kill("it said something that is not known", Loss.BROKEN)


def _kill_group(pid: int) -> None:
    """Kill a worker and what it started: an engine's own children must not live on without their parent."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)

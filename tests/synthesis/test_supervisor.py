"""A supervisor and processes that misbehave in every way a worker can."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest

from rhapsode_server.speech import SpeechDone
from rhapsode_server.synthesis import supervisor as supervisor_module
from rhapsode_server.synthesis.backoff import Backoff
from rhapsode_server.synthesis.commands import HostOptions, Ready, Submit
from rhapsode_server.synthesis.supervisor import Loss, Patience, Supervisor, WorkerState
from synthesis.jobs import UNMARKED, make_job
from synthesis.stage import alive

pytestmark = pytest.mark.slow

PREAMBLE = """
import os, sys, time
from rhapsode_server.speech import SpeechDone
from rhapsode_server.synthesis.commands import *
from rhapsode_server.synthesis.pipe import PipeEnd
pipe = PipeEnd(0, 1)
commands = pipe.receive()
options = next(commands)
def be_ready():
    pipe.send(Ready((EngineState(engine="script"),), "none", "a script"))
def work():
    for command in commands:
        if isinstance(command, Ping):
            pipe.send(Pong())
        elif isinstance(command, Submit):
            for job in command.batch:
                pipe.send(SpeechDone(job.stream, job.generation, job.index, 1.0, 1, 1, "none"))
        elif isinstance(command, Stop):
            break
"""

FAST = Patience(stall_s=0.4, start_s=30.0, backoff=Backoff(first_s=0.01, longest_s=0.05))


class Watch:
    """A supervisor of a script, and what it told."""

    def __init__(self, script: str, patience: Patience) -> None:
        self.ready: list[Ready] = []
        self.reports: list[Any] = []
        self.lost = 0
        self.supervisor = Supervisor(
            HostOptions(number=0, engine="script", parent_pid=os.getpid(), watermark=UNMARKED),
            patience,
            on_ready=lambda number, ready: self.ready.append(ready),
            on_report=lambda number, report: self.reports.append(report),
            on_lost=self._count_lost,
            command=(sys.executable, "-c", PREAMBLE + script),
        )

    async def until(self, holds: Callable[[], bool]) -> None:
        never = asyncio.Event()
        async with asyncio.timeout(30):
            while not holds():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(never.wait(), 0.01)

    def _count_lost(self, number: int) -> None:
        self.lost += 1


@contextlib.asynccontextmanager
async def watch(script: str, patience: Patience = FAST) -> AsyncIterator[Watch]:
    """Supervise a script, and see that nothing of it is left."""
    built = Watch(script, patience)
    built.supervisor.start()
    try:
        yield built
    finally:
        pid = built.supervisor.status.pid
        await built.supervisor.close()
        assert built.supervisor.state is WorkerState.STOPPED
        assert pid is None or not alive(pid)


def run(play: Coroutine[Any, Any, None]) -> None:
    asyncio.run(play)


def test_a_worker_comes_up_works_and_leaves_when_told() -> None:
    async def play() -> None:
        async with watch("be_ready(); work()") as on:
            await on.until(lambda: bool(on.ready))
            assert on.supervisor.state is WorkerState.READY
            on.supervisor.send(Submit((make_job(),)))
            await on.until(lambda: bool(on.reports))
            assert isinstance(on.reports[0], SpeechDone)
            await on.supervisor.close()
            assert on.supervisor.status.last_error is None, "it left by itself"
            assert on.lost == 1

    run(play())


def test_a_worker_that_answers_pings_is_left_alone() -> None:
    async def play() -> None:
        async with watch("be_ready(); work()") as on:
            await on.until(lambda: bool(on.ready))
            started = time.monotonic()
            await on.until(lambda: time.monotonic() > started + 4 * FAST.stall_s)
            assert on.lost == 0

    run(play())


def test_a_loop_that_was_held_up_does_not_take_its_worker_for_dead() -> None:
    async def play() -> None:
        async with watch("be_ready(); work()") as on:
            await on.until(lambda: bool(on.ready))
            for _ in range(3):
                time.sleep(2 * FAST.stall_s)  # noqa: ASYNC251 - the loop is to be held up
                started = time.monotonic()
                await on.until(lambda since=started: time.monotonic() > since + 0.1)
            assert on.lost == 0

    run(play())


@pytest.mark.parametrize(
    ("script", "why", "loss"),
    [
        ("be_ready(); sys.exit(3)", "with status 3", Loss.ENDED),
        ("be_ready(); os.kill(os.getpid(), 11)", "by signal 11", Loss.KILLED),
        ("be_ready(); os.write(1, b'a library prints something'); work()", "claims", Loss.BROKEN),
        ("be_ready(); pipe.send('surprise'); work()", "not known", Loss.BROKEN),
        ("be_ready(); time.sleep(600)", "no sign of life", Loss.HUNG),
        ("be_ready(); pipe.send(GivingUp('no voice')); sys.exit(1)", "no voice", Loss.GAVE_UP),
    ],
)
def test_a_worker_that_cannot_go_on_is_replaced(script: str, why: str, loss: Loss) -> None:
    async def play() -> None:
        async with watch(script) as on:
            await on.until(lambda: on.lost >= 1)
            assert why in str(on.supervisor.status.last_error)
            assert on.supervisor.loss is loss
            await on.until(lambda: on.supervisor.status.restarts >= 1)
            assert not on.supervisor.failing, "it has been ready"

    run(play())


def test_a_worker_that_closes_its_pipe_and_lives_on_is_replaced() -> None:
    async def play() -> None:
        async with watch("be_ready(); os.close(1); time.sleep(600)", Patience()) as on:
            await on.until(lambda: on.lost >= 1)
            assert on.supervisor.status.last_error == "it closed its pipe and did not end"

    run(play())


def test_one_that_never_gets_ready_is_given_up_on_and_tried_again() -> None:
    async def play() -> None:
        patience = Patience(start_s=0.3, backoff=Backoff(first_s=0.01, longest_s=0.05, hopeless_after=2))
        async with watch("time.sleep(600)", patience) as on:
            await on.until(lambda: on.supervisor.failing)
            assert on.lost == 2
            assert on.ready == []
            assert on.supervisor.status.last_error == "it was not ready in time"
            assert on.supervisor.loss is Loss.NEVER_READY
            await on.until(lambda: on.lost == 3)

    run(play())


def test_a_program_that_does_not_exist_is_a_failing_worker() -> None:
    async def play() -> None:
        built = Watch("", FAST)
        built.supervisor._command = ("/nonexistent/program",)
        built.supervisor.start()
        await built.until(lambda: built.supervisor.failing)
        assert "could not be started" in str(built.supervisor.status.last_error)
        assert built.supervisor.loss is Loss.NOT_STARTED
        await built.supervisor.close()

    run(play())


def test_a_fault_of_whoever_is_told_of_a_loss_does_not_cost_the_next_worker(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(number: int) -> None:
        raise KeyError("planted")

    async def play() -> None:
        async with watch("be_ready(); work()") as on:
            await on.until(lambda: bool(on.ready))
            monkeypatch.setattr(on.supervisor, "_on_lost", fail)
            on.supervisor.kill("the test wants it")
            await on.until(lambda: len(on.ready) == 2)

    run(play())
    assert "could not be handled: KeyError" in caplog.text
    assert "planted" not in caplog.text


def test_one_that_does_not_leave_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor_module, "STOP_GRACE_S", 0.3)

    async def play() -> None:
        async with watch("be_ready(); time.sleep(600)", Patience()) as on:
            await on.until(lambda: bool(on.ready))

    run(play())


def test_one_that_has_stopped_reading_is_killed() -> None:
    async def play() -> None:
        async with watch("be_ready(); time.sleep(600)", Patience()) as on:
            await on.until(lambda: bool(on.ready))
            large = Submit((make_job(text="x" * 1_000_000),))
            for _ in range(40):
                on.supervisor.send(large)
            await on.until(lambda: on.lost == 1)
            assert on.supervisor.status.last_error == "it does not read what it is told"

    run(play())


def test_what_a_worker_started_dies_with_it() -> None:
    async def play() -> None:
        script = """
import subprocess
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pipe.send(Ready((EngineState(engine=str(child.pid)),), "none", ""))
work()
"""
        async with watch(script) as on:
            await on.until(lambda: bool(on.ready))
            grandchild = int(on.ready[0].engines[0].engine)
            assert alive(grandchild)
            os.kill(on.supervisor.status.pid or 0, signal.SIGKILL)
            await on.until(lambda: on.lost == 1)
            await on.until(lambda: not running(grandchild))

    run(play())


def test_a_workers_environment_spares_the_machine_unless_the_servers_own_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    monkeypatch.delenv("GOMP_SPINCOUNT", raising=False)
    monkeypatch.setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "7")

    async def play() -> None:
        script = """
told = (os.environ[name] for name in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "ONEDNN_PRIMITIVE_CACHE_CAPACITY"))
pipe.send(Ready((EngineState(engine=" ".join(told)),), "none", ""))
work()
"""
        async with watch(script) as on:
            await on.until(lambda: bool(on.ready))
            assert on.ready[0].engines[0].engine == "PASSIVE 300 7"

    run(play())


def running(pid: int) -> bool:
    """Whether a process that is not ours exists and is no zombie: whoever inherits it may be slow to bury it."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

"""The worker program, spoken to over its own pipes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechFailed, SpeechStarted, StreamId
from rhapsode_server.synthesis.commands import (
    Cancel,
    GivingUp,
    HostOptions,
    JobDropped,
    Ping,
    Pong,
    Ready,
    Stop,
    Submit,
)
from rhapsode_server.synthesis.pipe import PipeEnd
from rhapsode_server.synthesis.supervisor import HOST_COMMAND
from synthesis.jobs import ESPEAK, KOKORO, UNMARKED, make_job, make_stream

pytestmark = pytest.mark.slow

WITHIN_S = 30.0


class Theatre:
    """A worker process and both ends of what is said."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self._pipe = PipeEnd(process.stdout.fileno(), process.stdin.fileno())
        self._reports = self._pipe.receive()

    def tell(self, *messages: object) -> None:
        for message in messages:
            self._pipe.send(message)

    def hear(self) -> object:
        return next(self._reports, None)


def options(engine: str = "tone", parent_pid: int | None = None) -> HostOptions:
    parent_pid = os.getpid() if parent_pid is None else parent_pid
    return HostOptions(number=7, engine=engine, parent_pid=parent_pid, watermark=UNMARKED)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@contextlib.contextmanager
def theatre(command: Sequence[str] = HOST_COMMAND) -> Iterator[Theatre]:
    """Start the program, and see it end."""
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        try:
            yield Theatre(process)
        finally:
            process.kill()


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + WITHIN_S
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)
    return holds()


def test_it_gets_ready_speaks_and_leaves() -> None:
    with theatre() as on:
        on.tell(options())
        ready = on.hear()
        assert isinstance(ready, Ready)
        (tone,) = ready.engines
        assert (tone.engine, tone.sample_rate_hz, tone.max_batch, tone.error) == ("tone", 24_000, 8, None)
        assert tone.canary is not None
        assert tone.canary.audible_ms > 200
        on.tell(Ping(), Submit((make_job(text="one two"),)))
        assert on.hear() == Pong()
        assert isinstance(on.hear(), SpeechStarted)
        while isinstance(report := on.hear(), SpeechAudio):
            assert report.payload
        assert isinstance(report, SpeechDone)
        assert report.native_samples > 0
        on.tell(Stop())
        assert on.process.wait(WITHIN_S) == 0


def test_a_cancel_overtakes_the_queue() -> None:
    with theatre() as on:
        on.tell(options())
        assert isinstance(on.hear(), Ready)
        job = make_job(text="{slow} " * 1_000)
        on.tell(Submit((job,)))
        assert isinstance(on.hear(), SpeechStarted)
        on.tell(Ping(), Cancel(job.stream, 1))
        reports = [on.hear()]
        while reports[-1] != Pong():
            reports.append(on.hear())
        assert reports[-2] == JobDropped(job.stream, 0, 0)


def test_it_leaves_when_nobody_is_there_any_more() -> None:
    with theatre() as on:
        on.tell(options())
        assert isinstance(on.hear(), Ready)
        on.tell(Submit((make_job(text="{slow} " * 1_000),)))
        assert on.process.stdin is not None
        on.process.stdin.close()
        assert on.process.wait(WITHIN_S) == 0


def test_it_does_not_even_begin_for_a_parent_that_is_gone() -> None:
    with theatre() as on:
        on.tell(options(parent_pid=1))
        assert on.hear() is None
        assert on.process.wait(WITHIN_S) == 0


def test_it_wants_to_know_what_it_is_to_be() -> None:
    with theatre() as on:
        on.tell("hello")
        assert on.process.wait(WITHIN_S) == 2


def test_it_says_why_it_cannot_serve() -> None:
    with theatre() as on:
        on.tell(options(engine="none"))
        report = on.hear()
        assert isinstance(report, GivingUp)
        assert "'none' is not known" in report.reason
        assert on.process.wait(WITHIN_S) == 1


BRINGING = """
from dataclasses import replace
from rhapsode_server.engines import registry
registry.ENGINES["tone"] = replace(registry.ENGINES["tone"], brings=("espeak", "kokoro"))
from rhapsode_server.synthesis import host
raise SystemExit(host.main())
"""
"""The program in a world where the tone engine brings along two others: one that can start, and one without files."""


def test_it_speaks_with_every_engine_that_has_started_and_tells_of_the_others() -> None:
    speakers = {"tone": None, "espeak": ESPEAK, "kokoro": KOKORO}
    jobs = {
        name: make_job(make_stream(number), text="one two", speaker=speaker)
        for number, (name, speaker) in enumerate(speakers.items())
    }
    with theatre((sys.executable, "-c", BRINGING)) as on:
        on.tell(options())
        ready = on.hear()
        assert isinstance(ready, Ready)
        states = {state.engine: state for state in ready.engines}
        assert list(states) == ["tone", "espeak", "kokoro"]
        assert [state.sample_rate_hz for state in ready.engines] == [24_000, 22_050, None]
        assert [state.error is None for state in ready.engines] == [True, True, False]
        assert "rhapsode models pull" in str(states["kokoro"].error)
        on.tell(Submit(tuple(jobs.values())))
        ends: dict[StreamId, object] = {}
        while len(ends) < len(jobs):
            report = on.hear()
            if isinstance(report, SpeechDone | SpeechFailed):
                ends[report.stream] = report
        tone, espeak, kokoro = (ends[job.stream] for job in jobs.values())
        assert isinstance(tone, SpeechDone)
        assert isinstance(espeak, SpeechDone)
        assert min(tone.native_samples, espeak.native_samples) > 2_400
        assert isinstance(kokoro, SpeechFailed)
        assert isinstance(kokoro.error, ModelUnavailable)
        on.tell(Stop())
        assert on.process.wait(WITHIN_S) == 0


def test_an_interrupt_is_the_parents_affair() -> None:
    with theatre() as on:
        on.tell(options())
        assert isinstance(on.hear(), Ready)
        on.process.send_signal(signal.SIGINT)
        on.tell(Ping())
        assert on.hear() == Pong()


def test_what_libraries_print_does_not_reach_the_frames() -> None:
    script = """
import os
from rhapsode_server.synthesis.host import take_pipe
pipe = take_pipe()
print("noise", flush=True)
os.system("echo more noise; cat")
pipe.send("frame")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], input=b"not for you", capture_output=True, env=environment(), timeout=WITHIN_S
    )
    assert b"noise" not in done.stdout
    assert b"frame" in done.stdout
    assert done.stderr.split() == [b"noise", b"more", b"noise"]


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel for a signal at the parent's death")
def test_a_worker_dies_with_a_server_that_is_killed() -> None:
    script = """
import asyncio
from rhapsode_server.audio.marking import WatermarkOptions
from rhapsode_server.synthesis.synthesizer import SynthesisOptions, Synthesizer
async def main():
    synthesizer = Synthesizer(SynthesisOptions(engine="tone", watermark=WatermarkOptions(policy="off")))
    await synthesizer.start()
    await synthesizer.wait_ready(60)
    print(synthesizer.status().workers[0].pid, flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment()) as server:
        assert server.stdout is not None
        worker = int(server.stdout.readline())
        os.kill(worker, signal.SIGSTOP)
        server.kill()
        assert eventually(lambda: not os.path.exists(f"/proc/{worker}"))

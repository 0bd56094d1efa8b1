"""The real detection process: what it answers, what it survives, and that it outlives nobody."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest

from detection.recordings import encode
from flow.house import wait_until, wav_file
from rhapsode_protocol.errors import RecordingTooLarge, UnreadableAudio
from rhapsode_server.detection import host, wire
from rhapsode_server.detection.desk import Desk
from rhapsode_server.detection.process import DetectionOptions, DetectionProcess, ProcessLost

pytestmark = pytest.mark.slow

LONG = wav_file(np.random.default_rng(1).normal(0.0, 0.1, 16_000 * 590).astype(np.float32), 16_000)


def play(scene: Callable[[Desk], Awaitable[None]]) -> None:
    async def run() -> None:
        made = Desk(DetectionOptions())
        try:
            await asyncio.wait_for(scene(made), 100)
        finally:
            await made.close()

    asyncio.run(run())


def test_it_answers_refuses_and_goes_on() -> None:
    async def scene(made: Desk) -> None:
        found = await made.examine(encode("mp3", 3.0), 0x5248)
        assert found["duration_s"] == pytest.approx(3.0, abs=0.1)
        assert found["message_match"] in (True, False)
        assert {row["pair"] for row in found["detectors"]} == {"embedded"}
        pid = made.pid
        too_long = wav_file(np.zeros(16_000 * 601, np.float32), 16_000)
        for recording, error in ((b"text", UnreadableAudio), (b"", UnreadableAudio), (too_long, RecordingTooLarge)):
            with pytest.raises(error):
                await made.examine(recording)
        assert (await made.examine(encode("flac", 1.0)))["duration_s"] == pytest.approx(1.0, abs=0.1)
        assert made.pid == pid

    play(scene)


def test_it_drops_its_work_soon_and_stays() -> None:
    async def scene(made: Desk) -> None:
        pid = (await made.examine(encode("wav", 1.0))) and made.pid
        leaving = asyncio.create_task(made.examine(LONG))
        await asyncio.sleep(2.0)
        leaving.cancel()
        began = time.monotonic()
        await made.examine(encode("wav", 1.0))
        assert made.pid == pid
        assert time.monotonic() - began < 3.0

    play(scene)


def test_killed_in_the_midst_it_is_replaced() -> None:
    async def scene(made: Desk) -> None:
        asked = asyncio.create_task(made.examine(LONG))
        await asyncio.to_thread(wait_until, lambda: made.pid is not None)
        await asyncio.sleep(1.0)
        os.kill(made.pid or 0, signal.SIGKILL)
        with pytest.raises(Exception, match="could not be examined"):
            await asked
        assert (await made.examine(encode("wav", 1.0)))["duration_s"] == 1.0

    play(scene)


def test_its_memory_and_its_claim_on_the_processor_are_bounded() -> None:
    async def scene(made: Desk) -> None:
        await made.examine(encode("wav", 1.0))
        folder = Path(f"/proc/{made.pid}")
        (line,) = [line for line in (folder / "limits").read_text().splitlines() if "address space" in line]
        size_bytes = int((folder / "statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        assert size_bytes < int(line.split()[3]) <= size_bytes + host.MEMORY_BYTES
        assert os.getpriority(os.PRIO_PROCESS, made.pid or 0) >= host.NICENESS
        threads = len(list((folder / "task").iterdir()))
        assert threads <= 4

    if not Path("/proc/self/limits").exists():
        pytest.skip("this system has no /proc")
    play(scene)


def test_it_does_not_outlive_a_parent_that_is_killed() -> None:
    code = (
        "import asyncio, sys\n"
        "from rhapsode_server.detection.process import DetectionOptions, DetectionProcess\n"
        "async def main():\n"
        "    process = await DetectionProcess.start(DetectionOptions())\n"
        "    print(process.pid, flush=True)\n"
        "    await asyncio.sleep(100)\n"
        "asyncio.run(main())\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
        end = time.monotonic() + 10.0
        while Path(f"/proc/{pid}").exists() and "Z" not in _state(pid):
            assert time.monotonic() < end, "it lives on"
            time.sleep(0.05)
    finally:
        parent.kill()
        parent.communicate()


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def test_what_a_decoder_prints_or_says_wrongly_ends_it_and_not_the_server() -> None:
    async def run() -> None:
        speaker = "import os, sys, time; os.write(1, b'\\xff' * 9); time.sleep(60)"
        with pytest.raises(ProcessLost):
            await DetectionProcess.start(DetectionOptions(start_s=5.0), (sys.executable, "-c", speaker))

    asyncio.run(run())


def test_a_fault_is_told_without_its_text() -> None:
    assert json.loads(wire.write_fault(KeyError("somebody's words"))) == {"kind": "", "message": "KeyError"}


def test_refusals_come_back_as_what_they_were() -> None:
    said = wire.read_object(wire.write_refusal(RecordingTooLarge("too long")))
    assert wire.REFUSALS[said["kind"]] is RecordingTooLarge
    with pytest.raises(ValueError, match="not an object"):
        wire.read_object(b"[]")

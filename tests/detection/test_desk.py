"""The queue before the detection process, and what becomes of both when something goes wrong. The process is acted."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from flow.house import wait_until
from rhapsode_protocol.errors import (
    DetectorBusy,
    ExaminationFailed,
    ModelUnavailable,
    ServerRestarting,
    UnreadableAudio,
)
from rhapsode_server.detection.desk import Desk
from rhapsode_server.detection.process import DetectionOptions

pytestmark = pytest.mark.slow

UNDERSTUDY = str(Path(__file__).with_name("understudy.py"))
QUICK = DetectionOptions(start_s=20.0, stall_s=1.0, examine_s=20.0)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@asynccontextmanager
async def desk(start: str = "well", options: DetectionOptions = QUICK, **settings: Any) -> AsyncIterator[Desk]:
    made = Desk(options, command=(sys.executable, UNDERSTUDY, start), **settings)
    try:
        yield made
    finally:
        pid = made.pid
        await made.close()
        assert pid is None or not alive(pid)


def play(scene: Callable[[Desk], Awaitable[None]], start: str = "well", **settings: Any) -> None:
    async def run() -> None:
        async with desk(start, **settings) as made:
            await asyncio.wait_for(scene(made), 60)

    asyncio.run(run())


def test_no_process_before_the_first_question_and_one_for_all() -> None:
    async def scene(made: Desk) -> None:
        assert made.pid is None
        first = await made.examine(b"answer", 7)
        second = await made.examine(b"answer")
        assert (first["recording"], first["expected"], second["expected"]) == ("answer", 7, None)
        assert first["pid"] == second["pid"] == made.pid

    play(scene)


def test_questions_are_answered_one_after_the_other_in_order() -> None:
    async def scene(made: Desk) -> None:
        asked = [made.examine(kind) for kind in (b"slow", b"answer", b"refuse", b"answer")]
        said = await asyncio.gather(*asked, return_exceptions=True)
        assert [one["answered"] for one in said if isinstance(one, dict)] == [0, 1, 3]
        assert isinstance(said[2], UnreadableAudio)
        assert said[2].field == "file"

    play(scene)


@pytest.mark.parametrize("fault", [b"die", b"fail", b"hang", b"babble"])
def test_a_process_that_is_lost_over_a_recording_is_replaced(fault: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(made: Desk) -> None:
        before = (await made.examine(b"answer"))["pid"]
        with pytest.raises(ExaminationFailed) as caught:
            await made.examine(fault)
        assert caught.value.retryable
        assert not alive(before)
        assert (await made.examine(b"answer"))["pid"] != before

    with caplog.at_level(logging.ERROR):
        play(scene)
    assert [record.message.split(" is replaced")[1][:4] for record in caplog.records] == [": it"]


def test_one_that_takes_too_long_is_replaced_though_it_works() -> None:
    async def scene(made: Desk) -> None:
        with pytest.raises(ExaminationFailed):
            await made.examine(b"slow")

    play(scene, options=DetectionOptions(examine_s=0.2))


def test_one_that_died_at_its_leisure_costs_nobody_anything() -> None:
    async def scene(made: Desk) -> None:
        before = (await made.examine(b"answer"))["pid"]
        os.kill(before, signal.SIGKILL)
        after = await made.examine(b"answer")
        assert after["pid"] != before

    play(scene)


def test_whoever_leaves_is_not_worked_for_and_the_process_is_kept() -> None:
    async def scene(made: Desk) -> None:
        before = (await made.examine(b"answer"))["pid"]
        leaving = asyncio.create_task(made.examine(b"slow"))
        await asyncio.sleep(0.1)
        leaving.cancel()
        after = await made.examine(b"answer")
        assert (after["pid"], after["answered"]) == (before, 2)
        with pytest.raises(asyncio.CancelledError):
            await leaving

    play(scene)


def test_where_it_hangs_whoever_leaves_takes_the_process_with_him() -> None:
    async def scene(made: Desk) -> None:
        before = (await made.examine(b"answer"))["pid"]
        leaving = asyncio.create_task(made.examine(b"hang"))
        await asyncio.sleep(0.1)
        leaving.cancel()
        assert (await made.examine(b"answer"))["pid"] != before

    play(scene, options=DetectionOptions(stall_s=30.0))


def test_whoever_leaves_the_queue_is_passed_over() -> None:
    async def scene(made: Desk) -> None:
        first = asyncio.create_task(made.examine(b"slow"))
        leaving = asyncio.create_task(made.examine(b"die"))
        last = asyncio.create_task(made.examine(b"answer"))
        await asyncio.sleep(0.1)
        leaving.cancel()
        assert (await first)["pid"] == (await last)["pid"]

    play(scene)


def test_whoever_leaves_while_it_starts_leaves_it_for_the_next() -> None:
    async def scene(made: Desk) -> None:
        leaving = asyncio.create_task(made.examine(b"answer"))
        await asyncio.sleep(0.02)
        leaving.cancel()
        assert (await made.examine(b"answer"))["answered"] == 0

    play(scene)


def test_places_are_few_and_given_back() -> None:
    async def scene(made: Desk) -> None:
        with made.place(), made.place():
            with pytest.raises(DetectorBusy) as caught, made.place():
                raise AssertionError("a third place")
            assert caught.value.retry_after_s
        with made.place(), made.place():
            pass

    play(scene, places=2)


def test_after_a_while_without_questions_the_process_ends() -> None:
    async def scene(made: Desk) -> None:
        first = (await made.examine(b"answer"))["pid"]
        await asyncio.to_thread(wait_until, lambda: not alive(first))
        assert made.pid is None
        assert (await made.examine(b"answer"))["pid"] != first

    play(scene, kept_s=0.1)


@pytest.mark.parametrize(
    ("start", "error"), [("refuses", ModelUnavailable), ("dies", ExaminationFailed), ("hangs", ExaminationFailed)]
)
def test_one_that_does_not_start_is_told_of(start: str, error: type[Exception]) -> None:
    async def scene(made: Desk) -> None:
        for _ in range(2):
            with pytest.raises(error):
                await made.examine(b"answer")
        assert made.pid is None

    play(scene, start, options=DetectionOptions(start_s=1.0))


def test_at_the_end_whoever_is_there_is_told_at_once() -> None:
    async def scene(made: Desk) -> None:
        pid = (await made.examine(b"answer"))["pid"]
        asked = [asyncio.create_task(made.examine(kind)) for kind in (b"hang", b"answer")]
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await made.close()
        said = await asyncio.gather(*asked, return_exceptions=True)
        assert time.monotonic() - began < 1.0
        assert [type(one) for one in said] == [ServerRestarting, ServerRestarting]
        assert not alive(pid)

    play(scene, options=DetectionOptions(stall_s=30.0))


def test_at_the_end_one_that_starts_is_not_waited_for() -> None:
    async def scene(made: Desk) -> None:
        asked = asyncio.create_task(made.examine(b"answer"))
        await asyncio.sleep(0.3)
        await made.close()
        with pytest.raises(ServerRestarting):
            await asked

    play(scene, "hangs")


def test_a_large_recording_goes_through_the_pipe() -> None:
    async def scene(made: Desk) -> None:
        assert (await made.examine(b"x" * 25_000_000))["recording"] == "x" * 20

    play(scene)

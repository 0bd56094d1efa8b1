"""Speech with real worker processes: what is heard, and what happens when they die, hang, or cannot start."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import asdict

import numpy as np
import orjson
import pytest

from rhapsode_protocol.errors import ModelUnavailable, ServerRestarting, SynthesisFailed
from rhapsode_server.engines.tone import tone_hz
from rhapsode_server.speech import AnySpeechEvent, SpeechDone, SpeechFailed
from rhapsode_server.synthesis.options import SynthesisOptions
from rhapsode_server.synthesis.supervisor import WorkerState
from rhapsode_server.synthesis.synthesizer import Synthesizer
from synthesis.jobs import UNMARKED, make_job, make_segment, make_stream
from synthesis.stage import alive, stage

pytestmark = pytest.mark.slow

A, B, C = make_stream(0, "a"), make_stream(0, "b"), make_stream(0, "c")


def test_a_turn_is_spoken_in_order_and_says_what_it_is() -> None:
    async def play() -> None:
        async with stage() as on:
            on.open(A)
            for index in range(3):
                on.synthesizer.submit(make_job(A, index, text="one two three"))
            ends = await on.end(A, 3)
            assert [end.index for end in ends] == [0, 1, 2]
            assert on.kinds(A) == ["started", "audio", "done"] * 3
            for end in ends:
                assert isinstance(end, SpeechDone)
                assert end.delivered_samples > 0
                assert end.gen_ms > 0
            status = on.synthesizer.status()
            assert status.ready
            assert (status.engine, status.sample_rate_hz, status.queued, status.in_flight) == ("tone", 24_000, 0, 0)
            assert (status.watermark, len(status.watermark_reason) > 0) == ("none", True)
            assert status.canary is not None
            assert status.canary.audible_ms > 200
            orjson.dumps(asdict(status))

    asyncio.run(play())


def test_many_streams_hear_their_own_voice_and_no_other() -> None:
    async def play() -> None:
        async with stage(workers=2) as on:
            streams = [make_stream(number, f"c{number % 5}") for number in range(30)]
            on.open(*streams)
            for index in range(2):
                for number, stream in enumerate(streams):
                    on.synthesizer.submit(make_job(stream, index, voice=number, text="one two three four five six"))
            for stream in streams:
                assert all(isinstance(end, SpeechDone) for end in await on.end(stream, 2))
            for number, stream in enumerate(streams):
                spectrum = np.abs(np.fft.rfft(on.sound(stream)))
                hz = np.fft.rfftfreq(len(on.sound(stream)), 1 / 24_000)
                own = np.abs(hz - tone_hz(number)) < 20
                assert np.sum(spectrum[own] ** 2) > 0.98 * np.sum(spectrum**2)

    asyncio.run(play())


def test_a_worker_killed_while_idle_is_replaced() -> None:
    async def play() -> None:
        async with stage() as on:
            killed = on.signal(signal.SIGKILL)
            await on.until(lambda: not on.synthesizer.status().ready)
            on.open(A)
            on.synthesizer.submit(make_job(A))
            (end,) = await on.end(A)
            assert isinstance(end, SpeechDone)
            (worker,) = on.synthesizer.status().workers
            assert worker.pid != killed
            assert (worker.state, worker.restarts) == (WorkerState.READY, 1)
            assert not alive(killed)

    asyncio.run(play())


def test_a_segment_lost_before_its_first_sound_is_made_again_unnoticed() -> None:
    async def play() -> None:
        async with stage() as on:
            on.open(A)
            job = make_job(A, text="{slow}{slow} two three")
            on.synthesizer.submit(job)
            on.synthesizer.submit(make_job(A, 1))
            await on.started(job)
            on.signal(signal.SIGKILL)
            ends = await on.end(A, 2)
            assert [type(end) for end in ends] == [SpeechDone, SpeechDone]
            assert on.kinds(A) == ["started", "audio", "done"] * 2, "the start is told once"

    asyncio.run(play())


def test_a_segment_lost_after_its_first_sound_fails_and_nothing_else_does() -> None:
    async def play() -> None:
        async with stage() as on:
            on.open(A, B, C)
            heard = make_job(A, text="one two three" + " {slow}" * 50)
            on.synthesizer.submit(heard)
            await on.heard(heard)
            on.synthesizer.submit(make_job(A, 1))
            on.synthesizer.submit(make_job(B))
            on.synthesizer.submit(make_job(C))
            on.signal(signal.SIGKILL)
            first, second = await on.end(A, 2)
            assert isinstance(first, SpeechFailed)
            assert isinstance(first.error, SynthesisFailed)
            assert (first.index, second.index) == (0, 1)
            assert isinstance(second, SpeechDone)
            for stream in (B, C):
                assert isinstance((await on.end(stream))[0], SpeechDone)

    asyncio.run(play())


def test_a_segment_that_kills_every_worker_fails_alone() -> None:
    async def play() -> None:
        async with stage() as on:
            on.open(A, B, C)
            on.synthesizer.submit(make_job(B))
            on.synthesizer.submit(make_job(A, text="{crash}"))
            on.synthesizer.submit(make_job(C))
            (end,) = await on.end(A)
            assert isinstance(end, SpeechFailed)
            assert isinstance(end.error, SynthesisFailed)
            for stream in (B, C):
                (end,) = await on.end(stream)
                assert end.index == 0

    asyncio.run(play())


def test_a_worker_that_hangs_at_work_is_replaced() -> None:
    async def play() -> None:
        async with stage(stall_s=0.8) as on:
            on.open(A)
            job = make_job(A, text="{slow} two three")
            on.synthesizer.submit(job)
            await on.started(job)
            stopped = on.signal(signal.SIGSTOP)
            (end,) = await on.end(A)
            assert isinstance(end, SpeechDone)
            assert not alive(stopped)

    asyncio.run(play())


def test_a_worker_that_hangs_while_idle_is_replaced() -> None:
    async def play() -> None:
        async with stage(stall_s=0.8) as on:
            stopped = on.signal(signal.SIGSTOP)
            await on.until(lambda: on.synthesizer.status().workers[0].restarts == 1)
            assert not alive(stopped)
            assert await on.synthesizer.wait_ready(60)

    asyncio.run(play())


def test_a_segment_on_which_every_worker_hangs_fails() -> None:
    async def play() -> None:
        async with stage(stall_s=0.8) as on:
            on.open(A)
            on.synthesizer.submit(make_job(A, text="{hang}"))
            (end,) = await on.end(A)
            assert isinstance(end, SpeechFailed)

    asyncio.run(play())


def test_after_a_cancel_nothing_stale_is_heard_and_its_work_stops() -> None:
    async def play() -> None:
        async with stage() as on:
            on.open(A)
            job = make_job(A, text="one two three" + " {slow}" * 10_000)
            on.synthesizer.submit(job)
            on.synthesizer.submit(make_job(A, 1))
            await on.heard(job)
            on.synthesizer.cancel(A, 1)
            told = len(on.told)
            on.synthesizer.submit(make_job(A, 2, generation=1, text="now"))
            # Half an hour of work was cancelled: that the next job ends at all shows that it stopped.
            (end,) = await on.end(A)
            assert isinstance(end, SpeechDone)
            assert {event.generation for event in on.told[told:]} == {1}
            assert on.synthesizer.status().workers[0].restarts == 0

    asyncio.run(play())


def test_a_closed_stream_hears_nothing_and_its_work_stops() -> None:
    async def play() -> None:
        async with stage() as on:
            on.open(A, B)
            job = make_job(A, text="one two three" + " {slow}" * 10_000)
            on.synthesizer.submit(job)
            await on.heard(job)
            on.synthesizer.close_stream(A)
            told = len(on.of(A))
            on.synthesizer.submit(make_job(B))
            await on.end(B)
            assert len(on.of(A)) == told
            with pytest.raises(ValueError, match="not open"):
                on.synthesizer.submit(make_job(A, 1))

    asyncio.run(play())


def test_a_held_stream_waits_and_its_neighbour_does_not() -> None:
    async def play() -> None:
        async with stage() as on:
            on.open(A, B)
            on.synthesizer.hold(A)
            on.synthesizer.submit(make_job(A))
            on.synthesizer.submit(make_job(B))
            await on.end(B)
            assert on.of(A) == []
            on.synthesizer.release(A)
            on.synthesizer.delivered(B, 100.0)
            await on.end(A)

    asyncio.run(play())


def test_a_sink_that_breaks_harms_nobody() -> None:
    def broken(event: AnySpeechEvent) -> None:
        raise RuntimeError("no more")

    async def play() -> None:
        async with stage() as on:
            on.synthesizer.open_stream(A, broken)
            on.open(B)
            on.synthesizer.submit(make_job(A))
            on.synthesizer.submit(make_job(B))
            assert isinstance((await on.end(B))[0], SpeechDone)

    asyncio.run(play())


def test_what_is_too_much_is_refused_after_what_was_taken() -> None:
    async def play() -> None:
        async with stage(wait=False, max_queued=2) as on:
            on.open(A)
            for index in range(4):
                on.synthesizer.submit(make_job(A, index))
            ends = await on.end(A, 4)
            assert [(end.index, type(end)) for end in ends] == [
                (0, SpeechDone),
                (1, SpeechDone),
                (2, SpeechFailed),
                (3, SpeechFailed),
            ]

    asyncio.run(play())


def test_where_no_worker_can_start_jobs_fail_instead_of_waiting() -> None:
    async def play() -> None:
        async with stage(wait=False, engine="no such engine") as on:
            on.open(A, B)
            on.synthesizer.submit(make_job(A, 0))
            on.synthesizer.submit(make_job(A, 1))
            ends = await on.end(A, 2)
            assert [end.index for end in ends] == [0, 1]
            on.synthesizer.submit(make_job(B))
            ends += await on.end(B)
            for end in ends:
                assert isinstance(end, SpeechFailed)
                assert isinstance(end.error, ModelUnavailable)
            status = on.synthesizer.status()
            assert not status.ready
            assert "no such engine" in str(status.workers[0].last_error)
            assert not await on.synthesizer.wait_ready(0.01)

    asyncio.run(play())


def test_the_end_tells_everyone_who_still_waits() -> None:
    async def play() -> None:
        async with stage() as on:
            on.open(A, B)
            job = make_job(A, text="one two three" + " {slow}" * 10_000)
            on.synthesizer.submit(job)
            on.synthesizer.submit(make_job(A, 1))
            await on.heard(job)
            on.synthesizer.submit(make_job(B))
            pids = on.pids()
            await on.synthesizer.close()
            assert not any(map(alive, pids))
            for stream, count in ((A, 2), (B, 1)):
                ends = on.ends(stream)
                assert len(ends) == count
                assert all(isinstance(end, SpeechFailed) and isinstance(end.error, ServerRestarting) for end in ends)
            on.synthesizer.submit(make_job(B, 1))
            assert len(await on.end(B, 2)) == 2

    asyncio.run(play())


def test_close_before_start_and_while_starting_leaves_nothing() -> None:
    async def play() -> None:
        await Synthesizer(SynthesisOptions(engine="tone", watermark=UNMARKED)).close()
        async with stage(wait=False, workers=2):
            pass

    asyncio.run(play())


def test_whoever_started_it_is_told_once_that_it_is_ready() -> None:
    async def play() -> None:
        told: list[str] = []
        synthesizer = Synthesizer(SynthesisOptions(engine="tone", watermark=UNMARKED, workers=2, log_level=40))
        await synthesizer.start(lambda: told.append("ready"))
        assert await synthesizer.wait_ready(60)
        await synthesizer.close()
        assert told == ["ready"]

    asyncio.run(play())


def test_a_text_is_read_without_a_sound_while_others_speak() -> None:
    async def play() -> None:
        async with stage() as on:
            on.open(A)
            for index in range(5):
                on.synthesizer.submit(make_job(A, index))
            segments = [make_segment("Sing of  Troy,", index=0), make_segment("twice.", index=1)]
            read = await on.synthesizer.read(segments, "en-us")
            assert read.segments == ("Sing of Troy,", "twice.")
            assert read.read_ms > 0
            assert len(await on.end(A, 5)) == 5

    asyncio.run(play())


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_text_lost_with_its_worker_is_read_by_the_next(number: signal.Signals) -> None:
    async def play() -> None:
        async with stage(stall_s=0.4) as on:
            stopped = on.signal(signal.SIGSTOP)
            reading = asyncio.create_task(on.synthesizer.read([make_segment("Sing.")], "en-us"))
            await asyncio.sleep(0)
            os.kill(stopped, number)
            assert (await reading).segments == ("Sing.",)
            assert on.pids() != [stopped]

    asyncio.run(play())


def test_no_text_is_read_before_a_worker_is_ready_or_after_the_end() -> None:
    async def play() -> None:
        async with stage(wait=False) as on:
            with pytest.raises(ModelUnavailable):
                await on.synthesizer.read([make_segment("Sing.")], "en-us")
        with pytest.raises(ServerRestarting):
            await on.synthesizer.read([make_segment("Sing.")], "en-us")

    asyncio.run(play())

"""The synthesizer's rules with workers played by the test: no process, no sound, no waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.errors import ModelUnavailable, ServerRestarting, SynthesisFailed
from rhapsode_server.speech import AnySpeechEvent, SpeechDone, SpeechFailed, SpeechJob, StreamId
from rhapsode_server.synthesis import synthesizer as synthesizer_module
from rhapsode_server.synthesis.commands import Canary, EngineState
from rhapsode_server.synthesis.options import SynthesisOptions
from rhapsode_server.synthesis.supervisor import WorkerState
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.telemetry.metrics import Metrics
from synthesis.jobs import ESPEAK, UNMARKED, make_job, make_stream
from synthesis.understudy import Understudy

A, B, C = make_stream(0, "a"), make_stream(0, "b"), make_stream(0, "c")


class Play:
    """A synthesizer whose workers are understudies, and what its sinks were told."""

    def __init__(self, metrics: Metrics | None = None, **options: Any) -> None:
        self.synthesizer = Synthesizer(SynthesisOptions(engine="tone", watermark=UNMARKED, **options), metrics)
        self.told: list[AnySpeechEvent] = []

    async def start(self, *, ready: bool = True) -> list[Understudy]:
        await self.synthesizer.start()
        workers: Any = self.synthesizer._supervisors
        if ready:
            for worker in workers:
                worker.be_ready()
        return list(workers)

    def open(self, *streams: StreamId) -> None:
        for stream in streams:
            self.synthesizer.open_stream(stream, self.told.append)

    def kinds(self) -> list[str]:
        return [type(event).__name__.removeprefix("Speech").lower() for event in self.told]

    async def settle(self) -> None:
        """Let everything happen that needs no time."""
        for _ in range(20):
            await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def _understudies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthesizer_module, "Supervisor", Understudy)


def run(play: Coroutine[Any, Any, None]) -> None:
    asyncio.run(play)


def test_an_unheard_segment_is_done_again_and_announced_once() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        play.open(A)
        play.synthesizer.submit(make_job(A))
        worker.begin()
        worker.be_lost()
        assert worker.jobs == []
        worker.be_ready()
        worker.begin()
        worker.sound()
        worker.end()
        assert play.kinds() == ["started", "audio", "done"]

    run(act())


def test_it_is_not_done_a_third_time() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        play.open(A)
        play.synthesizer.submit(make_job(A))
        for _ in range(2):
            worker.be_lost()
            worker.be_ready()
        assert play.kinds() == ["failed"]
        assert worker.jobs == []

    run(act())


def test_another_worker_takes_over_at_once() -> None:
    async def act() -> None:
        play = Play(workers=2)
        first, second = await play.start()
        play.open(A)
        play.synthesizer.submit(make_job(A, 0))
        play.synthesizer.submit(make_job(A, 1))
        first.be_lost()
        assert [job.index for job in second.jobs] == [0]
        second.end()
        assert [job.index for job in second.jobs] == [1]
        assert play.synthesizer.status().ready

    run(act())


def test_a_heard_segment_fails_and_the_next_one_waits_for_the_new_worker() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        play.open(A)
        play.synthesizer.submit(make_job(A, 0))
        play.synthesizer.submit(make_job(A, 1))
        worker.begin()
        worker.sound()
        worker.be_lost()
        assert play.kinds() == ["started", "audio", "failed"]
        assert not play.synthesizer.status().ready
        worker.be_ready()
        worker.end()
        assert [event.index for event in play.told] == [0, 0, 0, 1]

    run(act())


def test_a_cancelled_job_that_is_lost_is_gone_without_a_word() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        play.open(A)
        play.synthesizer.submit(make_job(A))
        play.synthesizer.cancel(A, 1)
        worker.be_lost()
        worker.be_ready()
        assert play.told == []
        assert worker.jobs == []

    run(act())


def test_a_cancel_while_the_second_attempt_waits_leaves_room_for_what_follows() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        play.open(A)
        play.synthesizer.submit(make_job(A))
        worker.be_lost()
        play.synthesizer.cancel(A, 1)
        play.synthesizer.submit(make_job(A, 1, generation=1))
        worker.be_ready()
        assert [job.index for job in worker.jobs] == [1]
        worker.end()
        assert play.kinds() == ["done"]

    run(act())


def test_stale_events_that_are_already_on_their_way_are_dropped() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        play.open(A)
        play.synthesizer.submit(make_job(A))
        worker.begin()
        play.synthesizer.cancel(A, 1)
        worker.sound()
        worker.stale.clear()
        worker.end()
        assert play.kinds() == ["started"]

    run(act())


def test_a_worker_is_told_to_forget_what_has_moved_or_ended() -> None:
    async def act() -> None:
        play = Play(workers=2)
        first, second = await play.start()
        play.open(A, B)
        play.synthesizer.submit(make_job(A, 0))
        first.end()
        play.synthesizer.submit(make_job(B, 0))
        assert [job.stream for job in first.jobs] == [B], "the first idle worker takes it"
        play.synthesizer.submit(make_job(A, 1))
        assert [job.stream for job in second.jobs] == [A]
        assert first.forgotten() == [A]
        second.end()
        play.synthesizer.close_stream(A)
        assert second.forgotten() == [A]
        play.synthesizer.close_stream(A)
        assert second.forgotten() == [A]

    run(act())


def test_refusals_follow_what_was_taken_even_where_that_is_lost_in_the_end() -> None:
    async def act() -> None:
        play = Play(max_queued=2)
        (worker,) = await play.start(ready=False)
        play.open(A)
        for index in range(4):
            play.synthesizer.submit(make_job(A, index))
        await play.settle()
        assert play.told == [], "the first two may still be spoken"
        worker.be_lost(failing=True)
        await play.settle()
        assert [event.index for event in play.told] == [0, 1, 2, 3]
        assert all(isinstance(event, SpeechFailed) for event in play.told)
        assert all(isinstance(event.error, ModelUnavailable) for event in play.told if isinstance(event, SpeechFailed))

    run(act())


def test_no_sink_is_called_during_a_call() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start(ready=False)
        worker.be_lost(failing=True)
        play.open(A)
        play.synthesizer.submit(make_job(A))
        assert play.told == []
        await play.settle()
        assert play.kinds() == ["failed"]

    run(act())


def test_a_server_that_recovers_speaks_again() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start(ready=False)
        worker.be_lost(failing=True)
        worker.failing = False
        worker.be_ready()
        play.open(A)
        play.synthesizer.submit(make_job(A))
        worker.end()
        assert play.kinds() == ["done"]

    run(act())


def test_a_session_may_act_from_within_its_sink() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        told: list[AnySpeechEvent] = []

        def react(event: AnySpeechEvent) -> None:
            told.append(event)
            if isinstance(event, SpeechFailed):
                play.synthesizer.cancel(A, 1)
                play.synthesizer.submit(make_job(A, 2, generation=1))
            elif isinstance(event, SpeechDone):
                play.synthesizer.close_stream(A)

        play.synthesizer.open_stream(A, react)
        play.synthesizer.submit(make_job(A, 0))
        play.synthesizer.submit(make_job(A, 1))
        worker.end(well=False)
        assert [(job.index, job.generation) for job in worker.jobs] == [(2, 1)]
        worker.end()
        assert [event.index for event in told] == [0, 2]
        assert play.synthesizer.status().queued == play.synthesizer.status().in_flight == 0

    run(act())


def test_the_batch_window_is_kept_by_a_timer() -> None:
    async def act() -> None:
        play = Play(batch_window_ms=1.0)
        (worker,) = await play.start(ready=False)
        worker.be_ready(max_batch=4)
        play.open(A, B)
        play.synthesizer.submit(make_job(A))
        play.synthesizer.submit(make_job(B))
        assert worker.jobs == []
        async with asyncio.timeout(10):
            await worker.submitted.wait()
        assert len(worker.jobs) == 2

    run(act())


def test_each_engine_has_batches_of_its_own_size_and_figures_of_its_own() -> None:
    async def act() -> None:
        metrics = Metrics("", "tone", brought=["espeak"])
        play = Play(metrics=metrics)
        (worker,) = await play.start(ready=False)
        espeak = EngineState(engine="espeak", sample_rate_hz=22_050, max_batch=1, canary=Canary(300.0, 1.0))
        worker.be_ready(4, espeak)
        assert [state.engine for state in play.synthesizer.status().engines] == ["tone", "espeak"]
        assert (play.synthesizer.status().engine, play.synthesizer.status().sample_rate_hz) == ("tone", 24_000)
        play.open(A, B, C)
        for stream in (A, B):
            play.synthesizer.submit(make_job(stream, speaker=ESPEAK))
        assert [job.stream for job in worker.jobs] == [A], "one at a time, and at once"
        for _ in range(2):
            worker.begin()
            worker.end()
        worker.submitted.clear()
        play.synthesizer.submit(make_job(C))
        async with asyncio.timeout(10):
            await worker.submitted.wait()
        worker.begin()
        worker.end()
        for engine, segments, full in (("espeak", 2, 2.0), ("tone", 1, 0.25)):
            label = {"engine": engine}
            values = metrics.registry.get_sample_value
            assert values("rhapsode_queue_wait_seconds_count", label) == segments
            assert values("rhapsode_batch_fill_ratio_sum", label) == full

    run(act())


def test_an_engine_that_was_left_out_is_told_of() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start(ready=False)
        assert play.synthesizer.status().engines == ()
        worker.be_ready(1, EngineState(engine="espeak", error="no library"))
        status = play.synthesizer.status()
        assert status.ready
        assert [(state.engine, state.error) for state in status.engines] == [("tone", None), ("espeak", "no library")]

    run(act())


def test_segments_follow_the_first_workers_pace_for_as_long_as_the_server_lives() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start(ready=False)
        factors = play.synthesizer.real_time_factors
        assert not factors
        worker.be_ready(
            1, EngineState(engine="kokoro", real_time_factor=0.25), EngineState(engine="espeak", error="no")
        )
        worker.be_lost()
        worker.be_ready(1, EngineState(engine="kokoro", real_time_factor=0.5))
        assert dict(factors) == {"kokoro": 0.25}

    run(act())


def test_a_worker_gets_its_next_job_before_the_sinks_are_served() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        at_hand: list[list[StreamId]] = []
        play.synthesizer.open_stream(A, lambda event: at_hand.append([job.stream for job in worker.jobs]))
        play.open(B, C)
        for stream in (A, B, C):
            play.synthesizer.submit(make_job(stream))
        worker.end()
        assert at_hand == [[B]]
        play.synthesizer.submit(make_job(A, 1))
        worker.sound()
        assert [job.stream for job in worker.jobs] == [B, C], "B sounds, so C is given ahead"
        worker.end()
        worker.sound()
        worker.end()
        worker.sound()
        assert at_hand == [[B], [A]]
        worker.end()
        assert play.synthesizer.status().in_flight == 0

    run(act())


def test_a_job_given_ahead_to_a_worker_that_is_killed_was_never_tried() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        play.open(A, B)
        play.synthesizer.submit(make_job(A, 0))
        worker.end()
        play.synthesizer.submit(make_job(A, 1))
        play.synthesizer.submit(make_job(B, 0))
        worker.sound()
        assert [job.stream for job in worker.jobs] == [A, B]
        for failed in (1, 1, 2):
            worker.be_lost()
            assert play.kinds().count("failed") == failed
            worker.be_ready()
        assert [event.stream for event in play.told if isinstance(event, SpeechFailed)] == [A, B]
        assert worker.jobs == []

    run(act())


def test_a_job_given_ahead_and_cancelled_is_dropped_and_makes_room() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        play.open(A, B)
        play.synthesizer.submit(make_job(A, 0))
        worker.end()
        play.synthesizer.submit(make_job(A, 1))
        play.synthesizer.submit(make_job(B, 0))
        worker.sound()
        play.synthesizer.cancel(B, 1)
        play.synthesizer.submit(make_job(B, 1, generation=1))
        worker.end()
        worker.end()
        assert [job.index for job in worker.jobs] == [1]
        worker.end()
        assert [event.index for event in play.told if event.stream == B] == [1]

    run(act())


def test_streams_are_opened_once() -> None:
    play = Play()
    play.open(A)
    with pytest.raises(ValueError, match="open already"):
        play.open(A)


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["submit", "submit", "submit", "cancel", "begin", "sound", "end", "end", "fail", "lose"]),
        st.integers(0, 2),
    ),
    max_size=60,
)


@settings(max_examples=100, deadline=None)
@given(ACTIONS, st.integers(1, 3))
def test_every_job_that_is_not_cancelled_ends_exactly_once_and_in_order(
    actions: list[tuple[str, int]], max_batch: int
) -> None:
    streams = [make_stream(number) for number in range(3)]
    generations = dict.fromkeys(streams, 0)
    jobs: dict[StreamId, list[SpeechJob]] = {stream: [] for stream in streams}

    async def act() -> list[AnySpeechEvent]:
        play = Play(workers=2, batch_window_ms=0.0)
        workers = await play.start(ready=False)
        for worker in workers:
            worker.be_ready(max_batch)
        play.open(*streams)
        for action, number in actions:
            stream, worker = streams[number], workers[number % 2]
            if action == "submit":
                job = make_job(stream, len(jobs[stream]), generation=generations[stream])
                jobs[stream].append(job)
                play.synthesizer.submit(job)
            elif action == "cancel":
                generations[stream] += 1
                play.synthesizer.cancel(stream, generations[stream])
            elif action == "lose":
                worker.be_lost()
                worker.be_ready(max_batch)
            elif worker.jobs:
                {
                    "begin": worker.begin,
                    "sound": worker.sound,
                    "end": worker.end,
                    "fail": lambda worker=worker: worker.end(well=False),
                }[action]()
        while any(worker.jobs for worker in workers):
            for worker in workers:
                if worker.jobs:
                    worker.end()
        await play.settle()
        status = play.synthesizer.status()
        assert (status.queued, status.in_flight) == (0, 0)
        return play.told

    told = asyncio.run(act())
    for stream in streams:
        ends = [event for event in told if event.stream == stream and isinstance(event, SpeechDone | SpeechFailed)]
        indices = [end.index for end in ends]
        assert indices == sorted(set(indices))
        wanted = {job.index for job in jobs[stream] if job.generation == generations[stream]}
        assert wanted <= set(indices)


def test_the_end_of_the_server_ends_every_job() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        play.open(A, B)
        play.synthesizer.submit(make_job(A, 0))
        play.synthesizer.submit(make_job(A, 1))
        play.synthesizer.submit(make_job(B, 0))
        worker.sound()
        assert play.synthesizer.status().ready
        await play.synthesizer.close()
        assert not play.synthesizer.status().ready, "a server that is going down takes no new work"
        ends = [event for event in play.told if isinstance(event, SpeechFailed)]
        assert sorted((event.stream, event.index) for event in ends) == [(A, 0), (A, 1), (B, 0)]
        assert all(isinstance(event.error, ServerRestarting) for event in ends)
        assert worker.state is WorkerState.STOPPED

    run(act())


def test_a_lost_segment_is_the_servers_fault() -> None:
    async def act() -> None:
        play = Play()
        (worker,) = await play.start()
        play.open(A)
        play.synthesizer.submit(make_job(A))
        worker.sound()
        worker.be_lost()
        (_, failed) = play.told
        assert isinstance(failed, SpeechFailed)
        assert isinstance(failed.error, SynthesisFailed)
        assert failed.error.retryable

    run(act())

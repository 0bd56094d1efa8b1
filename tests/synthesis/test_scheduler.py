"""Who goes first, in virtual time."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from rhapsode_server.speech import SpeechJob, StreamId
from rhapsode_server.synthesis.outlook import Outlook
from rhapsode_server.synthesis.pace import LEAST_CHARACTERS
from rhapsode_server.synthesis.queued_stream import HEAD_START_S
from rhapsode_server.synthesis.scheduler import MOST_HELD_S, PATIENCE_S, Scheduler, SchedulerLimits
from rhapsode_server.voices import Voice
from synthesis.jobs import ESPEAK, KOKORO, make_job, make_stream

A, B, C = make_stream(0, "a"), make_stream(0, "b"), make_stream(0, "c")


def names(batch: list[SpeechJob]) -> list[tuple[str, int]]:
    return [(job.stream.connection, job.index) for job in batch]


def speak(scheduler: Scheduler, stream: StreamId, now: float, audio_ms: float, *, index: int = 0) -> None:
    """Have a stream's first job done, and its audio made and delivered at once."""
    assert scheduler.submit(make_job(stream, index), now)
    assert names(scheduler.next_batch(now, 0)) == [(stream.connection, index)]
    scheduler.finished(stream, index, audio_ms, now)
    scheduler.delivered(stream, audio_ms, now)


def test_a_streams_jobs_run_one_at_a_time_and_in_order() -> None:
    scheduler = Scheduler(SchedulerLimits(max_batch={"tone": 8}))
    for index in range(3):
        scheduler.submit(make_job(A, index), 0.0)
    order = []
    for _ in range(3):
        batch = scheduler.next_batch(0.0, 0)
        order += names(batch)
        assert scheduler.next_batch(0.0, 1) == []
        scheduler.finished(A, batch[0].index, 100.0, 0.0)
    assert order == [("a", 0), ("a", 1), ("a", 2)]
    assert scheduler.queued == scheduler.in_flight == 0


def test_a_busy_worker_gets_nothing_more() -> None:
    scheduler = Scheduler()
    scheduler.submit(make_job(A), 0.0)
    scheduler.submit(make_job(B), 0.0)
    assert len(scheduler.next_batch(0.0, 0)) == 1
    assert scheduler.next_batch(0.0, 0) == []
    assert len(scheduler.next_batch(0.0, 1)) == 1


def test_whoever_would_run_dry_first_goes_first() -> None:
    scheduler = Scheduler()
    for stream, audio_ms in ((A, 9_000.0), (B, 2_000.0), (C, 5_000.0)):
        speak(scheduler, stream, 0.0, audio_ms)
        scheduler.submit(make_job(stream, 1), 0.0)
    order = []
    for _ in range(3):
        (job,) = scheduler.next_batch(0.5, 0)
        order.append(job.stream)
        scheduler.finished(job.stream, job.index, 0.0, 0.5)
    assert order == [B, C, A]


def test_whoever_has_heard_nothing_comes_before_all_who_have() -> None:
    scheduler = Scheduler()
    speak(scheduler, A, 0.0, 300.0)
    scheduler.submit(make_job(A, 1), 0.0)
    scheduler.submit(make_job(B), 0.2)
    assert names(scheduler.next_batch(0.2, 0)) == [("b", 0)]


def test_even_before_one_that_has_just_run_dry() -> None:
    scheduler = Scheduler()
    speak(scheduler, A, 0.0, 300.0)
    scheduler.submit(make_job(A, 1), 0.1)
    late = 0.3 + HEAD_START_S / 2
    scheduler.submit(make_job(B, owner="a"), late)
    assert names(scheduler.next_batch(late, 0)) == [("b", 0)]


def test_one_with_a_minute_in_hand_is_not_kept_waiting_for_a_minute() -> None:
    scheduler = Scheduler()
    speak(scheduler, A, 0.0, 60_000.0)
    scheduler.submit(make_job(A, 1), 0.0)
    now, served = 0.0, []
    while A not in served:
        now += 0.5
        newcomer = make_stream(round(now * 2), "new")
        scheduler.submit(make_job(newcomer, owner=f"owner {now}"), now)
        (job,) = scheduler.next_batch(now, 0)
        served.append(job.stream)
        scheduler.finished(job.stream, job.index, 1_000.0, now)
        scheduler.forget(newcomer)
    assert now == PATIENCE_S


def test_one_that_has_been_dry_for_long_is_not_overtaken_by_newcomers_for_ever() -> None:
    scheduler = Scheduler()
    speak(scheduler, A, 0.0, 300.0)
    scheduler.submit(make_job(A, 1), 0.1)
    late = 0.3 + HEAD_START_S + 0.1
    scheduler.submit(make_job(make_stream(1, "b"), owner="a"), late)
    assert names(scheduler.next_batch(late, 0)) == [("a", 1)]


def test_a_new_turn_after_a_silence_counts_as_a_first_sound() -> None:
    scheduler = Scheduler()
    speak(scheduler, A, 0.0, 1_000.0)
    speak(scheduler, B, 9.0, 400.0)
    scheduler.submit(make_job(B, 1), 9.0)
    scheduler.submit(make_job(A, 1), 9.3)
    assert names(scheduler.next_batch(9.3, 0)) == [("a", 1)]


def test_the_silence_before_a_new_turn_is_no_merit() -> None:
    scheduler = Scheduler()
    speak(scheduler, A, 0.0, 1_000.0)
    scheduler.submit(make_job(B, owner="a"), 9.0)
    scheduler.submit(make_job(A, 1), 9.3)
    assert names(scheduler.next_batch(9.3, 0)) == [("b", 0)], "it has waited longer"


def test_audio_made_and_not_yet_delivered_counts_as_in_hand() -> None:
    scheduler = Scheduler()
    scheduler.submit(make_job(A, 0), 0.0)
    scheduler.submit(make_job(A, 1), 0.0)
    scheduler.submit(make_job(B, 0), 0.1)
    (job,) = scheduler.next_batch(0.2, 0)
    scheduler.finished(A, 0, 2_000.0, 0.2)
    assert job.stream == A
    assert names(scheduler.next_batch(0.2, 0)) == [("b", 0)]


def test_a_slow_delivery_moves_the_deadline() -> None:
    scheduler = Scheduler()
    for stream in (A, B):
        scheduler.submit(make_job(stream, 0), 0.0)
        scheduler.next_batch(0.0, 0)
        scheduler.finished(stream, 0, 1_000.0, 0.0)
        scheduler.submit(make_job(stream, 1), 0.0)
    # What was made for A reaches its listener late, so A has audio in hand when B has not.
    scheduler.delivered(A, 1_000.0, 0.9)
    assert names(scheduler.next_batch(0.95, 0)) == [("b", 1)]


def test_an_owner_with_a_hundred_contexts_does_not_starve_one_with_one() -> None:
    scheduler = Scheduler()
    for context in range(100):
        scheduler.submit(make_job(make_stream(context, "crowd")), 0.0)
    for index in range(5):
        scheduler.submit(make_job(make_stream(0, "alone"), index), 0.0)
    order = []
    for _ in range(10):
        (job,) = scheduler.next_batch(0.0, 0)
        order.append(job.owner)
        scheduler.finished(job.stream, job.index, 0.0, 0.0)
    assert order.count("alone") == 5


def test_long_segments_cost_their_owner_more_than_short_ones() -> None:
    scheduler = Scheduler()
    for index in range(20):
        scheduler.submit(make_job(A, index, text="x" * 5 * LEAST_CHARACTERS), 0.0)
        scheduler.submit(make_job(B, index, text="x" * LEAST_CHARACTERS), 0.0)
    served: dict[str, int] = defaultdict(int)
    for _ in range(12):
        (job,) = scheduler.next_batch(0.0, 0)
        served[job.owner] += 1
        scheduler.finished(job.stream, job.index, 0.0, 0.0)
    assert served == {"a": 2, "b": 10}


def test_fairness_does_not_let_a_listener_run_dry_for_one_with_plenty() -> None:
    scheduler = Scheduler()
    speak(scheduler, A, 0.0, 30_000.0)
    for index in range(1, 6):
        speak(scheduler, B, 0.0, 100.0, index=index)
    scheduler.submit(make_job(A, 1), 0.1)
    scheduler.submit(make_job(B, 6), 0.1)
    assert names(scheduler.next_batch(0.1, 0)) == [("b", 6)], "B has had more, but A can wait"


def test_a_held_stream_waits_and_goes_on_when_released() -> None:
    scheduler = Scheduler()
    scheduler.hold(A)
    scheduler.submit(make_job(A), 0.0)
    assert scheduler.next_batch(0.0, 0) == []
    assert scheduler.deadline() is None
    scheduler.release(A, 1.0)
    assert names(scheduler.next_batch(1.0, 0)) == [("a", 0)]


def test_a_stream_stays_with_its_worker_while_it_has_work() -> None:
    scheduler = Scheduler()
    scheduler.submit(make_job(A, 0), 0.0)
    scheduler.submit(make_job(A, 1), 0.0)
    scheduler.next_batch(0.0, 1)
    scheduler.finished(A, 0, 0.0, 0.0)
    assert scheduler.next_batch(0.0, 0) == []
    assert names(scheduler.next_batch(0.0, 1)) == [("a", 1)]


def test_it_stays_even_while_its_worker_does_something_more_urgent() -> None:
    scheduler = Scheduler()
    for index in range(2):
        scheduler.submit(make_job(A, index), 0.0)
    scheduler.next_batch(0.0, 0)
    scheduler.finished(A, 0, 5_000.0, 0.0)
    scheduler.submit(make_job(B), 0.0)
    assert names(scheduler.next_batch(0.0, 0)) == [("b", 0)]
    assert scheduler.next_batch(0.0, 1) == []


def test_an_idle_stream_moves_only_where_its_worker_is_busy() -> None:
    scheduler = Scheduler()
    speak(scheduler, A, 0.0, 100.0)
    scheduler.submit(make_job(A, 1), 1.0)
    assert scheduler.next_batch(1.0, 1) == [], "its own worker is idle and has its state"
    scheduler.submit(make_job(B, 0), 1.0)
    scheduler.hold(A)
    assert names(scheduler.next_batch(1.0, 0)) == [("b", 0)]
    scheduler.release(A, 1.0)
    assert names(scheduler.next_batch(1.0, 1)) == [("a", 1)]


def test_a_lost_worker_lets_its_streams_go() -> None:
    scheduler = Scheduler()
    scheduler.submit(make_job(A, 0), 0.0)
    scheduler.submit(make_job(A, 1), 0.0)
    scheduler.next_batch(0.0, 0)
    scheduler.worker_lost(0)
    assert scheduler.retry(A, 0, 0.0)
    assert names(scheduler.next_batch(0.0, 1)) == [("a", 0)]
    scheduler.finished(A, 0, 0.0, 0.0)
    assert names(scheduler.next_batch(0.0, 1)) == [("a", 1)]


def test_a_second_attempt_runs_alone_so_that_it_takes_nobody_along() -> None:
    scheduler = Scheduler(SchedulerLimits(max_batch={"tone": 4}))
    streams = [make_stream(number) for number in range(4)]
    for stream in streams:
        scheduler.submit(make_job(stream), 0.0)
    assert len(scheduler.next_batch(0.0, 0)) == 4
    scheduler.worker_lost(0)
    for stream in streams:
        assert scheduler.retry(stream, 0, 0.0)
    fresh = make_stream(9)
    scheduler.submit(make_job(fresh), 0.0)
    sizes = []
    while batch := scheduler.next_batch(0.0, 0):
        sizes.append(len(batch))
        for job in batch:
            scheduler.finished(job.stream, job.index, 0.0, 0.0)
    assert sizes == [1, 1, 1, 1, 1]


def test_a_cancel_drops_what_waits_and_names_what_runs() -> None:
    scheduler = Scheduler()
    for index in range(3):
        scheduler.submit(make_job(A, index), 0.0)
    scheduler.next_batch(0.0, 0)
    assert scheduler.cancel(A, 1) == {(A, 0)}
    assert scheduler.queued == 0
    assert not scheduler.submit(make_job(A, 3), 0.0), "an old generation is not taken"
    assert scheduler.submit(make_job(A, 4, generation=1), 0.0)
    scheduler.finished(A, 0, 500.0, 0.0)
    assert names(scheduler.next_batch(0.0, 0)) == [("a", 4)]
    assert scheduler.cancel(A, 1) == set(), "the same cancel again finds nothing"


def test_after_a_cancel_the_listener_starts_from_silence() -> None:
    scheduler = Scheduler()
    speak(scheduler, A, 0.0, 20_000.0)
    scheduler.cancel(A, 1)
    speak(scheduler, B, 0.0, 5_000.0)
    scheduler.submit(make_job(B, 1), 0.0)
    scheduler.submit(make_job(A, 1, generation=1), 0.0)
    assert names(scheduler.next_batch(0.0, 0)) == [("a", 1)]


def test_a_job_of_a_newer_generation_is_a_cancel_in_itself() -> None:
    scheduler = Scheduler()
    scheduler.submit(make_job(A, 0), 0.0)
    scheduler.submit(make_job(A, 1, generation=1), 0.0)
    assert names(scheduler.next_batch(0.0, 0)) == [("a", 1)]
    assert scheduler.queued == 0


def test_a_cancelled_job_is_not_tried_again() -> None:
    scheduler = Scheduler()
    scheduler.submit(make_job(A, 0), 0.0)
    scheduler.next_batch(0.0, 0)
    scheduler.cancel(A, 1)
    scheduler.worker_lost(0)
    assert not scheduler.retry(A, 0, 0.0)
    assert not scheduler.has_work(A)


def test_a_forgotten_stream_occupies_its_worker_until_its_job_ends() -> None:
    scheduler = Scheduler()
    scheduler.submit(make_job(A, 0), 0.0)
    scheduler.submit(make_job(A, 1), 0.0)
    scheduler.submit(make_job(B, 0), 0.0)
    scheduler.next_batch(0.0, 0)
    assert scheduler.forget(A) == {(A, 0)}
    assert not scheduler.submit(make_job(A, 2), 0.0)
    assert scheduler.next_batch(0.0, 0) == []
    scheduler.finished(A, 0, 0.0, 0.0)
    assert not scheduler.has_work(A)
    assert names(scheduler.next_batch(0.0, 0)) == [("b", 0)]


def test_drain_takes_everything_that_waits() -> None:
    scheduler = Scheduler()
    for stream in (A, B):
        for index in range(2):
            scheduler.submit(make_job(stream, index), 0.0)
    scheduler.next_batch(0.0, 0)
    assert sorted(names(scheduler.drain())) == [("a", 1), ("b", 0), ("b", 1)]
    assert (scheduler.queued, scheduler.in_flight) == (0, 1)


def test_a_batch_waits_for_company_a_few_milliseconds() -> None:
    scheduler = Scheduler(SchedulerLimits(max_batch={"tone": 4}, batch_window_ms=5.0))
    scheduler.submit(make_job(A), 10.0)
    assert scheduler.next_batch(10.0, 0) == []
    assert scheduler.deadline() == pytest.approx(10.005)
    scheduler.submit(make_job(B), 10.003)
    assert scheduler.next_batch(10.003, 0) == []
    assert sorted(names(scheduler.next_batch(10.005, 0))) == [("a", 0), ("b", 0)]
    assert scheduler.deadline() is None


def test_a_full_batch_does_not_wait() -> None:
    scheduler = Scheduler(SchedulerLimits(max_batch={"tone": 2}, batch_window_ms=5.0))
    scheduler.submit(make_job(A), 0.0)
    scheduler.submit(make_job(B), 0.0)
    assert len(scheduler.next_batch(0.0, 0)) == 2


def test_nobody_waits_for_company_where_batches_gain_nothing() -> None:
    scheduler = Scheduler(SchedulerLimits(max_batch={"tone": 1}, batch_window_ms=5.0))
    scheduler.submit(make_job(A), 0.0)
    assert len(scheduler.next_batch(0.0, 0)) == 1


def of_two_engines(**limits: Any) -> Scheduler:
    """Rows of a batching engine and of one that takes one at a time, in turns; the batching one's are more urgent."""
    scheduler = Scheduler(SchedulerLimits(max_batch={"kokoro": 4, "espeak": 1}, **limits))
    for number in range(3):
        scheduler.submit(make_job(make_stream(number, "slow"), speaker=KOKORO), 0.0)
        scheduler.submit(make_job(make_stream(number, "quick"), speaker=ESPEAK), 0.1)
    return scheduler


def test_a_batch_is_of_one_engine_and_as_large_as_that_engine_takes() -> None:
    scheduler = of_two_engines()
    sizes = []
    while batch := scheduler.next_batch(0.2, 0):
        assert len({job.voice.engine for job in batch}) == 1
        sizes.append((batch[0].voice.engine, len(batch)))
        for job in batch:
            scheduler.finished(job.stream, job.index, 0.0, 0.2)
    assert sizes == [("kokoro", 3), ("espeak", 1), ("espeak", 1), ("espeak", 1)]


def test_the_most_urgent_job_decides_whose_batch_it_is() -> None:
    scheduler = Scheduler(SchedulerLimits(max_batch={"kokoro": 4}))
    speak(scheduler, A, 0.0, 5_000.0)
    scheduler.submit(make_job(A, 1, speaker=KOKORO), 0.0)
    scheduler.submit(make_job(B, speaker=ESPEAK), 1.0)
    scheduler.submit(make_job(C, speaker=KOKORO), 2.0)
    assert names(scheduler.next_batch(2.0, 0)) == [("b", 0)], "it waits for its first sound, and has waited longest"
    scheduler.finished(B, 0, 0.0, 2.0)
    assert names(scheduler.next_batch(2.0, 0)) == [("c", 0), ("a", 1)]


def test_rows_of_another_engine_are_no_company() -> None:
    scheduler = Scheduler(SchedulerLimits(max_batch={"kokoro": 2, "espeak": 1}, batch_window_ms=5.0))
    scheduler.submit(make_job(A, speaker=KOKORO), 0.0)
    scheduler.submit(make_job(B, speaker=ESPEAK), 0.001)
    assert scheduler.next_batch(0.001, 0) == [], "A waits for another of its engine"
    assert scheduler.deadline() == pytest.approx(0.005)
    scheduler.submit(make_job(C, speaker=KOKORO), 0.002)
    assert names(scheduler.next_batch(0.002, 0)) == [("a", 0), ("c", 0)]
    scheduler.finished(A, 0, 0.0, 0.01)
    scheduler.finished(C, 0, 0.0, 0.01)
    assert names(scheduler.next_batch(0.01, 0)) == [("b", 0)]


def test_a_quick_voice_is_given_ahead_where_a_slow_one_is_not() -> None:
    scheduler = Scheduler(SchedulerLimits(ahead_ms=20.0))
    for number, (speaker, gen_ms) in enumerate(((KOKORO, 1_000.0), (ESPEAK, 10.0))):
        teacher = make_stream(number, "teacher")
        scheduler.submit(make_job(teacher, speaker=speaker), 0.0)
        scheduler.next_batch(0.0, 0)
        scheduler.finished(teacher, 0, 0.0, 0.0, gen_ms=gen_ms)
    scheduler.submit(make_job(A, speaker=KOKORO), 0.0)
    scheduler.next_batch(0.0, 0)
    scheduler.sounds(A, 0)
    scheduler.submit(make_job(B, speaker=ESPEAK), 0.0)
    assert names(scheduler.next_ahead(0.0, 0)) == [("b", 0)]
    scheduler.finished(A, 0, 100.0, 0.0)
    scheduler.sounds(B, 0)
    scheduler.submit(make_job(C, speaker=KOKORO), 0.0)
    assert scheduler.next_ahead(0.0, 0) == []


def taught(**limits: Any) -> Scheduler:
    """A scheduler that knows what a character costs: 0.1 ms."""
    scheduler = Scheduler(SchedulerLimits(**{"ahead_ms": 20.0, **limits}))
    teacher = make_stream(0, "teacher")
    scheduler.submit(make_job(teacher, text="x" * 100), 0.0)
    scheduler.next_batch(0.0, 0)
    scheduler.finished(teacher, 0, 0.0, 0.0, gen_ms=10.0)
    return scheduler


def test_a_worker_whose_batch_sounds_gets_a_second_one_and_no_third() -> None:
    scheduler = taught()
    for stream in (A, B, C):
        scheduler.submit(make_job(stream), 0.0)
    scheduler.next_batch(0.0, 0)
    assert scheduler.next_ahead(0.0, 0) == [], "who comes meanwhile would wait for both"
    assert scheduler.sounds(A, 0)
    assert not scheduler.sounds(A, 0), "that is no news"
    assert names(scheduler.next_ahead(0.0, 0)) == [("b", 0)]
    scheduler.sounds(B, 0)
    assert scheduler.next_ahead(0.0, 0) == scheduler.next_batch(0.0, 0) == []
    assert [scheduler.at_work(stream) for stream in (A, B, C)] == [True, False, False]
    assert scheduler.in_flight == 2
    scheduler.finished(A, 0, 100.0, 0.0)
    assert scheduler.at_work(B)
    assert scheduler.next_batch(0.0, 0) == []
    assert names(scheduler.next_ahead(0.0, 0)) == [("c", 0)], "the second is now the first, and sounds"


def test_an_idle_worker_has_nothing_to_be_ahead_of() -> None:
    scheduler = taught()
    scheduler.submit(make_job(A), 0.0)
    assert scheduler.next_ahead(0.0, 0) == []
    assert names(scheduler.next_batch(0.0, 0)) == [("a", 0)]


def test_every_row_of_the_first_batch_must_sound_or_have_ended() -> None:
    scheduler = taught(max_batch={"tone": 2})
    for stream in (A, B, C):
        scheduler.submit(make_job(stream), 0.0)
    scheduler.next_batch(0.0, 0)
    scheduler.sounds(A, 0)
    assert scheduler.next_ahead(0.0, 0) == []
    scheduler.finished(B, 0, 100.0, 0.0)
    assert names(scheduler.next_ahead(0.0, 0)) == [("c", 0)]


def test_what_would_take_long_is_not_given_ahead_nor_overtaken_by_what_is_short() -> None:
    scheduler = taught()
    scheduler.submit(make_job(A), 0.0)
    scheduler.next_batch(0.0, 0)
    scheduler.sounds(A, 0)
    scheduler.submit(make_job(B, text="x" * 201), 0.0)
    scheduler.submit(make_job(C, text="x"), 1.0)
    assert scheduler.next_ahead(1.0, 0) == []
    scheduler.cancel(B, 1)
    assert names(scheduler.next_ahead(1.0, 0)) == [("c", 0)]


def test_a_second_batch_is_filled_as_far_as_it_stays_short() -> None:
    scheduler = taught(max_batch={"tone": 4})
    scheduler.submit(make_job(A), 0.0)
    scheduler.next_batch(0.0, 0)
    scheduler.sounds(A, 0)
    for number in range(4):
        scheduler.submit(make_job(make_stream(number, "b"), text="x" * 90), 0.0)
    assert len(scheduler.next_ahead(0.0, 0)) == 2


def test_nothing_is_given_ahead_before_a_cost_is_known_or_where_it_is_switched_off() -> None:
    for scheduler in (Scheduler(SchedulerLimits(ahead_ms=20.0)), taught(ahead_ms=0.0)):
        for stream in (A, B):
            scheduler.submit(make_job(stream), 0.0)
        scheduler.next_batch(0.0, 0)
        scheduler.sounds(A, 0)
        assert scheduler.next_ahead(0.0, 0) == []


def test_a_second_attempt_is_never_given_ahead() -> None:
    scheduler = taught()
    scheduler.submit(make_job(A), 0.0)
    scheduler.next_batch(0.0, 0)
    scheduler.worker_lost(0)
    scheduler.retry(A, 0, 0.0)
    scheduler.submit(make_job(B), 5.0)
    scheduler.hold(A)
    scheduler.next_batch(5.0, 0)
    scheduler.sounds(B, 0)
    scheduler.release(A, 5.0)
    assert scheduler.next_ahead(5.0, 0) == [], "it may kill the worker, and the first batch with it"
    scheduler.finished(B, 0, 100.0, 5.0)
    assert names(scheduler.next_batch(5.0, 0)) == [("a", 0)]


def test_what_was_only_in_hand_is_tried_again_in_company() -> None:
    scheduler = taught(max_batch={"tone": 2})
    scheduler.submit(make_job(A), 0.0)
    scheduler.next_batch(0.0, 0)
    scheduler.worker_lost(0)
    assert scheduler.retry(A, 0, 0.0, alone=False)
    scheduler.submit(make_job(B), 0.0)
    assert len(scheduler.next_batch(0.0, 0)) == 2


INTERRUPTIBLE = SchedulerLimits(interruptible=frozenset({"tone"}))


def busy_with(stream: StreamId, now: float, *, in_hand_ms: float = 8_000.0, gen_ms: float = 1_000.0) -> Scheduler:
    """A scheduler whose worker 0 is speaking a stream's second job; its listener has so much in hand, and a job takes
    so long."""
    scheduler = Scheduler(INTERRUPTIBLE)
    scheduler.submit(make_job(stream), now)
    scheduler.next_batch(now, 0)
    scheduler.finished(stream, 0, in_hand_ms, now, gen_ms=gen_ms)
    scheduler.submit(make_job(stream, 1), now)
    assert names(scheduler.next_batch(now, 0)) == [(stream.connection, 1)]
    return scheduler


def test_a_first_segment_interrupts_one_whose_listener_can_wait() -> None:
    scheduler = busy_with(A, 0.0)
    assert scheduler.next_interjection(0.1, 0) == []
    scheduler.submit(make_job(B), 0.1)
    assert scheduler.next_batch(0.1, 0) == scheduler.next_ahead(0.1, 0) == []
    assert names(scheduler.next_interjection(0.1, 0)) == [("b", 0)]
    assert scheduler.in_flight == 2
    assert scheduler.at_work(A)
    assert scheduler.at_work(B)
    scheduler.finished(B, 0, 1_000.0, 0.4)
    assert scheduler.at_work(A)
    scheduler.finished(A, 1, 1_000.0, 2.4)
    assert scheduler.in_flight == 0


def test_nothing_is_interrupted_for_what_an_idle_worker_is_about_to_begin() -> None:
    scheduler = busy_with(A, 0.0)
    scheduler.limits = SchedulerLimits(
        {"tone": 4}, batch_window_ms=5.0, ahead_ms=1e9, interruptible=frozenset({"tone"})
    )
    scheduler.sounds(A, 1)
    scheduler.submit(make_job(B), 0.1)
    # Worker 1 waits for company; what is ready is neither put behind another's work nor in its midst.
    assert scheduler.next_batch(0.1, 1) == []
    assert scheduler.next_ahead(0.1, 0) == scheduler.next_interjection(0.1, 0) == []
    due = scheduler.deadline()
    assert due == pytest.approx(0.105)
    assert names(scheduler.next_batch(due, 1)) == [("b", 0)]
    scheduler.submit(make_job(C), 0.11)
    assert scheduler.next_batch(0.11, 1) == []
    assert names(scheduler.next_interjection(0.11, 0)) == [("c", 0)]


def test_one_at_a_time_interrupts() -> None:
    scheduler = busy_with(A, 0.0)
    scheduler.submit(make_job(B), 0.1)
    scheduler.submit(make_job(C), 0.1)
    assert names(scheduler.next_interjection(0.1, 0)) == [("b", 0)]
    assert scheduler.next_interjection(0.1, 0) == []
    scheduler.finished(B, 0, 1_000.0, 0.4)
    assert names(scheduler.next_interjection(0.4, 0)) == [("c", 0)]


def test_a_first_segment_waits_for_one_that_began_to_wait_before_it() -> None:
    scheduler = Scheduler(INTERRUPTIBLE)
    scheduler.submit(make_job(A), 0.0)
    scheduler.next_batch(0.0, 0)
    scheduler.submit(make_job(B), 0.1)
    assert scheduler.next_interjection(0.1, 0) == []


def test_whoever_runs_dry_sooner_interrupts_and_whoever_runs_dry_later_does_not() -> None:
    for stream, in_hand_ms, interrupts in ((B, 500.0, True), (C, 20_000.0, False)):
        scheduler = Scheduler(INTERRUPTIBLE)
        speak(scheduler, stream, 0.0, in_hand_ms)
        speak(scheduler, A, 0.0, 8_000.0)
        scheduler.submit(make_job(A, 1), 0.0)
        assert names(scheduler.next_batch(0.0, 0)) == [("a", 1)]
        scheduler.submit(make_job(stream, 1), 0.1)
        assert bool(scheduler.next_interjection(0.1, 0)) is interrupts


def test_what_is_about_to_end_is_not_interrupted() -> None:
    scheduler = busy_with(A, 0.0, gen_ms=300.0)
    scheduler.submit(make_job(B), 0.1)
    assert scheduler.next_interjection(0.29, 0) == []
    due = scheduler.deadline()
    assert due is not None
    assert due > 0.3, "it may take longer than was expected"
    assert names(scheduler.next_interjection(due, 0)) == [("b", 0)]
    scheduler = busy_with(A, 0.0, gen_ms=300.0)
    scheduler.submit(make_job(B), 0.1)
    assert scheduler.next_interjection(0.1, 0)


def test_what_should_have_ended_long_ago_is_interrupted() -> None:
    scheduler = busy_with(A, 0.0, gen_ms=300.0)
    scheduler.submit(make_job(B), 0.4)
    assert scheduler.next_interjection(0.4, 0)


def test_an_engine_that_cannot_be_interrupted_is_waited_for() -> None:
    scheduler = busy_with(A, 0.0)
    scheduler.limits = SchedulerLimits(interruptible=frozenset({"kokoro"}))
    scheduler.submit(make_job(B), 0.1)
    assert scheduler.next_interjection(0.1, 0) == []


def test_an_idle_worker_is_given_a_batch_and_no_interjection() -> None:
    scheduler = Scheduler(INTERRUPTIBLE)
    scheduler.submit(make_job(B), 0.1)
    assert scheduler.next_interjection(0.1, 0) == []
    assert names(scheduler.next_batch(0.1, 0)) == [("b", 0)]


def test_what_may_have_killed_a_worker_interrupts_nobody() -> None:
    scheduler = busy_with(A, 0.0)
    scheduler.submit(make_job(B), 0.1)
    assert scheduler.next_interjection(0.1, 0)
    scheduler.worker_lost(0)
    scheduler.retry(B, 0, 0.2)
    scheduler.retry(A, 1, 0.2, alone=False)
    assert names(scheduler.next_batch(0.2, 0)) == [("b", 0)]
    scheduler.finished(B, 0, 100.0, 0.3)
    assert names(scheduler.next_batch(0.3, 0)) == [("a", 1)]


def test_a_newcomer_for_whom_a_listener_would_run_dry_waits_for_so_long_and_no_longer() -> None:
    scheduler = busy_with(A, 0.0, in_hand_ms=1_500.0)
    scheduler.finished(A, 1, 500.0, 1.0, gen_ms=1_000.0)
    scheduler.submit(make_job(A, 2), 1.0)
    scheduler.submit(make_job(B), 1.0)
    assert names(scheduler.next_batch(1.0, 0)) == [("a", 2)]
    assert scheduler.next_interjection(1.1, 0) == []
    scheduler.finished(A, 2, 1_000.0, 2.0, gen_ms=1_000.0)
    scheduler.submit(make_job(A, 3), 2.0)
    assert names(scheduler.next_batch(1.0 + MOST_HELD_S, 0)) == [("b", 0)]


def test_a_newcomer_beside_whom_nothing_waits_goes_at_once() -> None:
    scheduler = busy_with(A, 0.0, in_hand_ms=1_500.0)
    scheduler.submit(make_job(B), 0.5)
    assert scheduler.next_interjection(0.5, 0) == []
    scheduler.finished(A, 1, 100.0, 1.0, gen_ms=1_000.0)
    assert names(scheduler.next_batch(1.0, 0)) == [("b", 0)]


def test_a_crowd_of_newcomers_is_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    scheduler = busy_with(A, 0.0, in_hand_ms=1_500.0)
    for number in range(200):
        scheduler.submit(make_job(make_stream(number, "crowd")), 0.5)
    asked: list[bool] = []
    room_for = Outlook.room_for

    def counted(outlook: Outlook, *arguments: Any) -> bool:
        asked.append(room_for(outlook, *arguments))
        return asked[-1]

    monkeypatch.setattr(Outlook, "room_for", counted)
    assert scheduler.next_interjection(0.5, 0) == []
    assert 1 <= len(asked) <= 2
    assert not any(asked)


class Rehearsal(RuleBasedStateMachine):
    """Any order of events: nothing lost, nothing twice, one in flight a stream, in order, none of a cancelled kind."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        most = {"kokoro": 3, "espeak": 1}
        self.scheduler = Scheduler(SchedulerLimits(max_batch=most, batch_window_ms=4.0, ahead_ms=10.0))
        self.next_index: dict[StreamId, int] = defaultdict(int)
        self.generation: dict[StreamId, int] = defaultdict(int)
        self.waiting: dict[StreamId, list[SpeechJob]] = defaultdict(list)
        self.running: dict[StreamId, tuple[SpeechJob, int]] = {}
        self.held: set[StreamId] = set()

    streams = st.builds(make_stream, st.integers(0, 2), st.sampled_from("abc"))
    workers = st.integers(0, 1)

    @rule(stream=streams, length=st.integers(1, 60), speaker=st.sampled_from((KOKORO, ESPEAK)))
    def submit(self, stream: StreamId, length: int, speaker: Voice) -> None:
        text, generation = "x" * length, self.generation[stream]
        job = make_job(stream, self.next_index[stream], generation=generation, text=text, speaker=speaker)
        self.next_index[stream] += 1
        assert self.scheduler.submit(job, self.now)
        self.waiting[stream].append(job)

    @rule(worker=workers)
    def ask(self, worker: int) -> None:
        batch = self.scheduler.next_batch(self.now, worker)
        assert not batch or worker not in {at for _, at in self.running.values()}
        self.take(batch, worker)

    def take(self, batch: list[SpeechJob], worker: int) -> None:
        assert len({job.voice.engine for job in batch}) <= 1, "one engine a batch"
        assert not batch or len(batch) <= self.scheduler.limits.most(batch[0].voice.engine)
        for job in batch:
            assert job.stream not in self.running, "one at a time"
            assert job.stream not in self.held
            assert self.waiting[job.stream].pop(0) is job, "in order, and nothing that was cancelled"
            self.running[job.stream] = (job, worker)

    @rule(worker=workers)
    def ask_ahead(self, worker: int) -> None:
        first = {stream for stream, (_, at) in self.running.items() if at == worker}
        batch = self.scheduler.next_ahead(self.now, worker)
        assert not batch or first
        assert all(map(self.scheduler.at_work, first)) or not batch, "two batches at most"
        for job in batch:
            assert not self.scheduler.at_work(job.stream)
        self.take(batch, worker)

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def sound(self, data: st.DataObject) -> None:
        stream = data.draw(st.sampled_from(sorted(self.running)))
        if self.scheduler.at_work(stream):
            self.scheduler.sounds(stream, self.running[stream][0].index)

    @precondition(lambda self: self.running)
    @rule(data=st.data(), audio_ms=st.floats(0, 3_000))
    def finish(self, data: st.DataObject, audio_ms: float) -> None:
        stream = data.draw(st.sampled_from(sorted(self.running)))
        job, _ = self.running.pop(stream)
        self.scheduler.finished(stream, job.index, audio_ms, self.now, gen_ms=0.1 * len(job.segment.text))
        self.scheduler.delivered(stream, audio_ms, self.now)

    @rule(worker=workers)
    def lose(self, worker: int) -> None:
        self.scheduler.worker_lost(worker)
        for stream, (job, at) in list(self.running.items()):
            if at == worker:
                del self.running[stream]
                again = self.scheduler.retry(stream, job.index, self.now)
                assert again == (job.generation == self.generation[stream])
                if again:
                    self.waiting[stream].insert(0, job)

    @rule(stream=streams)
    def cancel(self, stream: StreamId) -> None:
        self.generation[stream] += 1
        running = self.running.get(stream)
        known = stream in self.next_index
        stale = self.scheduler.cancel(stream, self.generation[stream])
        assert stale == ({(stream, running[0].index)} if running and known else set())
        self.waiting[stream].clear()

    @rule(stream=streams)
    def hold(self, stream: StreamId) -> None:
        self.scheduler.hold(stream)
        self.held.add(stream)

    @rule(stream=streams)
    def release(self, stream: StreamId) -> None:
        self.scheduler.release(stream, self.now)
        self.held.discard(stream)

    @rule(later_s=st.floats(0.001, 5.0))
    def wait(self, later_s: float) -> None:
        self.now += later_s

    @invariant()
    def counts_agree(self) -> None:
        assert self.scheduler.queued == sum(map(len, self.waiting.values()))
        assert self.scheduler.in_flight == len(self.running)

    def teardown(self) -> None:
        """Whatever has happened, all that is left gets done."""
        for stream in list(self.held):
            self.release(stream)
        for _ in range(1_000):
            if not self.scheduler.queued:
                break
            self.now += 1.0
            for stream, (job, _) in list(self.running.items()):
                self.scheduler.finished(stream, job.index, 0.0, self.now)
                del self.running[stream]
            for worker in (0, 1):
                self.ask(worker)
        assert self.scheduler.queued == 0


TestRehearsal = Rehearsal.TestCase
TestRehearsal.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def test_among_equals_no_owner_falls_behind_by_more_than_a_few_jobs() -> None:
    """The fairness bound, with owners of 1, 10 and 100 streams that always have work and never a listener in need."""
    scheduler = Scheduler(SchedulerLimits(max_batch={"tone": 4}))
    counts = {"one": 1, "ten": 10, "hundred": 100}
    indices: dict[StreamId, int] = defaultdict(int)

    def refill(stream: StreamId) -> None:
        scheduler.submit(make_job(stream, indices[stream], text="x" * 50), 0.0)
        indices[stream] += 1

    for owner, count in counts.items():
        for context in range(count):
            refill(make_stream(context, owner))
            refill(make_stream(context, owner))
    served: dict[str, int] = defaultdict(int)
    for turn in range(300):
        batch = scheduler.next_batch(float(turn), 0)
        for job in batch:
            served[job.owner] += 1
            scheduler.finished(job.stream, job.index, 0.0, float(turn))
            refill(job.stream)
        if turn > 20:
            # "one" can have a single job in each batch of four; it must have that one in every batch.
            assert served["one"] >= turn - 5
    assert abs(served["ten"] - served["hundred"]) <= 8

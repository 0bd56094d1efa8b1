"""A newcomer begins where nobody runs dry for him."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rhapsode_server.synthesis.in_hand import InHand
from rhapsode_server.synthesis.outlook import MARGIN, UNWRITTEN_CHARACTERS, Labour, Line, Outlook, has_room
from rhapsode_server.synthesis.pace import Pace
from rhapsode_server.synthesis.queued_stream import QueuedStream
from synthesis.jobs import make_job, make_stream

A, B = make_stream(0, "a"), make_stream(0, "b")
SHORT = Labour(1.0, 4.0)


def test_there_is_room_where_nobody_listens() -> None:
    assert has_room(5.0, 0.0, [SHORT], [])


def test_who_would_run_dry_meanwhile_is_let_go_first() -> None:
    need_s = 2.0 * (1.0 + MARGIN)
    assert not has_room(5.0, 0.0, [SHORT], [Line(5.0 + need_s - 0.01, [Labour(1.0, 3.0)])])
    assert has_room(5.0, 0.0, [SHORT], [Line(5.0 + need_s + 0.01, [Labour(1.0, 3.0)])])


def test_what_the_machine_is_at_counts() -> None:
    line = Line(2.5, [Labour(1.0, 3.0)])
    assert has_room(0.0, 0.0, [SHORT], [line])
    assert not has_room(0.0, 1.0, [SHORT], [line])


def test_workers_share_the_work() -> None:
    line = Line(2.0, [Labour(1.0, 3.0)])
    assert not has_room(0.0, 0.0, [SHORT], [line])
    assert has_room(0.0, 0.0, [SHORT], [line], workers=2)


def test_the_newcomer_himself_is_to_hear_no_gap() -> None:
    newcomer = [Labour(0.5, 1.0), Labour(0.6, 9.0)]
    assert has_room(0.0, 0.0, newcomer, [])
    # Nobody runs dry for him, but what is due in between makes his second segment late.
    line = Line(1.3, [Labour(0.5, 9.0)])
    assert has_room(0.0, 0.0, newcomer[:1], [line])
    assert not has_room(0.0, 0.0, newcomer, [line])


def test_whom_waiting_does_not_help_need_not_wait() -> None:
    newcomer = [Labour(0.5, 1.0), Labour(3.0, 9.0)]
    assert has_room(0.0, 0.0, newcomer, [])
    assert has_room(0.0, 0.0, newcomer, [Line(1.3, [Labour(0.5, 9.0)])])
    assert not has_room(0.0, 0.0, newcomer, [Line(1.0, [Labour(0.5, 9.0)])])


def test_later_jobs_are_due_when_the_earlier_have_sounded() -> None:
    jobs = [Labour(1.0, 2.0)] * 10
    assert has_room(0.0, 0.0, [Labour(0.5, 60.0)], [Line(2.0, jobs)])
    assert not has_room(0.0, 0.0, [Labour(0.5, 60.0)], [Line(2.0, [Labour(1.0, 1.0)] * 10)])


labours = st.builds(Labour, st.floats(0.01, 2.0), st.floats(0.01, 8.0))
lines = st.lists(st.builds(Line, st.floats(0.0, 20.0), st.lists(labours, min_size=1, max_size=4)), max_size=4)


@given(lines, st.lists(labours, min_size=1, max_size=3), st.floats(0.0, 2.0))
def test_where_there_is_room_the_most_urgent_first_makes_no_gap_for_those_who_listen(
    listening: list[Line], newcomer: list[Labour], busy_s: float
) -> None:
    if not has_room(0.0, busy_s, newcomer, listening):
        return
    clock_s = busy_s + newcomer[0].takes_s
    waiting = list(listening)
    while waiting := [line for line in waiting if line.jobs]:
        urgent = min(waiting, key=lambda line: line.dry_at)
        job, *others = urgent.jobs
        clock_s += job.takes_s
        assert clock_s <= urgent.dry_at + 1e-9
        waiting.remove(urgent)
        waiting.append(Line(urgent.dry_at + job.sounds_s, others))


def queued(stream: QueuedStream, *lengths: int) -> QueuedStream:
    stream.queue.extend(make_job(B, index, text="x" * length) for index, length in enumerate(lengths))
    return stream


def test_nothing_is_expected_of_an_engine_that_has_spoken_nothing() -> None:
    busy = QueuedStream(0, made_until=0.1)
    assert Outlook(Pace(), InHand()).room_for(queued(QueuedStream(0), 100), [queued(busy, 100)], 0.0)


def test_one_segment_is_expected_to_have_a_second() -> None:
    pace = Pace()
    # A character takes 5 ms and sounds 20.
    pace.learn(make_job(text="x" * 100), 500.0, 2_000.0)
    listener = queued(QueuedStream(0, made_until=1.2), 100)
    outlook = Outlook(pace, InHand())
    assert not outlook.room_for(queued(QueuedStream(0), UNWRITTEN_CHARACTERS // 2 - 5), [listener], 0.0)
    assert outlook.room_for(queued(QueuedStream(0), UNWRITTEN_CHARACTERS // 2 - 5, 20), [listener], 0.0)


def test_what_a_worker_has_of_a_listener_is_due_when_he_runs_dry() -> None:
    pace, in_hand = Pace(), InHand()
    pace.learn(make_job(text="x" * 100), 1_000.0, 8_000.0)
    in_hand.take(0, {A}, "tone", 0.0, 1.0, urgent=False)
    flight = make_job(A, text="x" * 100)
    newcomer = queued(QueuedStream(0), 100, 20)
    for dry_at, room in ((2.0, False), (3.0, True)):
        listener = QueuedStream(0, flight=flight, made_until=dry_at)
        assert outlook_says(pace, in_hand, newcomer, listener) is room


def outlook_says(pace: Pace, in_hand: InHand, newcomer: QueuedStream, other: QueuedStream) -> bool:
    return Outlook(pace, in_hand).room_for(newcomer, [other], 0.0)

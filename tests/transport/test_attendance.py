"""Who leaves when during a drain: virtual time, guests on paper."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from rhapsode_server.transport.attendance import TEXT_PATIENCE_S, Attendance

NOW = 1_000.0
DRAIN_S = 30.0


@dataclass(eq=False)
class Paper:
    """A guest that does what the test says."""

    busy: bool = False
    waits_for_text: bool = False
    active_at: float = 0.0
    heard: list[str] = field(default_factory=list)

    def take_no_more(self) -> None:
        self.heard.append("take no more")

    def leave(self) -> None:
        self.heard.append("leave")


def speaking() -> Paper:
    return Paper(busy=True)


def waiting(active_at: float = 0.0) -> Paper:
    return Paper(busy=True, waits_for_text=True, active_at=active_at)


def gather(*guests: Paper) -> Attendance:
    attendance = Attendance(DRAIN_S)
    for guest in guests:
        attendance.enter(guest)
    return attendance


def test_without_a_drain_nobody_is_sent_away() -> None:
    guest = Paper()
    attendance = gather(guest)
    attendance.handle_timer(NOW + 1e6)
    assert guest.heard == []
    assert not attendance.draining
    assert not attendance.over(NOW + 1e6)


def test_the_idle_leave_at_once_and_the_busy_take_no_more() -> None:
    idle, busy = Paper(), speaking()
    attendance = gather(idle, busy)
    assert (attendance.guests, attendance.busy_guests) == (2, 1)
    attendance.drain(NOW)
    assert attendance.draining
    assert idle.heard == ["take no more", "leave"]
    assert busy.heard == ["take no more"]


def test_the_busy_leave_when_they_are_done_and_are_told_once() -> None:
    guest = speaking()
    attendance = gather(guest)
    attendance.drain(NOW)
    attendance.handle_timer(NOW + 10)
    assert guest.heard == ["take no more"]
    guest.busy = False
    attendance.handle_timer(NOW + 11)
    attendance.handle_timer(NOW + 12)
    assert guest.heard == ["take no more", "leave"]
    assert not attendance.over(NOW + 12), "it is still saying goodbye"
    attendance.depart(guest)
    assert attendance.over(NOW + 12)


@pytest.mark.parametrize(
    ("active_at", "leaves_after_s"),
    [
        (NOW - 500, TEXT_PATIENCE_S),  # it has waited for long, and may wait a little more
        (NOW + 3, 3 + TEXT_PATIENCE_S),
        (NOW + DRAIN_S - 1, DRAIN_S),
    ],
)
def test_an_open_turn_that_waits_for_text_gets_less_patience(active_at: float, leaves_after_s: float) -> None:
    guest = waiting(active_at)
    attendance = gather(guest)
    attendance.drain(NOW)
    attendance.handle_timer(NOW + leaves_after_s - 0.01)
    assert guest.heard == ["take no more"]
    attendance.handle_timer(NOW + leaves_after_s)
    assert guest.heard[-1] == "leave"


def test_text_that_comes_starts_the_patience_anew() -> None:
    guest = waiting()
    attendance = gather(guest)
    attendance.drain(NOW)
    guest.waits_for_text = False
    attendance.handle_timer(NOW + TEXT_PATIENCE_S)
    guest.waits_for_text, guest.active_at = True, NOW + TEXT_PATIENCE_S
    attendance.handle_timer(NOW + TEXT_PATIENCE_S + 0.1)
    assert guest.heard == ["take no more"]


def test_at_the_deadline_everybody_leaves_and_the_drain_is_over() -> None:
    guests = [speaking(), waiting(NOW + DRAIN_S)]
    attendance = gather(*guests)
    attendance.drain(NOW)
    assert not attendance.over(NOW + DRAIN_S - 0.01)
    attendance.handle_timer(NOW + DRAIN_S)
    assert all(guest.heard[-1] == "leave" for guest in guests)
    assert attendance.over(NOW + DRAIN_S)
    assert attendance.cut == 2


def test_a_second_drain_changes_nothing() -> None:
    guest = speaking()
    attendance = gather(guest)
    attendance.drain(NOW)
    attendance.drain(NOW + 20)
    assert guest.heard == ["take no more"]
    assert attendance.over(NOW + DRAIN_S)


def test_dismissing_sends_away_whoever_has_not_been_sent() -> None:
    idle, busy = Paper(), speaking()
    attendance = gather(idle, busy)
    attendance.drain(NOW)
    for _ in range(2):
        attendance.dismiss()
        assert busy.heard == ["take no more", "leave"]
        assert idle.heard == ["take no more", "leave"]
        assert attendance.cut == 1, "the idle one lost nothing"


def test_dismissing_without_a_drain_turns_newcomers_away_too() -> None:
    attendance = gather(Paper())
    attendance.dismiss()
    assert attendance.draining


def test_whoever_was_let_in_before_the_drain_and_arrives_in_it_begins_nothing() -> None:
    attendance = gather(speaking())
    attendance.drain(NOW)
    late = Paper()
    attendance.enter(late)
    assert late.heard == ["take no more"]
    attendance.handle_timer(NOW + 1)
    assert late.heard == ["take no more", "leave"]


def test_whoever_arrives_after_all_were_dismissed_leaves_at_once() -> None:
    attendance = gather()
    attendance.dismiss()
    late = Paper()
    attendance.enter(late)
    assert late.heard == ["take no more", "leave"]


def test_whoever_is_gone_is_not_asked_again() -> None:
    guest = speaking()
    attendance = gather(guest)
    attendance.depart(guest)
    attendance.depart(guest)
    attendance.drain(NOW)
    assert guest.heard == []
    assert attendance.over(NOW)


def test_without_time_nobody_is_waited_for() -> None:
    guest = speaking()
    attendance = Attendance(0.0)
    attendance.enter(guest)
    attendance.drain(NOW)
    assert guest.heard[-1] == "leave"
    assert attendance.over(NOW)

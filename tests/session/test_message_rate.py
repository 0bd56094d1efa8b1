"""Frames a second: a burst is fine, more is refused, a flood is sent away."""

from __future__ import annotations

from rhapsode_server.session.message_rate import BURST_S, CHARACTERS_A_FRAME, MOST_REFUSED, MessageRate, Verdict

PER_S = 10
BURST = int(PER_S * BURST_S)


def judge(rate: MessageRate, frames: int, now: float) -> list[Verdict]:
    return [rate.judge(now) for _ in range(frames)]


def test_a_burst_is_taken_and_the_next_frame_is_not() -> None:
    rate = MessageRate(PER_S)
    assert judge(rate, BURST, 5.0) == [Verdict.TAKEN] * BURST
    assert rate.judge(5.0) is Verdict.REFUSED


def test_the_named_rate_is_taken_for_ever() -> None:
    rate = MessageRate(PER_S)
    verdicts = {rate.judge(100.0 + number / PER_S) for number in range(100 * PER_S)}
    assert verdicts == {Verdict.TAKEN}


def test_allowance_comes_back_with_time_up_to_a_burst() -> None:
    rate = MessageRate(PER_S)
    judge(rate, BURST, 0.0)
    assert judge(rate, PER_S + 1, 1.0) == [Verdict.TAKEN] * PER_S + [Verdict.REFUSED]
    assert judge(rate, BURST + 1, 1_000.0) == [Verdict.TAKEN] * BURST + [Verdict.REFUSED]


def test_a_long_frame_counts_as_several() -> None:
    rate = MessageRate(PER_S)
    assert rate.judge(0.0, (BURST - 2) * CHARACTERS_A_FRAME) is Verdict.TAKEN
    assert rate.judge(0.0, CHARACTERS_A_FRAME) is Verdict.TAKEN
    assert rate.judge(0.0, CHARACTERS_A_FRAME + 1) is Verdict.REFUSED
    assert judge(rate, 2, 0.0) == [Verdict.TAKEN, Verdict.REFUSED]


def test_no_frame_is_too_long_for_whoever_waits() -> None:
    rate = MessageRate(1)
    for number in range(3):
        now = number * BURST_S
        assert rate.judge(now, 1_000_000) is Verdict.TAKEN
        assert rate.judge(now) is Verdict.REFUSED


def test_going_on_after_many_refusals_is_a_flood() -> None:
    rate = MessageRate(PER_S)
    judge(rate, BURST, 0.0)
    assert judge(rate, MOST_REFUSED, 0.0) == [Verdict.REFUSED] * MOST_REFUSED
    assert rate.judge(0.0) is Verdict.FLOOD


def test_a_flood_is_noticed_although_some_of_it_is_taken() -> None:
    rate = MessageRate(PER_S)
    verdicts = [rate.judge(number / (PER_S * 4)) for number in range(4 * MOST_REFUSED)]
    assert Verdict.FLOOD in verdicts


def test_a_pause_makes_good() -> None:
    rate = MessageRate(PER_S)
    for visit in range(20):
        verdicts = judge(rate, BURST + MOST_REFUSED // 2, visit * 2 * BURST_S)
        assert Verdict.FLOOD not in verdicts

"""One turn's notes in virtual time: everything counts from when its text was due."""

from __future__ import annotations

import numpy as np
import pytest

from rhapsode_bench.latency.hearing import Hearing, TurnRecord
from rhapsode_bench.latency.schedule import utterance

RATE_HZ = 1_000
SAID = utterance("Sing, goddess.")
"""Four tokens, two words."""


def loud(length_ms: int) -> bytes:
    return np.full(length_ms, 9_000, "<i2").tobytes()


def silent(length_ms: int) -> bytes:
    return bytes(2 * length_ms)


def record(hearing: Hearing) -> TurnRecord:
    return hearing.record(began_s=90.0, part=2, counted=True, tokens_per_second=50.0)


def test_a_server_that_was_asked_late_is_not_quicker_for_it() -> None:
    hearing = Hearing(100.0, SAID)
    hearing.sent(103.0)
    hearing.sent(104.0)
    hearing.sound(silent(50) + loud(50), RATE_HZ, 103.1)
    turn = record(hearing)
    assert (turn.due_s, turn.part, turn.counted, turn.words) == (10.0, 2, True, 2)
    assert turn.late_ms == pytest.approx(3_000.0)
    assert turn.first_byte_ms == pytest.approx(3_100.0)
    assert turn.first_audible_ms == pytest.approx(3_151.0, abs=5.0)
    assert turn.tokens_ms == pytest.approx((len(SAID.tokens) - 1) * 20.0)


def test_late_frames_are_stalls_and_the_longest_gap_is_told() -> None:
    hearing = Hearing(100.0, SAID)
    for at_s in (100.2, 100.25, 100.5):
        hearing.sound(loud(100), RATE_HZ, at_s)
    turn = record(hearing)
    # Played 100.2 to 100.4; the third came a tenth later.
    assert turn.stalls == 1
    assert turn.stalled_ms == pytest.approx(100.0)
    assert turn.gap_ms == pytest.approx(250.0)
    assert turn.played_ms == pytest.approx(600.0)
    assert turn.rtf == pytest.approx(0.3 / 0.3)
    assert hearing.frames_ms() == [pytest.approx((at, 100.0)) for at in (200.0, 250.0, 500.0)]


def test_a_buffer_delays_the_first_sound_and_saves_the_later_ones() -> None:
    hearing = Hearing(100.0, SAID, depth_s=0.15)
    for at_s in (100.2, 100.25, 100.5):
        hearing.sound(loud(100), RATE_HZ, at_s)
    turn = record(hearing)
    assert turn.stalls == 0
    assert turn.first_byte_ms == pytest.approx(200.0)
    assert turn.first_audible_ms == pytest.approx(351.0, abs=5.0)


def test_an_interruption_waits_for_the_first_audible_sample() -> None:
    hearing = Hearing(100.0, SAID, barge_in=True)
    assert not hearing.interrupts_now
    hearing.sound(silent(50), RATE_HZ, 100.1)
    assert not hearing.interrupts_now
    hearing.sound(loud(50), RATE_HZ, 100.2)
    assert hearing.interrupts_now
    hearing.cancelled_s, hearing.silent_s, hearing.frames_after = 100.3, 100.304, 0
    assert not hearing.interrupts_now
    turn = record(hearing)
    assert turn.cancel_ms == pytest.approx(4.0)
    assert turn.played_ms == pytest.approx(300.0)
    assert turn.frames_after_cancel == 0
    assert turn.rtf is None, "half a turn's is nobody's"
    assert turn.heard


def test_a_turn_without_a_sound_was_not_heard() -> None:
    turn = record(Hearing(100.0, SAID))
    assert not turn.heard
    assert (turn.first_byte_ms, turn.first_audible_ms, turn.played_ms, turn.gap_ms, turn.rtf) == (None,) * 5

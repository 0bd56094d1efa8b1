"""What a text is expected to cost: learned, scaled by length, slow to be misled."""

from __future__ import annotations

import math

import pytest

from rhapsode_server.synthesis.pace import LEAST_CHARACTERS, WEIGHT, Pace, characters
from synthesis.jobs import KOKORO, make_job


def test_nothing_is_expected_before_anything_was_spoken() -> None:
    pace = Pace()
    assert pace.expect_ms([make_job()]) == math.inf


def test_a_text_twice_as_long_takes_twice_as_long() -> None:
    pace = Pace()
    pace.learn(make_job(text="x" * 100), 50.0, 1_000.0)
    assert pace.expect_ms([make_job(text="x" * 200)]) == pytest.approx(100.0)
    assert pace.expect_ms([make_job(text="x" * 100), make_job(text="x" * 60)]) == pytest.approx(80.0)
    assert pace.expect_ms([]) == 0.0


def test_one_odd_segment_changes_little_and_many_change_all() -> None:
    pace = Pace()
    pace.learn(make_job(text="x" * 100), 100.0, 1_000.0)
    pace.learn(make_job(text="x" * 100), 1_100.0, 1_000.0)
    assert pace.expect_ms([make_job(text="x" * 100)]) == pytest.approx(100.0 + WEIGHT * 1_000.0)
    for _ in range(200):
        pace.learn(make_job(text="x" * 100), 1_100.0, 1_000.0)
    assert pace.expect_ms([make_job(text="x" * 100)]) == pytest.approx(1_100.0, rel=0.01)


def test_each_engine_has_a_pace_of_its_own() -> None:
    pace = Pace()
    quick, slow = make_job(text="x" * 100), make_job(text="x" * 100, speaker=KOKORO)
    pace.learn(quick, 5.0, 1_000.0)
    assert pace.expect_ms([slow]) == math.inf
    pace.learn(slow, 500.0, 1_000.0)
    assert pace.expect_ms([quick]) == pytest.approx(5.0)
    assert pace.expect_ms([quick, slow, slow]) == pytest.approx(1_005.0)


def test_the_shortest_text_has_fixed_costs_too() -> None:
    assert characters(make_job(text="x")) == LEAST_CHARACTERS
    pace = Pace()
    pace.learn(make_job(text="x"), 10.0, 1_000.0)
    assert pace.expect_ms([make_job(text="y")]) == pytest.approx(10.0)


def test_sound_is_expected_by_length_too() -> None:
    pace = Pace()
    assert pace.expect_audio_ms(make_job()) == 0.0
    pace.learn(make_job(text="x" * 100), 50.0, 7_000.0)
    assert pace.expect_audio_ms(make_job(text="x" * 200)) == pytest.approx(14_000.0)
    assert pace.expect_audio_ms(make_job(text="x" * 200, speaker=KOKORO)) == 0.0

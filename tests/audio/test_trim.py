"""Silence at both ends goes, sound never does, and splits do not matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.audio.trim import (
    AUDIBLE,
    FADE_IN_MS,
    FADE_OUT_MS,
    LEAST_FADE_IN_MS,
    POST_ROLL_MS,
    PRE_ROLL_MS,
    Trim,
)
from rhapsode_server.sound import Samples

RATE_HZ = 24_000
PRE_ROLL = round(PRE_ROLL_MS * RATE_HZ / 1000)
POST_ROLL = round(POST_ROLL_MS * RATE_HZ / 1000)
FADE_IN = round(FADE_IN_MS * RATE_HZ / 1000)
LEAST_FADE_IN = round(LEAST_FADE_IN_MS * RATE_HZ / 1000)
FADE_OUT = round(FADE_OUT_MS * RATE_HZ / 1000)


def noise(length: int, peak: float) -> Samples:
    return np.random.default_rng(length).uniform(-peak, peak, length).astype(np.float32)


def trimmed(*chunks: Samples) -> tuple[Samples, int]:
    trim = Trim(RATE_HZ)
    out = [trim.feed(chunk) for chunk in chunks]
    out.append(trim.finish())
    return np.concatenate(out), trim.cut_samples


def hush(length: int) -> Samples:
    return noise(length, AUDIBLE * 0.9)


def test_silence_round_the_sound_is_cut_to_the_rolls() -> None:
    sound = noise(5000, 0.5)
    sound[0] = sound[-1] = 0.4
    out, cut = trimmed(np.concatenate((hush(6000), sound, hush(9000))))
    assert cut == 6000 - PRE_ROLL
    assert len(out) == PRE_ROLL + 5000 + POST_ROLL
    assert np.array_equal(out[PRE_ROLL : PRE_ROLL + 5000], sound)


def test_onset_is_untouched_and_the_pre_roll_rises_from_silence() -> None:
    lead = np.full(4000, AUDIBLE * 0.9, np.float32)
    burst = np.zeros(2000, np.float32)
    burst[0] = 0.9
    out, _ = trimmed(np.concatenate((lead, burst)))
    assert out[PRE_ROLL] == np.float32(0.9)
    assert np.array_equal(out[FADE_IN:PRE_ROLL], lead[: PRE_ROLL - FADE_IN])
    assert out[0] < AUDIBLE / 1000
    assert np.all(np.diff(out[:FADE_IN]) > 0)


@pytest.mark.parametrize("lead", [LEAST_FADE_IN, FADE_IN, PRE_ROLL - 1, PRE_ROLL])
def test_a_sound_that_comes_before_the_pre_roll_is_over_loses_nothing(lead: int) -> None:
    sound = np.full(1000, 0.7, np.float32)
    out, cut = trimmed(np.concatenate((hush(lead), sound, hush(POST_ROLL))))
    assert cut == 0
    assert np.array_equal(out[lead : lead + 1000], sound)


def test_silence_between_sounds_is_kept_bit_for_bit() -> None:
    whole = np.concatenate((noise(1000, 0.3), hush(30_000), noise(1000, 0.3), hush(POST_ROLL)))
    out, cut = trimmed(*np.array_split(whole, 37))
    assert cut == 0
    assert np.array_equal(out[LEAST_FADE_IN:31_900], whole[LEAST_FADE_IN:31_900])
    assert len(out) <= len(whole)


def test_trailing_silence_is_held_back_until_the_end() -> None:
    trim = Trim(RATE_HZ)
    sound = noise(3000, 0.5)
    sound[-1] = 0.4
    first = trim.feed(np.concatenate((sound, hush(200))))
    assert len(trim.feed(hush(50_000))) == 0
    assert len(first) + len(trim.finish()) == 3000 + POST_ROLL


@pytest.mark.parametrize("before", [0, 1, 20])
def test_a_start_in_full_sound_rises_within_a_millisecond(before: int) -> None:
    tone = (0.5 * np.sin(2 * np.pi * 200 * np.arange(4801) / RATE_HZ + 1.0)).astype(np.float32)
    whole = np.concatenate((hush(before), tone, hush(POST_ROLL)))
    out, cut = trimmed(whole)
    assert cut == 0
    assert abs(out[0]) < 0.002
    assert np.abs(np.diff(out[:4_000], prepend=0)).max() < 0.06
    risen = before + LEAST_FADE_IN
    assert np.array_equal(out[risen:4_000], whole[risen:4_000])


def test_an_end_in_full_sound_falls_without_a_click() -> None:
    tone = (0.5 * np.sin(2 * np.pi * 200 * np.arange(4801) / RATE_HZ + 1.0)).astype(np.float32)
    out, _ = trimmed(tone)
    assert len(out) == len(tone)
    assert np.array_equal(out[LEAST_FADE_IN:-FADE_OUT], tone[LEAST_FADE_IN:-FADE_OUT])
    assert abs(out[-1]) < 0.001
    assert np.abs(np.diff(out)).max() < 0.05


@pytest.mark.parametrize("length", [0, 1, 100, 50_000])
def test_nothing_but_silence_gives_nothing(length: int) -> None:
    out, cut = trimmed(hush(length))
    assert len(out) == 0
    assert cut == length


def test_a_sound_shorter_than_the_fade_survives() -> None:
    out, cut = trimmed(np.concatenate((hush(5000), np.full(3, 0.8, np.float32))))
    assert cut == 5000 - PRE_ROLL
    assert len(out) == PRE_ROLL + 3
    assert np.abs(out).max() > 0.0


def test_input_is_not_written_to() -> None:
    chunk = np.concatenate((hush(3000), noise(2000, 0.5), hush(3000)))
    before = chunk.copy()
    trimmed(chunk)
    assert np.array_equal(chunk, before)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.booleans(), st.integers(1, 2500)), min_size=1, max_size=6),
    st.lists(st.integers(0, 12_000), max_size=12),
)
def test_any_split_gives_the_same_samples(parts: list[tuple[bool, int]], cuts: list[int]) -> None:
    whole = np.concatenate([noise(length, 0.5) if loud else hush(length) for loud, length in parts])
    expected = trimmed(whole)
    places = sorted(cut for cut in cuts if cut < len(whole))
    out, cut = trimmed(*np.split(whole, places))
    assert cut == expected[1]
    assert np.array_equal(out, expected[0])

"""The measures: nothing lost gives their best value, and each sees the fault it is named after."""

from __future__ import annotations

import numpy as np
import pytest

from rhapsode_bench import quality
from rhapsode_bench.speech_corpus import Speech

RATE_HZ = 24_000


def bursts() -> Speech:
    """A quiet hum with four sharp attacks of hiss that fade away."""
    noise = np.random.default_rng(5)
    sound = 0.05 * np.sin(2 * np.pi * 150 * np.arange(2 * RATE_HZ) / RATE_HZ)
    for start in (9_000, 19_000, 29_000, 39_000):
        sound[start : start + 3_000] += 0.5 * noise.standard_normal(3_000) * np.exp(-np.arange(3_000) / 600)
    return np.clip(sound, -1, 1).astype(np.float32)


def test_the_original_itself_is_without_fault() -> None:
    sound = bursts()
    assert quality.spectral_convergence(sound, sound, 1.0) == 0
    assert quality.clicks(sound, sound, 1.0) == 0
    assert quality.onset_sharpness(sound, sound, 1.0) == pytest.approx(1.0, rel=0.05)


def test_silence_has_lost_the_whole_spectrum() -> None:
    sound = bursts()
    assert quality.spectral_convergence(sound, np.zeros_like(sound), 1.0) == pytest.approx(1.0)


def test_sound_in_the_wrong_place_costs_convergence() -> None:
    sound = bursts()
    assert quality.spectral_convergence(sound, np.roll(sound, 1_200), 1.0) > 0.3


def test_each_jump_is_one_click() -> None:
    hum = (0.3 * np.sin(2 * np.pi * 150 * np.arange(RATE_HZ) / RATE_HZ)).astype(np.float32)
    torn = hum.copy()
    torn[5_000:5_003] += 0.4
    torn[15_000] -= 0.4
    assert quality.clicks(hum, torn, 1.0) == 2


def test_a_soft_attack_is_less_sharp() -> None:
    sound = bursts()
    smeared = np.convolve(sound, np.hanning(2_400) / np.hanning(2_400).sum(), "same").astype(np.float32)
    assert quality.onset_sharpness(sound, smeared, 1.0) < 0.8


def test_pitch_is_compared_where_both_have_a_voice() -> None:
    original = np.array([100.0, np.nan, 110.0, 120.0, 130.0, 140.0])
    output = np.array([101.0, 111.1, 131.3, np.nan, np.nan])
    assert quality.pitch_deviation_percent(original, output, 2.0) == pytest.approx(1.0)
    assert quality.median_pitch_shift_percent(original, original * 1.02) == pytest.approx(2.0)


@pytest.mark.slow
def test_pitch_of_a_tone_is_its_frequency() -> None:
    tone = np.sin(2 * np.pi * 200 * np.arange(RATE_HZ // 2) / RATE_HZ).astype(np.float32)
    assert np.nanmedian(quality.pitch_hz(tone)) == pytest.approx(200, rel=0.01)

"""Attacks do what they are named after, and leave what they keep in its place."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal

from rhapsode_bench.watermark_marks.attacks import ATTACKS, MP3_64, Attack
from rhapsode_bench.watermark_marks.codecs import aligned, coded
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.sound import Samples

NAMED = {attack.name: attack for attack in ATTACKS}
IN_STEP = [attack for attack in ATTACKS if not attack.name.startswith("WSOLA")]


def voice(seconds: float = 2.0) -> Samples:
    """Harmonics of a gliding pitch under a syllable's rise and fall, with hiss between."""
    time_s = np.arange(int(seconds * NATIVE_RATE_HZ)) / NATIVE_RATE_HZ
    phase = 2 * np.pi * np.cumsum(120 + 30 * np.sin(2 * np.pi * 0.8 * time_s)) / NATIVE_RATE_HZ
    sung = sum(np.sin(k * phase) / k for k in range(1, 25)) * np.clip(np.sin(2 * np.pi * 2.3 * time_s), 0, 1)
    hiss = np.random.default_rng(2).standard_normal(len(time_s))
    return (0.15 * sung + 0.003 * hiss).astype(np.float32)


def arrived(attack: Attack, sound: Samples) -> Samples:
    return attack.apply(sound, np.random.default_rng(7))


@pytest.mark.parametrize("attack", IN_STEP, ids=lambda attack: attack.name)
def test_what_arrives_is_as_long_and_in_step(attack: Attack) -> None:
    sound = voice()
    output = arrived(attack, sound)
    assert output.shape == sound.shape
    assert output.dtype == np.float32
    correlation = signal.correlate(output, sound, method="fft")
    lag = int(np.argmax(correlation)) - (len(sound) - 1)
    assert abs(lag) <= 1
    likeness = correlation.max() / (np.linalg.norm(output) * np.linalg.norm(sound))
    assert likeness > 0.85


@pytest.mark.parametrize(("name", "speed"), [("WSOLA, speed 0.9", 0.9), ("WSOLA, speed 1.1", 1.1)])
def test_a_change_of_speed_changes_the_length(name: str, speed: float) -> None:
    sound = voice()
    assert len(arrived(NAMED[name], sound)) == round(len(sound) / speed)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_the_same_chance_gives_the_same_and_silence_harms_nobody(attack: Attack) -> None:
    sound = voice(0.7)
    assert np.array_equal(arrived(attack, sound), arrived(attack, sound))
    assert np.abs(arrived(attack, np.zeros(12_000, np.float32))).max() < 0.01


@pytest.mark.parametrize("name", ["8 kHz and back", "mu-law, 8 kHz", "low-pass at 3.4 kHz"])
def test_nothing_is_left_above_the_telephone_band(name: str) -> None:
    noise = 0.1 * np.random.default_rng(1).standard_normal(48_000).astype(np.float32)
    power = np.abs(np.fft.rfft(arrived(NAMED[name], noise))) ** 2
    hz = np.fft.rfftfreq(len(noise), 1 / NATIVE_RATE_HZ)
    assert power[hz > 4_800].sum() < 1e-3 * power.sum()


def test_gain_clips_at_full_scale_and_noise_has_its_level() -> None:
    sound = voice() * 2.5
    assert np.abs(arrived(NAMED["gain +6 dB, clipped"], sound)).max() == 1.0
    noise = arrived(NAMED["white noise at 20 dB"], sound) - sound
    assert 10 * np.log10(np.mean(noise**2) / np.mean(sound**2)) == pytest.approx(-20, abs=0.2)


def test_a_tenth_of_the_packets_is_lost() -> None:
    kept = arrived(NAMED["10 % of packets lost"], np.ones(200 * NATIVE_RATE_HZ, np.float32))
    assert np.mean(kept == 0) == pytest.approx(0.1, abs=0.015)


def test_a_delay_is_taken_off() -> None:
    sound = voice()
    late = np.concatenate((np.zeros(1_105, np.float32), sound))
    assert np.array_equal(aligned(late, sound), sound)
    early = sound[300:]
    assert np.array_equal(aligned(early, sound)[300:], early)


def test_a_codec_loses_something_but_not_much() -> None:
    sound = voice()
    lost = coded(sound, MP3_64) - sound
    assert -60 < 10 * np.log10(np.mean(lost**2) / np.mean(sound**2)) < -10

"""What is no speech and has no mark: noise, tones, music-like sequences, clicks, hum, silence.

False positives are counted on it. None of it is made as the training's own (``watermark_training.corpus``) is: filters
in time instead of shaped spectra, plucked and modulated notes in bars instead of single chords, a crowd of voices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from rhapsode_bench.watermark_marks.recordings import Recording
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.sound import Samples

Make = Callable[[int, np.random.Generator], Samples]
"""Samples and chance in; sound out, at any level."""

Wave = NDArray[np.float64]
"""``[T]``: a part of such a sound, at any level."""


def noise(samples: int, chance: np.random.Generator) -> Samples:
    """Coloured by a random filter with two poles and two zeros, swelling and fading."""
    white = chance.standard_normal(samples)
    radius, angle = chance.uniform(0.0, 0.97), chance.uniform(0, np.pi)
    poles = [1.0, -2 * radius * np.cos(angle), radius * radius]
    zeros = [1.0, chance.uniform(-0.95, 0.95), 0.0]
    swell = 1.0 + chance.uniform(0, 0.9) * np.sin(2 * np.pi * chance.uniform(0.1, 8) * _time_s(samples))
    coloured: Samples = (signal.lfilter(zeros, poles, white) * swell).astype(np.float32)
    return coloured


def tones(samples: int, chance: np.random.Generator) -> Samples:
    """One to three pure tones, steady, swept, or dialled in pairs as on a telephone."""
    time_s = _time_s(samples)
    kind = chance.integers(3)
    if kind == 0:
        pitches = np.exp(chance.uniform(np.log(60), np.log(9_000), chance.integers(1, 4)))
        steady: Samples = np.sum([np.sin(2 * np.pi * hz * time_s + hz) for hz in pitches], axis=0).astype(np.float32)
        return steady
    if kind == 1:
        ends = np.exp(chance.uniform(np.log(50), np.log(10_000), 2))
        swept: Samples = signal.chirp(time_s, ends[0], time_s[-1], ends[1], "logarithmic").astype(np.float32)
        return swept
    sound = np.zeros(samples, np.float32)
    step = int(chance.uniform(0.08, 0.3) * NATIVE_RATE_HZ)
    # ITU-T Q.23: a key is a low and a high tone.
    for start in range(0, samples - step, step):
        key = (chance.choice([697, 770, 852, 941]), chance.choice([1_209, 1_336, 1_477, 1_633]))
        length = step * 2 // 3
        sound[start : start + length] = sum(np.sin(2 * np.pi * hz * time_s[:length]) for hz in key)
    return sound


def music(samples: int, chance: np.random.Generator) -> Samples:
    """Bars of plucked strings and modulated bells over a bass, with drums."""
    sound = np.zeros(samples)
    beat = int(chance.uniform(0.12, 0.45) * NATIVE_RATE_HZ)
    root_hz = chance.uniform(80, 220)
    scale = chance.permutation([0, 2, 4, 5, 7, 9, 11])[:5]
    instrument = (_plucked, _bell, _sawtooth)[chance.integers(3)]
    drums = chance.random() < 0.6
    for number, start in enumerate(range(0, samples - beat, beat)):
        if chance.random() < 0.8:
            hz = root_hz * 2.0 ** ((chance.choice(scale) + 12 * chance.integers(1, 4)) / 12)
            _add(sound, start, instrument(hz, beat * int(chance.integers(1, 4)), chance))
        if number % 4 == 0:
            _add(sound, start, 0.8 * _sawtooth(root_hz * 2.0 ** (chance.choice([0, 5, 7]) / 12), 4 * beat, chance))
        if drums:
            hit = chance.standard_normal(3_000) * np.exp(-np.arange(3_000) / (800 if number % 2 else 150))
            _add(sound, start, 0.5 * hit)
    return sound.astype(np.float32)


def clicks(samples: int, chance: np.random.Generator) -> Samples:
    """A metronome, or the crackle of a record, over faint hiss."""
    sound = 1e-3 * chance.standard_normal(samples)
    if chance.random() < 0.5:
        sound[:: int(chance.uniform(0.05, 1.0) * NATIVE_RATE_HZ)] += 1.0
        sound = signal.lfilter([1.0], [1.0, -1.6, 0.8], sound)
    else:
        crackle = chance.random(samples) < chance.uniform(5, 400) / NATIVE_RATE_HZ
        sound += crackle * chance.standard_cauchy(samples).clip(-20, 20) / 20
    return sound.astype(np.float32)


def hum(samples: int, chance: np.random.Generator) -> Samples:
    """Mains and its harmonics under hiss: what a bad microphone line brings."""
    mains_hz = chance.choice([50, 60])
    sound = 0.2 * chance.uniform(0, 1) * chance.standard_normal(samples)
    for harmonic in range(1, 20):
        sound += chance.uniform(0, 1) / harmonic * np.sin(2 * np.pi * mains_hz * harmonic * _time_s(samples))
    return sound.astype(np.float32)


def silence(samples: int, chance: np.random.Generator) -> Samples:
    """Nothing, a constant, or the last bit of 16 flickering."""
    kind = chance.integers(3)
    if kind == 2:
        return (chance.integers(-1, 2, samples) / 32_768).astype(np.float32)
    return np.full(samples, (0.0, chance.uniform(-0.1, 0.1))[kind], np.float32)


KINDS: Mapping[str, Make] = {
    "noise": noise,
    "tones": tones,
    "music-like": music,
    "clicks": clicks,
    "hum": hum,
    "silence": silence,
}


def other_sound(count: int, seconds: float, seed: int) -> Iterator[Recording]:
    """Recordings of every kind in turn, at random levels; the same for the same seed."""
    for number in range(count):
        chance = np.random.default_rng([seed, number])
        kind = list(KINDS)[number % len(KINDS)]
        sound = KINDS[kind](int(seconds * NATIVE_RATE_HZ), chance)
        if kind != "silence":
            peak = 10 ** (chance.uniform(-40, -1) / 20)
            sound = sound * np.float32(peak / max(1e-9, float(np.abs(sound).max())))
        yield Recording(kind, sound)


def crowd(voices: Sequence[Recording], count: int, seed: int) -> Iterator[Recording]:
    """Recordings of four to eight voices at once, each drawn from ``voices``, which are of one length."""
    chance = np.random.default_rng(seed)
    for _ in range(count):
        chosen = chance.integers(0, len(voices), chance.integers(4, 9))
        sound = np.sum([np.roll(voices[place].sound, chance.integers(0, 100_000)) for place in chosen], axis=0)
        yield Recording("crowd of voices", (sound / max(1.0, float(np.abs(sound).max()))).astype(np.float32))


def _time_s(samples: int) -> Wave:
    return np.arange(samples) / NATIVE_RATE_HZ


def _add(sound: Wave, start: int, note: Wave) -> None:
    room = sound[start : start + len(note)]
    room += note[: len(room)]


def _plucked(hz: float, samples: int, chance: np.random.Generator) -> Wave:
    """A string (Karplus and Strong 1983): a burst of noise that goes round a filter."""
    period = int(NATIVE_RATE_HZ / hz)
    burst = np.zeros(samples)
    burst[:period] = chance.standard_normal(period)[:samples]
    loop = np.zeros(period + 2)
    loop[0], loop[period], loop[period + 1] = 1.0, -0.498, -0.498
    string: Wave = 0.4 * signal.lfilter([1.0], loop, burst)
    return string


def _bell(hz: float, samples: int, chance: np.random.Generator) -> Wave:
    """Frequency modulation (Chowning 1973), dying away."""
    time_s = _time_s(samples)
    inner = chance.uniform(1, 6) * np.exp(-3 * time_s) * np.sin(2 * np.pi * 1.4 * hz * time_s)
    return np.exp(-4 * time_s) * np.sin(2 * np.pi * hz * time_s + inner)


def _sawtooth(hz: float, samples: int, chance: np.random.Generator) -> Wave:
    """A synthesiser's: a sawtooth through a low-pass, with a soft start and end."""
    raw = signal.sawtooth(2 * np.pi * hz * _time_s(samples) + chance.uniform(0, 6.28))
    share = chance.uniform(0.05, 0.5)
    envelope = np.minimum(1.0, np.minimum(np.arange(samples), np.arange(samples)[::-1]) / 600)
    softened: Wave = 0.3 * envelope * signal.lfilter([share], [1.0, share - 1.0], raw)
    return softened

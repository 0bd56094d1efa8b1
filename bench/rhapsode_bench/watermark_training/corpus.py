"""What the pair is trained on: made-up words spoken by espeak-ng in many voices, languages, rates and pitches, and
what is no speech at all.

Words are drawn letter by letter, so that no text of an evaluation can have been heard in training; voices, variants and
languages of the evaluation are left out here (:data:`HELD_OUT_LANGUAGES`, :data:`HELD_OUT_VARIANTS`).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from rhapsode_server.audio.geometry import FRAMES_PER_S, MODEL_RATE_HZ
from rhapsode_server.engines.espeak_link import EspeakLink
from rhapsode_server.engines.espeak_process import HostLost

Sound = NDArray[np.float32]
"""Mono ``[T]`` at :data:`MODEL_RATE_HZ`, float32, in [-1, 1]."""

LANGUAGES = (
    "en-us",
    "en-gb-scotland",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "fi",
    "cs",
    "hu",
    "ro",
    "hr",
    "ru",
    "el",
    "tr",
)
HELD_OUT_LANGUAGES = ("pl", "vi", "hi", "ar", "cmn", "ja", "uk", "nb", "id", "he")
"""Spoken in evaluations only."""

VARIANTS = (
    "",
    "m1",
    "m2",
    "m3",
    "m4",
    "f1",
    "f2",
    "f3",
    "Andy",
    "Annie",
    "klatt",
    "klatt2",
    "belinda",
    "steph",
    "rob",
    "max",
)
HELD_OUT_VARIANTS = ("m5", "m6", "m7", "m8", "f4", "f5", "klatt4", "linda", "adam", "Alicia", "michel", "shelby")
"""Heard in evaluations only."""

_LETTERS = {
    "ru": ("бвгджзклмнпрстфхцчш", "аеиоуыэюя"),
    "el": ("βγδζθκλμνξπρστφχψ", "αεηιουω"),
}
_LATIN = ("bcdfghjklmnprstvwz", "aeiou")
_MARKS = ",,,.?!;"
_SPEEDS_WPM = (110, 290)
_PITCH_PERCENT = (60, 150)
OTHER_SHARE = 0.12
"""Clips that are no speech. More, and the pair learns speech slower; fewer, and it hears marks in music."""
OTHER_KINDS = 5
"""Of the six kinds of :func:`other_sound`, those that are drawn where nothing else is said."""
_RESAMPLED = (0.85, 1.18)
"""Every line is played slower or faster by such a factor: formants and pitch that no espeak-ng voice has."""


def speak(seconds: float, seed: int, tell: Callable[[float], None] = lambda seconds: None) -> Sound:
    """Speech one line after the other, with its pauses; the same for the same seed.

    Args:
        seconds: how much.
        seed: of every choice.
        tell: is told how many seconds there are.
    """
    chance = random.Random(seed)
    link = EspeakLink()
    link.start()
    lines: list[Sound] = []
    total = 0.0
    try:
        while total < seconds:
            language, variant = chance.choice(LANGUAGES), chance.choice(VARIANTS)
            pitch = chance.randint(*_PITCH_PERCENT)
            ssml = f'<speak><prosody pitch="{pitch}%">{_sentence(chance, language)}</prosody></speak>'
            try:
                spoken = link.speak(
                    f"{language}+{variant}" if variant else language,
                    ssml,
                    rate_wpm=chance.randint(*_SPEEDS_WPM),
                    end_pause=chance.random() < 0.5,
                    cancelled=lambda: False,
                )
            except HostLost:
                # Some made-up words kill the library. The choices that follow are the same all the same.
                continue
            if spoken is None or not spoken.pcm:
                continue
            samples = np.frombuffer(spoken.pcm, np.int16).astype(np.float32) / 32_768.0
            line = soxr.resample(samples, link.sample_rate_hz * chance.uniform(*_RESAMPLED), MODEL_RATE_HZ).astype(
                np.float32
            )
            lines.append(line * np.float32(0.5 / max(1e-3, float(np.abs(line).max()))))
            total += len(line) / MODEL_RATE_HZ
            tell(total)
    finally:
        link.close()
    return np.concatenate(lines)[: int(seconds * MODEL_RATE_HZ)]


def _sentence(chance: random.Random, language: str) -> str:
    consonants, vowels = _LETTERS.get(language, _LATIN)
    words = []
    for _ in range(chance.randint(4, 14)):
        word = ""
        for _ in range(chance.randint(1, 4)):
            word += chance.choice(consonants) * (chance.random() < 0.85) + chance.choice(vowels)
            word += chance.choice(consonants) * (chance.random() < 0.35)
        words.append(word + (chance.choice(_MARKS) if chance.random() < 0.15 else ""))
    return " ".join(words) + "."


def other_sound(samples: int, chance: np.random.Generator, kinds: int = OTHER_KINDS) -> Sound:
    """Something that is no speech, one of the first ``kinds`` of these: chords, harmonics that glide, coloured noise,
    clicks, near silence, pure tones that glide."""
    time_s = np.arange(samples) / MODEL_RATE_HZ
    kind = chance.integers(kinds)
    if kind == 0:
        sound = np.zeros(samples)
        for _ in range(chance.integers(1, 5)):
            hz = 55.0 * 2.0 ** chance.uniform(0, 5)
            if chance.random() < 0.4:
                # Of the frames' own rate or a multiple, where a detector is most easily taken in.
                hz = FRAMES_PER_S * chance.integers(1, 40)
            decay = np.exp(-time_s * chance.uniform(0, 6))
            for harmonic in range(1, chance.choice((2, 4, 9))):
                sound += decay * np.sin(2 * np.pi * harmonic * hz * time_s + chance.uniform(0, 6.28)) / harmonic
    elif kind == 1:
        hz = chance.uniform(80, 300) * np.exp(chance.uniform(-1, 1) * time_s / 2)
        phase = 2 * np.pi * np.cumsum(hz) / MODEL_RATE_HZ
        sound = np.zeros(samples)
        for harmonic in range(1, 30):
            sound += chance.uniform(0, 1) / harmonic**0.7 * np.sin(harmonic * phase)
        sound *= 0.6 + 0.4 * np.sin(2 * np.pi * chance.uniform(1, 6) * time_s)
    elif kind == 2:
        spectrum = np.fft.rfft(chance.standard_normal(samples))
        hz = np.arange(len(spectrum)) * MODEL_RATE_HZ / samples
        spectrum *= (1 + hz / 100.0) ** -chance.uniform(0, 1.5)
        sound = np.fft.irfft(spectrum, samples)
    elif kind == 3:
        sound = np.zeros(samples)
        for place in chance.integers(0, samples, chance.integers(1, 12)):
            length = int(chance.integers(8, 800))
            burst = chance.standard_normal(length) * np.exp(-np.arange(length) / (length / 4))
            sound[place : place + length] += burst[: samples - place]
    elif kind == 5:
        sound = np.zeros(samples)
        for _ in range(chance.integers(1, 4)):
            # So many octaves a second: half of them stand still.
            octaves = chance.normal(0.0, 3.0) * (chance.random() < 0.5)
            hz = 50.0 * 2.0 ** (chance.uniform(0, 7) + octaves * (time_s - time_s.mean()))
            sound += np.sin(2 * np.pi * np.cumsum(hz.clip(30, 7_800)) / MODEL_RATE_HZ + chance.uniform(0, 6.28))
    else:
        sound = 1e-3 * chance.standard_normal(samples)
        return (sound * chance.uniform(0, 1)).astype(np.float32)
    return (sound * chance.uniform(0.05, 0.5) / max(1e-6, float(np.abs(sound).max()))).astype(np.float32)


class Corpus:
    """Clips, drawn at random places of the speech.

    Args:
        speech: from :func:`speak`.
        seed: of every choice.
    """

    def __init__(self, speech: Sound, seed: int) -> None:
        self._speech = speech
        self._chance = np.random.default_rng(seed)

    def state(self) -> Any:
        """What :meth:`restore` needs to draw on in the same way."""
        return self._chance.bit_generator.state

    def restore(self, state: Any) -> None:
        """Draw on where ``state`` was taken."""
        self._chance.bit_generator.state = state

    def draw(self, clips: int, samples: int, other_share: float = OTHER_SHARE, other_kinds: int = OTHER_KINDS) -> Sound:
        """``[clips, samples]``, each at a level of its own; ``other_share`` of them are no speech, on average."""
        rows = np.empty((clips, samples), np.float32)
        for row in rows:
            if self._chance.random() < other_share:
                row[:] = other_sound(samples, self._chance, other_kinds)
                continue
            start = int(self._chance.integers(0, len(self._speech) - samples))
            row[:] = self._speech[start : start + samples] * 10 ** (self._chance.uniform(-20, 4) / 20)
            if self._chance.random() < 0.5:
                row += 10 ** (self._chance.uniform(-80, -45) / 20) * self._chance.standard_normal(samples)
        return rows

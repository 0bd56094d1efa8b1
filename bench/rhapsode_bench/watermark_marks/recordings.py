"""Speech that training never heard, at the chain's 24 kHz: espeak-ng in voices and languages that were held out, Kokoro
with seeded weights, and the ``tone`` engine.

What is missing, because no such sound comes with the project: people, and voices of a trained network.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np
import soxr

from rhapsode_bench.kokoro_files import SEED, VOICE, model_files
from rhapsode_bench.seeded_kokoro import make_rows
from rhapsode_bench.watermark_marks import sentences
from rhapsode_bench.watermark_training.corpus import HELD_OUT_LANGUAGES, HELD_OUT_VARIANTS
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.espeak_link import EspeakLink
from rhapsode_server.engines.espeak_process import HostLost
from rhapsode_server.engines.tone import ToneEngine, voices
from rhapsode_server.sound import Samples
from rhapsode_server.text.reading import SpokenWord

RATES_WPM = (120, 280)
PITCH_PERCENT = (65, 145)
LEVELS_DB = (-26.0, -6.0)
"""Peak of a recording, in dB of full scale: from a soft voice to one that leaves codecs some headroom."""
SEEDED = "Kokoro, seeded"
TONE = "tone engine"
"""What the report calls the development engine's sines."""
ATTEMPTS = 1_000
"""Lines that may be lost to crashes of the library, one after the other, before a broken library is told from that."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One stretch of sound."""

    source: str
    """What made it, in a few words; rows of the report."""
    sound: Samples
    """``[T]`` at 24 kHz."""


@dataclass(frozen=True, slots=True)
class Voicing:
    """Which sentences espeak-ng reads in which voices."""

    source: str
    languages: Sequence[str]
    variants: Sequence[str]
    texts: Callable[[str], Sequence[str]] = sentences.evaluation_sentences


HELD_OUT = Voicing("espeak, new languages", HELD_OUT_LANGUAGES, HELD_OUT_VARIANTS)
NEW_VOICES = Voicing("espeak, new voices", ("en-us", "de", "fr", "es", "it"), HELD_OUT_VARIANTS)
"""Languages that training heard, in voices that it did not."""


def espeak(voicing: Voicing, count: int, seconds: float, seed: int) -> Iterator[Recording]:
    """Recordings of one voice each, at random rates, pitches and levels; for the same seed the same words in the same
    voices, but the library draws the breath of some voices anew each time.

    Raises:
        RuntimeError: espeak-ng speaks nothing at all.
    """
    chance = random.Random(seed)
    link = EspeakLink()
    link.start()
    with closing(link):
        for _ in range(count):
            language, variant = chance.choice(voicing.languages), chance.choice(voicing.variants)
            pitch, rate_wpm = chance.randint(*PITCH_PERCENT), chance.randint(*RATES_WPM)
            lines: list[Samples] = []
            for _ in range(ATTEMPTS):
                line = _line(link, f"{language}+{variant}", chance.choice(voicing.texts(language)), pitch, rate_wpm)
                if line is not None:
                    lines.append(line)
                if sum(map(len, lines)) >= seconds * NATIVE_RATE_HZ:
                    break
            else:
                raise RuntimeError(f"espeak-ng does not speak {language}+{variant}")
            yield Recording(voicing.source, _levelled(np.concatenate(lines), seconds, chance))


def _line(link: EspeakLink, voice: str, text: str, pitch: int, rate_wpm: int) -> Samples | None:
    ssml = f'<speak><prosody pitch="{pitch}%">{escape(text)}</prosody></speak>'
    try:
        spoken = link.speak(voice, ssml, rate_wpm=rate_wpm, end_pause=True, cancelled=lambda: False)
    except HostLost:
        return None
    if spoken is None or not spoken.pcm:
        return None
    samples = np.frombuffer(spoken.pcm, np.int16).astype(np.float32) / 32_768.0
    line: Samples = soxr.resample(samples, link.sample_rate_hz, NATIVE_RATE_HZ).astype(np.float32)
    return line


def _levelled(sound: Samples, seconds: float, chance: random.Random) -> Samples:
    cut = sound[: int(seconds * NATIVE_RATE_HZ)]
    peak = 10 ** (chance.uniform(*LEVELS_DB) / 20)
    return cut * np.float32(peak / max(1e-3, float(np.abs(cut).max())))


def kokoro(count: int, seconds: float, seed: int) -> Iterator[Recording]:
    """Recordings of a small Kokoro with seeded weights: no words, but its vocoder's own kind of sound."""
    # Imported here: it loads the whole package, which only this source needs.
    from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise
    from rhapsode_server.engines.kokoro.placement import Placement, build_forward
    from rhapsode_server.engines.kokoro.style import StyleShelf
    from rhapsode_server.engines.kokoro.weights import load_model

    chance = random.Random(seed)
    with ExitStack() as stack:
        files, _ = model_files(argparse.Namespace(model_dir=None, compact=True), stack)
        model, shelf = load_model(files), StyleShelf(files)
        forward = build_forward(model, Placement("cpu", 1, "float32"))
        stack.callback(forward.close)
        for number in range(count):
            lines: list[Samples] = []
            while sum(map(len, lines)) < seconds * NATIVE_RATE_HZ:
                symbols = chance.randint(20, 90)
                rows = make_rows([symbols], model.vocab, SEED + chance.randrange(1 << 30))
                [said] = forward.speak(rows, shelf.style(VOICE, symbols)[None], SeededNoise([seed + number]))
                if said is None:
                    raise RuntimeError("a row was cancelled that nobody has cancelled")
                lines += [said.samples, np.zeros(chance.randint(1_200, 9_600), np.float32)]
            yield Recording(SEEDED, _levelled(np.concatenate(lines), seconds, chance))


def tone(count: int, seconds: float, seed: int) -> Iterator[Recording]:
    """Recordings of the development engine: a sine of one pitch, with gaps between its sentences."""
    chance = random.Random(seed)
    engine = ToneEngine()
    for _ in range(count):
        voice = chance.choice(voices())
        pieces: list[Samples] = []
        while sum(map(len, pieces)) < seconds * NATIVE_RATE_HZ:
            places = [(3 * word, 3 * word + 2) for word in range(chance.randint(5, 30))]
            words = tuple(SpokenWord("la", *place, *place) for place in places)
            request = EngineRequest(" ".join("la" for _ in words), words, "en-us", voice)
            pieces += [audio.samples for audio in engine.synthesize([request], lambda row: False)]
            pieces.append(np.zeros(chance.randint(2_400, 12_000), np.float32))
        yield Recording(TONE, _levelled(np.concatenate(pieces), seconds, chance))

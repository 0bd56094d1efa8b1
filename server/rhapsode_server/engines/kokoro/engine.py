"""The engine ``kokoro``: phonemes, styles and the batched forward, put together behind the engine interface."""

from __future__ import annotations

import hashlib
import math
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, cycle, islice

import numpy as np

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.engine import EngineAudio, EngineRequest
from rhapsode_server.engines.engine_options import EngineOptions
from rhapsode_server.engines.kokoro.files import default_models_dir, find_files
from rhapsode_server.engines.kokoro.forward import Forward
from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise
from rhapsode_server.engines.kokoro.phonemes.phonemizer import Phonemizer
from rhapsode_server.engines.kokoro.placement import build_forward, find_placement
from rhapsode_server.engines.kokoro.style import StyleShelf
from rhapsode_server.engines.kokoro.utterance import FRAME_SAMPLES, PhonemeText, Utterance
from rhapsode_server.engines.kokoro.voices import DEFAULT_VOICE
from rhapsode_server.engines.kokoro.weights import load_model
from rhapsode_server.sound import SILENCE, Samples, WordMark
from rhapsode_server.text.reading import Phonemes

WARM_SYMBOLS = 24
"""Length of what is spoken to warm the kernels up: a first clause."""

MEASURED_SYMBOLS = 60
"""Length of what is spoken to learn how fast the machine is: a short sentence. Lower tells more of what each call costs
than of speech; higher, and the start is later."""

MEASUREMENTS = 3
"""Of which the fastest counts: others on the machine can only slow one down. Fewer, and a busy moment at the start
shortens every segment; more, and the start is later by a second or two on a slow machine."""

STEPS_AN_OCTAVE = 2
"""How finely a real-time factor is told. Finer, and two starts of one machine seldom agree; coarser, and segments are
shorter than they need to be, or late."""

BLOCK_SAMPLES = 4_800
"""Samples handed over at once (0.2 s). Lower: more work per second of sound; higher: a cancel is noticed later."""


class KokoroEngine:
    """Speaks with Kokoro-82M. Rows longer than the model's limit are spoken in parts, one after the other.

    The same text in the same voice sounds the same: the noise of a row is seeded by what is said, and by nothing else.

    Args:
        options: where the models are (their folder, or this model's own), and on what of the machine to compute.
        phonemizer: who reads; by default one with a pipe to espeak-ng of its own.

    Raises:
        ModelUnavailable: the machine has not what the options ask for.
    """

    sample_rate_hz = 24_000
    max_batch = 1
    interruptible = True

    def __init__(
        self,
        options: EngineOptions | None = None,
        phonemizer: Phonemizer | None = None,
    ) -> None:
        options = options or EngineOptions()
        self._files = find_files(options.models_dir or default_models_dir(os.environ))
        self._phonemizer = Phonemizer() if phonemizer is None else phonemizer
        self._styles = StyleShelf(self._files)
        self._placement = find_placement(options)
        self._warm_languages = options.warm_languages
        self.real_time_factor = 0.0
        self._vocab: Mapping[str, int] = {}
        self._forward: Forward | None = None

    def warm_up(self) -> None:
        """Load the model and what reads the languages that are to be warm, and speak a few sounds.

        Raises:
            ModelUnavailable: files or packages are missing, or not what they should be; the message says what to do.
        SynthesisFailed: nobody reads one of the languages.
        """
        self._files.require()
        model = load_model(self._files)
        self._vocab = model.vocab
        self._forward = build_forward(model, self._placement)
        self._phonemizer.warm_up(self._warm_languages)
        # Once for what is compiled, loaded and allocated at first, once for how fast it is from then on.
        self._time(WARM_SYMBOLS)
        self.real_time_factor = in_steps(min(self._time(MEASURED_SYMBOLS) for _ in range(MEASUREMENTS)))

    def synthesize(self, requests: Sequence[EngineRequest], cancelled: Callable[[int], bool]) -> Iterator[EngineAudio]:
        """Speak the rows of a batch together, part by part.

        Raises:
            SynthesisFailed: a row could not be read.
            ModelUnavailable: a voice's file is missing, or :meth:`warm_up` was not called.
        """
        for number, request in enumerate(requests):
            yield from self._speak_row(number, request, partial(cancelled, number))

    def phonemes(self, request: EngineRequest) -> Phonemes:
        """The model's own symbols for a row, and those that it lacks.

        Raises:
            SynthesisFailed: nobody reads the language, or nothing of the text could be read.
            ModelUnavailable: a package for English is missing, or espeak-ng does not start.
        """
        parts = self._phonemizer.read(request)
        return Phonemes(" ".join(part.symbols for part in parts), Counter("".join(part.left_out for part in parts)))

    def close(self) -> None:
        """Let go of model and espeak-ng. May be called twice."""
        self._phonemizer.close()
        if self._forward is not None:
            self._forward.close()
        self._forward = None

    def _time(self, symbols: int) -> float:
        """Speak some symbols, and give the real-time factor."""
        assert self._forward is not None
        ids = list(islice(cycle(number for number in self._vocab.values() if number), symbols))
        style = self._styles.style(DEFAULT_VOICE, symbols)
        began = time.perf_counter()
        [utterance] = self._forward.speak([ids], style[None], SeededNoise([0]))
        took_s = time.perf_counter() - began
        return took_s * self.sample_rate_hz / len(utterance.samples) if utterance is not None else 0.0

    def _speak_row(self, number: int, request: EngineRequest, cancelled: Callable[[], bool]) -> Iterator[EngineAudio]:
        parts = () if cancelled() else self._phonemizer.read(request)
        position = 0
        for part in parts:
            # All words of a part are known once it begins to sound.
            marks: tuple[WordMark, ...] | None = None
            for stretch in self._stretches(part, request.voice.engine_voice, cancelled):
                if marks is None:
                    marks = word_marks(part, stretch, position)
                samples: Samples = np.clip(stretch.samples, -1.0, 1.0)
                for begin in range(0, len(samples), BLOCK_SAMPLES):
                    if cancelled():
                        break
                    yield EngineAudio(number, samples[begin : begin + BLOCK_SAMPLES], marks)
                    marks = ()
                position += len(samples)
            if cancelled():
                break
        warnings = [part.warning for part in parts if part.warning is not None]
        yield EngineAudio(number, SILENCE, last=True, warning="; ".join(warnings) or None)

    def _stretches(self, part: PhonemeText, voice: str, cancelled: Callable[[], bool]) -> Iterator[Utterance]:
        """What sounds one after the other; it ends early where nobody wants it any more."""
        if self._forward is None:
            raise ModelUnavailable("the model has not been loaded")
        ids = [self._vocab[symbol] for symbol in part.symbols]
        style = self._styles.style(voice, len(ids), part.unknown)
        noise = SeededNoise([_seed(voice, part.symbols)])
        for [stretch] in self._forward.stretches([ids], style[None], noise, lambda row: cancelled()):
            if stretch is not None:
                yield stretch


def word_marks(part: PhonemeText, utterance: Utterance, position: int) -> tuple[WordMark, ...]:
    """Where the words of one part sound, by the durations that the model gave their symbols.

    Args:
        part: what was spoken; words without symbols of their own in it have no mark here.
        utterance: how it was spoken.
        position: samples of the row before this part.
    """
    # ends[n] is the last frame of the silent symbol and of n symbols behind it.
    ends = list(accumulate(utterance.frames))
    return tuple(
        WordMark(number, position + ends[first] * FRAME_SAMPLES, position + ends[last] * FRAME_SAMPLES)
        for number, (first, last) in enumerate(part.words)
        if first < last
    )


def in_steps(real_time_factor: float) -> float:
    """The nearest of few values, so that a machine's noise does not change how texts are cut."""
    if real_time_factor <= 0.0:
        return 0.0
    return float(2.0 ** (round(math.log2(real_time_factor) * STEPS_AN_OCTAVE) / STEPS_AN_OCTAVE))


def _seed(voice: str, symbols: str) -> int:
    """A number that is the same for the same sounds in the same voice, on every machine and at every start."""
    digest = hashlib.sha256(f"{voice}\n{symbols}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1

"""The peer of the server's neural voice: wait for a sentence, then call the plain ``kokoro`` package.

Phonemes come from this project's own reader: the package's needs a language model of spaCy that is fetched when it is
first used, and takes as long. All that follows is the package's: its modules as they were loaded, its forward, one
sentence a call.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import torch

from rhapsode_bench.kokoro_files import VOICE
from rhapsode_bench.kokoro_package import speak_alone
from rhapsode_bench.likeness import Sound
from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.kokoro.files import ModelFiles
from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise
from rhapsode_server.engines.kokoro.phonemes.phonemizer import Phonemizer
from rhapsode_server.engines.kokoro.style import StyleShelf
from rhapsode_server.engines.kokoro.voices import voices
from rhapsode_server.engines.kokoro.weights import load_model
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.segment import Cut, Run, Segment


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence."""

    samples: Sound
    seconds: float
    """From the call to the last sample, all of which come at once."""
    symbols: int


class PackageSpeaker:
    """Speaks sentences, one by one, with as many threads as torch has.

    Args:
        files: the model.
    """

    def __init__(self, files: ModelFiles) -> None:
        self._model = load_model(files)
        self._styles = StyleShelf(files)
        self._phonemizer = Phonemizer()
        self._normalizer = Normalizer()
        self._voice = next(voice for voice in voices() if voice.handle == VOICE)

    def speak(self, sentence: str) -> Spoken:
        """Speak a sentence.

        Raises:
            RuntimeError: there is nothing to speak in it.
        """
        began = time.perf_counter()
        reading = self._normalizer.read(Segment(0, (Run(sentence, 0),), 0, len(sentence), Cut.FLUSH), "en-us", True)
        request = EngineRequest(reading.text, reading.words, "en-us", self._voice)
        sounds = []
        symbols = 0
        for part in self._phonemizer.read(request):
            ids = [self._model.vocab[symbol] for symbol in part.symbols]
            style = self._styles.style(VOICE, len(ids), part.unknown)
            with torch.inference_mode():
                sounds.append(speak_alone(self._model, ids, style, SeededNoise([len(ids)]), 0).samples)
            symbols += len(ids)
        if not sounds:
            raise RuntimeError("there is nothing to speak in this sentence")
        samples = torch.cat(sounds).numpy()
        return Spoken(samples, time.perf_counter() - began, symbols)

    def close(self) -> None:
        """End the host of espeak-ng."""
        self._phonemizer.close()

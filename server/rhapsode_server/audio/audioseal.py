"""Marks speech with an AudioSeal generator (San Roman et al. 2024, "Proactive Detection of Voice Cloning with Localized
Watermarking", arXiv 2401.17264).

The networks work at 16 kHz on whole recordings. Here the speech stays at 24 kHz: a copy is brought to 16 kHz, the
network computes what is to be added, and only that is brought back and added, so that marked speech keeps its treble.

Streaming, at 16 kHz: the segment is cut into blocks at fixed places, each computed together with what surrounds it
(:mod:`.geometry`). The embedded generator is causal and forgets what is a third of a second old: its blocks are, sample
by sample, what one pass over the whole would give, and wait for nothing but themselves. The published generators look
ahead or remember without end, so their blocks are cross-faded; against one pass over the whole the error of the
addition is -50 dB or better with seeded weights of the official size (``tests/audio/test_audioseal.py``).

torch and audioseal are imported when a model is used, never before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio.geometry import MODEL_RATE_HZ, Geometry, geometry_of
from rhapsode_server.audio.resample import Resampler
from rhapsode_server.audio.watermark import MESSAGE_BITS, Pair, Watermarker
from rhapsode_server.audio.weights import Architecture
from rhapsode_server.sound import SILENCE, Samples

if TYPE_CHECKING:
    import torch


class AudioSealModel:
    """A loaded generator. One per process; any number of contexts share it, each with a message of its own.

    Knows nothing of streams: :meth:`addition` is one pass over one stretch.

    Args:
        generator: the network, in evaluation mode.
        architecture: its settings.
        pair: what it calls itself.
    """

    def __init__(self, generator: torch.nn.Module, architecture: Architecture, pair: Pair) -> None:
        self.pair: Pair = pair
        self.geometry = geometry_of(architecture)
        self._generator: Any = generator

    def addition(self, speech: Samples, message: int) -> Samples:
        """What must be added to ``speech`` ``[T]`` at 16 kHz to mark it with 16 bits, ``[T]``."""
        import torch
        from audioseal.libs.moshi.utils.compile import no_compile

        # Always handed over: the network draws a random message where none is given, and keeps it.
        bits = torch.tensor([[(message >> (MESSAGE_BITS - 1 - place)) & 1 for place in range(MESSAGE_BITS)]])
        threads = torch.get_num_threads()
        # Small layers, and LSTMs of a thousand tiny steps: several threads meet after each, and where anything else
        # runs on the machine they wait for each other, and a block takes seconds.
        torch.set_num_threads(1)
        try:
            # Compiling would cost a minute and a C++ compiler for each length of input.
            with torch.inference_mode(), no_compile():
                # Copied, because torch warns of arrays that it could write to but must not.
                wave = torch.from_numpy(speech.copy()).reshape(1, 1, -1)
                mark: Samples = self._generator.get_watermark(wave, message=bits).reshape(-1).numpy()
        finally:
            torch.set_num_threads(threads)
        return mark

    def watermarker(self, message: int) -> AudioSealWatermarker:
        """A fresh stage for one context, which writes ``message``, 0 to 65535."""
        return AudioSealWatermarker(self, message)


class BlockwiseAddition:
    """Computes the addition of one segment block by block, at 16 kHz. As many samples come out as were fed."""

    def __init__(self, model: AudioSealModel, message: int) -> None:
        self._model = model
        self._message = message
        self._geometry: Geometry = model.geometry
        self._blocks = 0
        self._speech: Samples = SILENCE
        """What is still needed: the left context, then what has no addition yet."""
        self._context = 0
        """How much of ``_speech`` is left context."""
        self._fading: Samples = SILENCE
        """The last block's own view of the next block's first samples."""
        fade = self._geometry.fade_samples
        self._fade_in = (np.arange(1, fade + 1) / (fade + 1)).astype(np.float32)

    def feed(self, speech: Samples) -> Samples:
        """Take speech ``[T]``; give the addition for what is ready."""
        self._speech = np.concatenate((self._speech, speech))
        ready: list[Samples] = [SILENCE]
        while len(self._speech) - self._context >= self._length() + self._geometry.right_context_samples:
            ready.append(self._block())
        return np.concatenate(ready)

    def finish(self) -> Samples:
        """The addition for the rest."""
        rest: list[Samples] = [SILENCE]
        while len(self._speech) > self._context:
            rest.append(self._block())
        return np.concatenate(rest)

    def _length(self) -> int:
        """How long the next block is."""
        return self._geometry.block_samples(self._blocks)

    def _block(self) -> Samples:
        geometry = self._geometry
        start, stop = self._context, min(self._context + self._length(), len(self._speech))
        mark = self._model.addition(self._speech[: stop + geometry.right_context_samples], self._message)
        block = mark[start:stop]
        overlap = min(len(self._fading), len(block))
        fade_in = self._fade_in[:overlap]
        block[:overlap] = block[:overlap] * fade_in + self._fading[:overlap] * (1 - fade_in)
        self._fading = mark[stop : stop + geometry.fade_samples]
        dropped = max(0, stop - geometry.left_context_samples)
        self._speech = self._speech[dropped:]
        self._context = stop - dropped
        self._blocks += 1
        return block


class AudioSealWatermarker(Watermarker):
    """Marks one context's speech at 24 kHz. Made by :meth:`AudioSealModel.watermarker`."""

    def __init__(self, model: AudioSealModel, message: int) -> None:
        self._model = model
        self._message = message
        self.reset()

    @property
    def pair(self) -> Pair:
        """Which pair it marks with."""
        return self._model.pair

    def reset(self) -> None:
        """Start a new segment; what was held of the last one is dropped."""
        self._down = Resampler(NATIVE_RATE_HZ, MODEL_RATE_HZ)
        self._up = Resampler(MODEL_RATE_HZ, NATIVE_RATE_HZ)
        self._blocks = BlockwiseAddition(self._model, self._message)
        self._waiting: Samples = SILENCE

    def _add(self, samples: Samples) -> Samples:
        self._waiting = np.concatenate((self._waiting, samples))
        return self._marked(self._up.feed(self._blocks.feed(self._down.feed(samples))))

    def _drain(self) -> Samples:
        addition = np.concatenate((self._blocks.feed(self._down.finish()), self._blocks.finish()))
        addition = np.concatenate((self._up.feed(addition), self._up.finish()))
        # Two changes of rate round the length twice: the last sample may have lost its addition, or one is left over.
        missing = max(0, len(self._waiting) - len(addition))
        marked = self._marked(np.pad(addition, (0, missing))[: len(self._waiting)])
        self.reset()
        return marked

    def _marked(self, addition: Samples) -> Samples:
        ready, self._waiting = self._waiting[: len(addition)], self._waiting[len(addition) :]
        return ready + addition[: len(ready)]

"""Marks speech with AudioSeal's published generator (San Roman et al. 2024, "Proactive Detection of Voice Cloning with
Localized Watermarking", arXiv 2401.17264).

The network works at 16 kHz on whole recordings. Here the speech stays at 24 kHz: a copy is brought to 16 kHz, the
network computes what is to be added, and only that is brought back and added, so that marked speech keeps its treble.

Streaming, at 16 kHz: the segment is cut into blocks of half a second at fixed places, each computed together with
what surrounds it, and neighbours are cross-faded. Behind a block the context covers the network's whole reach, so
nothing is lost there. Before it the network's two LSTMs remember, in principle, without end; half a second of context
is what they get. Against one pass over the whole the error of the addition is -50 dB or better with seeded weights of
the official size (``tests/audio/test_audioseal.py``); trained LSTMs may remember longer. The first sample leaves once
0.8 s of speech, or the end of the segment, has come.

torch and audioseal are imported when a model is loaded, never before.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio.resample import Resampler
from rhapsode_server.audio.watermark import Watermarker, WatermarkUnavailable
from rhapsode_server.audio.weights import WEIGHTS_FILE, describe_weights, fetch_weights, load_generator
from rhapsode_server.sound import SILENCE, Samples

if TYPE_CHECKING:
    import torch

MODEL_RATE_HZ = 16_000
MESSAGE_BITS = 16

HOP_SAMPLES = 320
"""The network's stride. Contexts and blocks are multiples of it: off this grid a block would be computed on another
framing than the whole, and neighbours would not match."""

BLOCK_SAMPLES = 25 * HOP_SAMPLES
"""0.5 s. Shorter costs more compute (each block drags its context along), longer delays the first sound."""

LEFT_CONTEXT_SAMPLES = 25 * HOP_SAMPLES
"""0.5 s. Shorter, and the LSTMs start too cold: neighbouring blocks disagree; longer costs compute."""

RIGHT_CONTEXT_SAMPLES = 9 * HOP_SAMPLES
"""0.18 s, more than the 0.165 s that the network's convolutions reach ahead. Shorter, and a block's end is computed
without what follows; longer delays the first sound."""

FADE_SAMPLES = 2 * HOP_SAMPLES
"""40 ms over which one block's addition turns into the next one's. Shorter, and a disagreement becomes a step."""


class AudioSealModel:
    """A loaded generator with the message that it writes. One per process; any number of contexts share it.

    Knows nothing of streams: :meth:`addition` is one pass over one stretch.

    Args:
        generator: the network, in evaluation mode.
        message: the 16 bits to write, 0 to 65535, most significant first.
        description: which weights these are, in one sentence.
    """

    def __init__(self, generator: torch.nn.Module, message: int, description: str) -> None:
        import torch

        self.description = description
        self._generator: Any = generator
        bits = [(message >> (MESSAGE_BITS - 1 - place)) & 1 for place in range(MESSAGE_BITS)]
        # Always handed over: the network draws a random message where none is given.
        self._message = torch.tensor([bits], dtype=torch.int64)

    def addition(self, speech: Samples) -> Samples:
        """What must be added to ``speech`` ``[T]`` at 16 kHz to mark it, ``[T]``."""
        import torch
        from audioseal.libs.moshi.utils.compile import no_compile

        threads = torch.get_num_threads()
        # An LSTM is a thousand tiny steps, and several threads meet after each: where anything else runs on the
        # machine they wait for each other, and a block takes seconds.
        torch.set_num_threads(1)
        try:
            # Compiling would cost a minute and a C++ compiler for each length of input.
            with torch.inference_mode(), no_compile():
                # Copied, because torch warns of arrays that it could write to but must not.
                wave = torch.from_numpy(speech.copy()).reshape(1, 1, -1)
                mark: Samples = self._generator.get_watermark(wave, message=self._message).reshape(-1).numpy()
        finally:
            torch.set_num_threads(threads)
        return mark

    def watermarker(self) -> AudioSealWatermarker:
        """A fresh stage for one context."""
        return AudioSealWatermarker(self)


class BlockwiseAddition:
    """Computes the addition of one segment block by block, at 16 kHz. As many samples come out as were fed."""

    def __init__(self, model: AudioSealModel) -> None:
        self._model = model
        self._speech: Samples = SILENCE
        """What is still needed: the left context, then what has no addition yet."""
        self._context = 0
        """How much of ``_speech`` is left context."""
        self._fading: Samples = SILENCE
        """The last block's own view of the next block's first samples."""
        self._fade_in = (np.arange(1, FADE_SAMPLES + 1) / (FADE_SAMPLES + 1)).astype(np.float32)

    def feed(self, speech: Samples) -> Samples:
        """Take speech ``[T]``; give the addition for what is ready."""
        self._speech = np.concatenate((self._speech, speech))
        ready: list[Samples] = [SILENCE]
        while len(self._speech) - self._context >= BLOCK_SAMPLES + RIGHT_CONTEXT_SAMPLES:
            ready.append(self._block())
        return np.concatenate(ready)

    def finish(self) -> Samples:
        """The addition for the rest."""
        rest: list[Samples] = [SILENCE]
        while len(self._speech) > self._context:
            rest.append(self._block())
        return np.concatenate(rest)

    def _block(self) -> Samples:
        start, stop = self._context, min(self._context + BLOCK_SAMPLES, len(self._speech))
        mark = self._model.addition(self._speech[: stop + RIGHT_CONTEXT_SAMPLES])
        block = mark[start:stop]
        overlap = min(len(self._fading), len(block))
        fade_in = self._fade_in[:overlap]
        block[:overlap] = block[:overlap] * fade_in + self._fading[:overlap] * (1 - fade_in)
        self._fading = mark[stop : stop + FADE_SAMPLES]
        dropped = max(0, stop - LEFT_CONTEXT_SAMPLES)
        self._speech = self._speech[dropped:]
        self._context = stop - dropped
        return block


class AudioSealWatermarker(Watermarker):
    """Marks one context's speech at 24 kHz. Made by :meth:`AudioSealModel.watermarker`."""

    pair = "official"

    def __init__(self, model: AudioSealModel) -> None:
        self._model = model
        self.reset()

    def reset(self) -> None:
        """Start a new segment; what was held of the last one is dropped."""
        self._down = Resampler(NATIVE_RATE_HZ, MODEL_RATE_HZ)
        self._up = Resampler(MODEL_RATE_HZ, NATIVE_RATE_HZ)
        self._blocks = BlockwiseAddition(self._model)
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


def load_audioseal(*, model_dir: Path | None, allow_hub: bool, message: int, hub_timeout_s: float) -> AudioSealModel:
    """Load the official weights, from a folder first, then through the hub.

    Raises:
        WatermarkUnavailable: they are missing, broken, or of another network.
        ImportError: torch, audioseal or huggingface_hub is not installed.
    """
    sources: list[Callable[[], Path]] = []
    if model_dir is not None:
        sources.append(lambda: model_dir / WEIGHTS_FILE)
    if allow_hub:
        sources.append(lambda: fetch_weights(hub_timeout_s))
    reasons = []
    for source in sources:
        try:
            path = source()
            return AudioSealModel(load_generator(path), message, describe_weights(path))
        except WatermarkUnavailable as error:
            reasons.append(str(error))
    raise WatermarkUnavailable("; ".join(reasons))

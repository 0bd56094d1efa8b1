"""AudioSeal's detector, run over recordings of any length: what it says of each 20 ms.

The package's detector gives its answer sample by sample, and repeats what it computed once for each 320 samples. Here
the mean over those 320 is computed instead: the layers that come last are linear, so the mean of their outputs is the
output for the mean weight, and half of the work is saved.

torch is imported when a detector is used, never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rhapsode_server.audio.geometry import FRAMES_PER_S, HOP_SAMPLES
from rhapsode_server.audio.watermark import MESSAGE_BITS
from rhapsode_server.sound import SILENCE, Samples

if TYPE_CHECKING:
    import torch

WINDOW_FRAMES = 10 * FRAMES_PER_S
"""Frames that are computed at once. More cost memory (4 MB a second for the published network), fewer more context."""

CONTEXT_FRAMES = 50
"""Frames on either side that are computed along and dropped: more than the convolutions reach, and the second of sound
that the published detectors' LSTMs are given to warm up on."""


@dataclass(frozen=True, slots=True)
class FrameScores:
    """What a detector says of each frame of a recording."""

    mark: NDArray[np.float32]
    """``[F]``: log-odds that the frame is marked."""
    bits: NDArray[np.float32]
    """``[F, 16]``: log-odds that each bit of the message is one, most significant first; of use where the frame is
    marked."""

    def __len__(self) -> int:
        return len(self.mark)

    @staticmethod
    def joined(parts: Iterable[FrameScores]) -> FrameScores:
        """One recording's scores from those of its stretches, in order."""
        kept = list(parts)
        if not kept:
            return FrameScores(np.zeros(0, np.float32), np.zeros((0, MESSAGE_BITS), np.float32))
        return FrameScores(np.concatenate([part.mark for part in kept]), np.concatenate([part.bits for part in kept]))


def frame_logits(detector: Any, sound: torch.Tensor) -> torch.Tensor:
    """What AudioSeal's detector says of each frame, on average over its 320 samples and before any softmax.

    Args:
        detector: the package's ``AudioSealDetector``.
        sound: ``[B, 1, T]`` at 16 kHz; ``T`` a multiple of 320.

    Returns:
        ``[B, 2 + bits, T / 320]``: not marked, marked, then the bits.
    """
    import torch

    encoder, head = detector.detector
    spread = encoder.reverse_convolution
    hidden = encoder.model(sound)
    outputs = torch.einsum("io,bit->bot", spread.weight.mean(dim=-1), hidden) + spread.bias.reshape(1, -1, 1)
    logits: torch.Tensor = head(outputs)
    return logits


class Detector:
    """A loaded detector network. Holds nothing of what it heard; one thread at a time.

    Args:
        network: the package's ``AudioSealDetector``, in evaluation mode.
    """

    def __init__(self, network: torch.nn.Module) -> None:
        self._network = network

    def scores(self, stretches: Iterable[Samples]) -> Iterator[FrameScores]:
        """Take a recording ``[T]`` at 16 kHz in stretches of any length; give the scores, window by window.

        What is left behind the last whole frame is not judged. The scores are the same for any split.
        """
        sound: Samples = SILENCE
        context = 0
        window, margin = WINDOW_FRAMES * HOP_SAMPLES, CONTEXT_FRAMES * HOP_SAMPLES
        for stretch in stretches:
            sound = np.concatenate((sound, stretch))
            while len(sound) >= context + window + margin:
                yield self._window(sound[: context + window + margin], context, window)
                dropped = context + window - margin
                sound, context = sound[dropped:], margin
        while len(sound) - context >= HOP_SAMPLES:
            length = min(window, (len(sound) - context) // HOP_SAMPLES * HOP_SAMPLES)
            whole = sound[: context + length + margin]
            yield self._window(whole[: len(whole) // HOP_SAMPLES * HOP_SAMPLES], context, length)
            dropped = max(0, context + length - margin)
            sound, context = sound[dropped:], context + length - dropped

    def _window(self, sound: Samples, start: int, length: int) -> FrameScores:
        """The scores of ``length`` samples from ``start`` on."""
        import torch
        from audioseal.libs.moshi.utils.compile import no_compile

        # Compiling would cost a minute and a C++ compiler for each length of input.
        with torch.inference_mode(), no_compile():
            # Copied, because torch warns of arrays that it could write to but must not.
            wave = torch.from_numpy(sound.copy()).reshape(1, 1, -1)
            logits = frame_logits(self._network, wave)[0, :, start // HOP_SAMPLES : (start + length) // HOP_SAMPLES]
        return FrameScores((logits[1] - logits[0]).numpy(), logits[2:].T.contiguous().numpy())

"""The excitation that the generator shapes: sines at the pitch and its overtones, noise where there is no voice.

The harmonic-plus-noise source of Wang, Takaki and Yamagishi (https://arxiv.org/abs/1904.12088). Phase is the running
sum of pitch, so an error in pitch grows along the row: this part stays in float32 and sums in float64 whatever
the precision of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.engines.kokoro.lengths import Padded


class NoiseSource(Protocol):
    """Where the noise of each row comes from."""

    def draw(self, row: int, samples: int, harmonics: int) -> Tensor:
        """Normal noise for row ``row`` of the batch as it was asked for: ``[samples, harmonics]`` float32."""


class SeededNoise:
    """Noise that depends on a row's own seed and length alone, never on what is spoken beside it."""

    def __init__(self, seeds: Sequence[int]) -> None:
        """Take one seed a row, 0 to 2**63 - 1."""
        self._seeds = tuple(seeds)

    def draw(self, row: int, samples: int, harmonics: int) -> Tensor:
        """Normal noise for row ``row``: ``[samples, harmonics]`` float32, the same at each call."""
        generator = torch.Generator().manual_seed(self._seeds[row])
        return torch.randn(samples, harmonics, generator=generator)


def excite(source: Any, pitch: Padded, noise: Tensor) -> Tensor:
    """Make the excitation.

    Args:
        source: the package's ``SourceModuleHnNSF``.
        pitch: ``[B, 1, 2F]`` float32, in Hz; zero on padding.
        noise: ``[B, T, harmonics]`` float32, normal.

    Returns:
        ``[B, T]`` float32, in [-1, 1]; anything may stand on padding.
    """
    sines = source.l_sin_gen
    voiced = (pitch.values[:, 0] > sines.voiced_threshold).to(torch.float32)
    voiced = voiced.repeat_interleave(int(sines.upsample_scale), 1)[:, :, None]
    loudness = voiced * sines.noise_std + (1 - voiced) * sines.sine_amp / 3
    waves = torch.sin(_phases(sines, pitch)) * sines.sine_amp * voiced + loudness * noise
    return source.l_tanh(source.l_linear(waves))[:, :, 0]  # type: ignore[no-any-return]


def _phases(sines: Any, pitch: Padded) -> Tensor:
    """``[B, T, harmonics]``, in radians.

    The package raises the pitch to samples, thins it to steps again, sums, and spreads the sum over samples: the first
    two cancel. Multiplications keep its order, because at thousands of radians each rounding shows.
    """
    scale = int(sines.upsample_scale)
    overtones = torch.arange(1, sines.dim + 1, dtype=torch.float32, device=pitch.values.device)
    turns = (pitch.values.transpose(1, 2) * overtones / sines.sampling_rate) % 1
    # Interpolation leans on the step behind a row's end. The pitch is 0 there, so that the sum holds its last value, as
    # interpolation does where a signal ends.
    phase = torch.cumsum(turns, 1) * 2 * torch.pi
    phase = phase.transpose(1, 2) * scale
    return functional.interpolate(phase, scale_factor=float(scale), mode="linear").transpose(1, 2)

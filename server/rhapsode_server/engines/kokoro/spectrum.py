"""Samples to a short spectrum and back, each row with ends of its own.

Both transforms treat the ends of a signal apart: the forward one sees it mirrored there, the inverse one divides by
what the windows sum to. In a padded batch the ends of the tensor are not those of the rows.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.engines.kokoro.lengths import Lengths, silence

SMALLEST_ENVELOPE = 1e-11
"""What windows sum to at least where there is sound (``torch.istft`` asks the same); padding, where they sum to 0, is
divided by this instead."""


def analyze(transform: Any, samples: Tensor, lengths: Lengths) -> Tensor:
    """Magnitudes above phases of each window.

    Args:
        transform: the package's ``TorchSTFT``.
        samples: ``[B, T]`` float32; anything may stand on padding.
        lengths: of the rows, in samples.

    Returns:
        ``[B, 2 * bins, T / hop + 1]`` float32; anything may stand on padding.
    """
    half = transform.filter_length // 2
    spectrum = torch.stft(
        mirror(samples, lengths, half),
        transform.filter_length,
        transform.hop_length,
        transform.win_length,
        window=transform.window.to(samples.device),
        center=False,
        return_complex=True,
    )
    return torch.cat([spectrum.abs(), spectrum.angle()], 1)


def mirror(samples: Tensor, lengths: Lengths, margin: int) -> Tensor:
    """``[B, margin + T + margin]``: each row mirrored at its own first and its own last sample."""
    if not lengths.ragged:
        return functional.pad(samples[:, None], (margin, margin), mode="reflect")[:, 0]
    padded = functional.pad(samples, (margin, margin))
    offsets = torch.arange(margin, device=samples.device)[None]
    ends = lengths.tensor[:, None] + margin
    padded[:, :margin] = samples[:, 1 : margin + 1].flip(1)
    return padded.scatter(1, ends + offsets, padded.gather(1, ends - 2 - offsets))


def resynthesize(transform: Any, magnitude: Tensor, phase: Tensor, lengths: Lengths) -> Tensor:
    """Add the windows up again.

    Args:
        transform: the package's ``TorchSTFT``.
        magnitude: ``[B, bins, N]`` float32; anything may stand on padding.
        phase: ``[B, bins, N]`` float32, in radians.
        lengths: of the rows, in windows.

    Returns:
        ``[B, (N - 1) * hop]`` float32.
    """
    size, hop = transform.filter_length, transform.hop_length
    window = transform.window.to(magnitude.device)
    spectrum = torch.polar(silence(magnitude, lengths), phase)
    pieces = torch.fft.irfft(spectrum, n=size, dim=1) * window[None, :, None]
    envelope = silence(window.square()[None, :, None].expand(len(pieces), -1, lengths.padded), lengths)
    half = size // 2
    total = _overlap_add(pieces, hop)[:, half:-half]
    return total / _overlap_add(envelope, hop)[:, half:-half].clamp(min=SMALLEST_ENVELOPE)


def _overlap_add(pieces: Tensor, hop: int) -> Tensor:
    """``[B, size, N]`` to ``[B, (N - 1) * hop + size]``."""
    size, count = pieces.shape[1:]
    total = (count - 1) * hop + size
    return functional.fold(pieces, (1, total), (1, size), stride=(1, hop))[:, 0, 0]

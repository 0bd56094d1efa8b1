"""What stands before each convolution of the generator: adaptive normalisation, then the snake, in one walk.

Done operation by operation over whole tensors this is a fifth of the generator's time, most of it spent on moving
numbers to memory and back. Here each row is walked in groups of channels that stay in the processor's cache, and over
its own steps alone, so that padding is never looked at.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from rhapsode_server.engines.kokoro.lengths import Lengths
from rhapsode_server.engines.kokoro.normalization import normalize

GROUP_NUMBERS = 131_072
"""Numbers of one group, half a megabyte: with its companions more would leave a cache of 1 MB a core, and less would
spend more on starting operations than on running them."""


def activate(module: Any, alpha: Tensor, x: Tensor, style: Tensor, lengths: Lengths, dtype: torch.dtype) -> Tensor:
    """Normalise, restyle and bend (``y + sin²(alpha y) / alpha``, https://arxiv.org/abs/2006.08195); zero on padding.

    Args:
        module: the package's ``AdaIN1d``.
        alpha: ``[1, C, 1]`` float32, of the snake.
        x: ``[B, C, T]``; anything may stand on padding.
        style: ``[B, S]`` float32.
        lengths: of the rows.
        dtype: of the result: what the convolution behind it takes.

    Returns:
        ``[B, C, T]``.
    """
    if x.device.type != "cpu":
        y = normalize(module, x.float(), style, lengths)
        return (y + (1 / alpha) * torch.sin(alpha * y).square()).to(dtype)
    gamma, beta = module.fc(style)[:, :, None].chunk(2, 1)
    scale = (1 + gamma) * module.norm.weight[None, :, None]
    shift = (1 + gamma) * module.norm.bias[None, :, None] + beta
    inverse = 1 / alpha
    result = torch.zeros(x.shape, dtype=dtype) if lengths.ragged else torch.empty(x.shape, dtype=dtype)
    for row in range(len(x)):
        steps = own_steps(row, lengths)
        group = max(1, GROUP_NUMBERS // steps)
        for first in range(0, x.shape[1], group):
            some = slice(first, first + group)
            y = _standardize(x[row, some, :steps].float(), module.norm.eps)
            y = torch.addcmul(shift[row, some], y, scale[row, some])
            wave = (y * alpha[0, some]).sin_()
            result[row, some, :steps] = y.addcmul_(wave, wave * inverse[0, some])
    return result


def own_steps(row: int, lengths: Lengths) -> int:
    """Where the walk over a row ends."""
    return lengths.counts[row]


def _standardize(x: Tensor, epsilon: float) -> Tensor:
    """Each line of ``x`` (``[C, T]`` float32) to mean 0 and variance 1; float32 is enough where no phase is summed."""
    centred = x - x.mean(-1, keepdim=True)
    size = torch.linalg.vector_norm(centred, dim=-1, keepdim=True)
    return centred.mul_(torch.rsqrt(size.square() / x.shape[-1] + epsilon))

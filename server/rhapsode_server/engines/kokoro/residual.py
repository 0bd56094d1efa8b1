"""The two residual blocks of the model: convolutions between adaptive normalisations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.engines.kokoro.lengths import Lengths, Padded, silence
from rhapsode_server.engines.kokoro.normalization import normalize
from rhapsode_server.engines.kokoro.precision import convolve

Poll = Callable[[], None]
"""Called between pieces of work that must not be joined into one longer than a listener would wait; it raises where the
work is no longer wanted."""


def run_block(block: Any, x: Padded, style: Tensor, poll: Poll) -> Padded:
    """Run one block of the prosody predictor or of the decoder (the package's ``AdainResBlk1d``).

    A block that upsamples doubles the steps.

    Args:
        block: the module.
        x: ``[B, C, T]``; anything may stand on padding.
        style: ``[B, S]`` float32.
        poll: called before each convolution.

    Returns:
        ``[B, C', T]`` or ``[B, C', 2T]``; anything may stand on padding.
    """
    y = block.actv(normalize(block.norm1, x.values.float(), style, x.lengths))
    shortcut, lengths = x.values, x.lengths
    if block.upsample_type != "none":
        lengths = lengths.scaled(2)
        # The upsampling layer has a bias, which it writes on padding too.
        y = silence(convolve(block.pool, y), lengths)
        shortcut = functional.interpolate(shortcut, scale_factor=2, mode="nearest")
    poll()
    y = convolve(block.conv1, y)
    y = block.actv(normalize(block.norm2, y.float(), style, lengths))
    poll()
    y = convolve(block.conv2, y)
    if block.learned_sc:
        shortcut = convolve(block.conv1x1, shortcut)
    return Padded((y.float() + shortcut.float()) * torch.rsqrt(torch.tensor(2.0)), lengths)


def run_vocoder_block(block: Any, x: Tensor, style: Tensor, lengths: Lengths, poll: Poll) -> Tensor:
    """Run one block of the generator (the package's ``AdaINResBlock1``): three pairs of convolutions.

    Args:
        block: the module.
        x: ``[B, C, T]``; anything may stand on padding.
        style: ``[B, S]`` float32.
        lengths: of the rows.
        poll: called before each convolution.

    Returns:
        ``[B, C, T]``; anything may stand on padding.
    """
    pairs = zip(block.convs1, block.convs2, block.adain1, block.adain2, block.alpha1, block.alpha2, strict=True)
    for first, second, first_norm, second_norm, first_alpha, second_alpha in pairs:
        poll()
        y = convolve(first, _bend(normalize(first_norm, x, style, lengths), first_alpha))
        poll()
        y = convolve(second, _bend(normalize(second_norm, y.float(), style, lengths), second_alpha))
        # Of one type before they are added: torch has no fast sum of two types.
        x = x + y.float()
    return x


def _bend(y: Tensor, alpha: Tensor) -> Tensor:
    """``y + sin(alpha y) ** 2 / alpha`` (https://arxiv.org/abs/2006.08195); zero stays zero, on padding too."""
    return y + (1 / alpha) * torch.sin(alpha * y).square()

"""What a voice's style asks of every normalisation of the vocoder: told for a whole batch in one product.

The vocoder has some eighty adaptive normalisations (Huang and Belongie 2017, https://arxiv.org/abs/1703.06868), each
with a projection of the style of its own. One by one they cost more to start than to compute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.engines.kokoro.tiled.kernels import Numbers, kernels
from rhapsode_server.engines.kokoro.tiled.signal import Signal


@dataclass(frozen=True, slots=True)
class Restyling:
    """One normalisation for one row: ``[C]`` float32 each."""

    gamma: Numbers
    """What a channel of mean 0 and variance 1 is multiplied by."""
    beta: Numbers
    """What is then added."""
    epsilon: float

    def scale_and_shift(self, signal: Signal) -> tuple[Numbers, Numbers]:
        """What ``signal`` is multiplied by, and what is added, to normalise and restyle it."""
        scale, shift = np.empty_like(self.gamma), np.empty_like(self.gamma)
        kernels().fold(signal.means, signal.squares, signal.counts, self.epsilon, self.gamma, self.beta, scale, shift)
        return scale, shift


class StyleProjection:
    """The projections of many normalisations as one. Each is known by the place at which it was given.

    Args:
        norms: the package's ``AdaIN1d`` modules, in evaluation mode.
    """

    def __init__(self, norms: Sequence[Any]) -> None:
        self._weight = torch.cat([norm.fc.weight for norm in norms])
        self._bias = torch.cat([norm.fc.bias for norm in norms])
        self._affine = [(norm.norm.weight.numpy(), norm.norm.bias.numpy(), float(norm.norm.eps)) for norm in norms]

    def restylings(self, style: Tensor) -> list[Restyling]:
        """Every normalisation's restyling for one row.

        Args:
            style: ``[S]`` float32.
        """
        told = functional.linear(style, self._weight, self._bias).numpy()
        restylings = []
        first = 0
        for weight, bias, epsilon in self._affine:
            channels = len(weight)
            factor = 1.0 + told[first : first + channels]
            beta = told[first + channels : first + 2 * channels]
            restylings.append(Restyling(factor * weight, factor * bias + beta, epsilon))
            first += 2 * channels
        return restylings

"""The two residual blocks of the model, walked in tiles."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from torch import Tensor

from rhapsode_server.engines.kokoro.tiled.convolution import Convolution
from rhapsode_server.engines.kokoro.tiled.signal import Signal, new_signal
from rhapsode_server.engines.kokoro.tiled.style import Restyling
from rhapsode_server.engines.kokoro.tiled.walk import Leaky, Snake, TileWork, Walk, convolving, unscaled
from rhapsode_server.engines.kokoro.weight_norm import folded_weight


class Lay(Protocol):
    """Makes layers."""

    def __call__(
        self,
        weight: Tensor,
        bias: Tensor | None,
        *,
        dilation: int = 1,
        reach: int | None = None,
        widths: Sequence[int] = (),
    ) -> Convolution:
        """See :class:`.convolution.TileConvolution`."""


Number = Callable[[Any], int]
"""Tells under which number a normalisation's restylings are found; asked once for each."""

Restylings = Sequence[Sequence[Restyling]]
"""Of each row, by the normalisations' numbers."""


class SnakeBlock:
    """A block of the generator (the package's ``AdaINResBlock1``): three pairs of convolutions, each added to what went
    in.

    Args:
        block: the module.
        lay: makes its layers.
        number: numbers its normalisations.
    """

    def __init__(self, block: Any, lay: Lay, number: Number) -> None:
        self._pairs = [
            (_SnakeLayer(first, norm1, alpha1, lay, number), _SnakeLayer(second, norm2, alpha2, lay, number))
            for first, second, norm1, norm2, alpha1, alpha2 in zip(
                block.convs1, block.convs2, block.adain1, block.adain2, block.alpha1, block.alpha2, strict=True
            )
        ]

    def run(self, walk: Walk, signals: Sequence[Signal], between: Sequence[Signal], restylings: Restylings) -> None:
        """Replace every row's signal, which was measured, by what the block makes of it, measured.

        Args:
            walk: over the batch.
            signals: one a row.
            between: room of the same sizes, for what is between two convolutions.
            restylings: of each row.
        """
        last = self.run_to_last(walk, signals, between, restylings)
        walk.each([signal.tiles for signal in signals], last)

    def run_to_last(
        self, walk: Walk, signals: Sequence[Signal], between: Sequence[Signal], restylings: Restylings
    ) -> TileWork:
        """As :meth:`run`, but for the last layer: gives what does that for a tile, in any order and at any time for as
        long as ``between`` stays as it is."""
        *others, (first, last) = self._pairs
        for before, behind in others:
            before.run(walk, signals, between, restylings, added=False)
            behind.run(walk, between, signals, restylings, added=True)
        first.run(walk, signals, between, restylings, added=False)
        return last.work(between, signals, restylings, added=True)


class _SnakeLayer:
    """Normalisation, snake, convolution."""

    def __init__(self, convolution: Any, norm: Any, alpha: Tensor, lay: Lay, number: Number) -> None:
        self._convolution = _laid(convolution, lay)
        self._number = number(norm)
        bend = alpha.numpy().reshape(-1).astype(np.float64)
        self._turns, self._inverse = (bend / math.pi).astype(np.float32), (1 / bend).astype(np.float32)

    def run(
        self, walk: Walk, sources: Sequence[Signal], sinks: Sequence[Signal], restylings: Restylings, *, added: bool
    ) -> None:
        walk.each([signal.tiles for signal in sinks], self.work(sources, sinks, restylings, added=added))

    def work(
        self, sources: Sequence[Signal], sinks: Sequence[Signal], restylings: Restylings, *, added: bool
    ) -> TileWork:
        bends = [
            Snake(*restyling[self._number].scale_and_shift(source), self._turns, self._inverse)
            for source, restyling in zip(sources, restylings, strict=True)
        ]
        return convolving(self._convolution, bends, sources, sinks, added=added)


class LeakyBlock:
    """A block at the rate of frames (the package's ``AdainResBlk1d``): two convolutions beside a shortcut.

    Args:
        block: the module; its shortcut is a convolution of its own.
        lay: makes its layers.
        number: numbers its normalisations.
    """

    def __init__(self, block: Any, lay: Lay, number: Number) -> None:
        self.doubles = block.upsample_type != "none"
        """Whether twice as many steps come out as go in."""
        self._numbers = number(block.norm1), number(block.norm2)
        self._slope = float(block.actv.negative_slope)
        self._first, self._second, self._shortcut = (
            _laid(layer, lay) for layer in (block.conv1, block.conv2, block.conv1x1)
        )
        self._pool = _Doubling(block.pool) if self.doubles else None
        self._channels: int = block.conv2.out_channels

    def run(self, walk: Walk, signals: Sequence[Signal], restylings: Restylings) -> list[Signal]:
        """What the block makes of every row's signal.

        Args:
            walk: over the batch.
            signals: one a row, measured.
            restylings: of each row.

        Returns:
            One a row, measured.
        """
        bends = self._bends(self._numbers[0], signals, restylings)
        inside, beside = list(signals), list(signals)
        if self._pool is not None:
            inside = [self._pool.run(signal, bend) for signal, bend in zip(signals, bends, strict=True)]
            bends = [unscaled(signal.channels) for signal in inside]
            beside = [_twice(signal) for signal in signals]
        between, result = ([new_signal(signal.steps, self._channels) for signal in inside] for _ in range(2))
        walk.convolve(self._first, bends, inside, between)
        plain = [unscaled(signal.channels) for signal in beside]
        walk.convolve(self._shortcut, plain, beside, result)
        bends = self._bends(self._numbers[1], between, restylings)
        walk.convolve(self._second, bends, between, result, added=True, factor=math.sqrt(0.5))
        return result

    def _bends(self, number: int, signals: Sequence[Signal], restylings: Restylings) -> list[Leaky]:
        return [
            Leaky(*restyling[number].scale_and_shift(signal), self._slope)
            for signal, restyling in zip(signals, restylings, strict=True)
        ]


class _Doubling:
    """The layer that makes two steps of one, each channel alone: a transposed convolution of three taps and stride
    2."""

    def __init__(self, pool: Any) -> None:
        self._before, self._here, self._behind = (
            folded_weight(pool)[:, 0, tap].contiguous().numpy() for tap in (2, 1, 0)
        )
        self._bias = pool.bias.clone().numpy()

    def run(self, signal: Signal, bend: Leaky) -> Signal:
        """Bend and double a row's signal; it is not measured."""
        steps, channels = signal.values.shape
        bent = np.empty((steps + 1, channels), np.float32)
        # With a step of silence behind its end.
        bend.gather(signal.values, 0, bent, halved=False)
        doubled = new_signal(2 * steps, channels)
        doubled.values[0::2] = bent[:-1] * self._here + self._bias
        doubled.values[1::2] = bent[:-1] * self._before + bent[1:] * self._behind + self._bias
        return doubled


def _twice(signal: Signal) -> Signal:
    """Every step two times; it is not measured."""
    doubled = new_signal(2 * signal.steps, signal.channels)
    doubled.values[:] = np.repeat(signal.values, 2, axis=0)
    return doubled


def _laid(layer: Any, lay: Lay) -> Convolution:
    """The package's ``Conv1d`` as a layer on tiles."""
    return lay(folded_weight(layer), layer.bias, dilation=layer.dilation[0])

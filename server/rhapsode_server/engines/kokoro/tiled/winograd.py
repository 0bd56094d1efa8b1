"""A convolution on tiles that multiplies half as often as its taps ask for: Winograd's minimal filtering.

Four steps of a filter of four taps need sixteen multiplications, or seven of sums of what goes in by sums of the taps:
F(4, 4) in Lavin and Gray 2015 (https://arxiv.org/abs/1509.09308), after Winograd 1980. A filter of more taps is taken
as several of four, one behind the other, whose products are added before they are put together; seen by a layer of many
channels, each of the seven is a product of matrices.

It is for float32. The sums lose a few bits: what comes out is off by about a millionth of itself, where torch's own
convolution is off by a fifth of that.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from rhapsode_server.engines.kokoro.tiled.convolution import ScratchRoom, as_numbers
from rhapsode_server.engines.kokoro.tiled.kernels import Numbers
from rhapsode_server.machine_code import machine_code

STEPS = 4
"""Made at once, and taps of one filter. More, and float32 has too few bits for the sums; fewer, and less is saved."""

PRODUCTS = 2 * STEPS - 1

POINTS = (0.0, 1.0, -1.0, 2.0, -2.0, 0.5)
"""Where the polynomials are multiplied that a filter and what it hears are; the seventh is infinity. Of small sets
these are among those that lose least."""

SHARES = (1 / 4, 1 / 6, 1 / 18, 1 / 72, 1 / 120, 32 / 45, 1 / 2)
"""By which :func:`_spread` makes too much of each, so that its numbers are whole."""

FEWEST_TAPS = 3
"""Of layers for which it pays. Fewer, and nothing is saved."""

MOST_CHANNELS = 256
"""Of layers for which it pays. With more there are but few steps, and the weights, which are twice as many here, take
longer to fetch than to multiply."""

Products = NDArray[np.float32]
"""``[7, rows, C]``."""


@dataclass(frozen=True, slots=True)
class WinogradScratch:
    """Room for one tile on its way through a convolution."""

    width: int
    """Steps that come out."""
    tile: Numbers
    """``[steps, C]``: what goes in. Steps behind those that the filter hears may be anything finite."""
    spread: Products
    """Sums of what went in; a row for every four steps of one phase (see :func:`_spread`)."""
    heard: tuple[Tensor, ...]
    """For each part of the filter, the rows of ``spread`` that it hears."""
    products: Tensor
    """``[7, rows, C']``."""
    result: Numbers
    """``[width, C']``."""


class WinogradConvolution:
    """As :class:`.convolution.TileConvolution`, for a filter of :data:`FEWEST_TAPS` and more in float32.

    Args:
        weight: ``[C', C, K]``.
        bias: ``[C']``, or none.
        room: where tiles are gathered.
        widths: steps that calls compute as a rule; others are computed as well.
        dilation: steps between two taps.
    """

    halved = False

    def __init__(
        self, weight: Tensor, bias: Tensor | None, room: ScratchRoom, widths: Sequence[int], *, dilation: int = 1
    ) -> None:
        channels_out, self.channels, taps = weight.shape
        self.reach = (taps - 1) * dilation // 2
        self._dilation = dilation
        self._parts = -(-taps // STEPS)
        padded = functional.pad(weight, (0, self._parts * STEPS - taps))
        # [part, product, in, out]
        parts = padded.double().reshape(channels_out, self.channels, self._parts, STEPS)
        told = torch.einsum("nt,oipt->pnio", _taps_to_products(), parts)
        self._weights = [part.contiguous() for part in told.float()]
        self._bias = np.zeros(channels_out, np.float32) if bias is None else bias.float().numpy().copy()
        self._room = room
        for width in widths:
            room.reserve(self._sizes(width))

    def scratch(self, width: int) -> WinogradScratch:
        """Room for a tile from which ``width`` steps are computed."""
        shape = (width, self.channels, len(self._bias), self._dilation, self._parts)
        return self._room.scratch(shape, lambda: self._scratch(width))

    def __call__(self, scratch: WinogradScratch) -> Numbers:
        """``[width, C']``, of what stands in ``scratch``."""
        spread, gather = loops()
        spread(scratch.tile, scratch.spread, self._dilation)
        first, *others = zip(scratch.heard, self._weights, strict=True)
        torch.bmm(*first, out=scratch.products)
        for heard, weight in others:
            torch.baddbmm(scratch.products, heard, weight, out=scratch.products)
        gather(as_numbers(scratch.products), self._bias, scratch.result, self._dilation)
        return scratch.result

    def _rows(self, width: int) -> tuple[int, int]:
        """Of what goes in, and of what comes out."""
        groups = -(-width // (STEPS * self._dilation))
        return (groups + self._parts - 1) * self._dilation, groups * self._dilation

    def _sizes(self, width: int) -> tuple[int, int, int, int]:
        """Numbers of a scratch's tile, spread, products and result."""
        rows_in, rows_out = self._rows(width)
        # The last row of each phase hears seven steps.
        steps = STEPS * rows_in + (PRODUCTS - STEPS) * self._dilation
        channels_out = len(self._bias)
        return (
            steps * self.channels,
            PRODUCTS * rows_in * self.channels,
            PRODUCTS * rows_out * channels_out,
            width * channels_out,
        )

    def _scratch(self, width: int) -> WinogradScratch:
        rows_in, rows_out = self._rows(width)
        tile, spread, products, result = self._room.memory(self._sizes(width))
        spread = spread.view(PRODUCTS, rows_in, self.channels)
        heard = (spread[:, part * self._dilation :][:, :rows_out] for part in range(self._parts))
        return WinogradScratch(
            width,
            as_numbers(tile.view(-1, self.channels)),
            as_numbers(spread),
            tuple(heard),
            products.view(PRODUCTS, rows_out, -1),
            as_numbers(result.view(width, -1)),
        )


def fewer_products_pay(weight: Tensor) -> bool:
    """Whether a layer of these weights, ``[C', C, K]``, is computed sooner this way: one of a residual block."""
    channels_out, channels, taps = weight.shape
    return channels_out == channels <= MOST_CHANNELS and taps >= FEWEST_TAPS


def _taps_to_products() -> Tensor:
    """``[7, 4]`` float64: what a filter's taps are multiplied by."""
    powers = torch.tensor([[point**tap for tap in range(STEPS)] for point in POINTS], dtype=torch.float64)
    infinity = torch.zeros(1, STEPS, dtype=torch.float64)
    infinity[0, -1] = 1.0
    return torch.cat([powers, infinity]) * torch.tensor(SHARES, dtype=torch.float64)[:, None]


def _spread(tile: Numbers, spread: Products, dilation: int) -> None:
    """Seven sums for each row.

    A dilated filter hears one phase: of d steps every d-th. Row ``q * d + p`` is for the steps ``4q, 4q + 1, 4q + 2``
    and ``4q + 3`` of phase p, which hear seven steps of it.
    """
    for row in range(spread.shape[1]):
        group = row // dilation
        first = (STEPS * group * dilation) + row - group * dilation
        x0, x1, x2, x3 = tile[first], tile[first + dilation], tile[first + 2 * dilation], tile[first + 3 * dilation]
        x4, x5, x6 = tile[first + 4 * dilation], tile[first + 5 * dilation], tile[first + 6 * dilation]
        v0, v1, v2, v3 = spread[0, row], spread[1, row], spread[2, row], spread[3, row]
        v4, v5, v6 = spread[4, row], spread[5, row], spread[6, row]
        for c in range(tile.shape[1]):
            a0, a1, a2, a3, a4, a5, a6 = x0[c], x1[c], x2[c], x3[c], x4[c], x5[c], x6[c]
            v0[c] = _4 * a0 - _8 * a1 - _5 * a2 + _10 * a3 + a4 - _2 * a5
            v1[c] = _4 * (a2 - a1) + _9 * a3 - a4 - _2 * a5
            v2[c] = _12 * a2 - _4 * a1 - _7 * a3 - _3 * a4 + _2 * a5
            v3[c] = _2 * (a1 + a5) + _3 * (a4 - a2) - _4 * a3
            v4[c] = _2 * (a1 - a5) + _5 * (a4 - a2)
            v5[c] = _4 * a1 - _5 * a3 + a5
            v6[c] = _8 * a2 - _4 * a1 + _5 * a3 - _10 * a4 - a5 + _2 * a6


def _gather(products: Products, bias: Numbers, result: Numbers, dilation: int) -> None:
    """Four steps of each row's seven products; steps behind the result's end are not wanted."""
    width = result.shape[0]
    beyond = np.empty(result.shape[1], np.float32)
    for row in range(products.shape[1]):
        group = row // dilation
        first = (STEPS * group * dilation) + row - group * dilation
        y0 = result[first] if first < width else beyond
        y1 = result[first + dilation] if first + dilation < width else beyond
        y2 = result[first + 2 * dilation] if first + 2 * dilation < width else beyond
        y3 = result[first + 3 * dilation] if first + 3 * dilation < width else beyond
        m0, m1, m2, m3 = products[0, row], products[1, row], products[2, row], products[3, row]
        m4, m5, m6 = products[4, row], products[5, row], products[6, row]
        for c in range(result.shape[1]):
            even1, odd1 = m1[c] + m2[c], m1[c] - m2[c]
            even2, odd2 = m3[c] + m4[c], m3[c] - m4[c]
            half = m5[c]
            y0[c] = bias[c] + m0[c] + even1 + even2 + half
            y1[c] = bias[c] + odd1 + _2 * odd2 + _HALF * half
            y2[c] = bias[c] + even1 + _4 * even2 + _QUARTER * half
            y3[c] = bias[c] + odd1 + _8 * odd2 + _EIGHTH * half + m6[c]


_2, _3, _4, _5, _7, _8, _9, _10, _12 = (np.float32(number) for number in (2, 3, 4, 5, 7, 8, 9, 10, 12))
_HALF, _QUARTER, _EIGHTH = (np.float32(number) for number in (0.5, 0.25, 0.125))


class Loops(NamedTuple):
    """The compiled functions."""

    spread: Any
    gather: Any


@functools.cache
def loops() -> Loops:
    """The machine code; compiled at the first call, or loaded from disk."""
    numbers, products = "f4[:,::1]", "f4[:,:,::1]"
    return Loops(
        machine_code(_spread, f"void({numbers}, {products}, i8)"),
        machine_code(_gather, f"void({products}, f4[::1], {numbers}, i8)"),
    )

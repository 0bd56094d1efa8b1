"""A convolution on tiles that multiplies a third as often as its taps ask for: Winograd's minimal filtering.

What a filter of r taps makes of 12 - r steps can be had from eleven products, each of a sum of what goes in by a sum of
the taps, instead of r for every step: F(m, r) of Lavin and Gray 2015 (https://arxiv.org/abs/1509.09308), after Winograd
1980. Seven taps need 2.2 products a step so. A filter of more taps is taken as several of six, one behind the other,
whose products are added before they are put together: 3.7 a step for eleven taps. Seen by a layer of many channels,
each of the eleven is a product of matrices.

It is for float32. The sums lose some bits: what comes out is off by three millionths of itself, where torch's own
convolution is off by a few ten-millionths.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from rhapsode_server.engines.kokoro.tiled.convolution import ScratchRoom, as_numbers
from rhapsode_server.engines.kokoro.tiled.kernels import Numbers
from rhapsode_server.machine_code import machine_code

PRODUCTS = 11
"""More, and float32 has too few bits for the sums; fewer, and less is saved."""

PAIRS = tuple(Fraction(point) for point in ("1", "1/2", "4/3", "1/4", "5/2"))
"""Each stands for two points, above zero and below, where the polynomials are multiplied that a filter and what it
hears are; the eleventh is infinity. Of those that were tried these lose least over filters of three, six and seven
taps."""

WHOLE_TAPS = 7
"""Of a filter that is taken as one. More, and steps get too few; fewer, and more are added up."""
PART_TAPS = 6
"""Of one of several: as many as the steps that it makes, so that all hear the same sums."""

FEWEST_TAPS = 3
"""Of layers for which it pays. Fewer, and hardly anything is saved."""

MOST_CHANNELS = 256
"""Of layers for which it pays. With more there are but few steps, and the weights, which are two to four times as many
here, take longer to fetch than to multiply."""

Products = NDArray[np.float32]
"""``[11, rows, C]``."""


@dataclass(frozen=True, slots=True)
class WinogradScratch:
    """Room for one tile on its way through a convolution."""

    width: int
    """Steps that come out."""
    tile: Numbers
    """``[steps, C]``: what goes in. Steps behind those that the filter hears may be anything finite."""
    spread: Products
    """Sums of what went in; a row for every few steps of one phase (see :func:`_spread`)."""
    heard: tuple[Tensor, ...]
    """For each part of the filter, the rows of ``spread`` that it hears."""
    products: Tensor
    """``[11, rows, C']``."""
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
        self._parts = 1 if taps <= WHOLE_TAPS else -(-taps // PART_TAPS)
        part_taps = taps if self._parts == 1 else PART_TAPS
        self._steps = PRODUCTS + 1 - part_taps
        """Made of one row."""
        self._factors = factors(self._steps)
        padded = functional.pad(weight, (0, self._parts * part_taps - taps)).double()
        parts = padded.reshape(channels_out, self.channels, self._parts, part_taps)
        # [part, product, in, out]
        self._weights = list(torch.einsum("nt,oipt->pnio", _taps_to_products(part_taps), parts).float().contiguous())
        self._bias = np.zeros(channels_out, np.float32) if bias is None else bias.float().numpy().copy()
        self._room = room
        for width in widths:
            room.reserve(self._sizes(width))

    def scratch(self, width: int) -> WinogradScratch:
        """Room for a tile from which ``width`` steps are computed."""
        shape = (width, self.channels, len(self._bias), self._dilation, self._parts, self._steps)
        return self._room.scratch(shape, lambda: self._scratch(width))

    def __call__(self, scratch: WinogradScratch) -> Numbers:
        """``[width, C']``, of what stands in ``scratch``."""
        spread, gather = loops()
        spread(scratch.tile, scratch.spread, *self._factors[:3], self._steps, self._dilation)
        first, *others = zip(scratch.heard, self._weights, strict=True)
        torch.bmm(*first, out=scratch.products)
        for heard, weight in others:
            torch.baddbmm(scratch.products, heard, weight, out=scratch.products)
        products = as_numbers(scratch.products)
        gather(products, self._factors.powers, self._bias, scratch.result, self._steps, self._dilation)
        return scratch.result

    def _rows(self, width: int) -> tuple[int, int]:
        """Of what goes in, and of what comes out."""
        groups, rest = divmod(width, self._steps * self._dilation)
        rows = groups * self._dilation + min(rest, self._dilation)
        return rows + (self._parts - 1) * self._dilation, rows

    def _sizes(self, width: int) -> tuple[int, int, int, int]:
        """Numbers of a scratch's tile, spread, products and result."""
        rows_in, rows_out = self._rows(width)
        # The last row of a phase hears eleven steps.
        steps = ((rows_in - 1) // self._dilation * self._steps + PRODUCTS) * self._dilation
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


class Factors(NamedTuple):
    """What steps are multiplied by on their way in and out; float32."""

    points: Numbers
    """``[5]``: the points above zero."""
    shares: Numbers
    """``[5, 5]``: of two steps each in the sums of a pair."""
    last: Numbers
    """``[6]``: of every second step in the sum at infinity."""
    powers: Numbers
    """``[m, 5]``: the points' powers, of the products in each step that comes out."""


@functools.cache
def factors(steps: int) -> Factors:
    """Of filters that make so many steps at once.

    Toom and Cook multiply polynomials by their values at points, and a filter is what multiplication is, transposed. So
    the sum for a point p has the coefficients of ``N(x) / (x - p)``, where N is zero at all points: with points in
    pairs, of ``(x + p)`` times a polynomial of ``x ** 2``. At infinity it has those of N.
    """
    shares = [_from_squares(point) for point in PAIRS]
    powers = [[float(point**n) for point in PAIRS] for n in range(steps)]
    return Factors(
        _numbers([float(point) for point in PAIRS]),
        _numbers([[float(number / max(map(abs, row))) for number in row] for row in shares]),
        _numbers([float(number) for number in _from_squares(None)]),
        _numbers(powers),
    )


def _numbers(told: list[Any]) -> Numbers:
    return np.array(told, dtype=np.float32)


def _from_squares(left_out: Fraction | None) -> list[Fraction]:
    """Coefficients of the polynomial in ``x ** 2`` that is zero at all points but one pair, the lowest first."""
    polynomial = [Fraction(1)]
    for point in PAIRS:
        if point != left_out:
            lower, higher = [*(-number * point**2 for number in polynomial), Fraction(0)], [Fraction(0), *polynomial]
            polynomial = [one + other for one, other in zip(lower, higher, strict=True)]
    return polynomial


def _taps_to_products(taps: int) -> Tensor:
    """``[11, taps]`` float64: what a filter's taps are multiplied by, so that :func:`_spread` may take no sum larger
    than what goes in."""
    rows = []
    for point in PAIRS:
        squares = _from_squares(point)
        # What a sum is too small by, and N's slope at the point, without which its values would not be one there.
        slope = 2 * point * sum(number * point ** (2 * n) for n, number in enumerate(squares))
        share = max(map(abs, squares)) / slope
        rows += [[share * point**n for n in range(taps)], [share * (-point) ** n for n in range(taps)]]
    infinity = [Fraction(n == taps - 1) for n in range(taps)]
    return torch.tensor([[float(number) for number in row] for row in (*rows, infinity)], dtype=torch.float64)


def _spread(
    tile: Numbers, spread: Products, points: Numbers, shares: Numbers, last: Numbers, steps: int, dilation: int
) -> None:
    """Eleven sums for each row.

    A dilated filter hears one phase: of d steps every d-th. Row ``q * d + p`` is for the steps ``q * steps`` and those
    behind it of phase p, which hear eleven steps of it.
    """
    for row in range(spread.shape[1]):
        group = row // dilation
        first = steps * group * dilation + row - group * dilation
        x0, x1, x2, x3 = tile[first], tile[first + dilation], tile[first + 2 * dilation], tile[first + 3 * dilation]
        x4, x5, x6 = tile[first + 4 * dilation], tile[first + 5 * dilation], tile[first + 6 * dilation]
        x7, x8, x9 = tile[first + 7 * dilation], tile[first + 8 * dilation], tile[first + 9 * dilation]
        x10 = tile[first + 10 * dilation]
        for n in range(len(points)):
            above, below, point = spread[2 * n, row], spread[2 * n + 1, row], points[n]
            s0, s1, s2, s3, s4 = shares[n]
            for c in range(len(above)):
                even = point * (s0 * x0[c] + s1 * x2[c] + s2 * x4[c] + s3 * x6[c] + s4 * x8[c])
                odd = s0 * x1[c] + s1 * x3[c] + s2 * x5[c] + s3 * x7[c] + s4 * x9[c]
                above[c] = even + odd
                below[c] = even - odd
        infinity = spread[2 * len(points), row]
        s0, s1, s2, s3, s4, s5 = last
        for c in range(len(infinity)):
            infinity[c] = s0 * x0[c] + s1 * x2[c] + s2 * x4[c] + s3 * x6[c] + s4 * x8[c] + s5 * x10[c]


def _gather(products: Products, powers: Numbers, bias: Numbers, result: Numbers, steps: int, dilation: int) -> None:
    """The steps of each row's eleven products, two at a time; those behind the result's end are not wanted."""
    beyond = np.empty(result.shape[1], np.float32)
    for row in range(products.shape[1]):
        group = row // dilation
        first = steps * group * dilation + row - group * dilation
        a0, a1, a2, a3, a4 = products[0, row], products[2, row], products[4, row], products[6, row], products[8, row]
        b0, b1, b2, b3, b4 = products[1, row], products[3, row], products[5, row], products[7, row], products[9, row]
        count = min(steps, (result.shape[0] - first + dilation - 1) // dilation)
        for n in range(0, count, 2):
            even = result[first + n * dilation]
            odd = result[first + (n + 1) * dilation] if n + 1 < count else beyond
            p0, p1, p2, p3, p4 = powers[n]
            q0, q1, q2, q3, q4 = powers[min(n + 1, steps - 1)]
            for c in range(len(even)):
                u0, u1, u2, u3, u4 = a0[c], a1[c], a2[c], a3[c], a4[c]
                v0, v1, v2, v3, v4 = b0[c], b1[c], b2[c], b3[c], b4[c]
                even[c] = bias[c] + p0 * (u0 + v0) + p1 * (u1 + v1) + p2 * (u2 + v2) + p3 * (u3 + v3) + p4 * (u4 + v4)
                odd[c] = bias[c] + q0 * (u0 - v0) + q1 * (u1 - v1) + q2 * (u2 - v2) + q3 * (u3 - v3) + q4 * (u4 - v4)
        if count == steps:
            infinity, last = products[10, row], result[first + (steps - 1) * dilation]
            for c in range(len(last)):
                last[c] += infinity[c]


class Loops(NamedTuple):
    """The compiled functions."""

    spread: Any
    gather: Any


@functools.cache
def loops() -> Loops:
    """The machine code; compiled at the first call, or loaded from disk."""
    row, numbers, products = "f4[::1]", "f4[:,::1]", "f4[:,:,::1]"
    return Loops(
        machine_code(_spread, f"void({numbers}, {products}, {row}, {numbers}, {row}, i8, i8)"),
        machine_code(_gather, f"void({products}, {numbers}, {row}, {numbers}, i8, i8)"),
    )

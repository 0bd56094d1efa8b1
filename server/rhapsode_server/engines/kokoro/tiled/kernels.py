"""What is done between two convolutions: gather a tile, put it back, measure it. Compiled by numba.

Signals are ``[T, C]`` float32, time first: the channels of a step lie side by side and are worked on together. A tile
that a convolution takes or gives is float32 or bfloat16; numba knows no bfloat16, so that such a tile is passed as what
it is in memory, the upper halves of float32 numbers (``uint16``).

A gathered tile is zero before the signal's first step and behind its last, which is what a convolution sees there.
Statistics are those of a tile alone: its means and its sums of squared distances from them, which :func:`_fold` puts
together for a row (Chan, Golub and LeVeque 1979, equations 2.1), so that nothing is summed over thousands of steps in
float32.
"""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rhapsode_server.machine_code import inner, machine_code

Numbers = NDArray[np.float32]
Halves = NDArray[np.uint16]

_S1, _S2, _S3, _S4, _S5, _S6 = (
    np.float32(number) for number in (9.86960324, -32.46960162, 42.72580568, -30.08966327, 13.0054049, -3.29434791)
)
"""``sin(pi r) ** 2`` for r from -1/2 to 1/2 as a polynomial in ``r ** 2``: least squares, off by 2e-8 at most."""

_ROUNDING, _LOWEST, _HALF = np.uint32(0x7FFF), np.uint32(1), np.uint32(16)
"""To the nearest bfloat16, ties to even."""


@inner
def _bend_snake(row: Numbers, turns: Numbers, inverse: Numbers) -> None:
    """``y + sin(alpha y) ** 2 / alpha`` (https://arxiv.org/abs/2006.08195): ``turns`` is ``alpha / pi``."""
    for c in range(len(turns)):
        y = row[c]
        r = y * turns[c]
        r = r - np.rint(r)
        u = r * r
        row[c] = y + u * (_S1 + u * (_S2 + u * (_S3 + u * (_S4 + u * (_S5 + u * _S6))))) * inverse[c]


@inner
def _bend_leaky(row: Numbers, channels: int, slope: np.float32) -> None:
    for c in range(channels):
        y = row[c]
        row[c] = max(y, np.float32(0.0)) + slope * min(y, np.float32(0.0))


@inner
def _scale(step: Numbers, scale: Numbers, shift: Numbers, row: Numbers) -> None:
    for c in range(len(step)):
        row[c] = step[c] * scale[c] + shift[c]


@inner
def _halve(bits: NDArray[np.uint32], halves: Halves) -> None:
    for c in range(len(halves)):
        bit = bits[c]
        halves[c] = (bit + _ROUNDING + ((bit >> _HALF) & _LOWEST)) >> _HALF


def _gather_snake(
    signal: Numbers, first: int, scale: Numbers, shift: Numbers, turns: Numbers, inverse: Numbers, tile: Numbers
) -> None:
    """``tile[i]`` is the bent ``signal[first + i] * scale + shift``."""
    channels = signal.shape[1]
    for i in range(tile.shape[0]):
        if 0 <= first + i < signal.shape[0]:
            row = tile[i, :channels]
            _scale(signal[first + i], scale, shift, row)
            _bend_snake(row, turns, inverse)
        else:
            tile[i] = np.float32(0.0)


def _gather_snake_half(
    signal: Numbers, first: int, scale: Numbers, shift: Numbers, turns: Numbers, inverse: Numbers, tile: Halves
) -> None:
    channels = signal.shape[1]
    row = np.empty(channels, np.float32)
    bits = row.view(np.uint32)
    for i in range(tile.shape[0]):
        if 0 <= first + i < signal.shape[0]:
            _scale(signal[first + i], scale, shift, row)
            _bend_snake(row, turns, inverse)
            _halve(bits, tile[i, :channels])
        else:
            tile[i] = np.uint16(0)


def _gather_leaky(
    signal: Numbers, first: int, scale: Numbers, shift: Numbers, slope: np.float32, tile: Numbers
) -> None:
    channels = signal.shape[1]
    for i in range(tile.shape[0]):
        if 0 <= first + i < signal.shape[0]:
            row = tile[i, :channels]
            _scale(signal[first + i], scale, shift, row)
            _bend_leaky(row, channels, slope)
        else:
            tile[i] = np.float32(0.0)


def _gather_leaky_half(
    signal: Numbers, first: int, scale: Numbers, shift: Numbers, slope: np.float32, tile: Halves
) -> None:
    channels = signal.shape[1]
    row = np.empty(channels, np.float32)
    bits = row.view(np.uint32)
    for i in range(tile.shape[0]):
        if 0 <= first + i < signal.shape[0]:
            _scale(signal[first + i], scale, shift, row)
            _bend_leaky(row, channels, slope)
            _halve(bits, tile[i, :channels])
        else:
            tile[i] = np.uint16(0)


@inner
def _note(value: np.float32, c: int, origin: Numbers, sums: Numbers, squares: Numbers) -> None:
    """Count a number of channel ``c`` in sums of distances from ``origin``, which lies among the channel's own numbers:
    so little is lost where they lie far from zero."""
    distance = value - origin[c]
    sums[c] += distance
    squares[c] += distance * distance


@inner
def _settle(count: int, origin: Numbers, mean: Numbers, square: Numbers) -> None:
    """From the sums of ``count`` distances, and of their squares, to mean and sum of squared distances from it."""
    inverse = np.float32(1.0) / np.float32(max(1, count))
    for c in range(len(mean)):
        offset = mean[c] * inverse
        square[c] = max(square[c] - mean[c] * offset, np.float32(0.0))
        mean[c] = origin[c] + offset


def _put(
    tile: Numbers, signal: Numbers, first: int, kept: np.float32, factor: np.float32, mean: Numbers, square: Numbers
) -> None:
    """``signal[first + i] = (signal[first + i] * kept + tile[i]) * factor`` wherever the signal has such a step, and
    the statistics of those steps."""
    start, stop = max(0, first), min(signal.shape[0], first + tile.shape[0])
    origin = np.zeros(signal.shape[1], np.float32)
    mean[:] = np.float32(0.0)
    square[:] = np.float32(0.0)
    for t in range(start, stop):
        step, told = signal[t], tile[t - first]
        if t == start:
            for c in range(len(step)):
                origin[c] = (step[c] * kept + told[c]) * factor
        for c in range(len(step)):
            value = (step[c] * kept + told[c]) * factor
            step[c] = value
            _note(value, c, origin, mean, square)
    _settle(stop - start, origin, mean, square)


def _put_half(
    tile: Halves, signal: Numbers, first: int, kept: np.float32, factor: np.float32, mean: Numbers, square: Numbers
) -> None:
    start, stop = max(0, first), min(signal.shape[0], first + tile.shape[0])
    channels = signal.shape[1]
    origin = np.zeros(channels, np.float32)
    mean[:] = np.float32(0.0)
    square[:] = np.float32(0.0)
    told = np.empty(channels, np.float32)
    bits = told.view(np.uint32)
    for t in range(start, stop):
        step, halves = signal[t], tile[t - first]
        for c in range(channels):
            bits[c] = np.uint32(halves[c]) << _HALF
        if t == start:
            for c in range(channels):
                origin[c] = (step[c] * kept + told[c]) * factor
        for c in range(channels):
            value = (step[c] * kept + told[c]) * factor
            step[c] = value
            _note(value, c, origin, mean, square)
    _settle(stop - start, origin, mean, square)


def _gauge(signal: Numbers, first: int, width: int, mean: Numbers, square: Numbers) -> None:
    """The statistics of ``signal[first : first + width]``."""
    last = min(signal.shape[0], first + width)
    origin = signal[first]
    mean[:] = np.float32(0.0)
    square[:] = np.float32(0.0)
    for t in range(first, last):
        step = signal[t]
        for c in range(len(mean)):
            _note(step[c], c, origin, mean, square)
    _settle(last - first, origin, mean, square)


def _fold(
    means: Numbers,
    squares: Numbers,
    counts: NDArray[np.int64],
    epsilon: float,
    gamma: Numbers,
    beta: Numbers,
    scale: Numbers,
    shift: Numbers,
) -> None:
    """From the statistics of a row's tiles to what normalises and restyles it: ``scale`` and ``shift``."""
    total = 0
    for n in range(len(counts)):
        total += counts[n]
    for c in range(means.shape[1]):
        mean = 0.0
        for n in range(len(counts)):
            mean += np.float64(means[n, c]) * counts[n]
        mean /= total
        square = 0.0
        for n in range(len(counts)):
            distance = np.float64(means[n, c]) - mean
            square += np.float64(squares[n, c]) + distance * distance * counts[n]
        factor = gamma[c] / np.sqrt(square / total + epsilon)
        scale[c] = factor
        shift[c] = beta[c] - mean * factor


class Kernels(NamedTuple):
    """The compiled functions."""

    gather_snake: Any
    gather_snake_half: Any
    gather_leaky: Any
    gather_leaky_half: Any
    put: Any
    put_half: Any
    gauge: Any
    fold: Any


_F, _H, _V = "f4[:,::1]", "u2[:,::1]", "f4[::1]"


@functools.cache
def kernels() -> Kernels:
    """The machine code; compiled at the first call, which takes seconds, or loaded from disk."""
    return Kernels(
        machine_code(_gather_snake, f"void({_F}, i8, {_V}, {_V}, {_V}, {_V}, {_F})"),
        machine_code(_gather_snake_half, f"void({_F}, i8, {_V}, {_V}, {_V}, {_V}, {_H})"),
        machine_code(_gather_leaky, f"void({_F}, i8, {_V}, {_V}, f4, {_F})"),
        machine_code(_gather_leaky_half, f"void({_F}, i8, {_V}, {_V}, f4, {_H})"),
        machine_code(_put, f"void({_F}, {_F}, i8, f4, f4, {_V}, {_V})"),
        machine_code(_put_half, f"void({_H}, {_F}, i8, f4, f4, {_V}, {_V})"),
        machine_code(_gauge, f"void({_F}, i8, i8, {_V}, {_V})"),
        machine_code(_fold, f"void({_F}, {_F}, i8[::1], f8, {_V}, {_V}, {_V}, {_V})"),
    )

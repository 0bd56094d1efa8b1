"""The compiled loops compute what numpy would."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from rhapsode_server.engines.kokoro.tiled.kernels import kernels

STEPS, CHANNELS = 37, 24
RANDOM = np.random.default_rng(4)


def numbers(*shape: int) -> Any:
    return RANDOM.standard_normal(shape).astype(np.float32)


SIGNAL, SCALE, SHIFT = numbers(STEPS, CHANNELS), numbers(CHANNELS), numbers(CHANNELS)
ALPHA = (0.2 + np.abs(numbers(CHANNELS)) * 8).astype(np.float32)


def halves(values: Any) -> Any:
    """As torch makes bfloat16 of float32: the upper halves, rounded."""
    return torch.from_numpy(values).to(torch.bfloat16).view(torch.int16).numpy().view(np.uint16)


def expected(first: int, width: int, bent: Any) -> Any:
    """What a tile holds: zero where the signal has no step."""
    tile = np.zeros((width, CHANNELS))
    for i in range(width):
        if 0 <= first + i < STEPS:
            tile[i] = bent[first + i]
    return tile


PLACES = [(0, 16), (-5, 16), (30, 16), (-5, 60), (STEPS, 4)]


@pytest.mark.parametrize(("first", "width"), PLACES)
def test_a_tile_is_gathered_through_the_snake(first: int, width: int) -> None:
    scaled = SIGNAL.astype(np.float64) * SCALE + SHIFT
    wanted = expected(first, width, scaled + np.sin(ALPHA * scaled) ** 2 / ALPHA)
    turns, inverse = (ALPHA / np.pi).astype(np.float32), (1 / ALPHA).astype(np.float32)
    tile = np.full((width, CHANNELS), 7, np.float32)
    kernels().gather_snake(SIGNAL, first, SCALE, SHIFT, turns, inverse, tile)
    assert tile == pytest.approx(wanted, abs=5e-6)
    half = np.full((width, CHANNELS), 7, np.uint16)
    kernels().gather_snake_half(SIGNAL, first, SCALE, SHIFT, turns, inverse, half)
    assert (half == halves(tile)).all()


@pytest.mark.parametrize(("first", "width"), PLACES)
@pytest.mark.parametrize("slope", [0.1, 1.0])
def test_a_tile_is_gathered_through_the_leaky_rectifier(first: int, width: int, slope: float) -> None:
    scaled = SIGNAL.astype(np.float64) * SCALE + SHIFT
    wanted = expected(first, width, np.where(scaled < 0, scaled * slope, scaled))
    tile = np.full((width, CHANNELS), 7, np.float32)
    kernels().gather_leaky(SIGNAL, first, SCALE, SHIFT, slope, tile)
    assert tile == pytest.approx(wanted, abs=2e-6)
    half = np.full((width, CHANNELS), 7, np.uint16)
    kernels().gather_leaky_half(SIGNAL, first, SCALE, SHIFT, slope, half)
    assert (half == halves(tile)).all()


def test_channels_that_a_tile_has_beyond_the_signals_are_left_alone() -> None:
    tile = np.full((4, CHANNELS + 8), 7, np.float32)
    kernels().gather_leaky(SIGNAL, 0, SCALE, SHIFT, 0.5, tile)
    assert (tile[:, CHANNELS:] == 7).all()


@pytest.mark.parametrize("halved", [False, True])
@pytest.mark.parametrize("kept", [0.0, 1.0])
@pytest.mark.parametrize(("first", "width"), PLACES)
def test_a_tile_is_put_where_the_signal_has_steps_and_measured(
    first: int, width: int, kept: float, halved: bool
) -> None:
    tile, signal = numbers(width, CHANNELS), SIGNAL.copy()
    if halved:
        tile = torch.from_numpy(tile).to(torch.bfloat16).float().numpy()
    wanted = SIGNAL.astype(np.float64)
    inside = [t for t in range(first, first + width) if 0 <= t < STEPS]
    for t in inside:
        wanted[t] = (wanted[t] * kept + tile[t - first]) * 0.5
    mean, square = np.full((2, CHANNELS), 7, np.float32)
    if halved:
        kernels().put_half(halves(tile), signal, first, kept, 0.5, mean, square)
    else:
        kernels().put(tile, signal, first, kept, 0.5, mean, square)
    assert signal == pytest.approx(wanted, abs=1e-6)
    if inside:
        part = wanted[inside]
        assert mean == pytest.approx(part.mean(0), abs=1e-6)
        assert square == pytest.approx(part.var(0) * len(inside), rel=1e-4, abs=1e-6)


def test_statistics_of_tiles_become_those_of_the_row() -> None:
    # Far from zero beside its spread: sums of squares in float32 would have lost it.
    signal = (numbers(STEPS, CHANNELS) * 0.01 + 50).astype(np.float32)
    borders = [0, 10, 30, STEPS]
    means, squares = np.empty((2, 3, CHANNELS), np.float32)
    for n, (first, last) in enumerate(zip(borders, borders[1:], strict=False)):
        kernels().gauge(signal, first, last - first, means[n], squares[n])
    gamma, beta = numbers(CHANNELS), numbers(CHANNELS)
    scale, shift = np.empty((2, CHANNELS), np.float32)
    kernels().fold(means, squares, np.diff(borders), 1e-5, gamma, beta, scale, shift)
    exact = signal.astype(np.float64)
    factor = gamma / np.sqrt(exact.var(0) + 1e-5)
    assert scale == pytest.approx(factor, rel=1e-3)
    assert shift == pytest.approx(beta - exact.mean(0) * factor, rel=1e-3)


def test_a_stretch_is_measured_up_to_the_signals_end() -> None:
    mean, square = np.empty((2, CHANNELS), np.float32)
    kernels().gauge(SIGNAL, 30, 16, mean, square)
    assert mean == pytest.approx(SIGNAL[30:].mean(0), abs=1e-6)
    assert square == pytest.approx(SIGNAL[30:].var(0) * (STEPS - 30), rel=1e-4)

"""A layer of fewer products computes what torch computes over the whole signal."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from rhapsode_server.engines.kokoro.tiled.convolution import ScratchRoom
from rhapsode_server.engines.kokoro.tiled.winograd import WinogradConvolution, fewer_products_pay

WIDTH = 32


def layer(
    taps: int, dilation: int = 1, channels: int = 24, bias: bool = True, room: ScratchRoom | None = None
) -> tuple[WinogradConvolution, torch.Tensor, torch.Tensor | None]:
    generator = torch.Generator().manual_seed(taps)
    weight = torch.randn(channels, channels, taps, generator=generator) / (channels * taps) ** 0.5
    shift = torch.randn(channels, generator=generator) if bias else None
    return WinogradConvolution(weight, shift, room or ScratchRoom(), [WIDTH], dilation=dilation), weight, shift


def convolved(
    values: np.ndarray, weight: torch.Tensor, bias: torch.Tensor | None, dilation: int, width: int
) -> np.ndarray:
    """By torch, in double precision: the first ``width`` steps."""
    wide = torch.from_numpy(values.T.astype(np.float64))[None]
    told = functional.conv1d(wide, weight.double(), None if bias is None else bias.double(), dilation=dilation)
    return told[0].T.numpy()[:width]


@given(
    taps=st.sampled_from([3, 4, 5, 7, 8, 11]),
    dilation=st.integers(1, 6),
    width=st.integers(1, 3 * WIDTH),
    bias=st.booleans(),
    seed=st.integers(0, 2**16),
)
@settings(max_examples=60, deadline=None)
def test_a_tile_is_convolved(taps: int, dilation: int, width: int, bias: bool, seed: int) -> None:
    convolution, weight, shift = layer(taps, dilation, bias=bias)
    scratch = convolution.scratch(width)
    assert len(scratch.tile) >= width + (taps - 1) * dilation
    scratch.tile[:] = np.random.default_rng(seed).standard_normal(scratch.tile.shape)
    result = convolution(scratch)
    assert result.shape == (width, 24)
    assert result.dtype == np.float32
    assert result.flags.c_contiguous
    assert result == pytest.approx(convolved(scratch.tile, weight, shift, dilation, width), abs=3e-5)


def test_little_is_lost_of_float32() -> None:
    convolution, weight, shift = layer(11, 3, channels=128)
    scratch = convolution.scratch(WIDTH)
    scratch.tile[:] = np.random.default_rng(1).standard_normal(scratch.tile.shape)
    wanted = convolved(scratch.tile, weight, shift, 3, WIDTH)
    off = convolution(scratch) - wanted
    assert 20 * np.log10(np.linalg.norm(wanted) / np.linalg.norm(off)) > 105


def test_what_stands_behind_the_last_step_that_is_heard_does_not_matter() -> None:
    """To the last bits: the sums that cancel it are made of it."""
    convolution, _, _ = layer(7, 3)
    scratch = convolution.scratch(WIDTH + 1)
    scratch.tile[:] = np.random.default_rng(1).standard_normal(scratch.tile.shape)
    first = convolution(scratch).copy()
    assert len(scratch.tile) > WIDTH + 1 + 18
    scratch.tile[WIDTH + 1 + 18 :] = -3.0
    assert convolution(scratch) == pytest.approx(first, abs=3e-5)


def test_it_reaches_as_far_back_as_ahead() -> None:
    assert layer(11, 5)[0].reach == 25
    assert layer(3)[0].reach == 1
    assert not layer(3)[0].halved


def test_scratches_of_a_thread_share_their_memory_and_those_of_two_threads_do_not() -> None:
    room = ScratchRoom()
    (one, _, _), (other, _, _) = layer(3, room=room), layer(11, 5, room=room)
    scratch = one.scratch(WIDTH)
    assert one.scratch(WIDTH) is scratch
    assert np.shares_memory(scratch.tile, other.scratch(WIDTH).tile)
    assert not np.shares_memory(scratch.tile, scratch.spread)
    found: list[np.ndarray] = []
    thread = threading.Thread(target=lambda: found.append(one.scratch(WIDTH).tile))
    thread.start()
    thread.join()
    assert not np.shares_memory(found[0], scratch.tile)


@pytest.mark.parametrize(
    ("shape", "pays"),
    [
        ((256, 256, 3), True),
        ((128, 128, 11), True),
        ((256, 256, 1), False),
        ((512, 512, 3), False),
        ((22, 128, 7), False),
    ],
)
def test_it_pays_in_residual_blocks_of_many_steps(shape: tuple[int, int, int], pays: bool) -> None:
    assert fewer_products_pay(torch.zeros(shape)) is pays

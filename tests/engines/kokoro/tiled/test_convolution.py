"""A layer on tiles computes what torch computes over the whole signal."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch
from torch.nn import functional

from engines.kokoro.halving import HALVES
from rhapsode_server.engines.kokoro.tiled.convolution import ScratchRoom, TileConvolution

ROOM = ScratchRoom()
WIDTH = 32


def layer(kernel: int, channels: int = 64, **options: object) -> tuple[TileConvolution, torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(kernel)
    weight = torch.randn(48, channels, kernel, generator=generator) / (channels * kernel) ** 0.5
    bias = torch.randn(48, generator=generator)
    return TileConvolution(weight, bias, ROOM, [WIDTH, WIDTH // 4], **options), weight, bias  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [WIDTH, WIDTH // 4, WIDTH + 5])
@pytest.mark.parametrize(("kernel", "dilation"), [(1, 1), (2, 1), (3, 1), (7, 3), (11, 5)])
def test_a_tile_is_convolved(kernel: int, dilation: int, width: int) -> None:
    convolution, weight, bias = layer(kernel, dilation=dilation)
    scratch = convolution.scratch(width)
    assert scratch.tile.shape == (width + (kernel - 1) * dilation, 64)
    scratch.tile[:] = np.random.default_rng(2).standard_normal(scratch.tile.shape)
    wanted = functional.conv1d(torch.from_numpy(scratch.tile.T.copy())[None], weight, bias, dilation=dilation)[0].T
    result = convolution(scratch)
    assert result.shape == (width, 48)
    assert result.dtype == np.float32
    assert result.flags.c_contiguous
    assert result == pytest.approx(wanted.numpy(), abs=1e-5)


@HALVES
@pytest.mark.parametrize("kernel", [1, 3])
def test_in_half_precision_it_takes_and_gives_upper_halves(kernel: int) -> None:
    convolution, weight, bias = layer(kernel, dtype=torch.bfloat16)
    assert convolution.halved
    scratch = convolution.scratch(WIDTH)
    values = torch.randn(scratch.tile.shape, generator=torch.Generator().manual_seed(1))
    scratch.tile[:] = values.to(torch.bfloat16).view(torch.int16).numpy().view(np.uint16)
    result = convolution(scratch)
    assert result.dtype == np.uint16
    wanted = functional.conv1d(values.T[None], weight, bias)[0].T.numpy()
    told = torch.from_numpy(result.view(np.int16)).view(torch.bfloat16).float().numpy()
    assert np.abs(told - wanted).max() < 0.05
    assert np.abs(told - wanted).max() > 1e-4, "nothing was halved"


def test_channels_that_fill_no_register_are_added_to() -> None:
    convolution, weight, bias = layer(3, channels=50)
    assert convolution.channels == 64
    scratch = convolution.scratch(WIDTH)
    scratch.tile[:] = 3.0
    wanted = functional.conv1d(torch.full((1, 50, WIDTH + 2), 3.0), weight, bias)[0].T.numpy()
    assert convolution(scratch) == pytest.approx(wanted, abs=1e-5)


def test_it_reaches_as_far_as_it_is_told() -> None:
    assert layer(11, dilation=5)[0].reach == 25
    assert layer(2, reach=1)[0].reach == 1


def test_a_thread_has_scratches_of_its_own_and_one_of_each_size() -> None:
    convolution, other = layer(3)[0], layer(3)[0]
    assert convolution.scratch(WIDTH) is other.scratch(WIDTH)
    assert convolution.scratch(WIDTH) is not convolution.scratch(WIDTH // 4)
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(convolution.scratch(WIDTH)))
    thread.start()
    thread.join()
    assert found[0] is not convolution.scratch(WIDTH)


def test_without_onednn_it_computes_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    plain, weight, bias = layer(7)
    scratch = plain.scratch(WIDTH)
    scratch.tile[:] = np.random.default_rng(3).standard_normal(scratch.tile.shape)
    wanted = functional.conv1d(torch.from_numpy(scratch.tile.T.copy())[None], weight, bias)[0].T
    assert plain(scratch) == pytest.approx(wanted.numpy(), abs=1e-5)

"""One walk gives what the operations give one after the other."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from engines.kokoro import seeded_model
from rhapsode_server.engines.kokoro import activation
from rhapsode_server.engines.kokoro.activation import activate
from rhapsode_server.engines.kokoro.lengths import Lengths

CPU = torch.device("cpu")
COUNTS = (700, 260)


def block() -> Any:
    return seeded_model.compact_model().decoder.generator.resblocks[0]


@torch.inference_mode()
def worst_difference() -> float:
    """Between the walk over a ragged batch and the package's modules over each row alone, zero behind its end."""
    layers = block()
    module, alpha = layers.adain1[0], torch.rand_like(layers.alpha1[0]) + 0.5
    generator = torch.Generator().manual_seed(1)
    x = torch.randn(2, alpha.shape[1], max(COUNTS), generator=generator) * 3 + 1
    style = seeded_model.make_styles(2, seed=1)[:, :128]
    ours = activate(module, alpha, x, style, Lengths(COUNTS, CPU), torch.float32)
    worst = 0.0
    for row, count in enumerate(COUNTS):
        y = module(x[row : row + 1, :, :count], style[row : row + 1])
        expected = (y + torch.sin(alpha * y).square() / alpha)[0]
        worst = max(worst, float((ours[row, :, :count] - expected).abs().max()))
        worst = max(worst, float(ours[row, :, count:].abs().sum()))
    return worst


def test_each_row_is_activated_as_if_alone() -> None:
    assert worst_difference() < 1e-5


def test_groups_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activation, "GROUP_NUMBERS", 3 * COUNTS[0])
    assert worst_difference() < 1e-5


def test_the_walk_must_not_go_over_a_rows_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activation, "own_steps", lambda row, lengths: lengths.padded)
    assert worst_difference() > 1e-2


@torch.inference_mode()
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_result_is_what_the_convolution_takes(dtype: torch.dtype) -> None:
    layers = block()
    x: Tensor = torch.randn(1, layers.alpha1[0].shape[1], 50)
    style = seeded_model.make_styles(1, seed=1)[:, :128]
    assert activate(layers.adain1[0], layers.alpha1[0], x, style, Lengths([50], CPU), dtype).dtype == dtype

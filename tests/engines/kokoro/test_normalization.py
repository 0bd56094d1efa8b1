"""A row's statistics are its own."""

from __future__ import annotations

import torch

from rhapsode_bench import seeded_kokoro
from rhapsode_server.engines.kokoro.lengths import Lengths
from rhapsode_server.engines.kokoro.normalization import normalize, statistics

CPU = torch.device("cpu")


@torch.inference_mode()
def test_rows_are_normalised_as_the_package_does_it_alone() -> None:
    module = seeded_kokoro.compact_model().predictor.F0[0].norm1
    x = torch.randn(2, 512, 30, generator=torch.Generator().manual_seed(1)) * 2 + 5
    style = seeded_kokoro.make_styles(2, seed=1)[:, 128:]
    together = normalize(module, x, style, Lengths([30, 11], CPU))
    assert torch.allclose(together[0], module(x[:1], style[:1])[0], atol=1e-5)
    assert torch.allclose(together[1, :, :11], module(x[1:, :, :11], style[1:])[0], atol=1e-5)
    assert together[1, :, 11:].abs().sum() == 0


@torch.inference_mode()
def test_a_full_batch_is_normalised_to_the_last_bit_of_the_package() -> None:
    module = seeded_kokoro.compact_model().predictor.F0[0].norm1
    x = torch.randn(1, 512, 30)
    style = seeded_kokoro.make_styles(1, seed=1)[:, 128:]
    assert torch.equal(normalize(module, x, style, Lengths([30], CPU)), module(x, style))


def test_statistics_do_not_see_padding() -> None:
    x = torch.tensor([[[1.0, 3.0, 1e9]], [[2.0, 4.0, 6.0]]])
    mean, variance = statistics(x, Lengths([2, 3], CPU))
    assert mean.flatten().tolist() == [2.0, 4.0]
    assert variance.flatten().tolist() == [1.0, (4 + 0 + 4) / 3]

"""A recurrence over a padded batch is the one over each row."""

from __future__ import annotations

import torch
from torch import nn

from rhapsode_server.engines.kokoro.lengths import Lengths
from rhapsode_server.engines.kokoro.recurrence import run_recurrent

CPU = torch.device("cpu")


@torch.inference_mode()
def test_both_directions_begin_at_a_rows_own_ends() -> None:
    layer = nn.LSTM(3, 4, batch_first=True, bidirectional=True)
    x = torch.randn(3, 7, 3)
    counts = [4, 7, 1]
    together = run_recurrent(layer, x, Lengths(counts, CPU))
    assert together.shape == (3, 7, 8)
    for row, count in enumerate(counts):
        alone = layer(x[row : row + 1, :count])[0][0]
        assert torch.allclose(together[row, :count], alone, atol=1e-6)
        assert together[row, count:].abs().sum() == 0
    assert not torch.allclose(layer(x)[0][2, :1], together[2, :1], atol=1e-3)

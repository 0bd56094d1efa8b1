"""Folding changes no bit of what is computed."""

from __future__ import annotations

import warnings

import torch
from torch import nn

from rhapsode_server.engines.kokoro.weight_norm import fold_weight_norm


def test_folded_layers_compute_what_they_did_and_forget_the_parts() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        model = nn.Sequential(
            nn.utils.weight_norm(nn.Conv1d(3, 5, 3)), nn.utils.weight_norm(nn.ConvTranspose1d(5, 4, 4, 2))
        )
    with torch.no_grad():
        model[0].weight_g.mul_(1.7)
    x = torch.randn(2, 3, 20)
    before = model(x)
    assert fold_weight_norm(model) == 2
    assert torch.equal(model(x), before)
    assert sorted(model.state_dict()) == ["0.bias", "0.weight", "1.bias", "1.weight"]
    assert not model[0].weight.requires_grad
    assert fold_weight_norm(model) == 0

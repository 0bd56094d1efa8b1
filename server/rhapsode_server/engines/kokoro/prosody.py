"""How long each symbol lasts, and how pitch and energy run over them."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from rhapsode_server.engines.kokoro.lengths import Lengths, Padded, silence
from rhapsode_server.engines.kokoro.recurrence import run_recurrent
from rhapsode_server.engines.kokoro.residual import Poll, run_block


def encode_prosody(encoder: Any, context: Tensor, style: Tensor, lengths: Lengths) -> Tensor:
    """What durations and pitch are told from (the package's ``DurationEncoder``).

    Args:
        encoder: the module.
        context: ``[B, T, C]``; anything may stand on padding.
        style: ``[B, S]`` float32.
        lengths: of the rows, in symbols.

    Returns:
        ``[B, T, C + S]``.
    """
    styles = style[:, None, :].expand(-1, lengths.padded, -1)
    x = torch.cat([context, styles], -1)
    for layer in encoder.lstms:
        if isinstance(layer, nn.LSTM):
            x = run_recurrent(layer, x, lengths)
        else:
            gamma, beta = layer.fc(style)[:, None, :].chunk(2, -1)
            x = (1 + gamma) * functional.layer_norm(x, (layer.channels,), eps=layer.eps) + beta
            x = torch.cat([x, styles], -1)
    return x


def predict_durations(predictor: Any, features: Tensor, lengths: Lengths) -> list[list[int]]:
    """Frames of each symbol of each row, at least 1 each; the rows are as long as their symbols."""
    x = run_recurrent(predictor.lstm, features, lengths)
    frames = torch.sigmoid(predictor.duration_proj(x)).sum(-1).round().clamp(min=1).long().tolist()
    return [row[:count] for row, count in zip(frames, lengths.counts, strict=True)]


def spread(features: Tensor, durations: list[list[int]]) -> Padded:
    """Repeat each symbol's features for as many frames as it lasts.

    Args:
        features: ``[B, C, T]``, a step a symbol.
        durations: frames of each symbol of each row.

    Returns:
        ``[B, C, F]``, a step a frame; anything may stand on padding.
    """
    device = features.device
    lengths = Lengths([sum(row) for row in durations], device)
    index = torch.zeros(len(durations), lengths.padded, dtype=torch.long)
    for number, row in enumerate(durations):
        index[number, : sum(row)] = torch.repeat_interleave(torch.arange(len(row)), torch.tensor(row))
    index = index.to(device)[:, None, :].expand(-1, features.shape[1], -1)
    return Padded(features.gather(2, index), lengths)


def predict_curves(predictor: Any, features: Padded, style: Tensor, poll: Poll) -> tuple[Padded, Padded]:
    """Pitch in Hz (below 10: no voice) and energy, two steps a frame.

    Args:
        predictor: the package's ``ProsodyPredictor``.
        features: ``[B, C, F]``, a step a frame.
        style: ``[B, S]`` float32.
        poll: called between convolutions.

    Returns:
        Two ``[B, 1, 2F]``; pitch is zero on padding, on that of energy anything may stand.
    """
    steps = features.values.transpose(1, 2)
    shared = Padded(run_recurrent(predictor.shared, steps, features.lengths).transpose(1, 2), features.lengths)
    curves = []
    for blocks, projection in ((predictor.F0, predictor.F0_proj), (predictor.N, predictor.N_proj)):
        x = shared
        for block in blocks:
            x = run_block(block, x, style, poll)
        curves.append(Padded(projection(x.values), x.lengths))
    pitch, energy = curves
    return Padded(silence(pitch.values, pitch.lengths), pitch.lengths), energy

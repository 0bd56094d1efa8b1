"""Symbols to features: what each symbol sounds like, and what its neighbours make of it. One step a symbol."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from rhapsode_server.engines.kokoro.lengths import Lengths, silence
from rhapsode_server.engines.kokoro.recurrence import run_recurrent


def attention_mask(lengths: Lengths) -> Tensor:
    """``[B, T]`` int64: 1 where attention may look."""
    return lengths.mask.long()


def encode_context(bert: Any, projection: Any, ids: Tensor, lengths: Lengths) -> Tensor:
    """Read each row as a whole.

    Args:
        bert: the package's ``CustomAlbert``.
        projection: its ``bert_encoder``.
        ids: ``[B, T]`` int64, silent ends included.
        lengths: of the rows.

    Returns:
        ``[B, T, C]``; anything may stand on padding.
    """
    return projection(bert(ids, attention_mask=attention_mask(lengths)))  # type: ignore[no-any-return]


def encode_symbols(encoder: Any, ids: Tensor, lengths: Lengths) -> Tensor:
    """Sound each symbol beside its neighbours (the package's ``TextEncoder``).

    Returns:
        ``[B, C, T]``; zero on padding.
    """
    x = encoder.embedding(ids).transpose(1, 2)
    for layers in encoder.cnn:
        x = layers(silence(x, lengths))
    return run_recurrent(encoder.lstm, x.transpose(1, 2), lengths).transpose(1, 2)


def pad_ids(rows: list[list[int]], device: torch.device) -> tuple[Tensor, Lengths]:
    """Lay rows of symbol ids side by side.

    Returns:
        ``[B, T]`` int64, 0 on padding, and the lengths.
    """
    lengths = Lengths([len(row) for row in rows], device)
    ids = torch.zeros(len(rows), lengths.padded, dtype=torch.long)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
    return ids.to(device), lengths

"""Features of a padded batch are those of each row alone."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from rhapsode_bench import seeded_kokoro
from rhapsode_server.engines.kokoro import text_encoder
from rhapsode_server.engines.kokoro.lengths import Lengths
from rhapsode_server.engines.kokoro.text_encoder import encode_context, encode_symbols, pad_ids

CPU = torch.device("cpu")
ROUNDING = 1e-4
"""Features are of size 1; a matrix product that adds in another order changes them by a hundredth of this."""


def worst_difference(steps_last: bool) -> float:
    """Between rows of a batch and the same rows alone."""
    model = seeded_kokoro.compact_model()
    rows = seeded_kokoro.make_rows([17, 4, 9], model.vocab, seed=1)

    @torch.inference_mode()
    def encode(some: list[list[int]]) -> Tensor:
        ids, lengths = pad_ids(some, CPU)
        if steps_last:
            return encode_symbols(model.text_encoder, ids, lengths)
        return encode_context(model.bert, model.bert_encoder, ids, lengths).transpose(1, 2)

    together = encode(rows)
    return max(
        float((together[number, :, : len(row)] - encode([row])[0]).abs().max()) for number, row in enumerate(rows)
    )


def test_context_of_a_batch_is_that_of_each_row() -> None:
    assert worst_difference(steps_last=False) < ROUNDING


def test_attention_must_not_look_at_padding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_encoder, "attention_mask", lambda lengths: torch.ones_like(lengths.mask).long())
    assert worst_difference(steps_last=False) > 10 * ROUNDING


def test_symbols_of_a_batch_are_those_of_each_row() -> None:
    assert worst_difference(steps_last=True) < ROUNDING


def unmasked(x: Tensor, lengths: Lengths) -> Tensor:
    return x


def unpacked(layer: Any, x: Tensor, lengths: Lengths) -> Tensor:
    output: Tensor = layer(x)[0]
    return output


@pytest.mark.parametrize(("site", "without"), [("silence", unmasked), ("run_recurrent", unpacked)])
def test_neither_mask_of_the_symbols_can_be_taken_out(monkeypatch: pytest.MonkeyPatch, site: str, without: Any) -> None:
    monkeypatch.setattr(text_encoder, site, without)
    assert worst_difference(steps_last=True) > 10 * ROUNDING


def test_ids_are_padded_with_the_silent_symbol() -> None:
    ids, lengths = pad_ids([[5, 6, 7], [8]], CPU)
    assert ids.tolist() == [[5, 6, 7], [8, 0, 0]]
    assert lengths.counts == (3, 1)

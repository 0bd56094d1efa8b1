"""Durations and curves of a padded batch are those of each row alone."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from rhapsode_bench import seeded_kokoro
from rhapsode_server.engines.kokoro import normalization, prosody, residual
from rhapsode_server.engines.kokoro.lengths import Lengths
from rhapsode_server.engines.kokoro.prosody import encode_prosody, predict_curves, predict_durations, spread
from rhapsode_server.engines.kokoro.recurrence import run_recurrent

CPU = torch.device("cpu")
LENGTHS = (19, 5, 11)
ROUNDING = 1e-4
ROUNDING_HZ = 0.02


def context() -> tuple[Tensor, Tensor]:
    """What the text encoder could have said of three rows, and their styles; rubbish on padding."""
    generator = torch.Generator().manual_seed(4)
    features = torch.randn(len(LENGTHS), max(LENGTHS), 512, generator=generator)
    return features, seeded_kokoro.make_styles(len(LENGTHS), seed=4)[:, 128:]


@torch.inference_mode()
def read(features: Tensor, style: Tensor, lengths: Lengths) -> tuple[Tensor, list[list[int]], Tensor, Tensor]:
    """Features, durations, pitch, energy."""
    predictor = seeded_kokoro.compact_model().predictor
    encoded = encode_prosody(predictor.text_encoder, features, style, lengths)
    durations = predict_durations(predictor, encoded, lengths)
    pitch, energy = predict_curves(predictor, spread(encoded.transpose(1, 2), durations), style, lambda: None)
    return encoded, durations, pitch.values, energy.values


def differences() -> tuple[float, bool, float, float]:
    """Between the rows of a batch and the same rows alone: features, whether durations differ, pitch in Hz, energy."""
    features, style = context()
    encoded, durations, pitch, energy = read(features, style, Lengths(LENGTHS, CPU))
    worst = [0.0, 0.0, 0.0]
    differ = False
    for row, count in enumerate(LENGTHS):
        alone = read(features[row : row + 1, :count], style[row : row + 1], Lengths([count], CPU))
        differ |= durations[row] != alone[1][0]
        steps = min(alone[2].shape[-1], pitch.shape[-1])
        pairs = (
            (encoded[row, :count], alone[0][0]),
            (pitch[row, 0, :steps], alone[2][0, 0, :steps]),
            (energy[row, 0, :steps], alone[3][0, 0, :steps]),
        )
        worst = [max(before, float((a - b).abs().max())) for before, (a, b) in zip(worst, pairs, strict=True)]
    return worst[0], differ, worst[1], worst[2]


def test_a_batch_is_read_as_each_row_alone() -> None:
    encoded, durations_differ, pitch_hz, energy = differences()
    assert encoded < ROUNDING
    assert not durations_differ
    assert pitch_hz < ROUNDING_HZ
    assert energy < ROUNDING_HZ


@pytest.mark.parametrize("layer", ["encoder", "durations", "curves"])
def test_no_recurrence_may_start_in_the_padding(monkeypatch: pytest.MonkeyPatch, layer: str) -> None:
    predictor = seeded_kokoro.compact_model().predictor
    target = {"encoder": predictor.text_encoder.lstms[0], "durations": predictor.lstm, "curves": predictor.shared}

    def unpacked(module: Any, x: Tensor, lengths: Lengths) -> Tensor:
        output: Tensor = module(x)[0]
        return output if module is target[layer] else run_recurrent(module, x, lengths)

    monkeypatch.setattr(prosody, "run_recurrent", unpacked)
    encoded, durations_differ, pitch_hz, _ = differences()
    assert {"encoder": encoded > 10 * ROUNDING, "durations": durations_differ, "curves": pitch_hz > 10 * ROUNDING_HZ}[
        layer
    ]


@pytest.mark.parametrize(
    ("room", "site", "without"),
    [
        (normalization, "silence", lambda x, lengths: x),
        (normalization, "statistics", lambda x, lengths: torch.var_mean(x.double(), -1, keepdim=True)[::-1]),
        (residual, "silence", lambda x, lengths: x),
    ],
    ids=["convolutions", "statistics", "upsampling"],
)
def test_no_mask_of_the_curves_can_be_taken_out(
    monkeypatch: pytest.MonkeyPatch, room: Any, site: str, without: Any
) -> None:
    monkeypatch.setattr(room, site, without)
    _, _, pitch_hz, energy = differences()
    assert pitch_hz > 10 * ROUNDING_HZ
    assert energy > ROUNDING_HZ


def test_symbols_last_at_least_a_frame_and_are_spread_over_their_frames() -> None:
    features = torch.arange(6.0).reshape(2, 1, 3)
    spoken = spread(features, [[2, 1, 3], [1, 1]])
    assert spoken.lengths.counts == (6, 2)
    assert spoken.values[0, 0].tolist() == [0, 0, 1, 2, 2, 2]
    assert spoken.values[1, 0, :2].tolist() == [3, 4]

"""The models of the tests behave: without a spread of durations and pitch no comparison would prove anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from rhapsode_bench import seeded_kokoro
from rhapsode_server.engines.kokoro.prosody import encode_prosody, predict_curves, predict_durations, spread
from rhapsode_server.engines.kokoro.text_encoder import encode_context, pad_ids


@torch.inference_mode()
def assert_lively(model: Any) -> None:
    # Rows and styles that the heads were not scaled with, of other lengths.
    rows = seeded_kokoro.make_rows([12, 40, 25, 3, 60, 30], model.vocab, seed=101)
    style = seeded_kokoro.make_styles(len(rows), seed=102)[:, 128:]
    ids, lengths = pad_ids([[0, *row, 0] for row in rows], torch.device("cpu"))
    context = encode_context(model.bert, model.bert_encoder, ids, lengths)
    features = encode_prosody(model.predictor.text_encoder, context, style, lengths)
    durations = predict_durations(model.predictor, features, lengths)
    pitch, _ = predict_curves(model.predictor, spread(features.transpose(1, 2), durations), style, lambda: None)
    frames = torch.tensor([count for row in durations for count in row]).float()
    assert 2.0 < frames.mean() < 5.0
    assert frames.min() == 1
    assert 8 <= frames.max() <= 20
    assert len(frames.unique()) >= 8
    hz = pitch.values[:, 0][pitch.lengths.mask]
    assert ((hz > 80) & (hz < 300)).float().mean() > 0.6
    voiceless = (pitch.values[:, 0] < 10) & pitch.lengths.mask
    assert 0.005 < voiceless.sum() / pitch.lengths.mask.sum() < 0.1
    assert (voiceless[:, 1:] & voiceless[:, :-1]).any(), "voiceless stretches are longer than a step"


def test_the_compact_model_is_lively() -> None:
    assert_lively(seeded_kokoro.compact_model())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_models_of_the_published_architecture_are_lively(tmp_path: Path, seed: int) -> None:
    assert_lively(seeded_kokoro.build(tmp_path, seeded_kokoro.published_config(), seed))


@pytest.mark.slow
def test_files_are_those_of_the_publication_and_depend_on_the_seed_alone(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        seeded_kokoro.write(tmp_path / name, seeded_kokoro.compact_config(), seed, voices=("af_heart",))
    one, again, other = (
        torch.load(tmp_path / name / "kokoro-v1_0.pth", weights_only=True) for name in ("one", "again", "other")
    )
    assert set(one) == {"bert", "bert_encoder", "predictor", "text_encoder", "decoder"}
    for part, state in one.items():
        assert all(name.startswith("module.") for name in state)
        assert all(torch.equal(tensor, again[part][name]) for name, tensor in state.items())
    assert any(not torch.equal(tensor, other["bert"][name]) for name, tensor in one["bert"].items())
    voice = torch.load(tmp_path / "one/voices/af_heart.pt", weights_only=True)
    assert voice.shape == (510, 1, 256)
    assert voice.dtype == torch.float32


@pytest.mark.slow
def test_the_published_architecture_has_the_published_numbers(tmp_path: Path) -> None:
    seeded_kokoro.write(tmp_path, seeded_kokoro.published_config(), seed=1, voices=())
    tensors = [
        tensor
        for state in torch.load(tmp_path / "kokoro-v1_0.pth", weights_only=True).values()
        for tensor in state.values()
    ]
    assert len(tensors) == 548
    assert sum(tensor.numel() for tensor in tensors) == 81_763_410

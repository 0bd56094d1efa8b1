"""Batches against the package's own forward, row by row; and against themselves with one mask taken out."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from engines.kokoro import seeded_model
from engines.kokoro.package_forward import SpokenAlone, decibels, speak_alone
from rhapsode_server.engines.kokoro import (
    activation,
    decoder,
    harmonic_source,
    normalization,
    prosody,
    residual,
    spectrum,
)
from rhapsode_server.engines.kokoro.forward import Forward
from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise
from rhapsode_server.engines.kokoro.lengths import Lengths
from rhapsode_server.engines.kokoro.utterance import FRAME_SAMPLES, MAX_SYMBOLS, Utterance
from rhapsode_server.engines.kokoro.weights import KokoroModel

SAME_DB = 100.0
"""Signal to difference from which on a row counts as unchanged. 120 is what float32 leaves; at 60, some of the masks
below could be taken out of rows as short as these and nothing would be noticed."""
LENGTHS = (20, 9, 3)
SEEDS = SeededNoise(range(16))


def spoken_by_package(model: KokoroModel, rows: Sequence[Sequence[int]], styles: Tensor) -> list[SpokenAlone]:
    return [
        speak_alone(model, row, style, SEEDS, number)
        for number, (row, style) in enumerate(zip(rows, styles, strict=True))
    ]


def worst_db(spoken: Sequence[Utterance | None], reference: Sequence[SpokenAlone]) -> float:
    """Of all rows; durations are compared on the way."""
    worst = float("inf")
    for utterance, alone in zip(spoken, reference, strict=True):
        assert utterance is not None
        assert utterance.frames == alone.frames
        assert len(utterance.samples) == sum(utterance.frames) * FRAME_SAMPLES
        worst = min(worst, decibels(alone.samples, torch.from_numpy(utterance.samples)))
    return worst


@functools.cache
def example() -> tuple[list[list[int]], Tensor, list[SpokenAlone]]:
    """A ragged batch, and what the package makes of each row."""
    model = seeded_model.compact_model()
    rows = seeded_model.make_rows(LENGTHS, model.vocab, seed=5)
    styles = seeded_model.make_styles(len(rows), seed=11)
    return rows, styles, spoken_by_package(model, rows, styles)


@pytest.fixture(scope="module")
def forward() -> Forward:
    return Forward(seeded_model.compact_model())


def test_each_row_of_a_batch_is_what_the_package_speaks_alone(forward: Forward) -> None:
    rows, styles, reference = example()
    assert worst_db(forward.speak(rows, styles, SEEDS), reference) > SAME_DB


@pytest.mark.slow
@pytest.mark.parametrize("size", [2, 5, 16])
def test_random_batches_are_what_the_package_speaks_row_by_row(forward: Forward, size: int) -> None:
    chosen = random.Random(size)
    model = seeded_model.compact_model()
    rows = seeded_model.make_rows([chosen.randint(1, 40) for _ in range(size)], model.vocab, seed=size)
    styles = seeded_model.make_styles(size, seed=size)
    assert worst_db(forward.speak(rows, styles, SEEDS), spoken_by_package(model, rows, styles)) > SAME_DB


@pytest.mark.slow
def test_the_longest_row_stands_beside_one_of_three_symbols(forward: Forward) -> None:
    model = seeded_model.compact_model()
    rows = seeded_model.make_rows([MAX_SYMBOLS, 3], model.vocab, seed=2)
    styles = seeded_model.make_styles(2, seed=2)
    assert worst_db(forward.speak(rows, styles, SEEDS), spoken_by_package(model, rows, styles)) > SAME_DB


@pytest.mark.slow
def test_the_published_architecture_is_spoken_as_the_package_speaks_it(tmp_path: Path) -> None:
    model = seeded_model.build(tmp_path, seeded_model.published_config(), seed=3)
    rows = seeded_model.make_rows([14, 5, 1], model.vocab, seed=3)
    styles = seeded_model.make_styles(3, seed=3)
    # First the package, with weights as they were trained; then ours, which folds them.
    reference = spoken_by_package(model, rows, styles)
    assert worst_db(Forward(model).speak(rows, styles, SEEDS), reference) > SAME_DB


class CallSkipped:
    """Stands in for a mask: does nothing at its ``which``-th call (counted from 0, or from the end of one forward), or
    at every call; asks the real one otherwise."""

    def __init__(self, mask: Callable[..., Tensor], which: int | None) -> None:
        self.mask = mask
        self.which = which
        self.calls = 0

    def __call__(self, x: Tensor, lengths: Lengths, *rest: Any) -> Tensor:
        self.calls += 1
        return x if self.which in (None, self.calls - 1) else self.mask(x, lengths, *rest)


def padding_and_all(x: Tensor, lengths: Lengths) -> tuple[Tensor, Tensor]:
    """Statistics that take padding for sound."""
    return x.double().mean(-1, keepdim=True), x.double().var(-1, correction=0, keepdim=True)


def mirrored_at_the_tensors_end(samples: Tensor, lengths: Lengths, margin: int) -> Tensor:
    return nn.functional.pad(samples[:, None], (margin, margin), mode="reflect")[:, 0]


STAGES = len(seeded_model.compact_config()["istftnet"]["upsample_rates"])
MASKS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "statistics of the normalisations": (normalization, "statistics", padding_and_all),
    "steps of the activations": (activation, "own_steps", lambda row, lengths: lengths.padded),
    "what convolutions see": (normalization, "silence", CallSkipped(normalization.silence, None)),
    "bias of the upsampling layer": (residual, "silence", CallSkipped(residual.silence, None)),
    "entry of the first stage": (decoder, "silence", CallSkipped(decoder.silence, 0)),
    "excitation at the first stage": (decoder, "silence", CallSkipped(decoder.silence, 1)),
    "entry of the last stage": (decoder, "silence", CallSkipped(decoder.silence, 2 * (STAGES - 1))),
    "entry of the last convolution": (decoder, "silence", CallSkipped(decoder.silence, 2 * STAGES)),
    "mirror of the spectrum": (spectrum, "mirror", mirrored_at_the_tensors_end),
    "windows behind the end": (spectrum, "silence", CallSkipped(spectrum.silence, 0)),
    "sum of the windows": (spectrum, "silence", CallSkipped(spectrum.silence, 1)),
}


@pytest.mark.parametrize("site", MASKS)
def test_no_mask_can_be_taken_out(forward: Forward, monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    rows, styles, reference = example()
    room, name, without = MASKS[site]
    monkeypatch.setattr(room, name, without)
    spoken = forward.speak(rows, styles, SEEDS)
    assert worst_db(spoken, reference) < SAME_DB


def test_reading_together_keeps_durations_and_nearly_the_pitch(
    forward: Forward, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, styles, reference = example()
    heard: list[Any] = []

    def overheard(source: Any, pitch: Any, noise: Tensor) -> Tensor:
        heard.append(pitch)
        return harmonic_source.excite(source, pitch, noise)

    monkeypatch.setattr("rhapsode_server.engines.kokoro.forward.excite", overheard)
    together = Forward(seeded_model.compact_model(), read_together=True).speak(rows, styles, SEEDS)
    forward.speak(rows, styles, SEEDS)
    assert [utterance.frames for utterance in together if utterance] == [alone.frames for alone in reference]
    error_hz = (heard[0].values - heard[1].values)[heard[0].lengths.mask[:, None]].abs().max()
    assert error_hz < 0.01


def test_pitch_read_together_ends_with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, styles, _ = example()
    forward = Forward(seeded_model.compact_model(), read_together=True)
    masked = forward.speak(rows, styles, SEEDS)
    monkeypatch.setattr(prosody, "silence", CallSkipped(prosody.silence, None))
    unmasked = forward.speak(rows, styles, SEEDS)
    pairs = [(one.samples, other.samples) for one, other in zip(masked, unmasked, strict=True) if one and other]
    assert min(decibels(torch.from_numpy(one), torch.from_numpy(other)) for one, other in pairs) < SAME_DB


def test_deterministic_rows_are_the_same_bytes_in_every_company() -> None:
    rows, styles, _ = example()
    forward = Forward(seeded_model.compact_model(), deterministic=True)

    class Swapped:
        def draw(self, row: int, samples: int, harmonics: int) -> Tensor:
            return SEEDS.draw(1 - row, samples, harmonics)

    one, two = forward.speak(rows[:2], styles[:2], SEEDS)
    other_two, other_one = forward.speak(rows[1::-1], styles[:2].flip(0), Swapped())
    assert one is not None
    assert two is not None
    assert other_one is not None
    assert other_two is not None
    assert one.samples.tobytes() == other_one.samples.tobytes()
    assert two.samples.tobytes() == other_two.samples.tobytes()


def test_samples_are_float32_and_stay_in_range(forward: Forward) -> None:
    rows, styles, _ = example()
    (utterance,) = forward.speak(rows[1:2], styles[1:2], SEEDS)
    assert utterance is not None
    assert utterance.samples.dtype == np.float32
    assert np.abs(utterance.samples).max() <= 1.0
    assert utterance.samples.flags.owndata


class Cancelling:
    """Cancels ``rows`` from the ``after``-th poll on."""

    def __init__(self, rows: set[int], after: int) -> None:
        self.rows = rows
        self.after = after
        self.polls = 0

    def __call__(self, row: int) -> bool:
        self.polls += 1
        return self.polls > self.after and row in self.rows


@pytest.mark.parametrize("after", [0, 40, 100])
def test_a_cancelled_row_leaves_and_the_others_go_on_unchanged(forward: Forward, after: int) -> None:
    rows, styles, reference = example()
    cancelling = Cancelling({0}, after)
    gone, *others = forward.speak(rows, styles, SEEDS, cancelling)
    assert cancelling.polls > after
    assert gone is None
    assert worst_db(others, reference[1:]) > SAME_DB


@pytest.mark.parametrize("after", [0, 20, 60, 110])
def test_once_all_are_cancelled_hardly_a_convolution_runs(forward: Forward, after: int) -> None:
    rows, styles, _ = example()
    cancelling = Cancelling({0, 1, 2}, after)
    late = 0

    def count(module: nn.Module, inputs: Any) -> None:
        nonlocal late
        late += cancelling.polls > after

    hooks = [
        module.register_forward_pre_hook(count)
        for module in seeded_model.compact_model().modules()
        if isinstance(module, (nn.Conv1d, nn.ConvTranspose1d, nn.LSTM))
    ]
    try:
        assert forward.speak(rows, styles, SEEDS, cancelling) == [None, None, None]
    finally:
        for hook in hooks:
            hook.remove()
    assert late <= 2


def test_a_row_has_a_symbol_and_no_more_than_the_model_has_places_for(forward: Forward) -> None:
    for row in ([], [1] * (MAX_SYMBOLS + 1)):
        with pytest.raises(ValueError, match="symbols"):
            forward.speak([row], seeded_model.make_styles(1, 0), SEEDS)


def test_each_row_has_a_style(forward: Forward) -> None:
    with pytest.raises(ValueError, match="styles"):
        forward.speak([[1]], seeded_model.make_styles(2, 0), SEEDS)


def test_a_model_of_another_rate_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    model = seeded_model.compact_model()
    monkeypatch.setattr(model.decoder.generator.m_source.l_sin_gen, "upsample_scale", 256)
    with pytest.raises(ValueError, match="samples a frame"):
        Forward(model)

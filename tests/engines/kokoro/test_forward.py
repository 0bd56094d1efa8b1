"""Batches against the package's own forward, row by row; and against themselves with one mask taken out."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from engines.kokoro.halving import HALVES
from rhapsode_bench import seeded_kokoro
from rhapsode_bench.kokoro_package import SpokenAlone, decibels, speak_alone
from rhapsode_server.engines.kokoro import decoder, harmonic_source, normalization, prosody, residual, spectrum
from rhapsode_server.engines.kokoro.bucketed_vocoder import BucketedVocoder
from rhapsode_server.engines.kokoro.features import Vocoder
from rhapsode_server.engines.kokoro.forward import Forward
from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise
from rhapsode_server.engines.kokoro.lengths import Lengths
from rhapsode_server.engines.kokoro.tiled import kernels, signal
from rhapsode_server.engines.kokoro.tiled.crew import Crew
from rhapsode_server.engines.kokoro.tiled.vocoder import TiledVocoder
from rhapsode_server.engines.kokoro.utterance import FRAME_SAMPLES, MAX_SYMBOLS, Utterance
from rhapsode_server.engines.kokoro.weights import KokoroModel

SAME_DB = 90.0
"""Signal to difference from which on a row counts as unchanged. 100 to 120 is what float32 leaves, by processor; at 60,
some of the masks below could be taken out of rows as short as these and nothing would be noticed."""
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
    model = seeded_kokoro.compact_model()
    rows = seeded_kokoro.make_rows(LENGTHS, model.vocab, seed=5)
    styles = seeded_kokoro.make_styles(len(rows), seed=11)
    return rows, styles, spoken_by_package(model, rows, styles)


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    crew = Crew(2)
    yield crew
    crew.close()


@pytest.fixture(scope="module")
def tiled(crew: Crew) -> Forward:
    model = seeded_kokoro.compact_model()
    return Forward(model, TiledVocoder(model.decoder, crew))


@pytest.fixture(scope="module")
def bucketed() -> Forward:
    model = seeded_kokoro.compact_model()
    return Forward(model, BucketedVocoder(model.decoder))


@pytest.fixture(params=["tiled", "bucketed"])
def forward(request: pytest.FixtureRequest) -> Forward:
    """With each of the vocoders."""
    forward: Forward = request.getfixturevalue(request.param)
    return forward


def test_each_row_of_a_batch_is_what_the_package_speaks_alone(forward: Forward) -> None:
    rows, styles, reference = example()
    assert worst_db(forward.speak(rows, styles, SEEDS), reference) > SAME_DB


@pytest.mark.slow
@pytest.mark.parametrize("size", [2, 5, 16])
def test_random_batches_are_what_the_package_speaks_row_by_row(forward: Forward, size: int) -> None:
    chosen = random.Random(size)
    model = seeded_kokoro.compact_model()
    rows = seeded_kokoro.make_rows([chosen.randint(1, 40) for _ in range(size)], model.vocab, seed=size)
    styles = seeded_kokoro.make_styles(size, seed=size)
    assert worst_db(forward.speak(rows, styles, SEEDS), spoken_by_package(model, rows, styles)) > SAME_DB


@pytest.mark.slow
def test_the_longest_row_stands_beside_one_of_three_symbols(forward: Forward) -> None:
    model = seeded_kokoro.compact_model()
    rows = seeded_kokoro.make_rows([MAX_SYMBOLS, 3], model.vocab, seed=2)
    styles = seeded_kokoro.make_styles(2, seed=2)
    assert worst_db(forward.speak(rows, styles, SEEDS), spoken_by_package(model, rows, styles)) > SAME_DB


@pytest.mark.slow
@pytest.mark.parametrize("vocoder", [TiledVocoder, BucketedVocoder])
def test_the_published_architecture_is_spoken_as_the_package_speaks_it(
    tmp_path: Path, crew: Crew, vocoder: type[TiledVocoder | BucketedVocoder]
) -> None:
    model = seeded_kokoro.build(tmp_path, seeded_kokoro.published_config(), seed=3)
    rows = seeded_kokoro.make_rows([14, 5, 1], model.vocab, seed=3)
    styles = seeded_kokoro.make_styles(3, seed=3)
    # First the package, with weights as they were trained; then ours, which folds them.
    reference = spoken_by_package(model, rows, styles)
    made: Vocoder = TiledVocoder(model.decoder, crew) if vocoder is TiledVocoder else BucketedVocoder(model.decoder)
    assert worst_db(Forward(model, made).speak(rows, styles, SEEDS), reference) > SAME_DB


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


STAGES = len(seeded_kokoro.compact_config()["istftnet"]["upsample_rates"])
MASKS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "statistics of the normalisations": (normalization, "statistics", padding_and_all),
    "what convolutions see": (normalization, "silence", CallSkipped(normalization.silence, None)),
    "bias of the upsampling layer": (residual, "silence", CallSkipped(residual.silence, None)),
    "entry of the first stage": (decoder, "silence", CallSkipped(decoder.silence, 0)),
    "entry of the last stage": (decoder, "silence", CallSkipped(decoder.silence, 2 * (STAGES - 1))),
    "entry of the last convolution": (decoder, "silence", CallSkipped(decoder.silence, 2 * STAGES)),
    "windows behind the end": (spectrum, "silence", CallSkipped(spectrum.silence, 0)),
    "sum of the windows": (spectrum, "silence", CallSkipped(spectrum.silence, 1)),
}


@pytest.mark.parametrize("site", MASKS)
def test_no_mask_can_be_taken_out(bucketed: Forward, monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    rows, styles, reference = example()
    room, name, without = MASKS[site]
    monkeypatch.setattr(room, name, without)
    spoken = bucketed.speak(rows, styles, SEEDS)
    assert worst_db(spoken, reference) < SAME_DB


READING_MASKS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "pitch behind the end": (prosody, "silence", CallSkipped(prosody.silence, None)),
    "mirror of the spectrum": (spectrum, "mirror", mirrored_at_the_tensors_end),
    "excitation at the first stage": (decoder, "silence", CallSkipped(decoder.silence, 1)),
}


@pytest.mark.parametrize("site", READING_MASKS)
def test_no_mask_of_rows_read_together_can_be_taken_out(monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    rows, styles, _ = example()
    model = seeded_kokoro.compact_model()
    together = Forward(model, BucketedVocoder(model.decoder), read_together=True)
    masked = together.speak(rows, styles, SEEDS)
    room, name, without = READING_MASKS[site]
    monkeypatch.setattr(room, name, without)
    unmasked = together.speak(rows, styles, SEEDS)
    pairs = [(one.samples, other.samples) for one, other in zip(masked, unmasked, strict=True) if one and other]
    assert min(decibels(torch.from_numpy(one), torch.from_numpy(other)) for one, other in pairs) < SAME_DB


def test_reading_together_keeps_durations_and_nearly_the_pitch(
    bucketed: Forward, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, styles, reference = example()
    heard: list[Any] = []

    def overheard(source: Any, pitch: Any, noise: Tensor) -> Tensor:
        heard.append(pitch)
        return harmonic_source.excite(source, pitch, noise)

    monkeypatch.setattr("rhapsode_server.engines.kokoro.reader.excite", overheard)
    model = seeded_kokoro.compact_model()
    together = Forward(model, BucketedVocoder(model.decoder), read_together=True).speak(rows, styles, SEEDS)
    bucketed.speak(rows, styles, SEEDS)
    assert [utterance.frames for utterance in together if utterance] == [alone.frames for alone in reference]
    batch, *alone = heard
    for row, pitch in enumerate(alone):
        assert (batch.values[row, 0, : pitch.lengths.padded] - pitch.values[0, 0]).abs().max() < 0.01


def whole_tiles_count(self: signal.Signal) -> None:
    self.means = np.empty((len(self.tiles), self.channels), np.float32)
    self.squares = np.empty_like(self.means)
    self.counts = np.array([tile.width for tile in self.tiles])


class HeldAtTheBorders:
    """Gathers what lies outside a signal as its first or last step, where silence is wanted."""

    def __init__(self, gather: Any) -> None:
        self._gather = gather

    def __call__(self, values: Any, first: int, *rest: Any) -> None:
        tile = rest[-1]
        ends = np.clip(np.arange(first, first + len(tile)), 0, len(values) - 1)
        self._gather(np.ascontiguousarray(values[ends]), 0, *rest)


class OnlyThisTile:
    """Forgets what other tiles have measured."""

    def __init__(self, fold: Any) -> None:
        self._fold = fold

    def __call__(self, means: Any, squares: Any, counts: Any, *rest: Any) -> None:
        self._fold(means[:1], squares[:1], counts[:1], *rest)


def test_tiles_end_where_their_row_does(tiled: Forward, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, styles, reference = example()
    with monkeypatch.context() as patch:
        patch.setattr(signal.Signal, "__post_init__", whole_tiles_count)
        assert worst_db(tiled.speak(rows, styles, SEEDS), reference) < SAME_DB
    real = kernels.kernels()
    for name, without in (
        ("gather_snake", HeldAtTheBorders(real.gather_snake)),
        ("gather_leaky", HeldAtTheBorders(real.gather_leaky)),
        ("fold", OnlyThisTile(real.fold)),
    ):
        broken = real._replace(**{name: without})
        with monkeypatch.context() as patch:
            for room in ("walk", "style", "stage"):
                patch.setattr(f"rhapsode_server.engines.kokoro.tiled.{room}.kernels", lambda broken=broken: broken)
            assert worst_db(tiled.speak(rows, styles, SEEDS), reference) < SAME_DB, name


@pytest.mark.parametrize("dtype", [torch.float32, pytest.param(torch.bfloat16, marks=HALVES)])
def test_tiled_rows_are_the_same_bytes_in_every_company_and_by_any_number_of_threads(dtype: torch.dtype) -> None:
    rows, styles, _ = example()
    model = seeded_kokoro.compact_model()

    class Swapped:
        def draw(self, row: int, samples: int, harmonics: int) -> Tensor:
            return SEEDS.draw(2 - row, samples, harmonics)

    spoken = []
    for members in (1, 3):
        crew = Crew(members)
        forward = Forward(model, TiledVocoder(model.decoder, crew, dtype))
        spoken.append(forward.speak(rows, styles, SEEDS))
        spoken.append(forward.speak(rows[::-1], styles.flip(0), Swapped())[::-1])
        spoken.append([forward.speak(rows[:1], styles[:1], SEEDS)[0], *spoken[-1][1:]])
        crew.close()
    first, *others = [[row.samples.tobytes() for row in batch if row is not None] for batch in spoken]
    assert len(first) == len(rows)
    assert all(other == first for other in others)


def test_samples_are_float32_and_stay_in_range(forward: Forward) -> None:
    rows, styles, _ = example()
    (utterance,) = forward.speak(rows[1:2], styles[1:2], SEEDS)
    assert utterance is not None
    assert utterance.samples.dtype == np.float32
    assert np.abs(utterance.samples).max() <= 1.0


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
def test_a_cancelled_row_leaves_and_the_others_go_on_unchanged(tiled: Forward, after: int) -> None:
    rows, styles, reference = example()
    cancelling = Cancelling({0}, after)
    gone, *others = tiled.speak(rows, styles, SEEDS, cancelling)
    assert cancelling.polls > after
    assert gone is None
    assert worst_db(others, reference[1:]) > SAME_DB


def test_rows_cancelled_while_they_are_read_are_not_spoken(forward: Forward) -> None:
    rows, styles, reference = example()
    gone, *others = forward.speak(rows, styles, SEEDS, Cancelling({0}, 4))
    assert gone is None
    assert worst_db(others, reference[1:]) > SAME_DB


@pytest.mark.parametrize("after", [0, 12, 24])
def test_once_all_are_cancelled_nothing_more_is_read(forward: Forward, after: int) -> None:
    rows, styles, _ = example()
    cancelling = Cancelling({0, 1, 2}, after)
    late = 0

    def count(module: nn.Module, inputs: Any) -> None:
        nonlocal late
        late += cancelling.polls > after

    hooks = [
        module.register_forward_pre_hook(count)
        for module in seeded_kokoro.compact_model().modules()
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
            forward.speak([row], seeded_kokoro.make_styles(1, 0), SEEDS)


def test_each_row_has_a_style(forward: Forward) -> None:
    with pytest.raises(ValueError, match="styles"):
        forward.speak([[1]], seeded_kokoro.make_styles(2, 0), SEEDS)


def test_a_model_of_another_rate_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    model = seeded_kokoro.compact_model()
    monkeypatch.setattr(model.decoder.generator.m_source.l_sin_gen, "upsample_scale", 256)
    with pytest.raises(ValueError, match="samples a frame"):
        Forward(model, BucketedVocoder(model.decoder))

"""A row's beginning is told before its end is worked out, and both together are what the package speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch

from rhapsode_bench import seeded_kokoro
from rhapsode_bench.kokoro_package import decibels, speak_alone
from rhapsode_server.engines.kokoro.forward import Forward
from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise
from rhapsode_server.engines.kokoro.tiled import signal
from rhapsode_server.engines.kokoro.tiled.crew import Crew
from rhapsode_server.engines.kokoro.tiled.vocoder import TiledVocoder
from rhapsode_server.engines.kokoro.utterance import FRAME_SAMPLES

HOP_SAMPLES = 5
SAME_DB = 90.0


@pytest.fixture(scope="module")
def forward() -> Iterator[Forward]:
    """With tiles so small that a short row has dozens."""
    model = seeded_kokoro.compact_model()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signal, "TILE_NUMBERS", 2_048)
        forward = Forward(model, TiledVocoder(model.decoder, Crew(2)))
        yield forward
        forward.close()


@pytest.mark.parametrize("lengths", [(1,), (7,), (12, 1, 5)])
def test_two_stretches_are_one_row(forward: Forward, lengths: tuple[int, ...]) -> None:
    model = seeded_kokoro.compact_model()
    rows = seeded_kokoro.make_rows(lengths, model.vocab, seed=3)
    styles, noise = seeded_kokoro.make_styles(len(rows), seed=3), SeededNoise(range(9))
    first, second = forward.stretches(rows, styles, noise)
    for number, row in enumerate(rows):
        one, other = first[number], second[number]
        assert one is not None
        assert other is not None
        assert one.frames == other.frames
        assert 0 < len(one.samples) <= 128 * HOP_SAMPLES
        assert len(one.samples) + len(other.samples) == sum(one.frames) * FRAME_SAMPLES
        alone = speak_alone(model, row, styles[number], noise, number)
        assert decibels(alone.samples, torch.from_numpy(np.concatenate([one.samples, other.samples]))) > SAME_DB


def test_a_row_of_one_tile_has_an_empty_second_stretch() -> None:
    model = seeded_kokoro.compact_model()
    rows = seeded_kokoro.make_rows([2, 9], model.vocab, seed=3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signal, "HALVINGS", 0)
        patch.setattr(signal, "TILE_NUMBERS", 1 << 20)
        forward = Forward(model, TiledVocoder(model.decoder, Crew(1)))
        first, second = forward.stretches(rows, seeded_kokoro.make_styles(2, seed=3), SeededNoise([1, 2]))
    for one, other in zip(first, second, strict=True):
        assert one is not None
        assert other is not None
        assert len(one.samples) == sum(one.frames) * FRAME_SAMPLES
        assert len(other.samples) == 0


def test_the_last_layers_go_on_behind_the_first_stretch(forward: Forward, tiles_convolved: Callable[[], int]) -> None:
    model = seeded_kokoro.compact_model()
    rows, styles = seeded_kokoro.make_rows([12], model.vocab, seed=3), seeded_kokoro.make_styles(1, seed=3)
    stretches = forward.stretches(rows, styles, SeededNoise([1]))
    [first] = next(stretches)
    assert first is not None
    before = tiles_convolved()
    [second] = next(stretches)
    assert second is not None
    last_tiles = len(second.samples) // (128 * HOP_SAMPLES)
    blocks = model.decoder.generator.num_kernels
    # The last layer of each block, and the one to the spectrum.
    assert tiles_convolved() - before >= (blocks + 1) * last_tiles


def test_whoever_cancels_behind_the_first_stretch_hears_no_second(forward: Forward) -> None:
    model = seeded_kokoro.compact_model()
    rows, styles = seeded_kokoro.make_rows([12], model.vocab, seed=3), seeded_kokoro.make_styles(1, seed=3)
    heard = []
    for [stretch] in forward.stretches(rows, styles, SeededNoise([1]), lambda row: bool(heard)):
        assert stretch is not None
        heard.append(stretch)
    assert len(heard) == 1


def test_between_two_stretches_another_row_may_be_spoken_and_threads_are_as_before(forward: Forward) -> None:
    model = seeded_kokoro.compact_model()
    rows, styles = seeded_kokoro.make_rows([12], model.vocab, seed=3), seeded_kokoro.make_styles(1, seed=3)
    threads = torch.get_num_threads()
    whole = forward.speak(rows, styles, SeededNoise([1]))[0]
    stretches = forward.stretches(rows, styles, SeededNoise([1]))
    [first] = next(stretches)
    assert torch.get_num_threads() == threads
    other = forward.speak(seeded_kokoro.make_rows([5], model.vocab, seed=8), styles, SeededNoise([4]))[0]
    [second] = next(stretches)
    assert next(stretches, None) is None
    assert torch.get_num_threads() == threads
    assert first is not None
    assert second is not None
    assert whole is not None
    assert other is not None
    assert np.concatenate([first.samples, second.samples]).tobytes() == whole.samples.tobytes()

"""The vocoder in tiles: cancelled between layers, its memory its own. That it sounds right is in ``test_forward``."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch

from engines.kokoro.halving import HALVES
from rhapsode_bench import seeded_kokoro
from rhapsode_server.engines.kokoro.forward import Forward
from rhapsode_server.engines.kokoro.harmonic_source import SeededNoise
from rhapsode_server.engines.kokoro.tiled.crew import Crew
from rhapsode_server.engines.kokoro.tiled.signal import divide, tile_widths
from rhapsode_server.engines.kokoro.tiled.vocoder import TiledVocoder


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    crew = Crew(2)
    yield crew
    crew.close()


def test_once_all_are_cancelled_no_further_layer_is_begun(crew: Crew, tiles_convolved: Callable[[], int]) -> None:
    model = seeded_kokoro.compact_model()
    forward = Forward(model, TiledVocoder(model.decoder, crew))
    rows = seeded_kokoro.make_rows([30], model.vocab, seed=5)
    styles = seeded_kokoro.make_styles(1, seed=5)
    whole = forward.speak(rows, styles, SeededNoise([1]))[0]
    assert whole is not None
    all_tiles = tiles_convolved()
    # The layer with the most tiles is one at the highest rate.
    most = len(divide(len(whole.samples) // 5 + 1, tile_widths(16)))
    seen_at_cancel: list[int] = []

    def cancelled(row: int) -> bool:
        tiles = tiles_convolved() - all_tiles
        if tiles > all_tiles // 2 and not seen_at_cancel:
            seen_at_cancel.append(tiles)
        return bool(seen_at_cancel)

    assert forward.speak(rows, styles, SeededNoise([1]), cancelled) == [None]
    assert seen_at_cancel
    tiles = tiles_convolved() - all_tiles
    assert tiles == seen_at_cancel[0], "a layer was begun behind the poll that said stop"
    assert all_tiles // 2 <= tiles <= all_tiles // 2 + most


def test_the_packages_own_weights_need_not_be_kept(tmp_path: Path, crew: Crew) -> None:
    model = seeded_kokoro.build(tmp_path, seeded_kokoro.compact_config(), seed=1)
    rows = seeded_kokoro.make_rows([5], model.vocab, seed=1)
    forward = Forward(model, TiledVocoder(model.decoder, crew))
    block = weakref.ref(model.decoder.generator.resblocks[0])
    del model
    gc.collect()
    assert block() is None
    assert forward.speak(rows, seeded_kokoro.make_styles(1, seed=1), SeededNoise([1]))[0] is not None


@HALVES
def test_weights_as_they_were_trained_stay_as_they_are(tmp_path: Path, crew: Crew) -> None:
    model = seeded_kokoro.build(tmp_path, seeded_kokoro.compact_config(), seed=1)
    before = {name: tensor.clone() for name, tensor in model.decoder.state_dict().items()}
    TiledVocoder(model.decoder, crew, torch.bfloat16)
    assert model.decoder.state_dict().keys() == before.keys()
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.decoder.state_dict().items())

"""Tiles cover a signal, and little beyond."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhapsode_server.engines.kokoro.tiled.signal import divide, new_signal, signal_of, tile_widths


@given(st.integers(1, 5_000), st.sampled_from([(512, 128), (256, 64), (64, 16), (8,)]))
def test_tiles_follow_each_other_and_cover_every_step(steps: int, widths: tuple[int, ...]) -> None:
    tiles = divide(steps, widths)
    assert [tile.number for tile in tiles] == list(range(len(tiles)))
    assert tiles[0].first == 0
    for one, other in zip(tiles, tiles[1:], strict=False):
        assert other.first == one.first + one.width
    assert {tile.width for tile in tiles} <= set(widths)
    assert 0 <= tiles[-1].first + tiles[-1].width - steps < widths[-1]
    assert [tile.width for tile in tiles] == sorted((tile.width for tile in tiles), reverse=True)
    if len(widths) > 1:
        assert sum(tile.width == widths[0] for tile in tiles) % 2 == 0, "two would share them unevenly"


@given(st.integers(1, 4_096))
def test_wide_tiles_are_whole_numbers_of_narrow_ones(channels: int) -> None:
    widths = tile_widths(channels)
    assert all(wide == 2 * narrow for wide, narrow in zip(widths, widths[1:], strict=False))
    assert widths[-1] >= 8


def test_a_signal_counts_the_steps_of_its_own() -> None:
    signal = new_signal(150, 4, (64, 16))
    assert signal.steps == 150
    assert signal.channels == 4
    assert list(signal.counts) == [64, 64, 16, 6]
    assert list(new_signal(100, 4, (64, 32, 16)).counts) == [32, 32, 32, 4]
    assert not signal.values.any()


def test_channels_side_by_side_are_measured() -> None:
    one, other = np.random.default_rng(1).standard_normal((2, 90, 3)).astype(np.float32)
    signal = signal_of([one, other], (64, 16))
    assert signal.values[:, 3:].tolist() == other.tolist()
    for tile, count in zip(signal.tiles, signal.counts, strict=True):
        part = signal.values[tile.first : tile.first + count].astype(np.float64)
        assert signal.means[tile.number] == pytest.approx(part.mean(0), abs=1e-6)
        assert signal.squares[tile.number] == pytest.approx(part.var(0) * count, rel=1e-5)

"""What is done to whole signals, tile by tile, is what is done to them at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from rhapsode_server.engines.kokoro.tiled.crew import Crew
from rhapsode_server.engines.kokoro.tiled.signal import Signal, signal_of
from rhapsode_server.engines.kokoro.tiled.walk import Walk


@pytest.fixture(params=[1, 2])
def walk(request: pytest.FixtureRequest) -> Iterator[Walk]:
    crew = Crew(request.param)
    with crew.at_work():
        yield Walk(crew, lambda: None)
    crew.close()


def signals(seed: int) -> list[Signal]:
    """Two rows of 1,000 and 90 steps: of several tiles, the last of which reaches behind the end, and of one."""
    chance = np.random.default_rng(seed)
    return [signal_of([chance.standard_normal((steps, 300)).astype(np.float32)]) for steps in (1_000, 90)]


def test_a_copy_is_another_with_the_same_numbers_and_statistics(walk: Walk) -> None:
    originals = signals(1)
    wanted = [signal.values.copy() for signal in originals]
    copies = walk.copy(originals)
    for copy, original, values in zip(copies, originals, wanted, strict=True):
        assert np.array_equal(copy.values, values)
        assert np.array_equal(copy.means, original.means)
        assert np.array_equal(copy.squares, original.squares)
        copy.values[:], copy.means[:], copy.squares[:] = 5, 5, 5
        assert np.array_equal(original.values, values)
        assert original.means.max() < 1
        assert original.squares.max() > 5


@pytest.mark.parametrize("count", [1, 3])
def test_versions_are_averaged_in_the_place_of_the_first(walk: Walk, count: int) -> None:
    versions = [signals(seed) for seed in range(count)]
    wanted = [np.mean([version[row].values for version in versions], axis=0) for row in range(2)]
    mean = walk.average(versions)
    assert mean is versions[0]
    for signal, values in zip(mean, wanted, strict=True):
        assert signal.values == pytest.approx(values, abs=1e-6)

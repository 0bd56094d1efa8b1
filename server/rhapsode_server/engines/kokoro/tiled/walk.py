"""One layer over the tiles of all rows: gathered and bent, convolved, put."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from rhapsode_server.engines.kokoro.residual import Poll
from rhapsode_server.engines.kokoro.tiled.convolution import Convolution
from rhapsode_server.engines.kokoro.tiled.crew import Crew
from rhapsode_server.engines.kokoro.tiled.kernels import Numbers, kernels
from rhapsode_server.engines.kokoro.tiled.signal import Signal, Tile


class Bend(Protocol):
    """What is done to a row's steps as they are gathered."""

    def gather(self, signal: Numbers, first: int, tile: Any, halved: bool) -> None:
        """Fill ``tile`` from step ``first`` on."""


@dataclass(frozen=True, slots=True)
class Snake:
    """Scaled, shifted, then ``y + sin(alpha y) ** 2 / alpha``; ``[C]`` each."""

    scale: Numbers
    shift: Numbers
    turns: Numbers
    """``alpha / pi``."""
    inverse: Numbers
    """``1 / alpha``."""

    def gather(self, signal: Numbers, first: int, tile: Any, halved: bool) -> None:
        gather = kernels().gather_snake_half if halved else kernels().gather_snake
        gather(signal, first, self.scale, self.shift, self.turns, self.inverse, tile)


@dataclass(frozen=True, slots=True)
class Leaky:
    """Scaled, shifted, then what is below zero multiplied by ``slope``; ``[C]`` each."""

    scale: Numbers
    shift: Numbers
    slope: float

    def gather(self, signal: Numbers, first: int, tile: Any, halved: bool) -> None:
        gather = kernels().gather_leaky_half if halved else kernels().gather_leaky
        gather(signal, first, self.scale, self.shift, self.slope, tile)


def unscaled(channels: int, slope: float = 1.0) -> Leaky:
    """A bend that neither scales nor shifts; with the usual slope, none at all."""
    return Leaky(np.ones(channels, np.float32), np.zeros(channels, np.float32), slope)


TileWork = Callable[[int, Tile], None]
"""What is done with each tile of a row of that number."""


def convolving(
    convolution: Convolution,
    bends: Sequence[Bend],
    sources: Sequence[Signal],
    sinks: Sequence[Signal],
    *,
    added: bool = False,
    factor: float = 1.0,
) -> TileWork:
    """Puts the convolution of a row's source into its sink, and measures that.

    Args:
        convolution: of the layer.
        bends: one a row.
        sources: one a row.
        sinks: one a row, as long as its source; the layer is walked in its tiles.
        added: whether the sink's own numbers are added before ``factor``.
        factor: what the result is multiplied by.
    """
    put = kernels().put_half if convolution.halved else kernels().put
    kept = float(added)

    def work(row: int, tile: Tile) -> None:
        scratch = convolution.scratch(tile.width)
        bends[row].gather(sources[row].values, tile.first - convolution.reach, scratch.tile, convolution.halved)
        sink, n = sinks[row], tile.number
        put(convolution(scratch), sink.values, tile.first, kept, factor, sink.means[n], sink.squares[n])

    return work


def averaging(versions: Sequence[Sequence[Signal]]) -> TileWork:
    """Puts the mean of a row's signals, one of each version, into that of the first; it is not measured."""
    first, *others = versions
    share = np.float32(1 / len(versions))

    def work(row: int, tile: Tile) -> None:
        part = slice(tile.first, tile.first + tile.width)
        mean = first[row].values[part]
        for other in others:
            mean += other[row].values[part]
        mean *= share

    return work


class Walk:
    """Runs layers over a batch.

    Args:
        crew: who computes.
        poll: called before every layer; it raises where the work is no longer wanted.
    """

    def __init__(self, crew: Crew, poll: Poll) -> None:
        self._crew = crew
        self._poll = poll

    def convolve(
        self,
        convolution: Convolution,
        bends: Sequence[Bend],
        sources: Sequence[Signal],
        sinks: Sequence[Signal],
        *,
        added: bool = False,
        factor: float = 1.0,
    ) -> None:
        """Put the convolution of every row's source into its sink, and measure that; see :func:`convolving`."""
        work = convolving(convolution, bends, sources, sinks, added=added, factor=factor)
        self.each([signal.tiles for signal in sinks], work)

    def add(self, sources: Sequence[Signal], sinks: Sequence[Signal]) -> None:
        """Add every row's source to its sink, and measure that."""
        put = kernels().put

        def work(row: int, tile: Tile) -> None:
            sink, n = sinks[row], tile.number
            added = sources[row].values[tile.first : tile.first + tile.width]
            put(added, sink.values, tile.first, 1.0, 1.0, sink.means[n], sink.squares[n])

        self.each([signal.tiles for signal in sinks], work)

    def copy(self, signals: Sequence[Signal]) -> list[Signal]:
        """The same numbers and statistics, in memory of their own."""
        copies = [Signal(np.empty_like(signal.values), signal.tiles) for signal in signals]
        for copy, signal in zip(copies, signals, strict=True):
            copy.means[:], copy.squares[:] = signal.means, signal.squares

        def work(row: int, tile: Tile) -> None:
            part = slice(tile.first, tile.first + tile.width)
            copies[row].values[part] = signals[row].values[part]

        self.each([signal.tiles for signal in copies], work)
        return copies

    def average(self, versions: Sequence[list[Signal]]) -> list[Signal]:
        """The mean of every row's signals, in the place of the first; it is not measured.

        Args:
            versions: of the batch, each as long as the others.
        """
        self.each([signal.tiles for signal in versions[0]], averaging(versions))
        return versions[0]

    def each(self, tiles: Sequence[Sequence[Tile]], work: TileWork) -> None:
        """Call ``work`` with every row's number and each of its tiles."""
        with self._crew.at_rest():
            self._poll()
        jobs = [(row, tile) for row, its in enumerate(tiles) for tile in its]
        # The widest first, so that nobody begins a wide one when all others have ended.
        jobs.sort(key=lambda job: -job[1].width)
        self._crew.each(len(jobs), lambda number: work(*jobs[number]))

"""What is walked in tiles: one row's channels over time, and the statistics of its stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rhapsode_server.engines.kokoro.tiled.kernels import Numbers

TILE_NUMBERS = 131_072
"""Numbers of a wide tile, half a megabyte of float32: with its companions it fits into a cache of 2 MB a core. Lower,
and starting a convolution costs more than it computes; higher, and short rows cannot be shared by threads."""

LEAST_STEPS = 64
"""Of a wide tile, where channels are many."""

HALVINGS = 3
"""Of a wide tile, to the narrowest. Fewer, and more is computed behind the ends of rows; more, and the ends are divided
into crumbs."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A stretch of a signal."""

    number: int
    """Which of the signal's, from 0."""
    first: int
    """Its first step."""
    width: int
    """Steps that are computed; of the last tile some may lie behind the signal's end."""


@dataclass(slots=True)
class Signal:
    """``[T, C]`` float32, and the statistics of each of its tiles; one row's, at one rate."""

    values: Numbers
    tiles: tuple[Tile, ...]
    means: Numbers = field(init=False)
    """``[tiles, C]``: of the steps that a tile has within the signal."""
    squares: Numbers = field(init=False)
    """``[tiles, C]``: sums of squared distances from them."""
    counts: NDArray[np.int64] = field(init=False)
    """``[tiles]``: those steps."""

    def __post_init__(self) -> None:
        steps, channels = self.values.shape
        self.means = np.empty((len(self.tiles), channels), np.float32)
        self.squares = np.empty((len(self.tiles), channels), np.float32)
        self.counts = np.array([min(steps, tile.first + tile.width) - tile.first for tile in self.tiles])

    @property
    def steps(self) -> int:
        """``T``."""
        return len(self.values)

    @property
    def channels(self) -> int:
        """``C``."""
        return int(self.values.shape[1])


def new_signal(steps: int, channels: int, widths: tuple[int, ...] | None = None) -> Signal:
    """A signal of zeros; divided as one of so many channels is, where no widths are given."""
    return Signal(np.zeros((steps, channels), np.float32), divide(steps, widths or tile_widths(channels)))


def signal_of(parts: Sequence[Numbers], widths: tuple[int, ...] | None = None) -> Signal:
    """Channels side by side, measured.

    Args:
        parts: ``[T, C]`` each.
        widths: as for :func:`new_signal`.
    """
    values = np.concatenate(parts, axis=1)
    signal = Signal(values, divide(len(values), widths or tile_widths(values.shape[1])))
    for tile in signal.tiles:
        part = values[tile.first : tile.first + tile.width]
        signal.means[tile.number] = part.mean(0)
        signal.squares[tile.number] = np.square(part - signal.means[tile.number]).sum(0)
    return signal


def tile_widths(channels: int) -> tuple[int, ...]:
    """Steps of the tiles of a signal with so many channels: of the wide ones, and of the narrower ones at its end."""
    wide = max(LEAST_STEPS, TILE_NUMBERS // channels // LEAST_STEPS * LEAST_STEPS)
    return tuple(wide >> halvings for halvings in range(HALVINGS + 1))


def divide(steps: int, widths: tuple[int, ...]) -> tuple[Tile, ...]:
    """Cover ``steps`` with tiles of the given widths, and little beyond.

    Args:
        steps: at least 1.
        widths: falling; each is a multiple of the next. As many as fit of the first, if their number is even, or else
            one less, so that two can share them; then of the next, and so on; the last may reach behind the end.
    """
    tiles: list[Tile] = []
    first = 0
    for width in widths:
        count = (steps - first) // width
        if width == widths[-1]:
            count = -(-(steps - first) // width)
        elif width == widths[0]:
            count -= count % 2
        for _ in range(count):
            tiles.append(Tile(len(tiles), first, width))
            first += width
    return tuple(tiles)

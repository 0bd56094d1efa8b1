"""One stage of the generator: raise the rate, add the excitation, average the blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.engines.kokoro.decoder import STAGE_SLOPE
from rhapsode_server.engines.kokoro.tiled.block import Lay, Number, Restylings, SnakeBlock
from rhapsode_server.engines.kokoro.tiled.kernels import kernels
from rhapsode_server.engines.kokoro.tiled.signal import Signal, Tile, divide, new_signal, tile_widths
from rhapsode_server.engines.kokoro.tiled.walk import TileWork, Walk, averaging, unscaled
from rhapsode_server.engines.kokoro.weight_norm import folded_weight


class Stage:
    """A stage of the package's ``Generator``.

    Args:
        generator: the module.
        stage: which of its stages, from 0.
        lay: makes layers.
        number: numbers normalisations.
    """

    def __init__(self, generator: Any, stage: int, lay: Lay, number: Number) -> None:
        count = generator.num_kernels
        self._blocks = [
            SnakeBlock(block, lay, number) for block in generator.resblocks[stage * count : (stage + 1) * count]
        ]
        self._noise = SnakeBlock(generator.noise_res[stage], lay, number)
        self._listening = _Listening(generator.noise_convs[stage])
        # The last stage's steps come one late: the second is mirrored before the first.
        self._rising = _Rising(generator.ups[stage], lay, late=stage == generator.num_upsamples - 1)

    def run(
        self, walk: Walk, signals: Sequence[Signal], excitations: Sequence[Tensor], restylings: Restylings
    ) -> list[Signal]:
        """What the stage makes of every row's signal; it is not measured.

        Args:
            walk: over the batch.
            signals: one a row.
            excitations: one a row, ``[2 * bins, N]``.
            restylings: of each row.
        """
        versions, between = self._begin(walk, signals, excitations, restylings)
        for block, version in zip(self._blocks, versions, strict=True):
            block.run(walk, version, between, restylings)
        return walk.average(versions)

    def run_to_last(
        self, walk: Walk, signals: Sequence[Signal], excitations: Sequence[Tensor], restylings: Restylings
    ) -> Unfinished:
        """As :meth:`run`, but for the blocks' last layers."""
        versions, between = self._begin(walk, signals, excitations, restylings)
        # Each block keeps what is between its last two layers until the last is done.
        rooms = [between, *([new_signal(s.steps, s.channels) for s in version] for version in versions[1:])]
        layers = [
            block.run_to_last(walk, version, room, restylings)
            for block, version, room in zip(self._blocks, versions, rooms, strict=True)
        ]
        return Unfinished(versions, layers)

    def _begin(
        self, walk: Walk, signals: Sequence[Signal], excitations: Sequence[Tensor], restylings: Restylings
    ) -> tuple[list[list[Signal]], list[Signal]]:
        """What the blocks are given, a version for each, and room of that size."""
        raised = self._rising.run(walk, signals)
        between = [new_signal(signal.steps, signal.channels) for signal in raised]
        added = self._listening.run(walk, excitations, [signal.steps for signal in raised])
        self._noise.run(walk, added, between, restylings)
        walk.add(added, raised)
        versions = [walk.copy(raised) for _ in self._blocks[1:]]
        versions.append(raised)
        return versions, between


class Unfinished:
    """The end of a stage, of which stretches are finished when they are wanted: its last layers measure nothing.

    Args:
        versions: of each block, one signal a row, as they are before its last layer.
        layers: the blocks' last.
    """

    def __init__(self, versions: Sequence[Sequence[Signal]], layers: Sequence[TileWork]) -> None:
        self.signals = versions[0]
        """One a row: right wherever they are finished."""
        self._versions = versions
        self._layers = layers

    def finish(self, walk: Walk, tiles: Sequence[Sequence[Tile]]) -> None:
        """Finish these tiles of each row, each of which is finished once."""
        rows = len(self.signals)

        def work(place: int, tile: Tile) -> None:
            self._layers[place // rows](place % rows, tile)

        walk.each([*tiles] * len(self._layers), work)
        walk.each(tiles, averaging(self._versions))


class _Listening:
    """The convolution that hears the excitation's spectrum, many windows for a step: as one product."""

    def __init__(self, convolution: Any) -> None:
        (self._window,), (self._hop,), (self._padding,) = (
            convolution.kernel_size,
            convolution.stride,
            convolution.padding,
        )
        self._weight = convolution.weight.permute(2, 1, 0).flatten(0, 1).contiguous()
        self._bias = convolution.bias.clone()

    def run(self, walk: Walk, excitations: Sequence[Tensor], steps: Sequence[int]) -> list[Signal]:
        """So many steps of each row's, measured."""
        windows = [self._windows(excitation, count) for excitation, count in zip(excitations, steps, strict=True)]
        heard = [new_signal(count, len(self._bias)) for count in steps]
        gauge = kernels().gauge

        def work(row: int, tile: Tile) -> None:
            signal, n = heard[row], tile.number
            part = slice(tile.first, tile.first + tile.width)
            torch.addmm(self._bias, windows[row][part], self._weight, out=torch.from_numpy(signal.values[part]))
            gauge(signal.values, tile.first, tile.width, signal.means[n], signal.squares[n])

        walk.each([signal.tiles for signal in heard], work)
        return heard

    def _windows(self, excitation: Tensor, steps: int) -> Tensor:
        """What each of ``steps`` steps hears, side by side, in the memory of one copy."""
        padded = functional.pad(excitation, (self._padding, self._padding + self._window)).T.contiguous()
        bins = padded.shape[1]
        return padded.as_strided((steps, self._window * bins), (self._hop * bins, 1))


class _Rising:
    """A transposed convolution as a convolution that gives all steps between two at once.

    With stride s, step ``q * s + r - padding`` of the result is made of the taps r, r + s, r + 2 s, … and of what went
    in at q, q - 1, q - 2, …. So a convolution over q gives s steps side by side as channels, which in memory are s
    steps in a row.
    """

    def __init__(self, layer: Any, lay: Lay, *, late: bool) -> None:
        (self._stride,), (self._padding,), (self._kernel,) = layer.stride, layer.padding, layer.kernel_size
        self._taps = -(-self._kernel // self._stride)
        self._late = int(late)
        weight = folded_weight(layer)
        self._channels = weight.shape[1]
        whole = functional.pad(weight, (0, self._taps * self._stride - self._kernel))
        # [in, out, tap, r] to [r, out, in, tap], the furthest tap first.
        phases = whole.reshape(*weight.shape[:2], self._taps, self._stride).flip(2).permute(3, 1, 0, 2).flatten(0, 1)
        self._widths = tile_widths(phases.shape[0])
        # oneDNN lays the weights of two taps out otherwise for few steps than for many, and what is laid out for the
        # others costs it a hundred times as much.
        self._convolution = lay(phases, layer.bias.repeat(self._stride), reach=self._taps - 1, widths=self._widths)

    def run(self, walk: Walk, signals: Sequence[Signal]) -> list[Signal]:
        """Every row's signal at the higher rate; it is not measured."""
        raised = [
            new_signal(
                (signal.steps - 1) * self._stride - 2 * self._padding + self._kernel + self._late, self._channels
            )
            for signal in signals
        ]
        bends = [unscaled(signal.channels, STAGE_SLOPE) for signal in signals]
        convolution = self._convolution
        put = kernels().put_half if convolution.halved else kernels().put

        def work(row: int, tile: Tile) -> None:
            scratch = convolution.scratch(tile.width)
            bends[row].gather(signals[row].values, tile.first - convolution.reach, scratch.tile, convolution.halved)
            steps = convolution(scratch).reshape(-1, self._channels)
            # These tiles are not the result's: what is measured of them is thrown away.
            mean, square = np.empty((2, self._channels), np.float32)
            first = tile.first * self._stride - self._padding
            put(steps, raised[row].values, first + self._late, 0.0, 1.0, mean, square)
            if self._late and tile.first == 0:
                put(steps[1 - first : 2 - first], raised[row].values, 0, 0.0, 1.0, mean, square)

        walk.each([divide(signal.steps + self._taps - 1, self._widths) for signal in signals], work)
        return raised

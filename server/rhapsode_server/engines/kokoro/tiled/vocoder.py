"""From features to samples, walked in tiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from rhapsode_server.engines.kokoro.features import Features
from rhapsode_server.engines.kokoro.tiled.block import LeakyBlock, Restylings
from rhapsode_server.engines.kokoro.tiled.convolution import Convolution, ScratchRoom, TileConvolution
from rhapsode_server.engines.kokoro.tiled.crew import Crew
from rhapsode_server.engines.kokoro.tiled.ending import Ending
from rhapsode_server.engines.kokoro.tiled.kernels import Numbers, kernels
from rhapsode_server.engines.kokoro.tiled.signal import Signal, signal_of, tile_widths
from rhapsode_server.engines.kokoro.tiled.stage import Stage
from rhapsode_server.engines.kokoro.tiled.style import StyleProjection
from rhapsode_server.engines.kokoro.tiled.walk import Walk
from rhapsode_server.engines.kokoro.tiled.winograd import WinogradConvolution, fewer_products_pay
from rhapsode_server.engines.kokoro.watch import Watch
from rhapsode_server.engines.kokoro.weight_norm import folded_weight
from rhapsode_server.sound import Samples


class TiledVocoder:
    """Speaks rows on processors. It keeps what it needs of the weights, laid out its own way.

    Args:
        decoder: the package's ``Decoder``.
        crew: who computes; closed with the vocoder.
        dtype: of the large convolutions: float32 or bfloat16. All else is float32.
    """

    def __init__(self, decoder: Any, crew: Crew, dtype: torch.dtype = torch.float32) -> None:
        kernels()
        self._crew = crew
        self._dtype = dtype
        self._room = ScratchRoom()
        norms: list[Any] = []

        def number(norm: Any) -> int:
            norms.append(norm)
            return len(norms) - 1

        generator = decoder.generator
        self._entry = _Entry(decoder)
        # oneDNN lays weights out by how many threads are to compute, which is one for each tile.
        with crew.at_work():
            self._blocks = [LeakyBlock(block, self._lay, number) for block in (decoder.encode, *decoder.decode)]
            self._stages = [Stage(generator, stage, self._lay, number) for stage in range(generator.num_upsamples)]
            last = self._lay(folded_weight(generator.conv_post), generator.conv_post.bias, dtype=torch.float32)
        self._ending = Ending(last, generator.stft, generator.post_n_fft // 2 + 1)
        self._styles = StyleProjection(norms)

    def close(self) -> None:
        """Send the crew home."""
        self._crew.close()

    def speak(self, parts: Sequence[Features], watch: Watch) -> Iterator[list[Samples]]:
        """See :class:`.features.Vocoder`; every part is one row. The first stretch is a fifth of a second."""
        rows = [parts[place] for place in watch.survivors()]
        with self._crew.at_work():
            walk = Walk(self._crew, watch.poll)
            restylings: Restylings = [self._styles.restylings(row.style[0]) for row in rows]
            excitations = [row.excitation.values[0] for row in rows]
            signals = self._decode(walk, rows, restylings)
            *stages, last = self._stages
            for stage in stages:
                places = watch.survivors()
                signals = [signals[place] for place in places]
                excitations = [excitations[place] for place in places]
                restylings = [restylings[place] for place in places]
                signals = stage.run(walk, signals, excitations, restylings)
            places = watch.survivors()
            unfinished = last.run_to_last(
                walk,
                [signals[place] for place in places],
                [excitations[place] for place in places],
                [restylings[place] for place in places],
            )
            for samples in self._ending.write(walk, unfinished):
                with self._crew.at_rest():
                    yield samples

    def _decode(self, walk: Walk, rows: Sequence[Features], restylings: Restylings) -> list[Signal]:
        """The blocks at the rate of frames (the package's ``Decoder``, up to its generator)."""
        entries = [self._entry.read(row) for row in rows]
        first, *others = self._blocks
        signals = first.run(walk, [signal_of([symbols, *curves]) for symbols, _, *curves in entries], restylings)
        beside = True
        for block in others:
            if beside:
                signals = [
                    signal_of([signal.values, *rest]) for signal, (_, *rest) in zip(signals, entries, strict=True)
                ]
            signals = block.run(walk, signals, restylings)
            beside = beside and not block.doubles
        return signals

    def _lay(
        self,
        weight: Tensor,
        bias: Tensor | None,
        *,
        dilation: int = 1,
        reach: int | None = None,
        dtype: torch.dtype | None = None,
        widths: Sequence[int] = (),
    ) -> Convolution:
        widths = widths or tile_widths(weight.shape[0])[:1]
        dtype = dtype or self._dtype
        if dtype == torch.float32 and reach is None and fewer_products_pay(weight):
            return WinogradConvolution(weight, bias, self._room, widths, dilation=dilation)
        return TileConvolution(weight, bias, self._room, widths, dilation=dilation, reach=reach, dtype=dtype)


class _Entry:
    """What the blocks at the rate of frames are told."""

    def __init__(self, decoder: Any) -> None:
        self._curves = [
            (folded_weight(layer).numpy(), float(layer.bias)) for layer in (decoder.F0_conv, decoder.N_conv)
        ]
        residue = decoder.asr_res[0]
        self._weight, self._bias = folded_weight(residue)[:, :, 0].T.contiguous(), residue.bias.clone()

    def read(self, row: Features) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Symbols, what is left of them beside later blocks, pitch and energy: ``[F, C]`` each."""
        symbols = row.symbols.values[0].T.contiguous()
        residue = torch.addmm(self._bias, symbols, self._weight)
        pitch, energy = (
            _thin(curve.values[0, 0].numpy(), *layer)
            for curve, layer in zip((row.pitch, row.energy), self._curves, strict=True)
        )
        return symbols.numpy(), residue.numpy(), pitch, energy


def _thin(curve: Numbers, weight: Numbers, bias: float) -> Numbers:
    """Of a curve of two steps a frame, one: a convolution of three taps and stride 2."""
    before, here, behind = weight[0, 0]
    padded = np.concatenate([np.zeros(1, np.float32), curve])
    thin: Numbers = padded[0:-1:2] * before + padded[1::2] * here + padded[2::2] * behind + np.float32(bias)
    return thin[:, None]

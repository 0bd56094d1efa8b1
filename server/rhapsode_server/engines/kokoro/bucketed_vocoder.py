"""The padded vocoder with few shapes, each recorded once: what a GPU needs, where starting thousands of small kernels
costs more than running them.

A batch is padded up to the next of a few sizes, in rows and in frames. The first batch of a size is run twice (kernels
are chosen, then recorded as a CUDA graph), all later ones replay it. Lengths of rows are numbers on the device, not in
the program, so that one recording serves every batch of its size. All recordings share one pool of memory: only one of
them runs at a time. (https://docs.pytorch.org/docs/stable/notes/cuda.html#cuda-graphs)

On a device without graphs the same is computed, operation by operation.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.engines.kokoro.decoder import decode, run_stage, write_samples
from rhapsode_server.engines.kokoro.features import Features, joined
from rhapsode_server.engines.kokoro.lengths import DeviceLengths, Padded
from rhapsode_server.engines.kokoro.precision import Precision, halve_convolutions
from rhapsode_server.engines.kokoro.utterance import FRAME_SAMPLES
from rhapsode_server.engines.kokoro.watch import Watch
from rhapsode_server.engines.kokoro.weight_norm import fold_weight_norm
from rhapsode_server.sound import Samples

ROW_BUCKETS = (1, 2, 4, 8, 16)
FRAME_STEP = 1.25
"""Each number of frames that is padded to is so many times the one before. Lower, and there are more recordings, each
of which holds memory and takes its time once; higher, and more is computed that nobody hears."""
LEAST_FRAMES = 32
MAX_RECORDINGS = 64
"""Kept; the one that was longest out of use goes first. Lower, and mixed lengths are recorded again and again; higher,
and they hold memory of which the voice has none to spare."""


def frame_bucket(frames: int) -> int:
    """The number of frames that a batch with so many in its longest row is padded to."""
    bucket = LEAST_FRAMES
    while bucket < frames:
        # Whole multiples of 8, as tensor cores like their sides.
        bucket = -(-int(bucket * FRAME_STEP) // 8) * 8
    return bucket


def row_bucket(rows: int) -> int:
    """The number of rows that a batch is padded to."""
    return next((bucket for bucket in ROW_BUCKETS if bucket >= rows), rows)


@dataclass(frozen=True, slots=True)
class _Recording:
    """One size of batch: where its inputs go, what runs it, where its samples are."""

    inputs: tuple[Tensor, ...]
    run: Callable[[], Tensor]


class BucketedVocoder:
    """See :class:`.features.Vocoder`. A batch is run to its end: it takes a fraction of what a cancel may take.

    Args:
        decoder: the package's ``Decoder``, on its device. Its weight normalisation is folded in, in place.
        precision: of the large convolutions.
    """

    def __init__(self, decoder: Any, precision: Precision = "float32") -> None:
        fold_weight_norm(decoder)
        self._decoder = decoder if precision == "float32" else halve_convolutions(decoder, precision)
        self._device: torch.device = next(decoder.parameters()).device
        # A copy from the host has no place in a recording.
        transform = decoder.generator.stft
        transform.window = transform.window.to(self._device)
        self._recordings: OrderedDict[tuple[int, int], _Recording] = OrderedDict()
        self._pool: Any = None

    def speak(self, parts: Sequence[Features], watch: Watch) -> Iterator[list[Samples]]:
        """The samples of every row that was wanted at the start, in one stretch."""
        sound = joined(parts).select(watch.survivors())
        frames = [sum(row) for row in sound.durations]
        recording = self._recording(row_bucket(len(frames)), frame_bucket(max(frames)))
        for target, values in zip(recording.inputs, self._inputs(sound, frames), strict=True):
            _fill(target, values)
        samples = recording.run().cpu()
        yield [samples[row, : count * FRAME_SAMPLES].numpy().copy() for row, count in enumerate(frames)]

    def close(self) -> None:
        """Let go of the recordings and their memory. May be called twice."""
        self._recordings.clear()
        self._pool = None

    def _inputs(self, sound: Features, frames: Sequence[int]) -> tuple[Tensor, ...]:
        counts = torch.tensor(frames, device=self._device)
        return (
            counts,
            sound.style,
            sound.symbols.values,
            sound.pitch.values,
            sound.energy.values,
            sound.excitation.values,
        )

    def _recording(self, rows: int, frames: int) -> _Recording:
        key = rows, frames
        found = self._recordings.get(key)
        if found is None:
            found = self._recordings[key] = self._record(rows, frames)
            if len(self._recordings) > MAX_RECORDINGS:
                self._recordings.popitem(last=False)
        self._recordings.move_to_end(key)
        return found

    def _record(self, rows: int, frames: int) -> _Recording:
        inputs = self._room(rows, frames)
        if self._device.type != "cuda":
            return _Recording(inputs, lambda: self._run(*inputs))
        self._pool = self._pool or torch.cuda.graph_pool_handle()
        # Kernels are chosen on a stream of their own first, as torch's page on graphs asks.
        beside = torch.cuda.Stream(self._device)  # type: ignore[no-untyped-call]
        beside.wait_stream(torch.cuda.current_stream(self._device))
        with torch.cuda.stream(beside):
            self._run(*inputs)
        torch.cuda.current_stream(self._device).wait_stream(beside)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, pool=self._pool):
            samples = self._run(*inputs)

        def replay() -> Tensor:
            graph.replay()
            return samples

        return _Recording(inputs, replay)

    def _room(self, rows: int, frames: int) -> tuple[Tensor, ...]:
        """Zeros of the largest size that a batch of this bucket has; every row lasts a frame at least."""
        generator = self._decoder.generator
        steps = frames * FRAME_SAMPLES // generator.stft.hop_length + 1
        channels = self._decoder.asr_res[0].in_channels
        style = self._decoder.encode.norm1.fc.in_features
        sizes = [(rows, style), (rows, channels, frames), (rows, 1, 2 * frames), (rows, 1, 2 * frames)]
        sizes.append((rows, generator.post_n_fft + 2, steps))
        return (
            torch.ones(rows, dtype=torch.long, device=self._device),
            *(torch.zeros(*size, device=self._device) for size in sizes),
        )

    def _run(
        self, counts: Tensor, style: Tensor, symbols: Tensor, pitch: Tensor, energy: Tensor, excitation: Tensor
    ) -> Tensor:
        generator = self._decoder.generator
        lengths = DeviceLengths(counts, symbols.shape[-1])
        curve = lengths.scaled(2)
        windows = lengths.scaled(FRAME_SAMPLES // generator.stft.hop_length, extra=1)
        x = decode(self._decoder, Padded(symbols, lengths), Padded(pitch, curve), Padded(energy, curve), style, _go_on)
        for stage in range(generator.num_upsamples):
            x = run_stage(generator, stage, x, Padded(excitation, windows), style, _go_on)
        return write_samples(generator, x)


def _fill(target: Tensor, values: Tensor) -> None:
    """Copy a batch into its room; rows and steps that it does not have are zero there, of counts one."""
    if values.dim() == 1:
        target.fill_(1)
        target[: len(values)] = values
        return
    padded = functional.pad(values, (0, target.shape[-1] - values.shape[-1]))
    target[: len(values)] = padded
    target[len(values) :] = 0


def _go_on() -> None:
    """A batch that was begun is run to its end."""

"""A convolution on tiles of a few fixed widths, its weights laid out for the processor once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.engines.kokoro.tiled.kernels import Halves, Numbers

Kind = TypeVar("Kind")

ALIGNED_CHANNELS = 32
"""The bfloat16 numbers of one 512-bit register."""


@dataclass(frozen=True, slots=True)
class Scratch:
    """Room for one tile that goes into a convolution."""

    tile: Any
    """``[steps, C]``: float32, or the upper halves of float32."""
    tensor: Tensor
    """The same memory as torch takes it: ``[1, C, 1, steps]``."""


class ScratchRoom:
    """Every thread's scratches, one of each kind: what is used again and again stays in the processor's cache."""

    def __init__(self) -> None:
        self._kept = threading.local()
        self._reserved: dict[int, int] = {}

    def scratch(self, kind: Hashable, make: Callable[[], Kind]) -> Kind:
        """This thread's scratch of a kind, made where it has none yet; what stood in it is lost."""
        kept: dict[Hashable, Any] = self._kept.__dict__.setdefault("scratches", {})
        found: Kind | None = kept.get(kind)
        if found is None:
            found = kept[kind] = make()
        return found

    def reserve(self, sizes: Sequence[int]) -> None:
        """Say, before any work, how many float32 numbers a scratch will ask :meth:`memory` for."""
        for place, size in enumerate(sizes):
            self._reserved[place] = max(size, self._reserved.get(place, 0))

    def memory(self, sizes: Sequence[int]) -> list[Tensor]:
        """As many float32 numbers each, of this thread, in memory that its other scratches write to as well."""
        kept: dict[int, Tensor] = self._kept.__dict__.setdefault("memory", {})
        for place, size in enumerate(sizes):
            if place not in kept or len(kept[place]) < size:
                kept[place] = torch.zeros(max(size, self._reserved.get(place, 0)))
        return [kept[place][:size] for place, size in enumerate(sizes)]


class Convolution(Protocol):
    """What a layer offers to the walk; a tile is gathered into a scratch, and what it becomes is read from there."""

    @property
    def halved(self) -> bool:
        """Whether tiles are the upper halves of float32."""

    @property
    def reach(self) -> int:
        """Steps that a tile needs before its first."""

    def scratch(self, width: int) -> Any:
        """Room for a tile from which ``width`` steps are computed; its ``tile`` is ``[steps, C]``."""

    def __call__(self, scratch: Any) -> Numbers | Halves:
        """``[width, C']``, of what stands in ``scratch``."""


class TileConvolution:
    """Knows its weights and how far it looks; no signal, no row.

    Args:
        weight: ``[C', C, K]``.
        bias: ``[C']``, or none.
        room: where tiles are gathered.
        widths: steps that calls compute as a rule; others are computed as well. The weights are laid out for each.
        dilation: steps between two taps.
        dtype: float32 or bfloat16, of what goes in and comes out.
        reach: steps that a tile needs before its first; by default as many as behind its last.
    """

    def __init__(
        self,
        weight: Tensor,
        bias: Tensor | None,
        room: ScratchRoom,
        widths: Sequence[int],
        *,
        dilation: int = 1,
        dtype: torch.dtype = torch.float32,
        reach: int | None = None,
    ) -> None:
        weight = _aligned(weight)
        self.channels = weight.shape[1]
        """Of what goes in, those that were added included."""
        self.halved = dtype == torch.bfloat16
        self.spread = (weight.shape[2] - 1) * dilation
        """Steps by which a tile that goes in is longer than the one that comes out."""
        self.reach = self.spread // 2 if reach is None else reach
        self._room = room
        self._dtype = dtype
        weight, bias = weight.to(dtype), None if bias is None else bias.to(dtype)
        self._applied = {width: self._laid_out(weight, bias, dilation, width) for width in widths}
        self._applied_else = self._applied[widths[0]]

    def scratch(self, width: int) -> Scratch:
        """Room for a tile from which ``width`` steps are computed."""
        steps = width + self.spread
        return self._room.scratch((steps, self.channels, self._dtype), lambda: self._scratch(steps))

    def __call__(self, scratch: Scratch) -> Numbers | Halves:
        """``[width, C']``, of what stands in ``scratch``."""
        apply = self._applied.get(len(scratch.tile) - self.spread, self._applied_else)
        return as_numbers(apply(scratch.tensor))  # type: ignore[no-any-return]

    def _scratch(self, steps: int) -> Scratch:
        memory = torch.zeros(1, 1, steps, self.channels, dtype=self._dtype)
        return Scratch(as_numbers(memory[0, 0]), memory.permute(0, 3, 1, 2))

    def _laid_out(self, weight: Tensor, bias: Tensor | None, dilation: int, width: int) -> Callable[[Tensor], Tensor]:
        """From ``[1, C, 1, steps]`` to ``[width, C']``."""
        if weight.shape[2] == 1:
            product = weight[:, :, 0].T.contiguous()
            if bias is None:
                return lambda x: torch.mm(x[0, :, 0].T, product)
            return lambda x: torch.addmm(bias, x[0, :, 0].T, product)
        whole = weight[:, :, None]
        dilations = [1, dilation]
        if not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
            return lambda x: _steps_of(torch.conv2d(x, whole, bias, dilation=dilations))
        # The weights as oneDNN wants them, which it would otherwise make of them again for every tile. These operators
        # are those that torch's own compiler uses (torch/_inductor/mkldnn_ir.py).
        shape = [1, self.channels, 1, width + self.spread]
        packed = torch.ops.mkldnn._reorder_convolution_weight(whole, [0, 0], [1, 1], dilations, 1, shape)
        run = torch.ops.mkldnn._convolution_pointwise
        return lambda x: _steps_of(run(x, packed, bias, [0, 0], [1, 1], dilations, 1, "none", [], ""))


def _steps_of(result: Tensor) -> Tensor:
    """``[1, C', 1, width]`` as ``[width, C']``; its channels lie side by side in memory."""
    return result.permute(0, 2, 3, 1)[0, 0].contiguous()


def _aligned(weight: Tensor) -> Tensor:
    """With as many channels in as fill the processor's registers: oneDNN takes ten times as long for some others.
    What stands in a scratch for those that were added is multiplied by zero."""
    return functional.pad(weight, (0, 0, 0, -weight.shape[1] % ALIGNED_CHANNELS))


def as_numbers(tensor: Tensor) -> Any:
    """A tensor's memory as an array; of bfloat16 the upper halves."""
    return tensor.view(torch.int16).numpy().view(np.uint16) if tensor.dtype == torch.bfloat16 else tensor.numpy()

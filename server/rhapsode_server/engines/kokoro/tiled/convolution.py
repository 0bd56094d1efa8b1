"""A convolution on tiles of a few fixed widths, its weights laid out for the processor once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rhapsode_server.engines.kokoro.tiled.kernels import Halves, Numbers

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
    """Every thread's scratches, one of each size: what is used again and again stays in the processor's cache."""

    def __init__(self) -> None:
        self._kept = threading.local()

    def scratch(self, steps: int, channels: int, dtype: torch.dtype) -> Scratch:
        """This thread's scratch of a size; what stood in it is lost."""
        kept: dict[tuple[int, int, torch.dtype], Scratch] = self._kept.__dict__.setdefault("scratches", {})
        key = (steps, channels, dtype)
        found = kept.get(key)
        if found is None:
            memory = torch.zeros(1, 1, steps, channels, dtype=dtype)
            found = kept[key] = Scratch(as_numbers(memory[0, 0]), memory.permute(0, 3, 1, 2))
        return found


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
        return self._room.scratch(width + self.spread, self.channels, self._dtype)

    def __call__(self, scratch: Scratch) -> Numbers | Halves:
        """``[width, C']``, of what stands in ``scratch``."""
        apply = self._applied.get(len(scratch.tile) - self.spread, self._applied_else)
        return as_numbers(apply(scratch.tensor))  # type: ignore[no-any-return]

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

"""Which steps of a padded batch are real.

Rows of a batch differ in length, and a tensor has one. Everything that looks sideways along time (a convolution, a
mean, a recurrence, a transform) would see the padding as sound; each such place asks here where its rows end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor
from torch.nn import functional


class Lengths:
    """The real steps of each row of a batch of ``B`` rows, padded to ``T`` steps."""

    def __init__(self, counts: Sequence[int], device: torch.device, padded_to: int = 0) -> None:
        """Describe rows of ``counts`` real steps.

        Args:
            counts: steps of each row, at least 1.
            device: where the masks are wanted.
            padded_to: steps of the tensors; 0, or fewer than the longest row has, for those of the longest row.
        """
        if not counts or min(counts) < 1:
            raise ValueError(f"each row has at least one step, not {list(counts)}")
        self.counts = tuple(counts)
        self.device = device
        self.padded = max(padded_to, *counts)
        """``T``."""

    @property
    def ragged(self) -> bool:
        """Some row is shorter than the tensors: masks do something."""
        return min(self.counts) < self.padded

    @cached_property
    def mask(self) -> Tensor:
        """``[B, T]`` bool: true on real steps."""
        return torch.arange(self.padded, device=self.device)[None] < self.tensor[:, None]

    @cached_property
    def weight(self) -> Tensor:
        """``[B, 1, T]`` float32: 1 on real steps, 0 on padding."""
        return self.mask[:, None].to(torch.float32)

    @cached_property
    def tensor(self) -> Tensor:
        """``[B]`` int64: the counts, where the masks are."""
        return torch.tensor(self.counts, device=self.device)

    def scaled(self, factor: int, extra: int = 0) -> Lengths:
        """The same rows at a rate ``factor`` times as high, with ``extra`` steps more at the end of each."""
        counts = [count * factor + extra for count in self.counts]
        return Lengths(counts, self.device, self.padded * factor + extra)

    def divided(self, divisor: int, extra: int = 0) -> Lengths:
        """The same rows at a rate ``divisor`` times as low, whole steps only, with ``extra`` steps more each."""
        counts = [count // divisor + extra for count in self.counts]
        return Lengths(counts, self.device, self.padded // divisor + extra)

    def select(self, rows: Sequence[int]) -> Lengths:
        """Those ``rows`` alone, padded to the longest that is left."""
        return Lengths([self.counts[row] for row in rows], self.device)


class DeviceLengths(Lengths):
    """Lengths that only the device knows: what is computed with them is the same program for every batch of a size.

    Args:
        counts: ``[B]`` int64, at least 1 each.
        padded: steps of the tensors.
    """

    def __init__(self, counts: Tensor, padded: int) -> None:
        self._counts = counts
        self.device = counts.device
        self.padded = padded

    @property
    def ragged(self) -> bool:
        """Taken for granted."""
        return True

    @cached_property
    def tensor(self) -> Tensor:
        """``[B]`` int64."""
        return self._counts

    def scaled(self, factor: int, extra: int = 0) -> DeviceLengths:
        """See :meth:`Lengths.scaled`."""
        return DeviceLengths(self._counts * factor + extra, self.padded * factor + extra)

    def divided(self, divisor: int, extra: int = 0) -> DeviceLengths:
        """See :meth:`Lengths.divided`."""
        return DeviceLengths(self._counts // divisor + extra, self.padded // divisor + extra)


def silence(x: Tensor, lengths: Lengths) -> Tensor:
    """Zero ``x`` (``[B, C, T]``) on padding, so that what looks over a row's end sees what it would see there alone.

    The zero is exact whatever stands there: padding is replaced, not multiplied.
    """
    if not lengths.ragged:
        return x
    return x.masked_fill(~lengths.mask[:, None], 0.0)


@dataclass(frozen=True, slots=True)
class Padded:
    """A tensor of rows, and where they end."""

    values: Tensor
    """``[B, C, T]``."""
    lengths: Lengths

    def select(self, rows: Sequence[int]) -> Padded:
        """Those ``rows`` alone; the padding that only the others needed goes."""
        lengths = self.lengths.select(rows)
        index = torch.tensor(rows, device=self.values.device)
        return Padded(self.values.index_select(0, index)[..., : lengths.padded].contiguous(), lengths)


def stack(rows: Sequence[Padded]) -> Padded:
    """Lay batches of the same rate below one another; zero on the padding that this adds."""
    lengths = Lengths([count for row in rows for count in row.lengths.counts], rows[0].lengths.device)
    values = [functional.pad(row.values, (0, lengths.padded - row.lengths.padded)) for row in rows]
    return Padded(torch.cat(values), lengths)

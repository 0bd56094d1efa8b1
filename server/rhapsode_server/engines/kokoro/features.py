"""What stands between reading and speaking: how symbols sound, a step a frame, and what the voice does meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from rhapsode_server.engines.kokoro.lengths import Padded, stack
from rhapsode_server.engines.kokoro.watch import Watch
from rhapsode_server.sound import Samples


@dataclass(frozen=True, slots=True)
class Features:
    """Of one row, or of several that were read together. ``F`` counts frames."""

    symbols: Padded
    """``[B, C, F]``; anything may stand on padding."""
    pitch: Padded
    """``[B, 1, 2F]``, in Hz; below 10 there is no voice. Zero on padding."""
    energy: Padded
    """``[B, 1, 2F]``; anything may stand on padding."""
    excitation: Padded
    """``[B, 2 * bins, N]``: magnitudes above phases of each window; anything may stand on padding."""
    style: Tensor
    """``[B, S]``: what colours the sound."""
    durations: tuple[tuple[int, ...], ...]
    """Frames of each symbol of each row."""

    def select(self, rows: Sequence[int]) -> Features:
        """Those ``rows`` alone."""
        if list(rows) == list(range(len(self.durations))):
            return self
        return Features(
            self.symbols.select(rows),
            self.pitch.select(rows),
            self.energy.select(rows),
            self.excitation.select(rows),
            self.style[list(rows)],
            tuple(self.durations[row] for row in rows),
        )


def joined(parts: Sequence[Features]) -> Features:
    """The rows of all parts, in order."""
    if len(parts) == 1:
        return parts[0]
    return Features(
        stack([part.symbols for part in parts]),
        stack([part.pitch for part in parts]),
        stack([part.energy for part in parts]),
        stack([part.excitation for part in parts]),
        torch.cat([part.style for part in parts]),
        tuple(row for part in parts for row in part.durations),
    )


class Vocoder(Protocol):
    """From features to samples."""

    def speak(self, parts: Sequence[Features], watch: Watch) -> Iterator[list[Samples]]:
        """The samples of every row that the watch still has, ``[T]`` float32, in order: in one stretch or several, the
        first of which comes as early as it can. Of a short row the later ones are empty.

        Args:
            parts: of as many rows as are watched.
            watch: asked between the vocoder's parts, where the others go on without a row that is cancelled, and
                between layers.

        Raises:
            Abandoned: all rows are cancelled.
        """

    def close(self) -> None:
        """Let go of threads and memory. May be called twice."""

"""What the rooms of this engine hand to each other: phonemes of one row going in, its sound coming out. Plain data."""

from __future__ import annotations

from dataclasses import dataclass

from rhapsode_server.sound import Samples


@dataclass(frozen=True, slots=True)
class PhonemeText:
    """One row as the model reads it."""

    symbols: str
    """Symbols of the model's own table, one code point each; at most ``MAX_SYMBOLS``."""
    words: tuple[tuple[int, int], ...]
    """For each word of the request, in order, the half-open range of its symbols; an empty one where it has no sound of
    its own. Ranges rise and do not overlap; what lies between them is spaces and marks."""
    unknown: int = 0
    """Symbols that the model's table lacks and that were left out."""
    warning: str | None = None
    """Something was read otherwise than written."""
    left_out: str = ""
    """Those unknown symbols themselves, in order."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One row as the model speaks it, or a stretch of it."""

    samples: Samples
    """``[T]`` float32 at 24 kHz."""
    frames: tuple[int, ...]
    """For each symbol of the row, with the silent one before the first and the one behind the last: how many frames of
    ``FRAME_SAMPLES`` it lasts. Their sum times ``FRAME_SAMPLES`` is the whole row's ``len(samples)``."""


MAX_SYMBOLS = 510
"""The model has 512 positions, two of which are the silent symbols at both ends."""

FRAME_SAMPLES = 600
"""Samples of one frame: 25 ms at 24 kHz."""

"""Sound as engines make it and the chain works on it: samples, and the words in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Mono audio ``[T]``, float32, in [-1, 1]; who makes or takes it says at which rate."""

SILENCE: Samples = np.zeros(0, np.float32)
"""No samples at all. Read-only, so that it can be handed out without a copy."""
SILENCE.flags.writeable = False


@dataclass(frozen=True, slots=True)
class WordMark:
    """Where a word of a segment sounds, in samples of the engine's rate from the segment's first sample."""

    word_index: int
    start_sample: int
    end_sample: int

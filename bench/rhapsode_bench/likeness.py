"""How alike two renderings of the same words are, sample by sample and spectrum by spectrum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FRAME_SAMPLES = 1_024
HOP_SAMPLES = 256
FLOOR_DB = -80.0
"""Below the loudest bin: quieter ones count as this. Lower, and the distance is that of noise nobody hears."""

Sound = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of one rendering to another."""

    signal_to_difference_db: float
    """Energy of the reference by that of the difference."""
    log_spectral_distance_db: float
    """Root mean square over bins, mean over frames (Gray and Markel 1976)."""


def likeness(reference: Sound, other: Sound) -> Likeness:
    """Compare two renderings of the same length, ``[T]`` float32.

    Raises:
        ValueError: they are not equally long.
    """
    if len(reference) != len(other):
        raise ValueError(f"{len(other)} samples cannot be compared with {len(reference)}")
    exact = reference.astype(np.float64)
    difference = float(np.square(exact - other).sum())
    ratio_db = 10.0 * np.log10(max(float(np.square(exact).sum()), 1e-30) / max(difference, 1e-30))
    one, two = _levels_db(reference), _levels_db(other)
    floor = one.max() + FLOOR_DB
    distance = np.sqrt(np.square(np.maximum(one, floor) - np.maximum(two, floor)).mean(axis=1)).mean()
    return Likeness(float(ratio_db), float(distance))


def _levels_db(sound: Sound) -> NDArray[np.float64]:
    """``[frames, bins]``."""
    padded = np.pad(sound.astype(np.float64), FRAME_SAMPLES // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME_SAMPLES)[::HOP_SAMPLES]
    power = np.square(np.abs(np.fft.rfft(frames * np.hanning(FRAME_SAMPLES), axis=1)))
    return np.asarray(10.0 * np.log10(power + 1e-20))

"""How loud the mark is beside the speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rhapsode_bench.watermark_marks.marking import MarkedRecording
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.sound import Samples

SEGMENT_SAMPLES = NATIVE_RATE_HZ // 5
"""200 ms: about a syllable."""
ACTIVE_DB = -40.0
"""Segments so far under the loudest of their recording are pauses: there is nothing to compare the mark with."""


@dataclass(frozen=True, slots=True)
class MarkLevel:
    """The mark's power by the speech's, in dB."""

    overall_db: float
    """Over all recordings together, each counting for as much as the next."""
    percentiles_db: tuple[float, float, float]
    """5 %, 50 % and 95 % of the segments that are no pause."""
    pauses_dbfs: float
    """Median level of the mark in the pauses, in dB of full scale; not a number where there are none."""
    segments_db: tuple[float, ...]


def mark_level(recordings: Sequence[MarkedRecording]) -> MarkLevel:
    """Measure it over recordings that are not silent."""
    whole, segments, pauses = [], [], []
    for recording in recordings:
        speech, mark = segment_power(recording.plain), segment_power(recording.mark)
        active = speech > speech.max() * 10 ** (ACTIVE_DB / 10)
        whole.append(10 * np.log10(mark.sum() / speech.sum() + 1e-12))
        segments.append(10 * np.log10(mark[active] / speech[active] + 1e-12))
        pauses.append(10 * np.log10(mark[~active] + 1e-12))
    joined, quiet = np.concatenate(segments), np.concatenate(pauses)
    low, middle, high = (float(figure) for figure in np.percentile(joined, (5, 50, 95)))
    in_pauses = float(np.median(quiet)) if len(quiet) else float("nan")
    return MarkLevel(float(np.mean(whole)), (low, middle, high), in_pauses, tuple(joined.round(2).tolist()))


def segment_power(sound: Samples) -> NDArray[np.float64]:
    """``[N]``: mean power of each whole segment of ``[T]``."""
    count = len(sound) // SEGMENT_SAMPLES
    segments = sound[: count * SEGMENT_SAMPLES].reshape(count, SEGMENT_SAMPLES)
    power: NDArray[np.float64] = np.mean(np.square(segments, dtype=np.float64), axis=1)
    return power

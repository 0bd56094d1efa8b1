"""Whether a stream gets the mark of the whole: the same speech, handed over in pieces of any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rhapsode_bench.watermark_marks.listener import Listener, to_model_rate
from rhapsode_bench.watermark_marks.marking import MarkedRecording, marked
from rhapsode_bench.watermark_marks.recordings import Recording
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio.marking import MakeWatermarker

BOUND_DB = -90.0
"""Largest difference of a sample, in dB of full scale, that counts as none: the step of 16-bit output."""
LONGEST_PIECE_S = 0.4


@dataclass(frozen=True, slots=True)
class StreamingCheck:
    """Split against whole, over several recordings and splits."""

    splits: int
    worst_db: float
    """Largest difference of a sample, in dB of full scale; -200 where there is none at all."""
    worst_score_difference: float
    """Of the mean log-odds over a whole recording."""

    @property
    def equal(self) -> bool:
        """Whether nobody could tell them apart."""
        return self.worst_db <= BOUND_DB


def check_streaming(
    make: MakeWatermarker, listener: Listener, recordings: Sequence[MarkedRecording], seed: int
) -> StreamingCheck:
    """Mark each recording whole and at random cuts, down to single samples, and compare."""
    chance = np.random.default_rng(seed)
    worst, worst_score = 0.0, 0.0
    for recording in recordings:
        plain = Recording(recording.source, recording.plain)
        whole = marked(make, plain, recording.message, ())
        steps = chance.integers(1, int(LONGEST_PIECE_S * NATIVE_RATE_HZ), len(plain.sound))
        steps[chance.random(len(steps)) < 0.1] = 1
        cuts = np.cumsum(steps)
        split = marked(make, plain, recording.message, cuts[cuts < len(plain.sound)].tolist())
        worst = max(worst, float(np.abs(whole.marked - split.marked).max()))
        scores = [float(listener.frame_scores(to_model_rate(way.marked)).mark.mean()) for way in (whole, split)]
        worst_score = max(worst_score, abs(scores[0] - scores[1]))
    return StreamingCheck(len(recordings), 20 * np.log10(max(worst, 1e-10)), worst_score)

"""Shares that were counted, with what they may be in truth, and thresholds from the tail of what was seen."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from rhapsode_bench.watermark_marks.listener import Scores

CONFIDENCE = 0.95

TAIL_SHARE = 0.01
"""Highest share of the scores that the tail is fitted to. Lower leaves too few of them; higher takes in the body of the
distribution, whose slope is another."""
LEAST_EXCEEDANCES = 20
"""Fewer make no tail."""
LEAST_SCALE = 0.02
"""Of a tail. Where a detector is so sure that all scores are clipped alike, no slope is seen; lower, and a score just
beyond them would look like proof."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many of so many."""

    count: int
    total: int

    @property
    def share(self) -> float:
        """0 to 1; not a number where nothing was counted."""
        return self.count / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies at 95 % confidence, were all cases independent (Clopper and Pearson 1934)."""
        outside = (1 - CONFIDENCE) / 2
        low = stats.beta.ppf(outside, self.count, self.total - self.count + 1) if self.count else 0.0
        high = stats.beta.ppf(1 - outside, self.count + 1, self.total - self.count) if self.count < self.total else 1.0
        return float(low), float(high)


def above(scores: Scores, threshold: float) -> Proportion:
    """How many scores exceed a threshold."""
    return Proportion(int(np.count_nonzero(scores > threshold)), len(scores))


def tail_threshold(scores: Scores, rate: float) -> tuple[float, float]:
    """The score that a share ``rate`` of unmarked windows exceeds, and the exponential scale of what lies beyond.

    Peaks over threshold: the excess over a high quantile is taken for exponential (Pickands 1975, with shape 0, because
    clipped scores have no heavy tail). The larger of the fitted and the observed quantile is taken: too high a
    threshold misses a few marks, too low a one accuses.

    Args:
        scores: of unmarked windows.
        rate: of false positives, 0 to 1.

    Raises:
        ValueError: there are too few scores for a tail.
    """
    count = max(LEAST_EXCEEDANCES, round(TAIL_SHARE * len(scores)))
    if len(scores) < 2 * count:
        raise ValueError(f"{len(scores)} windows are too few for a threshold at {rate:g}")
    rising = np.sort(scores)
    base = float(rising[-count - 1])
    scale = max(LEAST_SCALE, float((rising[-count:] - base).mean()))
    fitted = base + scale * math.log(count / len(scores) / rate)
    threshold = max(fitted, float(np.quantile(scores, 1 - rate, method="higher")))
    beyond = scores[scores > threshold] - threshold
    # The tail must not look steeper from the threshold on than it is seen to be.
    if len(beyond) >= LEAST_EXCEEDANCES:
        scale = max(scale, float(beyond.mean()))
    return threshold, scale

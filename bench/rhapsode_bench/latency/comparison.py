"""Two runs side by side: what has changed, how sure that is, and whether it is worse. Pure but for its seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rhapsode_bench.latency.hearing import TurnRecord
from rhapsode_bench.latency.report import Report, Row

RESAMPLES = 4_000
"""Fewer, and the interval's ends are themselves a matter of chance; more only takes longer."""
BLOCK = 100
INTERVAL = 0.95
SEED = 20_261_129
LEAST_TURNS = 8
"""Fewer on either side, and nothing is said: an interval from a handful of turns is too narrow to be true."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure that is compared; less is better in each."""

    name: str
    of: Callable[[TurnRecord], float | None]
    summary: Callable[[Values], Values]
    """Over the last axis."""
    is_ratio: bool
    """Else a difference, for what is usually zero."""
    least: int = LEAST_TURNS


def _audible(turn: TurnRecord) -> float | None:
    return turn.first_audible_ms if turn.heard else None


def _p50(values: Values) -> Values:
    return np.asarray(np.median(values, axis=-1))


def _p95(values: Values) -> Values:
    return np.asarray(np.percentile(values, 95, axis=-1))


def _mean(values: Values) -> Values:
    return np.asarray(values.mean(axis=-1))


MEASURES = (
    Measure("first audible p50", _audible, _p50, True),
    Measure("first audible p95", _audible, _p95, True, least=20),
    Measure("first byte p50", lambda turn: turn.first_byte_ms if turn.heard else None, _p50, True),
    Measure("cancel p50", lambda turn: turn.cancel_ms, _p50, True),
    Measure("RTF p50", lambda turn: turn.rtf if turn.heard else None, _p50, True),
    Measure("stalls a turn", lambda turn: None if turn.barge_in or not turn.heard else turn.stalls, _mean, False),
    Measure("failed, share", lambda turn: float(not turn.heard), _mean, False),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One measure of one row, before and after."""

    target: str
    streams: int
    measure: str
    before: float
    after: float
    change: float
    """A ratio (after / before), or a difference (after - before)."""
    low: float
    high: float
    """The interval that holds the change with 95 % confidence."""
    is_ratio: bool
    regression: bool
    improvement: bool


def compare(before: Report, after: Report, tolerance: float) -> list[Change]:
    """What changed, row by row; targets are matched by their place, rows by their streams.

    A regression is one whose whole interval lies beyond the tolerance: a difference that chance explains is none.

    Args:
        before: the older run.
        after: the newer one.
        tolerance: 0.05 lets 5 % pass as no change (and 0.05 of a stall a turn, or of failed turns).
    """
    found = []
    for row in before.rows:
        other = next((one for one in after.rows if (one.target, one.streams) == (row.target, row.streams)), None)
        if other is None:
            continue
        label, new = before.label(row), after.label(other)
        name = label if label == new else f"{label} → {new}"
        found += [change for measure in MEASURES if (change := _change(name, row, other, measure, tolerance))]
    return found


def unmatched(before: Report, after: Report) -> int:
    """How many rows of either have no partner."""
    one, two = ({(row.target, row.streams) for row in report.rows} for report in (before, after))
    return len(one ^ two)


def _change(name: str, before: Row, after: Row, measure: Measure, tolerance: float) -> Change | None:
    old, new = (_values(row.counted, measure) for row in (before, after))
    if min(len(old), len(new)) < measure.least:
        return None
    point = float(_differ(measure, measure.summary(old), measure.summary(new)))
    draw = np.random.default_rng(SEED)
    olds, news = (_resampled(values, measure, draw) for values in (old, new))
    tail = (1.0 - INTERVAL) / 2.0 * 100.0
    low, high = np.percentile(_differ(measure, olds, news), (tail, 100.0 - tail))
    none = 1.0 if measure.is_ratio else 0.0
    return Change(
        name,
        before.streams,
        measure.name,
        float(measure.summary(old)),
        float(measure.summary(new)),
        point,
        float(low),
        float(high),
        measure.is_ratio,
        regression=bool(low > none + tolerance),
        improvement=bool(high < none - tolerance),
    )


def _values(turns: Sequence[TurnRecord], measure: Measure) -> Values:
    return np.array([value for turn in turns if (value := measure.of(turn)) is not None], np.float64)


def _resampled(values: Values, measure: Measure, draw: np.random.Generator) -> Values:
    """The summary of many draws with replacement (percentile bootstrap), in blocks that fit a cache."""
    blocks = range(RESAMPLES // BLOCK)
    return np.concatenate(
        [measure.summary(values[draw.integers(0, len(values), (BLOCK, len(values)))]) for _ in blocks]
    )


def _differ(measure: Measure, old: Values, new: Values) -> Values:
    # A thousandth, in ms or of an RTF, keeps the ratio of two noughts at one.
    return np.asarray((new + 1e-3) / (old + 1e-3) if measure.is_ratio else new - old)

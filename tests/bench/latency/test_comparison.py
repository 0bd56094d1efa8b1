"""Comparisons of made-up runs: what is worse is flagged, what chance explains is not."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from bench.latency.rows import report, row, turn
from rhapsode_bench.latency.comparison import Change, compare, unmatched
from rhapsode_bench.latency.hearing import TurnRecord
from rhapsode_bench.latency.report import Report


def run(turns: Iterable[TurnRecord]) -> Report:
    return report(row(turns))


def noisy(mean_ms: float, count: int = 100, seed: int = 1) -> list[TurnRecord]:
    draw = random.Random(seed)
    return [turn(draw.gauss(mean_ms, 10.0)) for _ in range(count)]


def change(before: Report, after: Report, measure: str) -> Change:
    (found,) = [change for change in compare(before, after, 0.05) if change.measure == measure]
    return found


def test_a_run_is_no_worse_than_itself() -> None:
    changes = compare(run(noisy(150.0)), run(noisy(150.0)), 0.0)
    assert {one.measure for one in changes} >= {"first audible p50", "first audible p95", "stalls a turn"}
    assert all(one.change == pytest.approx(1.0 if one.is_ratio else 0.0) for one in changes)
    assert not any(one.regression or one.improvement for one in changes)


def test_twice_as_long_is_worse_and_the_reverse_better() -> None:
    slow, fast = run(noisy(300.0)), run(noisy(150.0, seed=2))
    worse, better = change(fast, slow, "first audible p50"), change(slow, fast, "first audible p50")
    assert worse.regression
    assert worse.change == pytest.approx(2.0, rel=0.05)
    assert worse.low < worse.change < worse.high
    assert 0.0 < worse.high - worse.low < 0.1
    assert better.improvement
    assert not better.regression


def test_a_difference_that_chance_explains_is_no_regression() -> None:
    found = change(run(noisy(150.0, 12)), run(noisy(156.0, 12, seed=3)), "first audible p50")
    assert found.low < 1.05
    assert not found.regression


def test_a_tolerance_lets_small_changes_pass() -> None:
    before, after = run(noisy(150.0, 400)), run(noisy(160.0, 400, seed=4))
    flagged = [
        {one.measure for one in compare(before, after, tolerance) if one.regression} for tolerance in (0.02, 0.2)
    ]
    assert "first audible p50" in flagged[0]
    assert flagged[1] == set()


def test_stalls_and_failures_are_told_as_differences() -> None:
    before = run(turn(150.0) for _ in range(60))
    after = run([*(turn(150.0, stalls=1) for _ in range(30)), *(turn(None) for _ in range(30))])
    stalls, failed = change(before, after, "stalls a turn"), change(before, after, "failed, share")
    assert (stalls.before, stalls.after, stalls.change) == (0.0, 1.0, 1.0)
    assert stalls.regression
    assert failed.change == pytest.approx(0.5)
    assert failed.regression
    # Those that failed have no time: the others' is what it was.
    assert change(before, after, "first audible p50").change == pytest.approx(1.0)


def test_too_few_turns_say_nothing() -> None:
    assert compare(run(noisy(150.0, 7)), run(noisy(900.0)), 0.05) == []
    measures = {one.measure for one in compare(run(noisy(150.0, 19)), run(noisy(900.0)), 0.05)}
    assert "first audible p50" in measures
    assert "first audible p95" not in measures


def test_loads_without_a_partner_are_counted() -> None:
    before, after = report(row(noisy(150.0)), row(noisy(150.0), streams=2)), report(row(noisy(150.0)))
    assert unmatched(before, after) == 1
    assert {one.streams for one in compare(before, after, 0.05)} == {1}

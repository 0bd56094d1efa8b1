"""Percentiles say on how many samples they rest, and a turn that was never heard counts as the latest."""

from __future__ import annotations

import math

import pytest

from rhapsode_bench.latency.percentiles import TOO_FEW, Percentiles, too_few


def test_each_is_a_figure_that_was_measured() -> None:
    spread = Percentiles.of(float(number) for number in range(1, 201))
    assert spread == Percentiles(200, 100.0, 190.0, 198.0)


def test_order_and_gaps_do_not_matter() -> None:
    assert Percentiles.of([3.0, None, 1.0, 2.0]) == Percentiles(3, 2.0, 3.0, 3.0)


def test_nothing_has_no_percentiles() -> None:
    assert Percentiles.of([None]) is None


def test_a_turn_that_was_never_heard_is_not_left_out() -> None:
    spread = Percentiles.of([10.0] * 90, missing=10)
    assert spread is not None
    assert (spread.count, spread.p50) == (100, 10.0)
    assert math.isinf(spread.p95)
    assert spread.shown() == "10 / never / never"


@pytest.mark.parametrize(
    ("count", "share", "mark"),
    [(1, 0.5, TOO_FEW), (2, 0.5, ""), (19, 0.95, TOO_FEW), (20, 0.95, ""), (99, 0.99, TOO_FEW), (100, 0.99, "")],
)
def test_too_few_samples_are_marked(count: int, share: float, mark: str) -> None:
    assert too_few(count, share) == mark


def test_the_marks_stand_where_they_belong() -> None:
    spread = Percentiles.of([1.0] * 50)
    assert spread is not None
    assert spread.shown(1) == f"1.0 / 1.0 / 1.0{TOO_FEW}"

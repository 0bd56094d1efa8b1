"""Percentiles as the tables show them."""

from __future__ import annotations

import pytest

from rhapsode_bench.spread import Spread, shown


def test_percentiles_are_interpolated_and_the_worst_is_kept() -> None:
    spread = Spread.of(range(101))
    assert spread == Spread(50.0, 95.0, 100.0, 101)


def test_of_one_figure_everything_is_that_figure() -> None:
    assert Spread.of([7.25]) == Spread(7.25, 7.25, 7.25, 1)


def test_of_nothing_there_is_no_spread() -> None:
    assert Spread.of([]) is None


@pytest.mark.parametrize(
    ("spread", "digits", "text"),
    [(None, 0, "-"), (Spread(1.26, 9.0, 10.0, 3), 0, "1 / 9"), (Spread(1.26, 9.0, 10.0, 3), 1, "1.3 / 9.0")],
)
def test_a_spread_is_shown_as_median_and_95th_percentile(spread: Spread | None, digits: int, text: str) -> None:
    assert shown(spread, digits) == text

"""Quantiles out of the server's histograms."""

from __future__ import annotations

import math

import pytest

from rhapsode_bench.histogram import quantile

BEFORE = {0.1: 5.0, 0.2: 5.0, math.inf: 5.0}


def test_what_was_counted_before_does_not_count() -> None:
    after = {0.1: 5.0, 0.2: 15.0, math.inf: 15.0}
    assert quantile(BEFORE, after, 0.5) == pytest.approx(0.15)
    assert quantile(BEFORE, after, 1.0) == pytest.approx(0.2)
    assert quantile({}, after, 0.2) == pytest.approx(0.06)


def test_beyond_the_last_bound_nothing_is_known_but_the_bound() -> None:
    assert quantile(BEFORE, {0.1: 5.0, 0.2: 6.0, math.inf: 15.0}, 0.9) == 0.2


def test_of_nothing_there_is_no_quantile() -> None:
    assert math.isnan(quantile(BEFORE, BEFORE, 0.5))
    assert math.isnan(quantile({}, {}, 0.5))

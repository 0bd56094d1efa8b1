"""Counted shares and fitted tails, against what is known of them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rhapsode_bench.watermark_marks.proportion import Proportion, above, tail_threshold


def test_the_interval_is_clopper_and_pearsons() -> None:
    # Nobody of n: 1 - 0.025 ** (1 / n), which can be solved by hand.
    low, high = Proportion(0, 100).interval
    assert (low, high) == (0.0, pytest.approx(1 - 0.025**0.01))
    low, high = Proportion(100, 100).interval
    assert (low, high) == (pytest.approx(0.025**0.01), 1.0)
    # Table in Clopper and Pearson's paper, and every one since: 1 of 10.
    assert Proportion(1, 10).interval == pytest.approx((0.00253, 0.44502), abs=1e-5)


def test_of_nothing_nothing_is_known() -> None:
    assert math.isnan(Proportion(0, 0).share)
    assert Proportion(0, 0).interval == (0.0, 1.0)


def test_only_what_exceeds_the_threshold_counts() -> None:
    assert above(np.array([1.0, 2.0, 3.0]), 2.0) == Proportion(1, 3)


def test_the_tail_of_an_exponential_is_found() -> None:
    scores = np.random.default_rng(4).exponential(0.5, 50_000)
    threshold, scale = tail_threshold(scores, 1e-3)
    assert threshold == pytest.approx(0.5 * math.log(1_000), rel=0.05)
    # Never much less than it is, for that would make every score look surer.
    assert 0.45 < scale < 0.7
    assert np.mean(scores > threshold) <= 1e-3


def test_few_scores_still_make_a_threshold_beyond_them() -> None:
    scores = np.random.default_rng(4).exponential(0.5, 400)
    threshold, _ = tail_threshold(scores, 1e-3)
    assert 2.0 < threshold < 6.0


def test_scores_that_are_all_alike_leave_a_little_room() -> None:
    threshold, scale = tail_threshold(np.full(5_000, -6.0), 1e-3)
    assert -6.0 < threshold < -5.9
    assert scale > 0


def test_too_few_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        tail_threshold(np.arange(10.0), 1e-3)

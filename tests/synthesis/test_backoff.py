"""Pauses between failing starts."""

from __future__ import annotations

import pytest

from rhapsode_server.synthesis.backoff import Backoff


@pytest.mark.parametrize(
    ("failures", "pause_s"), [(0, 0.0), (1, 0.0), (2, 0.25), (3, 0.5), (4, 1.0), (8, 15.0), (5_000, 15.0)]
)
def test_pauses_double_up_to_a_bound_and_the_first_failure_costs_none(failures: int, pause_s: float) -> None:
    assert Backoff(first_s=0.25, longest_s=15.0).pause_s(failures) == pause_s

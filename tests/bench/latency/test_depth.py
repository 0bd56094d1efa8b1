"""How many waited, told from the turns themselves."""

from __future__ import annotations

from bench.latency.rows import turn
from rhapsode_bench.latency.depth import under_way, waiting


def test_those_who_are_owed_their_first_sound_are_counted_from_when_they_were_due() -> None:
    turns = [turn(500.0, due_s=1.0), turn(1_500.0, due_s=1.25)]
    assert waiting(turns, 10.0) == [(0.0, 0), (1.0, 1), (1.25, 2), (1.5, 1), (2.75, 0)]


def test_who_was_never_served_waits_to_the_end() -> None:
    assert waiting([turn(None, due_s=2.0)], 10.0) == [(0.0, 0), (2.0, 1), (10.0, 0)]


def test_a_turn_is_under_way_until_all_of_it_has_come() -> None:
    assert under_way([turn(500.0, due_s=1.0)], 10.0) == [(0.0, 0), (1.0, 1), (1.6, 0)]


def test_nobody_is_nobody() -> None:
    assert waiting([], 10.0) == [(0.0, 0)]

"""Virtual clocks of owners, alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.synthesis.fair_share import MOST_CREDIT, SPARE_RECORDS, FairShare


def test_work_moves_its_owners_clock_and_nobody_elses() -> None:
    shares = FairShare()
    shares.enter("a")
    shares.enter("b")
    shares.charge("a", 100)
    assert shares.start("a") == 100
    assert shares.start("b") == 0


def test_idleness_saves_nothing_up() -> None:
    shares = FairShare()
    shares.enter("busy")
    for _ in range(10):
        shares.charge("busy", 100)
    shares.enter("late")
    assert shares.start("late") == 900, "it starts where the latest job started"


def test_a_short_absence_does_not_wipe_out_a_debt() -> None:
    shares = FairShare()
    shares.enter("other")
    shares.enter("greedy")
    shares.charge("greedy", 100)
    shares.leave("greedy")
    shares.enter("greedy")
    assert shares.start("greedy") == 100


def test_a_debt_that_others_have_overtaken_is_no_credit() -> None:
    shares = FairShare()
    shares.enter("busy")
    shares.enter("guest")
    shares.charge("guest", 100)
    shares.leave("guest")
    for _ in range(10):
        shares.charge("busy", 100)
    shares.enter("guest")
    assert shares.start("guest") == 900


def test_an_owner_that_lags_catches_up_by_a_bounded_amount() -> None:
    shares = FairShare()
    shares.enter("content")
    shares.enter("busy")
    for _ in range(100):
        shares.charge("busy", 100)
    assert shares.start("content") == 9900 - MOST_CREDIT


def test_nobody_is_remembered_once_all_are_idle() -> None:
    shares = FairShare()
    for owner in ("a", "b", "c"):
        shares.enter(owner)
        shares.charge(owner, 10)
    for owner in ("a", "b", "c"):
        shares.leave(owner)
    assert len(shares) == 0


def test_idle_owners_do_not_pile_up_while_one_is_busy() -> None:
    shares = FairShare()
    shares.enter("busy")
    for number in range(10 * SPARE_RECORDS):
        shares.enter(f"guest {number}")
        shares.charge(f"guest {number}", 50)
        shares.leave(f"guest {number}")
        shares.charge("busy", 50)
    assert len(shares) <= SPARE_RECORDS + 3


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=2, max_size=5), st.integers(20, 120))
def test_owners_that_always_have_work_get_equal_shares(sizes: list[int], rounds: int) -> None:
    """Whoever is behind goes first: then no two differ by more than one job of each."""
    shares = FairShare()
    owners = [f"owner {number}" for number in range(len(sizes))]
    for owner in owners:
        shares.enter(owner)
    served = dict.fromkeys(owners, 0)
    for _ in range(rounds):
        owner = min(owners, key=shares.start)
        size = sizes[owners.index(owner)]
        shares.charge(owner, size)
        served[owner] += size
        spread = max(served.values()) - min(served.values())
        assert spread <= 2 * max(sizes)

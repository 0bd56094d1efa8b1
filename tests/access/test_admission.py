from __future__ import annotations

from contextlib import ExitStack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.errors import TooManyConnections
from rhapsode_server.access.admission import Admission
from rhapsode_server.access.caller import ANYBODY, Caller

ANNA, BEN = Caller("anna"), Caller("ben")


def test_one_more_than_allowed_is_refused_and_told_when_to_come_back() -> None:
    admission = Admission(2, 0)
    with admission.admit(ANYBODY), admission.admit(ANNA):
        with pytest.raises(TooManyConnections, match="server has 2") as caught, admission.admit(BEN):
            raise AssertionError("it was let in")
        assert caught.value.retry_after_s
        assert admission.total == 2
    assert admission.total == 0
    with admission.admit(BEN):
        assert admission.total == 1


def test_a_key_has_its_own_bound_which_its_tokens_share() -> None:
    admission = Admission(0, 1)
    with admission.admit(ANNA), admission.admit(BEN), admission.admit(ANYBODY), admission.admit(ANYBODY):
        with pytest.raises(TooManyConnections, match="this key has 1"), admission.admit(Caller("anna", by_token=True)):
            raise AssertionError("it was let in")
        assert admission.total == 4
    with admission.admit(ANNA):
        pass


def test_zero_is_no_limit() -> None:
    admission = Admission(0, 0)
    with ExitStack() as stay:
        for _ in range(1_000):
            stay.enter_context(admission.admit(ANNA))
        assert admission.total == 1_000


def test_whoever_fails_is_let_go_of_too() -> None:
    admission = Admission(1, 1)
    with pytest.raises(ZeroDivisionError), admission.admit(ANNA):
        raise ZeroDivisionError
    with admission.admit(ANNA):
        pass


@settings(deadline=None, max_examples=100)
@given(
    st.integers(0, 4),
    st.integers(0, 3),
    st.lists(st.tuples(st.booleans(), st.sampled_from([None, "anna", "ben"])), max_size=40),
)
def test_never_more_than_the_bounds_and_nobody_is_forgotten(
    most: int, most_per_key: int, story: list[tuple[bool, str | None]]
) -> None:
    admission = Admission(most, most_per_key)
    inside: list[tuple[str | None, ExitStack]] = []
    for comes, key_id in story:
        if not comes:
            if inside:
                inside.pop(0)[1].close()
            continue
        stay = ExitStack()
        of_key = sum(other == key_id for other, _ in inside)
        fits = (most == 0 or len(inside) < most) and (key_id is None or most_per_key == 0 or of_key < most_per_key)
        try:
            stay.enter_context(admission.admit(Caller(key_id)))
        except TooManyConnections:
            assert not fits
        else:
            assert fits
            inside.append((key_id, stay))
        assert admission.total == len(inside)
    for _, stay in inside:
        stay.close()
    assert admission.total == 0

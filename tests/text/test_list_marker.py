"""What stands before a list's items."""

from __future__ import annotations

import pytest

from rhapsode_server.text.list_marker import is_whole, may_begin, may_go_on, number_after


@pytest.mark.parametrize("marker", ["-", "*", "#", "######", "1.", "12)", "999.", "(1)", "a)", "iv)", "(xii)", "б)"])
def test_markers_are_read_to_their_end(marker: str) -> None:
    assert may_begin(marker[0])
    assert all(may_go_on(marker[:end], marker[end]) for end in range(1, len(marker)))
    assert is_whole(marker)
    assert not may_go_on(marker, "x")


@pytest.mark.parametrize("text", ["#######", "1234.", "a.", "ab)", "A dog", "(note)", "1.5", "--", "xvvvv)"])
def test_other_beginnings_are_none(text: str) -> None:
    assert not all(may_go_on(text[:end], text[end]) for end in range(1, len(text)))


@pytest.mark.parametrize("text", ["A", "12", "(1", "("])
def test_half_of_a_marker_is_none(text: str) -> None:
    assert not is_whole(text)


@pytest.mark.parametrize(
    ("marker", "number"), [("1.", "2"), ("(9)", "10"), ("2.)", "3"), ("a)", ""), ("1", ""), ("1984.", ""), ("", "")]
)
def test_the_next_number_follows_from_the_marker(marker: str, number: str) -> None:
    assert number_after(marker) == number

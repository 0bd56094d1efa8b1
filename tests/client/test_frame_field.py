from __future__ import annotations

from typing import Any

import pytest

from rhapsode_client.frame_field import integer, number, number_if_said, part, text


@pytest.mark.parametrize("value", [None, True, "7", [7], {"a": 7}])
def test_what_is_of_another_type_is_not_said(value: Any) -> None:
    frame = {"n": value}
    assert (number(frame, "n"), integer(frame, "n")) == (0.0, 0)
    assert number(frame, "missing") == 0.0
    assert number_if_said(frame, "n") == (None if value is None else 0.0)
    assert text(frame, "n") == ("7" if value == "7" else "")
    assert part(frame, "n") == (value if isinstance(value, dict) else None)


def test_numbers_are_taken_as_they_are() -> None:
    frame = {"n": 2.5, "i": 3}
    assert (number(frame, "n"), number_if_said(frame, "n"), integer(frame, "i")) == (2.5, 2.5, 3)

"""What is logged of an unforeseen exception."""

from __future__ import annotations

import pytest

from rhapsode_server.synthesis.fault import describe_fault


def break_on(text: str) -> None:
    raise ValueError(f"cannot say {text!r}")


def test_the_place_is_told_and_the_text_is_not() -> None:
    with pytest.raises(ValueError, match="secret") as caught:
        break_on("my secret")
    told = describe_fault(caught.value)
    assert told.startswith("ValueError at test_fault.py:")
    assert told.endswith("in break_on")
    assert "secret" not in told


def test_an_exception_that_was_never_raised_has_no_place() -> None:
    assert describe_fault(KeyError("secret")) == "KeyError"

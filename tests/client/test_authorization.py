from __future__ import annotations

import pytest

from rhapsode_client.authorization import authorization
from rhapsode_client.errors import InvalidKey


@pytest.mark.parametrize(
    ("key", "header"),
    [("rhk_a_b", "Bearer rhk_a_b"), ("rhk_a_b\n", "Bearer rhk_a_b"), ("rht1.a.1.b.c", "Bearer rht1.a.1.b.c")],
)
def test_a_key_is_shown_as_a_bearer(key: str, header: str) -> None:
    assert authorization(key) == {"Authorization": header}


@pytest.mark.parametrize("key", [None, "", " \n"])
def test_without_a_key_nothing_is_shown(key: str | None) -> None:
    assert authorization(key) == {}


@pytest.mark.parametrize("key", ["a b", "a\r\nX-Evil: 1", "schl\u00fcssel", "a\x00b"])
def test_what_no_header_may_hold_is_refused_without_being_quoted(key: str) -> None:
    with pytest.raises(InvalidKey) as caught:
        authorization(key)
    assert key not in caught.value.message

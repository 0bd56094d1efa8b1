from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.access.credential import MAX_CREDENTIAL_CHARACTERS, read_credential, without_credentials

BEARER = (b"authorization", b"Bearer from-bearer")
X_API_KEY = (b"x-api-key", b"from-x-api-key")
QUERY = b"sdk=js&token=from-token&api_key=from-api-key"


@pytest.mark.parametrize(
    ("headers", "query", "counts"),
    [
        ([X_API_KEY, BEARER], QUERY, "from-bearer"),
        ([X_API_KEY], QUERY, "from-x-api-key"),
        ([], QUERY, "from-api-key"),
        ([], b"token=from-token", "from-token"),
        ([], b"sdk=js", None),
        ([], b"", None),
        ([(b"authorization", b"bearer  lower ")], b"", "lower"),
        ([(b"authorization", b"Basic dXNlcjpwdw=="), X_API_KEY], b"", "from-x-api-key"),
        ([(b"authorization", b"Bearer"), X_API_KEY], b"", "from-x-api-key"),
        ([(b"authorization", b"")], b"api_key=&token=t", "t"),
        ([(b"x-api-key", b" ")], b"api_key=%20", None),
        ([(b"authorization", b"Bearer one"), (b"authorization", b"Bearer two")], b"", "one"),
        ([], b"api_key=one&api_key=two", "one"),
        ([(b"authorization", b"Bearer eu-rhk_x")], b"", "rhk_x"),
        ([(b"x-api-key", b"global-rhk_x")], b"", "rhk_x"),
        ([], b"api_key=us-rhk_x", "rhk_x"),
        ([], b"API_KEY=upper", None),
        ([(b"x-api-key", "ü".encode("latin-1"))], b"", "ü"),
    ],
)
def test_the_first_that_is_there_counts(headers: list[tuple[bytes, bytes]], query: bytes, counts: str | None) -> None:
    assert read_credential([(b"host", b"h"), *headers], query) == counts


def test_an_endless_one_is_not_looked_at_to_its_end() -> None:
    shown = read_credential([(b"x-api-key", b"k" * 10_000)], b"")
    assert shown == "k" * MAX_CREDENTIAL_CHARACTERS


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        (b"api_key=k&model_id=kugel-3&sdk=js", b"model_id=kugel-3&sdk=js"),
        (b"sdk=js&token=t", b"sdk=js"),
        (b"token=t&api_key=k", b""),
        (b"api%5Fkey=k&sdk=js", b"sdk=js"),
        (b"api_key&sdk", b"sdk"),
        (b"tokens=3&my_api_key=1", b"tokens=3&my_api_key=1"),
        (b"a=1&&b=2", b"a=1&&b=2"),
        (b"", b""),
    ],
)
def test_the_query_is_left_without_keys(query: bytes, kept: bytes) -> None:
    assert without_credentials(query) == kept


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=60), st.lists(st.tuples(st.sampled_from([b"authorization", b"x-api-key"]), st.binary())))
def test_whatever_was_read_from_a_query_is_not_left_in_it(query: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    read_credential(headers, query)
    assert read_credential([], without_credentials(query)) is None

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.errors import InvalidJson
from rhapsode_protocol.wire_json import MAX_DEPTH, dumps, loads_object

INTEGERS = st.integers(-(2**63), 2**64 - 1)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=12)
"""Lone surrogates included."""
TEXT = st.text(max_size=12)


def objects(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    leaves = st.none() | st.booleans() | INTEGERS | FLOATS | text
    values = st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4), max_leaves=12
    )
    return st.dictionaries(text, values, max_size=5)


@settings(deadline=None, max_examples=150)
@given(objects(TEXT))
def test_what_is_written_is_what_the_standard_library_reads(value: dict[str, Any]) -> None:
    assert json.loads(dumps(value)) == value


@settings(deadline=None, max_examples=150)
@given(objects(ANY_TEXT), st.booleans(), st.sampled_from([None, 2]))
def test_what_the_standard_library_writes_is_read(value: dict[str, Any], escaped: bool, indent: int | None) -> None:
    assert loads_object(json.dumps(value, ensure_ascii=escaped, indent=indent)) == json.loads(json.dumps(value))


@settings(deadline=None, max_examples=100)
@given(objects(TEXT))
def test_bytes_are_read_as_their_text_is(value: dict[str, Any]) -> None:
    assert loads_object(dumps(value).encode()) == value


def mended(text: str) -> str:
    """Pairs joined, lone halves replaced (Unicode 3.9, table 3-5)."""

    def join(pair: re.Match[str]) -> str:
        high, low = (ord(half) for half in pair[0])
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))

    return re.sub("[\ud800-\udfff]", "\ufffd", re.sub("[\ud800-\udbff][\udc00-\udfff]", join, text))


@settings(deadline=None, max_examples=150)
@given(st.text(st.sampled_from("a€😀\ud83d\ude00\udfff"), max_size=8) | ANY_TEXT)
def test_lone_surrogates_are_replaced_and_pairs_are_joined(text: str) -> None:
    assert json.loads(dumps({text: [text, {"text": (text,)}]})) == {
        mended(text): [mended(text), {"text": [mended(text)]}]
    }


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=30) | st.binary(max_size=30) | st.text('{}[]",:\\0e1NaI', max_size=20))
def test_anything_is_an_object_or_a_clear_error(data: str | bytes) -> None:
    try:
        value = loads_object(data)
    except InvalidJson:
        return
    assert isinstance(value, dict)


@pytest.mark.parametrize("half", ["\\ud83d", "\\ude00", "a\\ud83db", "\\ude00\\ud83d"])
def test_half_an_emoji_is_kept(half: str) -> None:
    assert loads_object(f'{{"text": "{half}"}}') == {"text": json.loads(f'"{half}"')}


def test_half_an_emoji_that_is_not_even_escaped_is_kept() -> None:
    assert loads_object('{"text": "\ud83d"}') == {"text": "\ud83d"}


@pytest.mark.parametrize("beside", ["1", '"\\ud83d"'])
@pytest.mark.parametrize(
    "number",
    ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 400, "-" + "9" * 5_000, "nan", "+1", "0x1", "01", ".5"],
)
def test_what_is_no_number_of_json_is_refused(number: str, beside: str) -> None:
    """On both paths: beside half an emoji the second one reads."""
    with pytest.raises(InvalidJson):
        loads_object(f'{{"speed": {number}, "text": {beside}}}')


@pytest.mark.parametrize("beside", ["1", '"\\ud83d"'])
@pytest.mark.parametrize(
    "number", ["1", "-7", "1.5", "1e3", str(2**64 - 1), str(-(2**63)), "0", "-0.0", "1.5e308", "1e-400"]
)
def test_numbers_are_read_as_they_are_on_both_paths(number: str, beside: str) -> None:
    assert loads_object(f'{{"speed": {number}, "text": {beside}}}')["speed"] == json.loads(number)


@pytest.mark.parametrize("beside", ["1", '"\\ud83d"'])
@pytest.mark.parametrize("number", [str(2**64), str(-(2**63) - 1), "9" * 25, "9" * 300])
def test_whole_numbers_beyond_64_bits_become_floats_on_both_paths(number: str, beside: str) -> None:
    speed = loads_object(f'{{"speed": {number}, "text": {beside}}}')["speed"]
    assert isinstance(speed, float)
    assert speed == float(number)


def nested(levels: int, opener: str, text: str) -> str:
    closer = {"[": "]", '{"a":': "}"}[opener]
    return '{"deep": ' + opener * (levels - 1) + "1" + closer * (levels - 1) + f', "text": {text}}}'


@pytest.mark.parametrize("text", ["1", '"\\ud83d"'])
@pytest.mark.parametrize("opener", ["[", '{"a":'])
@pytest.mark.parametrize("as_bytes", [False, True])
def test_depth_is_bounded_on_both_paths(opener: str, text: str, as_bytes: bool) -> None:
    def read(levels: int) -> dict[str, Any]:
        data = nested(levels, opener, text)
        return loads_object(data.encode() if as_bytes else data)

    assert read(MAX_DEPTH)
    for levels in (MAX_DEPTH + 1, 1_000, 100_000):
        with pytest.raises(InvalidJson, match=f"deeper than {MAX_DEPTH}"):
            read(levels)


@pytest.mark.parametrize("opener", ["[", '{"a":'])
def test_depth_without_an_end_is_refused_too(opener: str) -> None:
    with pytest.raises(InvalidJson):
        loads_object('{"deep": ' + opener * 100_000)


@pytest.mark.parametrize("text", ["[" * 50, "{[" * 50 + "}", '"\\[' * 40, "[]" * 100, "\ud83d" + "[" * 50])
def test_brackets_in_a_text_are_no_depth(text: str) -> None:
    assert loads_object(json.dumps({"text": text})) == {"text": text}


@pytest.mark.parametrize(
    "data", ["", " ", "null", "1", "[]", '"text"', "{} {}", "{", b"\xff", b'{"a": "\xff"}', "\ufeff{}"]
)
def test_what_is_not_one_object_is_refused(data: str | bytes) -> None:
    with pytest.raises(InvalidJson):
        loads_object(data)


def test_an_error_does_not_repeat_the_text() -> None:
    with pytest.raises(InvalidJson) as caught:
        loads_object('{"text": "a secret" oops}')
    assert "secret" not in str(caught.value)


def test_the_last_of_two_equal_keys_counts() -> None:
    assert loads_object('{"a": 1, "a": 2}') == loads_object('{"a": "\\ud83d", "a": 2}') == {"a": 2}


def test_what_cannot_be_written_is_an_error_of_ours() -> None:
    with pytest.raises(TypeError):
        dumps({"a": {1}})

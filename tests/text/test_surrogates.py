"""Halves of a character over frames."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.surrogates import SurrogateJoiner


def joined(*frames: str) -> str:
    joiner = SurrogateJoiner()
    return "".join([joiner.push(frame) for frame in frames] + [joiner.flush()])


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        (["plain"], "plain"),
        (["a\ud83d", "\ude00b"], "a😀b"),
        (["\ud83d\ude00"], "😀"),
        (["\ud83d", "x"], "\ufffdx"),
        (["\ud83d", "\ud83d\ude00"], "\ufffd😀"),
        (["\ude00x"], "\ufffdx"),
        (["x\ud83d"], "x\ufffd"),
        (["\ud83d", "", "\ude00"], "😀"),
        (["😀"], "😀"),
        (["\udbff", "\udfff"], "\U0010ffff"),
        (["\ud800", "\udc00"], "\U00010000"),
    ],
)
def test_pairs_join_and_the_lonely_are_replaced(frames: list[str], expected: str) -> None:
    assert joined(*frames) == expected


def test_a_half_is_held_until_it_is_certain() -> None:
    joiner = SurrogateJoiner()
    assert joiner.push("a\ud83d") == "a"
    assert joiner.held == 1
    assert joiner.push("b") == "\ufffdb"
    assert joiner.held == 0
    assert joiner.flush() == ""


def test_a_json_escape_split_across_frames_gives_the_character() -> None:
    first, second = json.loads('"so \\ud83d"'), json.loads('"\\ude00 good"')
    assert joined(first, second) == "so 😀 good"


@given(st.text(st.sampled_from("a\ud83d\ude00é😀")), st.lists(st.integers(0, 30)))
@settings(deadline=None, max_examples=60)
def test_any_split_gives_the_same_text_without_surrogates(text: str, places: list[int]) -> None:
    cuts = [0, *sorted(min(place, len(text)) for place in places), len(text)]
    frames = [text[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]
    assert joined(*frames) == joined(text)
    joined(text).encode("utf-8")

"""Rows that are too long."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.engines.kokoro.phonemes.length_guard import within_limit
from rhapsode_server.engines.kokoro.utterance import MAX_SYMBOLS, PhonemeText


def row_of(text: str) -> PhonemeText:
    """A row whose words are its runs of letters."""
    words, start = [], None
    for place, symbol in enumerate(text + " "):
        if symbol.isalpha() and start is None:
            start = place
        elif not symbol.isalpha() and start is not None:
            words.append((start, place))
            start = None
    return PhonemeText(text, tuple(words), 3, "so", "ʘʘǃ")


def parts(text: str, limit: int) -> list[str]:
    return [part.symbols for part in within_limit(row_of(text), limit)]


def test_a_row_within_the_limit_is_itself() -> None:
    row = row_of("a" * MAX_SYMBOLS)
    assert within_limit(row) == (row,)
    assert len(within_limit(row_of("a" * (MAX_SYMBOLS + 1)))) == 2


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("aaa. bbb, ccc ddd", 12, ["aaa.", "bbb, ccc ddd"]),
        ("aaa bbb, ccc ddd", 12, ["aaa bbb,", "ccc ddd"]),
        ("aaa bbb ccc ddd", 12, ["aaa bbb", "ccc ddd"]),
        ("aaa “bbb!” ccc ddd", 12, ["aaa “bbb!”", "ccc ddd"]),
        ("aaaaaaaaaaaa", 5, ["aaaa", "aaaa", "aaaa"]),
        ("a. " * 4 + "b" * 20, 24, ["a. a. a. a.", "b" * 20]),
    ],
)
def test_the_best_mark_is_chosen(text: str, limit: int, cut: list[str]) -> None:
    assert parts(text, limit) == cut


def test_words_of_other_parts_are_empty_and_notes_are_told_once() -> None:
    first, second = within_limit(row_of("aaa bbb ccc ddd"), 12)
    assert first.words == ((0, 3), (4, 7), (7, 7), (7, 7))
    assert second.words == ((0, 0), (0, 0), (0, 3), (4, 7))
    assert (first.unknown, first.warning) == (3, "so")
    assert (second.unknown, second.warning) == (0, None)
    assert (first.left_out, second.left_out) == ("ʘʘǃ", "")


@given(st.text(alphabet="aaaa  .,!”", max_size=120).map(lambda t: " ".join(t.split())), st.integers(1, 40))
@settings(deadline=None, max_examples=300)
def test_nothing_but_spaces_is_lost_and_no_part_is_too_long(text: str, limit: int) -> None:
    row = row_of(text)
    cut = within_limit(row, limit)
    assert all(len(part.symbols) <= limit for part in cut)
    assert "".join(part.symbols for part in cut).replace(" ", "") == text.replace(" ", "")
    for number, (start, end) in enumerate(row.words):
        said = "".join(part.symbols[slice(*part.words[number])] for part in cut)
        assert said == text[start:end]
    for part in cut:
        assert len(part.words) == len(row.words)
        flat = [place for both in part.words for place in both]
        assert flat == sorted(flat)

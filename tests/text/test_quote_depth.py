"""How deep in quotations a text is."""

from __future__ import annotations

import pytest

from rhapsode_server.text.quote_depth import QUOTE_MARKS, QuoteDepth


def depth_of(text: str) -> QuoteDepth:
    depth = QuoteDepth()
    for index, character in enumerate(text):
        if character in QUOTE_MARKS:
            depth.take(character, begins_word=index == 0 or text[index - 1] == " ")
    return depth


@pytest.mark.parametrize(
    ("text", "open_quotes"),
    [
        ("「来", 1),
        ("「『来", 2),
        ("「来」", 0),
        ('他说"来', 1),
        ('他说"来"', 0),
        ("said 'yes", 1),
        ("said 'yes'", 0),
        ("can't", 0),
        ("” twice ”", 0),
    ],
)
def test_open_quotations_are_counted(text: str, open_quotes: int) -> None:
    assert depth_of(text).open_quotes == open_quotes


def test_titles_are_names() -> None:
    assert depth_of("《走吧").in_title
    assert not depth_of("《走吧》").in_title


def test_nothing_is_quoted_beyond_a_paragraph() -> None:
    depth = depth_of("《「")
    depth.reset()
    assert (depth.open_quotes, depth.in_title) == (0, False)

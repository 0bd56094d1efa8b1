"""Where sentences end in texts of every language, found one character at a time: the table beside this file.

Most texts are cut right, and those that are not are named here. What belongs together is never divided, by no kind of
boundary: that part knows no exceptions.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from rhapsode_bench.sentence_cuts import measure
from rhapsode_bench.sentence_cutters import SENTENCE_CUTTERS, CutText, boundaries, read_table
from rhapsode_server.text.boundary import BoundaryKind
from rhapsode_server.text.characters import SPACELESS, CharacterClass, classify
from rhapsode_server.text.languages import LANGUAGES

TEXTS = read_table(Path(__file__).parent / "cuts.tsv")
OURS = SENTENCE_CUTTERS[0]

KNOWN_WRONG = {
    # Korean has no small letters to tell that the sentence goes on behind what was said.
    "“가자!” 그가 말했다. 그는 떠났다.",
    # A small letter behind a stop goes on, but for names.
    "iPhone sales fell. eBay gained.",
}

DIVIDED = SPACELESS | {
    *(CharacterClass.WIDE_END, CharacterClass.WIDE_CLAUSE, CharacterClass.FINAL, CharacterClass.OPEN),
    *(CharacterClass.CLOSE, CharacterClass.QUOTE),
}
"""Beside these a text may be cut without a space; "—" is the one mark more."""


def test_the_table_is_large_and_wide() -> None:
    assert len(TEXTS) >= 120
    assert {text.language for text in TEXTS} == set(LANGUAGES) - {"et", "lv"}


def test_all_but_the_known_are_cut_right() -> None:
    result = measure(OURS, TEXTS)
    assert {text.text for text in result.wrong} == KNOWN_WRONG
    assert result.right / result.texts > 0.99


def test_an_end_is_told_when_the_next_word_begins() -> None:
    result = measure(OURS, TEXTS)
    assert result.waited is not None
    # The space and the first letter; with Markdown, its marks; where only the next word tells, that word, and traps of
    # that kind are a fifth of the table.
    assert result.waited < 2.2
    assert result.most_waited <= 7


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text.language}-{text.text[:20]}")
def test_what_belongs_together_is_never_divided(text: CutText) -> None:
    for place, kind, _ in boundaries(text.text, text.language):
        if place in (0, len(text.text)):
            continue
        assert kind is not BoundaryKind.WALL
        assert place not in text.ties, (text.text[:place], kind)
        before, behind = text.text[place - 1], text.text[place]
        assert not _joins(before, behind), (text.text[:place], kind)
        if before.isspace() or behind.isspace() or "—" in (before, behind):
            continue
        # Inside words, numbers, addresses and tags there is no space; here one script at least needs none.
        assert {classify(before), classify(behind)} & DIVIDED, (text.text[:place], kind)


def _joins(before: str, behind: str) -> bool:
    """Whether two characters are parts of one that is seen: marks, joiners, selectors, flags."""
    if before == "\u200d" or unicodedata.category(behind) in ("Mn", "Mc", "Me", "Cf"):
        return True
    flag = all("\U0001f1e6" <= letter <= "\U0001f1ff" for letter in (before, behind))
    return flag or "\U0001f3fb" <= behind <= "\U0001f3ff"

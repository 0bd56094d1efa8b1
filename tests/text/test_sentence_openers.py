"""Words that begin sentences."""

from __future__ import annotations

import pytest

from rhapsode_server.text.languages import LANGUAGES
from rhapsode_server.text.sentence_openers import SENTENCE_OPENERS


@pytest.mark.parametrize("tag", SENTENCE_OPENERS)
def test_openers_are_written_as_they_are_compared(tag: str) -> None:
    assert tag in LANGUAGES
    for word in SENTENCE_OPENERS[tag]:
        assert word == word.casefold(), word
        assert word.replace("'", "").isalpha(), word


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("fr", "le la les du de des"),
        ("es", "la de del don"),
        ("it", "lo la di da de fra"),
        ("pt", "da do dos de"),
        ("nl", "de van der den ter te"),
        ("de", "von vom zu zum zur"),
        ("en", "will may can do"),
    ],
)
def test_what_names_have_between_their_parts_is_no_opener(tag: str, words: str) -> None:
    assert SENTENCE_OPENERS[tag].isdisjoint(words.split())

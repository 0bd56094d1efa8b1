"""The table of languages."""

from __future__ import annotations

import pytest

from rhapsode_server.text.languages import LANGUAGES, READ_LANGUAGES, language_row
from rhapsode_server.text.verbalization.cldr.data import language_data
from rhapsode_server.text.verbalization.locales import locale_of


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"),
        ("en-us", "en"),
        ("EN-GB", "en"),
        ("de_DE", "de"),
        ("fr-fr", "fr"),
        ("no", "nb"),
        ("cmn", "zh"),
        ("pt-br", "pt"),
        (None, ""),
        ("eo", ""),
        ("", ""),
    ],
)
def test_tags_find_their_row(tag: str | None, expected: str) -> None:
    assert language_row(tag).tag == expected


def test_the_languages_of_the_protocol_have_rows() -> None:
    protocol = (
        "de en fr es it pt nl pl sv da no fi cs hu ro el uk bg tr vi ar hi zh ja ko sk sl hr sr ru he fa ur bn ta"
    )
    tags = f"{protocol} yue th id ms".split(" ")
    assert [tag for tag in tags if not language_row(tag).tag] == []
    assert {language_row(tag).tag for tag in tags} == set(READ_LANGUAGES), "and these are the ones that are read"


def test_a_language_that_is_read_is_everywhere() -> None:
    assert len(READ_LANGUAGES) == len(set(READ_LANGUAGES)) == 39
    for tag in READ_LANGUAGES:
        assert locale_of(tag) is not None, tag
        assert language_data(tag).months, tag


def test_rows_are_written_as_the_cutter_compares_them() -> None:
    for row in LANGUAGES.values():
        for word in row.abbreviations | row.before_number:
            assert word == word.casefold(), (row.tag, word)
            assert not word.endswith("."), (row.tag, word)
            assert word.strip("\"'([{-") == word, (row.tag, word)
        assert not row.abbreviations & row.before_number, row.tag


def test_abbreviations_that_may_end_a_sentence_are_written_as_they_are_compared() -> None:
    for row in LANGUAGES.values():
        for word in row.may_end:
            assert word == word.lower().rstrip("."), (row.tag, word)
        named = {word for word in row.may_end if len(word) > 1 and "." not in word}
        assert named <= row.abbreviations | row.before_number, row.tag
    assert not language_row(None).may_end


def test_the_unknown_language_is_careful_for_all() -> None:
    unknown = language_row(None)
    assert all(row.abbreviations <= unknown.abbreviations for row in LANGUAGES.values())
    assert unknown.ordinal_stop


def test_ordinals_have_a_full_stop_where_the_language_writes_them_so() -> None:
    with_stop = {tag for tag, row in LANGUAGES.items() if row.ordinal_stop}
    assert {"de", "cs", "da", "fi", "hu", "nb", "pl", "sk", "sl", "hr", "sr", "tr"} <= with_stop
    assert not with_stop & {"en", "fr", "es", "it", "pt", "nl", "sv", "ru"}

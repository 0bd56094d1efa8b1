"""Which full stops end a sentence."""

from __future__ import annotations

import pytest

from rhapsode_server.text.abbreviation import is_abbreviation
from rhapsode_server.text.languages import language_row

GOES_ON = [
    ("en", "Dr"),
    ("en", "(Dr"),
    ("en", "**Dr"),
    ("en", "e.g"),
    ("en", "U.S"),
    ("en", "Ph.D"),
    ("en", "p.m"),
    ("en", "J"),
    ("en", "etc"),
    ("de", "z"),
    ("de", "z.B"),
    ("de", "usw"),
    ("de", "3"),
    ("de", "24"),
    ("de", "XIV"),
    ("fr", "M"),
    ("fr", "Mme"),
    ("fr", "c.-à-d"),
    ("es", "Sra"),
    ("it", "dott"),
    ("pt", "Exmo"),
    ("nl", "bijv"),
    ("pl", "prof"),
    ("sv", "t.ex"),
    ("da", "f.eks"),
    ("nb", "bl.a"),
    ("fi", "esim"),
    ("cs", "např"),
    ("hu", "pl"),
    ("ru", "т"),
    ("ru", "ул"),
    ("el", "π.χ"),
    ("tr", "Doç"),
    (None, "bijv"),
    (None, "3"),
]

ENDS = [
    ("en", "end"),
    ("en", "3"),
    ("en", "1984"),
    ("en", "no"),
    ("en", "example.com"),
    ("en", "3.14"),
    ("en", "XIV"),
    ("en", ""),
    ("de", "1984"),
    ("de", "so"),
    ("de", "Haus"),
    ("fr", "mer"),
    ("zh", "是"),
    ("ko", "네"),
]


@pytest.mark.parametrize(("tag", "word"), GOES_ON)
def test_the_sentence_goes_on(tag: str | None, word: str) -> None:
    assert is_abbreviation(word, language_row(tag), opens_sentence=False, before_number=False)


@pytest.mark.parametrize(("tag", "word"), ENDS)
def test_the_sentence_ends(tag: str, word: str) -> None:
    assert not is_abbreviation(word, language_row(tag), opens_sentence=False, before_number=False)


def test_some_are_abbreviations_only_before_a_number() -> None:
    english = language_row("en")
    assert is_abbreviation("No", english, opens_sentence=False, before_number=True)
    assert not is_abbreviation("No", english, opens_sentence=False, before_number=False)


def test_some_end_a_sentence_before_a_capital_letter() -> None:
    for tag, word in (("en", "etc"), ("ru", "д"), ("pl", "itd"), ("de", "usw")):
        row = language_row(tag)
        assert not is_abbreviation(word, row, opens_sentence=False, before_number=False, before_capital=True)
        assert is_abbreviation(word, row, opens_sentence=False, before_number=False, before_capital=False)
    # An initial in capitals is a name's.
    russian = language_row("ru")
    assert is_abbreviation("Д", russian, opens_sentence=False, before_number=False, before_capital=True)


def test_ordinals_stand_before_capital_letters_where_nouns_have_them() -> None:
    for tag, goes_on in (("de", True), ("tr", True), ("cs", False), ("fi", False), (None, True)):
        row = language_row(tag)
        assert is_abbreviation("3", row, opens_sentence=False, before_number=False, before_capital=True) is goes_on
        assert is_abbreviation("3", row, opens_sentence=True, before_number=False, before_capital=True)


def test_years_stand_first_in_dates_of_some_languages() -> None:
    for tag, goes_on in (("hu", True), ("ko", True), ("de", False)):
        assert is_abbreviation("2024", language_row(tag), opens_sentence=False, before_number=True) is goes_on


def test_a_number_that_opens_a_sentence_counts_a_list() -> None:
    assert is_abbreviation("2", language_row("en"), opens_sentence=True, before_number=False)

"""The part that each character plays."""

from __future__ import annotations

import sys

import pytest

from rhapsode_server.text.characters import (
    SPACELESS,
    WEIGHTS,
    CharacterClass,
    class_table,
    classify,
    is_emoji,
    is_number,
)


@pytest.mark.parametrize(
    ("characters", "expected"),
    [
        ("aÄжαאا", CharacterClass.LETTER),
        ("0٣७", CharacterClass.DIGIT),
        (" \t\r\u2003\u3000", CharacterClass.SPACE),
        ("\u00a0\u202f", CharacterClass.GLUE),
        ("\n\u2029\x85", CharacterClass.NEWLINE),
        ("\u0301\u200d\ufe0f\u00ad\u093f\u0e34ーゃ\U0001f3fd\u20e3\u1161", CharacterClass.EXTEND),
        (".", CharacterClass.STOP),
        ("!?…\u037e", CharacterClass.END),
        (",;:،؛", CharacterClass.CLAUSE),
        ("-–—", CharacterClass.DASH),
        ("([{「『„¿", CharacterClass.OPEN),
        (")]}」』”’", CharacterClass.CLOSE),
        ("\"'*_«»“", CharacterClass.QUOTE),
        ("😀❤🇩☕⌚", CharacterClass.EMOJI),
        ("中𠀀", CharacterClass.IDEOGRAPH),
        ("あん", CharacterClass.HIRAGANA),
        ("アン", CharacterClass.KATAKANA),
        ("한글", CharacterClass.HANGUL),
        ("กไ", CharacterClass.THAI),
        ("。।۔｡", CharacterClass.FINAL),
        ("！？؟", CharacterClass.WIDE_END),
        ("、，：", CharacterClass.WIDE_CLAUSE),
        ("+=$€\x00\ufffd", CharacterClass.SYMBOL),
    ],
)
def test_classes(characters: str, expected: CharacterClass) -> None:
    assert {character: classify(character) for character in characters} == dict.fromkeys(characters, expected)


def test_numbers_in_circles_are_no_emoji() -> None:
    assert is_emoji("✂")
    assert not is_emoji("❶")
    assert not is_emoji("①")


def test_every_character_has_a_class() -> None:
    # Each plane's corners and a stride through all of Unicode: no code point may raise.
    for point in [*range(0, sys.maxunicode, 211), sys.maxunicode]:
        assert isinstance(classify(chr(point)), CharacterClass)


def test_scripts_without_spaces_weigh_more_than_letters() -> None:
    assert all(WEIGHTS.get(kind, 1) > 1 for kind in SPACELESS - {CharacterClass.THAI})


def test_a_table_has_the_marks_of_its_language_and_does_not_grow_for_ever() -> None:
    table = class_table("\u037e", "«", "»")
    assert [table[character] for character in "«»;a中"] == [
        CharacterClass.OPEN,
        CharacterClass.CLOSE,
        CharacterClass.CLAUSE,
        CharacterClass.LETTER,
        CharacterClass.IDEOGRAPH,
    ]
    assert all(table[chr(point)] is classify(chr(point)) for point in range(0x4E00, 0x4E00 + 9000))
    assert len(table) <= 8192


def test_words_that_are_numbers() -> None:
    assert all(map(is_number, ("5", "14:30", "1½", "XXI,", "XX", "五", "A4")))
    assert not any(map(is_number, ("", "I", "word", "Ma", "Xx", "é", "...")))

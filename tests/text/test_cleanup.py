"""Unicode made plain, with the source of each character."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.characters import CharacterClass, classify, is_emoji
from rhapsode_server.text.cleanup import MAX_MARKS, Piece, clean, clean_controls, clean_stretches, plain_letters


def cleaned(text: str, *, wide_marks: bool = False) -> str:
    return "".join(piece.text for piece in clean(text, wide_marks=wide_marks))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text", "plain text"),
        ("“a” ‘b’ „c“ «d» ‹e›", '"a" \'b\' "c" "d" \'e\''),
        ("l’été", "l'été"),
        ("10–20 non‑stop −5", "10-20 non-stop -5"),
        ("a—b ― c", "a—b — c"),
        ("a\u00a0b\u202fc\u3000d\te\u2028f", "a b c d e f"),
        ("a\u200bb\u00adc\ufeffd\u2060e\u200ff\x00g\x7fh", "abcdefgh"),
        ("e\u0301a\u0308\u006e\u0303", "éäñ"),
        ("\u1112\u1161\u11ab", "한"),
        ("q\u0301", "q\u0301"),
        ("ﬁne eﬀect", "fine effect"),
        ("Ｈｅｌｌｏ，１２！", "Hello,12!"),
        ("𝐇𝓮𝕝𝟙", "Hel1"),
        ("\u212b\u2126", "ÅΩ"),
        ("hi👋there👩🏽❤\ufe0f!", "hi there   !"),
        ("1\ufe0f\u20e3", "1"),
        ("a\ufffdb", "ab"),
        ("a\ud800b\ue000c\uffffd", "abcd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200cb क\u200d", "ab क"),
        ("नमस्ते สวัสดี 今天", "नमस्ते สวัสดี 今天"),
        ("…", "…"),
        ("x ∈ ℝ", "x ∈ R"),
    ],
)
def test_what_is_written_in_many_ways_is_written_in_one(text: str, expected: str) -> None:
    assert cleaned(text) == expected


def test_wide_marks_stay_where_voices_know_them() -> None:
    assert cleaned("Ａ，好！（１）", wide_marks=True) == "A，好！（1）"


def test_marks_that_decorate_are_cut_down() -> None:
    assert cleaned("a" + "\u0323\u0301" * 500) == "a" + "\u0323\u0301" * (MAX_MARKS // 2)


def test_pieces_name_their_source() -> None:
    assert list(clean("a\u200be\u0301“ﬁ", wide_marks=False)) == [
        Piece("a", 0, 1),
        Piece("é", 2, 4),
        Piece('"', 4, 5, opens=True),
        Piece("fi", 5, 6),
    ]


def test_what_is_clean_is_handed_on_in_words() -> None:
    assert list(clean_stretches("  don't—(été), 今天!?", 2, 20, wide_marks=False, offset=100)) == [
        Piece("don'", 102, 106),
        Piece("t", 106, 107),
        Piece("—", 107, 108),
        Piece("(", 108, 109),
        Piece("été),", 109, 114),
        Piece(" ", 114, 115),
        Piece("今", 115, 116),
        Piece("天", 116, 117),
        Piece("!?", 117, 119),
    ]


def test_what_is_taken_whole_is_clean_and_of_scripts_that_set_spaces() -> None:
    whole = 0
    for character in map(chr, range(0x20000)):
        if character.isalnum() and len([*clean_stretches(f"a{character}a", 0, 3, wide_marks=False)]) == 1:
            assert list(clean(character, wide_marks=False)) == [Piece(character, 0, 1)]
            assert classify(character) in (CharacterClass.LETTER, CharacterClass.DIGIT, CharacterClass.HANGUL)
            whole += 1
    assert whole > 10_000


def test_letters_in_another_dress_are_plain_one_for_one() -> None:
    text = "𝐇𝓮𝕝𝟙 Ａ１％，。ﬁ\u212a é e\u0301 年 – “"
    assert plain_letters(text) == "Hel1 A1%，。ﬁK é e\u0301 年 – “"
    assert plain_letters("plain") == "plain"


def test_the_least_cleaning_touches_only_what_breaks() -> None:
    text = "“a”\u200b 👋 ﬁ"
    assert "".join(piece.text for piece in clean_controls(text + "\x00\ud800\n")) == text + " "


any_text = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "ae\u0301\u0308\u200d\u200c\u00ad“—ﬁＡ，\ufffd\ud83d👩🏽❤\ufe0f\u20e3م\u0651क्\u1112\u1161\u11ab\u212b \x00"
        ),
    ),
    max_size=25,
)


@given(any_text, st.booleans())
@settings(deadline=None, max_examples=300)
def test_cleaning_what_is_clean_changes_nothing(text: str, wide_marks: bool) -> None:
    once = cleaned(text, wide_marks=wide_marks)
    assert cleaned(once, wide_marks=wide_marks) == once


@given(any_text.map(lambda text: f"a {text}(年é" + text), st.booleans())
@settings(deadline=None, max_examples=300)
def test_stretches_hold_what_characters_hold(text: str, wide_marks: bool) -> None:
    single = list(clean(text, wide_marks=wide_marks))
    whole = list(clean_stretches(text, 0, len(text), wide_marks=wide_marks))
    assert " ".join("".join(piece.text for piece in whole).split()) == " ".join(
        "".join(piece.text for piece in single).split()
    )
    starts = {piece.start: piece for piece in single}
    ends = {piece.end for piece in single}
    for piece in whole:
        assert starts[piece.start].text[0] == piece.text[0]
        assert piece.opens is starts[piece.start].opens
        assert piece.text == " " or piece.end in ends


@given(any_text)
@settings(deadline=None, max_examples=150)
def test_pieces_come_in_order_and_hold_nothing_that_breaks_an_engine(text: str) -> None:
    end = 0
    for piece in clean(text, wide_marks=False):
        assert end <= piece.start < piece.end <= len(text)
        end = piece.end
        for character in piece.text:
            assert character in "\u200c\u200d" or unicodedata.category(character)[0] != "C"
            assert not is_emoji(character)

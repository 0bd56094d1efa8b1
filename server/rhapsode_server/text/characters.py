"""Characters as the cutter sees them: what each one does to the end of a word, a clause or a sentence.

Classes follow the roles of UAX 29 (text segmentation) and UAX 14 (line breaking), reduced to what speech needs.
"""

from __future__ import annotations

import functools
import unicodedata
from enum import Enum


class CharacterClass(Enum):
    """The part that one character plays."""

    LETTER = "letter"
    DIGIT = "digit"
    SYMBOL = "symbol"
    """Anything without a part of its own."""
    SPACE = "space"
    GLUE = "glue"
    """A space at which a line may not break: it keeps "10 000" and "z. B." together."""
    NEWLINE = "newline"
    EXTEND = "extend"
    """Belongs to the character before it: combining marks, joiners, selectors, small kana."""
    STOP = "stop"
    """The full stop, which also ends abbreviations and goes on into numbers."""
    END = "end"
    """``! ? …``: an end once a space follows."""
    CLAUSE = "clause"
    DASH = "dash"
    OPEN = "open"
    CLOSE = "close"
    QUOTE = "quote"
    """Opens or closes: straight quotes, and the stars of Markdown."""
    EMOJI = "emoji"
    """Belongs to the sentence before it, and has no sound."""
    IDEOGRAPH = "ideograph"
    HIRAGANA = "hiragana"
    KATAKANA = "katakana"
    HANGUL = "hangul"
    THAI = "thai"
    """Thai and Lao letters: no spaces between words, spaces between phrases."""
    FINAL = "final"
    """Ends a sentence by itself, with no space after it: ``。 । ۔``."""
    WIDE_END = "wide end"
    """Ends a sentence without a space, but often comes in pairs: ``！？``."""
    WIDE_CLAUSE = "wide clause"

    # Asked for every character, and members are single: the enumeration's own hash, of the name, is a Python call.
    __hash__ = object.__hash__


SPACELESS = frozenset({CharacterClass.IDEOGRAPH, CharacterClass.HIRAGANA, CharacterClass.KATAKANA, CharacterClass.THAI})
"""Classes of scripts that write no spaces between words."""

WEIGHTS = {
    CharacterClass.IDEOGRAPH: 3,
    CharacterClass.HIRAGANA: 2,
    CharacterClass.KATAKANA: 2,
    CharacterClass.HANGUL: 2,
}
"""How many Latin letters' time one character takes to say; 1 where none is named. Lower, and a first clause of Chinese
is twice as long as one of English; higher, and it is two or three syllables, which voices clip. With 3, eight
ideographs weigh what a clause of 24 letters weighs."""

WORD_TENTHS = {
    CharacterClass.IDEOGRAPH: 7,
    CharacterClass.HIRAGANA: 4,
    CharacterClass.KATAKANA: 4,
    CharacterClass.THAI: 2,
}
"""How much of a word one character is, in tenths, where no spaces divide words: six ideographs, ten kana or twenty Thai
letters make the four words of a first clause. Lower, and first clauses of these languages are long; higher, and they
are scraps."""

WIDE_QUOTES = {**dict.fromkeys("「『（《【“", 1), **dict.fromkeys("」』）》】”", -1)}
"""What opens a quotation of scripts without spaces, and what closes one."""

_NAMED = {
    **dict.fromkeys("\n\v\f\x85\u2028\u2029", CharacterClass.NEWLINE),
    **dict.fromkeys("\u00a0\u202f\u2007", CharacterClass.GLUE),
    **dict.fromkeys("\u00adー々ゝゞヽヾ〻", CharacterClass.EXTEND),
    **dict.fromkeys("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ", CharacterClass.EXTEND),
    **dict.fromkeys("!?…‼⁇⁈⁉‽\u037e", CharacterClass.END),
    ";": CharacterClass.CLAUSE,
    ".": CharacterClass.STOP,
    **dict.fromkeys("؟！？．", CharacterClass.WIDE_END),
    **dict.fromkeys("。｡۔।॥።။។։᙮꘎", CharacterClass.FINAL),
    **dict.fromkeys(",:،؛፣፤፥", CharacterClass.CLAUSE),
    **dict.fromkeys("、，；：､", CharacterClass.WIDE_CLAUSE),
    **dict.fromkeys("-‐‒–—―", CharacterClass.DASH),
    **dict.fromkeys("¿¡„‚", CharacterClass.OPEN),
    **dict.fromkeys("”’", CharacterClass.CLOSE),
    # German closes with the sign that English opens with.
    **dict.fromkeys("\"'*_`~“‘»«›‹", CharacterClass.QUOTE),
}

_BY_CATEGORY = {
    "Ps": CharacterClass.OPEN,
    "Pe": CharacterClass.CLOSE,
    "Mn": CharacterClass.EXTEND,
    "Mc": CharacterClass.EXTEND,
    "Me": CharacterClass.EXTEND,
    "Cf": CharacterClass.EXTEND,
    "Nd": CharacterClass.DIGIT,
    "Zs": CharacterClass.SPACE,
}


_MOST_CHARACTERS = 8192
"""So many are remembered; beyond them are other scripts than those of one text."""


class ClassTable(dict[str, CharacterClass]):
    """The class of each character in one language, filled as characters are met."""

    def __missing__(self, character: str) -> CharacterClass:
        kind = classify(character)
        if len(self) < _MOST_CHARACTERS:
            self[character] = kind
        return kind


@functools.lru_cache(maxsize=64)
def class_table(sentence_marks: str, opening_quotes: str, closing_quotes: str) -> ClassTable:
    """The table of a language with marks of its own."""
    return ClassTable(
        {
            **dict.fromkeys(sentence_marks, CharacterClass.END),
            **dict.fromkeys(opening_quotes, CharacterClass.OPEN),
            **dict.fromkeys(closing_quotes, CharacterClass.CLOSE),
        }
    )


@functools.lru_cache(maxsize=_MOST_CHARACTERS)
def classify(character: str) -> CharacterClass:
    """The class of one character."""
    named = _NAMED.get(character)
    if named is not None:
        return named
    if is_emoji(character):
        return CharacterClass.EXTEND if "\U0001f3fb" <= character <= "\U0001f3ff" else CharacterClass.EMOJI
    if "\u1160" <= character <= "\u11ff":
        # Vowels and finals of Hangul written in parts join the initial before them (UAX 29, rules GB6 to GB8).
        return CharacterClass.EXTEND
    by_category = _BY_CATEGORY.get(unicodedata.category(character))
    if by_category is not None:
        return by_category
    if character.isspace():
        return CharacterClass.SPACE
    if character.isalnum():
        return _script_of(character)
    return CharacterClass.SYMBOL


def _script_of(letter: str) -> CharacterClass:
    """Letters of scripts that the cutter treats apart; LETTER for all others."""
    point = ord(letter)
    if 0x3041 <= point <= 0x309F:
        return CharacterClass.HIRAGANA
    if 0x30A0 <= point <= 0x30FF or 0x31F0 <= point <= 0x31FF or 0xFF66 <= point <= 0xFF9F:
        return CharacterClass.KATAKANA
    if (
        0x3400 <= point <= 0x4DBF
        or 0x4E00 <= point <= 0x9FFF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x3FFFF
    ):
        return CharacterClass.IDEOGRAPH
    if 0xAC00 <= point <= 0xD7A3:
        return CharacterClass.HANGUL
    if 0x0E00 <= point <= 0x0EFF:
        return CharacterClass.THAI
    return CharacterClass.LETTER


def is_emoji(character: str) -> bool:
    """Whether the character is a picture, or part of one, by the blocks of UTS 51; numbers in circles are none."""
    point = ord(character)
    if not (0x2300 <= point <= 0x23FF or 0x2600 <= point <= 0x27BF or 0x2B00 <= point <= 0x2BFF):
        return 0x1F000 <= point <= 0x1FAFF and not character.isalnum()
    # Brackets of mathematics, circled digits, and the flat and the sharp of a key share these blocks.
    shares = 0x2320 <= point <= 0x2321 or 0x266D <= point <= 0x266F
    return unicodedata.category(character) in ("So", "Sm") and not shares


_VIRAMA = 9
"""The combining class of the sign that joins consonants of Indic scripts (UAX 44, table 15)."""


def is_virama(character: str) -> bool:
    """Whether the character joins the next one to the one before (UAX 29, rule GB9c)."""
    return unicodedata.combining(character) == _VIRAMA


_ROMAN = frozenset("IVXLCDM")


def is_number(word: str) -> bool:
    """Whether a word is a number, or has one in it: "14:30", "1½", "XXI,"."""
    if word.isascii() and word.isalpha():
        return len(word) > 1 and word[0] in _ROMAN and _ROMAN.issuperset(word)
    if word[-1:].isnumeric():
        return True  # nearly every one
    bare = word.rstrip(".,;:")
    return any(map(str.isnumeric, word)) or (len(bare) > 1 and _ROMAN.issuperset(bare))

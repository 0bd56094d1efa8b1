"""Whether a full stop ends a sentence, or only an abbreviation, an initial or an ordinal number."""

from __future__ import annotations

import re

from rhapsode_server.text.characters import CharacterClass, classify
from rhapsode_server.text.languages import Language

_LEADING_MARKS = "\"'([{<«»„“”‘’‚*_`~¿¡-–—/"
_NO_DIRECTIONS = dict.fromkeys([0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Signs that turn the direction of what follows belong to no word (UAX 9)."""
_ROMAN = re.compile("[IVXLC]{1,6}")
_PARTS = re.compile("['’/(-]")
_SECTION = re.compile(r"\d{1,3}(?:\.\d{1,2})*")
"""What counts a list's items or a text's sections: "3", "3.2.1"."""
_DATE = re.compile(r"\d{1,2}\.\d{1,2}")

MAX_ORDINAL_DIGITS = 2
"""Longer numbers before a full stop are taken for years and sums, which end sentences: "Das war 1984. Danach …". With
more digits those ends are missed; with fewer, "am 24. Mai" is cut in two."""

YEAR_DIGITS = 4


def is_abbreviation(
    word: str, language: Language, *, opens_sentence: bool, before_number: bool, before_capital: bool = False
) -> bool:
    """Whether a word that is followed by a full stop goes on behind it.

    Args:
        word: the word without the full stop, with the marks before it.
        language: whose abbreviations count.
        opens_sentence: whether the word is the first of a sentence or line: a number there counts a list's items.
        before_number: whether a digit follows the stop.
        before_capital: whether a capital letter follows it.
    """
    shown = word.translate(_NO_DIRECTIONS).lstrip(_LEADING_MARKS)
    if shown.replace(".", "").isdigit():
        return _number_goes_on(shown, language, opens_sentence, before_number, before_capital)
    if language.ordinal_stop and _ROMAN.fullmatch(shown):
        return True
    if (before_capital and shown in language.may_end) or shown in language.words:
        return False
    folded = shown.casefold()
    if folded in language.abbreviations or (before_number and folded in language.before_number):
        return True
    if language.endings and folded.endswith(language.endings):
        return True
    if _is_dotted(shown, language):
        return True
    # "l'art.", "Do.-Fr.": what stands behind an apostrophe or hyphen counts by itself. A small letter there ends a
    # word: "can't", "NATO-u", "km/h".
    part = _PARTS.split(shown)[-1]
    if part == shown or (len(part) == 1 and part.islower()):
        return False
    folded = part.casefold()
    return folded in language.abbreviations or (before_number and folded in language.before_number) or _is_dotted(part)


def may_end_before_opener(word: str, language: Language, *, behind_number: bool, behind_letter: bool) -> bool:
    """Whether an abbreviation or ordinal number ends a sentence if one of the language's openers follows.

    Args:
        word: the word without the full stop, with the marks before it.
        language: whose abbreviations count.
        behind_number: whether the word before it is a number: a letter is a unit then, as in "5 m."
        behind_letter: whether the word before it is a letter with a stop: this one is one of several initials then, or
            the end of "z. B."
    """
    if not language.openers:
        return False
    shown = word.lstrip(_LEADING_MARKS)
    if shown.isdigit() or shown.casefold() in language.before_openers:
        return True
    if behind_letter:
        return False
    last = _PARTS.split(shown)[-1]
    if len(last) == 1:
        # "Vitamin C. It helps." No name begins as sentences do.
        return last.isupper() or behind_number
    return bool(_ROMAN.fullmatch(last)) or ("." in last and last.replace(".", "").isupper())


def _number_goes_on(
    shown: str, language: Language, opens_sentence: bool, before_number: bool, before_capital: bool
) -> bool:
    if opens_sentence and _SECTION.fullmatch(shown):
        return True
    if not shown.isdigit():
        return language.ordinal_stop and before_number and bool(_DATE.fullmatch(shown))
    if language.year_first and before_number and len(shown) == YEAR_DIGITS:
        return True
    ordinal = language.ordinal_stop and (language.ordinal_before_capital or not before_capital)
    return ordinal and len(shown) <= MAX_ORDINAL_DIGITS


def _is_dotted(word: str, language: Language | None = None) -> bool:
    """Whether this is an initial, or letters with full stops between them: "e.g", "U.S.A", "Ph.D"."""
    pieces = word.split(".")
    if all(0 < len(piece) <= 2 and piece.isalpha() for piece in pieces) and any(map(_is_initial, pieces)):
        return True
    if language is None:
        return False
    if language.letter_names and not language.letter_names.isdisjoint(pieces):
        return True
    if language.initials is not None and language.initials.fullmatch(word):
        return True
    if len(pieces) == 1 or pieces[-1].casefold() not in language.abbreviations:
        return False
    # "dr.phil", "10.Jan"
    return all(piece.casefold() in language.abbreviations or piece.isdigit() or _is_initial(piece) for piece in pieces)


def _is_initial(piece: str) -> bool:
    """Whether this is one letter of a script in which single letters are initials (an ideograph is a word)."""
    return len(piece) == 1 and classify(piece) is CharacterClass.LETTER

"""Whether a full stop ends a sentence, or only an abbreviation, an initial or an ordinal number."""

from __future__ import annotations

import re

from rhapsode_server.text.characters import CharacterClass, classify
from rhapsode_server.text.languages import Language

_LEADING_MARKS = "\"'([{<«»„“”‘’‚*_`~¿¡-–—/"
_ROMAN = re.compile("[IVXLC]{1,6}")
_PARTS = re.compile("['’/(-]")

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
    shown = word.lstrip(_LEADING_MARKS)
    if shown.isdigit():
        if language.year_first and before_number and len(shown) == YEAR_DIGITS:
            return True
        ordinal = language.ordinal_stop and (language.ordinal_before_capital or not before_capital)
        return len(shown) <= MAX_ORDINAL_DIGITS and (ordinal or opens_sentence)
    if language.ordinal_stop and _ROMAN.fullmatch(shown):
        return True
    if before_capital and shown in language.may_end:
        return False
    folded = shown.casefold()
    # "l'art.", "Do.-Fr.": what stands behind an apostrophe or hyphen counts by itself.
    for part in {folded, _PARTS.split(folded)[-1]}:
        if part in language.abbreviations or (before_number and part in language.before_number):
            return True
        if _is_dotted(part):
            return True
    return False


def may_end_before_opener(word: str, language: Language) -> bool:
    """Whether an abbreviation or ordinal number ends a sentence if one of the language's openers follows."""
    shown = word.lstrip(_LEADING_MARKS).casefold()
    return bool(language.openers) and (shown.isdigit() or shown in language.before_openers)


def _is_dotted(word: str) -> bool:
    """Whether this is an initial, or letters with full stops between them: "e.g", "U.S.A", "Ph.D"."""
    pieces = word.split(".")
    return all(0 < len(piece) <= 2 and piece.isalpha() for piece in pieces) and any(map(_is_initial, pieces))


def _is_initial(piece: str) -> bool:
    """Whether this is one letter of a script in which single letters are initials (an ideograph is a word)."""
    return len(piece) == 1 and classify(piece) is CharacterClass.LETTER

"""What stands before a number in the Slavic languages, and the cases that it asks for."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.slavic_facts import SlavicFacts
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.span import Span, SpanKind

MEASURED = frozenset({SpanKind.MONEY, SpanKind.PERCENT, SpanKind.UNIT, SpanKind.TEMPERATURE})
"""Kinds of spans that have a noun of their own."""


class CasedContext(Context):
    """The neighbours of a span whose case is decided already."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__(context.text, context.start, context.end)
        self.case = case


_NO_PREPOSITION = re.compile(
    r"(?<![^\W_])[^\W\d_]\.[ \u00a0]?\Z|[ \u00a0][-–—][ \u00a0]\Z"
    r"|[,;:!?)»”\u201c][ \u00a0]*\Z|[^\W\d_](?<=\d.)[ \u00a0]\Z"
    r"|(?<=\d)[ \u00a0][A-ZА-ЯІЇЄҐ][ \u00a0]\Z|[§№#][ \u00a0]?\Z"
)
"""An abbreviation of one letter ("s. 45" is a page, and no "with"), a dash, a comma, a code's letter, a unit's sign."""
_WORDS_AND_FIGURES = re.compile(r"[^\W\d_]+|\d+")
_WITHIN = frozenset("в во у w we v ve vo u".split())
_BACK = 40
"""How far back a preposition is looked for, in characters."""
_SPACES = frozenset(" \u00a0")


def _is_number(word: str) -> bool:
    return word.isdigit() or roman_value(word.upper()) > 0


class SlavicCases(SlavicFacts):
    """The cases of numbers by the words before them."""

    def cases_before(self, context: Context) -> str:
        """The cases that the preposition before a span allows; empty without one."""
        if isinstance(context, CasedContext):
            return context.case
        if context.mark_before == "√":
            return "g"
        text, start = context.text, context.start
        nearest = text[max(0, start - _BACK) : start].rstrip(" \u00a0")[-1:]
        if not nearest or nearest.isdecimal() or _NO_PREPOSITION.search(text, max(0, start - 4), start):
            return ""  # nothing, or a number
        words = self._before_shared(self._without_passed(self._before_shared(self.words_back(context))))
        found = self.prepositions.get(words[-1], "") if words else ""
        if "i" in found and words[-2:-1] and words[-2] in self.with_heads:
            return "i"
        return found or ("g" if self.is_genitive_before(context.before) else "")

    def preposition_before(self, context: Context) -> str:
        """The word that decides the case of a span: its preposition, if it has one."""
        words = self._before_shared(self._without_passed(self.words_back(context)))
        return words[-1] if words else ""

    def _without_passed(self, words: list[str]) -> list[str]:
        """Words without those at their end that only stand between a preposition and its number."""
        while words:
            if words[-1] in self.passed_over:
                words.pop()
            elif tuple(words[-2:]) in self.passed_pairs:
                del words[-2:]
            else:
                break
        return words

    def _before_shared(self, words: list[str]) -> list[str]:
        """Words without the first of two numbers at their end, its noun and what joins it to the second."""
        place = len(words) - 2
        ranged = words[-1:] == [self.range_word] and self.range_word in self.passed_over
        if place < 1 or not (ranged or words[-1] in self.joints):
            return words
        if not _is_number(words[place]) and words[place - 1].isdigit():
            place -= 1  # "5 kg a"
        if not _is_number(words[place]):
            return words
        place -= 1
        while place >= 0 and words[place].isdigit():
            place -= 1  # a decimal
        before = self._without_passed(words[: place + 1])
        heads = self.between if before and before[-1] in self.between else self.prepositions
        return before if before and before[-1] in heads else words

    def is_genitive_before(self, word: str) -> bool:
        """Whether a word before a number is a genitive plural that the number shares: "of the last"."""
        return bool(self.genitive_endings) and word in self.passed_over and word.endswith(self.genitive_endings)

    def depends_on_noun(self, context: Context) -> bool:
        """Whether what is counted is a genitive that a noun before it asks for: "the building of 500 flats"."""
        beside = context.mark_before in _SPACES and bool(self.governing) and not isinstance(context, CasedContext)
        return beside and context.before.startswith(self.governing)

    def words_back(self, context: Context) -> list[str]:
        """The words before a span, the nearest last; the stop of an abbreviation is passed over."""
        return _WORDS_AND_FIGURES.findall(context.text[max(0, context.start - _BACK) : context.start].casefold())

    def cases_governed(self, context: Context) -> str:
        """The cases that the preposition before a span allows, or that of the object of a verb before it."""
        allowed = self.cases_before(context)
        if allowed or not self.measuring or isinstance(context, CasedContext) or context.mark_before not in _SPACES:
            return allowed
        object_of_verb = context.before.startswith(self.measuring) and context.before not in self.remaining
        return "a" if object_of_verb else ""

    def case_beside(self, context: Context) -> str:
        """The case of an amount with its own unit."""
        return (self.cases_governed(context) or ("g" if self.depends_on_noun(context) else "n"))[0]

    def case_of_part(self, context: Context) -> str:
        """The case of a fraction: within something is a place."""
        allowed = self.cases_governed(context)
        return "l" if "l" in allowed and context.before in _WITHIN else (allowed or "n")[0]

    def case_of_time(self, span: Span, context: Context) -> str:
        """The case of how long something lasts: an object, unless it is what the sentence is about."""
        allowed = self.cases_before(context)
        adverbial = self.measuring and context.mark_before in _SPACES and context.written_before
        if allowed or not adverbial or context.before in self.remaining or isinstance(context, CasedContext):
            return (allowed or "n")[0]
        return "a" if context.text[: context.start].rstrip()[-1:].isalpha() else "n"

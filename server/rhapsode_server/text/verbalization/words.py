"""Decides what begins with a letter: months, currencies, abbreviations, roman numerals, initialisms, codes."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from rhapsode_server.text.verbalization.context import REACH, Context
from rhapsode_server.text.verbalization.decisions import Decisions
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.patterns import LATIN, Patterns, row
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.script import MARKS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_DOTTED = re.compile(rf"(?P<letters>(?:[^\W\d_]\.){{2,6}})(?![{LATIN}])")
_CODE = re.compile(
    rf"(?:[A-ZÄÖÜÅØÆÉ]{{1,6}}-?\d{{1,12}}(?:[A-Z]{{0,3}}|[a-z])(?:-(?:\d{{1,6}}[A-Z]{{0,3}}|[A-Z]{{1,4}}\d{{0,6}})(?![a-z])){{0,4}}"
    rf"|[А-ЯЁІЇЄҐ]{{1,2}}-?\d{{1,4}}[А-ЯЁІЇЄҐ]?)(?![\w{MARKS}]|[.,:]\d|-\d)"
)
_SMALL_CODE = re.compile(rf"[b-df-hj-np-tv-z]{{1,4}}\d{{1,4}}(?![\w{MARKS}]|[.,:]\d|-\d)")
"""Small letters without a vowel and a number: mp3, h264."""
_MIXED_CODE = re.compile(
    rf"(?P<_letters>[A-Za-z]{{1,20}})\d{{1,6}}(?:\.\d{{1,3}}(?!\.?\d))?(?:[A-Za-z]{{1,8}}\d{{0,4}}){{0,2}}(?![\w{MARKS}@])"
)
"""Letters and figures in one word that nothing else is: Qwen2.5, log4j, IPv6."""
_SUBSCRIPTS = frozenset("₀₁₂₃₄₅₆₇₈₉")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_FORMULA = re.compile("(?:[A-Z][a-z]?[₀-₉]{0,3}){1,8}")
"""A substance's formula: H₂O, C₆H₁₂O₆."""
_VERSION = row(
    SpanKind.VERSION, re.compile(rf"(?P<prefix>[vV])\.?\s?(?P<numbers>\d{{1,4}}(?:\.\d{{1,4}}){{1,4}})(?![\w{MARKS}])")
)
_VOWELS = frozenset("AEIOUYÄÖÜÁÉÍÓÚÂÊÔÅÆØАЕЁИОУЫЭЮЯІЇЄΑΕΗΙΟΥΩ")
REMEMBERED = 4096
"""Words of which it is remembered what they may be, for each language, about a megabyte …"""
_LONGEST_REMEMBERED = 24
"""… and how long they are at most."""
LONGEST_INITIALISM = 5
"""Capitals without a vowel beyond it are left to the voice: they are codes or shouting."""


_ELIDED = re.compile(r"\A[^'’]{1,5}['’]")
_SMALL_FIGURES = frozenset("IVX")


class _Traits(NamedTuple):
    """What a word may be, whatever stands around it."""

    begins_unit: bool
    is_formula: bool
    is_month: bool
    begins_currency: bool
    abbreviations: tuple[tuple[re.Pattern[str], str], ...]
    is_version: bool
    is_upper: bool
    is_plural: bool
    """Whether it is capitals with an "s" behind them."""


_NOTHING = _Traits(False, False, False, False, (), False, False, False)


class WordReader:
    """What begins with a letter, in one language."""

    def __init__(self, locale: Locale, patterns: Patterns, decisions: Decisions) -> None:
        self._locale = locale
        self._patterns = patterns
        self._decisions = decisions
        letters = {sign for sign in patterns.currencies if sign[0].isalpha()}
        self._currency_starts = {re.match(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*", sign)[0] for sign in letters}  # type: ignore[index]
        self._remembered = functools.lru_cache(REMEMBERED)(self._traits)

    def at(self, text: str, shadow: str, start: int, end: int, limit: int, *, apart: bool = False) -> Span | None:
        """The span that begins with the word at ``start``, if one does.

        Args:
            text: as it was given.
            shadow: the same with its digits in ASCII.
            start, end: where the word is.
            limit: how far to look.
            apart: whether it counts as a word of its own, though a figure stands right before it.
        """
        if start and not apart and (before := text[start - 1]).isascii() and (before.isalnum() or before == "_"):
            return None
        word = text[start:end]
        traits = self._remembered(word) if end - start <= _LONGEST_REMEMBERED else self._traits(word)
        if traits is not None:
            return self._told(text, shadow, start, end, limit, traits)
        behind = text[end : end + 1]
        if behind.isdecimal():
            return self._code(text, start, limit)
        return self._dotted(text, start, limit) if behind == "." and len(word) == 1 else None

    def _traits(self, word: str) -> _Traits | None:
        """What a word may be; ``None`` for nothing, as nearly all are."""
        folded = word.casefold()
        traits = _Traits(
            begins_unit=word in self._patterns.unit_starts,
            is_formula=not _SUBSCRIPTS.isdisjoint(word) and _FORMULA.fullmatch(word) is not None,
            is_month=folded in self._patterns.months,
            begins_currency=word in self._currency_starts,
            abbreviations=tuple(self._patterns.abbreviations.get(folded, ())),
            is_version=folded == "v",
            is_upper=word.isupper(),
            is_plural=word[-1] == "s" and len(word) > 2 and word[:-1].isupper(),
        )
        return None if traits == _NOTHING else traits

    def _told(self, text: str, shadow: str, start: int, end: int, limit: int, traits: _Traits) -> Span | None:
        """The span that begins with a word of a table, or in capitals."""
        if traits.begins_unit:
            unit = self._patterns.bare_unit.expression.match(shadow, start, limit)
            if unit is not None:
                fields = {"symbol": unit["symbol"], "unit": self._patterns.units[unit["symbol"]]}
                return Span(SpanKind.UNIT, start, unit.end(), fields)
        if traits.is_formula:
            formula = Span(SpanKind.CODE, start, end, {"text": text[start:end].translate(_LOWERED)})
            return self._locale.decide(formula, Context(text, start, end))
        if traits.is_month:
            span = self._month(text, shadow, start, limit)
            if span is not None:
                return span
        if traits.begins_currency:
            prefix = self._patterns.money_prefix
            match = prefix.expression.match(shadow, start, limit)
            if match is not None and (span := self._decisions.span_of(prefix, match, text)) is not None:
                return span
        if traits.abbreviations and (span := self._abbreviation(text, start, limit, traits.abbreviations)) is not None:
            return span
        if traits.is_version:
            match = _VERSION.expression.match(shadow, start, limit)
            if match is not None:
                return self._decisions.span_of(_VERSION, match, text)
        if text[end : end + 1].isdecimal() and (span := self._code(text, start, limit)) is not None:
            return span
        if traits.is_upper:
            return self._capitals(text, start, end, limit)
        if text[end : end + 1] == "." and end - start == 1:
            return self._dotted(text, start, limit)
        return self._initialism(text, start, end - 1) if traits.is_plural else None

    def _month(self, text: str, shadow: str, start: int, limit: int) -> Span | None:
        for by_month in self._patterns.month_rows:
            match = by_month.expression.match(shadow, start, limit)
            if match is not None:
                span = self._decisions.span_of(by_month, match, text)
                if span is not None:
                    return span
        return None

    def _abbreviation(
        self, text: str, start: int, limit: int, known: tuple[tuple[re.Pattern[str], str], ...]
    ) -> Span | None:
        for expression, key in known:
            match = expression.match(text, start, limit)
            if match is None:
                continue
            end = match.end()
            if match["_stop"] and self._keeps_stop(text, end, key):
                end -= 1
            span = Span(SpanKind.ABBREVIATION, start, end, {"key": key})
            decided = self._locale.decide(span, Context(text, start, end))
            if decided is not None:
                return decided
        return None

    def _keeps_stop(self, text: str, end: int, key: str) -> bool:
        """Whether an abbreviation's full stop also ends the sentence."""
        rest = text[end : end + 3].lstrip("\"'”’»)]")
        if not rest.strip():
            return True
        return key in self._locale.closing and rest[:1].isspace() and rest.lstrip()[:1].isupper()

    def _code(self, text: str, start: int, limit: int) -> Span | None:
        """Letters that run into figures, with or without a hyphen."""
        code = (
            _CODE.match(text, start, limit)
            or _SMALL_CODE.match(text, start, limit)
            or _MIXED_CODE.match(text, start, limit)
        )
        if code is None:
            return None
        span = Span(SpanKind.CODE, start, code.end(), {"text": code[0]})
        return self._locale.decide(span, Context(text, start, code.end()))

    def _capitals(self, text: str, start: int, end: int, limit: int) -> Span | None:
        word = text[start:end]
        if text[end : end + 1] == "-" and (span := self._code(text, start, limit)) is not None:
            return span
        if text[end : end + 1] in tuple("0123456789_"):
            return None
        if text[end : end + 1] == "." and len(word) == 1:
            return self._dotted(text, start, limit) or self._roman(text, start, end)
        return self._roman(text, start, end) or self._initialism(text, start, end)

    def _dotted(self, text: str, start: int, limit: int) -> Span | None:
        """Letters with full stops between them: U.S.A."""
        match = _DOTTED.match(text, start, limit)
        if match is None:
            return None
        end = match.end()
        if not text[end : end + 2].strip() or (text[end].isspace() and text[end + 1 : end + 2].isupper()):
            end -= 1
        span = Span(SpanKind.INITIALISM, start, end, {"letters": match["letters"].replace(".", "")})
        return self._locale.decide(span, Context(text, start, end))

    def _roman(self, text: str, start: int, end: int) -> Span | None:
        number = roman_value(text[start:end])
        if not number:
            return None
        stop = int(
            self._locale.ordinal_stop
            and re.match(r"\.(?:[\s\u00a0][\w(]|[\s\u00a0]?[,;:)])", text[end : end + 3]) is not None
        )
        context = Context(_unbroken(text, start, end), start, end + stop)
        role = self._roman_role(text[start:end], context, stopped=bool(stop))
        if not role:
            return None
        if role != "number":
            end += stop
        fields = {"integer": str(number), "role": role, "numeral": text[start:end]}
        return self._locale.decide(Span(SpanKind.ROMAN, start, end, fields), Context(context.text, start, end))

    def _roman_role(self, numeral: str, context: Context, *, stopped: bool) -> str:
        locale = self._locale
        if stopped and context.before not in locale.roman_names:
            known = context.after in locale.roman_after or context.before in locale.roman_before
            return "ordinal" if known or len(numeral) > 1 else ""
        if context.before in locale.roman_names:
            return "name"
        label = context.before.rstrip(".")
        if "'" in label or "’" in label:
            label = _ELIDED.sub("", label)  # "l'acte V"
        if label in locale.roman_before or context.after in locale.roman_after:
            return "number"
        if len(numeral) > 3 or (len(numeral) == 3 and set(numeral) <= _SMALL_FIGURES and numeral != "XXX"):
            return "number"  # no word is written like "MMXX"
        if len(numeral) < 2 or not set(numeral) <= set("IVX"):
            return ""
        if not context.written_before:
            return "number" if context.is_alone else ""
        return "number" if context.written_before[0][:1].isupper() and not context.written_before[0].isupper() else ""

    def _initialism(self, text: str, start: int, end: int) -> Span | None:
        word = text[start:end]
        if word in self._locale.acronyms or len(word) < 2:
            return None
        known = word in self._locale.initialisms
        if not known and not self._is_spelled(word):
            return None
        if not all(letter in _VOWELS or letter.isupper() for letter in word):
            return None
        ending = ""
        if text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum():
            ending, end = "s", end + 1
        context = Context(text, start, end)
        if not known and self._is_shouted(context):
            return None
        fields = {"letters": word, "ending": ending}
        return self._locale.decide(Span(SpanKind.INITIALISM, start, end, fields), context)

    def _is_shouted(self, context: Context) -> bool:
        """Whether the words on both sides are capitals too, and no initialisms themselves ("BMW, VW and IBM")."""
        around = [*context.written_before[:1], *context.written_after[:1]]
        return bool(around) and all(
            word.isalpha() and word.isupper() and len(word) > 1 and not self._is_quiet(word) for word in around
        )

    def _is_quiet(self, word: str) -> bool:
        """Whether capitals are written so in any text."""
        return roman_value(word) > 0 or word in self._locale.acronyms or self._is_spelled(word)

    def _is_spelled(self, word: str) -> bool:
        """Whether capitals are read letter by letter wherever they stand."""
        if word in self._locale.initialisms:
            return True
        if len(word) > LONGEST_INITIALISM or word in self._locale.acronyms:
            return False
        return _VOWELS.isdisjoint(word) or self._locale.spells(word)


def _unbroken(text: str, start: int, end: int) -> str:
    """The text with its lines joined where one ends near a numeral: what it counts may stand on the other."""
    return text.replace("\n", " ") if "\n" in text[max(0, start - REACH) : end + REACH] else text

"""Decides what the Slavic languages' numbers, signs and numerals are, by what stands around them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.slavic_cases import MEASURED
from rhapsode_server.text.verbalization.locales.slavic_grammar import SlavicGrammar
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.signs import CURRENCY_CODES, CURRENCY_SIGNS, UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_STOPPED = frozenset({SpanKind.MONEY, SpanKind.UNIT, SpanKind.TIME, SpanKind.DURATION})
_SET_BEFORE = re.compile(r"(?:2[5-9]|[3-9]\d):\d\d, \Z")
_SET_BEHIND = re.compile(r", (?:2[5-9]|[3-9]\d):\d\d(?!\d)")
"""A set of a match beside what could be a time: "25:20, 22:25"."""
_LEADING_ZERO = re.compile(r"0\d")
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_HYPHEN = re.compile(r"\d-")
_RANGED_DAY = re.compile(r"\s?[–—-]\s?\d{1,2}\.")
_TYPE = re.compile(r"[A-Z][a-z]+ \d{3}-\d{3}\Z")
"""A type's number behind a foreign name: "Boeing 737-800"."""
_LABEL = re.compile(r"(?<!\w)(\w{1,4})\.[ \u00a0]?\Z")
_SPAN_TO = re.compile(
    r"[ \u00a0](?:do|до|по|až|i|и|і|a|та)[ \u00a0]\d[\d.,]*(?:[ \u00a0]\d{3})*[ \u00a0]?"
    r"(?P<measure>[^\s\d.,;:!?()]{1,20})\.?"
)
"""The second of two numbers, and what both are of: "from 1500 to 2000 zł"."""
_CURRENT = re.compile(r"\d{1,3}[AА]\Z")
_COUNTED_NOUN = re.compile(r"[ \u00a0][a-zà-žа-яёіїєґ]{3,}(?![\w.])")


def _may_be_year(span: Span) -> bool:
    return (
        span.kind is SpanKind.CARDINAL and len(span.field("integer")) == 4 and "1100" < span.field("integer") < "2100"
    )


class SlavicDecisions(SlavicGrammar):
    """The last word on what was recognised."""

    century_signs = frozenset("в вв ст w ww stol stor st".split())
    """"Century" written short."""

    @functools.cached_property
    def _deciders(self) -> Mapping[SpanKind, Callable[[Span, Context], Span | None]]:
        return {
            SpanKind.CARDINAL: self._decide_cardinal,
            SpanKind.FRACTION: self._decide_fraction,
            SpanKind.MONEY: self._decide_money,
            SpanKind.ORDINAL: self._decide_ordinal,
            SpanKind.RANGE: self._decide_range,
            SpanKind.ROMAN: self._decide_roman,
            SpanKind.TIME: self._decide_time,
            SpanKind.UNIT: self._decide_unit,
            SpanKind.VERSION: self._decide_version,
            SpanKind.YEAR: self._decide_year,
        }

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.kind is SpanKind.CARDINAL and span.is_bare:
            return self._decide_cardinal(span, context)
        if span.kind in _STOPPED and context.written.endswith("."):
            rest = context.text[span.end : span.end + 2]
            if not rest.strip() or (rest[0].isspace() and rest[1:].isupper()):
                return span._replace(end=span.end - 1)
        if span.field("word") and context.mark_after == "." and len(context.words_before) < 3:
            # So near to the sentence's beginning the stop is the abbreviation's alone.
            return span._replace(end=span.end + 1) if context.text[span.end + 1 : span.end + 3].strip() else span
        if span.field("key") in self.before_digits and not context.after[:1].isdigit():
            numeral = context.written_after[0] if context.written_after else ""
            return span if roman_value(numeral) and numeral.isascii() else None
        decider = self._deciders.get(span.kind)
        return decider(span, context) if decider is not None else span

    def _decide_cardinal(self, span: Span, context: Context) -> Span | None:
        written = context.written
        if _may_be_year(span) and context.before in self.year_heads and not context.after[:1].isdigit():
            return span._replace(kind=SpanKind.YEAR)
        if len(written) == 4 and "1000" < written < "2100" and context.mark_before == "(" and context.mark_after == ")":
            return span._replace(kind=SpanKind.YEAR)
        return span

    def _decide_fraction(self, span: Span, context: Context) -> Span | None:
        if span.field("symbol") or span.field("whole"):
            return span
        if int(span.field("numerator")) >= int(span.field("denominator")):
            return None
        counted = _COUNTED_NOUN.match(context.text, context.end) is not None
        return None if not counted and self.over_word and self.names_place(context) else span

    def _decide_money(self, span: Span, context: Context) -> Span | None:
        # "euro 4,32 zł": the word belongs to what goes before.
        return None if _LONG_WORD.match(context.written) else span

    def _decide_ordinal(self, span: Span, context: Context) -> Span | None:
        if span.field("suffix") != "." or _RANGED_DAY.match(context.text, context.end):
            return span
        # Before a capital the stop is a sentence's.
        return span if context.written_after and context.written_after[0].islower() else None

    def _decide_range(self, span: Span, context: Context) -> Span | None:
        if len({part.kind for part in span.parts} & MEASURED) > 1:
            return None  # "to 500 zł – 9 %"
        dashed = span.parts[0].kind is SpanKind.CARDINAL and span.parts[1].kind is SpanKind.MONEY
        if dashed and " " in context.text[span.parts[0].end : span.parts[1].start] and self.cases_before(context):
            return None  # "more than 20 — 150 ₽"
        if _LEADING_ZERO.match(context.written) or _TYPE.search(context.text, max(0, span.start - 20), span.end):
            return None
        ends = context.mark_after not in " \u00a0" or not context.after.islower()
        if all(map(_may_be_year, span.parts)) and (ends or self._of_years(context)):
            return span._replace(parts=tuple(part._replace(kind=SpanKind.YEAR) for part in span.parts))
        return span

    def _of_years(self, context: Context) -> bool:
        return self.is_year_noun(context.before) or context.before in self.decade_form

    def _decide_roman(self, span: Span, context: Context) -> Span | None:
        if span.field("until"):
            joint, noun = span.field("until").casefold(), span.field("noun").casefold()
            joins = joint in self.joints or joint in self.prepositions
            known = any(word in self.known_forms for word in (noun, span.field("farther").casefold()))
            return span if joins and (known or noun in self.century_signs) else None
        if not span.fields.keys() - {"numeral"}:
            # One of ``NUMERAL``: not behind a name or a noun, which have it read otherwise.
            named = bool(context.written_before) and context.written_before[0][:1].isupper()
            opens = len(context.written_before) == 1 and context.before in self.prepositions
            known = context.before in self.known_forms or context.before in self.roman_before
            return None if known or (named and not opens) or not roman_value(span.field("numeral")) else span
        # "I" and "V" are words in several languages, and capitals where a sentence or a quotation begins.
        opening = not context.text[max(0, span.start - 2) : span.start].strip()[-1:].isalnum()
        alone = span.field("numeral") in ("I", "V") and opening
        return None if alone and span.field("role") != "name" and not self.ranks(context) else span

    def _decide_time(self, span: Span, context: Context) -> Span | None:
        if _SET_BEFORE.search(context.text, max(0, span.start - 8), span.start) or _SET_BEHIND.match(
            context.text, span.end
        ):
            fields = {"first": span.field("hour"), "second": span.field("minute")}
            return span._replace(kind=SpanKind.SCORE, fields=fields)
        return span

    def _decide_unit(self, span: Span, context: Context) -> Span | None:
        if _HYPHEN.search(context.written):
            return None
        if _CURRENT.match(context.written) and self.names_place(context):
            return span._replace(kind=SpanKind.CODE, fields={"text": context.written})
        return span

    def _decide_version(self, span: Span, context: Context) -> Span | None:
        # A preposition.
        return None if span.field("prefix") and " " in context.written else span

    def _decide_year(self, span: Span, context: Context) -> Span | None:
        if len(span.field("second")) == 2 and not span.field("word"):
            following = int(span.field("second")) == (int(span.field("integer")) + 1) % 100
            return span if following else None
        if span.field("word") or span.field("decade") or span.field("years"):
            return span
        if span.field("until"):
            until = span.field("until").casefold()
            return span if until in self.joints or until in self.prepositions else None
        if (to := _SPAN_TO.match(context.text, span.end)) is not None and self.is_measure(to["measure"]):
            return span._replace(kind=SpanKind.CARDINAL)
        if context.before not in self.prepositions:
            return span
        beside = context.mark_after in " \u00a0" and not self.is_year_noun(context.after)
        counted = beside and any(reading[1] == "p" for reading in self.readings(context.after))
        return span._replace(kind=SpanKind.CARDINAL) if counted else span

    @functools.cached_property
    def _measures(self) -> frozenset[str]:
        """Signs behind a number; a year's own is none."""
        tables = (self.unit_signs, UNITS, CURRENCY_SIGNS, CURRENCY_CODES, self.currency_signs)
        return frozenset({"%", "‰"}).union(*tables) - {"г", "р", "r"}

    def is_measure(self, word: str) -> bool:
        """Whether a word or sign behind a number is what is counted, and no year's."""
        if word in self._measures:
            return True
        folded = word.casefold()
        readings = self.known_forms.get(folded, ())
        return not self.is_year_noun(folded) and any(reading[1:] == "pg" for reading in readings)

    def ranks(self, context: Context) -> bool:
        """Whether "I" at a sentence's beginning is a numeral because of the word behind it."""
        return context.after in self.ranked_nouns

    def names_place(self, context: Context) -> bool:
        """Whether a number is that of a house or a room: a street's name, or a word for them, stands before it."""
        labelled = _LABEL.search(context.text, max(0, context.start - 8), context.start)
        if labelled is not None and labelled[1].casefold() in self.room_words:
            return True
        if not context.written_before or context.text[: context.start].rstrip()[-1:] == ":":
            return False
        before = context.written_before[0]
        opens = not context.text[: context.start].rstrip(" ,\u00a0").removesuffix(before).strip()
        return (before[:1].isupper() and not opens) or before.casefold() in self.room_words

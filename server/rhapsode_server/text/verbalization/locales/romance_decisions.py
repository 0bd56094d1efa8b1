"""What a Romance reading is decided by: the words around, and the gender of what is counted."""

from __future__ import annotations

import functools
import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales import romance_neighbours as neighbours
from rhapsode_server.text.verbalization.locales.european import European
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.span import Span, SpanKind

_DECADES = frozenset("los les os anos años anni années gli".split())
"""Words before a decade as English writes it: "los 80s"."""
_QUOTED = re.compile(r"(?:\A|[\s(«])['‘’](?=\w)")
_NO_DAYS = frozenset({(16, 9), (16, 10), (21, 9), (24, 7), (15, 10), (20, 10)})
"""Shapes of screens, all week long, and marks."""


class RomanceDecisions(European):
    """What the Romance languages decide alike."""

    labels: frozenset[str] = frozenset()
    """Words before a number that names and does not count: "page 21"."""
    function_words: frozenset[str] = frozenset()
    """Words that are no noun, though they may stand behind a number."""
    date_before: frozenset[str] = frozenset()
    """Words before which "3/5" is a day and month."""
    before_number: frozenset[str] = frozenset()
    """Abbreviations that are one only before a number: "p.", "n."."""
    before_name: frozenset[str] = frozenset()
    """Abbreviations that are one only before a capital: "M.", "D."."""
    pressure_words: frozenset[str] = frozenset()
    """Words before the two numbers of a blood pressure: "tension 12/8"."""
    articles: frozenset[str] = frozenset()
    """Words before an ordinal that has its noun behind it."""

    def decide(self, span: Span, context: Context) -> Span | None:
        if span.field("size"):
            return span._replace(kind=SpanKind.DECIMAL)
        decide = getattr(self, f"_decide_{span.kind.value}", None)
        decided: Span | None = decide(span, context) if decide else span
        return decided

    def _decide_money(self, span: Span, context: Context) -> Span | None:
        # "Euro" and "lei" stand behind their number; before one they are words of the sentence.
        return None if context.written[:1].islower() and not neighbours.is_code(span) else span

    def _decide_cardinal(self, span: Span, context: Context) -> Span | None:
        # The beginning of "24h/24" is no number of its own.
        return None if context.mark_after.isdecimal() else span

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        key = span.field("key")
        following = context.text[span.end : span.end + 2].strip()[:1]
        if context.is_alone:
            return span
        if key in self.before_number:
            return span if following.isdigit() or following in tuple("IVXLC(") else None
        if (
            key in self.before_name
            and not following.isupper()
            and not neighbours.PARTICLE.match(context.text, span.end)
        ):
            return None
        return span

    def _decide_time(self, span: Span, context: Context) -> Span | None:
        # "1 h 30 min" is a duration.
        return None if neighbours.MINUTES.match(context.text, span.end) else span

    def _decide_ratio(self, span: Span, context: Context) -> Span | None:
        """What two teams made stands between their names."""
        if not span.field("goals"):
            return span
        named = bool(context.written_before) and context.written_before[0][:1].isupper()
        numbered = not named or context.before in self.labels or int(span.field("first")) > 39
        return None if span.field("goals") in "-–" and numbered else span._replace(kind=SpanKind.SCORE)

    def _decide_duration(self, span: Span, context: Context) -> Span | None:
        """Minutes by their stroke, but not the end of a quotation: "'version 15'"."""
        quoted = context.written[-1] in "'’" and _QUOTED.search(context.text, max(0, span.start - 60), span.start)
        return None if quoted else span

    def _decide_fraction(self, span: Span, context: Context) -> Span | None:
        if span.field("sign") or context.before in self.pressure_words:
            return span
        day, month = span.field("numerator"), span.field("denominator")
        if span.field("whole") and (day, month) == ("1", "2") and not span.field("unit"):
            return self._with_noun(span, context)
        if (
            span.field("whole")
            or span.field("symbol")
            or span.field("unit")
            or not (1 <= int(day) <= 31 and 1 <= int(month) <= 12)
        ):
            return span
        if self._is_day(int(day), int(month), context):
            return span._replace(kind=SpanKind.DATE, fields={"day": str(int(day)), "month": str(int(month))})
        padded = not span.field("whole") and day.startswith("0") or month.startswith("0")
        if padded or (context.before in self.date_before and context.after[:1] != "d"):
            return span._replace(kind=SpanKind.DATE, fields={"day": str(int(day)), "month": str(int(month))})
        return span

    def _is_day(self, day: int, month: int, context: Context) -> bool:
        """Whether "5/3" is a day behind a day of the week, or "31/12" anywhere: nobody counts so many twelfths."""
        named = context.before.split("-")[0] in self._weekdays
        return named or (day > 12 and (day, month) not in _NO_DAYS)

    @functools.cached_property
    def _weekdays(self) -> frozenset[str]:
        return frozenset(part for name in self.data.weekdays for part in name.casefold().split("-")) - {"feira"}

    def _decide_year(self, span: Span, context: Context) -> Span | None:
        season = span.field("season")[-2:]
        return None if season and int(season) != (int(span.field("integer")) + 1) % 100 else span

    def _with_noun(self, span: Span, context: Context) -> Span:
        """ "1 1/2 hours" is said around its noun: "one hour and a half"."""
        noun = neighbours.NOUN.match(context.text, span.end)
        if noun is None or noun[1] in self.function_words or not self.gender_of(noun[1]):
            return span
        return span._replace(end=noun.end(), fields={**span.fields, "noun": noun[1]})

    def _decide_version(self, span: Span, context: Context) -> Span | None:
        hour, _, minute = span.field("numbers").partition(".")
        if context.before in self.date_before and len(minute) == 2 and 1 <= int(hour) <= 31 and 1 <= int(minute) <= 12:
            return span._replace(kind=SpanKind.DATE, fields={"day": hour, "month": str(int(minute))})
        if self.time_dot and int(hour) <= 24 and minute.isdigit() and neighbours.UNTIL.match(context.text, span.end):
            return span._replace(kind=SpanKind.TIME, fields={"hour": hour, "minute": minute})
        return span

    def _decide_unit(self, span: Span, context: Context) -> Span | None:
        fraction = span.field("fraction")
        if span.field("symbol") == "A" and not context.written[-2].isspace():
            return None  # a seat or a door
        if span.field("symbol") == "s" and re.fullmatch("[1-9]0s", context.written) and context.before in _DECADES:
            return span._replace(kind=SpanKind.CARDINAL, fields={"integer": span.field("integer")})
        if span.field("unit") == "hour" and context.written[0] == "0" and not fraction and span.field("integer"):
            # "08h" is the hour; who counts them writes no zero.
            fields = {"hour": span.field("integer"), "suffix": span.field("symbol")}
            return span._replace(kind=SpanKind.TIME, fields=fields) if len(fields["hour"]) == 2 else span
        if span.field("unit") == "hour" and span.field("dot") and len(fraction) == 2 and int(fraction) < 60:
            fields = {"hour": span.field("integer"), "minute": fraction, "suffix": span.field("symbol")}
            return span._replace(kind=SpanKind.TIME, fields=fields)
        return span

    def _decide_temperature(self, span: Span, context: Context) -> Span | None:
        """The degree sign of "il 2° piano" stands for a raised letter."""
        if span.field("letter"):
            unit = "celsius" if span.field("letter") == "C" else "fahrenheit"
            return span._replace(fields={**span.fields, "unit": unit, "symbol": f"º{span.field('letter')}"})
        if span.field("symbol") != "°" or span.field("sign") or span.field("fraction"):
            return span
        number, named = int(span.field("integer")), context.before in self.articles
        if number > 10 and not named or not (self.noun_gender(context) or (named and number <= 10)):
            return span
        fields = {"integer": span.field("integer"), "suffix": "º"}
        return span._replace(kind=SpanKind.ORDINAL, fields=fields)

    def _decide_roman(self, span: Span, context: Context) -> Span | None:
        if span.field("numeral") in ("L", "C", "D", "M"):
            return None  # the letter of an article or a name
        if span.field("integer"):
            return span
        # One of the language's own expressions.
        number = roman_value(span.field("numeral").upper())
        return span._replace(fields={**span.fields, "integer": str(number)}) if number else None

    def _decide_initialism(self, span: Span, context: Context) -> Span | None:
        """Roman figures of three letters and more that nothing else makes a number: "XXV anniversario"."""
        letters = span.field("letters")
        if letters.islower():
            return span._replace(fields={**span.fields, "letters": letters.upper()})
        numeral = set(letters) <= set("IVX") and letters != "XXX"
        number = roman_value(letters) if numeral and (len(letters) > 2 or self._is_numbered(context)) else 0
        if not number:
            return span
        fields = {"integer": str(number), "role": "number", "numeral": letters}
        return span._replace(kind=SpanKind.ROMAN, fields=fields)

    def _is_numbered(self, context: Context) -> bool:
        """Whether an article stands before and a common noun behind: "el XI apóstol"."""
        noun = context.written_after[0] if context.written_after and context.mark_after == " " else ""
        is_noun = noun.isalpha() and noun.islower() and len(noun) > 3 and noun not in self.function_words
        return is_noun and context.before in self.articles

    def gender_of(self, noun: str) -> str:
        """``masculine`` or ``feminine`` as far as a noun's form tells; empty where it does not."""
        return ""

    def noun_gender(self, context: Context) -> str:
        """The gender of what is counted by the number before it, as far as the next two words tell."""
        if context.mark_after not in tuple(" \u00a0\u202f"):
            return ""
        for word in context.written_after[:2]:
            if not word[0].islower() or word in self.function_words or "'" in word or "’" in word:
                break
            if word == "mil":
                continue
            gender = self.gender_of(word)
            if gender:
                return gender
        return "masculine" if context.after == "mil" else ""

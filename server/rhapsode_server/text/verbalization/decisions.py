"""Decides what a match is: checks values, looks at the neighbours, fills in the fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from rhapsode_server.text.verbalization.context import REACH, Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.mathematics import GREEK_LETTERS
from rhapsode_server.text.verbalization.patterns import NO_LETTER, NumberRows, Patterns, Row
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.script import MARKS
from rhapsode_server.text.verbalization.signs import FRACTION_SIGNS, TEMPERATURES
from rhapsode_server.text.verbalization.span import Span, SpanKind

_WORDS = re.compile(rf"(?:[^\W\d_]|[{MARKS}])+")
_DIGITS = re.compile(r"\d+")
_NOT_DIGITS = re.compile(r"\D+")
_NUMBERS = ("integer", "fraction", "second", "first")
_WORD_BEHIND = re.compile(rf"[^\w{MARKS}'’.!?…。！？।؟;]*+[\w{MARKS}'’]")
_NUMBER = re.compile(r"[ \u00a0\n]?[-+−]?[$€£¥₹₽%]?\.?\d")
_LABEL = re.compile(r"([^\W\d_]{2,20})\.?:?[ \u00a0]\Z")
"""A word right before a number, with the stop of an abbreviation or a colon: "Tel.: "."""
_INCHES = frozenset('"″')
_OPENING = frozenset("„“«»”")
_GOES_ON = re.compile(r"\.(?=[,;:)]|\s[a-zà-ÿ])")
"""A full stop behind which the sentence goes on."""
_ISO_DATE = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d")
_DECADE = re.compile("(?:1[5-9]|20)[0-9]0s")
"""As English writes it, in any language: a time of so many seconds nobody has."""
_YEAR_BEHIND = re.compile(r"\s(?:19|20)\d\d\Z")
_RELATIONS = frozenset("<>≤≥~/")
"""Signs that are read before a number only, or between variables: elsewhere they are arrows, tags and strokes."""
_COMPARES = re.compile(r"(?:[\d)]|(?<![\w'’])[^\W\d_]) [<>≤≥] (?:[\d(]|[^\W\d_](?![\w'’]))")
_OPERANDS = frozenset("∞∅⁻√⁞‵" + GREEK_LETTERS + GREEK_LETTERS.upper())
"""Signs that stand where a word could."""
_SCORE_BEFORE = re.compile(r"(?<!\d)\d{1,3}[-–:]\d{1,3}(?:[,;]|,? (?:y|e|et|și|και|and|und|og|och|en|i|a))? \(?\Z")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SUMMIT = re.compile(r"COP\d{1,2}")
_GOING_ON = frozenset(",;:)")
"""Marks before which a short name's full stop is its own."""
_LABELLED = re.compile(r"\d{1,4}:\s")
_PLAIN = frozenset({SpanKind.CARDINAL, SpanKind.DECIMAL, SpanKind.YEAR, SpanKind.ORDINAL})
_MEASURED = frozenset({SpanKind.MONEY, SpanKind.PERCENT, SpanKind.UNIT, SpanKind.TEMPERATURE})


_BEGIN_NUMBERS = frozenset("+-±(.,") | FRACTION_SIGNS.keys()
"""What a number's expressions begin with, but for digits."""


class Hints(NamedTuple):
    """What the words of a text say about its numbers."""

    by_words: bool
    """Whether one of the words is there behind which numbers are read otherwise."""
    rows: NumberRows
    """Those that can match: a score is one only near certain words."""


class Decisions:
    """The decisions of one language."""

    def __init__(self, locale: Locale, patterns: Patterns) -> None:
        self._locale = locale
        self._patterns = patterns
        self._priced = patterns.compile(rf"\s?(?P<currency>§currency§){NO_LETTER}")
        self._checks = {kind: getattr(self, name) for kind in SpanKind if hasattr(self, name := f"_check_{kind.value}")}

    def hints(self, text: str) -> Hints:
        """What the words of a text say about its numbers."""
        folded = text.casefold()
        patterns = self._patterns
        hinted = bool(patterns.hints) and not patterns.hints.isdisjoint(_WORDS.findall(folded))
        scored = patterns.scores.search(folded) is not None
        return Hints(hinted, patterns.any_rows if scored else patterns.rows_without_scores)

    def number_at(self, text: str, shadow: str, start: int, end: int, hints: Hints) -> Span | None:
        """The most specific span that begins at a digit or a currency sign.

        Args:
            text: as it was given.
            shadow: the same with its digits in ASCII.
            start: where the digit or sign is.
            end: how far to look.
            hints: of the text.
        """
        patterns = self._patterns
        first = shadow[start]
        if not first.isdecimal():
            money = patterns.money_prefix.expression.match(shadow, start, end)
            if money is not None:
                return self.span_of(patterns.money_prefix, money, text)
            if first not in _BEGIN_NUMBERS:
                return None  # a sign of currency alone
        if hints.by_words:
            span = self._first(patterns.word_rows, text, shadow, start, end)
            if span is not None:
                return span
        number, digits = hints.rows.first(shadow, start, end)
        if digits and (span := self._plain(digits, text, start)) is not None:
            return span
        return self._first(hints.rows.rows[number:], text, shadow, start, end) if number < hints.rows.count else None

    def _first(self, rows: Iterable[Row], text: str, shadow: str, start: int, end: int) -> Span | None:
        for row in rows:
            match = row.expression.match(shadow, start, end)
            if match is not None:
                span = self.span_of(row, match, text)
                if span is not None:
                    return span
        return None

    def span_of(self, row: Row, match: re.Match[str], text: str) -> Span | None:
        """The span of a match, or ``None`` if it only looks like one."""
        fields = row.fields_of(match)
        self._complete(fields, match, row)
        start, end = match.span()
        span: Span | None = Span(row.kind, start, end, fields)
        context = Context(text, start, end)
        check = self._checks.get(row.kind)
        if check is not None:
            span = check(span, match, context)
        if span is None:
            return None
        if span.end != end:
            context = Context(text, span.start, span.end)
        return self._locale.decide(span, context)

    def _complete(self, fields: dict[str, str], match: re.Match[str], row: Row) -> None:
        """Turn what is written into what the methods want."""
        for name in _NUMBERS:
            if name in fields and not fields[name].isdecimal():
                fields[name] = _NOT_DIGITS.sub("", fields[name])
        if row.is_plain:
            return
        if "_bare" in match.re.groupindex and match["_bare"]:
            fields |= {"integer": "0", "fraction": match["_bare"]}
        month = fields.get("month")
        if month is not None:
            name = month.casefold().rstrip(".")
            number = month if month.isdecimal() else self._patterns.months.get(name) or roman_value(month)
            fields["month"] = str(int(number))
            if not month.isdecimal():
                fields["written_month"] = month
            if "until_month" in fields:
                fields["until_month"] = str(self._patterns.months[fields["until_month"].casefold().rstrip(".")])
        if "currency" in fields:
            fields["symbol"] = fields["currency"]
            fields["currency"] = self._patterns.currencies[fields["currency"]]
        if "scale" in fields:
            fields["scale"] = fields["scale"].casefold()
        if "period" in fields:
            fields["period"] = self._patterns.day_periods[_squeezed(fields["period"])]
        if "groups" in fields:
            fields["plus"] = "+" if "+" in fields["groups"] else ""
            fields["groups"] = " ".join(_DIGITS.findall(fields["groups"]))

    def _check_cardinal(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        return span._replace(fields={**span.fields, "glued": " "}) if "_glued" in match.re.groupindex else span

    def _check_date(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        fields = dict(span.fields)
        month, day = int(fields["month"]), int(fields.get("day", "1"))
        if month > 12 >= day and "written_month" not in fields and "year" in fields:
            month, day = day, month
            fields |= {"month": str(month), "day": str(day)}
        # With its year even the thirtieth of February is meant as a date.
        last = 31 if len(fields.get("year", "")) == 4 else _DAYS[min(month, 12) - 1]
        if not 1 <= month <= 12 or not 1 <= day <= last:
            return None
        written = fields.pop("written_month", "")
        if written and self._locale.capital_months and not written[0].isupper():
            return None
        if "year" not in fields and written.casefold() in self._locale.ambiguous_months:
            return None
        end = span.end
        rest = context.text[end : end + 3]
        if written and "year" not in fields and len(written) <= 4 and rest[:1] == "." and rest[1:2].isspace():
            # A short name's own full stop, where no sentence ends.
            end += int(rest[2:3].islower())
        elif written and "year" not in fields and len(written) <= 4 and rest[:1] == "." and rest[1:2] in _GOING_ON:
            end += 1
        if match[0].endswith(".") and not rest.strip():
            end -= 1
        return span._replace(fields=fields, end=end)

    def _check_phone(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        digits = span.field("groups").replace(" ", "")
        if "_word" in match.re.groupindex:
            named = any(word.rstrip(".") in self._locale.phone_words for word in context.words_before[:2])
            if not named and (label := _LABEL.search(context.text, max(0, span.start - 24), span.start)):
                named = label[1].casefold() in self._locale.phone_words
            if _ISO_DATE.fullmatch(context.written):
                return None
            return span if named and (len(digits) >= 5 or (len(digits) >= 3 and not context.after)) else None
        if span.field("plus"):
            return span if 7 <= len(digits) <= 15 else None
        if len(digits) == 7 and digits[0] != "0" and digits[3] != "0" and not digits.startswith("555"):
            named = any(word in self._locale.phone_words for word in context.words_before[:3])
            return span if named else None
        # The longest is that of a card.
        return span if 7 <= len(digits) <= 16 else None

    def _check_version(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        parts = span.field("numbers").split(".")
        if "_word" in match.re.groupindex:
            return span if context.before in self._locale.version_words else None
        if span.field("prefix"):
            return span
        if "." in self._locale.group_marks and all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3:
            return None
        return span

    def _check_time(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if hour > 24 or minute > 59 or int(span.field("second") or "0") > 59:
            return None
        if span.field("period") and not 1 <= hour <= (12 if not span.field("minute") else 24):
            return None
        if "_word" in match.re.groupindex and context.before not in self._locale.time_words:
            return None
        words = (*context.words_before[:2], *context.words_after[:2])
        if ":" in match[0] and not span.field("period") and not self._locale.ratio_words.isdisjoint(words):
            return None
        if match[0].endswith(".") and self._ends_sentence(context.text, span.end):
            return span._replace(end=span.end - 1)
        return span

    def _ends_sentence(self, text: str, end: int) -> bool:
        """Whether a full stop before ``end`` may be a sentence's: the text ends, or a capital follows."""
        rest = text[end : end + 2].strip()
        return not rest or (text[end : end + 1].isspace() and rest[0].isupper())

    def _check_fraction(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        fields = dict(span.fields)
        if "unit" in fields and fields["unit"].isalpha() and _GOES_ON.match(context.text, span.end):
            span = span._replace(end=span.end + 1)
        if "symbol" in fields:
            numerator, denominator = FRACTION_SIGNS[fields["symbol"]]
            fields |= {"numerator": str(numerator), "denominator": str(denominator)}
            return Span(span.kind, span.start, span.end, fields)
        numerator, denominator = int(fields["numerator"]), int(fields["denominator"])
        if denominator < 2 or (denominator > 100 and denominator % 100) or numerator > 20 * denominator:
            return None
        if "whole" in fields and not 0 < numerator < denominator:
            return None
        return span

    def _check_ratio(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        words = (*context.words_before, *context.words_after)
        if not self._locale.score_words.isdisjoint(words):
            return span._replace(kind=SpanKind.SCORE)
        if _LABELLED.match(match[0]) and self._locale.ratio_words.isdisjoint(words):
            return None  # what a colon announces: "step 1: 20 minutes"
        return span

    def _check_score(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        words = (*context.words_before, *context.words_after[:1])
        if not self._locale.score_words.isdisjoint(words):
            return span
        # What a set ended with, behind what it was lost by: "6-4, 7-6 (7-5)".
        return span if _SCORE_BEFORE.search(context.text, max(0, span.start - 12), span.start) else None

    def _check_symbol(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        if "stroke" in span.fields:
            return self._locale.confirm(span, context)
        return span if "difference" not in span.fields or context.written == "−" else None

    def _check_money(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        symbol = span.field("symbol")
        if symbol == "PHP" and match[0][0] == "P" and len(span.field("integer")) == 1 and not span.field("fraction"):
            return None  # the programming language, with its version
        if _SUMMIT.fullmatch(match[0]):
            return None  # a conference of the parties
        behind = context.mark_after
        if len(symbol) > 3 and symbol.isalpha() and match[0].startswith(symbol) and _YEAR_BEHIND.search(match[0]):
            return None  # the prices of a year, "in Euro 2024"
        if symbol[:1].isalpha() and match[0].startswith(symbol) and self._priced.match(context.text, span.end):
            return None  # what a dollar costs in another currency
        if symbol[-1:].isalpha() and behind.isalnum() and match[0].endswith(symbol):
            return None
        return span

    def _check_unit(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        if "symbol" not in span.fields:
            return span  # an expression of the language's own: five foot ten
        symbol, gap = span.field("symbol"), match["_gap"]
        unit = self._patterns.units[symbol]
        if symbol in _INCHES and (gap or self._is_quoted(context)):
            return None
        if symbol == "s" and not gap and _DECADE.fullmatch(context.written):
            return span._replace(kind=SpanKind.YEAR, fields={"integer": context.written[:4]})
        if symbol == "K" and not gap:
            return None  # 4K is a screen and $20K are thousands
        if symbol in self._locale.spaced_units:
            bare = not span.field("fraction") and len(span.field("integer")) == 4
            if gap == "-" or (gap and bare) or (context.after and symbol == "in" and gap):
                return None
        fields = dict(span.fields) | {"unit": unit}
        kind = SpanKind.TEMPERATURE if unit in TEMPERATURES else SpanKind.UNIT
        end = span.end
        if symbol.isalpha() and _GOES_ON.match(context.text, end):
            end += 1  # a short name's own stop: "90 min., dann"
        elif symbol[-1] == "." and not context.text[end:].strip():
            end -= 1
        span = span._replace(kind=kind, fields=fields, end=end)
        return self._locale.confirm(span, context) if "below" in fields else span

    def _is_quoted(self, context: Context) -> bool:
        """Whether a quotation begins before a number, whose end the sign of inches behind it would be."""
        before = context.text[max(0, context.start - REACH) : context.start]
        is_open = False
        for index, character in enumerate(before):
            if character == '"':
                # Neither closing nor behind a space: the inches of another number.
                is_open = not is_open and not before[max(0, index - 1) : index].strip(" \n([{—–")
        return is_open or not _OPENING.isdisjoint(before)

    def _check_ordinal(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        if span.field("suffix") != ".":
            return span
        number = int(span.field("integer"))
        if context.text[span.end : span.end + 2].strip(" \u00a0")[:1] in ("-", "–", "—", "/"):
            return span
        following = context.text[span.end : span.end + 3].lstrip()[:1]
        if not following.isalpha() or "\n" in context.text[span.end : span.end + 2]:
            return None
        if following.isupper() and (number > 100 or not context.before):
            return None
        return span

    def _check_decimal(self, span: Span, match: re.Match[str], context: Context) -> Span | None:
        if span.field("fraction"):
            return span
        if match[0].isdecimal():
            return self._bare(match[0], context)
        return span._replace(kind=SpanKind.CARDINAL)

    def _plain(self, digits: str, text: str, start: int) -> Span | None:
        """The span of digits that stand alone: most of what there is, so in few steps."""
        length = len(digits)
        context = Context(text, start, start + length)
        if length > 4 or digits[0] == "0":
            span = Span(SpanKind.CARDINAL, start, start + length, {"integer": digits})
        else:
            span = self._bare(digits, context)
            if span.end != context.end:
                context = Context(text, start, span.end)
        return self._locale.decide(span, context)

    def _bare(self, digits: str, context: Context) -> Span:
        """A year or a number."""
        start, end, length = context.start, context.end, len(digits)
        if length > 4 or digits[0] == "0":
            return Span(SpanKind.CARDINAL, start, end, {"integer": digits})
        eras = self._patterns.eras
        if eras is not None and (era := eras.match(context.text, end)) is not None:
            fields = {"integer": digits, "era": era["era"]}
            end = era.end() - int(era["era"].endswith(".") and self._ends_sentence(context.text, era.end()))
            return Span(SpanKind.YEAR, start, end, fields)
        kind = SpanKind.YEAR if length == 4 and self._is_year(int(digits), context) else SpanKind.CARDINAL
        return Span(kind, start, end, {"integer": digits})

    def _is_year(self, number: int, context: Context) -> bool:
        if not 1000 <= number < 2100:
            return False
        locale = self._locale
        if context.before in locale.year_words:
            return True
        return locale.year_by_default and number >= 1100 and not locale.may_be_counted(context)

    def symbol(self, span: Span, text: str) -> Span | None:
        """A sign between words; joined to letters it belongs to them."""
        context = Context(text, span.start, span.end)
        character = span.field("character")
        if character in (context.mark_before, context.mark_after):
            return None  # a line of signs
        if character in _RELATIONS and not _NUMBER.match(text, span.end):
            return self._locale.decide(span, context) if _COMPARES.match(text, span.start - 2) else None
        if character == "/" and not text[max(0, span.start - 2) : span.start].rstrip()[-1:].isdecimal():
            return None
        if context.mark_before.isalpha() and context.mark_after.isalpha() and character != "&":
            return None
        # "18+" has its sign behind it. A line that ends with a sign goes on in the next one, whatever is between them.
        goes_on = _WORD_BEHIND.match(text, span.end, span.end + REACH)
        operand = character in _OPERANDS or text[span.end : span.end + 2].lstrip()[:1] in _OPERANDS
        operand = operand or _NUMBER.match(text, span.end) is not None
        if not goes_on and not operand and not (character == "+" and context.mark_before.isdecimal()):
            return None
        return self._locale.decide(span, context)

    def range_of(self, first: Span, second: Span, dash: str, text: str) -> Span | None:
        """Two numbers with a dash between them, if they are a range."""
        if dash == "-" or dash.strip() in "-‐‑":
            if dash != "-" and second.kind not in _MEASURED and not _alike(first, second):
                return None
            if dash[0].isspace() and text[second.start - 1] == "−":
                return None  # the second one's own sign: "from 5 °C −3 °C"
            if text[second.end : second.end + 2][:1] == "-" and text[second.end + 1 : second.end + 2].isdecimal():
                return None
        falls = second.field("era") or (dash == "–" and self._locale.falling_dash)
        if first.kind in _PLAIN and second.kind in _PLAIN and not falls and not _ascends(first, second):
            return None
        if first.kind is SpanKind.MONEY and second.kind in (SpanKind.CARDINAL, SpanKind.DECIMAL):
            return self._prices(first, second, dash, text)
        if second.kind is SpanKind.TIME and first.field("unit") == "hour" and not first.field("fraction"):
            first = first._replace(
                kind=SpanKind.TIME, fields={"hour": first.field("integer"), "suffix": "h"}
            )  # "9h-18h30"
        if first.kind in _MEASURED and second.kind not in _MEASURED:
            return None
        if second.kind is SpanKind.DATE and first.kind in _PLAIN:
            first = first._replace(kind=SpanKind.DATE, fields={"day": first.field("integer")})
        elif second.kind is SpanKind.TIME and first.kind in _PLAIN and len(first.field("fraction")) != 1:
            first = first._replace(kind=SpanKind.TIME, fields={"hour": first.field("integer")})
        elif second.kind is SpanKind.YEAR and first.kind is SpanKind.CARDINAL and len(first.field("integer")) == 4:
            first = first._replace(kind=SpanKind.YEAR)
        elif first.kind is SpanKind.YEAR and second.kind is SpanKind.CARDINAL and len(second.field("integer")) == 4:
            second = second._replace(kind=SpanKind.YEAR)
        fields = {"dash": dash.strip() or dash}
        span = Span(SpanKind.RANGE, first.start, second.end, fields, (first, second))
        return self._locale.decide(span, Context(text, first.start, second.end))

    def _prices(self, first: Span, second: Span, dash: str, text: str) -> Span | None:
        """A range whose currency stands in front of both ends: "€ 5–10", "$2–3 million"."""
        if not text[first.end - 1].isdecimal() or first.field("scale") or second.field("sign"):
            return None
        fields = {name: first.field(name) for name in ("currency", "symbol")}
        scale = self._patterns.scale.match(text, second.end)
        end = scale.end() if scale else second.end
        if scale:
            fields["scale"] = scale["scale"].casefold()
        high = second._replace(kind=SpanKind.MONEY, end=end, fields={**second.fields, **fields})
        low = first._replace(
            kind=SpanKind.DECIMAL if first.field("fraction") else SpanKind.CARDINAL,
            fields={name: value for name, value in first.fields.items() if name not in fields},
        )
        if not _ascends(low, high):
            return None
        span = Span(SpanKind.RANGE, first.start, end, {"dash": dash.strip() or dash}, (low, high))
        return self._locale.decide(span, Context(text, first.start, end))


def _ascends(first: Span, second: Span) -> bool:
    low, high = (float(f"{span.field('integer')}.{span.field('fraction') or '0'}") for span in (first, second))
    if first.field("sign") == "-":
        low = -low
    if second.field("sign") == "-":
        high = -high
    short = first.kind is SpanKind.YEAR and len(second.field("integer")) == 2
    return low < high or short


def _alike(first: Span, second: Span) -> bool:
    """Whether two days or two times stand around a hyphen with spaces, which nobody writes between other such."""
    return second.kind in (SpanKind.DATE, SpanKind.TIME) and (
        first.kind is second.kind
        or (first.kind is SpanKind.ORDINAL and second.kind is SpanKind.DATE)
        or (first.field("unit") == "hour" and second.kind is SpanKind.TIME)
    )


def _squeezed(period: str) -> str:
    return re.sub(r"[.\s]", "", period).casefold()

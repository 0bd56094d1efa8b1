"""What Hindi, Urdu and Bengali have in common: lakhs and crores, a word of its own for each number below a hundred,
halves and quarters said by a word before the number, telephone numbers without gaps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.cricket import CRICKET_FIELDS, Cricket
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.quantities import QuantityWords, quantity_words
from rhapsode_server.text.verbalization.script import MARKS
from rhapsode_server.text.verbalization.span import Span, SpanKind

HUNDRED = 100
_WORDY = frozenset(
    {
        SpanKind.UNIT,
        SpanKind.TEMPERATURE,
        SpanKind.MONEY,
        SpanKind.TIME,
        SpanKind.DATE,
        SpanKind.YEAR,
        SpanKind.ORDINAL,
    }
)
_IN_HALVES = frozenset("kilogram liter kilometer meter mile tonne hour year month week day foot".split())
"""Units of which half a one is said with a word of its own."""
_BARE = frozenset({SpanKind.CARDINAL, SpanKind.YEAR})
_NUKTA = {
    "\u095c": "ड़", "\u095d": "ढ़", "\u095b": "ज़", "\u095e": "फ़", "\u0958": "क़", "\u0959": "ख़", "\u095a": "ग़",
    "\u09dc": "ড়", "\u09dd": "ঢ়", "\u09df": "য়",
}  # fmt: skip
_LETTER = re.compile(rf"[^\W\d_]|[{MARKS}]")
OWN_LETTER = re.compile(rf"[^\W\d_A-Za-z\u0621]|[{MARKS}]")
"""A letter that is not Latin, and not the sign of the Christian era in Urdu."""
MONTH_FIRST = (
    SpanKind.DATE,
    r"(?<!\w)(?P<month>§month§)\s(?P<day>0[1-9]|[1-9](?!\d)|[12]\d|3[01])(?!\d)(?:,\s(?P<year>\d{4})(?!\d)|(?=[।۔;)\n]|\.?$))",
)
"""A day behind its month, where a year or the end of the sentence follows: anything else may be counted."""


Value = TypeVar("Value")


def written_both_ways(table: Mapping[str, Value]) -> dict[str, Value]:
    """A table whose keys are there with each dotted letter as one character and as two: both are written, and Unicode's
    normal form has the two."""
    both: dict[str, Value] = {}
    for key, value in table.items():
        apart = unicodedata.normalize("NFC", key)
        together = apart
        for single, double in _NUKTA.items():
            together = together.replace(unicodedata.normalize("NFC", double), single)
        both |= {apart: value, together: value}
    return both


INITIALISMS = frozenset(
    "IP USB URL GPU CPU CTO COO "
    "USA UK US EU UN UAE AI IT PC ID IPL UPI EMI IAS IPS OBC IIT IIM IPC FIR AC ATM OTP CEO CFO API EVM NRI FII FDI "
    "UPSC SBI NDA UPA ED MLA EPF IRCTC IMD IAF ICICI OPD ICU IVF "
    "GDP IMF ICC ODI CBI RBI ISI PIA BBC CNN".split()
)
"""Western capitals with a vowel among them that are spelled in South Asia's news."""
SCORE = r"(?<![\w.,/-])(?P<first>\d{1,2})-(?P<second>\d{1,2})(?![\w/:-]|[.,]\d)"
"""What may be a score: the verb that tells stands at the end of the sentence, so it is looked for as for a ratio."""
CARD_NUMBER = r"(?<![\w.,+-])(?P<text>\d{4}(?:[ -]\d{4}){2,3})(?![\w-])"
"""The number of a card, which is read digit by digit."""
HASHTAG = rf"(?<![\w#&{MARKS}])(?P<text>#[\w{MARKS}]{{2,80}})"
"""A hashtag with vowel signs, which are no ``\\w``."""


EACH_UNITS = {
    "kg": "kilogram",
    "g": "gram",
    "km": "kilometer",
    "L": "liter",
    "l": "liter",
    "ltr": "liter",
    "ml": "milliliter",
    "m²": "square-meter",
    "sq ft": "square-foot",
    "sqft": "square-foot",
    "kWh": "kilowatt-hour",
    "GB": "gigabyte",
    "MB": "megabyte",
    "hr": "hour",
    "hour": "hour",
    "min": "minute",
    "day": "day",
    "month": "month",
    "mo": "month",
    "year": "year",
    "yr": "year",
}
"""What a price is for, as it is written in Latin letters."""
_EACH = "|".join(sorted(EACH_UNITS, key=len, reverse=True))
_BULK = "ग्राम|किलो|लीटर|पीस|यूनिट|मिली|গ্রাম|কেজি|লিটার|পিস|கிராம்|கிலோ|லிட்டர்|گرام|کلو|لیٹر|kg|g|ml|L|pcs"
PRICES_FOR_EACH: tuple[tuple[SpanKind, str], ...] = (
    (
        SpanKind.CODE,
        rf"(?#/)(?:(?<=\d)|(?<=[\u0900-\u0dff\u0600-\u06ff]))\s?/\s?(?P<per_unit>{_EACH})(?![\w/²³])",
    ),
    (SpanKind.SYMBOL, rf"(?#/)(?<=\d)(?P<character>(?P<each>/))(?=\d{{1,4}}\s?(?:{_BULK}))"),
    (SpanKind.SYMBOL, r"(?#/)(?<=\d)(?P<character>(?P<flourish>/[-–=]))(?![\w-])"),
)
"""Prices for each, and the flourish behind an amount by which nothing can be added to it."""


def between(span: Span, place: int) -> str:
    """What stands between the numbers of a score: a comma, where the second could be the end of the first."""
    first, second = int(span.field("first")), int(span.field("second"))
    return ", " if first and not first % place and second < place else " "


def is_followed(context: Context) -> bool:
    """Whether a figure is right behind a sign, or behind its space."""
    return context.text[context.end : context.end + 2].strip()[:1].isdecimal()


def is_day(span: Span) -> bool:
    """Whether a fraction could be a day and a month."""
    in_range = int(span.field("numerator")) <= 31 and int(span.field("denominator")) <= 12
    return in_range and not span.field("whole") and not span.field("symbol")


class IndianNumbers(NumberWords):
    """Numbers in hundreds, thousands, lakhs and crores, with a word for each number below a hundred."""

    def __init__(
        self, words: str, hundred: str, scales: Sequence[tuple[int, str]], ordinal: Callable[[int, str, str], str]
    ) -> None:
        """``words`` are those of 0 to 99; ``hundred`` follows its multiplier; ``scales`` begin with the greatest;
        ``ordinal`` makes an ordinal of a number, its cardinal and a form."""
        super().__init__()
        self._words = words.split()
        self._hundred = hundred
        self._scales = scales
        self._make_ordinal = ordinal

    def _cardinal(self, number: int, form: str | None) -> str:
        if number == 0:
            return self._words[0]
        parts = []
        for size, name in self._scales:
            count, number = divmod(number, size)
            if count:
                parts.append(f"{self._cardinal(count, None)} {name}")
        hundreds, rest = divmod(number, HUNDRED)
        if hundreds:
            parts.append(self._words[hundreds] + self._hundred)
        if rest:
            parts.append(self._words[rest])
        return " ".join(parts)

    def _ordinal(self, number: int, form: str | None) -> str:
        return self._make_ordinal(number, self._cardinal(number, None), form or "")

    def _year(self, number: int) -> str:
        """Years from 1100 to 1999 are said in hundreds."""
        hundreds, rest = divmod(number, HUNDRED)
        if 11 <= hundreds <= 19:
            words = self._words[hundreds] + self._hundred
            return f"{words} {self._words[rest]}" if rest else words
        return self._cardinal(number, None)


class IndianLocale(Locale):
    """Quarter hours, halves of lakhs, money and pairs as Hindi, Urdu and Bengali say them."""

    indian_grouping = True
    group_marks = ","
    year_by_default = True
    initialisms = INITIALISMS
    postpositions: frozenset[str] = frozenset()
    """Words behind a year; any other word behind a number of four digits may be what it counts."""
    dated_words: frozenset[str] = frozenset()
    """Words behind "3/10" that make it the third of October."""
    half = ""
    """"… and a half", before the number: साढ़े."""
    quarter = ""
    """"… and a quarter": सवा."""
    less_quarter = ""
    """"a quarter less than …": पौने."""
    one_and_half = ""
    two_and_half = ""
    lakhs: frozenset[str] = frozenset()
    """Scales and units of time that take halves and quarters: "ढाई करोड़", "डेढ़ घंटा"."""
    day_parts: tuple[str, str, str, str] = ("", "", "", "")
    """Words for morning, noon, evening and night, before a time with "am" or "pm"."""
    hour_word = ""
    """Behind a whole hour: बजे."""
    past_word = ""
    """Between hours and minutes: बजकर."""
    and_word = ""
    """Between a whole and a fraction."""
    over_word = ""
    """Between numerator and denominator: बटा."""
    simple_fractions: Mapping[tuple[int, int], str] = {}
    """Fractions with words of their own."""
    roman_ordinals: Sequence[str] = ()
    """The ordinals of rulers, from zero."""
    per_word = ""
    """Between a price and what it is for."""
    half_of = ""
    """Half of what is counted: आधा."""
    ratio_nouns: frozenset[str] = frozenset()
    """Words beside a ratio that say what it is, so that it has no word of its own."""
    cricket: Cricket | None = None
    twenty_word = ""
    """The English "twenty" in the names of games and meetings: T20, G20."""
    glued_endings = False
    """Whether what touches a number behind is its ending, and not the next word."""
    quantities_said: QuantityWords
    """How short ways of writing how much are said."""

    def decide(self, span: Span, context: Context) -> Span | None:
        if any(name in span.fields for name in CRICKET_FIELDS):
            return span if self.cricket and self.cricket.is_played(span, context) else None
        if span.field("era") and span.kind is SpanKind.YEAR and self.joins(span, context):
            # The first letter of the next word: "50 ہزار".
            end = span.start + len(context.written[: -len(span.field("era"))].rstrip())
            return span._replace(kind=SpanKind.CARDINAL, end=end, fields={"integer": span.field("integer")})
        if self.joins(span, context) or (span.kind is SpanKind.RATIO and "-" in context.written):
            return None
        if span.kind is SpanKind.FRACTION and context.after in self.dated_words and is_day(span):
            fields = {"day": span.field("numerator"), "month": span.field("denominator")}
            return span._replace(kind=SpanKind.DATE, fields=fields)
        bare = span.kind is SpanKind.CARDINAL and context.written.isdigit()
        # Nobody writes so great an amount without groups, but a round one.
        long = len(span.field("integer")) > 11 and not span.field("integer").endswith("000")
        if bare and (long or self.is_phone(span.field("integer"))):
            return span._replace(kind=SpanKind.PHONE, fields={"groups": span.field("integer"), "plus": ""})
        return span

    def speak(self, span: Span, context: Context) -> str | None:
        words = super().speak(span, context)
        if words and span.kind in _BARE:
            # A word that the space beside the number is missing from.
            before = " " if OWN_LETTER.match(context.mark_before) and words[0] != " " else ""
            behind = "" if self.glued_endings or not OWN_LETTER.match(context.mark_after) else " "
            return f"{before}{words}{behind}" if before or behind else words
        return words

    def joins(self, span: Span, context: Context) -> bool:
        """Whether a span ends in the middle of a word, so that its last letters are not the unit they look like."""
        ends = _LETTER.match(context.written[-1:]) and _LETTER.match(context.mark_after)
        return span.kind in _WORDY and ends is not None

    def is_phone(self, digits: str) -> bool:
        """Whether bare digits are a telephone number: ten from six up are a mobile one in India."""
        return len(digits) == 10 and digits[0] in "6789"

    def may_be_counted(self, context: Context) -> bool:
        return bool(context.after) and context.mark_after == " " and context.after not in self.postpositions

    def quarters(self, whole: int, fraction: str) -> str:
        """A number with a half or a quarter; empty where there is no such word for it."""
        fraction = fraction.rstrip("0")
        if fraction == "5":
            fixed = {1: self.one_and_half, 2: self.two_and_half}.get(whole)
            return fixed or (f"{self.half} {self.numbers.cardinal(whole)}" if whole else "")
        if fraction == "25" and whole:
            return f"{self.quarter} {self.numbers.cardinal(whole)}"
        if fraction == "75" and whole:
            return f"{self.less_quarter} {self.numbers.cardinal(whole + 1)}"
        return ""

    def quarters_of(self, span: Span, counted: str) -> str:
        """A number with a half or a quarter before what is counted; a quarter more than one of a size is no "one"."""
        words = self.quarters(int(span.field("integer") or "0"), span.field("fraction"))
        one = f"{self.quarter} {self.numbers.cardinal(1)}"
        return self.quarter if words == one and counted.split()[0] in self.scales else words

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        joint = self.data.per.replace("{0}", "").replace("{1}", "").strip()
        return super().unit_pattern(unit, category, case).replace("/", f" {joint} ")

    def decimal(self, span: Span, context: Context) -> str | None:
        if context.after in self.lakhs and not span.field("sign"):
            if self.half_of and (span.field("integer"), span.field("fraction")) == ("0", "5"):
                return self.half_of
            return self.quarters_of(span, context.after) or self.amount(span)
        return self.amount(span)

    def unit(self, span: Span, context: Context) -> str | None:
        if span.field("fraction") == "5" and span.field("unit") in _IN_HALVES and not span.field("sign"):
            name = self.unit_name(span.field("unit"), "other")
            half = self.half_of if span.field("integer") == "0" else self.quarters(int(span.field("integer")), "5")
            if half:
                return f"{half} {name}"
        return super().unit(span, context)

    def money(self, span: Span, context: Context) -> str | None:
        scale = span.field("scale")
        if scale and span.field("fraction") and not span.field("sign"):
            said = self.scales.get(scale.casefold(), scale)
            amount = self.quarters_of(span, said)
            if amount and said.split()[0] in self.lakhs:
                return f"{amount} {said} {self.currency_name(span.field('currency'), 'other')}"
        if not scale and span.field("fraction") == "5" and not span.field("sign"):
            whole = int(span.field("integer"))
            if half := self.quarters(whole, "5") if whole else self.half_of:
                return f"{half} {self.currency_name(span.field('currency'), 'other' if whole else 'one')}"
        return super().money(span, context)

    def score(self, span: Span, context: Context) -> str | None:
        return f"{self.number(span.field('first'))}{between(span, 100)}{self.number(span.field('second'))}"

    def day_words(self, day: int) -> str:
        return self.numbers.cardinal(day)

    def date(self, span: Span, context: Context) -> str | None:
        day, month, year = (span.field(name) for name in ("day", "month", "year"))
        words = [self.day_words(int(day))] if day else []
        if month:
            words.insert(0 if OWN_LETTER.match(context.written) else 1, self.month(int(month)))
        words += [self.numbers.year(self.full_year(year))] if year else []
        return " ".join(words)

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute, second = (int(span.field(name) or "0") for name in ("hour", "minute", "second"))
        words = []
        if span.field("period") and context.before not in self.day_parts:
            words.append(self.day_part(span.field("period"), hour))
        words.append(self.clock(hour, minute, second))
        return " ".join(words)

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        if first.kind is SpanKind.TIME and not first.field("minute"):
            return f"{self.number(first.field('hour'))} {self.range_word} {self.speak(second, context)}"
        return super().range(span, context)

    def clock(self, hour: int, minute: int, second: int) -> str:
        """A time of day; quarters are said so up to twelve."""
        if not minute and not second:
            return f"{self.numbers.cardinal(hour)} {self.hour_word}"
        quarter = {15: "25", 30: "5", 45: "75"}.get(minute)
        if quarter and not second and 1 <= hour <= 12:
            if hour == 12 and minute == 45:
                return f"{self.less_quarter} {self.numbers.cardinal(1)} {self.hour_word}"
            return f"{self.quarters(hour, quarter)} {self.hour_word}"
        words = [self.numbers.cardinal(hour), self.past_word]
        words += [self.numbers.cardinal(minute), self.unit_name("minute", "other")]
        if second:
            words += [self.numbers.cardinal(second), self.unit_name("second", "other")]
        return " ".join(words)

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        named = self.simple_fractions.get((numerator, denominator))
        if span.field("whole"):
            whole = int(span.field("whole"))
            quarter = {(1, 2): "5", (1, 4): "25", (3, 4): "75"}.get((numerator, denominator), "")
            spoken = self.quarters(whole, quarter) if quarter else ""
            if spoken:
                return spoken
        words = named or f"{self.numbers.cardinal(numerator)} {self.over_word} {self.numbers.cardinal(denominator)}"
        return f"{self.number(span.field('whole'))} {self.and_word} {words}" if span.field("whole") else words

    def roman(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("role") == "name" and number < len(self.roman_ordinals):
            return self.roman_ordinals[number]
        return (
            self.numbers.ordinal(number, "masculine") if span.field("role") == "name" else self.numbers.cardinal(number)
        )

    def ratio(self, span: Span, context: Context) -> str | None:
        beside = (*context.words_before, *context.words_after)
        named = any(word.startswith(self.ratio_word) or word in self.ratio_nouns for word in beside)
        word = [] if named else [self.ratio_word]
        return " ".join([self.number(span.field("first")), *word, self.number(span.field("second"))])

    def code(self, span: Span, context: Context) -> str | None:
        if self.cricket and (score := self.cricket.said(span, self.numbers)):
            return score
        if span.field("named"):
            return self.numbers.digits(span.field("named"))
        if cup := span.field("cup"):
            return f"{self.letters.get(cup, cup)} {self.twenty_word}"
        if unit := span.field("per_unit"):
            return f" {self.per_word} {self.unit_name(EACH_UNITS[unit], 'one')}"
        if quantity := quantity_words(self, span, self.quantities_said):
            return quantity
        return super().code(span, context)

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("each"):
            gap = "" if context.mark_after.isdecimal() else " "
            return f"{'' if context.mark_before.isdecimal() else ' '}{self.per_word}{gap}"
        if span.field("until"):
            return f" {self.range_word} "
        if span.field("flourish"):
            return "-"
        if span.field("character") == "+" and context.mark_before.isdecimal() and not is_followed(context):
            return self.plus
        return super().symbol(span, context)

    def hashtag(self, span: Span, context: Context) -> str | None:
        text = span.field("text")
        if text.isascii():
            return super().hashtag(span, context)
        return f"{self.symbol_names['#']} {text[1:].replace('_', ' ')}"

    def day_part(self, period: str, hour: int) -> str:
        """The part of the day of an hour with "am" or "pm"."""
        morning, noon, evening, night = self.day_parts
        hour = hour % 12 + (12 if period == "pm" else 0)
        if hour < 4 or hour >= 20:
            return night
        return morning if hour < 12 else noon if hour < 16 else evening

"""English numbers, dates, money and measures as they are said."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales import english_words as words
from rhapsode_server.text.verbalization.locales.european import European
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_NO_NOUNS = frozenset(
    "was is has does were and or but to as until when the a an his her its this that he she it they we with by for in "
    "vs on at of from between across plus minus times if than per each every".split()
)
_PLURALS = frozenset("people men women children feet mice sheep fish cattle police aircraft species".split())
_EXTENTS = frozenset("tall wide long deep high thick apart across above below short away x by".split())
_DETERMINERS = frozenset("a an the this that his her its their our my your another each every any one".split())
_OF_PERIODS = frozenset("in for since from during by until through of to before after and between".split())
_PARTS = {2: "half", 4: "quarter", 100: "hundredth", 1000: "thousandth"}
"""Not "one hundredth", as that would be another one behind "twenty"."""
_MUSIC = frozenset("bpm waltz signature signatures tempo rhythm".split())
_ONE_OF_MANY = frozenset("step part page phase round slide question attempt chapter lesson batch".split())
_UNMARKED = str.maketrans("", "", ".'’")


class EnglishNumbers(European):
    """What is said of spans that hold a number."""

    def may_be_counted(self, context: Context) -> bool:
        """Whether a plural follows, and no verb or preposition as behind a year."""
        if not super().may_be_counted(context):
            return False
        if context.before == "the" and not context.written.endswith("00"):
            return False  # the 1848 revolutions
        dated = context.words_before[:1] == ("of",) and context.words_before[2:3] == ("the",)
        if dated and not context.written.endswith("00"):
            return context.after in words.COUNTED  # the spring of 1807 two boats
        noun = next((word for word in context.words_after[:2] if word.endswith("s") or word in _PLURALS), "")
        return bool(noun) and context.after not in _NO_NOUNS

    def cardinal(self, span: Span, context: Context) -> str | None:
        return self._amount(span, context)

    def decimal(self, span: Span, context: Context) -> str | None:
        return self._amount(span, context)

    def _amount(self, span: Span, context: Context) -> str:
        """A number with what a letter or a power behind it makes of it."""
        if span.is_bare:
            return self.number(span.fields["integer"])
        if span.field("round"):
            return words.ROUND[span.field("round").replace(",", "")]
        if span.field("grouped"):
            return self._grouped(span.field("grouped"))
        spoken = [self.amount(span)]
        if span.field("low"):
            spoken = [self._digits(span.field("low")), self.range_word, *spoken]
        if span.field("scale"):
            spoken.append(self.scales[span.field("scale")])
        if span.field("times"):
            spoken.append("times" if span.field("fraction") or context.after in words.COMPARED else "X")
        if span.field("exponent"):
            digits = span.field("exponent").lstrip("-+")
            sign = "-" if digits != span.field("exponent").lstrip("+") else ""
            spoken.append(f"times ten {self.powers['']} {self.number(digits.lstrip('0') or '0', sign=sign)}")
        return " ".join(spoken)

    def _grouped(self, written: str) -> str:
        """A number of many groups of three digits, each with its name."""
        groups = [int(group) for group in written.split(",")]
        named = zip(groups, reversed(words.GROUPS[: len(groups)]), strict=True)
        return " ".join(f"{self.numbers.cardinal(group)} {name}".strip() for group, name in named if group) or "zero"

    def _digits(self, written: str) -> str:
        """A number as written, with commas and a point."""
        integer, _, fraction = written.replace(",", "").partition(".")
        return self.number(integer, fraction)

    def ordinal(self, span: Span, context: Context) -> str | None:
        number = roman_value(span.field("numeral")) or int(span.field("integer") or "0")
        if not number:
            return "zeroth" if span.field("integer") else None
        return self.numbers.ordinal(number)

    def year(self, span: Span, context: Context) -> str | None:
        if span.field("part") or span.field("behind"):
            return self._part_of_year(span, context)
        number = roman_value(span.field("numeral")) or int(span.field("integer") or "0")
        if not number:
            return None
        if span.field("decade"):
            return self._decade(number, context)
        spoken = self.year_words_of(number)
        if span.field("prefix"):
            last = f" {self.range_word} {self._low(int(span.field('last')))}" if span.field("last") else ""
            return f"{self.letter_words(span.field('prefix').translate(_UNMARKED))} {spoken}{last}"
        return f"{spoken} {self.eras[span.field('era')]}" if span.field("era") else spoken

    def _part_of_year(self, span: Span, context: Context) -> str:
        """Quarters and halves: "2Q22" with the part first, "2024Q1" with the year first."""
        year = self.year_words_of(self.full_year(span.field("year")))
        if span.field("behind"):
            behind = span.field("behind")
            letter, number = behind[0], behind[1:]
            return f"{year} {letter} {self.numbers.cardinal(int(number))}"
        number, letter = span.field("part")[:-1], span.field("part")[-1:]
        part = f"{self.numbers.ordinal(int(number))} {'quarter' if letter == 'Q' else 'half'}"
        return f"the {part} of {year}" if context.before in _OF_PERIODS else f"{part} {year}"

    def year_words_of(self, number: int) -> str:
        """``nineteen eighty four``, ``two thousand five``, ``nineteen oh five``."""
        high, low = divmod(number, 100)
        if number < 1000 or number >= 10000 or (high % 10 == 0 and low < 10):
            return self.numbers.cardinal(number)
        if not low:
            return f"{self.numbers.cardinal(high)} hundred"
        return f"{self.numbers.cardinal(high)} {self._low(low)}"

    def _low(self, number: int) -> str:
        """Two digits behind others: ``oh five``, ``eighty four``."""
        return ("oh " if number < 10 else "") + self.numbers.cardinal(number)

    def _decade(self, number: int, context: Context) -> str:
        if context.after == "of" and number in (100, 1000):
            return "hundreds" if number == 100 else "thousands"
        spoken = self.year_words_of(number) if number >= 100 else self.numbers.cardinal(number)
        return spoken[:-1] + "ies" if spoken.endswith("y") else spoken + "s"

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        whole, unit = span.field("whole"), span.field("unit")
        spoken = self._part(numerator, denominator, context) if not whole else ""
        if not spoken:
            name = _PARTS.get(denominator) or self.numbers.ordinal(denominator)
            if numerator != 1:
                name = "halves" if denominator == 2 else f"{name}s"
            start = self.numbers.cardinal(numerator)
            if whole:
                start = f"{self.numbers.cardinal(int(whole))} and {'a' if numerator == 1 else start}"
            spoken = f"{start} {name}"
        if unit:
            sign = {**UNITS, **self.unit_signs}.get(unit, "cup")
            spoken += f" {self.unit_name(sign, 'other' if whole else 'one')}"
        return spoken

    def is_of_many(self, context: Context) -> bool:
        """Whether a plural stands right behind a fraction, which then tells how many of how many."""
        after = context.after
        if context.mark_after != " " or after in words.MEASURES:
            return False
        return after == "times" or (after not in _NO_NOUNS and (after.endswith("s") or after in _PLURALS))

    def _part(self, numerator: int, denominator: int, context: Context) -> str:
        """What two numbers around a stroke are if no fraction; empty if they are one."""
        if (
            (numerator, denominator) in ((24, 7), (9, 11))
            or (numerator == denominator and numerator not in (5, 10, 100))
            or numerator + denominator == 100
            or (denominator in (2, 4, 8, 16) and not _MUSIC.isdisjoint((*context.words_before, *context.words_after)))
            or context.after in ("mpg", "time", "meter", "signature", "beat", "vision", "split")
        ):
            joint = " "
        elif context.before in _ONE_OF_MANY and numerator < denominator:
            joint = " of "
        elif "odds" in context.words_before[:3]:
            joint = f" {self.ratio_word} "
        elif numerator == denominator or (
            denominator in (5, 10, 20, 50, 100) and self._is_marked(numerator, denominator, context)
        ):
            joint = " out of "
        elif numerator > denominator >= 20:
            joint = " over "
        else:
            return ""
        return self.numbers.cardinal(numerator) + joint + self.numbers.cardinal(denominator)

    def _is_marked(self, numerator: int, denominator: int, context: Context) -> bool:
        """Whether a fraction tells how many of how many."""
        counted = denominator > numerator and self.is_of_many(context)
        alone = context.before in ("a", "an") and numerator > 1 and context.mark_after in tuple(",.;:!?)")
        return counted or alone or not words.OUT_OF.isdisjoint(context.words_before[:3])

    def roman(self, span: Span, context: Context) -> str | None:
        numeral = span.field("numeral") or span.field("lone")
        number = roman_value(numeral.upper()) or int(span.field("integer") or "0")
        if not number:
            return None
        if context.after in self.roman_after:
            return self.numbers.ordinal(number)
        named = span.field("role") == "name"
        if not named and len(context.words_before) > 1 and context.words_before[1] in self.roman_names:
            named = context.before not in self.roman_before  # John Smith III
        return f"the {self.numbers.ordinal(number)}" if named else self.numbers.cardinal(number)

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        if context.before == "between":
            ends = [self.speak(part, context) for part in span.parts]
            return None if None in ends else " and ".join(filter(None, ends))
        is_hour = first.kind is SpanKind.TIME and not int(first.field("minute") or "0") and not first.field("period")
        if is_hour and second.field("period"):
            start = self.numbers.cardinal(int(first.field("hour")))
            return f"{start} {self.range_word} {self.speak(second, context)}"
        if first.kind is SpanKind.YEAR and len(second.field("integer")) == 2 and not second.field("decade"):
            return f"{self.speak(first, context)} {self.range_word} {self._low(int(second.field('integer')))}"
        return super().range(span, context)

    def ratio(self, span: Span, context: Context) -> str | None:
        first, second = int(span.field("first")), int(span.field("second"))
        timed = 24 < first < 60 and second < 60 and len(context.written) == 5 and first + second != 100
        if timed and self.ratio_words.isdisjoint((*context.words_before[:3], context.after)):
            return f"{self.numbers.cardinal(first)} {self._low(second) if second else 'hundred'}"  # minutes and seconds
        if span.field("first") == span.field("second") and int(span.field("first")) > 1:
            return f"{self.number(span.field('first'))} {self.number(span.field('second'))}"
        return super().ratio(span, context)

    def version(self, span: Span, context: Context) -> str | None:
        parts = span.field("numbers").split(".")
        if len(parts) == 4 and all(int(part) < 256 for part in parts) and not span.field("prefix"):
            address = " dot ".join(map(self.numbers.digits, parts))  # of the internet
            if span.field("mask"):
                return f"{address} slash {self.numbers.cardinal(int(span.field('mask')))}"
            return f"{address} colon {self.numbers.digits(span.field('port'))}" if span.field("port") else address
        return super().version(span, context)

    # Dates and times

    def date(self, span: Span, context: Context) -> str | None:
        month = self.month(int(span.field("month"))) if span.field("month") else ""
        spoken = [month]
        if span.field("day"):
            day = self.numbers.ordinal(int(span.field("day")))
            if context.written[:1].isdigit() and (not month or self._names_month(context)):
                joined = context.before in ("and", "or", "to") and len(context.words_before) > 1
                the = [] if context.before == "the" or (joined and context.words_before[1][0].isdigit()) else ["the"]
                spoken = [*the, day, *(["of", month] if month else [])]
            else:
                spoken = [month, day]
        if span.field("year"):
            spoken.append(self.year_words_of(self.full_year(span.field("year"))))
        return " ".join(filter(None, spoken))

    def _names_month(self, context: Context) -> bool:
        """Whether a date has its month in letters; the T of an ISO date is none."""
        return re.search(r"[A-Za-z]{3}", context.written) is not None

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if span.field("suffix") in ("hours", "hrs"):
            start = self._low(hour) if span.field("hour")[0] == "0" else self.numbers.cardinal(hour)
            return f"{start} {self._low(minute) if minute else 'hundred'} hours"
        spoken = [self.numbers.cardinal(hour)]
        if span.field("zone"):
            clock = [self._low(hour) if hour < 10 else spoken[0], self._low(minute) if minute else "hundred"]
            if int(span.field("second") or "0"):
                clock.append(self._low(int(span.field("second"))))
            return " ".join([*clock, "zulu"])
        if span.field("fraction"):
            lower = [self._low(int(span.field(name))) for name in ("minute", "second") if span.field(name)]
            return " ".join([*spoken, *lower, self.point, self.fraction_words(span.field("fraction"))])
        if minute:
            spoken.append(self._low(minute))
        elif span.field("suffix") or not (span.field("period") or span.field("half")):
            spoken.append("o'clock" if 0 < hour <= 12 else "hundred")
        if span.field("period") or span.field("half"):
            spoken.append("A M" if (span.field("period") or span.field("half")).casefold()[0] == "a" else "P M")
        if int(span.field("second") or "0"):
            spoken += ["and", self.counted(span.field("second").lstrip("0"), "second")]
        return " ".join(spoken)

    # Money and measures

    def money(self, span: Span, context: Context) -> str | None:
        if span.field("integer") == "0" and span.field("fraction") and span.field("symbol").isalpha():
            return f"{self.amount(span)} {self.currency_name(span.field('currency'), 'other')}"  # 0.92 EUR
        spoken = super().money(span, context)
        if spoken and span.field("low"):
            spoken = f"{self._digits(span.field('low'))} {self.range_word} {spoken}"
        if spoken is None or not self._is_attribute(context):
            return spoken
        currency = span.field("currency")
        many, one = self.currency_name(currency, "other"), self.currency_name(currency, "one")
        return re.sub(rf"\b{re.escape(many)}\b", one, spoken)

    def _is_attribute(self, context: Context) -> bool:
        """Whether an amount stands before what it costs: "a $5 coffee", "$2-a-day"."""
        after = context.text[context.end : context.end + 2]
        if after[:1] == "-" and after[1:].isalpha():
            return context.after != "plus"
        if context.before not in _DETERMINERS or context.mark_after != " " or context.after in _NO_NOUNS:
            return False
        return context.after.isalpha() and context.after not in ("i", "you")

    def temperature(self, span: Span, context: Context) -> str | None:
        if span.field("scale"):
            return f"{self.amount(span)} degrees {'Celsius' if span.field('scale') == 'c' else 'Fahrenheit'}"
        return self.unit(span, context)

    def unit(self, span: Span, context: Context) -> str | None:
        if span.field("exposure"):
            return f"one {self.numbers.ordinal(int(span.field('exposure')))} of a second"
        if "inches" in span.fields or "minutes" in span.fields or (span.field("integer") and not span.field("unit")):
            return self._marked(span, context)
        if self._is_attributive(span, context):
            name = self.unit_name(span.field("unit"), "one")
            return f"{self.amount(span)} {name}" if name else None
        return super().unit(span, context)

    def _is_attributive(self, span: Span, context: Context) -> bool:
        """Whether a measure stands before what it measures, in the singular: "a 10-km run", "a 12 V battery"."""
        if re.search(r"\d-[A-Za-z]", context.written):
            return True
        if context.mark_after != " " or not context.after.isalpha() or context.after in _NO_NOUNS:
            return False
        return context.before in ("a", "an") or (span.field("symbol") in ('"', "″") and context.after not in _EXTENTS)

    def _marked(self, span: Span, context: Context) -> str:
        """Feet, inches, degrees and pressures by their marks."""
        amount = self.amount(span)
        if span.field("direction") or span.field("minutes"):
            spoken = [amount, "degree" if amount == "one" else "degrees"]
            for name in ("minutes", "seconds"):
                if span.field(name):
                    spoken += [self._digits(span.field(name)), name]
            return " ".join([*spoken, words.DIRECTIONS.get(span.field("direction"), "")]).rstrip()
        if span.field("diastolic"):
            return f"{amount} over {self._digits(span.field('diastolic'))} millimeters of mercury"
        inches = span.field("inches")
        if not inches:
            return f"{amount} {'foot' if amount == 'one' else 'feet'}"
        if inches == "0":
            return f"{amount} {'foot' if amount == 'one' else 'feet'}"
        figures = inches.rstrip("½¼¾ ")
        spoken_inches = self._digits(figures)
        if figures != inches:
            spoken_inches += {"½": " and a half", "¼": " and a quarter", "¾": " and three quarters"}[inches[-1]]
        if span.field("inch"):
            feet = "foot" if amount == "one" else "feet"
            return f"{amount} {feet} {spoken_inches} {'inch' if spoken_inches == 'one' else 'inches'}"
        return f"{amount} foot {spoken_inches}"

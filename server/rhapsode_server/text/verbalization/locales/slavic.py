"""What the Slavic languages share in reading ordinals, years, dates, ranges and romans."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.slavic_abbreviations import SlavicAbbreviations
from rhapsode_server.text.verbalization.locales.slavic_cases import MEASURED, CasedContext
from rhapsode_server.text.verbalization.locales.slavic_numbers import CASE_NAMES, CASES
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_COUNTED = frozenset({SpanKind.CARDINAL, SpanKind.DECIMAL})
_NUMBER_BEGIN = re.compile(r"\d{1,2}(?!\d|[.,]\d)")
_NUMBER_END = re.compile(r"\d{1,5}\Z")
_YEARS_BEFORE = re.compile(r"(?<![\w.,])(?:\d{4}, ){1,4}\Z")
_ABBREVIATED = re.compile(r"[^\W\d_]\.[ \u00a0]?\Z|№ ?\Z|§ ?\Z")
"""What stands before the numbers of pages and paragraphs."""


def time_pattern(words: str) -> tuple[SpanKind, str]:
    """An expression for "19.30 h"."""
    return SpanKind.TIME, rf"(?<![\d.,:])(?P<hour>\d{{1,2}})[.:](?P<minute>\d\d)\s(?P<suffix>{words})(?!\w)"


class Slavic(SlavicAbbreviations):
    """Ordinals, years, dates and what else is read by them."""

    def speak(self, span: Span, context: Context) -> str | None:
        if span.kind is SpanKind.CARDINAL and span.is_bare:
            return self.cardinal(span, context)
        if span.field("best") or (span.kind is SpanKind.FRACTION and self.is_mark(span, context)):
            return self.mark(span)
        if span.field("until_hour"):
            times = [{"hour": span.field(f"{end}hour"), "minute": span.field(f"{end}minute")} for end in ("", "until_")]
            parts = tuple(Span(SpanKind.TIME, span.start, span.end, fields) for fields in times)
            return self.range(span._replace(kind=SpanKind.RANGE, parts=parts), context)
        if span.kind is SpanKind.UNIT and "integer" not in span.fields:
            key = context.written.removesuffix(".")
            if key != context.written and key in self.abbreviations:
                # A word written short: "godz. 8".
                return self.abbreviation(Span(SpanKind.ABBREVIATION, span.start, span.end, {"key": key}), context)
            return self.bare_unit(span.field("unit"), context) or None
        words = super().speak(span, context)
        if words and span.kind is SpanKind.FRACTION and span.field("unit"):
            return f"{words} {self.part_unit(span)}"
        return words

    def bare_unit(self, unit: str, context: Context) -> str:
        """A unit without a number: one, of which a price is, or many."""
        if not self._is_single(context):
            return self.unit_name(unit, self.plural("5"))
        return self.unit_name(unit, "one", CASE_NAMES[(self.cases_before(context) or "n")[0].replace("g", "n")])

    def is_mark(self, span: Span, context: Context) -> bool:
        """Whether "8/10" is a mark: nothing stands behind of which there are tenths."""
        bare = not (span.field("whole") or span.field("unit") or span.field("sign") or context.mark_after == " ")
        ten = span.field("denominator") == "10" and span.field("numerator") != "1"
        return bare and ten and bool(self.mark_joint[0])

    def mark(self, span: Span) -> str:
        """A mark, and the best that there is: "7,5/10"."""
        joint, case = self.mark_joint
        best = self.numbers.cardinal(int(span.field("best") or span.field("denominator")), "m" + case)
        number = self.number(span.field("integer") or span.field("numerator"), span.field("fraction"))
        return f"{number} {joint} {best}"

    def fraction(self, span: Span, context: Context) -> str | None:
        counted_half, half = self.half_words
        if not half or (span.field("numerator"), span.field("denominator")) != ("1", "2"):
            return super().fraction(span, context)
        if span.field("whole"):
            whole = self.numbers.cardinal(int(span.field("whole")), self.part_gender(span, context) + "n")
            return f"{whole} {self.money_and or self.mixed_joint} {half}"
        counted = span.field("unit") or (context.mark_after == " " and context.written_after)
        return counted_half if counted else super().fraction(span, context)

    def part_unit(self, span: Span) -> str:
        """The unit behind a fraction of it."""
        unit = self.unit_called(span.field("unit"))
        genitive = self.unit_name(unit, "one", "genitive")
        # Where no cases are known, as behind a decimal.
        return genitive if genitive != self.unit_name(unit, "one") else self.unit_name(unit, self.plural("1", "5"))

    def part_gender(self, span: Span, context: Context) -> str:
        """The gender of what a mixed fraction is of."""
        if span.field("unit"):
            return self.unit_gender(self.unit_called(span.field("unit")))
        readings = self.readings(context.after) if context.mark_after in tuple(" \u00a0") else ()
        return next((reading for reading in readings if reading[1:] in ("sg", "pg", "pn")), "m")[0].replace("v", "m")

    def always(self, span: Span) -> str:
        """ "24/7"."""
        return " ".join(self.numbers.cardinal(int(part)) for part in span.field("always").split("/"))

    def quarter(self, span: Span, context: Context) -> str:
        """A quarter of a year, whose noun is written short: "1 кв. 2024"."""
        number = int(span.field("integer") or roman_value(span.field("numeral")))
        allowed = self.cases_before(context)
        case = "l" if "l" in allowed else (allowed or "n")[0]
        made = self.noun_of(*self.quarter_noun)
        words = f"{self.numbers.ordinal(number, made.gender + case)} {made.singular[CASES.index(case)]}"
        if not span.field("year"):
            return words
        year = f"{words} {self.year_form(int(span.field('year')), 'g')}"
        return f"{year} {self.noun_of(*self.year_noun).singular[1]}" if self.says_year else year

    def ordinal(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer") or "0")
        if span.field("half"):
            return self.numbers.ordinal(int(span.field("half")), "fg")
        if span.field("quarter"):
            return self.quarter(span, context)
        if span.field("until"):
            return self.numbers.ordinal(number, self.day_gender + self.day_case(span, context))
        if span.field("times"):
            return self.numbers.cardinal(number, self.plain_form) + self.times_word
        if span.field("word"):
            return self.compound(number) + span.field("word")
        return self.numbers.ordinal(number, self.ordinal_form(context))

    def compound(self, number: int) -> str:
        """A number as the first half of a word, such as "five-year-old"."""
        return "".join(self.numbers.cardinal(number, "mg").split())

    def year_form(self, number: int, case: str) -> str:
        """A year in a case."""
        if not self.year_style:
            return self.numbers.year(number)
        return self.numbers.ordinal(number, self.year_style + case)

    def year(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if span.field("decade"):
            return self.numbers.ordinal(number, self.decade_form.get(context.after, "pg"))
        together = _YEARS_BEFORE.search(context.text, max(0, context.start - 30), context.start)
        head = Context(context.text, together.start(), together.start()) if together else context
        allowed = "a" if head.before == "по" else self.cases_before(head)
        paired = span.field("second") or span.field("until") or span.field("years") or context.mark_before == "("
        alone = self.year_pair_case if paired else self.year_case
        case = "l" if "l" in allowed else allowed[0] if allowed else alone
        if not span.field("word") and not span.field("until") and not span.field("years"):
            if self.is_year_noun(context.after) and context.mark_after in " \u00a0":
                case = self.ordinal_form(context)[1]
            elif self.is_year_noun(context.before):
                case = self.form_behind(context)[1:] or case
        words = self.year_form(number, case)
        if span.field("second"):
            second = self.year_form(int(span.field("second")), case)
            joint = self.season_joint if "/" in context.written else ""
            words = f"{words} {joint or self.range_joint or self.range_word} {second}"
        if span.field("word"):
            noun = self.noun_of(*self.year_noun)
            forms = noun.plural if span.field("second") else noun.singular
            words += " " + forms[CASES.index(case)]
        if span.field("years"):
            named = self.is_year_noun(span.field("years"))
            plural = self.noun_of(*self.year_noun).plural[CASES.index(case)]
            words += " " + (span.field("years") if named else plural)
        return f"{words} {self.eras[span.field('era')]}" if span.field("era") else words

    def date(self, span: Span, context: Context) -> str | None:
        month = int(span.field("month") or "1")
        words = []
        if span.field("day"):
            words.append(self.numbers.ordinal(int(span.field("day")), self.day_gender + self.day_case(span, context)))
        if span.field("month"):
            words.append(self.month_word(month, span, context))
        if span.field("year"):
            words.append(self.year_form(self.full_year(span.field("year")), "g"))
        if span.field("word") or (self.says_year and span.field("year") and not self.is_year_noun(context.after)):
            words.append(self.noun_of(*self.year_noun).singular[1])
        return " ".join(words)

    def month_word(self, month: int, span: Span, context: Context) -> str:
        """The month as written, where it is written out."""
        written = next((word for word in re.findall(r"[^\W\d_]+", context.text[span.start : span.end])), "")
        full = {name.casefold() for name in (*self.data.months, *self.data.months_alone)}
        full |= {name for name in self.month_words if len(name) > 3}
        return written if written.casefold() in full and len(written) > 2 else self.month(month)

    def day_case(self, span: Span, context: Context) -> str:
        """The case of a date's day."""
        allowed = self.cases_before(context)
        if self.day_prepositions and context.before not in self.day_prepositions:
            allowed = ""
        if not allowed and (
            context.before in self.date_words or not context.text.replace(context.written, "").strip(" .")
        ):
            return self.dates_alone
        return (allowed or "g")[0].replace("a", self.day_accusative)

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        alone = not self.cases_before(context)
        if context.after in self.ordered_plurals and second.kind in _COUNTED:
            return self.ranked_range(first, second, context)
        hours = self.hours_once(first, second, context) if second.kind is SpanKind.TIME else ""
        if hours:
            return f"{hours} {self.range_joint or self.range_word} {self.speak(second, context)}"
        if alone and second.kind in self.range_openings:
            return self.opened_range(first, second, context)
        case, opening = "", ""
        if alone and second.kind is SpanKind.YEAR:
            case = self.year_pair_case if self.year_style else ""
        elif alone and self.range_from and not self.counts_plainly(first, second, context):
            case, opening = "g", self.range_from + " "
        around = CasedContext(context, case) if case else context
        told = self.speak(second, around)
        form = (case or self.case_beside(context)) if second.kind in MEASURED else ""
        begun: str | None
        if form and first.kind not in MEASURED:
            begun = self.amount_of(first, self.gender_of(second), form)
        elif second.kind is SpanKind.CARDINAL and first.kind in _COUNTED and not self.is_ranked(second, around):
            wanted = tuple(self.agreement(second, around) or "cn")
            begun = self.amount_of(first, *wanted)
        else:
            begun = self.speak(first, around)
        joint = self.range_word if opening or not self.range_joint else self.range_joint
        return None if begun is None or told is None else f"{opening}{begun} {joint} {told}"

    def ranked_range(self, first: Span, second: Span, context: Context) -> str:
        """Two numbers that rank the plural behind them."""
        allowed = self.cases_before(context)
        cases = [reading[2] for reading in self.readings(context.after) if reading[1] == "p"]
        case = next((case for case in cases if not allowed or case in allowed), "n")
        ends = [self.numbers.ordinal(int(part.field("integer")), "m" + case) for part in (first, second)]
        return f" {self.range_joint or self.range_word} ".join(ends)

    def hours_once(self, first: Span, second: Span, context: Context) -> str:
        """The first of two numbers of hours that have one word for them ("3–4 часа"); empty for other times."""
        if first.kind in _COUNTED:
            return self.amount_of(first, "m", "n")
        minutes = first.field("minute") or second.field("minute")
        if minutes or not self.hour_gender or not second.field("suffix"):
            return ""
        return self.numbers.cardinal(int(first.field("hour")), self.hour_gender + self.case_beside(context))

    def opened_range(self, first: Span, second: Span, context: Context) -> str:
        """Two dates or times with the words that stand before each."""
        opening, joint, case = self.range_openings[second.kind]
        begun, told = self.speak(first, CasedContext(context, "g")), self.speak(second, CasedContext(context, case))
        return f"{opening} {begun} {joint} {told}"

    def counts_plainly(self, first: Span, second: Span, context: Context) -> bool:
        """Whether a range of numbers goes without "from": pages, and what is counted in the nominative ("2–3 дня")."""
        if context.before in self.plain_heads:
            return True
        if first.kind not in _COUNTED or second.kind not in _COUNTED:
            return False
        if context.before in self.labels:
            return True
        if _ABBREVIATED.search(context.text, max(0, context.start - 8), context.start):
            return True
        if context.mark_after not in tuple(" \u00a0"):
            return False
        readings = self.readings(context.after)
        return bool(readings) and all(reading[1:] != "pg" for reading in readings)

    def is_ranked(self, span: Span, context: Context) -> bool:
        """Whether a number is said as an ordinal because of the noun behind it."""
        return bool(self.ordinal_instead(int(span.field("integer")), context))

    def gender_of(self, span: Span) -> str:
        """The gender of what an amount is measured in."""
        if span.kind is SpanKind.PERCENT:
            return self.unit_gender("percent")
        if span.field("unit"):
            return self.unit_gender(span.field("unit"))
        known = self.money_table.get(span.field("currency"))
        return known[0].gender if known and not span.field("scale") else "m"

    def _pair(self, span: Span, word: str) -> str:
        first, second = self.number(span.field("first")), self.number(span.field("second"))
        return " ".join(filter(None, (first, word, second)))

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.field("by"):
            return self.dimensions(span, context)
        return super().cardinal(span, context)

    def dimensions(self, span: Span, context: Context) -> str:
        """Lengths by one another; the unit agrees with the last."""
        numbers = [span.field("size"), span.field("by"), *filter(None, (span.field("deep"),))]
        words = []
        for number in numbers:
            whole, _, fraction = number.partition(self.decimal_mark)
            words.append(self.number(whole, fraction, form=self.plain_form))
        if span.field("unit"):
            fields = {"integer": whole, "fraction": fraction, "unit": self.unit_called(span.field("unit"))}
            last = span._replace(kind=SpanKind.UNIT, fields=fields)
            words[-1] = self.unit(last, CasedContext(context, "n")) or words[-1]
        return f" {self.by_word} ".join(words)

    def unit_called(self, sign: str) -> str:
        """The CLDR's name for a unit's sign."""
        return {**UNITS, **self.unit_signs}[sign]

    def symbol(self, span: Span, context: Context) -> str | None:
        if span.field("minus"):
            return self.minus
        if span.field("divided"):
            return self.divided_word
        if span.field("character") == "§" and self.paragraph_noun[0]:
            case = (self.cases_before(context) or ("g" if context.before in self.article_heads else "n"))[0]
            return self.noun_of(*self.paragraph_noun).singular[CASES.index(case)]
        if span.field("hash"):
            return self.symbols["№"]
        space = "" if context.mark_before.isalnum() or context.mark_before == "." else " "
        if span.field("per"):
            return space + self.per_word_of(span.field("per"), context)
        if span.field("character") == "/":
            number = _NUMBER_END.search(context.text, max(0, context.start - 6), context.start)
            rest = _NUMBER_BEGIN.match(context.text, context.end)
            if number and rest and self.share_word and int(number[0]) + int(rest[0]) == 100:
                return self.share_word
            if number and self.names_place(Context(context.text, number.start(), context.start)):
                return self.house_word
            return self.divided_word if context.mark_before.isspace() else self.over_word
        return super().symbol(span, context)

    def per_word_of(self, sign: str, context: Context) -> str:
        """What a stroke and the sign behind it are."""
        return self.per_words[sign]

    def decimal(self, span: Span, context: Context) -> str | None:
        words = super().decimal(span, context)
        return f"{words}{span.field('times')}" if words else words

    def code(self, span: Span, context: Context) -> str | None:
        if span.field("always"):
            return self.always(span)
        return self.phone(span, context) if span.field("groups") else super().code(span, context)

    def version(self, span: Span, context: Context) -> str | None:
        words = f" {self.version_point} ".join(self.number(part) for part in span.field("numbers").split("."))
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()

"""What the locales of French, Spanish, Italian, Portuguese and Romanian have in common; no language by itself."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales import romance_neighbours as neighbours
from rhapsode_server.text.verbalization.locales.european import European
from rhapsode_server.text.verbalization.locales.romance_patterns import PATTERNS
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_NO_DAYS = frozenset({(16, 9), (16, 10), (21, 9), (24, 7), (15, 10), (20, 10)})
"""Shapes of screens, all week long, and marks."""


class Romance(European):
    """Grammar that the Romance languages share: gender, "a million *of* euros", numbers with a decimal point."""

    decimal_mark = ","
    group_marks = ".\u00a0\u202f\u2009'’ "
    fraction_as_number = True
    dot = "punto"
    """Between the numbers of a version."""
    decimal_dot = "punto"
    """In a number that is written with a decimal point."""
    per = "por"
    """In "euros a month"."""
    of = "de"
    """Before what is counted in millions."""
    scale_words: Mapping[str, tuple[str, str]] = {}
    """Singular and plural of the values of ``scales``."""
    fraction_names: Mapping[int, tuple[str, str]] = {}
    """Denominators, singular and plural."""
    over = "sobre"
    """Between the halves of a fraction whose denominator has no name."""
    and_half = ("y medio", "y media")
    """What " 1/2" is behind a masculine and a feminine noun."""
    half = ("medio", "media")
    """What "1/2" is before a masculine and a feminine noun."""
    times = by = "por"
    """What "x" is between numbers, and between a length and a breadth."""
    fraction_gender = "masculine"
    and_last = "y"
    """Before the last of several: minutes behind hours, a fraction behind a whole number."""
    function_words: frozenset[str] = frozenset()
    """Words that are no noun, though they may stand behind a number."""
    date_joint = " "
    """Between day, month and year."""
    date_before: frozenset[str] = frozenset()
    """Words before which "3/5" is a day and month."""
    before_number: frozenset[str] = frozenset()
    """Abbreviations that are one only before a number: "p.", "n."."""
    before_name: frozenset[str] = frozenset()
    """Abbreviations that are one only before a capital: "M.", "D."."""
    plural_ends: tuple[str, ...] = ("s", "mil")
    """One of these ends what is counted by more than one; empty where nothing is sure."""
    feminine_currencies: frozenset[str] = frozenset()
    feminine_articles = frozenset({"la", "una"})
    articles: frozenset[str] = frozenset()
    """Words before an ordinal that has its noun behind it."""
    sizes: Mapping[str, str] = {}
    """Signs of a number's size before what is counted, and keys of ``scale_words``: "3,3 M d'habitants"."""
    metre_joint = ""
    """Between metres and centimetres in "1m85", with a space behind it."""
    one_person = "persona"
    century = "siglo"
    """Behind whose short form a numeral counts centuries."""
    law_of = "de"
    """Between a law's number and its year."""
    days: Mapping[str, str] = {}
    """Short names of the days of the week."""
    times_word = "veces"
    """In "3x a day"."""
    singular = re.compile("s$")
    """The end that a noun loses where one and a half are counted."""
    labels: frozenset[str] = frozenset()
    """Words before a number that names and does not count: "page 21"."""
    patterns = PATTERNS

    # What is decided

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

    def _decide_fraction(self, span: Span, context: Context) -> Span | None:
        if span.field("sign"):
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
        season = span.field("season")
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

    # Gender

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

    def agreement(self, span: Span, context: Context) -> str | None:
        text, start = context.text, span.start
        label = context.written_before[0] if context.before in self.labels else ""
        if (label and text.endswith(f"{label} ", 0, start)) or neighbours.STOPPED.search(
            text, max(0, start - 8), start
        ):
            return None
        number = int(span.field("integer"))
        if context.before in self.year_words and 1000 <= number < 2100 and context.written.isdecimal():
            return None
        if number > 1 and self.plural_ends and not context.after.endswith(self.plural_ends):
            return None
        if context.words_after[1:2] == ("cada",) and len(context.written_after) > 3:
            # "1 de cada 3 personas"
            return self.gender_of(context.written_after[3]) or None
        return self.noun_gender(context) or None

    def currency_gender(self, currency: str) -> str:
        return "feminine" if currency in self.feminine_currencies else "masculine"

    # What is said

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.field("by"):
            words = f" {self.by} ".join(
                self.number(span.field(name)) for name in ("integer", "by", "deep") if span.field(name)
            )
            unit = {**UNITS, **self.unit_signs}.get(span.field("unit"), "")
            return f"{words} {self.unit_name(unit, 'other')}" if unit else words
        if span.field("of"):
            return f"{self.number(span.field('integer'))} {self.law_of} {self.number(span.field('of'))}"
        if span.field("times"):
            return f"{self.numbers.cardinal(int(span.field('integer')), 'feminine')} {self.times_words(span)}"
        return super().cardinal(span, context)

    def times_words(self, span: Span) -> str:
        """What "x" is in "3x a day"."""
        return self.times_word if int(span.field("integer")) != 1 else self.singular.sub("", self.times_word)

    def decimal(self, span: Span, context: Context) -> str | None:
        if span.field("size"):
            if span.field("size") in "kK":
                whole = self.number(span.field("integer") + "000", form="masculine")
                return self.scale_of(span, "thousand") if span.field("fraction") else whole
            words = self.scale_of(span, self.sizes[span.field("size")])
            return words if context.after[:1] == "d" or context.after in self.function_words else f"{words} {self.of}"
        return super().decimal(span, context)

    def scale_of(self, span: Span, scale: str) -> str:
        """A number and its millions: "3,3 M"."""
        one, other = self.scale_words[scale]
        word = one if self.plural(span.field("integer"), span.field("fraction")) == "one" else other
        return f"{self.amount(span, 'masculine')} {word}"

    def year(self, span: Span, context: Context) -> str | None:
        words = super().year(span, context)
        return f"{words} {self.number(span.field('season'))}" if span.field("season") else words

    def date(self, span: Span, context: Context) -> str | None:
        words = [self.day_words(int(span.field("day")))] if span.field("day") else []
        words += [self.month(int(span.field("month")))] if span.field("month") else []
        words += [self.numbers.year(self.full_year(span.field("year")))] if span.field("year") else []
        return self.date_joint.join(words)

    def duration(self, span: Span, context: Context) -> str | None:
        parts = []
        for unit in ("hour", "minute", "second"):
            digits = span.field(unit)
            if digits and int(digits):
                parts.append(self.counted(str(int(digits)), unit))
        last = parts[-1:]
        return f" {self.and_last} ".join([" ".join(parts[:-1]), *last]) if len(parts) > 1 else " ".join(parts)

    def amount(self, span: Span, form: str | None = None) -> str:
        words = super().amount(span, form)
        return words.replace(f" {self.point} ", f" {self.decimal_dot} ") if span.field("dot") else words

    def of_many(self, name: str) -> str:
        """What is counted, behind a noun of number."""
        return f"{self.of} {name}"

    def minor_amount(self, digits: str, currency: str) -> str:
        return self.number(digits, form="masculine")

    def money(self, span: Span, context: Context) -> str | None:
        integer, fraction, currency = span.field("integer"), span.field("fraction"), span.field("currency")
        if span.field("scale"):
            return self.scaled_money(span)
        if len(fraction) == 2 and currency in self.minor_units or not neighbours.is_round(integer, fraction):
            return super().money(span, context)
        return f"{self.amount(span, 'masculine')} {self.of_many(self.currency_name(currency, 'other'))}"

    def scaled_money(self, span: Span) -> str:
        """An amount in thousands, millions or more."""
        integer, fraction, scale = span.field("integer"), span.field("fraction"), self.scales[span.field("scale")]
        one, other = self.scale_words[scale]
        word = one if self.plural(integer, fraction) == "one" else other
        name = self.currency_name(span.field("currency"), "other")
        if scale == "thousand":
            return f"{word} {name}" if (integer, fraction) == ("1", "") else f"{self.amount(span)} {word} {name}"
        return f"{self.amount(span, 'masculine')} {word} {self.of_many(name)}"

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        return super().unit_pattern(unit, category, case).replace("\u00a0", " ")

    def money_parts(self, span: Span, minor: str) -> str:
        words = super().money_parts(span, minor)
        name = self.currency_name(span.field("currency"), "other")
        if neighbours.is_round(span.field("integer")):
            return words.replace(f" {name}", f" {self.of_many(name)}", 1)
        return words

    def unit(self, span: Span, context: Context) -> str | None:
        if span.field("centimeters"):
            whole = self.counted(span.field("integer"), "meter")
            return f"{whole} {self.metre_joint}{self.number(span.field('centimeters'))}"
        words = super().unit(span, context)
        if words is None or not neighbours.is_round(span.field("integer"), span.field("fraction")):
            return words
        name = self.unit_name(span.field("unit"), "other")
        return words.replace(f" {name}", f" {self.of_many(name)}")

    def version(self, span: Span, context: Context) -> str | None:
        parts = span.field("numbers").split(".")
        named = (
            context.before in self.version_words | self.labels
            or "§" in context.text[max(0, span.start - 2) : span.start]
        )
        named = named or any(word[0].isupper() for word in context.written_before[:1])
        decimal = len(parts) == 2 and not span.field("prefix") and not named
        words = f" {self.decimal_dot if decimal else self.dot} ".join(self.number(part) for part in parts)
        return f"{self.letter_words(span.field('prefix'))} {words}".strip()

    def abbreviation(self, span: Span, context: Context) -> str | None:
        key = span.field("key")
        if span.field("first_day"):
            first, last = (self.days[span.field(name).casefold()] for name in ("first_day", "last_day"))
            return f"{first} {self.range_word} {last}"
        if span.field("day"):
            return self.days[span.field("day").casefold()]
        if key == "pers" and (context.mark_before == "/" or context.before == "1"):
            return self.one_person
        if key in neighbours.LANGUAGES:
            return neighbours.LANGUAGES[key]
        words = self.abbreviations.get(key) or self.abbreviations[key.casefold()]
        return f"{words} " if context.mark_after.isdecimal() else words

    def code(self, span: Span, context: Context) -> str | None:
        return self.addresses.code(span.field("text").translate(neighbours.SUBSCRIPTS))

    def symbol(self, span: Span, context: Context) -> str | None:
        character, unit = span.field("character"), {**UNITS, **self.unit_signs}.get(span.field("unit"))
        if "days" in span.fields:
            return self.and_last
        if character in "-–−":
            return self.minus
        if character in "x×":
            return self.by if neighbours.LENGTH.match(context.text, span.end) else self.times
        if character != "/":
            return super().symbol(span, context)
        if not unit and context.after[:1].isdecimal():
            return self.over if context.mark_after.isdecimal() else self.symbols["÷"]
        words = self.per_word(context.after)
        if unit:
            row = self.data.units.get(unit, {})
            words = str(row.get("per") or f"{self.per} {self.unit_name(unit, 'one')}").replace("{0}", "").strip()
        return words if context.mark_before.isalnum() else f" {words}"

    def per_word(self, noun: str) -> str:
        """What "/" is before a noun that is no unit's sign."""
        return self.per

    def hashtag(self, span: Span, context: Context) -> str | None:
        return neighbours.hashtag_words(self, span.field("text"))

    def range(self, span: Span, context: Context) -> str | None:
        first, second = span.parts
        low = self.speak(first, context)
        if first.kind in (SpanKind.CARDINAL, SpanKind.YEAR) and second.kind in (SpanKind.UNIT, SpanKind.MONEY):
            unit, currency = second.field("unit"), second.field("currency")
            low = self.amount(first, self.unit_gender(unit) if unit else self.currency_gender(currency))
        if first.kind is SpanKind.TIME and not any(map(first.field, ("minute", "suffix", "period"))):
            low = self.numbers.cardinal(int(first.field("hour")), "feminine")
        high = self.speak(second, context)
        return None if low is None or high is None else self.range_words(low, high, span, context)

    def range_words(self, low: str, high: str, span: Span, context: Context) -> str:
        """Both ends of a range."""
        between = not neighbours.BETWEEN.isdisjoint(context.words_before[:2])
        return f"{low} {self.and_last if between else self.range_word} {high}"

    def fraction(self, span: Span, context: Context) -> str | None:
        whole, numerator, denominator = (span.field(name) for name in ("whole", "numerator", "denominator"))
        unit = {**UNITS, **self.unit_signs}.get(span.field("unit"), "")
        noun = span.field("noun")
        if noun:
            gender = self.gender_of(noun)
            number = self.numbers.cardinal(int(whole), gender)
            one = self.singular_of(noun) if whole == "1" else noun
            return f"{number} {one} {self.and_half[gender == 'feminine']}"
        gender = self.unit_gender(unit) if unit else self.noun_gender(context)
        if (numerator, denominator) == ("1", "2") and (whole or gender):
            return self._halves(whole, unit, gender == "feminine")
        if denominator == "10" and numerator != "1" and not (whole or unit) and context.after[:1] != "d":
            return f"{self.number(numerator)} {self.over} {self.number(denominator)}"  # a mark
        words = self._fraction_words(numerator, denominator)
        if whole:
            words = f"{self.numbers.cardinal(int(whole))} {self.and_last} {words}"
        return f"{words} {self.of_many(self.unit_name(unit, 'one'))}" if unit else words

    def singular_of(self, noun: str) -> str:
        """A noun as it stands behind "one"."""
        return self.singular.sub("", noun)

    def _halves(self, whole: str, unit: str, feminine: bool) -> str:
        """ "Half a kilo", "two hours and a half"."""
        if whole and "-per-" in unit:
            number = self.numbers.cardinal(int(whole), "feminine" if feminine else None)
            return f"{number} {self.and_half[feminine]} {self.unit_name(unit, 'other')}"
        if whole:
            counted = self.counted(whole, unit) if unit else self.numbers.cardinal(int(whole))
            return f"{counted} {self.and_half[feminine]}"
        return f"{self.half[feminine]} {self.unit_name(unit, 'one')}".rstrip()

    def _fraction_words(self, numerator: str, denominator: str) -> str:
        if (numerator, denominator) in (("24", "7"), ("9", "11")):
            return f"{self.number(numerator)} {self.number(denominator)}"
        names = self.part_names(int(numerator), int(denominator))
        if names is None or numerator == denominator:
            return f"{self.number(numerator)} {self.over} {self.number(denominator)}"
        return f"{self.numbers.cardinal(int(numerator), self.fraction_gender)} {names[int(numerator) != 1]}"

    def part_names(self, numerator: int, denominator: int) -> tuple[str, str] | None:
        """Singular and plural of what a denominator makes; ``None`` where a fraction is read "three over eleven"."""
        return self.fraction_names.get(denominator)

    def roman(self, span: Span, context: Context) -> str | None:
        number = int(span.field("integer"))
        if context.after in self.roman_after or span.field("rank") or self._is_ordinal(span, context):
            gender = "feminine" if context.before in self.feminine_articles else self.gender_of(context.after)
            return self.roman_ordinal(number, gender or "masculine")
        if span.field("role") == "name":
            return self.ruler_number(number, context.before)
        short = neighbours.CENTURY.search(context.text, max(0, span.start - 6), span.start)
        return self.chapter_number(number, self.century if short else context.before)

    def _is_ordinal(self, span: Span, context: Context) -> bool:
        """Whether three figures and more stand before a noun: "XXV anniversario"."""
        noun = context.written_after[0] if context.written_after and context.mark_after == " " else ""
        counted = noun[:1].islower() and noun not in self.function_words and len(noun) > 3
        labelled = context.before.rstrip(".") in self.roman_before or span.field("role") == "name"
        return counted and not labelled and (len(span.field("numeral")) > 2 or self._is_numbered(context))

    def roman_ordinal(self, number: int, gender: str) -> str:
        """The number before what it numbers: "IV Congresso"."""
        return self.numbers.ordinal(number, gender)

    def ruler_number(self, number: int, name: str) -> str:
        """The number behind a ruler's name."""
        return self.numbers.cardinal(number)

    def chapter_number(self, number: int, noun: str) -> str:
        """The number behind a chapter or a century."""
        return self.numbers.cardinal(number)

"""What the locales of French, Spanish, Italian, Portuguese and Romanian have in common; no language by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales import romance_neighbours as neighbours
from rhapsode_server.text.verbalization.locales.romance_decisions import RomanceDecisions
from rhapsode_server.text.verbalization.locales.romance_patterns import PATTERNS
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span, SpanKind


class Romance(RomanceDecisions):
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
    date_joint = " "
    """Between day, month and year."""
    plural_ends: tuple[str, ...] = ("s", "mil")
    """One of these ends what is counted by more than one; empty where nothing is sure."""
    feminine_currencies: frozenset[str] = frozenset()
    feminine_articles = frozenset({"la", "una"})
    sizes: Mapping[str, str] = {}
    """Signs of a number's size before what is counted, and keys of ``scale_words``: "3,3 M d'habitants"."""
    elides = ""
    """Letters before which "of" loses its vowel."""
    point_names: Mapping[str, str] = {}
    """Points of per cents, hundredths of them, and points of an index, by a letter of their short names: "pp", "pb"."""
    metre_joint = ""
    """Between metres and centimetres in "1m85", with a space behind it."""
    one_person = "persona"
    century = "siglo"
    """Behind whose short form a numeral counts centuries."""
    law_of = "de"
    """Between a law's number and its year."""
    act_joint = "barra"
    """Between the year and the number of an act of the Union."""
    feminine_units = frozenset({"part-per-million"})
    """Those of ``unit_names`` that are."""
    days: Mapping[str, str] = {}
    """Short names of the days of the week."""
    times_word = "veces"
    """In "3x a day"."""
    singular = re.compile("s$")
    """The end that a noun loses where one and a half are counted."""
    patterns = PATTERNS

    def agreement(self, span: Span, context: Context) -> str | None:
        text, start = context.text, span.start
        label = context.written_before[0] if context.before in self.labels else ""
        if (label and text.endswith(f"{label} ", 0, start)) or neighbours.STOPPED.search(
            text, max(0, start - 8), start
        ):
            return None
        if context.words_after[1:2] == ("cada",):
            # "1 de cada 3 personas"
            noun = context.written_after[3] if len(context.written_after) > 3 else ""
            return (self.gender_of(noun) or None) if noun.isalpha() else None
        number = int(span.field("integer"))
        if context.before in self.year_words and 1000 <= number < 2100 and context.written.isdecimal():
            return None
        if number > 1 and self.plural_ends and not context.after.endswith(self.plural_ends):
            return None
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
        if span.field("kelvin"):
            return self.counted(span.field("integer"), "kelvin")
        if span.field("act"):
            return f"{self.number(span.field('integer'))} {self.act_joint} {self.number(span.field('act'))}"
        if span.field("of"):
            return f"{self.number(span.field('integer'))} {self.law_of} {self.number(span.field('of'))}"
        if span.field("times") and span.field("fraction"):
            return f"{self.number(span.field('integer'), span.field('fraction'))} {self.times_word}"
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
            words = self.scale_of(span, self.sizes.get(span.field("size"), "million"))
            counted = context.mark_after.isspace() and context.after and context.after not in self.function_words
            return f"{words} {self.of}" if counted and context.after[0] != "d" else words
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
        if span.field("hundredths"):
            return " ".join([*parts, self.number(span.field("hundredths"))])
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
        if not integer:
            return self.currency_name(currency, "other").removeprefix("de ")
        if len(fraction) == 2 and currency in self.minor_units or not neighbours.is_round(integer, fraction):
            return super().money(span, context)
        return f"{self.amount(span, 'masculine')} {self.of_many(self.currency_name(currency, 'other'))}"

    def scaled_money(self, span: Span) -> str:
        """An amount in thousands, millions or more."""
        integer, fraction, scale = span.field("integer"), span.field("fraction"), self.scales[span.field("scale")]
        one, other = self.scale_words[scale]
        word = one if self.plural(integer, fraction) == "one" else other
        name = self.currency_name(span.field("currency"), "other")
        if scale == "thousand" and not fraction and int(integer) > 1 and len(integer) < 7:
            if neighbours.is_round(integer + "000"):
                return f"{self.number(integer + '000', '', span.field('sign'), 'masculine')} {self.of_many(name)}"
            gender = self.currency_gender(span.field("currency")) or None
            return f"{self.number(integer + '000', '', span.field('sign'), gender)} {name}"
        if scale == "thousand":
            return f"{word} {name}" if (integer, fraction) == ("1", "") else f"{self.amount(span)} {word} {name}"
        return f"{self.amount(span, 'masculine')} {word} {self.of_many(name)}"

    def unit_gender(self, unit: str) -> str:
        return "feminine" if unit in self.feminine_units else super().unit_gender(unit)

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
        points = span.field("points") or span.field("shares") or span.field("parts")
        if points:
            return self.point_names["t" if "t" in points else "b" if "b" in points else "p"]
        if span.field("first_day"):
            first, last = (self.days[span.field(name).casefold()] for name in ("first_day", "last_day"))
            return f"{first} {self.range_word} {last}"
        if span.field("day"):
            return self.days[span.field("day").casefold()]
        if key == "pers" and (context.mark_before == "/" or context.before == "1"):
            return self.one_person
        if key in neighbours.LANGUAGES:
            return neighbours.LANGUAGES[key] + " " * context.mark_after.isdecimal()
        words = self.abbreviations.get(key) or self.abbreviations[key.casefold()]
        return f"{words} " if context.mark_after.isdecimal() else words

    def code(self, span: Span, context: Context) -> str | None:
        return self.addresses.code(span.field("text").translate(neighbours.SUBSCRIPTS))

    def symbol(self, span: Span, context: Context) -> str | None:
        character, unit = span.field("character"), {**UNITS, **self.unit_signs}.get(span.field("unit"))
        if "days" in span.fields:
            return self.and_last
        if "phones" in span.fields:
            return self.european.or_word
        if character in "-–−":
            return self.minus
        if character == ":":
            return self.symbols["÷"]
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
        if context.before in self.pressure_words and not whole:
            return f"{self.number(numerator)} {self.european.pressure} {self.number(denominator)}"
        if noun:
            gender = self.gender_of(noun)
            number = self.numbers.cardinal(int(whole), gender)
            one = self.singular_of(noun) if whole == "1" else noun
            return f"{number} {one} {self.and_half[gender == 'feminine']}"
        if (numerator, denominator) == ("1", "2") and not (whole or unit) and context.before == self.and_last:
            # "Un'ora e 1/2": the half of what stands before it.
            counted = context.words_before[1] if len(context.words_before) > 1 else ""
            if self.gender_of(counted) and not counted.isdecimal():
                half = self.and_half[self.gender_of(counted) == "feminine"]
                return half.removeprefix(f"{self.and_last} ")
        gender = self.unit_gender(unit) if unit else self.noun_gender(context)
        if (numerator, denominator) == ("1", "2") and (whole or gender):
            return self._halves(whole, unit, gender == "feminine")
        if denominator == "10" and numerator != "1" and not (whole or unit) and context.after[:1] != "d":
            return f"{self.number(numerator)} {self.over} {self.number(denominator)}"  # a mark
        words = self._fraction_words(numerator, denominator)
        if whole:
            words = f"{self.numbers.cardinal(int(whole))} {self.and_last} {words}"
        of_noun = not unit and not whole and self.noun_gender(context) != "" and not context.after.startswith("part")
        if of_noun and self.part_names(int(numerator), int(denominator)):
            # "3/4 taza": a part is of something.
            said = context.after == self.of or (self.elides and context.after[0] in self.elides)
            return words if said else f"{words} {self.of}"
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
        noun = context.before
        if noun in (self.and_last, "o", "ou", "a", "al", "ao") and len(context.words_before) > 2:
            noun = context.words_before[2]  # "los siglos I y II"
        return self.chapter_number(number, self.century if short else noun)

    def _is_ordinal(self, span: Span, context: Context) -> bool:
        """Whether three figures and more stand before a noun: "XXV anniversario"."""
        noun = context.written_after[0] if context.written_after and context.mark_after == " " else ""
        counted = noun[:1].islower() and noun not in self.function_words and len(noun) > 3
        labelled = context.before.rstrip(".") in self.roman_before or span.field("role") == "name"
        labelled = labelled or neighbours.CENTURY.search(context.text, max(0, span.start - 6), span.start) is not None
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

"""How numbers and their nouns agree in the Slavic languages."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.slavic_cases import SlavicCases
from rhapsode_server.text.verbalization.locales.slavic_facts import LETTER_SCALES, SOFTWARE
from rhapsode_server.text.verbalization.locales.slavic_numbers import CASE_NAMES, CASES, Noun, SlavicNumbers, noun
from rhapsode_server.text.verbalization.number_words import NumberWords
from rhapsode_server.text.verbalization.signs import UNITS
from rhapsode_server.text.verbalization.span import Span

_JOINED_ORDINAL = re.compile(r"[ \u00a0](?P<joint>\w{1,4})[ \u00a0]\d{1,3}\.[ \u00a0](?P<noun>\w+)")
"""A second ordinal with its stop, and the noun of both: "19. a 20. století"."""


_MANY = re.compile(r"(?:ów|ов|ів|ů|ov)(?!\w)")
"""How genitive plurals of masculine nouns end."""
_FIGURES = re.compile(r"\d+")
_SPACES = frozenset(" \u00a0")
_LASTING = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_TIMES = frozenset({"second", "square-second", "minute", "hour", "day"})
_VOWELS = frozenset("aeiouyáéíóúýěůąęаеёиіїоуыэюяєъ")


class SlavicGrammar(SlavicCases):
    """The grammar around numbers."""

    def __init__(self) -> None:
        # A numeral before any noun that stands beside ordinals is read.
        type(self).roman_after = frozenset(self.known_forms) | self.roman_adjectives
        type(self).version_words |= SOFTWARE
        type(self).scale_words = {**LETTER_SCALES, **self.scale_words}
        type(self).scales = dict.fromkeys(self.scale_words, "")
        type(self).roman_names = frozenset(self._forms(self.royal))

    def make_numbers(self) -> NumberWords:
        return self.number_type()

    @functools.cached_property
    def slavic_numbers(self) -> SlavicNumbers:
        """The number words, with what only they can do."""
        numbers = self.numbers
        assert isinstance(numbers, SlavicNumbers)
        return numbers

    def noun_of(self, kind: str, stem: str) -> Noun:
        """A noun of one of the language's classes; a second stem behind a tilde is the genitive plural, whole."""
        stem, _, many = stem.partition("~")
        made = noun(kind[0], stem, self.paradigms[kind])
        return made._replace(plural=(made.plural[0], many, *made.plural[2:])) if many else made

    @functools.cached_property
    def year_forms(self) -> frozenset[str]:
        """All forms of "year"."""
        made = self.noun_of(*self.year_noun)
        return frozenset((*made.singular, *made.plural))

    def is_year_noun(self, word: str) -> bool:
        """Whether a word is a form of "year"."""
        return word in self.year_forms

    @functools.cached_property
    def money_table(self) -> Mapping[str, tuple[Noun, Noun | None]]:
        """Currencies and their hundredths by code."""
        table: dict[str, tuple[Noun, Noun | None]] = {}
        for entry in filter(str.strip, self.money_nouns.replace("\n", ";").split(";")):
            code, *rest = entry.split()
            whole, *minor = [self.noun_of(*rest[place : place + 2]) for place in range(0, len(rest), 3)]
            table[code] = whole, minor[0] if minor else None
        return table

    @functools.cached_property
    def known_forms(self) -> Mapping[str, tuple[str, ...]]:
        """Readings by form, of the lexicon and the names of rulers."""
        irregular = {form: tuple(readings.split()) for form, readings in self.irregular.items()}
        return {**self._forms(self.lexicon + "\n" + self.royal), **irregular}

    def _forms(self, nouns: str) -> dict[str, tuple[str, ...]]:
        table: dict[str, list[str]] = {}
        for line in nouns.splitlines():
            kind, *stems = line.split() or [""]
            for stem in stems:
                made = self.noun_of(kind, stem)
                for number, forms in (("s", made.singular), ("p", made.plural), ("d", made.pair)):
                    for case, form in zip(CASES, forms, strict=False):
                        table.setdefault(form.casefold(), []).append(made.gender + number + case)
        return {form: tuple(readings) for form, readings in table.items()}

    def readings(self, word: str) -> tuple[str, ...]:
        """What a noun's form may be; by its ending where the noun is not known."""
        known = self.known_forms.get(word)
        if known is not None or len(word) < 3:
            return known or ()
        for length in range(min(5, len(word)), 0, -1):
            if word[-length:] in self.noun_endings:
                return tuple(self.noun_endings[word[-length:]].split())
        return tuple(self.noun_endings.get("", "").split()) if word.isalpha() and word[-1] not in _VOWELS else ()

    def number(self, integer: str, fraction: str = "", sign: str = "", form: str | None = None) -> str:
        if not fraction:
            return super().number(integer, "", sign, form)
        words = self.decimal_words(int(integer or "0"), fraction, (form or "cn")[1])
        return f"{self.sign_words(sign)} {words}" if sign else words

    def decimal_words(self, whole: int, fraction: str, case: str) -> str:
        """A number with a fraction."""
        if self.whole_words[0]:
            kind = "one" if whole == 0 and len(self.whole_words) == 3 else self.slavic_numbers.number_class(whole)
            name = dict(zip(("one", "few", "two"), self.whole_words, strict=False)).get(kind, self.whole_words[-1])
            return f"{self.numbers.cardinal(whole, 'fn')} {name} {self.fraction_words(fraction)}"
        return f"{self.numbers.cardinal(whole)} {self.point} {self.fraction_words(fraction)}"

    def agreement(self, span: Span, context: Context) -> str | None:
        if span.field("fraction"):
            return None
        if context.text.endswith(". ", 0, span.start):
            back = self.words_back(context)
            if back and back[-1] in self.labels:
                return None
        return self.cardinal_form(int(span.field("integer")), context)

    def cardinal_form(self, number: int, context: Context) -> str:
        """Gender and case of a bare number, by the preposition before it and the nouns behind it."""
        allowed = self.cases_governed(context)
        if not allowed and self.depends_on_noun(context):
            allowed = "g" if any(reading[1:] == "pg" for reading in self.readings(context.after)) else ""
        kind = self.slavic_numbers.number_class(number)
        if kind == "one" and allowed == "ad":
            allowed = "d"  # "по одной штуке"
        direct = "a" if "a" in allowed else allowed[0] if allowed else "n"
        gender = ""
        if "l" in allowed and context.after in self.part_words and "".join(context.words_after[1:2]).isdigit():
            return "ml"
        words = context.words_after[: 4 if context.mark_after in " \u00a0" else 0]
        if len(words) > 2 and words[0] in self.joints and words[1].isdecimal():
            return self.shared_noun(context, allowed, direct if kind == "one" else direct.replace("a", "n"))
        for place, word in enumerate(words):
            if word.isdecimal():
                break
            if self.is_passed(context, place):
                continue
            readings = self.readings(word)
            if not allowed and any(reading[1] in "pd" and reading[2] in "na" for reading in readings):
                readings = tuple(reading for reading in readings if reading[2] not in "dil")
            if kind == "few" and self.is_of_people(readings, allowed):
                return readings[0][0] + "g"
            fitting = [self.counted_form(reading, kind, allowed) for reading in readings]
            found = next(filter(None, fitting), "")
            if kind == "one" and self.is_living(found, readings, allowed):
                found = "mg"
            if found[1:]:
                return found
            gender = gender or found
            if word in self.known_forms or not self.is_adjective(word):
                break
        if direct == "a" and kind != "one" and number < 1000:
            direct = "n"
        return (gender or ("c" if direct in "na" else "m")) + direct

    def shared_noun(self, context: Context, allowed: str, direct: str) -> str:
        """Gender and case of the first of two numbers of what they count: "2 or 3 books"."""
        noun, *farther = context.words_after[2:4]
        if farther and farther[0] in self.known_forms and noun not in self.known_forms and self.is_adjective(noun):
            noun = farther[0]
        readings = self.readings(noun)
        fitting = [reading for reading in readings if reading[1] == "p" or reading[1:] == "sg"] or list(readings)
        oblique = next((reading for reading in fitting if reading[2] in "dil" and reading[2] in allowed), "")
        if oblique:
            return oblique[0] + oblique[2]
        gender = next((reading[0] for reading in fitting if not allowed or reading[2] in allowed + "g"), "")
        return (gender.replace("v", "m") or ("c" if not allowed else "m")) + direct

    def is_living(self, found: str, readings: tuple[str, ...], allowed: str) -> bool:
        """Whether a noun is the object of a verb and has the genitive for it, as who lives has: "I have 1 brother"."""
        if found[1:]:
            return found[1] == "a" and found[0] in "mv" and not {"msn", "vsn"} & set(readings)
        return bool({"msg", "vsg"} & set(readings)) and (not allowed or "a" in allowed)

    def is_of_people(self, readings: tuple[str, ...], allowed: str) -> bool:
        """Whether a noun behind two to four is in the genitive plural, which the number then shares: "3 женщин"."""
        cases = {reading[1:] for reading in readings}
        own = {"sg", "sa", "pn"} if "mpg" in readings else {"sg", "sn", "sa", "pn", "pa"}
        return "pg" in cases and cases.isdisjoint(own) and set(allowed).isdisjoint("dil")

    def counted_form(self, reading: str, kind: str, allowed: str) -> str:
        """The number's form if the noun is in the form that ``reading`` says: gender alone where the case is open."""
        gender, number, case = tuple(reading)
        if kind == "one":
            return gender + case if number == "s" and (case in allowed if allowed else case in "na") else ""
        if number in "pd" and case in "dil" and (case in allowed or not allowed):
            return gender + case
        if allowed and "n" not in allowed and "a" not in allowed:
            return gender
        # Most numbers have one form for both; a thousand has not.
        direct = "a" if allowed and "n" not in allowed else "n"
        if kind in ("two", "few"):
            wanted = "dn" if kind == "two" else "sg" if self.slavic_numbers.paucal_genitive else "pn"
            return gender + direct if reading[1:] == wanted else ""
        return gender + direct if reading[1:] == "pg" else ""

    def is_passed(self, context: Context, place: int) -> bool:
        """Whether the word at that place behind a number only stands before a noun that is known."""
        word, *others = context.words_after[place : place + 4]
        known = self.known_forms
        if word in known or not (self.is_adjective(word) or (place and word in self.joints)):
            return False
        return any(
            other in known and all(passed in self.joints or self.is_adjective(passed) for passed in others[:between])
            for between, other in enumerate(others)
        )

    def is_adjective(self, word: str) -> bool:
        """Whether a word may stand between a number and its noun."""
        return word.endswith(self._endings_of_adjectives) or word in self.adverbs

    @functools.cached_property
    def _endings_of_adjectives(self) -> tuple[str, ...]:
        return tuple(self.adjective_endings.split())

    def scaled(self, span: Span, case: str) -> str:
        """A number of thousands or millions, written short."""
        scale = self.slavic_numbers.scales[self.scale_words[span.field("scale")] - 1]
        words = f"{self.amount_of(span, scale.gender, case)} {self.noun_beside(span, scale, case)}"
        if span.field("integer") == "1" and scale is self.slavic_numbers.scales[0] and not span.field("fraction"):
            # Nobody counts a single thousand.
            sign = f"{self.sign_words(span.field('sign'))} " if span.field("sign") else ""
            words = sign + self.numbers.cardinal(1000, "c" + case)
        if span.field("sized"):
            unit = {**UNITS, **self.unit_signs}[span.field("sized")]
            words += " " + self.unit_name(unit, "many" if self.plural("5") == "many" else "other")
        return words

    def cardinal(self, span: Span, context: Context) -> str | None:
        if span.field("scale"):
            return self.scaled(span, self.case_beside(context))
        number = int(span.field("integer"))
        collective = self.collectives.get(number)
        if collective and context.after in self.collective_nouns and not set(self.cases_before(context)) - {"n", "a"}:
            return collective
        form = "" if span.field("sign") else self.ordinal_instead(number, context)
        return self.numbers.ordinal(number, form) if form else super().cardinal(span, context)

    def may_count(self, reading: str, kind: str, allowed: str) -> bool:
        """Whether a noun's form may stand behind a number greater than one."""
        _, number, case = tuple(reading)
        if number == "s":
            paucal = kind == "few" and self.slavic_numbers.paucal_genitive and case == "g"
            return paucal and (not allowed or "a" in allowed)
        return case in allowed + "dil" or (case == "g" if kind == "many" else case in "na")

    def ordinal_instead(self, number: int, context: Context) -> str:
        """The form of an ordinal where the noun behind a number is a singular that no count has ("5 класс")."""
        readings = self.known_forms.get(context.after, ()) if context.mark_after in " \u00a0" else ()
        if not readings:
            return ""
        if context.after in self.ordered_nouns:
            return self.ordinal_form(context)
        kind = self.slavic_numbers.number_class(number)
        if kind == "one" or number > 100:
            return ""
        allowed = self.cases_before(context)
        if kind == "few" and self.is_of_people(readings, allowed):
            return ""
        if all(reading[1] != "s" for reading in readings) or any(
            self.may_count(reading, kind, allowed) for reading in readings
        ):
            return ""
        return self.ordinal_form(context)

    def follows_noun(self, context: Context) -> bool:
        """Whether the word before a number is a noun that is known."""
        apart = "," in context.text[max(0, context.start - 2) : context.start]
        return context.mark_before in _SPACES and not apart and context.before in self.known_forms

    def decimal(self, span: Span, context: Context) -> str | None:
        case = self.case_beside(context)
        return self.scaled(span, case) if span.field("scale") else self.amount(span, "c" + case)

    # What is measured: the number and its noun in one case

    def amount_of(self, span: Span, gender: str, case: str) -> str:
        """The number of a span with its sign and fraction."""
        return self.number(span.field("integer"), span.field("fraction"), span.field("sign"), gender + case)

    def noun_beside(self, span: Span, noun: Noun, case: str) -> str:
        """The noun behind the number of a span."""
        kind = "fraction" if span.field("fraction") else self.slavic_numbers.number_class(int(span.field("integer")))
        return self.slavic_numbers.counted(noun, kind, case)

    def money(self, span: Span, context: Context) -> str | None:
        case = self.case_beside(context)
        code = span.field("currency") or self.home_currency
        known = self.money_table.get(code)
        if span.field("scale"):
            name = self.slavic_numbers.counted(known[0], "many", "n") if known else self.currency_name(code, "many")
            return f"{self.scaled(span, case)} {name}"
        if known is None:
            category = self.plural(span.field("integer"), span.field("fraction"))
            return f"{self.amount_of(span, 'm', case)} {self.currency_name(span.field('currency'), category)}"
        noun, minor = known
        digits = span.field("minor") or (span.field("fraction") if len(span.field("fraction")) == 2 else "")
        if minor is None or not digits:
            return f"{self.amount_of(span, noun.gender, case)} {self.noun_beside(span, noun, case)}"
        hundredths = int(digits)
        whole = span._replace(fields={"integer": span.field("integer") or "0", "sign": span.field("sign")})
        words = [self.amount_of(whole, noun.gender, case), self.noun_beside(whole, noun, case)]
        if hundredths and not int(whole.field("integer")):
            words = [self.sign_words(span.field("sign"))] if span.field("sign") else []
        elif hundredths and self.money_and:
            words.append(self.money_and)
        if hundredths:
            part = span._replace(fields={"integer": str(hundredths)})
            words += [self.amount_of(part, minor.gender, case), self.noun_beside(part, minor, case)]
        return " ".join(words)

    def percent(self, span: Span, context: Context) -> str | None:
        if self.percent_word != "percent" and span.field("symbol") == "%":
            return f"{self.amount_of(span, 'm', self.case_beside(context))} {self.percent_word}"
        unit = "percent" if span.field("symbol") == "%" else "permille"
        return self.unit(span._replace(fields={**span.fields, "unit": unit}), context)

    def unit_gender(self, unit: str) -> str:
        gender = super().unit_gender(unit)[:1]
        return gender if gender in ("f", "n") else "m"

    def unit(self, span: Span, context: Context) -> str | None:
        unit = span.field("unit")
        case = self.case_of_time(span, context) if unit in _LASTING else self.case_beside(context)
        name = self.unit_beside(span, unit, case)
        # A figure within the unit's own name: litres per 100 kilometres.
        name = _FIGURES.sub(lambda figure: self.numbers.cardinal(int(figure[0])), name)
        # A sign without a name stays, but its number is read.
        return f"{self.amount_of(span, self.unit_gender(unit), case)} {name or span.field('symbol')}"

    def unit_beside(self, span: Span, unit: str, case: str) -> str:
        """The unit's name behind the number of a span."""
        category = self.plural(span.field("integer"), span.field("fraction"))
        name = self.unit_name(unit, category, CASE_NAMES[case])
        if case in "dil" and not span.field("fraction") and name == self.unit_name(unit, category):
            return _MANY.sub(lambda end: self.oblique_ends.get(end[0] + case, end[0]), name, count=1)
        return name

    def unit_pattern(self, unit: str, category: str, case: str = "nominative") -> str:
        above, per, below = unit.partition("-per-")
        if not per or unit in self.data.units or not self.per_word:
            return super().unit_pattern(unit, category, case)
        pattern = super().unit_pattern(above, category, case)
        word = self.per_word if below in _TIMES else self.per_matter_word or self.per_word
        return f"{pattern} {word} {self.unit_name(below, 'one', 'accusative')}" if pattern else ""

    def fraction(self, span: Span, context: Context) -> str | None:
        numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
        stems = dict(zip((*range(2, 11), 100), self.fraction_stems.split(), strict=False))
        if denominator in stems:
            made = self.noun_of("f", stems[denominator])
            case = self.case_of_part(context)
            name = self.slavic_numbers.counted(made, self.slavic_numbers.number_class(numerator), case)
            words = f"{self.numbers.cardinal(numerator, made.gender + case)} {name}"
        else:
            words = f"{self.numbers.cardinal(numerator)} {self.fraction_over} {self.numbers.cardinal(denominator)}"
        return (
            f"{self.numbers.cardinal(int(span.field('whole')))} {self.money_and or self.mixed_joint} {words}"
            if span.field("whole")
            else words
        )

    def duration(self, span: Span, context: Context) -> str | None:
        case = CASE_NAMES[self.case_of_time(span, context)]
        parts = [
            (unit, span.field(unit).lstrip("0") or "0") for unit in ("hour", "minute", "second") if span.field(unit)
        ]
        return " ".join(self.counted(digits, unit, case) for unit, digits in parts if digits != "0" or len(parts) == 1)

    def counted(self, integer: str, unit: str, case: str = "nominative") -> str:
        gender = self.unit_gender(unit)
        number = self.numbers.cardinal(int(integer), gender + case[0])
        return f"{number} {self.unit_name(unit, self.plural(integer), case)}"

    def ordinal_form(self, context: Context) -> str:
        """Gender and case of an ordinal before its noun, or behind it."""
        allowed = self.cases_before(context)
        joined = _JOINED_ORDINAL.match(context.text, context.end)
        shared = joined is not None and joined["joint"] in self.joints
        for place, word in enumerate((joined["noun"].casefold(),) if joined and shared else context.words_after[:3]):
            if not shared and self.is_passed(context, place):
                continue
            fitting = self.readings(word)
            fitting = tuple(reading for reading in fitting if not allowed or reading[2] in allowed) or fitting
            if fitting:
                order = allowed + "nagldi"
                chosen = min(fitting, key=lambda reading: (reading[1] != "s", order.index(reading[2])))
                gender, number, case = tuple(chosen)
                if case == "n" and not allowed and f"{gender}{number}g" in fitting and self.follows_noun(context):
                    # "the middle of the 20th century": the noun looks alike in both cases.
                    case = "g"
                return ("p" if number == "p" else gender) + case
            if not (self.is_adjective(word) or word.isdigit() or word in self.joints):
                break
        return "m" + (allowed or "n")[0]

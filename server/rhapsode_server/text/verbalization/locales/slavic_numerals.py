"""Roman numerals of the Slavic languages: rulers, centuries, and what else they rank."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.slavic_decisions import SlavicDecisions
from rhapsode_server.text.verbalization.locales.slavic_numbers import CASES
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.span import Span

_NUMERALS_BEFORE = re.compile(r"(?<!\w)(?:[IVX]{1,6}\.?(?:,|[ \u00a0](?P<joint>\w{1,4}))[ \u00a0]){1,4}\Z")
"""Numerals and what joins them to the next."""
_TURNS = frozenset(
    "рубеж межа прелом przełom přelom prelom prijelaz začátek počátek konec začiatok koniec początek začetek "
    "početak kraj начало конец початок кінець края".split()
)
"""What there is of a century."""


class SlavicNumerals(SlavicDecisions):
    """Readings of roman numerals."""

    def form_behind(self, context: Context) -> str:
        """The form of an ordinal behind the noun that it belongs to; empty where there is none."""
        readings = self.known_forms.get(context.before, ())
        if not readings:
            return ""
        preposition = context.words_before[1] if len(context.words_before) > 1 else ""
        allowed = self.prepositions.get(preposition, "ng")
        fitting = [reading for reading in readings if reading[2] in allowed] or readings
        chosen = min(fitting, key=lambda reading: (reading[1] != "s", "nlgaid".index(reading[2])))
        gender, number, case = tuple(chosen)
        return ("p" if number == "p" else gender) + case

    def roman_pair(self, span: Span, context: Context) -> str:
        """Two centuries before their noun."""
        form = self.noun_of(*self.century_noun).gender + self.ordinal_form(context)[1]
        first, second = roman_value(span.field("numeral")), roman_value(span.field("last"))
        joint = self.range_joint or self.range_word
        return f"{self.numbers.ordinal(first, form)} {joint} {self.numbers.ordinal(second, form)}"

    def roman(self, span: Span, context: Context) -> str | None:
        if span.field("last") and not span.field("word"):
            return self.roman_pair(span, context)
        number = int(span.field("integer") or roman_value(span.field("numeral")))
        if span.field("until"):
            return self.numbers.ordinal(number, self.shared_form(span, context))
        if span.field("word"):
            return self.century(number, span, context)
        form = self.form_behind(context).replace("ma", "mg") if span.field("role") == "name" else ""
        if not form and self.readings(context.after):
            before = self.before_numerals(context)
            noun = next((word for word in context.words_after[:3] if word in self.known_forms), context.after)
            form = self.noun_form(noun, self.shared_cases(before)) if before else self.ordinal_form(context)
        form = form or self.form_behind(context)
        if not form and span.field("role") != "name":
            return self.numbers.cardinal(number)
        return self.numbers.ordinal(number, form or "mn")

    def noun_form(self, noun: str, allowed: str) -> str:
        """Gender and case of each of several numerals before their noun, which is a plural if it may be one."""
        readings = self.readings(noun)
        fitting = [reading for reading in readings if reading[2] in allowed] or readings or ["msn"]
        order = ("l" if "l" in allowed else "") + allowed + "nagldi"
        chosen = min(fitting, key=lambda reading: (order.index(reading[2]), reading[1] == "s"))
        return chosen[0].replace("v", "m") + chosen[2]

    def before_numerals(self, context: Context) -> Context | None:
        """Where the first of several numerals stands, of which this is the last."""
        found = _NUMERALS_BEFORE.search(context.text, max(0, context.start - 40), context.start)
        if found is None or (found["joint"] or "").casefold() not in self.joints | {""}:
            return None
        return Context(context.text, found.start(), found.start())

    def shared_cases(self, context: Context) -> str:
        """The cases that what stands before several numerals allows."""
        return self.cases_before(context) or ("g" if context.before in _TURNS else "")

    def shared_form(self, span: Span, context: Context) -> str:
        """The form of the first of several numerals of one noun."""
        allowed = self.shared_cases(self.before_numerals(context) or context)
        noun, farther = span.field("noun").casefold(), span.field("farther").casefold()
        noun = noun if noun in self.known_forms or farther not in self.known_forms else farther
        if noun in self.century_signs:
            gender = self.noun_of(*self.century_noun).gender
            return gender + self.century_case(context)
        form = self.noun_form(noun, allowed)
        return form if span.field("until").casefold() in self.joints else form[0] + (allowed or "n")[0]

    def century_case(self, context: Context) -> str:
        """The case of a century whose noun is written short."""
        context = self.before_numerals(context) or context
        allowed = self.cases_before(context)
        return "l" if "l" in allowed else allowed[0] if allowed else "g" if self.words_back(context) else "n"

    def century(self, number: int, span: Span, context: Context) -> str:
        """A century with "century" written short behind it."""
        case = self.century_case(context)
        made = self.noun_of(*self.century_noun)
        form = made.gender + case
        first = self.numbers.ordinal(number, form)
        word = span.field("word").rstrip(".")
        many = span.field("last") and len(word) > 1
        if word in ("вв", "ww") and self.before_numerals(context):
            many = True
        forms = made.plural if many else made.singular
        if span.field("last"):
            joint = self.range_joint or self.range_word
            first = f"{first} {joint} {self.numbers.ordinal(roman_value(span.field('last')), form)}"
        return f"{first} {forms[CASES.index(case)]}"

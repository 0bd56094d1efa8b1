"""Abbreviated words of the Slavic languages, which are declined as their neighbours ask."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.slavic_numbers import CASES
from rhapsode_server.text.verbalization.locales.slavic_numerals import SlavicNumerals
from rhapsode_server.text.verbalization.span import Span

_NUMBER_BEFORE = re.compile(r"\d\.?\s$")
_LABELLED = re.compile(
    r"(?<!\w)(?:п|пп|подп|ч|абз|пункт|пункте|пункта|часть|части)\.?[ \u00a0]?\d{1,4}(?:\.\d{1,3})?,?[ \u00a0]\Z"
)
"""A part of a law, with its number: what follows is that of which it is a part."""


class SlavicAbbreviations(SlavicNumerals):
    """Readings of abbreviations."""

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("first_day"):
            first, last = (self.week[span.field(name).casefold()] for name in ("first_day", "last_day"))
            opening, joint = self.week_words
            return f"{opening} {first[0]} {joint} {last[1]}"
        if span.field("from_day"):
            first, last = (self.week[span.field(name).casefold()] for name in ("from_day", "last_day"))
            return f"{first[0]} {span.field('until')} {last[1]}"
        if span.field("on_day"):
            return self.week[span.field("on_day").casefold()][1]
        if self.least_word and span.field("key") in ("min", "мин", "мін") and context.after[:1].isdigit():
            return self.least_word
        key = span.field("key")
        if key in self.week and self.cases_before(context) == "g":
            return self.week[key][0]
        if key in self.declined_adjectives:
            return self.adjective(key, context)
        declined_noun = self.declined_abbreviations.get(key)
        if declined_noun is None:
            return super().abbreviation(span, context)
        allowed = self.cases_before(context)
        back = self.words_back(context)
        if not allowed and len(back) > 1 and context.mark_before == " " and self.is_adjective(back[-1]):
            allowed = self.prepositions.get(back[-2], "")  # "na Hlavnej ul."
        ranked = key not in self.labels
        if ranked and _NUMBER_BEFORE.search(context.text[max(0, context.start - 4) : context.start]):
            # "in the 19th c.": the preposition stands before the number.
            allowed = (self.prepositions.get(back[-2], "") if len(back) > 1 else "") or "g"
        elif not allowed and self.is_part_of(key, context):
            allowed = "g"
        case = next((case for case in "ld" if case in allowed), (allowed or "n")[0])
        made = self.noun_of(*declined_noun)
        if case == "n" or (case == "a" and made.singular[3] == made.singular[0]):
            return super().abbreviation(span, context)
        return made.singular[CASES.index(case)]

    def is_part_of(self, key: str, context: Context) -> bool:
        """Whether an abbreviated noun is a genitive: of a part before it, or of a noun that asks for it."""
        if context.before in self.article_heads:
            return True
        return (
            key in self.labels and _LABELLED.search(context.text, max(0, context.start - 20), context.start) is not None
        )

    def adjective(self, key: str, context: Context) -> str:
        """An abbreviated adjective in the form of the word behind it."""
        word = context.after
        form = "" if word in self.known_forms else self.form_by_ending(word)
        named = bool(context.written_after) and context.written_after[0].istitle()
        unsure = named and not form and word not in self.known_forms and not self.cases_before(context)
        if unsure and context.before and word.endswith(("a", "а", "я")):
            form = "mg"  # "the church of St. John"
        form = form or self.ordinal_form(context)
        if form == "mn" and key in self.abbreviations:
            return self.abbreviations[key]
        return self.slavic_numbers.adjective(self.declined_adjectives[key], "mg" if named and form == "ma" else form)

    def form_by_ending(self, word: str) -> str:
        """The form of an adjective, by its ending; empty for other words."""
        lengths = range(min(4, len(word) - 3), 1, -1)
        return next((self.adjective_forms[word[-n:]] for n in lengths if word[-n:] in self.adjective_forms), "")

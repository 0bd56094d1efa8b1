"""Roman numerals and short words that a language's own expressions found: what they hold is worked out here."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.roman import roman_value
from rhapsode_server.text.verbalization.span import Span

GOES_ON = re.compile(r"\.(?=[,;:)]|\s[a-zà-ÿ])")
"""A short word's stop where no sentence ends."""


def with_value(span: Span) -> Span | None:
    """A numeral with its number; ``None`` where the letters are none."""
    number = roman_value(span.field("numeral"))
    return span._replace(fields={**span.fields, "integer": str(number)}) if number else None


def with_stop(span: Span, context: Context) -> Span:
    """A short word with its stop, where the sentence goes on behind it."""
    return span._replace(end=span.end + 1) if GOES_ON.match(context.text, span.end) else span


def in_years(span: Span, context: Context, before: frozenset[str]) -> Span:
    """ "18 J." are years where the sentence goes on, or behind one of some words; elsewhere it is energy."""
    if context.before not in before and not GOES_ON.match(context.text, span.end):
        return span
    return with_stop(span._replace(fields={**span.fields, "unit": "year"}), context)

"""What Arabic's numbers are, by what stands around them."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.arabic_words import ADJECTIVES
from rhapsode_server.text.verbalization.span import Span, SpanKind

_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")


def with_adjective(span: Span, context: Context) -> Span:
    """An amount with the country behind the currency: "5 ريال سعودي", for the adjective has to agree."""
    written = context.written_after[0] if context.written_after else ""
    adjective = re.sub("(?:ة|ًا|اً|ا)$", "", written)
    if adjective not in ADJECTIVES or not context.text.startswith(f" {written}", span.end):
        return span
    return span._replace(end=span.end + 1 + len(written), fields={**span.fields, "adjective": adjective})


def is_month(span: Span) -> bool:
    """Whether the second part of a fraction could be a month."""
    return int(span.field("denominator")) <= 12 and not span.field("whole") and not span.field("symbol")


def without_period(span: Span, written: str) -> Span | None:
    """A time whose "م" is the first letter of a word; anything else that ends inside a word is none."""
    clock = _CLOCK.match(written) if span.kind is SpanKind.TIME else None
    if clock is None:
        return None
    fields = {name: value for name, value in span.fields.items() if name != "period"}
    return span._replace(end=span.start + clock.end(), fields=fields)

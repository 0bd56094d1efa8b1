"""How the words of a span meet what stands beside them.

Figures and signs touch what words do not: "#1", "p.5", "1/x". Their words stand apart from it, so that they are read
as they are written and nothing beside them becomes another thing than it was beside a figure.
"""

from __future__ import annotations

import re

from rhapsode_server.text.characters import SPACELESS, classify
from rhapsode_server.text.verbalization.patterns import LATIN
from rhapsode_server.text.verbalization.script import MARKS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_TOUCHING = re.compile(rf"[\d{LATIN}%‰°½¼¾⅓⅔²³₀-₉]")
_APART = frozenset({SpanKind.URL, SpanKind.EMAIL, SpanKind.PATH, SpanKind.HANDLE, SpanKind.HASHTAG, SpanKind.EMOJI})
"""What stands apart from another that it touches: addresses, and pictures, of which there may be a row."""
_BEGINS_NUMBER = frozenset("-+−±.$€£¥₹₽₩₺₪₫₴₦₱")
"""What a number may begin with that is no digit."""
NAMING = frozenset("#@")
"""Signs that make a name of the word behind them."""
_NAME_BEFORE = re.compile(rf"[\w{MARKS}#@&.]")


def set_apart(words: str, span: Span, text: str, before: Span | None, ahead: int, *, spaced: bool) -> str:
    """The words of a span, with the spaces that they need.

    Args:
        words: as the language says them.
        span: what they say.
        text: all of it.
        before: what was said before them.
        ahead: where the next span begins.
        spaced: whether the language sets spaces.
    """
    start, end = span.start, span.end
    if span.kind is SpanKind.SYMBOL and spaced and words != "-":  # else a stroke that is not said
        follows = before is not None and before.end == start and before.kind is SpanKind.SYMBOL
        words = f" {words}" if follows or _TOUCHING.match(text[start - 1 : start]) else words
        signed = ahead == end < len(text) and text[end] in _BEGINS_NUMBER
        words = f"{words} " if (signed or _TOUCHING.match(text, end)) and words[-1] != "'" else words
    elif "glued" in span.fields:
        words += " "
    if before is not None and before.end == start:
        # An abbreviation's stop is what divided the two ("p.5"), or nothing did.
        apart = text[start - 1] == "." or not _APART.isdisjoint((span.kind, before.kind))
        return f" {words}" if apart and words[0] != " " and classify(words[0]) not in SPACELESS else words
    if spaced:
        if span.kind is SpanKind.EMOJI:
            words = f" {words}" if text[start - 1 : start].isalnum() else words
            words += " " * (ahead != end and text[end : end + 1].isalnum())
        # Between words a stroke that is not said would be another than beside a figure.
        if text[start - 1 : start] == "/":
            words = f" {words}"
        if text[end : end + 1] == "/" and ahead != end and not text[end + 1 : end + 2].isspace():
            words += " "
    return words


def naming_sign(text: str, start: int, before: Span | None) -> str:
    """The sign right before what is said, if it would make a name of its words ("@21", "#5"), or nothing."""
    sign = text[start - 1 : start]
    if sign not in NAMING or (before is not None and before.end == start):
        return ""
    return "" if start > 1 and _NAME_BEFORE.match(text, start - 2) else sign

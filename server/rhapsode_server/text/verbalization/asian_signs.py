"""Signs that East and South-East Asia's languages read alike: "100+", Greek letters, arrows, units behind myriads."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.span import Span, SpanKind

_GREEK = "αβγδεζηθικλμνξπρστυφχψω"
_LONE = r"(?<![\u0370-\u03ff\u1f00-\u1fff])(?P<key>[{}])(?![\u0370-\u03ff\u1f00-\u1fff])"

ENGLISH_FRACTIONS: tuple[tuple[SpanKind, str], ...] = (
    (
        SpanKind.MONEY,
        r"(?#.)(?<![\w.,])(?P<currency>§currency§)[ \u00a0]?(?P<integer>\d{1,3}(?:,\d{3}){1,5}(?=\.)|0)"
        r"\.(?P<fraction>\d{3,9})(?!\w|[.,]\d)",
    ),
    (
        SpanKind.DECIMAL,
        r"(?#,)(?<![\w.,:$€£¥])(?P<integer>\d{1,3},\d{3})\.(?P<fraction>\d{1,9})(?!\w|[.,]\d)",
    ),
)
"""Numbers with both marks of English, where the comma is the decimal sign: 1,299.5."""

GREEK_LETTERS: tuple[tuple[SpanKind, str], ...] = (
    (
        SpanKind.ABBREVIATION,
        # The signs of micro and ohm belong to units.
        rf"(?#{_GREEK}{_GREEK.upper()})(?<![A-Za-z\d])(?<!\d (?=[μΩ]))"
        + _LONE.format(f"{_GREEK}{_GREEK.upper()}")
        + "(?![A-Za-z](?![A-Za-z]))",
    ),
    (
        SpanKind.ABBREVIATION,
        rf"(?#{_GREEK}{_GREEK.upper()})(?<=\d)" + _LONE.format("αβγδεθλπρστφψω") + "(?![A-Za-z])",
    ),
    (SpanKind.ABBREVIATION, r"(?#Δ)(?<![A-Za-z\d])" + _LONE.format("Δ") + "(?=[A-Za-z](?![A-Za-z]))"),
)
"""Greek letters that stand alone, as science writes them: α, 2π, Δx. ``greek_names`` has their names."""


def greek_names(names: str) -> dict[str, str]:
    """The names of the letters, given in the order of the alphabet with spaces between them, for ``abbreviations``."""
    named = dict(zip(_GREEK, names.split(), strict=True))
    return named | {letter.upper(): name for letter, name in named.items()}


UNSPACED_AT_LEAST = (
    SpanKind.CODE,
    r"(?#+)(?<![A-Za-z\d.,+×÷=*/:-])(?=\d)§number§(?P<least>\+)"
    r"\s?(?P<counter>か国|ヶ国|か月|ヶ月|種類|時間|가지|시간|개월|[^\W\dA-Za-z_])",
)
"""A number of which there are more, with the character behind it: 100+家门店, 3+年."""

SPACED_AT_LEAST = (
    SpanKind.CODE,
    r"(?#+)(?<![A-Za-z\d.,+×÷=*/:-])(?=\d)§number§(?P<least>\+)(?=\s[^\W\d_]{2}|\s?[\u0e01-\u0e44])",
)
"""The same before a word behind a space."""


def at_least(locale: Locale, span: Span, context: Context, more: str, upwards: str) -> str:
    """``more`` with the number behind it, ``upwards`` with the number of a name: Android 10+."""
    number = locale.number(span.field("integer"), span.field("fraction"))
    if context.before in more.split():
        return number
    return (upwards if is_named(context) else more).format(number)


def is_named(context: Context) -> bool:
    """Whether a number belongs to the name before it: Android 10."""
    name = "".join(context.written_before[:1])
    if len(context.written_before) < 2 and name[1:] == name[1:].lower():
        return False  # the sentence begins with it
    return context.mark_before == " " and name.isascii() and name != name.lower()


UNITS_OF_MYRIADS = (
    SpanKind.UNIT,
    r"(?#千万亿萬億兆만억조천)(?:(?<=\d[千万亿萬億兆만억천조])|(?<=\d [万亿萬億])|(?<=[百千천백][万亿萬億兆만억]))"
    r"(?P<_gap>\s?)(?P<symbol>§unit§)(?![A-Za-z\d²³/])(?<![A-Z](?<![A-Za-z][A-Z]))",
)
"""A unit behind so many myriads: 10万km."""

ARROWS: tuple[tuple[SpanKind, str], ...] = (
    (SpanKind.SYMBOL, r"(?#→➜➔)(?<=[^\s\d(（])\s?(?P<character>(?P<pause>[→➜➔]))\s?(?=[^\W_])"),
    (SpanKind.SYMBOL, r"(?#→➜➔)(?<=\d)\s?(?P<character>(?P<pause>[→➜➔]))\s?(?=[^\W\d_])"),
)
"""Arrows between words, which are a pause: where they do not lead from number to number."""
SPACED_ARROW = (SpanKind.SYMBOL, r"(?#→➜➔)(?:(?<=[^\W_])|(?<=[^\W_)] ))(?P<character>(?P<pause>[→➜➔]))(?= ?[^\W_])")
"""The same with spaces around it, for languages that divide words by them."""

FALLING_SCORES = (
    SpanKind.RATIO,
    r"(?#-–)(?=\d)(?:(?<=\d、)|(?<=\d，)|(?<=\d, )|(?<=比分)|(?<=比分[为是])|(?<=比分 )"
    r"|(?<=比分[为是] )|(?<![\w.-])(?=\d{1,2}[-–]\d{1,2}[、，,]\s?\d{1,2}[-–]\d))"
    r"(?P<first>\d{1,3})(?P<mark>(?P<falls>[-–]))(?P<second>\d{1,3})(?=[、，,)）。\s]|$)",
)
"""What sets ended with: 25-20、25-22. Where the second is not less it is no score (``is_rising``)."""


def is_rising(span: Span) -> bool:
    """Whether what looks like the score of a set is a range."""
    return bool(span.field("falls")) and int(span.field("first")) <= int(span.field("second"))


_SEAT_LETTERS = frozenset("AKVNJW")


def seat(span: Span, context: Context, words: re.Pattern[str]) -> Span | None:
    """A code instead of a unit whose letter is a seat's, a gate's or a grade's: behind one of ``words``."""
    if span.kind is not SpanKind.UNIT or span.field("symbol") not in _SEAT_LETTERS or context.written[-2:-1] == " ":
        return None
    if words.search(context.text, max(0, context.start - 16), context.start) is None:
        return None
    return span._replace(kind=SpanKind.CODE, fields={"text": context.written})


def is_number_of_something(span: Span, context: Context) -> bool:
    """Whether eight figures or more, with no marks between them and nothing counted behind, are no amount."""
    if span.kind is not SpanKind.CARDINAL or len(context.written) < 8 or not context.written.isdigit():
        return False
    behind = context.text[context.end : context.end + 1]
    if context.text[max(0, context.start - 2) : context.start].rstrip()[-1:] in tuple("=≈+×*/÷<>≥≤约約"):
        return False  # what comes out of a sum
    return context.start > 0 and (not behind or behind in "，。；、,;.!?)）！？" or behind == "\n")


LETTER_SPANS = (SpanKind.SYMBOL, r"(?#~～〜∼)(?<![A-Za-z][A-Z])(?<=[A-Z])(?P<character>[~～〜])(?=[A-Z](?![A-Za-z]))")
"""From letter to letter: A~Z."""


def without_echo(locale: Locale, span: Span, context: Context, names: Mapping[str, str]) -> Span:
    """An amount whose currency stands behind it in words as well is said once: $5美元.

    ``names`` are more words for currencies than the locale's own.
    """
    if span.kind is not SpanKind.MONEY or not context.written.lstrip("-+").startswith(span.field("symbol")):
        return span
    currency = span.field("currency")
    behind = context.text[span.end : span.end + 16]
    gap = len(behind) - len(behind.lstrip(" "))
    for name in (locale.currency_name(currency, "other"), names.get(currency, "")):
        if name and behind.startswith(name, gap):
            return span._replace(end=span.end + gap + len(name))
    return span


def joints(marks: str, *ends: str) -> tuple[SpanKind, str]:
    """A pattern for a line or an arrow between two words, each one of ``ends``: expressions of a fixed length."""
    left = "|".join(f"(?<={end})" for end in ends)
    return SpanKind.SYMBOL, rf"(?#{marks})(?=[{marks}])(?:{left})(?P<character>[{marks}])(?={'|'.join(ends)})"

"""What a German reading is decided by: the words around."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales.german_grammar import ends_ordinals
from rhapsode_server.text.verbalization.locales.german_patterns import AGED, RANKED
from rhapsode_server.text.verbalization.locales.german_words import (
    CAPITAL,
    COUNTED,
    DAYS,
    NUMBERED,
    SHORT_MONTHS,
    SMALL,
)
from rhapsode_server.text.verbalization.locales.numerals import in_years, with_value
from rhapsode_server.text.verbalization.span import Span, SpanKind

_HOUR = re.compile(r"\s?h(?!\w)")
_CLOCK_BEHIND = re.compile(r"Fr\.\s?\d{1,2}(?:[:.]\d\d)?(?:\s?[–-]\s?\d{1,2}(?:[:.]\d\d)?)?(?::\d\d|\s?Uhr)")
_MINUTES = re.compile(r"\s?(?:\d{1,2}\s?)?min(?!\w)", re.IGNORECASE)
_NO_CENTS = re.compile(r",(?:--?|[–—])")
_DAY_TIME = re.compile(r"[,:]? ?(?:den |dem )?\d{1,2}[.:](?:\d|\s[A-ZÄÖÜ])")
_OPEN = re.compile(r"\b(?:Mo|Di|Mi|Do|Fr|Sa|So|täglich)[.,:]{0,2} \d{1,2}\s?[–-]\s?\Z")
"""Hours of opening, up to their end: "Mo–Fr 8–18 h"."""
_CLOCK_WORDS = frozenset("um ab gegen bis von seit nach vor zwischen und kurz punkt jeweils am täglich".split())
"""Words before a time of the day …"""
_RESULTS = frozenset(
    "ergebnis endergebnis endstand zwischenstand pausenstand halbzeitstand gewann gewannen gewonnen gewinnt siegte "
    "siegten siegt verlor verloren verliert besiegte besiegten schlug schlugen bezwang unterlag unterlagen trennten "
    "endete heimsieg auswärtssieg satz sätze sätzen".split()
)
"""… and before the result of a game, which may look like one."""
_BETWEEN = frozenset("das die mit spiel match partie duell ersten zweiten dritten vierten fünften".split())
_IMPROPER = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 32, 64})
"""Denominators of more than a whole; other such numbers are of files and laws: "123/20"."""
_ISSUES = frozenset("heft nr ausgabe az aktenzeichen band drucksache beschluss antrag verordnung nummer".split())
_SECTIONED = frozenset(
    "raum zimmer saal halle tabelle abbildung punkt ziffer modul aufgabe übung bild gleichung formel level".split()
)
"""Words before a number with a point in it that is no day."""
_ITEM = re.compile(r"(?<![\w.,])(\d{1,2})\.\s([A-ZÄÖÜ]\w*)")
"""What may be an item of a list, and its first word."""
_ORDERED = frozenset(RANKED.split("|"))
_ITEMS_REACH = 400
"""Characters in which the neighbours of an item are looked for. Lower, and long items are read as ordinals."""


def decide(locale: Locale, span: Span, context: Context) -> Span | None:
    """The span, another reading of it, or ``None`` where it only looks like one."""
    kind = span.kind
    if kind is SpanKind.CARDINAL and span.is_bare:
        return span
    if span.field("season") and int(span.field("season")) != (int(span.field("integer")) + 1) % 100:
        return None
    if kind is SpanKind.ABBREVIATION:
        return _abbreviation(span, context)
    if kind is SpanKind.ROMAN and not span.field("integer"):
        return with_value(span)
    if kind is SpanKind.SYMBOL and context.written.endswith(".") and not context.text[span.end :].strip():
        return span._replace(end=span.end - 1)  # the stop of the sentence too
    if span.field("symbol") == "J":
        return in_years(span, context, AGED)
    if kind is SpanKind.TIME:
        return _time(span, context)
    if kind is SpanKind.UNIT and span.field("symbol") == "h":
        return _hours(span, context)
    if kind is SpanKind.DATE:
        return _date(locale, span, context)
    if kind is SpanKind.ORDINAL and span.field("suffix") == ".":
        return None if _is_item(span, context) else span
    if kind is SpanKind.MONEY:
        if span.field("symbol") == "Fr." and _CLOCK_BEHIND.match(context.text, span.start):
            return None
        cents = _NO_CENTS.match(context.text, span.end)
        return span._replace(end=cents.end()) if cents else span
    if kind is SpanKind.FRACTION and not span.field("whole") and not span.field("unit"):
        return _fraction(span)
    return span


def _time(span: Span, context: Context) -> Span | None:
    if not span.field("second") and _MINUTES.match(context.text, span.end):
        return None  # "1 h 30 min" is a duration.
    if span.field("suffix") or not span.field("minute"):
        return span
    hour = _HOUR.match(context.text, span.end)
    if hour is None and not span.field("second") and _is_result(context):
        fields = {"first": span.field("hour"), "second": span.field("minute")}
        return span._replace(kind=SpanKind.SCORE, fields=fields)
    short = len(span.field("hour")) == 1 and context.before not in _CLOCK_WORDS
    if short and (hour or (span.field("second") and ":" in context.written)):
        span = span._replace(kind=SpanKind.DURATION)  # "1:30 h", "2:45:30"
    return span._replace(end=hour.end()) if hour else span


def _is_item(span: Span, context: Context) -> bool:
    """Whether a number counts the items of a list that goes on in its line: "1. Äpfel waschen, 2. Birnen schneiden".

    The first stands behind a mark, none behind a word that makes it an ordinal, and each has a word of its own.
    """
    text, number = context.text, int(span.field("integer"))
    if not context.mark_after.isspace() or ends_ordinals(context.before):
        return False
    begin = max(0, span.start - _ITEMS_REACH)
    items: dict[int, tuple[str, int]] = {}
    for match in _ITEM.finditer(text, begin, span.end + _ITEMS_REACH):
        if int(match[1]) == len(items) + 1:
            items[len(items) + 1] = match[2], match.start()
    words = [word for word, _ in items.values()]
    if number not in items or items[number][1] != span.start or len(items) < 2 or len(set(words)) < len(words):
        return False
    return not _ORDERED.intersection(words) and not text[: items[1][1]].rstrip(" *_\n")[-1:].isalnum()


def _is_result(context: Context) -> bool:
    """Whether a game ended so: "Ergebnis: 21:14", "gewann das Spiel mit 25:23"."""
    for word in context.words_before[:3]:
        if word in _RESULTS:
            return True
        if word not in _BETWEEN:
            return False
    return False


def _hours(span: Span, context: Context) -> Span:
    """ "Gegen 20 h" is a time, "20 h lang" is none."""
    named = context.before in ("um", "gegen") or _OPEN.search(context.text, max(0, span.start - 12), span.start)
    minute = span.field("fraction")
    clock = named and int(span.field("integer") or "25") < 25 and (not minute or (len(minute) == 2 and minute < "60"))
    fields = {"hour": span.field("integer"), "suffix": "h"} | ({"minute": minute} if minute else {})
    return span._replace(kind=SpanKind.TIME, fields=fields) if clock else span


def _date(locale: Locale, span: Span, context: Context) -> Span | None:
    if "/" in context.written and not span.field("day") and context.before.rstrip(".") in _ISSUES:
        fields = {"numerator": span.field("month"), "denominator": span.field("year"), "pair": "Schrägstrich"}
        return span._replace(kind=SpanKind.FRACTION, fields=fields)
    if span.field("year") or not context.written_before:
        return span
    # "macOS 14.2." is no day in February.
    before = context.written_before[0]
    numbered = before.casefold() in locale.version_words | locale.roman_before | _SECTIONED
    named = numbered or not (before[1:].islower() or len(before) == 1 or before.isdecimal())
    return None if named and not any(map(str.isalpha, context.written)) else span


def _fraction(span: Span) -> Span:
    """ "24/7" and "die Saison 23/24" are two numbers."""
    numerator, denominator = int(span.field("numerator")), int(span.field("denominator"))
    if span.field("symbol"):
        return span
    season = numerator > 10 and denominator in (7, numerator, numerator + 1)
    if season or (numerator, denominator) == (9, 11):
        return span._replace(fields={**span.fields, "pair": " "})
    if numerator > denominator and denominator not in _IMPROPER:
        return span._replace(fields={**span.fields, "pair": "Schrägstrich"})
    return span


def _abbreviation(span: Span, context: Context) -> Span | None:
    key = span.field("key").casefold()
    if not key or key in ("c++", "c#", "f#"):
        return span
    if key == "v":
        return span if context.written == "v." and context.after[:1].isdecimal() else None
    if key in DAYS and span.field("key")[0].isupper():
        return span._replace(fields={**span.fields, "day": "yes"})
    if span.field("key") in SHORT_MONTHS:
        return span
    if context.is_alone:
        return span
    following = context.text[span.end :][:2].lstrip("\u00a0 ")[:1]
    if key in COUNTED and not (context.before.isdigit() and context.mark_before in (" ", "\u00a0")):
        return None
    if key == "lit" and following.isalpha():
        return span
    if key in NUMBERED and not (following.isdigit() or following in tuple("IVX")):
        return None
    if key in SMALL | CAPITAL | {"fr"} and key != "str":
        capital = key in CAPITAL or key == "fr"
        if context.written[0].isupper() is not capital and (capital or context.written_before or key == "u"):
            return None
        if key == "u" and not following.isalnum():
            return None
        if key == "min" and context.before.isdigit():
            return None
        if key in ("max", "min", "mind") and not context.written.endswith(".") and not following.isdigit():
            return None
    return _weekday(span, context, following) if key in DAYS else span


def _weekday(span: Span, context: Context, following: str) -> Span | None:
    """Short names of days count beside a number or a bracket; "Fr." before a name is a woman."""
    if not context.written[0].isupper():
        return None
    stopped = context.written.endswith(".") or context.mark_after == "."
    if following.isdigit() or (
        context.mark_after in tuple(",:)") and (stopped or _DAY_TIME.match(context.text, span.end))
    ):
        return span._replace(fields={"key": span.field("key"), "day": "yes"})
    if context.before in ("am", "bis", "ab", "jeden", "von") and stopped and span.field("key") != "so":
        return span._replace(fields={"key": span.field("key"), "day": "yes"})
    return span if span.field("key") == "fr" and stopped and following.isupper() else None

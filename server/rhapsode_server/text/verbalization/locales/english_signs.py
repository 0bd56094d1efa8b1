"""What signs between words and numbers are in English: arithmetic, ranges, sides, arrows, or nothing that is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.english_units import PER
from rhapsode_server.text.verbalization.span import Span

_POWER_OF_TEN = re.compile(r"\s?10[⁰¹²³⁴-⁹⁻^]")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d\d \Z")
_SIDE = re.compile(r"\d(?: ?(?:cm|mm|m|in|ft|km|px)|[\"″”'′])(?: |)\Z")
_POWERED = re.compile(r"[\w²³¹][ ·⋅]([A-Za-z]{1,3})\Z")
_SENTENCE_END = re.compile(r"[.;!?]\s|\n")
_DAY_HALF = re.compile(r"(?i:[ap]\.?m\.?)\Z")
_LAST = re.compile(r"\d+\Z")
_FIRST = re.compile(r"\s?(\d{1,15})")
_GREENWICH = ("UTC", "GMT")
_OPERATORS = {
    ">=": "is greater than or equal to",
    "<=": "is less than or equal to",
    "!=": "is not equal to",
    "==": "equals",
    "->": "to",
    "=>": "to",
    "+=": "plus equals",
    "-=": "minus equals",
    "*=": "times equals",
    "/=": "divide equals",
}
_STRANDS = re.compile(r"\b(?:[DR]NA|UTR|primers?|strands?|exonuclease|codon)\b")
_NEAR = 40
"""How far from a prime a word of biology may be, in characters."""
_LETTER = re.compile("[A-Za-z0-9]")
_COMPARING = frozenset("is was be are of at to than score value values ratio level levels with and or if".split())
"""Before "<3" that is no heart."""
_OPEN = frozenset("open opens hours daily weekdays ht ft aet".split())
_EQUATION = 24
"""How far an equals sign may be from a sign that it makes one of arithmetic, in characters."""
_WORD = re.compile(r"[A-Za-z]{3,}")


def decide_sign(span: Span, context: Context) -> Span | None:
    """A sign with its word, or ``None`` where it is only seen."""
    character = span.field("character")
    text, start = context.text, context.start
    if span.field("power")[:1] == "⁻" and (unit := _POWERED.search(text, max(0, start - 6), start)):
        return None if unit[1] in PER else span  # below a stroke, in effect
    if span.field("heart"):
        return None if context.before in _COMPARING else span
    if span.field("parted"):
        return _said(span, "over") if _is_parted(context) else None
    if character == "^" and not (context.mark_before.isalnum() or context.mark_before in tuple(")]}")):
        return None  # a share's sign
    if character == "~" and context.mark_before.isalnum():
        return _said(span, "tilde")
    if character == "ⁿ":
        return _said(span, "to the N" if context.mark_before.isalnum() else " to the N")
    reader = _READERS.get(character)
    if reader is not None:
        return reader(span, context)
    if character in ("<=", ">=") and not text[max(0, start - 2) : start].strip(" ("):
        return _said(span, "at most" if character == "<=" else "at least")
    if character in _OPERATORS:
        return _said(span, _OPERATORS[character])
    return span


def _said(span: Span, word: str) -> Span:
    return span._replace(fields={"character": span.field("character"), "word": word})


def _plus(span: Span, context: Context) -> Span:
    """An hour's distance from Greenwich, or a sum."""
    return _said(span, " plus") if context.text[max(0, context.start - 3) : context.start] in _GREENWICH else span


def _colon(span: Span, context: Context) -> Span:
    return _said(span, "to")


def _dash(span: Span, context: Context) -> Span | None:
    """A range, a difference, or nothing that is said."""
    text, start, end = context.text, context.start, context.end
    if span.field("power"):
        return span
    if text[start - 1].isupper():
        return _said(span, "minus")  # a grade, or blood
    if text[max(0, start - 2) : start - 1] == "(" and context.mark_before.isalpha() and text[start] == "-":
        return _said(span, "minus")
    if text[start - 1].isdigit() and text[end : end + 1].isupper():
        return _said(span, "to") if text[start - 2] == text[end] else None  # Q1-Q3, but R2-D2
    if _CLOCK.search(text, max(0, start - 6), start):
        return None  # from one hour to another
    if text[max(0, start - 3) : start] in _GREENWICH:
        return _said(span, " minus")
    if context.mark_before in tuple("\"″'′"):
        return _said(span, " to ")
    return _operator(span, context)


def _stroke(span: Span, context: Context) -> Span | None:
    return _said(span, "out of") if context.mark_before.isdigit() else _operator(span, context)


def _operator(span: Span, context: Context) -> Span | None:
    """A sign of arithmetic between spaces, if that is what is done."""
    character, text, start, end = span.field("character"), context.text, context.start, context.end
    if span.field("power"):
        return span
    before, digit_behind = text[max(0, start - 6) : start].rstrip(), text[end : end + 3].lstrip()[:1].isdigit()
    equation = _is_arithmetic(context)
    if character == "*" and _WORD.search(before[-3:]):
        return None  # SELECT * FROM
    digits = before[-1:].isdigit() and digit_behind
    if character == "-" and digit_behind and not equation and _DAY_HALF.search(before):
        return _said(span, "to")
    word = {"-": "minus", "–": "minus", "/": "divided by", "*": "times"}[character]
    if character == "*" and digits:
        equation = True
    if character == "-" and digits and not equation:
        low, high = _LAST.search(before), _FIRST.match(text, end)
        rises = low is None or high is None or int(low[0]) < int(high[1])
        word = "to" if rises or _is_played(context) else "minus"
        equation = True
    return _said(span, word) if equation else None


def _is_played(context: Context) -> bool:
    """Whether two numbers with a dash between them are goals, or hours: "Arsenal 3 - 1 Chelsea", "open 9 - 5"."""
    around = (*context.written_before[1:2], *context.written_after[1:2])
    named = len(around) > 1 and all(word[0].isupper() for word in around)
    return named or not _OPEN.isdisjoint((*context.words_before, *context.words_after))


def _arrow(span: Span, context: Context) -> Span | None:
    """From one number to another, or what a reaction yields; elsewhere a pause."""
    text, start, end = context.text, context.start, context.end
    word = "yields" if span.field("character") == "→" else "is in equilibrium with"
    before, behind = text[max(0, start - _EQUATION) : start], text[end : end + _EQUATION]
    reacts = " + " in _SENTENCE_END.split(before)[-1] + _SENTENCE_END.split(behind)[0]
    numbers = text[start - 1].isdecimal() and text[end : end + 2].lstrip("$€£")[:1].isdigit()
    if not reacts:
        return _said(span, "to") if numbers else None
    return _said(span, word if _LETTER.match(text[start - 1]) else f" {word}")


def _prime(span: Span, context: Context) -> Span | None:
    """The mark of a derivative, or of an end of a strand: "f'(x)", "5' to 3'"."""
    around = context.text[max(0, context.start - _NEAR) : context.end + _NEAR]
    if context.mark_after != "(" and not _STRANDS.search(around):
        return None
    return _said(span, "prime of " if context.mark_after == "(" else "prime")


def _is_parted(context: Context) -> bool:
    """Whether a letter before a stroke is a quantity: in an equation, or Greek."""
    return _is_arithmetic(context) or not context.mark_before.isascii()


def _by(span: Span, context: Context) -> Span | None:
    """The sign between the sides of something: "3 x 4 m"."""
    character, spaced = span.field("character"), context.written[0].isspace()
    if character == "×" and _SIDE.search(context.text, max(0, context.start - 6), context.start):
        return _said(span, "by" if context.mark_before.isalnum() else " by")
    if character == "×" and (spaced or context.mark_before.isspace()):
        return None if spaced else span
    if not (context.mark_before.isdigit() or context.mark_before in tuple("\"'′″")):
        before = context.written_before
        if not spaced or len(before) < 2 or not before[1][0].isdigit() or not before[0].islower():
            return None
    word = "times" if _is_arithmetic(context) else "by"
    return _said(span, word if context.mark_before.isalnum() else f" {word}")


def _is_arithmetic(context: Context) -> bool:
    text = context.text
    around = text[max(0, context.start - _EQUATION) : context.start] + text[context.end : context.end + _EQUATION]
    return "=" in around or _POWER_OF_TEN.match(text, context.end) is not None


_READERS: Mapping[str, Callable[[Span, Context], Span | None]] = {
    **dict.fromkeys("→⇌", _arrow),
    **dict.fromkeys("'′’", _prime),
    **dict.fromkeys("xX×", _by),
    **dict.fromkeys("-–", _dash),
    "/": _stroke,
    "*": _operator,
    "+": _plus,
    ":": _colon,
}

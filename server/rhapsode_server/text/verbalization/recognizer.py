"""Finds what is not read as it is written: non-overlapping spans, the most specific reading first.

One pass from left to right. Addresses and then a language's own expressions claim their places first; then each place
where something may begin is tried: a digit, a currency sign, a word that the language knows, a sign, a picture.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator

from rhapsode_server.text.verbalization.address_patterns import find_addresses
from rhapsode_server.text.verbalization.decisions import Decisions, Hints
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.patterns import DASHES, LATIN, Patterns
from rhapsode_server.text.verbalization.script import MARKS, Folding
from rhapsode_server.text.verbalization.span import Span, SpanKind
from rhapsode_server.text.verbalization.words import WordReader

_WORDS = re.compile(rf"(?:[^\W\d_]|[{MARKS}])+")
_JOINED = re.compile(rf"[{LATIN}_]")
_SIGNS = frozenset("-+±")
_START = operator.itemgetter(1)
_SPACES = frozenset(" \u00a0\u2009")
_DASHES = frozenset(DASHES)
"""What has to stand behind a number for a range to begin with it."""
_ENDS_SOMETHING = frozenset(")]}%_") | frozenset(re.findall(rf"[{MARKS}]", "".join(map(chr, range(0x300, 0x2010)))))
"""Behind these, as behind a letter or digit, a sign belongs to no number."""
ENDLESS = 40
"""So many numbers with nothing but marks between them are data, and said one after another. Lower, and a long version,
telephone number or list is; higher, and a text of nothing else costs ten times what it is worth."""
_ENDLESS = re.compile(rf"(?<!\w)(?<!\w[^\w\s])[0-9]{{1,15}}(?:[^\w\s]{{1,2}}[0-9]{{1,15}}){{{ENDLESS - 1},}}")
_EMOJI = re.compile("[\u200d\ufe0f\u20e3\U0001f3fb-\U0001f3ff]+")
_RANGED = frozenset(
    {
        SpanKind.CARDINAL,
        SpanKind.DECIMAL,
        SpanKind.ORDINAL,
        SpanKind.YEAR,
        SpanKind.DATE,
        SpanKind.TIME,
        SpanKind.MONEY,
        SpanKind.PERCENT,
        SpanKind.UNIT,
        SpanKind.TEMPERATURE,
    }
)


class Recognizer:
    """The spans of one language. Keeps nothing of a text."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        self._folding = Folding(locale.decimal_mark, locale.group_marks[:1])
        self._patterns = Patterns(locale)
        self._decisions = Decisions(locale, self._patterns)
        self._words = WordReader(locale, self._patterns, self._decisions)

    def find(self, text: str) -> list[Span]:
        """All spans of a text, in order, without overlap."""
        shadow = self._folding.fold(text)
        hints = self._decisions.hints(text)
        found: list[Span] = []
        position = 0
        endless = [Span(SpanKind.CODE, *match.span(), {"text": match[0]}) for match in _ENDLESS.finditer(shadow)]
        for span in endless:
            # Nothing else is looked for there.
            shadow = shadow[: span.start] + " " * (span.end - span.start) + shadow[span.end :]
        for claim in self._claimed(text, shadow, endless):
            start = claim.start
            if start > position and (start - position > 1 or shadow[position] != " "):
                found += self._scan(text, shadow, position, start, hints)
            found.append(claim)
            position = claim.end
        found += self._scan(text, shadow, position, len(text), hints)
        return found

    def _claimed(self, text: str, shadow: str, endless: list[Span]) -> list[Span]:
        """What is found wherever it stands: endless numbers, addresses, then the language's own expressions."""
        claimed: list[Span] = []
        taken = bytearray(len(text))
        for number in endless:
            _claim(number, claimed, taken)
        for address in find_addresses(text):
            _claim(address, claimed, taken)
        for row in self._patterns.own_for(shadow):
            for match in row.expression.finditer(shadow):
                start, end = match.span()
                # A span begins where its match does: it could not be claimed there.
                if end > start and not taken[start]:
                    span = self._decisions.span_of(row, match, text)
                    if span is not None:
                        _claim(span, claimed, taken)
        claimed.sort(key=_START)
        return claimed

    def _scan(self, text: str, shadow: str, start: int, end: int, hints: Hints) -> Iterator[Span]:
        """The spans between two claimed places."""
        trigger = self._patterns.trigger
        position = edge = start
        seen: dict[int, Span | None] = {}
        while (match := trigger.search(shadow, position, end)) is not None:
            what, behind = match.lastgroup, match.end()
            if what == "symbol" and _is_inside(match[0], text, behind - 1):
                position = behind
                continue
            span = self._at(text, shadow, match, edge, end, hints, seen)
            # An era or a suffix may reach into what is claimed.
            if span is not None and span.end <= end:
                yield span
                position = span.end
                # Its words will stand apart from what follows.
                edge = position if "glued" in span.fields else edge
            elif what == "number":
                position = _behind_digits(shadow, behind, end)
            else:
                position = behind

    def _at(
        self,
        text: str,
        shadow: str,
        match: re.Match[str],
        edge: int,
        end: int,
        hints: Hints,
        seen: dict[int, Span | None],
    ) -> Span | None:
        """The span that begins at a trigger, if one does; ``edge`` is where what was claimed before it ends, or a
        number whose words stand apart."""
        start, what = match.start(), match.lastgroup
        if what == "word":
            found = self._words.at(text, shadow, start, match.end(), end, apart=start == edge)
            if found is not None and found.end > end:
                return None  # it runs into what is claimed
            if found is not None and found.kind is SpanKind.MONEY:
                return self._range(text, shadow, found, end, hints, seen)
            if found is None or found.kind is not SpanKind.DATE:
                return found
            return self._days(text, shadow, found, end, hints)
        if what in ("number", "money", "group", "vulgar"):
            before = shadow[start - 1 : start]
            if shadow[start] in _SIGNS and (before.isalnum() or before in _ENDS_SOMETHING):
                if shadow[start] != "-" and not before.isalpha() and shadow[start] in self._locale.symbols:
                    sign = Span(SpanKind.SYMBOL, start, start + 1, {"character": shadow[start]})
                    if (found := self._decisions.symbol(sign, text)) is not None:
                        return found
                start += 1
                before = shadow[start - 1 : start]
            if before != " " and before and _JOINED.match(before) and start != edge:
                return None
            return self._number(text, shadow, start, end, hints, seen)
        if what == "emoji":
            return _emoji(text, match)
        span = Span(SpanKind.SYMBOL, start, match.end(), {"character": match[0]})
        return self._decisions.symbol(span, text)

    def _days(self, text: str, shadow: str, first: Span, end: int, hints: Hints) -> Span:
        """A date that begins with its month, or the range of two ("March 3–5", "June 28 – July 3", "May 2023 – June
        2024")."""
        dash = self._patterns.range_dash.match(shadow, first.end, end)
        with_day = "day" in first.fields
        if dash is None or dash.end() >= end or not (with_day or "year" in first.fields):
            return first
        word = _WORDS.match(text, dash.end(), end)
        if word is not None:
            second = self._words.at(text, shadow, word.start(), word.end(), end)
            if second is not None and second.kind is not SpanKind.DATE:
                second = None
        else:
            second = self._decisions.number_at(text, shadow, dash.end(), end, hints)
            if second is not None and second.kind in (SpanKind.CARDINAL, SpanKind.ORDINAL):
                day = second.field("integer")
                is_later = with_day and day.isdecimal() and int(first.field("day")) < int(day) <= 31
                second = second._replace(kind=SpanKind.DATE, fields={"day": day}) if is_later else None
        if second is None or second.kind is not SpanKind.DATE or ("day" in second.fields) is not with_day:
            return first
        return self._decisions.range_of(first, second, "–", text) or first

    def _number(
        self, text: str, shadow: str, start: int, end: int, hints: Hints, seen: dict[int, Span | None]
    ) -> Span | None:
        """The number at a place, or the range that begins with it.

        ``seen`` holds a number that was looked at as a range's end and is none: it is next, and not worked out twice.
        """
        first = seen.pop(start) if start in seen else self._decisions.number_at(text, shadow, start, end, hints)
        if first is None or first.kind not in _RANGED:
            return first
        return self._range(text, shadow, first, end, hints, seen)

    def _range(self, text: str, shadow: str, first: Span, end: int, hints: Hints, seen: dict[int, Span | None]) -> Span:
        """The range that begins with a number, or the number alone."""
        behind = shadow[first.end : first.end + 2]
        if behind[:1] not in _DASHES and (behind[:1] not in _SPACES or behind[1:] not in _DASHES):
            return first
        dash = self._patterns.range_dash.match(shadow, first.end, end)
        if dash is None or dash.end() >= end:
            return first
        second = self._decisions.number_at(text, shadow, dash.end(), end, hints)
        if second is not None and second.kind in _RANGED:
            found = self._decisions.range_of(first, second, dash[0], text)
            if found is not None:
                return found
        seen[dash.end()] = second
        return first


def _is_inside(sign: str, text: str, place: int) -> bool:
    """Whether a sign is one of a line of them, or stands within a word: it is not said then."""
    before, behind = text[place - 1 : place], text[place + 1 : place + 2]
    return sign in (before, behind) or (sign != "&" and before.isalpha() and behind.isalpha())


def _behind_digits(shadow: str, position: int, end: int) -> int:
    """Behind a number that is not read, and the letters that it is joined to."""
    while position < end and (shadow[position].isalnum() or shadow[position] == "_"):
        position += 1
    return position


def _claim(span: Span, claimed: list[Span], taken: bytearray) -> None:
    """Add a span where nothing is claimed yet."""
    if taken.find(1, span.start, span.end) == -1:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
        claimed.append(span)


def _emoji(text: str, match: re.Match[str]) -> Span | None:
    end = match.end()
    while (joined := _EMOJI.match(text, end)) is not None:
        end = joined.end()
        if joined[0].endswith("\u200d") and end < len(text):
            end += 1
    return Span(SpanKind.EMOJI, match.start(), end, {"text": text[match.start() : end].replace("\ufe0f", "")})

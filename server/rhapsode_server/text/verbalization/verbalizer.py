"""From a text to the words of its spans."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from rhapsode_server.text.characters import SPACELESS, classify
from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales import locale_of
from rhapsode_server.text.verbalization.patterns import LATIN
from rhapsode_server.text.verbalization.recognizer import Recognizer
from rhapsode_server.text.verbalization.script import MARKS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_TOUCHING = re.compile(rf"[\d{LATIN}%‰°½¼¾⅓⅔²³]")
_LEFT = frozenset("#@")
_JOINED = re.compile(rf"[\w{MARKS}#@&.]")


class SpokenSpan(NamedTuple):
    """A span and how it is said."""

    span: Span
    words: str

    def moved(self, shift: int) -> SpokenSpan:
        """The same in a text that begins ``shift`` characters earlier."""
        if not shift:
            return self
        kind, start, end, fields, parts = self.span
        return SpokenSpan(Span(kind, start + shift, end + shift, fields, parts), self.words)


class Verbalizer:
    """Reads the spans of one language. Keeps nothing of a text: one object serves everybody."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self._recognizer = Recognizer(locale)

    def verbalize(self, text: str, unsaid: frozenset[SpanKind] = frozenset(), edge: int = 0) -> tuple[SpokenSpan, ...]:
        """The spans of a text with their words, in order. What lies between them stays as it is.

        Args:
            text: any text.
            unsaid: kinds that are left out, unless they reach over the edge.
            edge: where what counts begins.
        """
        spoken: list[SpokenSpan] = []
        for span in self._recognizer.find(text):
            if span.kind in unsaid and not span.start < edge < span.end:
                continue
            context = Context(text, span.start, span.end)
            words = self.locale.speak(span, context)
            if words is None:
                continue
            if span.kind is SpanKind.SYMBOL and self.locale.sets_spaces:
                words = _set_apart(words, context)
            elif "glued" in span.fields:
                words += " "
            if context.mark_before in _LEFT and (sign := self._left_sign(text, span.start - 1, spoken)) is not None:
                spoken.append(sign)
            if context.mark_before == "." and spoken and spoken[-1].span.end == span.start:
                # Only an abbreviation's stop divided the two: "p.5".
                words = words if classify(words[0]) in SPACELESS else f" {words}"
            if context.mark_before == "/" and self.locale.sets_spaces:
                words = _behind_stroke(words, span.start, spoken)
            spoken.append(SpokenSpan(span, words))
        return tuple(spoken)

    def _left_sign(self, text: str, place: int, spoken: list[SpokenSpan]) -> SpokenSpan | None:
        """The sign right before what is said, that would be one of a name before its words: "@21", "#5"."""
        sign = text[place]
        if (spoken and spoken[-1].span.end > place) or (place and _JOINED.match(text, place - 1) is not None):
            return None
        symbols = self.locale.symbols
        name = symbols.get(sign) or (symbols.get("№") if sign == "#" else None) or self.locale.sign_names.get(sign)
        if name is None:
            return None
        span = Span(SpanKind.SYMBOL, place, place + 1, {"character": sign})
        return SpokenSpan(span, f"{name} " if self.locale.sets_spaces else name)

    def spoken_text(self, text: str) -> str:
        """The whole text with each span replaced by its words."""
        parts: list[str] = []
        position = 0
        for span, words in self.verbalize(text):
            parts += (text[position : span.start], words)
            position = span.end
        return "".join([*parts, text[position:]])


def _set_apart(words: str, context: Context) -> str:
    """Spaces around a sign's words where letters or digits stand right beside it: "#1" is "number one"."""
    if words == "-":
        return words  # a stroke that is not said
    before = " " if _TOUCHING.match(context.mark_before) else ""
    behind = " " if _TOUCHING.match(context.mark_after) and not words.endswith("'") else ""
    return before + words + behind


def _behind_stroke(words: str, start: int, spoken: list[SpokenSpan]) -> str:
    """Spaces around a stroke that is not said: between words it would be another than between figures."""
    if spoken and spoken[-1].span.end == start:
        return words
    if spoken and spoken[-1].span.end == start - 1:
        span, before = spoken[-1]
        spoken[-1] = SpokenSpan(span, f"{before} ")
    return f" {words}"


@functools.cache
def verbalizer_of(tag: str) -> Verbalizer | None:
    """The verbaliser of a language's primary subtag; ``None`` where the language has none."""
    locale = locale_of(tag)
    return None if locale is None else Verbalizer(locale)

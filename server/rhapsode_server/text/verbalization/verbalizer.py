"""From a text to the words of its spans."""

from __future__ import annotations

import functools
from typing import NamedTuple

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.juncture import NAMING, naming_sign, set_apart
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.locales import locale_of
from rhapsode_server.text.verbalization.recognizer import Recognizer
from rhapsode_server.text.verbalization.span import Span, SpanKind

_SPACE = frozenset(("", " "))


class SpokenSpan(NamedTuple):
    """A span and how it is said."""

    span: Span
    words: str


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
        locale = self.locale
        spans = self._recognizer.find(text)
        for index, span in enumerate(spans):
            kind, start, end, fields, _ = span
            if kind in unsaid and not start < edge < end:
                continue
            words = locale.speak(span, Context(text, start, end))
            if words is None:
                continue
            left, right = text[start - 1 : start], text[end : end + 1]
            if left not in _SPACE or right not in _SPACE or kind is SpanKind.SYMBOL or "glued" in fields:
                before = spoken[-1].span if spoken else None
                if left in NAMING and (sign := naming_sign(text, start, before)):
                    spoken.append(SpokenSpan(*self._named(sign, start)))
                ahead = spans[index + 1].start if index + 1 < len(spans) else len(text)
                words = set_apart(words, span, text, before, ahead, spaced=locale.sets_spaces)
            spoken.append(SpokenSpan(span, words))
        return tuple(spoken)

    def _named(self, sign: str, start: int) -> tuple[Span, str]:
        """A sign right before what is said, and its words: a number sign's, else its name."""
        symbols = self.locale.symbols
        name = symbols.get(sign) or (sign == "#" and symbols.get("№")) or self.locale.sign_names.get(sign, sign)
        span = Span(SpanKind.SYMBOL, start - 1, start, {"character": sign})
        return span, f"{name} " if self.locale.sets_spaces else name

    def spoken_text(self, text: str) -> str:
        """The whole text with each span replaced by its words."""
        parts: list[str] = []
        position = 0
        for span, words in self.verbalize(text):
            parts += (text[position : span.start], words)
            position = span.end
        return "".join([*parts, text[position:]])


@functools.cache
def verbalizer_of(tag: str) -> Verbalizer | None:
    """The verbaliser of a language's primary subtag; ``None`` where the language has none."""
    locale = locale_of(tag)
    return None if locale is None else Verbalizer(locale)

"""The neighbours of a span, by which its reading is decided."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from rhapsode_server.text.verbalization.script import MARKS

REACH = 60
"""Characters looked at on each side. Lower, and the third word away is missed; higher, and each number costs more."""

WORDS = 4
"""Words remembered on each side."""

_ITEMS = re.compile(rf"[\w{MARKS}'’]+|[.!?…。！？।؟;\n]")
_ENDS = frozenset(".!?…。！？।؟;\n")


class Context:
    """What stands around a span in its own sentence."""

    __slots__ = ("__dict__", "end", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        """All of the text, as written."""
        self.start = start
        self.end = end

    @functools.cached_property
    def written_before(self) -> tuple[str, ...]:
        """Up to four words before the span, the nearest first, as written; a sentence's end is not crossed."""
        return _nearest(reversed(_ITEMS.findall(self.text, max(0, self.start - REACH), self.start)))

    @functools.cached_property
    def written_after(self) -> tuple[str, ...]:
        """Up to four words behind the span, the nearest first, as written."""
        return _nearest(match[0] for match in _ITEMS.finditer(self.text, self.end, self.end + REACH))

    @functools.cached_property
    def words_before(self) -> tuple[str, ...]:
        """``written_before``, casefolded."""
        return tuple(word.casefold() for word in self.written_before)

    @functools.cached_property
    def words_after(self) -> tuple[str, ...]:
        """``written_after``, casefolded."""
        return tuple(word.casefold() for word in self.written_after)

    @property
    def before(self) -> str:
        """The word before the span, casefolded; empty at the sentence's start."""
        return self.words_before[0] if self.words_before else ""

    @property
    def after(self) -> str:
        """The word behind the span, casefolded; empty at the sentence's end."""
        return self.words_after[0] if self.words_after else ""

    @property
    def mark_before(self) -> str:
        """The character before the span; empty at the text's start."""
        return self.text[self.start - 1 : self.start] if self.start else ""

    @property
    def mark_after(self) -> str:
        """The character behind the span; empty at the text's end."""
        return self.text[self.end : self.end + 1]

    @property
    def written(self) -> str:
        """The span itself, as written."""
        return self.text[self.start : self.end]


def _nearest(items: Iterable[str]) -> tuple[str, ...]:
    words: list[str] = []
    for item in items:
        if item in _ENDS or len(words) == WORDS:
            break
        words.append(item)
    return tuple(words)

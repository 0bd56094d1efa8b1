"""The neighbours of a span, by which its reading is decided."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.script import MARKS

REACH = 60
"""Characters looked at on each side. Lower, and the third word away is missed; higher, and each number costs more."""

NEAR = 16
"""Characters looked at first for the words before a span. Lower, and most are looked for twice; higher, and more words
are found than are wanted."""

WORDS = 4
"""Words remembered on each side."""

_NEXT = re.compile(rf"[^\w{MARKS}'’.!?…。！？।؟;\n]*+([\w{MARKS}'’]++)?" * WORDS)
"""The next words, up to the first end of a sentence; of the text backwards, those before."""
_NEAREST = re.compile(rf"[^\w{MARKS}'’.!?…。！？।؟;\n]*+([\w{MARKS}'’]++)?")
"""The first of them, which is asked for most."""


class Context:
    """What stands around a span in its own sentence. Found when first asked for: most spans ask for nothing."""

    # Of the class, so that to make one takes three assignments: there is one for each span, and most are asked nothing.
    _written_before: tuple[str, ...] | None = None
    _written_after: tuple[str, ...] | None = None
    _words_before: tuple[str, ...] | None = None
    _words_after: tuple[str, ...] | None = None
    _before: str | None = None
    _after: str | None = None

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        """All of the text, as written."""
        self.start = start
        self.end = end

    @property
    def written_before(self) -> tuple[str, ...]:
        """Up to four words before the span, the nearest first, as written; a sentence's end is not crossed."""
        if self._written_before is None:
            self._written_before = _nearest_before(self.text, self.start)
        return self._written_before

    @property
    def written_after(self) -> tuple[str, ...]:
        """Up to four words behind the span, the nearest first, as written."""
        if self._written_after is None:
            self._written_after = _nearest_behind(self.text, self.end)
        return self._written_after

    @property
    def words_before(self) -> tuple[str, ...]:
        """``written_before``, casefolded."""
        if self._words_before is None:
            self._words_before = tuple(map(str.casefold, self.written_before))
        return self._words_before

    @property
    def words_after(self) -> tuple[str, ...]:
        """``written_after``, casefolded."""
        if self._words_after is None:
            self._words_after = tuple(map(str.casefold, self.written_after))
        return self._words_after

    @property
    def before(self) -> str:
        """The word before the span, casefolded; empty at the sentence's start."""
        word = self._before
        if word is None:
            found = _NEAREST.match(self.text[max(0, self.start - REACH) : self.start][::-1])
            word = self._before = (found[1] or "")[::-1].casefold() if found is not None else ""
        return word

    @property
    def after(self) -> str:
        """The word behind the span, casefolded; empty at the sentence's end."""
        word = self._after
        if word is None:
            found = _NEAREST.match(self.text, self.end, self.end + REACH)
            word = self._after = (found[1] or "").casefold() if found is not None else ""
        return word

    @property
    def is_alone(self) -> bool:
        """Whether the span is the whole text, but for marks."""
        return not any(map(str.isalnum, self.text[: self.start])) and not any(map(str.isalnum, self.text[self.end :]))

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


def _nearest_before(text: str, start: int) -> tuple[str, ...]:
    first = max(0, start - NEAR)
    found = _next(text[first:start][::-1])
    if first and found.end() == start - first:
        # All was taken, and the farthest word may begin before the place that was looked at.
        found = _next(text[max(0, start - REACH) : start][::-1])
    return tuple([word[::-1] for word in found.groups() if word is not None])


def _nearest_behind(text: str, end: int) -> tuple[str, ...]:
    words = _next(text[end : end + REACH]).groups()
    return words if words[-1] is not None else words[: words.index(None)]


def _next(text: str) -> re.Match[str]:
    found = _NEXT.match(text)
    assert found is not None  # it may match nothing
    return found

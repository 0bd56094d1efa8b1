"""The first texts of a context, by which its language is told."""

from __future__ import annotations

from rhapsode_server.text.segment import RunKind, Segment

MOST_CHARACTERS = 300
"""What is kept: three sentences. Lower may end before forty letters of one language have come; higher travels with
every job for nothing."""


class LanguageMemory:
    """Keeps the beginning of a context. Once that is full, every later segment is told apart by the very same texts, so
    that a language is never changed in midst of it."""

    def __init__(self) -> None:
        self._pieces: tuple[str, ...] = ()
        self._left = MOST_CHARACTERS

    def hear(self, segment: Segment) -> tuple[str, ...]:
        """The first texts of the context up to the end of a segment, which comes next."""
        if self._left > 0:
            text = "".join(run.text for run in segment.runs if run.kind is RunKind.PLAIN)[: self._left]
            if text:
                self._pieces = (*self._pieces, text)
                self._left -= len(text)
        return self._pieces

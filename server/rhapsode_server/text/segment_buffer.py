"""Text that was received and is not yet in a segment, each character with its place in the client's text."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

from rhapsode_server.text.segment import Run, RunKind


@dataclass(slots=True, eq=False)
class Style:
    """How characters are read. Two spans of ``<spell>`` have two styles, even where their values are equal; so have two
    pronunciations, and two texts that stand for others."""

    kind: RunKind = RunKind.PLAIN
    group: int | None = None
    phonemes: str | None = None
    source_length: int | None = None
    """How many characters of the source are read so, where they are written otherwise."""


PLAIN = Style()

_PART_CHARACTERS = 500
"""How long a part grows while its text arrives bit by bit. Lower only costs parts; higher, and each bit copies more."""

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NO_SPACE = re.compile(r"\S")


class Slice(NamedTuple):
    """What was cut off the buffer's front."""

    runs: tuple[Run, ...]
    source_start: int
    source_end: int


class _Part:
    """Characters that stand side by side and are read in one way."""

    __slots__ = ("edge", "source", "style", "text")

    def __init__(self, text: str, source: int, edge: int, style: Style) -> None:
        self.text = text
        self.source = source
        self.edge = edge
        """Where a cut behind the last of them would fall."""
        self.style = style


class SegmentBuffer:
    """The text between two cuts. Knows nothing of sentences; places are indices into the turn's text without its tags.

    The source range of a character's neighbourhood is kept as its *edge*: where a cut behind it would fall. An end tag
    moves the edge, so that it stays with its text; a start tag does not, so that it goes with what follows.
    """

    def __init__(self) -> None:
        self.start = 0
        """Index of the first character."""
        self.end = 0
        """Index behind the last character."""
        self.source_start = 0
        """Where the next segment's source range begins."""
        self._parts: deque[_Part] = deque()
        self.speakable_at: int | None = None
        """Index of the first character that a voice can say."""

    def append(self, text: str, source: int, style: Style) -> None:
        """Take characters that stand side by side at ``source``."""
        edge = source + len(text)
        last = self._parts[-1] if self._parts else None
        if (
            last is not None
            and last.style is style
            and last.source + len(last.text) == source == last.edge
            and len(last.text) < _PART_CHARACTERS
        ):
            last.text += text
            last.edge = edge
        else:
            self._parts.append(_Part(text, source, edge, style))
        if self.speakable_at is None:
            self._look_for_speakable(text, style)
        self.end += len(text)

    def append_replaced(self, text: str, start: int, end: int, style: Style) -> None:
        """Take characters that stand for the source from ``start`` to ``end``, in a style of their own."""
        self._parts.append(_Part(text, start, end, style))
        if self.speakable_at is None:
            self._look_for_speakable(text, style)
        self.end += len(text)

    def _look_for_speakable(self, text: str, style: Style) -> None:
        offset = _first_speakable(text, style)
        self.speakable_at = None if offset is None else self.end + offset

    def move_edge(self, source: int) -> None:
        """A tag that belongs to the text before it ends here."""
        if self._parts:
            self._parts[-1].edge = source

    def speakable_before(self, index: int) -> bool:
        """Whether there is a letter, a digit, something spelled or a given sound before ``index``."""
        return self.speakable_at is not None and self.speakable_at < index

    def has_text_before(self, index: int) -> bool:
        """Whether there is more than white space before ``index``."""
        left = index - self.start
        for part in self._parts:
            if left <= 0:
                return False
            if part.text[:left].strip():
                return True
            left -= len(part.text)
        return False

    def cut(self, index: int) -> Slice:
        """Take everything before ``index`` out."""
        source_start = self.source_start
        runs = self._take(index - self.start)
        self.start = index
        self.speakable_at = None
        place = index
        for part in self._parts:
            offset = _first_speakable(part.text, part.style)
            if offset is not None:
                self.speakable_at = place + offset
                break
            place += len(part.text)
        return Slice(tuple(runs), source_start, self.source_start)

    def drop_all(self, source: int) -> Slice:
        """Give up what is here, none of it speakable, for a range without runs that ends at ``source``."""
        dropped = Slice((), self.source_start, source)
        self.cut(self.end)
        self.source_start = source
        return dropped

    def _take(self, count: int) -> list[Run]:
        """The first characters, as runs; the source range goes on behind them."""
        runs: list[Run] = []
        parts = self._parts
        last_style = None
        while count:
            part = parts[0]
            text, source, edge, style = part.text, part.source, part.edge, part.style
            length = style.source_length
            if len(text) <= count:
                parts.popleft()
            else:
                part.text, text = text[count:], text[:count]
                edge = source + (len(text) if length is None else length)
                if length is None:
                    part.source = edge
            count -= len(text)
            self.source_start = edge
            last = runs[-1] if last_style is style and length is None else None
            if last is not None and last.source_end == source:
                runs[-1] = Run(last.text + text, last.source_start, style.kind, style.group, style.phonemes)
            else:
                runs.append(Run(text, source, style.kind, style.group, style.phonemes, length))
            last_style = style
        return runs


def _first_speakable(text: str, style: Style) -> int | None:
    """Index of the first character that a voice can say."""
    found = (_LETTER_OR_DIGIT if style.kind is RunKind.PLAIN else _NO_SPACE).search(text)
    return None if found is None else found.start()

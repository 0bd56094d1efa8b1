"""Text that was received and is not yet in a segment, each character with its place in the client's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rhapsode_server.text.segment import Run, RunKind


@dataclass(frozen=True, slots=True)
class Style:
    """How characters are read. Two spans of ``<spell>`` have two styles, even where their values are equal; so have two
    pronunciations, and two texts that stand for others."""

    kind: RunKind = RunKind.PLAIN
    group: int | None = None
    phonemes: str | None = None
    source_length: int | None = None
    """How many characters of the source are read so, where they are written otherwise."""


PLAIN = Style()


class Slice(NamedTuple):
    """What was cut off the buffer's front."""

    runs: tuple[Run, ...]
    source_start: int
    source_end: int


class SegmentBuffer:
    """The text between two cuts. Knows nothing of sentences; places are indices into the turn's text without its tags.

    The source range of a character's neighbourhood is kept as its *edge*: where a cut behind it would fall. An end tag
    moves the edge, so that it stays with its text; a start tag does not, so that it goes with what follows.
    """

    def __init__(self) -> None:
        self.start = 0
        """Index of the first character."""
        self.source_start = 0
        """Where the next segment's source range begins."""
        self._characters: list[str] = []
        self._sources: list[int] = []
        self._edges: list[int] = []
        self._styles: list[Style] = []
        self._speakable_at: int | None = None

    @property
    def end(self) -> int:
        """Index behind the last character."""
        return self.start + len(self._characters)

    def append(self, text: str, source: int, style: Style) -> None:
        """Take characters that stand side by side at ``source``."""
        if self._speakable_at is None:
            self._speakable_at = _first_speakable(text, style, self.end)
        self._characters.extend(text)
        self._sources.extend(range(source, source + len(text)))
        self._edges.extend(range(source + 1, source + len(text) + 1))
        self._styles.extend([style] * len(text))

    def append_replaced(self, text: str, start: int, end: int, style: Style) -> None:
        """Take characters that stand for the source from ``start`` to ``end``, in a style of their own."""
        self.append(text, start, style)
        self._sources[-len(text) :] = [start] * len(text)
        self._edges[-len(text) :] = [end] * len(text)

    def move_edge(self, source: int) -> None:
        """A tag that belongs to the text before it ends here."""
        if self._edges:
            self._edges[-1] = source

    def speakable_before(self, index: int) -> bool:
        """Whether there is a letter, a digit, something spelled or a given sound before ``index``."""
        return self._speakable_at is not None and self._speakable_at < index

    def has_text_before(self, index: int) -> bool:
        """Whether there is more than white space before ``index``."""
        return any(not character.isspace() for character in self._characters[: index - self.start])

    def cut(self, index: int) -> Slice:
        """Take everything before ``index`` out."""
        count = index - self.start
        runs = self._runs(count)
        source_start, source_end = self.source_start, self._edges[count - 1] if count else self.source_start
        for column in (self._characters, self._sources, self._edges, self._styles):
            del column[:count]
        self.start, self.source_start = index, source_end
        self._speakable_at = None
        for offset, (character, style) in enumerate(zip(self._characters, self._styles, strict=True)):
            self._speakable_at = _first_speakable(character, style, index + offset)
            if self._speakable_at is not None:
                break
        return Slice(runs, source_start, source_end)

    def drop_all(self, source: int) -> Slice:
        """Give up what is here, none of it speakable, for a range without runs that ends at ``source``."""
        dropped = Slice((), self.source_start, source)
        self.cut(self.end)
        self.source_start = source
        return dropped

    def _runs(self, count: int) -> tuple[Run, ...]:
        runs: list[Run] = []
        first = 0
        for index in range(1, count + 1):
            style = self._styles[first]
            if index < count and self._styles[index] is style:
                step = 1 if style.source_length is None else 0
                if self._sources[index] == self._sources[index - 1] + step:
                    continue
            text = "".join(self._characters[first:index])
            runs.append(Run(text, self._sources[first], style.kind, style.group, style.phonemes, style.source_length))
            first = index
        return tuple(runs)


def _first_speakable(text: str, style: Style, index: int) -> int | None:
    """Index of the first character that a voice can say; ``text`` begins at ``index``."""
    plain = style.kind is RunKind.PLAIN
    for offset, character in enumerate(text):
        if character.isalnum() or not (plain or character.isspace()):
            return index + offset
    return None

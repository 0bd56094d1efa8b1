"""What the segmenter hands on: a piece of the client's text that is synthesised in one go.

Nothing changes a segment or a run once it is made. They are not declared frozen, because that makes each four times as
dear, and a long list has thousands of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class RunKind(Enum):
    """How the characters of a run are read."""

    PLAIN = "plain"
    SPELL = "spell"
    """Letter by letter, symbols by name (``<spell>``)."""
    PHONEMES = "phonemes"
    """As its inline IPA says."""


@dataclass(slots=True)
class Run:
    """Characters that stand side by side in the client's text, read in one way.

    ``text`` is an exact slice of the turn's text: the character at ``text[i]`` was received at ``source_start + i``.
    Where it stands for other characters (``&`` for ``&amp;``), ``source_length`` says for how many.
    Where a dictionary has put other words in place of some, both count in the text as it then stands, and the segment's
    ``replacements`` lead back.
    """

    text: str
    source_start: int
    kind: RunKind = RunKind.PLAIN
    spell_group: int | None = None
    """Characters between two beats inside ``<spell group="n">``; ``None`` for no grouping."""
    phonemes: str | None = None
    """IPA of ``RunKind.PHONEMES``, as the client wrote it. ``text`` is then the written word, or the few; where the
    client gave the sound alone, it is that between its slashes."""

    source_length: int | None = None
    """How many characters of the source the text stands for, each of its own for all of them; ``None`` where it is a
    slice."""

    @property
    def source_end(self) -> int:
        return self.source_start + (len(self.text) if self.source_length is None else self.source_length)


class Cut(Enum):
    """Why a segment ends where it ends. The pause after it follows from this and from its last mark."""

    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    CLAUSE = "clause"
    LENGTH = "length"
    """Cut between two words because the buffer grew too long."""
    TAG = "tag"
    """A change of rate or a ``<break>`` follows."""
    STALE = "stale"
    """Nothing more had come for a while."""
    FLUSH = "flush"
    """The client flushed, or the turn ended."""

    # Members are single: the enumeration's own hash, of the name, is a Python call.
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words of a dictionary that stand in the place of the client's own. Half-open ranges, in code points."""

    start: int
    end: int
    """Where they stand, as the runs count."""
    source_start: int
    source_end: int
    """What they stand for, in the turn's text."""


@dataclass(slots=True)
class Segment:
    """One unit of synthesis.

    The source ranges of a turn's segments cover the received text without gap or overlap, tags included.
    """

    index: int
    """0-based number within the turn."""
    runs: tuple[Run, ...]
    """Empty where the segment is only a ``<break>``."""
    source_start: int
    source_end: int
    """Half-open range of the turn's text, in code points."""
    cut: Cut
    rate: float | None = None
    """Speed of an enclosing ``<prosody rate>``, 0.8 to 1.2; ``None`` leaves it to the request's ``speed``."""
    break_ms: int = 0
    """Silence asked for by ``<break>`` after the last run."""
    before: str = ""
    """What was said just before it in the same sentence, where it begins within one: a number is read by its
    neighbours. Not spoken again."""
    replacements: tuple[Replacement, ...] = ()
    """What dictionaries have replaced in the runs, in order, without overlap; see ``text.dictionary``."""

    @property
    def text(self) -> str:
        """The characters to be read, tags taken out."""
        return "".join(run.text for run in self.runs)

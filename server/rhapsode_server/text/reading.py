"""What the normaliser makes of a segment: the words to be spoken, each tied to the client's own characters.

Words and spans are tuples with names, because a long text has ten thousand of them: a dataclass that is frozen is four
times as dear.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """A sound that the client gave, for a word or a few."""

    phonemes: str
    """IPA, or symbols near it, as the client wrote them: an engine takes what it knows."""
    start: int
    end: int
    """Half-open range of what sounds so in ``reading.text``, without the marks beside it."""
    written: bool
    """Whether a written word stands there, which any voice can read; else the IPA itself does, between its slashes."""


class SpokenWord(NamedTuple):
    """One word as it is spoken. All ranges are half-open and count Unicode code points."""

    text: str
    """The word with its punctuation, without surrounding space: ``reading.text[start:end]``. Within it is a space only
    where several words have one pronunciation."""
    start: int
    end: int
    source_start: int
    """First character, in the turn's received text, of what this word reads. A spelled character's range is the
    character alone; that of ``[written](/phonemes/)`` is what is written, that of ``/phonemes/`` all of it."""
    source_end: int
    pronunciation: Pronunciation | None = None
    language: str | None = None
    """Primary subtag of the language that it is in, where its script tells that it is not the segment's."""


class VerbalizedSpan(NamedTuple):
    """What was not read as it is written: a number, a date, an address and so on."""

    kind: str
    """Its class, such as ``money`` (``verbalization.span.SpanKind``)."""
    source_start: int
    source_end: int
    """Half-open range in the turn's received text."""
    words: str
    """What is said for it."""


@dataclass(frozen=True, slots=True)
class Phonemes:
    """What an engine makes of a segment's words before it speaks them."""

    symbols: str
    """IPA, or the symbols of its own that the engine reads."""
    unknown: Mapping[str, int] | None = None
    """Sounds that its voice has no symbol for and leaves out, and how often each; ``None`` where the engine does not
    tell."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The spoken form of one segment."""

    text: str
    words: tuple[SpokenWord, ...]
    """In order, without overlap in ``text``. Several words may share a source range (``3`` read as two words)."""
    spans: tuple[VerbalizedSpan, ...] = field(default=(), compare=False)
    """What was verbalised, in order: an account of how, beside the words."""

    @property
    def speakable(self) -> bool:
        """Whether there is a letter or digit that a voice could say, or a sound that was given."""
        return any(word.pronunciation is not None or any(map(str.isalnum, word.text)) for word in self.words)

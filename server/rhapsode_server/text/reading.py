"""What the normaliser makes of a segment: the words to be spoken, each tied to the client's own characters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One word as it is spoken. All ranges are half-open and count Unicode code points."""

    text: str
    """The word with its punctuation, without surrounding space: ``reading.text[start:end]``."""
    start: int
    end: int
    source_start: int
    """First character, in the turn's received text, of what this word reads. A spelled character's range is the
    character alone."""
    source_end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The spoken form of one segment."""

    text: str
    words: tuple[SpokenWord, ...]
    """In order, without overlap in ``text``. Several words may share a source range (``3`` read as two words)."""

    @property
    def speakable(self) -> bool:
        """Whether there is a letter or digit that a voice could say."""
        return any(character.isalnum() for word in self.words for character in word.text)

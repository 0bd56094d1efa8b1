"""Pieces of the spoken text on their way into a reading."""

from __future__ import annotations

from typing import Final, NamedTuple


class Token(NamedTuple):
    """A word, or marks that stand alone, as it will be spoken."""

    text: str
    source_start: int
    """Half-open range in the turn's received text."""
    source_end: int
    joined: bool = False
    """Whether no space stands before it, as between Chinese words."""
    fixed: bool = False
    """Whether its range is exact already and no mark that follows may widen it (a spelled character, a given sound)."""
    opening: str = ""
    """Marks that came to stand before it."""
    closing: str = ""
    """Marks that came to stand behind it."""
    phonemes: str | None = None
    """Its sound, where the client gave it; ``text`` is then free of marks that are not its own."""


PLAIN: Final = (False, False, "", "", None)
"""What a word of its own, written as any other, has behind its text and its range."""

"""What a place between two characters is good for, where a text is cut."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class BoundaryKind(IntEnum):
    """How good a place is for a cut; a greater number is a better place."""

    WALL = 0
    """Between two characters of an endless run."""
    GLYPH = 1
    """Between two characters of a script without spaces, or beside a number that is read with its neighbours."""
    WORD = 2
    CLAUSE = 3
    SENTENCE = 4
    PARAGRAPH = 5


class Boundary(NamedTuple):
    """A place between two characters of a turn's text, tags left out. All counts run from the turn's start."""

    place: int
    """Characters before it."""
    kind: BoundaryKind
    weight: int
    """Time that the text before it takes to say, in letters."""
    word_tenths: int
    """Words before it, in tenths of a word."""

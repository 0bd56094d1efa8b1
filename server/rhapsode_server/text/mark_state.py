"""What was read last: the mark before the next word, and the line so far."""

from __future__ import annotations

from enum import Enum


class Mark(Enum):
    """The last mark before the next word, through closing quotes and spaces."""

    NONE = "none"
    CLAUSE = "clause"
    STOP = "stop"
    ELLIPSIS = "ellipsis"
    END = "end"


class Line(Enum):
    """What the current line is so far."""

    START = "start"
    PLAIN = "plain"
    BLOCK = "block"
    """A list item or a heading: the line's end is the end of what it says."""

"""What the client's text turns out to be as it is read: characters, tags, inline IPA, Markdown, each with its place.

Places are half-open ranges of the turn's received text. Together the events of a turn cover it without gap or overlap.
Nothing changes an event once it is made; that is not declared, because it makes each four times as dear, and a list of
short items has three of them for each item.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Characters:
    """Text that stands side by side in the source, first received at ``start``."""

    text: str
    start: int


@dataclass(slots=True)
class SpellOpened:
    """What follows is spelled; ``group`` characters between two beats, or no beats."""

    start: int
    end: int
    group: int | None


@dataclass(slots=True)
class SpellClosed:
    """What follows is read as usual. ``start == end`` where the parser closed what the client left open."""

    start: int
    end: int


@dataclass(slots=True)
class RateChanged:
    """What follows is spoken at ``rate``; ``None`` where a ``<prosody>`` has ended."""

    start: int
    end: int
    rate: float | None


@dataclass(slots=True)
class BreakAsked:
    """Silence at this place, 200, 400 or 500 ms long."""

    start: int
    end: int
    milliseconds: int


@dataclass(slots=True)
class TagDropped:
    """A tag that means nothing to a voice, or that could not be read; or Markdown that is not to be heard. Without
    length where only the line ends."""

    start: int
    end: int
    closing: bool
    """Whether it ends something, so that it belongs to the text before it."""
    block: bool = False
    """Whether the words around it stand on different lines."""
    written: str = ""
    """A tag that is none of ours, as the client wrote it: inside code it is text."""


@dataclass(slots=True)
class Pronounced:
    """A word, or a few, whose sound is given: ``[written](/phonemes/)`` or ``/phonemes/``."""

    start: int
    end: int
    text: str
    """What is written, without white space around it; of the bare form all of it, slashes included."""
    text_start: int
    phonemes: str
    """As it stands between the slashes."""


@dataclass(slots=True)
class Replaced:
    """Text that stands for other characters of the source, each of its own for all of them: ``&`` for ``&amp;``."""

    start: int
    end: int
    text: str


MarkupEvent = Characters | SpellOpened | SpellClosed | RateChanged | BreakAsked | TagDropped | Pronounced | Replaced

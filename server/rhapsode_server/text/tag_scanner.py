"""Tells, one character at a time, whether what began with ``<`` is a tag.

A ``<`` opens a tag only where a letter, or ``/`` and a letter, follows. Beyond the name, a tag of an unknown kind must
look like one (``name="value"``), so that "a<b and c>d" stays text; a tag of a known name goes up to its ``>``, so that
one with a mistake in it is refused and not read aloud.
"""

from __future__ import annotations

import functools
import re
from enum import Enum

MAX_TAG_CHARACTERS = 200
"""A longer tag is text. Lower, and a link with its address is read aloud; higher, and a stray ``<`` silences a sentence
for longer."""


_WHOLE_TAG = re.compile(
    r"<[A-Za-z][A-Za-z0-9_.:-]*(?:\s+[A-Za-z_:][A-Za-z0-9_.:-]*=(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?>"
    r"|</[A-Za-z][A-Za-z0-9_.:-]*\s*>"
)


def tag_end(text: str, place: int) -> int | None:
    """Behind the tag that begins at a place of the text; ``None`` where it takes a scanner to tell.

    What is a tag here is one to :class:`TagScanner` too, whatever names it knows. Nearly all tags are so plain.
    """
    found = _WHOLE_TAG.match(text, place)
    return found.end() if found is not None and found.end() - place <= MAX_TAG_CHARACTERS else None


class _State(Enum):
    """Where in a half-arrived tag the next character stands."""

    OPENED = "after <"
    SLASHED = "after </"
    NAME = "in the name"
    KNOWN = "in the rest of one of our tags"
    BETWEEN = "before an attribute, / or >"
    ATTRIBUTE = "in an attribute's name"
    EQUALS = "before ="
    VALUE = "before a value"
    BARE = "in a value without quotes"
    QUOTED = "in a value with quotes"
    SOLIDUS = "after the / of a self-closing tag"
    ENDED = "after the name of an end tag"

    # Asked for every character, and members are single: the enumeration's own hash, of the name, is a Python call.
    __hash__ = object.__hash__


class Verdict(Enum):
    """What the characters so far are."""

    MORE = "may be a tag"
    TAG = "is a tag"
    TEXT = "is no tag"


_NAME_CHARACTER = re.compile(r"[A-Za-z0-9_:.-]")

_NEXT_STATES: dict[_State, tuple[tuple[re.Pattern[str], _State], ...]] = {
    _State.OPENED: ((re.compile("/"), _State.SLASHED), (re.compile("[A-Za-z]"), _State.NAME)),
    _State.SLASHED: ((re.compile("[A-Za-z]"), _State.NAME),),
    _State.NAME: (
        (_NAME_CHARACTER, _State.NAME),
        (re.compile(r"\s"), _State.BETWEEN),
        (re.compile("/"), _State.SOLIDUS),
    ),
    _State.BETWEEN: (
        (re.compile(r"\s"), _State.BETWEEN),
        (re.compile("[A-Za-z_:]"), _State.ATTRIBUTE),
        (re.compile("/"), _State.SOLIDUS),
    ),
    _State.ATTRIBUTE: (
        (re.compile(r"[A-Za-z0-9_:.-]"), _State.ATTRIBUTE),
        (re.compile("="), _State.VALUE),
        (re.compile(r"\s"), _State.EQUALS),
    ),
    _State.EQUALS: ((re.compile(r"\s"), _State.EQUALS), (re.compile("="), _State.VALUE)),
    _State.VALUE: (
        (re.compile(r"\s"), _State.VALUE),
        (re.compile("[\"']"), _State.QUOTED),
        (re.compile(r"[^\s<>=]"), _State.BARE),
    ),
    _State.BARE: ((re.compile(r"\s"), _State.BETWEEN), (re.compile(r"[^<>]"), _State.BARE)),
    _State.QUOTED: (),
    _State.SOLIDUS: (),
    _State.ENDED: ((re.compile(r"\s"), _State.ENDED),),
    _State.KNOWN: ((re.compile("[^<>]"), _State.KNOWN),),
}

_MAY_END = frozenset({_State.NAME, _State.KNOWN, _State.BETWEEN, _State.BARE, _State.SOLIDUS, _State.ENDED})


# Patterns tried one by one are half of what a frame full of tags costs. Beyond its bound only other scripts fall out.
@functools.lru_cache(maxsize=4096)
def _next_state(state: _State, character: str) -> _State | None:
    return next((after for pattern, after in _NEXT_STATES[state] if pattern.match(character)), None)


class TagScanner:
    """Judges one tag, from the character after its ``<``. Knows nothing of what tags mean.

    Args:
        known: names, in lower case, of tags that are taken up to their ``>`` whatever they hold.
    """

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known
        self._state = _State.OPENED
        self._quote = ""
        self._name = ""
        self._closing = False
        self._count = 1

    def admit(self, character: str) -> Verdict:
        """Whether the tag's characters and this one are a tag, or may become one.

        After ``TEXT`` the character has not been taken: it may itself be a ``<``.
        """
        if self._count >= MAX_TAG_CHARACTERS:
            return Verdict.TEXT
        self._count += 1
        if self._state is _State.QUOTED:
            if character == self._quote:
                self._state = _State.BETWEEN
            # XML 1.0, section 2.3: a value holds no "<". Where one comes, the quote was never closed.
            return Verdict.TEXT if character == "<" else Verdict.MORE
        if self._state is _State.NAME and not _NAME_CHARACTER.match(character):
            self._leave_name(character)
        if character == ">":
            return Verdict.TAG if self._state in _MAY_END else Verdict.TEXT
        state = _next_state(self._state, character)
        if state is None:
            return Verdict.TEXT
        self._enter(state, character)
        return Verdict.MORE

    def _enter(self, state: _State, character: str) -> None:
        self._state = state
        if state is _State.NAME:
            self._name += character.lower()
        elif state is _State.SLASHED:
            self._closing = True
        elif state is _State.QUOTED:
            self._quote = character

    def _leave_name(self, character: str) -> None:
        """The name has ended: choose by it how strictly the rest is judged."""
        if self._name in self._known and (character.isspace() or character in "/>"):
            self._state = _State.KNOWN
        elif self._closing:
            self._state = _State.ENDED

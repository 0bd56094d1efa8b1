"""Places that only the next few characters tell from a sentence's end: what each of them waits for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from rhapsode_server.text.boundary_kind import Boundary, BoundaryKind
from rhapsode_server.text.characters import CharacterClass

_PASSED_BY_DASH = frozenset({CharacterClass.SPACE, CharacterClass.GLUE, CharacterClass.DASH, CharacterClass.EXTEND})
_SPACES = frozenset({CharacterClass.SPACE, CharacterClass.GLUE, CharacterClass.NEWLINE})
MOST_REFERENCE_CHARACTERS = 12
"""Longer brackets are no reference. Lower, and "[12, 14–16]" is read as a sentence; higher only waits longer."""


class Doubt(Enum):
    """Why a place has to wait."""

    OPENER = "opener"
    """Behind an abbreviation, before a capital letter: "at 5 p.m. Then", "at 5 p.m. Eastern"."""
    DASH = "dash"
    """Behind a sentence's mark, before a dash: "Gone. – Where?", "«Gone!» – he said"."""
    REFERENCE = "reference"
    """Behind a sentence's mark, before a bracket: "It is gone. [12] Where", "It is gone. [Door slams.]"."""
    ITEM = "item"
    """Before the number that a list counts next: "1. Open it 2. Press start", "1. Open it 2 times"."""


class Verdict(Enum):
    """What is known by now."""

    WAITS = "waits"
    IS_SO = "is so"
    IS_NOT = "is not"


@dataclass(frozen=True, slots=True)
class HeldBoundary:
    """One such place."""

    doubt: Doubt
    boundary: Boundary | None
    """What to report where it ends a sentence; ``None`` for a bracket without a space before it."""
    otherwise: BoundaryKind | None = None
    """What the place is where it does not."""
    item: str = ""
    """The number that would count an item."""
    closers: str = ""
    """What may stand behind that number."""
    asks_capital: bool = False
    """Whether an item begins with a capital letter; else the number is an ordinal."""

    def judge(self, word: str, character: str, kind: CharacterClass, openers: frozenset[str]) -> Verdict:
        """What the next character tells.

        Args:
            word: the word before the character, as far as it has come.
            character: the character.
            kind: its class.
            openers: words that begin sentences.
        """
        if self.doubt is Doubt.OPENER:
            return _judge_opener(word, character, kind, openers)
        if self.doubt is Doubt.DASH:
            return _judge_dash(character, kind)
        if self.doubt is Doubt.REFERENCE:
            return _judge_reference(word, character, kind)
        return self._judge_item(word, character, kind)

    def _judge_item(self, word: str, character: str, kind: CharacterClass) -> Verdict:
        behind = word.removeprefix(self.item)
        if not word.startswith(self.item) or behind.strip(self.closers):
            return Verdict.IS_NOT
        if character in self.closers:
            return Verdict.WAITS
        if self.asks_capital and behind:
            return Verdict.WAITS if kind in _SPACES else self._of(character.isupper())
        return self._of(bool(behind) and kind in _SPACES)

    @staticmethod
    def _of(is_so: bool) -> Verdict:
        return Verdict.IS_SO if is_so else Verdict.IS_NOT


def _judge_opener(word: str, character: str, kind: CharacterClass, openers: frozenset[str]) -> Verdict:
    if kind is CharacterClass.EXTEND:
        return Verdict.WAITS
    # Before another stop it may be an initial.
    shown = word.casefold()
    is_so = kind is not CharacterClass.STOP and (shown in openers or (character in "'’" and shown + "'" in openers))
    return Verdict.IS_SO if is_so else Verdict.IS_NOT


def _judge_dash(character: str, kind: CharacterClass) -> Verdict:
    if kind in _PASSED_BY_DASH:
        return Verdict.WAITS
    is_so = character.isupper() or character in '¿¡«»“„"' or kind is CharacterClass.DIGIT
    return Verdict.IS_SO if is_so else Verdict.IS_NOT


def _judge_reference(word: str, character: str, kind: CharacterClass) -> Verdict:
    if kind is CharacterClass.DIGIT or (character in ",–-" and word[-1:].isdigit()):
        return Verdict.WAITS if len(word) < MOST_REFERENCE_CHARACTERS else Verdict.IS_NOT
    return Verdict.IS_SO if character == "]" and word[-1:].isdigit() else Verdict.IS_NOT

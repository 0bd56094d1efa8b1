"""Pronunciation dictionaries: which words are read as something else.

Rules:

* The longest word that fits counts, and of equals that of the first dictionary; where it says how letters are written
  ("US"), before one that does not.
* A word is found whole: "Rome" is not in "Romeo", nor "3/4" in "3/4/2024". In scripts without spaces it is found
  anywhere, and in Korean with a particle behind it. Addresses ("https://", "a@b") are left alone.
* What is replaced is not looked at again.
* Only what is read as it is written: ``<spell>`` and inline IPA say for themselves how they are read.

Finding takes time in proportion to the text, whatever the dictionary holds: an automaton of Aho and Corasick
("Efficient string matching", 1975), run from the end of the text so that it knows at each character the longest word
that begins there.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rhapsode_server.text.characters import SPACELESS, CharacterClass, classify

MOST_ENTRIES = 5_000
"""Of one dictionary of a client, made ready anew after every change, in some 40 ms. Lower refuses large glossaries."""
MOST_WORD_CHARACTERS = 200
MOST_REPLACEMENT_CHARACTERS = 1_000
MOST_IPA_CHARACTERS = 200
"""The bounds of the wire (KugelAudio, dictionaries), for the server's own file too."""

_BITS = 21
"""Of a code point."""
_TOKEN = re.compile(r"\S+")
_MAIL = re.compile(r"[\w.+%-]@\w")
_WITHIN_NUMBERS = frozenset(".,:/-–'’")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word and what it is read as."""

    word: str
    replacement: str | None = None
    """What stands in its place; ``None`` where only its sound is given."""
    ipa: str | None = None
    """Its sound; an engine that knows no such sounds reads the replacement, or the word."""
    case_sensitive: bool = False
    """Whether capital letters and small ones are told apart."""


class Match(NamedTuple):
    """A word that was found."""

    start: int
    end: int
    """Half-open range."""
    entry: Entry


class Dictionary:
    """Entries, made ready for finding. Immutable.

    Args:
        entries: of several with the same word, the last counts.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._next: dict[int, int] = {}
        self._entries: list[tuple[Entry, ...]] = [()]
        depths = [0]
        parents = [(0, 0)]
        for entry in {(_spaced(entry.word), entry.case_sensitive): entry for entry in entries}.values():
            state = 0
            for character in reversed(fold(_spaced(entry.word))):
                key = state << _BITS | ord(character)
                if key not in self._next:
                    self._next[key] = len(self._entries)
                    self._entries.append(())
                    depths.append(depths[state] + 1)
                    parents.append((state, ord(character)))
                state = self._next[key]
            if state:
                # Those that tell letters apart first.
                joined = (*self._entries[state], entry)
                self._entries[state] = tuple(sorted(joined, key=lambda each: not each.case_sensitive))
        self._fall_back = [0] * len(self._entries)
        self._found = [0] * len(self._entries)
        """For each state the longest word that it has read; words before it in that are found from there."""
        self._depths = depths
        for state in sorted(range(1, len(depths)), key=depths.__getitem__):
            parent, code = parents[state]
            if parent:
                self._fall_back[state] = self._step(self._fall_back[parent], code)
            self._found[state] = state if self._entries[state] else self._found[self._fall_back[state]]

    def __len__(self) -> int:
        """How many entries there are."""
        return sum(map(len, self._entries))

    def longest(self, folded: str) -> list[int]:
        """For each character of a folded text, what :meth:`words` tells of the words that begin there; 0 for none."""
        states = [0] * len(folded)
        state = 0
        for place in range(len(folded) - 1, -1, -1):
            state = self._step(state, ord(folded[place]))
            states[place] = self._found[state]
        return states

    def words(self, state: int) -> Iterator[tuple[int, tuple[Entry, ...]]]:
        """The words of one place, the longest first: their length and their entries."""
        while state:
            yield self._depths[state], self._entries[state]
            state = self._found[self._fall_back[state]]

    def _step(self, state: int, code: int) -> int:
        while True:
            following = self._next.get(state << _BITS | code)
            if following is not None:
                return following
            if not state:
                return 0
            state = self._fall_back[state]


def find(text: str, dictionaries: Sequence[Dictionary], before: str = "", behind: str = "") -> list[Match]:
    """The words of dictionaries in a text, from left to right, without overlap.

    Args:
        text: as it is written.
        dictionaries: the first counts before the others.
        before: the character in front of the text, if there is one.
        behind: the one behind it.
    """
    folded = fold(text)
    found = [(dictionary, dictionary.longest(folded)) for dictionary in dictionaries]
    starts = [place for place in range(len(text)) if any(states[place] for _, states in found)]
    if not starts:
        return []
    addresses = _addresses(text)
    matches: list[Match] = []
    position = 0
    for place in starts:
        if place < position or not _may_begin(text, place, before):
            continue
        best: Match | None = None
        for dictionary, states in found:
            match = _longest_match(text, place, behind, dictionary, states[place])
            if match is not None and (best is None or match.end > best.end):
                best = match
        if best is None or (not _is_address(best.entry.word) and _is_inside(best, addresses)):
            continue
        matches.append(best)
        position = best.end
    return matches


def _longest_match(text: str, place: int, behind: str, dictionary: Dictionary, state: int) -> Match | None:
    for length, entries in dictionary.words(state):
        end = place + length
        if not _may_end(text, end, behind):
            continue
        written = text[place:end]
        for entry in entries:
            if not entry.case_sensitive or _straight(_spaced(written)) == _straight(_spaced(entry.word)):
                return Match(place, end, entry)
    return None


def _may_begin(text: str, place: int, before: str) -> bool:
    last = text[place - 1] if place else before
    if not last:
        return True
    left, right = classify(last), classify(text[place])
    if right is CharacterClass.EXTEND:
        return False
    if left in SPACELESS or right in SPACELESS:
        return True
    if right is CharacterClass.DIGIT and last in _WITHIN_NUMBERS and text[max(0, place - 2) : place - 1].isdigit():
        return False
    return not (
        _is_word(left) and _is_word(right) and (left is CharacterClass.HANGUL) == (right is CharacterClass.HANGUL)
    )


def _may_end(text: str, end: int, behind: str) -> bool:
    following = text[end] if end < len(text) else behind
    if not following:
        return True
    left, right = classify(text[end - 1]), classify(following)
    if right is CharacterClass.EXTEND:
        return False
    if left in SPACELESS or right in SPACELESS or CharacterClass.HANGUL in (left, right):
        return True
    if left is CharacterClass.DIGIT and following in _WITHIN_NUMBERS and text[end + 1 : end + 2].isdigit():
        return False
    return not (_is_word(left) and _is_word(right))


def _is_word(kind: CharacterClass) -> bool:
    return kind in (CharacterClass.LETTER, CharacterClass.DIGIT, CharacterClass.HANGUL, CharacterClass.EXTEND)


def _is_address(word: str) -> bool:
    return "://" in word or word.startswith("www.") or _MAIL.search(word) is not None


def _addresses(text: str) -> list[tuple[int, int]]:
    if "://" not in text and "@" not in text and "www." not in text:
        return []
    return [token.span() for token in _TOKEN.finditer(text) if _is_address(token.group())]


def _is_inside(match: Match, addresses: list[tuple[int, int]]) -> bool:
    place = bisect.bisect_right(addresses, match.start, key=lambda address: address[0]) - 1
    return place >= 0 and match.start < addresses[place][1]


def fold(text: str) -> str:
    """The text without the difference of capital and small letters, character by character."""
    return "".join(map(_folded, text))


@functools.lru_cache(4_096)
def _folded(character: str) -> str:
    if character.isspace():
        return " "
    for folded in (_straight(character).casefold(), character.lower()):
        if len(folded) == 1:
            return folded
    return character


def _straight(text: str) -> str:
    return text.replace("’", "'")


def _spaced(word: str) -> str:
    return " ".join(word.split())

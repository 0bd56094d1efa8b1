"""Which characters a text must hold for an expression to match in it at all, read off the expression.

Most of a language's own expressions ask for something rare: a word, a sign, a digit. Where a text has none of it, the
expression need not be tried at each of its places.

Every alternative needs something of its own, so that together they need one of all of these. What is optional, excluded
or written without regard to case needs nothing: a letter has more faces than two. What this reader does not know needs
nothing either, so it can only be too careful.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Generic, TypeVar

_Item = TypeVar("_Item")

_MOST = 2
"""Needs that are kept of one expression, the narrowest. More hardly ever tell more."""
_LARGEST = 64
"""Characters of a class that is worth asking for."""

_NOTHING: frozenset[frozenset[str]] = frozenset()
_DIGITS = frozenset("0123456789")
_COMMON = frozenset(" .,-")
"""What most texts hold."""
_FLAGS = re.compile(r"\(\?[a-zA-Z]+\)")
_CLASS = re.compile(r"\[(\^?)(\]?(?:\\.|[^\]\\])*)\]", re.DOTALL)
_ITEM = re.compile(r"(\\u[0-9a-f]{4}|\\.|.)(?:-(\\u[0-9a-f]{4}|\\.|.))?", re.DOTALL | re.IGNORECASE)
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_SKIPPED = re.compile(r"\(\?#[^)]*\)|\(\?P=\w+\)")
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|<?[=!]|[a-z-]*:|>|\(\w+\)))?")
_EXCLUDING = ("(?!", "(?<!", "(?(")


def needs_of(expression: str) -> tuple[frozenset[str], ...]:
    """Of each of these a text holds at least one character, if the expression matches anywhere in it.

    Args:
        expression: for texts whose digits are those of ASCII.
    """
    if _FLAGS.search(expression) is not None:
        return ()
    needs = _Reader(expression).alternatives()
    return tuple(sorted(needs, key=lambda need: (not need.isdisjoint(_COMMON), len(need), *sorted(need)))[:_MOST])


class Needed(Generic[_Item]):
    """Things with needs, and which of them a text meets.

    Each has a bit in a number for its first need, another for its second, and so on; what each character is good for
    is known beforehand. So a text costs a step for each different character that it has, however many things there are.

    Args:
        items: each with its needs.
    """

    def __init__(self, items: Sequence[tuple[_Item, Sequence[frozenset[str]]]]) -> None:
        self._items = [item for item, _ in items]
        self._ranks = max((len(needs) for _, needs in items), default=0)
        self._always = 0
        self._bits: dict[str, int] = {}
        for number, (_, needs) in enumerate(items):
            for rank in range(self._ranks):
                bit = 1 << (rank * len(items) + number)
                if rank >= len(needs):
                    self._always |= bit
                    continue
                for character in needs[rank]:
                    self._bits[character] = self._bits.get(character, 0) | bit
        self._chosen = functools.lru_cache(256)(self._choose)

    def met_by(self, text: str) -> tuple[_Item, ...]:
        """Those of which a text meets all needs, in order."""
        found, bits = self._always, self._bits
        for character in bits.keys() & set(text):
            found |= bits[character]
        met = (1 << len(self._items)) - 1
        for _ in range(self._ranks):
            met &= found
            found >>= len(self._items)
        return self._chosen(met)

    def _choose(self, met: int) -> tuple[_Item, ...]:
        return tuple([item for number, item in enumerate(self._items) if met >> number & 1])


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._place = 0

    def alternatives(self) -> frozenset[frozenset[str]]:
        """What a group needs, up to its end."""
        branches = [self._sequence()]
        while self._expression.startswith("|", self._place):
            self._place += 1
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        needed = frozenset[str]().union(*(min(branch, key=len) for branch in branches if branch))
        return frozenset({needed}) if all(branches) and len(needed) <= _LARGEST else _NOTHING

    def _sequence(self) -> frozenset[frozenset[str]]:
        needs: set[frozenset[str]] = set()
        while self._place < len(self._expression) and self._expression[self._place] not in "|)":
            found = self._atom()
            quantifier = _QUANTIFIER.match(self._expression, self._place)
            if quantifier is not None:
                self._place = quantifier.end()
                if quantifier[0].startswith(("?", "*", "{0", "{,")):
                    continue
            needs |= found
        return frozenset(needs)

    def _atom(self) -> frozenset[frozenset[str]]:
        expression, place = self._expression, self._place
        if (skipped := _SKIPPED.match(expression, place)) is not None:
            self._place = skipped.end()
            return _NOTHING
        if (opened := _GROUP.match(expression, place)) is not None:
            self._place = opened.end()
            needs = self.alternatives()
            self._place += 1
            ignored = opened[0].startswith(_EXCLUDING) or (opened[0][-1] == ":" and opened[0] != "(?:")
            return _NOTHING if ignored else needs
        if (found := _CLASS.match(expression, place)) is not None:
            self._place = found.end()
            characters = None if found[1] else _class(found[2])
        else:
            item = _ITEM.match(expression, place)
            assert item is not None
            self._place = item.end(1)
            characters = _NOTHING_CERTAIN.get(item[1], _one(item[1]))
        return frozenset({characters}) if characters and len(characters) <= _LARGEST else _NOTHING


_NOTHING_CERTAIN: dict[str, frozenset[str] | None] = {".": None, "^": None, "$": None}


def _one(item: str) -> frozenset[str] | None:
    """What one character of an expression stands for; ``None`` for a class that is not known."""
    if item == r"\d":
        return _DIGITS
    if len(item) == 6:
        return frozenset(chr(int(item[2:], 16)))
    return None if len(item) == 2 and item[1].isalnum() else frozenset(item[-1])


def _class(items: str) -> frozenset[str] | None:
    """The characters between square brackets."""
    characters: set[str] = set()
    for first, last in _ITEM.findall(items):
        known = _one(first)
        if known is None or (last and (end := _one(last)) is None):
            return None
        characters |= known
        if last:
            characters.update(map(chr, range(ord(min(known)), ord(min(end or known)) + 1)))
    return frozenset(characters)

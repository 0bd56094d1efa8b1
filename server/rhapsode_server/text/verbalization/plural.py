"""Plural categories by the rules of the CLDR (UTS 35, part 3, language plural rules)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

_RELATION = re.compile(r"([nivwftce])(?: % (\d+))? (=|!=) ([\d.,]+)")

REMEMBERED = 4096
"""Numbers whose category is remembered, for each language, about half a megabyte …"""
_LONGEST_REMEMBERED = 15
"""… and how many digits they have at most."""


class PluralRules:
    """The rules of one language, ready to be asked."""

    def __init__(self, rules: Mapping[str, str]) -> None:
        """``rules`` are conditions by category, ``other`` left out."""
        self._rules = [
            (category, [[_relation(part) for part in clause.split(" and ")] for clause in rule.split(" or ")])
            for category, rule in rules.items()
        ]
        self._remembered = functools.lru_cache(REMEMBERED)(self._category)

    def category(self, integer: str, fraction: str = "") -> str:
        """The category of a number of digits: ``zero``, ``one``, ``two``, ``few``, ``many`` or ``other``."""
        if len(integer) + len(fraction) > _LONGEST_REMEMBERED:
            return self._category(integer, fraction)
        return self._remembered(integer, fraction)

    def _category(self, integer: str, fraction: str) -> str:
        # The last digits decide; a number that is longer is only known to be large.
        whole = int(integer[-9:] or "0") + (10**9 if len(integer) > 9 else 0)
        trimmed = fraction.rstrip("0")
        operands = {
            "i": whole,
            "v": len(fraction),
            "w": len(trimmed),
            "f": int(fraction or "0"),
            "t": int(trimmed or "0"),
            "c": 0,
            "e": 0,
        }
        for category, clauses in self._rules:
            if any(all(relation.holds(operands) for relation in clause) for clause in clauses):
                return category
        return "other"


class _Relation:
    """One condition, such as ``i % 100 != 12..14``."""

    __slots__ = ("_equal", "_modulus", "_operand", "_ranges")

    def __init__(self, operand: str, modulus: int, equal: bool, ranges: list[tuple[int, int]]) -> None:
        self._operand = operand
        self._modulus = modulus
        self._equal = equal
        self._ranges = ranges

    def holds(self, operands: Mapping[str, int]) -> bool:
        if self._operand == "n":
            if operands["t"]:
                # A number with a fraction is in no range of whole numbers.
                return not self._equal
            value = operands["i"]
        else:
            value = operands[self._operand]
        if self._modulus:
            value %= self._modulus
        return any(low <= value <= high for low, high in self._ranges) is self._equal


def _relation(text: str) -> _Relation:
    found = _RELATION.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no plural condition")
    ranges = []
    for part in found[4].split(","):
        low, _, high = part.partition("..")
        ranges.append((int(low), int(high or low)))
    return _Relation(found[1], int(found[2] or "0"), found[3] == "=", ranges)

"""Roman numerals."""

from __future__ import annotations

import functools
import re

_NUMERAL = re.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


_LONGEST = 15
"""Letters of the longest numeral, MMMDCCCLXXXVIII."""


def roman_value(text: str) -> int:
    """The number of a well-formed numeral in capitals; 0 for anything else."""
    return _value(text) if 0 < len(text) <= _LONGEST else 0


@functools.lru_cache(4096)
def _value(text: str) -> int:
    if _NUMERAL.fullmatch(text) is None:
        return 0
    values = [_VALUES[letter] for letter in text]
    behind = [*values[1:], 0]
    return sum(-value if value < follower else value for value, follower in zip(values, behind, strict=True))

"""Which sounds of a clause belong to which of its words.

espeak-ng joins function words ("in the" → ``ɪnðə``), binds words ("les amis" → ``le-z amˈi``) and reads one written
word as several, so that counting spaces does not tell. Where it does not, each word is also read alone, and the
clause's sounds are matched to those: what both have in common fixes the borders.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

_UNIT = re.compile(
    r"[ˈˌ]*[^\s^ˈˌ](?:[\u0300-\u036fːˑʰʲʷˠˤⁿᵝ]|\^[^\s^][\u0300-\u036fːˑʰʲʷˠˤⁿᵝ]*)*|[ˈˌ^]+",
)
"""A sound that no border may divide: its stress, its letters with their ties and diacritics."""

_STRESSES = str.maketrans("", "", "ˈˌː-")


def by_spaces(clause: str, words: Sequence[str]) -> list[str] | None:
    """The sounds of each word where spaces tell; ``None`` where they might not.

    Args:
        clause: the clause as it was read.
        words: its words as they are written.
    """
    parts = clause.split()
    plain = all(word.replace("'", "").replace("’", "").isalpha() and not word[1:2].isupper() for word in words)
    return parts if len(parts) == len(words) and (plain or len(words) == 1) else None


def by_sounds(clause: str, alone: Sequence[str]) -> list[str]:
    """The sounds of each word, each with a space before it where the clause has one there.

    A word gets no sound only where it has none alone, or where there are fewer sounds than words.

    Args:
        clause: the clause as it was read.
        alone: each word as it was read alone.
    """
    units = [(match.group(), match.start()) for match in _UNIT.finditer(clause)]
    keys = [unit.translate(_STRESSES) for unit, _ in units]
    single = [[unit.translate(_STRESSES) for unit in _UNIT.findall(word)] for word in alone]
    borders = _borders(keys, single)
    gaps = {place for place in range(1, len(units)) if clause[units[place][1] - 1].isspace()}
    borders = _snapped(borders, gaps, single)
    sounds = []
    for start, end in zip(borders, borders[1:], strict=False):
        text = "".join((" " if place in gaps else "") + units[place][0] for place in range(start, end))
        sounds.append(text)
    return sounds


def _borders(keys: list[str], single: list[list[str]]) -> list[int]:
    """Where each word begins among the clause's units, and the end of the last."""
    flat = [key for word in single for key in word]
    where = list(range(len(flat) + 1))
    for _, flat_start, flat_end, start, end in difflib.SequenceMatcher(None, flat, keys, False).get_opcodes():
        for place in range(flat_start, flat_end):
            where[place] = start + (place - flat_start) * (end - start) // (flat_end - flat_start)
    where[len(flat)] = len(keys)
    borders, position = [], 0
    for word in single:
        borders.append(where[position])
        position += len(word)
    return [0, *borders[1:], len(keys)] if borders else [0, len(keys)]


def _snapped(borders: list[int], gaps: set[int], single: list[list[str]]) -> list[int]:
    """Borders moved to a space beside them, and apart where two fell together between words that have a sound."""
    last = len(borders) - 1
    total = borders[-1]
    moved = list(borders)
    for place in range(1, last):
        border = borders[place]
        near = [gap for gap in (border, border - 1, border + 1) if gap in gaps]
        if near and near[0] not in moved[:place]:
            moved[place] = near[0]
        sounding_after = sum(1 for word in single[place:] if word)
        least = moved[place - 1] + bool(single[place - 1])
        moved[place] = max(min(max(moved[place], least), total - sounding_after), moved[place - 1])
    return moved

"""A text as it is seen, before its numbers and signs are looked for.

What has no sound divides nothing: "S\\u00adA" is read as "SA", and "1\\u200b000" as one number. So controls and
zero-width signs go, white space is one space or one line's end, a picture is a space, and what is written as a letter
with its marks is the one letter that it looks like. Marks that decorate figures and signs go too: their words would
carry them. What becomes of quotes and dashes is left to ``cleanup``, as they tell a range from a pause.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from rhapsode_server.text.characters import CharacterClass, classify
from rhapsode_server.text.cleanup import JOINERS, MAX_MARKS, is_mark, is_shaped, kept

_SAID = frozenset("#%&*/@\\§‰†")
_FIRM_SPACES = frozenset("\u00a0\u2009\u202f")
"""Spaces that stand between the groups of a number."""
_SPACES = re.compile("[ \n]{2}")
_PLAIN = set(" \n")
"""Characters met so far that are as they are seen, whatever stands around them."""
_DOUBTFUL = re.compile(f"x|  |(?<=n)[mt]|[mt]{{{MAX_MARKS + 1}}}|(?<![st])j|j(?![st])")
"""What may have to change, among the parts that characters play."""


class _Parts(dict[int, str]):
    """What part each character plays: a space " ", a joiner "j", a mark "m", what bears no marks "n", what changes or
    goes "x", others "."; letters and marks whose shapes joiners change are "s" and "t".

    A table for ``str.translate`` that fills as characters are met.
    """

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if character.isspace():
            part = " " if _space(character) == character else "x"
        elif character in JOINERS:
            part = "j"
        elif kept(character, 0) != character:
            part = "x"
        elif is_mark(character):
            part = "t" if is_shaped(character) else "m"
        else:
            part = "s" if is_shaped(character) else "n" if _bears_none(character) else "."
            if unicodedata.is_normalized("NFC", character):
                _PLAIN.add(character)
        self[point] = part
        return part


_PARTS = _Parts()


class Legible(NamedTuple):
    """A text as it is seen; the character at ``text[i]`` stands for ``starts[i]`` to ``ends[i]`` of what was given."""

    text: str
    starts: list[int]
    ends: list[int]


def legible(text: str) -> Legible | None:
    """The text as it is seen; ``None`` where that is what was given, as nearly always."""
    if (text.isascii() and text.isprintable()) or _PLAIN.issuperset(text):
        if "  " not in text and ("\n" not in text or _SPACES.search(text) is None):
            return None
    elif _DOUBTFUL.search(text.translate(_PARTS)) is None and unicodedata.is_normalized("NFC", text):
        return None
    made = Legible("", [], [])
    parts: list[str] = []
    base, start, end, marks = "", 0, 0, 0
    for index, character in enumerate(text):
        seen = character if " " < character < "\x7f" else kept(text, index)
        if not seen:
            continue
        if seen != " " and is_mark(seen):
            # Behind a space it is a letter of its own, as far as anybody can tell.
            if base and not base.isspace():
                if marks < MAX_MARKS and (not _bears_none(base) or _is_one(base + seen)):
                    base, end, marks = base + seen, index + 1, marks + 1
                continue
        elif seen == " ":
            seen = _space(character)
            if base.isspace():
                base = "\n" if "\n" in (base, seen) else base
                continue
        _add(made, parts, base, start, end)
        base, start, end, marks = seen, index, index + 1, 0
    _add(made, parts, base, start, end)
    return made._replace(text="".join(parts))


def _space(character: str) -> str:
    """White space as expressions know it: the end of a line, a space that breaks nothing, or a plain one."""
    if not character.isspace():
        return " "  # a picture
    if classify(character) is CharacterClass.NEWLINE:
        return "\n"
    return character if character in _FIRM_SPACES else " "


def _bears_none(base: str) -> bool:
    """Whether this is a figure or a sign that may be said: no mark can be heard on it."""
    first = unicodedata.normalize("NFKC", base[0])[0]
    return unicodedata.category(first)[0] in "NS" or first in _SAID


def _is_one(written: str) -> bool:
    """Whether there is a character for a sign and its marks, such as "≠"."""
    return len(unicodedata.normalize("NFC", written)) == 1


def _add(made: Legible, parts: list[str], written: str, start: int, end: int) -> None:
    """Add one character with its marks, as few characters as it can be written with."""
    composed = unicodedata.normalize("NFC", written)
    if len(composed) > 1:
        composed = written
    parts.append(composed)
    if composed == written and end - start == len(written):
        made.starts.extend(range(start, end))
        made.ends.extend(range(start + 1, end + 1))
    else:
        made.starts.extend([start] * len(composed))
        made.ends.extend([end] * len(composed))

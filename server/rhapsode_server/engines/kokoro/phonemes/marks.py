"""Punctuation: which characters are marks, and what they are in the model's table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rhapsode_server.engines.kokoro.phonemes.symbol_table import MARKS

_AS_WRITTEN = {mark: mark for mark in MARKS}
_FOREIGN = {
    "。": ". ",
    "．": ". ",
    "｡": ". ",
    "।": ".",
    "॥": ".",
    "۔": ".",
    "։": ".",
    "።": ".",
    "，": ", ",
    "、": ", ",
    "،": ",",
    "；": "; ",
    "؛": ";",
    "：": ": ",
    "！": "! ",
    "？": "? ",
    "؟": "?",
    "⁇": "?",
    "–": "—",
    "―": "—",
    "«": "“",
    "»": "”",
    "‹": "“",
    "›": "”",
    "„": "“",
    "「": " “",
    "」": "” ",
    "『": " “",
    "』": "” ",
    "《": " “",
    "》": "” ",
    "【": " “",
    "】": "” ",
    "（": " (",
    "）": ") ",
    "[": "",
    "]": "",
    "{": "",
    "}": "",
    "¿": "",
    "¡": "",
}
"""Marks of other scripts, and those that the model has no symbol for: they divide like marks and are not written. Wide
ones hold the space that follows (or precedes) them within themselves."""

SYMBOL_OF = {**_AS_WRITTEN, **_FOREIGN}
"""Every mark, and its symbol; an empty one where it has none."""

TRANSLATION = str.maketrans(_FOREIGN)
"""For ``str.translate``: foreign marks to the model's."""

_INSIDE_WORDS = frozenset(".,:。")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
"""Letters with a full stop each: what follows the last letter is part of the abbreviation."""


class Piece(NamedTuple):
    """A stretch of a chunk: letters, or one mark, or a space."""

    text: str
    """Letters as written; a mark's symbol, which may be empty or have a space beside it; or a space."""
    spoken: bool
    """Whether it is letters."""


def pieces(text: str) -> Iterator[Piece]:
    """Divide a chunk at its marks. Those that belong to a word ("3.14", "z.B.") stay where they are."""
    text = text.replace("...", "…").replace("--", "—")
    for part in re.split("( )", text):
        if part == " ":
            yield Piece(" ", False)
        elif part:
            yield from _pieces_of(part)


def _pieces_of(part: str) -> Iterator[Piece]:
    start = 0
    for position, character in enumerate(part):
        symbol = SYMBOL_OF.get(character)
        if symbol is None or character in _INSIDE_WORDS and _is_inside(part, position):
            continue
        letters = part[start:position]
        if letters:
            if character == "." and len(letters) > 2 and _DOTTED.fullmatch(letters):
                yield Piece(letters + ".", True)
                start = position + 1
                continue
            yield Piece(letters, True)
        yield Piece(symbol, False)
        start = position + 1
    if start < len(part):
        yield Piece(part[start:], True)


def _is_inside(part: str, position: int) -> bool:
    return 0 < position < len(part) - 1 and part[position - 1].isalnum() and part[position + 1].isalnum()

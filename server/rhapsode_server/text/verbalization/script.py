"""Characters that expressions have to know by range, because ``\\w`` leaves them out."""

from __future__ import annotations

import re
import unicodedata

MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962-\u0963\u0981-\u0983\u09bc-\u09d7\u09e2-\u09e3"
    "\u0b82\u0bbe-\u0bd7\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d\u00ad"
)
"""Combining signs of the languages that are verbalised, for use between square brackets: a vowel sign of Hindi is no
``\\w``, and an expression that did not name it would end words before it."""

_SIGNS = {0x2212: "-", 0x2010: "-", 0x2011: "-", 0x66A: "%", 0xFE6A: "%", 0x3000: " ", 0x2236: ":", 0x223C: "~"}


_MINUS = re.compile(r"(?<![^\s(\[])(?<![\d%‰°€$£] )–(?=\d)")
"""A dash right before a number and behind a space, but not the space of another number: "–5 °C" is below zero."""


_CYRILLIC_NUMERAL = re.compile(
    r"(?<![^\W_])(?=[IVX]{0,8}[ХІ])[IVXХІ]{2,8}(?![^\W_])|(?<![^\W_])[ХІ](?= (?:ст\.|століт|век|столет))"  # noqa: RUF001
)
"""A roman numeral with Cyrillic letters that look like its own: "ХХ век", "ІІІ століття"."""
_LATIN_LIKE = str.maketrans("ХІ", "XI")


class Folding(dict[int, int | str]):
    """What each character is taken for where digits of all scripts and full-width signs are ASCII.

    A table for ``str.translate`` that fills as characters are met: one character always for one.
    """

    def __init__(self, decimal_mark: str, group_mark: str) -> None:
        """The decimal and grouping signs of Arabic become those of the language."""
        super().__init__(_SIGNS | {0x66B: decimal_mark, 0x66C: group_mark or " "})

    def __missing__(self, point: int) -> int | str:
        folded: int | str = point
        # The full-width comma is never a part of a number.
        if 0xFF01 <= point <= 0xFF5E and point != 0xFF0C:
            folded = point - 0xFEE0
        else:
            digit = unicodedata.decimal(chr(point), None)
            if digit is not None:
                folded = str(digit)
        self[point] = folded
        return folded

    def fold(self, text: str) -> str:
        """A copy of the same length."""
        if text.isascii():
            return text
        if "–" in text:
            text = _MINUS.sub("-", text)
        if "Х" in text or "І" in text:
            text = _CYRILLIC_NUMERAL.sub(lambda numeral: numeral[0].translate(_LATIN_LIKE), text)
        return text.translate(self)

"""Characters that expressions have to know by range, because ``\\w`` leaves them out."""

from __future__ import annotations

MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962-\u0963\u0981-\u0983\u09bc-\u09d7\u09e2-\u09e3"
    "\u0b82-\u0bd7\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d\u00ad"
)
"""Combining signs of the languages that are verbalised, for use between square brackets: a vowel sign of Hindi is no
``\\w``, and an expression that did not name it would end words before it."""

_FOLDED: dict[int, str] = {}
for _zero in (
    0x660,
    0x6F0,
    0x966,
    0x9E6,
    0xBE6,
    0xE50,
    0xFF10,
    0xA66,
    0xAE6,
    0xB66,
    0xC66,
    0xCE6,
    0xD66,
    0xED0,
    0x1040,
    0x17E0,
):
    _FOLDED |= {_zero + _digit: str(_digit) for _digit in range(10)}
_FOLDED |= {_point: chr(_point - 0xFEE0) for _point in range(0xFF01, 0xFF5F)}
_FOLDED |= {0x2212: "-", 0x2010: "-", 0x2011: "-", 0x66A: "%", 0xFE6A: "%", 0xFF05: "%", 0x3000: " ", 0x2236: ":"}


def fold(text: str, decimal_mark: str, group_mark: str) -> str:
    """A copy of the same length in which digits of all scripts and full-width signs are ASCII.

    The decimal and grouping signs of Arabic become those of the language.
    """
    if text.isascii():
        return text
    return text.translate(_FOLDED | {0x66B: decimal_mark, 0x66C: group_mark or " "})

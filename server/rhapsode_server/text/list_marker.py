"""What stands before a list's items, and which number comes next."""

from __future__ import annotations

BULLETS = frozenset("•‣⁃◦▪●○∙")

MOST_ITEM_DIGITS = 2
"""Longer numbers are years and sums. Lower, and items past the ninth are not counted; higher, and "1999. 2000" is a
list."""


_SIGNS = "-*+–"
_ROMAN = frozenset("ivx")


def may_begin(character: str) -> bool:
    """Whether a marker may begin with this character, at a line's start."""
    return character in "-*+–#(" or character.isdecimal() or character.isalpha()


def may_go_on(marker: str, character: str) -> bool:
    """Whether a marker at a line's start, such as ``##``, ``12.`` or ``(iv)``, goes on with this character."""
    if marker[0] == "#":
        return character == "#" and len(marker) < 6
    if marker[0] in _SIGNS or marker[-1] in ".)":
        return False
    counted = marker.lstrip("(")
    if not counted:
        return character.isdecimal() or character.isalpha()
    if counted.isdecimal():
        return len(marker) < 4 and (character.isdecimal() or character in ".)")
    # "a." may be an abbreviation, "a)" is none.
    return character == ")" or (len(counted) < 4 and _ROMAN.issuperset(counted + character))


def is_whole(marker: str) -> bool:
    """Whether a marker says all that it has to, so that a space behind it makes it one."""
    return marker[-1] in ".)#" or marker[0] in _SIGNS


def number_after(marker: str) -> str:
    """The number of the next item, where this marker counts items: "2" behind "1." and "(1)"; else nothing."""
    if marker[-1:] not in (".", ")"):
        return ""
    number = marker.strip("().")
    if not number.isdecimal() or len(number) > MOST_ITEM_DIGITS:
        return ""
    return str(int(number) + 1)

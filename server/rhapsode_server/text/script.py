"""Which script a stretch of text is written in (UAX 24, reduced to the scripts that tell a language apart).

Blocks stand for scripts. That is exact for letters in use; digits, marks, spaces and symbols have no script, and
combining marks that several scripts share go with what they stand on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple


class Script(Enum):
    """A way of writing."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    GREEK = "greek"
    HEBREW = "hebrew"
    ARABIC = "arabic"
    THAI = "thai"
    HANGUL = "hangul"
    KANA = "kana"
    HAN = "han"
    DEVANAGARI = "devanagari"
    BENGALI = "bengali"
    TAMIL = "tamil"

    # Members are single: the enumeration's own hash, of the name, is a Python call.
    __hash__ = object.__hash__


class ScriptRun(NamedTuple):
    """Letters of one script that stand side by side."""

    script: Script
    start: int
    end: int
    """Half-open range, in code points."""


_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d"
_BLOCKS = {
    # Without the signs among the letters: µ (a unit), ª and º (ordinals), × and ÷.
    Script.LATIN: "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0250-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff"
    "\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a",
    Script.CYRILLIC: "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    # Without the Greek question mark and the tonos that stands alone.
    Script.GREEK: "\u0370-\u0373\u0376-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fbc\u1fbe\u1fc2-\u1fcc\u1fd0-\u1fdb"
    "\u1fe0-\u1fec\u1ff2-\u1ffc",
    Script.HEBREW: "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u05d0-\u05f4\ufb1d-\ufb4f",
    # Without its digits and punctuation: which language reads "٪" is another question.
    Script.ARABIC: "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08ff"
    "\ufb50-\ufdff\ufe70-\ufefc",
    Script.THAI: "\u0e01-\u0e3a\u0e40-\u0e4e",
    Script.HANGUL: "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7ff\uffa0-\uffdc",
    Script.KANA: "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001b000-\U0001b16f",
    Script.HAN: "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U000323af",
    Script.DEVANAGARI: "\u0900-\u0963\u0970-\u097f\ua8e0-\ua8ff",
    Script.BENGALI: "\u0980-\u09e3\u09f0\u09f1\u09fc",
    Script.TAMIL: "\u0b80-\u0be3",
}
_ORDER = tuple(_BLOCKS)
# A character that is none of any is told in one step: most texts have many.
_RUNS = re.compile(
    f"(?=[{''.join(_BLOCKS.values())}])(?:"
    + "|".join(f"([{block}][{block}{_COMBINING}]*)" for block in _BLOCKS.values())
    + ")"
)


def script_runs(text: str) -> Iterator[ScriptRun]:
    """The stretches of letters of one script, in order; whatever has no script lies between them."""
    for found in _RUNS.finditer(text):
        yield ScriptRun(_ORDER[(found.lastindex or 1) - 1], found.start(), found.end())

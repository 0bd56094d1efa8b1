"""The model's symbols, and how sounds that it has no symbol for are brought to the nearest one.

Source of the table: ``vocab`` in the published ``config.json`` of Kokoro-82M.
"""

from __future__ import annotations

import unicodedata

SYMBOLS = frozenset(
    ';:,.!?—…"()“” \u0303ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyz'
    "ɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ"
)
"""Every symbol that the model was trained with, one code point each."""

MARKS = frozenset(';:,.!?—…"()“”')
"""Those that are no sounds. They shape melody and pauses."""

_NEAREST = str.maketrans(
    {
        "g": "ɡ",
        "ɫ": "l",
        "ɬ": "l",
        "ɭ": "l",
        "ɱ": "m",
        "ʀ": "ʁ",
        "ʏ": "y",
        "ɵ": "ø",
        "ɘ": "ɤ",
        "ʉ": "u",
        "ʍ": "w",
        "ʐ": "ʒ",
        "ʑ": "ʒ",
        "ħ": "h",
        "ʕ": "ʔ",
        "ɓ": "b",
        "ɗ": "d",
        "ɠ": "ɡ",
        "ε": "ɛ",
        "Φ": "ɸ",
        "ʼ": "",
        "ˤ": "",
    }
)
"""Sounds of other languages that differ by a diacritic, or by one step of place, voicing or rounding, from one that the
model knows. The two ε and Φ are Greek letters that espeak-ng writes for the IPA's."""


def fit(sounds: str) -> tuple[str, int]:
    """Bring IPA to the model's symbols.

    A letter with a diacritic is written apart; a diacritic that the model lacks is dropped from a letter that it knows.

    Returns:
        The symbols, and how many others were left out.
    """
    fitted, unknown = sorted_out(sounds)
    return fitted, len(unknown)


def sorted_out(sounds: str) -> tuple[str, str]:
    """The same as :func:`fit`; gives the characters that were left out, in order, in place of their number."""
    if SYMBOLS.issuperset(sounds):
        return sounds, ""
    fitted: list[str] = []
    unknown: list[str] = []
    for character in sounds.translate(_NEAREST):
        if character in SYMBOLS:
            fitted.append(character)
        elif unicodedata.category(character) == "Mn":
            # A diacritic alone is no sound: the letter before it was counted where it is unknown.
            continue
        else:
            known = [part for part in unicodedata.normalize("NFD", character).translate(_NEAREST) if part in SYMBOLS]
            fitted += known
            unknown += [] if known else [character]
    return "".join(fitted), "".join(unknown)

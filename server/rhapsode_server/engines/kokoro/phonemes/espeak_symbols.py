"""From espeak-ng's IPA to the model's symbols.

The model was trained on espeak-ng's phonemes for every language but English, Chinese and Japanese, with one letter
for each diphthong and affricate; these tables tell which. Source: ``E2M`` and ``e2m`` of ``misaki.espeak`` 0.9.4, as
they are for the model's first version.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BORROWED = re.compile(r"\([^()]*\)")
"""Names of languages that espeak-ng switches to within a text: ``(^e^n)``."""

_NO_SOUND = str.maketrans("", "", '_-.,:;!?…"“”—+#`[]0123456789\x01')
"""What espeak-ng writes into phonemes besides sounds: syllable borders, tone numbers, signs of its own alphabet. Some
look like marks of the model's table, where they would make pauses."""

_TIED = (
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^z", "ʣ"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("o^ʊ", "O"),
    ("ə^ʊ", "Q"),
    ("s^s", "S"),
    ("t^s", "ʦ"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
)

_ENGLISH = (
    ("ʔˌn\u0329", "ʔn"),
    ("ʔn\u0329", "ʔn"),
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
    ("ə^l", "ᵊl"),
    ("ʲo", "jo"),
    ("ʲə", "jə"),
    ("ʲ", ""),
    ("e", "A"),
    ("ɚ", "əɹ"),
    ("r", "ɹ"),
    ("x", "k"),
    ("ç", "k"),
    ("ɐ", "ə"),
    ("ɬ", "l"),
    ("\u0303", ""),
)
"""In this order: longer ones first."""

_SQUARE = (("e^ə", "ɛː"),)
"""British alone, and before the others: misaki looks for it when every e has become A, and never finds it."""
_BRITISH = (("iə", "ɪə"), ("ə^ʊ", "Q"))
_AMERICAN = (("o^ʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""))
_SYLLABIC = re.compile("(\\S)\u0329")
_LAST = (("o", "ɔ"), ("ɾ", "T"), ("ʔ", "t"), ("\u0329", ""), ("^", ""))


def sounds_only(ipa: str) -> str:
    """espeak-ng's answer without what is no sound: names of languages, tone numbers, syllable borders. Ties stay."""
    return " ".join(_BORROWED.sub("", ipa).translate(_NO_SOUND).split())


def symbols_of(ipa: str) -> str:
    """The model's symbols for any language but English."""
    return _replaced(ipa, _TIED).replace("^", "")


def english_symbols_of(ipa: str, *, british: bool) -> str:
    """The symbols of the model's English, where both accents have a set of their own."""
    symbols = _replaced(ipa, _SQUARE) if british else ipa
    symbols = _SYLLABIC.sub(r"ᵊ\1", _replaced(symbols, _ENGLISH))
    return _replaced(_replaced(symbols, _BRITISH if british else _AMERICAN), _LAST)


def _replaced(text: str, table: Sequence[tuple[str, str]]) -> str:
    for old, new in table:
        text = text.replace(old, new)
    return text

"""From a pronunciation that the client gave to sounds of a row."""

from __future__ import annotations

from rhapsode_server.engines.kokoro.phonemes.assembly import Sound
from rhapsode_server.engines.kokoro.phonemes.espeak_symbols import symbols_of
from rhapsode_server.engines.kokoro.phonemes.marks import TRANSLATION
from rhapsode_server.engines.kokoro.phonemes.symbol_table import MARKS

_WRITTEN_OTHERWISE = str.maketrans({".": "", "\u203f": "", ":": "ː", "'": "ˈ", "\u0361": "^", "\u035c": "^"})
"""A syllable's end and a link have no sound, and the model would pause at a full stop or a colon; ties are as espeak-ng
writes them."""


def given_sounds(opening: str, phonemes: str, closing: str, word: int) -> tuple[Sound, ...]:
    """The sounds of one word, its symbols as they are where the model knows them.

    Args:
        opening: what stands before it up to the last word; its marks shape the melody, the rest has no sound here.
        phonemes: IPA, or the model's own symbols.
        closing: what stands behind it up to the next word.
        word: its number.
    """
    symbols = symbols_of(phonemes.translate(_WRITTEN_OTHERWISE))
    return Sound(_marks(opening)), Sound(symbols, word), Sound(_marks(closing))


def _marks(text: str) -> str:
    spaced = "".join(" " if character.isspace() else character for character in text.translate(TRANSLATION))
    return "".join(character for character in spaced if character in MARKS or character == " ")

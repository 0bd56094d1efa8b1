"""Where a text may be cut between two characters of a script that writes no spaces."""

from __future__ import annotations

from rhapsode_server.text.boundary_kind import BoundaryKind
from rhapsode_server.text.characters import CharacterClass

_THAI_VOWELS_BEFORE = frozenset("เแโใไເແໂໃໄ")


def kind_between(before: CharacterClass, kind: CharacterClass, character: str) -> BoundaryKind | None:
    """What the place before ``character`` is good for, where nothing but the two characters' scripts tells.

    Args:
        before: class of the character before the place, of a script without spaces.
        kind: class of ``character``, of such a script too.
        character: the one behind the place.
    """
    if kind is CharacterClass.THAI and before is CharacterClass.THAI:
        # A vowel that is written before its consonant begins a syllable; other places need a dictionary.
        return BoundaryKind.GLYPH if character in _THAI_VOWELS_BEFORE else None
    if before is CharacterClass.HIRAGANA and kind is not CharacterClass.HIRAGANA:
        return BoundaryKind.WORD
    if before is CharacterClass.KATAKANA and kind is CharacterClass.KATAKANA:
        return None
    return BoundaryKind.GLYPH

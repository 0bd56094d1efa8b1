"""Tells, one character at a time, whether what began with ``[`` or ``/`` is inline IPA.

Slashes have many uses. So between them stand only characters that IPA is written with, and ``/…/`` without brackets
begins and ends like a word and shows a symbol that spellings do not have: "/home/", "and/or", "1/2" and "/café/" are
text. What has brackets is meant: there plain letters will do, and what is no IPA is a Markdown link, and text.

Sources for the characters: the chart of the International Phonetic Association (2020), and Kokoro's own symbols, which
are more.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from enum import Enum

from rhapsode_server.text.characters import SPACELESS, CharacterClass, classify

MAX_WRITTEN_CHARACTERS = 60
"""Longer text in brackets is text. Lower, and long names lose their sound; higher, and a remark in brackets is kept
from the listener for longer."""

MAX_IPA_CHARACTERS = 200
"""Longer IPA is text. Lower, and a sentence cannot be given whole; higher, and it outgrows what an engine speaks in one
go: Kokoro's limit is 510 symbols, the rest of the segment counted in."""

MAX_PLAIN_CHARACTERS = 16
"""So many characters behind a slash without one that only IPA has are text. Lower, and a phrase that begins with plain
letters is cut off from its end; higher, and a stray slash silences the words behind it for longer."""

_SYMBOL = re.compile(
    "[A-Za-z .':\u203f"  # letters; a syllable's end, a link; what a keyboard has for ˈ and ː
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"  # Latin letters, composed with diacritics or not; clicks
    "\u0250-\u036f\u1d00-\u1dff\ua700-\ua71f\uab30-\uab6f\u2c71\u207f"  # IPA, modifiers, tones, diacritics
    "βεθφχΦ↓↑→↗↘]"  # Greek letters of the IPA or in their stead; Kokoro's tones
)
_TELLING = re.compile(
    "[æðøħŋœβθχ\u01c0-\u01c3\u0250-\u02af\u1d00-\u1dbf\ua700-\ua71f\uab30-\uab6f\u2c71"
    "ʰ-ʸˀˁˈˌːˑ˞ˠ-˩"
    "\u0318-\u0322\u0324\u0325\u0329-\u0330\u0339-\u0362]"
)
"""Symbols that tell IPA from a spelling. Others of its symbols do not: ç is French, the ʻ that looks like its sign for
an ejective is Hawaiian, and accents are everywhere."""

OPENING = re.compile(rf"/|\[(?=[^\[\]\n\v\f\x85\u2028\u2029]{{0,{MAX_WRITTEN_CHARACTERS}}}(?:\Z|\](?:\Z|\((?:\Z|/))))")
"""What inline IPA may begin with. Most brackets show at once that they are none: they are not followed by one that
closes, or that by no target, or that by no slash."""
_SYMBOLS = re.compile(f"/((?:{_SYMBOL.pattern})*)")

_BEFORE = SPACELESS | {
    *(CharacterClass.SPACE, CharacterClass.GLUE, CharacterClass.NEWLINE, CharacterClass.OPEN, CharacterClass.QUOTE),
    *(CharacterClass.DASH, CharacterClass.EMOJI, CharacterClass.WIDE_CLAUSE, CharacterClass.WIDE_END),
    CharacterClass.FINAL,
}
_BEHIND = _BEFORE | {
    *(CharacterClass.STOP, CharacterClass.END, CharacterClass.CLAUSE, CharacterClass.CLOSE, CharacterClass.HANGUL),
}
"""Korean writes its particles without a space."""


class _Place(Enum):
    """Where in half-arrived IPA the next character stands."""

    WRITTEN = "between the brackets"
    BRACKETED = "after ]"
    PARENTHESIS = "after ]("
    LINKED = "in the IPA of [written](/…"
    LINKED_END = "after [written](/…/"
    BARE = "in the IPA of /…"
    BARE_END = "after /…/"


class Verdict(Enum):
    """What the characters so far are."""

    MORE = "may be inline IPA"
    WHOLE = "are inline IPA, this one included"
    ENDED = "were inline IPA before this one, which may begin another"
    TEXT = "are no inline IPA"


# Short and quick: they are looked up for every character, and an enumeration takes a tenth of a microsecond each time.
MORE, WHOLE, ENDED, TEXT = Verdict
WRITTEN, BRACKETED, PARENTHESIS, LINKED, LINKED_END, BARE, BARE_END = _Place


def is_hopeless(text: str, place: int) -> bool:
    """Whether what begins with the ``/`` at a place of the text is no inline IPA, whatever follows the text.

    Nearly all that begins so is none, and needs no scanner to tell.
    """
    symbols = _SYMBOLS.match(text, place)
    assert symbols is not None
    end = symbols.end()
    return end < len(text) and not (text[end] == "/" and _are_ipa(symbols[1], bare=True))


class IpaScanner:
    """Judges one candidate, from the character after its ``[`` or ``/``. Knows nothing of tags or words.

    Args:
        opening: the character that it began with.
    """

    def __init__(self, opening: str) -> None:
        self._place = WRITTEN if opening == "[" else BARE
        self._written: list[str] = []
        self._symbols: list[str] = []

    @staticmethod
    def may_begin(opening: str, before: str) -> bool:
        """Whether ``opening`` may begin inline IPA behind the character ``before``."""
        return opening == "[" or classify(before) in _BEFORE

    @property
    def text(self) -> str:
        """What is written; of the bare form all of it, slashes included."""
        return "".join(self._written) if self._written else f"/{self.phonemes}/"

    @property
    def phonemes(self) -> str:
        """What stands between the slashes."""
        return "".join(self._symbols)

    @property
    def is_whole(self) -> bool:
        """Whether it is inline IPA if nothing follows."""
        return self._place is BARE_END

    @property
    def waits_for_one(self) -> bool:
        """Whether the very next character decides. A writer who pauses inside a construct does not pause there."""
        return self._place in (BRACKETED, BARE_END)

    def admit(self, character: str) -> Verdict:
        """What the candidate's characters with this one are.

        After ``ENDED`` and ``TEXT`` the character has not been taken: it may itself begin something.
        """
        place = self._place
        if place is WRITTEN:
            return self._admit_written(character)
        if place is LINKED or place is BARE:
            return self._admit_symbol(character)
        if place is BRACKETED:
            return self._go_on(PARENTHESIS, character == "(")
        if place is PARENTHESIS:
            return self._go_on(LINKED, character == "/")
        if place is LINKED_END:
            return WHOLE if character == ")" else TEXT
        return ENDED if classify(character) in _BEHIND else TEXT

    def _go_on(self, place: _Place, allowed: bool) -> Verdict:
        self._place = place
        return MORE if allowed else TEXT

    def _admit_written(self, character: str) -> Verdict:
        if character == "]":
            return self._go_on(BRACKETED, any(not written.isspace() for written in self._written))
        if character == "[" or classify(character) is CharacterClass.NEWLINE:
            return TEXT
        self._written.append(character)
        return MORE if len(self._written) <= MAX_WRITTEN_CHARACTERS else TEXT

    def _admit_symbol(self, character: str) -> Verdict:
        bare = self._place is BARE
        if character == "/":
            whole = _are_ipa(self.phonemes, bare=bare)
            return self._go_on(BARE_END if bare else LINKED_END, whole)
        if not _is_symbol(character) or len(self._symbols) == MAX_IPA_CHARACTERS:
            return TEXT
        if bare and character == " " and not self._symbols:
            return TEXT
        self._symbols.append(character)
        if bare and len(self._symbols) == MAX_PLAIN_CHARACTERS and not _tells(self.phonemes):
            return TEXT
        return MORE


def _are_ipa(symbols: str, *, bare: bool) -> bool:
    """Whether the symbols are somebody's pronunciation: at least one letter, and more where no brackets say so."""
    if not any(unicodedata.category(symbol) in ("Ll", "Lu", "Lo") for symbol in symbols):
        return False
    return not bare or (not symbols.endswith(" ") and _tells(symbols))


def _tells(symbols: str) -> bool:
    # Composed first: in "café" as some systems write paths, the accent is a character of its own.
    return _TELLING.search(unicodedata.normalize("NFC", symbols)) is not None


# Beyond its bound only other scripts fall out, which are no IPA.
@functools.lru_cache(maxsize=4096)
def _is_symbol(character: str) -> bool:
    return _SYMBOL.match(character) is not None

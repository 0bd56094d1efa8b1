"""Cleans Unicode for voices, keeping where each character came from.

What is written in many ways is written in one: voices know the straight quote, the plain space and the composed
letter. What has no sound goes: controls, zero-width signs, emoji. Cleaning what is clean changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from rhapsode_server.text.characters import is_emoji

MAX_MARKS = 4
"""Combining marks kept on one character. Lower, and Vietnamese, Hebrew or Burmese letters lose theirs; higher, and the
hundreds that decorate "Zalgo" text reach the engine."""

_REPLACED = {
    **dict.fromkeys("‘’‚‛′ʼ´‹›", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–−﹣", "-"),
    **dict.fromkeys("―﹘⸺⸻", "—"),
}
_OPENING = frozenset("“‘„‚«‹")
_WIDE_MARKS = frozenset("！（），．：；？")
_DOUBLE_STRUCK = frozenset("ℂℍℕℙℚℝℤ")
"""Those letters of mathematics that have places of their own."""
JOINERS = "\u200c\u200d"

_LETTERS = "0-9A-Za-zÀ-ÖØ-öø-ɏΑ-ΡΣ-Ϋάέήίΰα-ώЀ-ҁҊ-ԯ가-힣"
_IDEOGRAPHS = "㐀-䶿一-鿿"
_GLYPHS = f"、。「」『』ぁ-ゖァ-ヺー{_IDEOGRAPHS}"
_CLEAN = f"\n -~{_LETTERS}{_GLYPHS}"
"""What is clean, unless something follows that is not: a combining mark would join it."""
_PICTURES = "\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff"
"""Blocks of nothing but pictures, which divide words as a space does."""

_STRETCHES = re.compile(
    f"(?P<word>[{_LETTERS}][!-~{_LETTERS}]*(?![^{_CLEAN}]))"
    rf"|(?P<marks>[!#-&)-/:-@\\\]^_`|}}~]+(?![^{_CLEAN}]))"
    rf"|(?P<ideographs>[{_IDEOGRAPHS}]{{2,}}(?![^{_CLEAN}]))"
    f"|(?P<mark>[\"'(\\[{{{_GLYPHS}](?![^{_CLEAN}]))"
    rf"|(?P<space>[ \n{_PICTURES}]+(?![^{_CLEAN}{_PICTURES}]))"
    f"|.[^{_CLEAN}]*",
    re.DOTALL,
)
"""A word that begins with a letter or digit is divided nowhere, and other marks than those that open or quote are not
divided from each other: each of these can be one piece. The rest is cleaned character by character."""

_SPACE = _STRETCHES.groupindex["space"]
_TOGETHER = _STRETCHES.groupindex["ideographs"]

_PLAIN_WORDS = re.compile(f"[{_LETTERS}][!-~{_LETTERS}]*+(?: [{_LETTERS}][!-~{_LETTERS}]*+)*+")
_PLAIN_GLYPHS = re.compile(f"[{_GLYPHS}]+")


class _PlainLetters(dict[int, int | str]):
    """What each character is where letters and digits in another dress are themselves: one always for one.

    A table for ``str.translate`` that fills as characters are met.
    """

    def __missing__(self, point: int) -> int | str:
        character = chr(point)
        plain = unicodedata.normalize("NFC", character)
        wide = "\uff01" <= character <= "\uff5e" and character not in _WIDE_MARKS
        if wide or "\U0001d400" <= character <= "\U0001d7ff" or character in _DOUBLE_STRUCK:
            plain = unicodedata.normalize("NFKC", character)
        self[point] = plain if len(plain) == 1 else point
        return self[point]


_PLAIN_LETTERS = _PlainLetters()


def plain_letters(text: str) -> str:
    """A copy of the same length with full-width letters and those of mathematics as voices know them."""
    return text if text.isascii() else text.translate(_PLAIN_LETTERS)


class Piece(NamedTuple):
    """Cleaned characters that stand for one stretch of the source; ``" "`` where words are divided."""

    text: str
    start: int
    """Half-open range in the text that was cleaned."""
    end: int
    opens: bool = False
    """Whether it opens a quotation; the straight quote that it became does not tell."""
    phonemes: str | None = None
    """Its sound, where the client gave it; the piece is then all that sounds so."""


class Ideographs(NamedTuple):
    """Ideographs side by side, each of which is a piece."""

    text: str
    start: int
    """Where they begin in the text that was cleaned; each is one of its characters."""


def plain_parts(text: str) -> list[str] | None:
    """What ``clean_stretches`` divides a text into that is clean already: words with one space between two, or glyphs
    without any. ``None`` for any other text."""
    if _PLAIN_WORDS.fullmatch(text) is not None:
        parts = [" "] * (2 * text.count(" ") + 1)
        parts[::2] = text.split(" ")
        return parts
    return list(text) if _PLAIN_GLYPHS.fullmatch(text) is not None else None


def clean_stretches(text: str, start: int, end: int, *, wide_marks: bool, offset: int = 0) -> Iterator[Piece]:
    """The same pieces as ``clean`` gives, those together that are clean already and never divided: quick.

    Args:
        text, start, end, wide_marks, offset: as ``clean_together`` takes them.
    """
    for piece in clean_together(text, start, end, wide_marks=wide_marks, offset=offset):
        if isinstance(piece, Piece):
            yield piece
        else:
            for place, ideograph in enumerate(piece.text, piece.start):
                yield Piece(ideograph, place, place + 1)


def clean_together(
    text: str, start: int, end: int, *, wide_marks: bool, offset: int = 0
) -> Iterator[Piece | Ideographs]:
    """The same with ideographs together that stand side by side: in a text of nothing else there are ten thousand.

    Args:
        text: any text.
        start, end: the part of it to be cleaned.
        wide_marks: as ``clean`` takes it.
        offset: added to the ranges of the pieces.
    """
    for match in _STRETCHES.finditer(text, start, end):
        kind = match.lastindex
        first, behind = match.span()
        if kind is None:
            yield from clean(match[0], wide_marks=wide_marks, offset=first + offset)
        elif kind == _SPACE:
            yield Piece(" ", first + offset, first + offset + 1)
        elif kind == _TOGETHER:
            yield Ideographs(match[0], first + offset)
        else:
            yield Piece(match[0], first + offset, behind + offset)


def clean(text: str, *, wide_marks: bool, offset: int = 0) -> Iterator[Piece]:
    """The pieces of a text that are left to be read, in order, a character each.

    Args:
        text: any text.
        wide_marks: whether the full-width marks ``！（），．：；？`` stay, as the voices of Chinese and Japanese know
            them; elsewhere they become ASCII, as full-width letters and digits always do (block U+FF01 to U+FF5E).
        offset: added to the ranges of the pieces.
    """
    base, marks, start, end = "", "", 0, 0
    for index, character in enumerate(text):
        if character.isascii() and character > " " and character != "\x7f":
            seen = character
        else:
            seen = kept(text, index)
            if not seen:
                continue
            if is_mark(seen) and base not in ("", " "):
                if len(marks) < MAX_MARKS:
                    marks += seen
                    end = offset + index + 1
                continue
        if base:
            yield Piece(_composed(base, marks, wide_marks), start, end, base in _OPENING)
        base, marks, start, end = seen, "", offset + index, offset + index + 1
    if base:
        yield Piece(_composed(base, marks, wide_marks), start, end, base in _OPENING)


def clean_controls(text: str) -> Iterator[Piece]:
    """The pieces of a text with only that changed which would break an engine: controls and halves of characters go."""
    for index, character in enumerate(text):
        if character.isspace():
            yield Piece(" ", index, index + 1)
        elif unicodedata.category(character) not in ("Cc", "Cs"):
            yield Piece(character, index, index + 1)


def kept(text: str, index: int) -> str:
    """What becomes of one character before marks are joined: itself, a space, or nothing."""
    character = text[index]
    if character.isspace() or is_emoji(character):
        return " "
    if character in JOINERS:
        # They shape the words of Persian and of Indic scripts, and glue emoji together everywhere else.
        inside = 0 < index < len(text) - 1 and is_shaped(text[index - 1]) and is_shaped(text[index + 1])
        return character if inside else ""
    if unicodedata.category(character)[0] == "C" or character == "\N{REPLACEMENT CHARACTER}":
        return ""
    if "\ufe00" <= character <= "\ufe0f" or character == "\u20e3" or character >= "\U000e0000":
        return ""
    return character


def is_shaped(character: str) -> bool:
    """Whether this is a letter or sign of Arabic, Hebrew's neighbours, or an Indic script."""
    return "\u0600" <= character <= "\u0dff" and unicodedata.category(character)[0] in "LM"


def is_mark(character: str) -> bool:
    """Whether the character joins the one before it: combining marks, and the later parts of a Hangul syllable."""
    return unicodedata.category(character) in ("Mn", "Me", "Mc") or "\u1160" <= character <= "\u11ff"


def _composed(base: str, marks: str, wide_marks: bool) -> str:
    """The base in its plain form, its marks composed with it where one code point results."""
    if base.isascii() and not marks:
        return base
    plain = _plain(base, wide_marks)
    if not marks:
        return plain
    composed = unicodedata.normalize("NFC", plain[-1] + marks)
    return plain[:-1] + (composed if len(composed) == 1 else plain[-1] + marks)


def _plain(character: str, wide_marks: bool) -> str:
    """One character in the form that voices know."""
    canonical = unicodedata.normalize("NFC", character)
    if len(canonical) == 1:
        character = canonical
    if wide_marks and character in _WIDE_MARKS:
        return character
    if (
        "\uff01" <= character <= "\uff5e"
        or "\ufb00" <= character <= "\ufb06"
        or "\U0001d400" <= character <= "\U0001d7ff"
        or character in _DOUBLE_STRUCK
    ):
        # Full-width forms, Latin ligatures and the letters of mathematics are ASCII in another dress.
        character = unicodedata.normalize("NFKC", character)
    return _REPLACED.get(character, character)

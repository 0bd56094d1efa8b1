"""From the sounds of words and what stands between them to one row of symbols."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rhapsode_server.engines.kokoro.phonemes.symbol_table import MARKS, sorted_out
from rhapsode_server.engines.kokoro.utterance import PhonemeText


class Sound(NamedTuple):
    """A stretch of IPA."""

    symbols: str
    """In the model's symbols, or near them."""
    word: int | None = None
    """Number of the word whose sound it is; ``None`` for spaces and marks."""


SPACE = Sound(" ")
"""Between two words."""


def assembled(sounds: Iterable[Sound], words: int) -> PhonemeText:
    """One row. It may be longer than the model's limit: :mod:`.length_guard` comes after.

    Spaces that follow each other are one; the row neither begins nor ends with one. A word begins at its first sound
    and ends behind its last, so that marks written with it lie outside.

    Args:
        sounds: in order; the numbers of their words never fall.
        words: how many the request has.
    """
    symbols: list[str] = []
    ranges: dict[int, tuple[int, int]] = {}
    unknown = ""
    for sound in sounds:
        fitted, left_out = sorted_out(sound.symbols)
        unknown += left_out
        for symbol in fitted:
            if symbol == " " and (not symbols or symbols[-1] == " "):
                continue
            if sound.word is not None and symbol != " " and symbol not in MARKS:
                start, _ = ranges.get(sound.word, (len(symbols), 0))
                ranges[sound.word] = (start, len(symbols) + 1)
            symbols.append(symbol)
    if symbols and symbols[-1] == " ":
        symbols.pop()
    return PhonemeText("".join(symbols), _every_range(ranges, words), len(unknown), left_out=unknown)


def _every_range(ranges: dict[int, tuple[int, int]], words: int) -> tuple[tuple[int, int], ...]:
    """The ranges of all words; one without a sound has an empty one, behind the word before it."""
    every: list[tuple[int, int]] = []
    for word in range(words):
        end = every[-1][1] if every else 0
        every.append(ranges.get(word, (end, end)))
    return tuple(every)

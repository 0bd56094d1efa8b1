"""Rows longer than the model's positions: cut at the best mark, never truncated."""

from __future__ import annotations

from collections.abc import Iterator

from rhapsode_server.engines.kokoro.utterance import MAX_SYMBOLS, PhonemeText

_SENTENCE_MARKS = frozenset(".!?…")
_CLAUSE_MARKS = frozenset(";:,—")
_CLOSING = frozenset('"”)')


def within_limit(row: PhonemeText, limit: int = MAX_SYMBOLS) -> tuple[PhonemeText, ...]:
    """The row itself, or its parts of at most ``limit`` symbols.

    It is cut behind a sentence mark, else behind a clause mark, else at a space, else between two words, else
    anywhere; among equals, where the parts become most alike: a remnant of a few symbols sounds worse than two halves.

    Every part tells of every word of the request: one that is spoken in another part has an empty range, and a word
    that had to be cut has a range in both. ``unknown``, ``warning`` and ``left_out`` are told by the first part.

    Args:
        row: as assembled.
        limit: symbols of one part, at least 1.
    """
    if len(row.symbols) <= limit:
        return (row,)
    borders = list(_borders(row, limit))
    parts = []
    for number, (start, end) in enumerate(zip([0, *borders], [*borders, len(row.symbols)], strict=True)):
        written = row.symbols[start:end]
        start += len(written) - len(written.lstrip(" "))
        end = max(start, end - (len(written) - len(written.rstrip(" "))))
        words = tuple(
            (min(max(first, start), end) - start, min(max(last, start), end) - start) for first, last in row.words
        )
        told = (row.unknown, row.warning, row.left_out) if number == 0 else (0, None, "")
        parts.append(PhonemeText(row.symbols[start:end], words, *told))
    return tuple(part for part in parts if part.symbols)


def _borders(row: PhonemeText, limit: int) -> Iterator[int]:
    """Where the row is cut, rising."""
    symbols = row.symbols
    start = 0
    while len(symbols) - start > limit:
        rest = len(symbols) - start
        parts = -(-rest // limit)
        ideal = start + rest // parts
        start = _best_border(row, start, ideal, start + limit)
        yield start
        while start < len(symbols) and symbols[start] == " ":
            start += 1


def _best_border(row: PhonemeText, start: int, ideal: int, most: int) -> int:
    """The best place behind ``start``, up to ``most``."""
    symbols = row.symbols
    # A cut in the first half of a part's fair share would leave a splinter, or another cut more.
    least = start + max(1, (ideal - start) // 2)
    places = range(least, most + 1)
    starts = {first for first, last in row.words if first < last}
    for rank in (
        [place for place in places if _ends(symbols, place, _SENTENCE_MARKS)],
        [place for place in places if _ends(symbols, place, _CLAUSE_MARKS)],
        [place for place in places if symbols[place] == " "],
        [place for place in places if place in starts],
    ):
        if rank:
            return min(rank, key=lambda place: abs(place - ideal))
    return ideal


def _ends(symbols: str, place: int, marks: frozenset[str]) -> bool:
    """Whether ``place`` is right behind a mark and what closes with it."""
    if symbols[place] in _CLOSING or symbols[place] in _SENTENCE_MARKS | _CLAUSE_MARKS:
        return False
    before = place - 1
    while before > 0 and symbols[before] in _CLOSING:
        before -= 1
    return symbols[before] in marks

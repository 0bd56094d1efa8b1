"""Plain runs as pieces to be divided into words: cleaned, and what is not read as written said in words.

The words of a span all point to the whole span in the client's own text: "$3.50" gives "three dollars fifty", and each
of the three reads ``$3.50``.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from rhapsode_server.text.cleanup import Piece, clean, clean_controls
from rhapsode_server.text.language_runs import language_runs
from rhapsode_server.text.reading import VerbalizedSpan
from rhapsode_server.text.segment import Run
from rhapsode_server.text.verbalization.span import SpanKind
from rhapsode_server.text.verbalization.verbalizer import SpokenSpan, verbalizer_of

SILENT = frozenset({SpanKind.EMOJI})
"""Kinds that have words and are not said: nobody reads a picture's name aloud in the middle of a sentence."""


def spoken_pieces(
    runs: Sequence[Run], language: str, told: list[VerbalizedSpan], *, wide_marks: bool
) -> Iterator[Piece]:
    """The pieces of runs that stand side by side, ranges in the received text.

    Args:
        runs: plain runs; a dropped tag may stand between two, and a number may go on behind it.
        language: primary subtag of the language that they are read in; what it does not verbalise is left as it is.
        told: gets what was verbalised.
        wide_marks: as ``clean`` takes it.
    """
    text = "".join(run.text for run in runs)
    source = _Source(runs)
    position = 0
    for span, words in _spoken(text, language):
        if span.kind in SILENT:
            continue
        for piece in clean(text[position : span.start], wide_marks=wide_marks):
            yield source.placed(piece, position + piece.start, position + piece.end)
        for piece in clean(words, wide_marks=wide_marks):
            yield source.placed(piece, span.start, span.end)
        place = source.placed(Piece(words, 0, 0), span.start, span.end)
        told.append(VerbalizedSpan(span.kind.value, place.start, place.end, words.strip()))
        position = span.end
    for piece in clean(text[position:], wide_marks=wide_marks):
        yield source.placed(piece, position + piece.start, position + piece.end)


def written_pieces(runs: Sequence[Run]) -> Iterator[Piece]:
    """The pieces of runs as they are written, with only that changed which would break an engine."""
    source = _Source(runs)
    for piece in clean_controls("".join(run.text for run in runs)):
        yield source.placed(piece, piece.start, piece.end)


def _spoken(text: str, language: str) -> Iterator[SpokenSpan]:
    """The spans of a text, each in the language of its place."""
    for run in language_runs(text, language):
        verbalizer = verbalizer_of(run.language)
        for span, words in verbalizer.verbalize(text[run.start : run.end]) if verbalizer is not None else ():
            yield SpokenSpan(span._replace(start=span.start + run.start, end=span.end + run.start), words)


class _Source:
    """Where the characters of joined runs came from."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._starts: list[int] = []
        length = 0
        for run in runs:
            self._starts.append(length)
            length += len(run.text)

    def placed(self, piece: Piece, start: int, end: int) -> Piece:
        """The piece with its range in the received text; ``start`` and ``end`` count in the joined runs."""
        return piece._replace(start=self._range(start)[0], end=self._range(end - 1)[1])

    def _range(self, index: int) -> tuple[int, int]:
        """What one character stands for: itself, or all of what its run was put in place of."""
        number = bisect.bisect_right(self._starts, index) - 1
        run = self._runs[number]
        if run.source_end - run.source_start != len(run.text):
            return run.source_start, run.source_end
        place = run.source_start + index - self._starts[number]
        return place, place + 1

"""Plain runs as pieces to be divided into words: cleaned, and what is not read as written said in words.

The words of a span all point to the whole span in the client's own text: "$3.50" gives "three dollars fifty", and each
of the three reads ``$3.50``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rhapsode_server.text.characters import CharacterClass, classify
from rhapsode_server.text.cleanup import (
    Ideographs,
    Piece,
    clean,
    clean_controls,
    clean_stretches,
    clean_together,
    plain_letters,
    plain_parts,
)
from rhapsode_server.text.language_runs import language_runs
from rhapsode_server.text.legible import Legible, legible
from rhapsode_server.text.reading import VerbalizedSpan
from rhapsode_server.text.segment import Run
from rhapsode_server.text.verbalization.span import KIND_NAMES, SpanKind
from rhapsode_server.text.verbalization.verbalizer import verbalizer_of

SILENT = frozenset({SpanKind.EMOJI})
"""Kinds that have words and are not said: nobody reads a picture's name aloud in the middle of a sentence."""

_ALPHABETS = (CharacterClass.LETTER, CharacterClass.THAI)
"""What words are made of that nothing divides, one of these in each."""

_SHORT = 128
"""Words of a span that are remembered as pieces: a number, a price, a date. Longer, and addresses would be kept."""

_SPACE = Piece(" ", 0, 1)
_piece = functools.partial(tuple.__new__, Piece)
"""A piece of its five values, without a call of Python's: a long text has ten thousand."""


class SaidWords(NamedTuple):
    """Two or more words of a span, each of which begins with a letter or digit, or is an ideograph."""

    words: Sequence[str]
    start: int
    """Half-open range in the received text of what all of them read."""
    end: int
    joined: bool
    """Whether no spaces stand between them, as between ideographs."""


def spoken_pieces(
    runs: Sequence[Run], language: str, told: list[VerbalizedSpan], before: str = "", *, wide_marks: bool
) -> Iterator[Piece | SaidWords | Ideographs]:
    """The pieces of runs that stand side by side, ranges in the received text.

    Args:
        runs: plain runs; a dropped tag may stand between two, and a number may go on behind it.
        language: primary subtag of the language that they are read in; what it does not verbalise is left as it is.
        told: gets what was verbalised, each before its pieces.
        before: what stands before the first of them in the same sentence, not to be spoken.
        wide_marks: as ``clean`` takes it.
    """
    source = _Source(runs)
    seen = legible(text := "".join([run.text for run in runs]))
    if seen is not None:
        text = seen.text
        source.see(seen)
    if before and (seen := legible(before)) is not None:
        before = seen.text
    position = 0
    for kind, first, behind, words in _spoken_behind(before, plain_letters(text), language):
        if kind in SILENT:
            continue
        if first - position == 1 and text[position] == " ":
            yield _SPACE  # between two numbers
        elif first > position:
            yield from source.cleaned(text, position, first, wide_marks)
        start, end = source.range(first, behind)
        told.append(VerbalizedSpan(KIND_NAMES[kind], start, end, words.strip()))
        if words[:1] == " ":
            yield _SPACE  # set apart from what stands beside them
        bare = words.strip(" ")
        said, joined, parts = _said(bare, wide_marks) if len(bare) <= _SHORT else _parts(bare, wide_marks)
        if len(said) > 1:
            yield SaidWords(said, start, end, joined)
        elif said:
            yield _piece((said[0], start, end, False, None))
        else:
            for part, opens in parts:
                yield _SPACE if part == " " else _piece((part, start, end, opens, None))
        if words[-1:] == " ":
            yield _SPACE
        position = behind
    if position < len(text):
        yield from source.cleaned(text, position, len(text), wide_marks)


def _parts(words: str, wide_marks: bool) -> tuple[Sequence[str], bool, Sequence[tuple[str, bool]]]:
    """The words of a span where one space stands between two and each begins with a letter or digit, or where each is
    an ideograph, and whether they are joined so; else its pieces without their places: what is written, and whether it
    opens a quotation."""
    plain = plain_parts(words)
    if plain is None:
        whole = [*map(_whole_word, words.split(" "))]
        if all(whole):
            return whole, False, ()
        parts = clean_stretches(words, 0, len(words), wide_marks=wide_marks)
        return (), False, [(piece.text, piece.opens) for piece in parts]
    if len(plain) == 1 or plain[1] == " ":
        return tuple(plain[::2]), False, ()
    if all(classify(part) is CharacterClass.IDEOGRAPH for part in plain):
        return tuple(plain), True, ()
    return (), False, [(part, False) for part in plain]


@functools.lru_cache(1024)
def _whole_word(word: str) -> str:
    """The word cleaned, where it is of letters alone, which nothing divides; else nothing. In an address of 400
    characters the same few words come again and again."""
    first = classify(word[0]) if word else CharacterClass.SPACE
    bare = word.rstrip("'")  # Hebrew's geresh
    if first not in _ALPHABETS or not {first, CharacterClass.EXTEND}.issuperset(map(classify, bare)):
        return ""
    return "".join([piece.text for piece in clean(word, wide_marks=False)])


# The same few numbers come again and again; so many, of 64 characters at most, are a megabyte or two.
_said = functools.lru_cache(4096)(_parts)


def written_pieces(runs: Sequence[Run]) -> Iterator[Piece]:
    """The pieces of runs as they are written, with only that changed which would break an engine."""
    source = _Source(runs)
    for piece in clean_controls("".join([run.text for run in runs])):
        yield source.placed(piece)


class ForeignStretch(NamedTuple):
    """What is not in the language of the text around it."""

    source_start: int
    source_end: int
    """Half-open range in the received text."""
    language: str
    """Primary subtag."""


def foreign_stretches(runs: Sequence[Run], language: str, before: str = "") -> Iterator[ForeignStretch]:
    """Where runs that stand side by side are in another language than theirs, in order; see ``language_runs``."""
    text = "".join(run.text for run in runs)
    source = _Source(runs)
    for run in language_runs(before + text, language):
        start, end = max(0, run.start - len(before)), run.end - len(before)
        if run.language != language and end > start:
            yield ForeignStretch(*source.range(start, end), run.language)


def _spoken_behind(before: str, text: str, language: str) -> list[tuple[SpanKind, int, int, str]]:
    """The spans of a text that goes on behind another: their kinds, their ranges in it, and their words.

    One that begins in what was spoken before cannot be said as one any more: the text is then read by itself.
    """
    spoken = _spoken(before + text, language, len(before))
    if not before or not spoken or spoken[0][1] >= 0:
        return spoken
    if any(start < 0 < end for _, start, end, _ in spoken):
        return _spoken(text, language)
    return [each for each in spoken if each[1] >= 0]


def _spoken(text: str, language: str, edge: int = 0) -> list[tuple[SpanKind, int, int, str]]:
    """The spans of a text, each in the language of its place; their ranges are counted from the edge."""
    spoken: list[tuple[SpanKind, int, int, str]] = []
    for run in language_runs(text, language):
        verbalizer = verbalizer_of(run.language)
        if verbalizer is None:
            continue
        shift = run.start - edge
        part = text[run.start : run.end] if run.end - run.start < len(text) else text
        for (kind, start, end, _, _), words in verbalizer.verbalize(part, SILENT, -shift):
            spoken.append((kind, start + shift, end + shift, words))
    return spoken


class _Source:
    """Where the characters of joined runs came from."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._offset = runs[0].source_start if len(runs) == 1 and runs[0].source_length is None else None
        """Where all of them came from side by side, if they did."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        """What each character stands for: itself, or all of what its run was put in place of."""
        for run in runs if self._offset is None else ():
            start, end, length = run.source_start, run.source_end, len(run.text)
            if end - start == length:
                self._starts += range(start, end)
                self._ends += range(start + 1, end + 1)
            else:
                self._starts += [start] * length
                self._ends += [end] * length

    def see(self, seen: Legible) -> None:
        """From now on characters are counted in the text as it is seen."""
        ranges = [*map(self.range, seen.starts, seen.ends)]
        self._starts, self._ends = [start for start, _ in ranges], [end for _, end in ranges]
        self._offset = None

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The range in the received text of one in the joined runs."""
        if self._offset is not None:
            return start + self._offset, end + self._offset
        return self._starts[start], self._ends[end - 1]

    def placed(self, piece: Piece) -> Piece:
        """The piece with its range in the received text."""
        start, end = self.range(piece.start, piece.end)
        return Piece(piece.text, start, end, piece.opens)

    def cleaned(self, text: str, start: int, end: int, wide_marks: bool) -> Iterable[Piece | Ideographs]:
        """The pieces of a part of the joined runs."""
        if self._offset is not None:
            return clean_together(text, start, end, wide_marks=wide_marks, offset=self._offset)
        return map(self.placed, clean_stretches(text, start, end, wide_marks=wide_marks))

"""Dictionaries at work on a segment, and the way back from what they put into it to what the client sent.

The ledger keeps three things apart: the client's text, the text with the dictionaries' words in it, on which the
normaliser counts, and the spoken words. :func:`apply_dictionaries` makes the second of the first, and
:class:`RestoringReader` leads the ranges of the third back to the first: each word of a replacement points to the whole
word that it stands for.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rhapsode_server.text.dictionary import Dictionary, Match, find
from rhapsode_server.text.reading import Reading, SpokenWord, VerbalizedSpan
from rhapsode_server.text.segment import Replacement, Run, RunKind, Segment

_Placed = TypeVar("_Placed", SpokenWord, VerbalizedSpan)


def apply_dictionaries(segment: Segment, dictionaries: Sequence[Dictionary]) -> Segment:
    """The segment with the words of dictionaries in it; the very same where there are none.

    Args:
        segment: as the segmenter handed it on.
        dictionaries: the first counts before the others.
    """
    if not dictionaries:
        return segment
    found = [_matches(segment.runs, index, dictionaries) for index in range(len(segment.runs))]
    if not any(found):
        return segment
    runs: list[Run] = []
    replacements: list[Replacement] = []
    shift = 0
    for run, matches in zip(segment.runs, found, strict=True):
        editor = _Editor(run, shift)
        for match in matches:
            editor.take(match)
        runs += editor.finish()
        replacements += editor.replacements
        shift = editor.shift
    return replace(segment, runs=tuple(runs), replacements=tuple(replacements))


def _matches(runs: Sequence[Run], index: int, dictionaries: Sequence[Dictionary]) -> list[Match]:
    run = runs[index]
    if run.kind is not RunKind.PLAIN:
        return []
    # A dropped tag does not end a word, and letters that are spelled do.
    before, behind = (runs[place] if 0 <= place < len(runs) else None for place in (index - 1, index + 1))
    return find(
        run.text,
        dictionaries,
        before.text[-1:] if before is not None and before.kind is not RunKind.SPELL else "",
        behind.text[:1] if behind is not None and behind.kind is not RunKind.SPELL else "",
    )


class _Editor:
    """Rewrites one run, from left to right."""

    def __init__(self, run: Run, shift: int) -> None:
        self.shift = shift
        """How much farther the text stands by now than the client's own."""
        self.replacements: list[Replacement] = []
        self._run = run
        self._runs: list[Run] = []
        self._text: list[str] = []
        self._length = 0
        self._start = run.source_start + shift
        """Where the text that waits to become a run begins."""
        self._taken = 0

    def take(self, match: Match) -> None:
        self._copy(match.start)
        entry = match.entry
        written = self._run.text[match.start : match.end]
        words = entry.replacement or written
        start = self._start + self._length
        if words != written:
            source_start = self._run.source_start + match.start
            source_end = self._run.source_start + match.end
            self.replacements.append(Replacement(start, start + len(words), source_start, source_end))
            self.shift += len(words) - len(written)
        self._taken = match.end
        if entry.ipa is None:
            self._add(words)
            return
        self._close()
        self._runs.append(Run(words, start, RunKind.PHONEMES, phonemes=entry.ipa))
        self._start = start + len(words)

    def finish(self) -> list[Run]:
        self._copy(len(self._run.text))
        self._close()
        return self._runs

    def _copy(self, end: int) -> None:
        self._add(self._run.text[self._taken : end])
        self._taken = end

    def _add(self, text: str) -> None:
        if text:
            self._text.append(text)
            self._length += len(text)

    def _close(self) -> None:
        if self._text:
            self._runs.append(replace(self._run, text="".join(self._text), source_start=self._start))
            self._start += self._length
            self._text, self._length = [], 0


@dataclass(frozen=True, slots=True)
class RestoringReader:
    """Reads segments in which dictionaries have replaced words; ranges of what it reads are the client's own."""

    reads: Callable[[Segment, str, bool], Reading]
    """Reads a segment (``text.normalizer.Normalizer.read``)."""

    def read(self, segment: Segment, language: str, normalize: bool) -> Reading:
        """The spoken form of a segment; see the normaliser."""
        reading = self.reads(segment, language, normalize)
        return restored(reading, segment.replacements) if segment.replacements else reading


def restored(reading: Reading, replacements: Sequence[Replacement]) -> Reading:
    """A reading whose words point to the client's text, where they point to that with the replacements in it."""

    def place(item: _Placed) -> _Placed:
        return item._replace(
            source_start=_source_of(item.source_start, replacements, is_end=False),
            source_end=_source_of(item.source_end, replacements, is_end=True),
        )

    return replace(reading, words=tuple(map(place, reading.words)), spans=tuple(map(place, reading.spans)))


def _source_of(place: int, replacements: Sequence[Replacement], *, is_end: bool) -> int:
    # The last that begins before the place: an end lies behind its character, and a start in front of it.
    index = bisect.bisect_left(replacements, place + (not is_end), key=lambda each: each.start) - 1
    if index < 0:
        return place
    found = replacements[index]
    if place > found.end or (place == found.end and not is_end):
        return place - found.end + found.source_end
    return found.source_end if is_end else found.source_start

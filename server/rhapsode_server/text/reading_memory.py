"""Readings of the last few segments: a text that repeats itself is read once.

Lists, refrains and what somebody sends to keep a server busy are the same segment over and over, and what a segment is
read as follows from it alone. Ordinary text loses two microseconds a segment.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from rhapsode_server.text.reading import Reading, SpokenWord, VerbalizedSpan
from rhapsode_server.text.segment import Cut, Run, RunKind, Segment

KEPT = 16
"""Segments whose readings are kept. Lower, and a list whose items take turns is read anew; higher, and more of what was
spoken stays in memory behind its context."""

_Run: TypeAlias = tuple[str, int, RunKind, int | None, str | None, int | None]
"""A run, its place counted from where the segment's first run begins."""


class ReadingMemory:
    """Reads segments as its reader does. May be used from any thread.

    Args:
        reads: reads a segment (``text.normalizer.Normalizer.read``) by its runs and what was before them alone.
    """

    def __init__(self, reads: Callable[[Segment, str, bool], Reading]) -> None:
        self._reads = reads
        self._kept = functools.lru_cache(KEPT)(self._read_from_nought)

    def read(self, segment: Segment, language: str, normalize: bool) -> Reading:
        """The spoken form of a segment; see the normaliser."""
        runs = segment.runs
        start = runs[0].source_start if runs else 0
        known = tuple(
            [
                (run.text, run.source_start - start, run.kind, run.spell_group, run.phonemes, run.source_length)
                for run in runs
            ]
        )
        return _moved(self._kept(known, segment.before, language, normalize), start)

    def _read_from_nought(self, known: tuple[_Run, ...], before: str, language: str, normalize: bool) -> Reading:
        runs = tuple([Run(*run) for run in known])
        end = runs[-1].source_end if runs else 0
        return self._reads(Segment(0, runs, 0, end, Cut.SENTENCE, before=before), language, normalize)


def _moved(reading: Reading, by: int) -> Reading:
    """The same, in a text that begins ``by`` characters earlier."""
    if not by:
        return reading
    words = [
        SpokenWord(text, start, end, source_start + by, source_end + by, pronunciation, language)
        for text, start, end, source_start, source_end, pronunciation, language in reading.words
    ]
    spans = [VerbalizedSpan(kind, start + by, end + by, said) for kind, start, end, said in reading.spans]
    return replace(reading, words=tuple(words), spans=tuple(spans))

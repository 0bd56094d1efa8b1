"""In which language each spoken word is said, where a text changes it for a while."""

from __future__ import annotations

import bisect
import itertools
from dataclasses import replace

from rhapsode_server.text.reading import Reading, SpokenWord
from rhapsode_server.text.segment import RunKind, Segment
from rhapsode_server.text.spoken_pieces import ForeignStretch, foreign_stretches


def in_their_languages(reading: Reading, segment: Segment, language: str) -> Reading:
    """The reading with the language of each word that is not in the segment's own; the very same where all are.

    What is spelled or has a sound of its own stays as it is.

    Args:
        reading: of the segment.
        segment: what was read.
        language: primary subtag of the language that it was read in.
    """
    stretches: list[ForeignStretch] = []
    before = segment.before
    for kind, grouped in itertools.groupby(segment.runs, key=lambda run: run.kind):
        group = [*grouped]
        if kind is RunKind.PLAIN:
            stretches += foreign_stretches(group, language, before)
        before = ""
    if not stretches:
        return reading
    ends = [stretch.source_end for stretch in stretches]

    def told(word: SpokenWord) -> SpokenWord:
        place = bisect.bisect_right(ends, word.source_start)
        if word.pronunciation is None and place < len(ends) and stretches[place].source_start < word.source_end:
            return replace(word, language=stretches[place].language)
        return word

    return replace(reading, words=tuple(map(told, reading.words)))

"""In which language each spoken word is said, where a text changes it for a while."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator
from dataclasses import replace

from rhapsode_server.text.language_evidence import LATIN, SCRIPTS, script_language
from rhapsode_server.text.reading import Reading, SpokenWord
from rhapsode_server.text.script import Script, script_runs
from rhapsode_server.text.segment import Run, RunKind, Segment
from rhapsode_server.text.spoken_pieces import ForeignStretch, foreign_stretches

_NAMED_EVERYWHERE = frozenset({Script.LATIN, Script.GREEK, Script.CYRILLIC})


def in_their_languages(reading: Reading, segment: Segment, language: str) -> Reading:
    """The reading with the language of each word that is not in the segment's own; the very same where all are.

    What has a sound of its own stays as it is. Of what is spelled, Latin, Greek and Cyrillic letters do too: every
    language has names for them.

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
        elif kind is RunKind.SPELL:
            stretches += itertools.chain.from_iterable(_spelled(run, language) for run in group)
        before = ""
    if not stretches:
        return reading
    ends = [stretch.source_end for stretch in stretches]

    def told(word: SpokenWord) -> SpokenWord:
        place = bisect.bisect_right(ends, word.source_start)
        if word.pronunciation is None and place < len(ends) and stretches[place].source_start < word.source_end:
            return SpokenWord(
                word.text, word.start, word.end, word.source_start, word.source_end, None, stretches[place].language
            )
        return word

    return replace(reading, words=tuple(map(told, reading.words)))


def _spelled(run: Run, language: str) -> Iterator[ForeignStretch]:
    """The letters of a spelled run that a voice of the language has no names for."""
    own = SCRIPTS.get(language, LATIN) | _NAMED_EVERYWHERE
    for found in script_runs(run.text):
        if found.script not in own:
            named_in = script_language(found.script, run.text)
            yield ForeignStretch(run.source_start + found.start, run.source_start + found.end, named_in)

"""How long the silence after a segment is.

The engines' own silences are trimmed, so pauses are set here, the same for every voice. Sources: readers pause 200 to
980 ms between sentences and 400 to 1340 ms between paragraphs when they read fast (Kazlauskiene and Kalasinskaite
2020, doi 10.15388/RESPECTUS.2019.37.42.37); pauses under 200 ms form a class of their own, inside the sentence
(Campione and Veronis, Speech Prosody 2002); a short pause is likelier between short phrases (Zvonik and Cummins,
Eurospeech 2003). Within these ranges the numbers are those of espeak-ng (``translate.h``, the ``CLAUSE_`` constants,
in units of 10 ms), so that a mark sounds alike inside a segment and at its end. Trim leaves 45 ms of quiet around every
joint; the numbers do not count it.
"""

from __future__ import annotations

from rhapsode_server.text.segment import Cut, RunKind, Segment

PARAGRAPH_MS = 700
"""Between paragraphs. Shorter, and a new topic sounds like the next sentence; longer, and it sounds like the end."""

SENTENCE_MS = 400
"""After a full stop, a question or an exclamation mark. Shorter sounds rushed, longer lets a dialogue drag."""

COLON_MS = 300
"""After a colon or a semicolon: what follows belongs to it, so shorter than a sentence's pause."""

COMMA_MS = 200
"""After a comma or a dash: the lower end of what listeners hear as a pause made on purpose."""

FLUSH_MS = 200
"""The most after a flush. The turn is over, or the client speaks piece by piece: a voice agent that waits for the end
of the audio before it listens would otherwise wait for silence; with none at all, the next flush would run into it."""

SENTENCE_MARKS = frozenset(".!?…。！？｡؟۔।॥։։።၊။")
"""Marks that end a sentence, in the scripts that the voices read."""

COLON_MARKS = frozenset(":;：；؛፤፥")
COMMA_MARKS = frozenset(",、，､،፣–—")

CLOSERS = frozenset("\"'”’»›)]}」』）】》〉*_")
"""Marks that may stand between the last mark and the segment's end."""

DEFAULT_MS = {
    Cut.PARAGRAPH: PARAGRAPH_MS,
    Cut.SENTENCE: SENTENCE_MS,
    Cut.CLAUSE: COMMA_MS,
    Cut.LENGTH: 0,
    Cut.TAG: 0,
    Cut.STALE: 0,
    Cut.FLUSH: 0,
}
"""Pause where no known mark ends the segment. 0 where the sentence goes on behind the cut: a pause between two words
that belong together is heard as a stumble."""


def pause_after_ms(segment: Segment) -> int:
    """Milliseconds of silence after ``segment`` at normal speed, what its ``<break>`` asks for included."""
    natural_ms = DEFAULT_MS[segment.cut]
    mark = _last_mark(segment)
    if segment.cut is not Cut.PARAGRAPH:
        if mark in SENTENCE_MARKS:
            natural_ms = SENTENCE_MS
        elif mark in COLON_MARKS:
            natural_ms = COLON_MS
        elif mark in COMMA_MARKS:
            natural_ms = COMMA_MS
    if segment.cut is Cut.FLUSH:
        natural_ms = min(natural_ms, FLUSH_MS)
    if not segment.text.strip():
        # Only a <break>: the pause of what was said before has been made already.
        natural_ms = 0
    return natural_ms + segment.break_ms


def _last_mark(segment: Segment) -> str:
    """The last character that is no space and no closer; empty where it is read aloud or there is none."""
    for run in reversed(segment.runs):
        text = run.text.rstrip()
        while text and text[-1] in CLOSERS:
            text = text[:-1].rstrip()
        if text:
            # Inside <spell> a full stop is the word "dot", not the end of a sentence; in inline IPA it has no sound.
            return text[-1] if run.kind is RunKind.PLAIN else ""
    return ""

"""About how long speech lasts, before any of it is spoken."""

from __future__ import annotations

from rhapsode_server.audio.pause import pause_after_ms
from rhapsode_server.text.characters import WEIGHTS, classify
from rhapsode_server.text.segment import Segment

WEIGHT_S = 0.060
"""What the spoken form adds for each letter's time (``characters.WEIGHTS``)."""

SEGMENT_S = 0.215
"""What each segment adds, however short. With :data:`WEIGHT_S` a least-squares fit to the 563 segments of
``tests/text/cuts.tsv`` in 39 languages, spoken once by espeak-ng at its usual 175 words a minute (943 s from the first
to the last audible sample of each, and the 45 ms that trimming leaves on either side). Over those same segments it
gives a language 0.49 (Japanese) to 1.39 (French) of its time; 31 of 39 are within a fifth, English within a hundredth.
Other voices were not measured."""


def estimated_s(segment: Segment, spoken: str) -> float:
    """Roughly what a segment adds to the audio at normal speed, its pause and its ``<break>`` included.

    Args:
        segment: as the segmenter handed it on.
        spoken: its spoken form; empty where nothing of it is said.
    """
    if not spoken:
        return segment.break_ms / 1000.0
    weight = sum(WEIGHTS.get(classify(character), 1) for character in spoken)
    return SEGMENT_S + WEIGHT_S * weight + pause_after_ms(segment) / 1000.0

"""About how long speech lasts, before any of it is spoken."""

from __future__ import annotations

from rhapsode_server.audio.pause import pause_after_ms
from rhapsode_server.text.characters import WEIGHTS, classify
from rhapsode_server.text.segment import Segment

WEIGHT_S = 0.060
"""What the spoken form takes for each letter's time (``characters.WEIGHTS``): the median over 37 languages of what
espeak-ng took, at its usual 175 words a minute, from the first to the last audible sample of each segment. Measured
once, on every other one of up to fourteen sentences a language of ``tests/text/identified/sentences.tsv`` (123
segments). On the sentences between, which had no part in it (113 segments), 28 languages come out within a fifth;
English is told 1.16, French 1.37, Japanese, the worst, 0.47 times its length. Other voices were not measured."""

SEGMENT_S = 0.09
"""The quiet that trimming leaves around each segment, 45 ms on either side."""


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

"""Captions and word lists beside a sound: SubRip (``.srt``), WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format"),
and JSON. Pure: timed words in, text out.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from rhapsode_protocol.messages import Final, WordTiming
from rhapsode_protocol.wire_json import dumps

LINE_CHARACTERS = 42
LINES = 2
"""What viewers read at a glance: two lines of 42 characters are the common limit of subtitling guides."""

LONGEST_MS = 7_000.0
"""How long a caption stands at most."""

GAP_MS = 800.0
"""So long a silence ends a caption: the words behind it are another breath."""

SENTENCE_ENDS = ".!?…。！？।؟"
CLAUSE_ENDS = ",;:、，；："
CLOSING = "\"'”’»)]」』"
WELL_FILLED = 0.6
"""From this share of a full caption on, a clause's end ends it too."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands on the screen at once."""

    start_ms: float
    end_ms: float
    text: str
    """One or two lines."""


def captions(words: Iterable[WordTiming]) -> list[Caption]:
    """Words in captions: sentence by sentence, none longer than two lines or seven seconds, none over a pause."""
    return [_caption(group) for group in _groups(sorted(words, key=lambda word: (word.start_ms, word.end_ms)))]


def as_srt(shown: Sequence[Caption]) -> str:
    """The text of a SubRip file."""
    blocks = [
        f"{number}\n{_clock(caption.start_ms, ',')} --> {_clock(caption.end_ms, ',')}\n{caption.text}\n"
        for number, caption in enumerate(shown, start=1)
    ]
    return "\n".join(blocks)


def as_vtt(shown: Sequence[Caption]) -> str:
    """The text of a WebVTT file. ``&``, ``<`` and ``>`` are written as entities, for they are markup there."""
    blocks = ["WEBVTT\n"]
    for caption in shown:
        text = caption.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        blocks.append(f"{_clock(caption.start_ms, '.')} --> {_clock(caption.end_ms, '.')}\n{text}\n")
    return "\n".join(blocks)


def as_json(words: Iterable[WordTiming], final: Final) -> str:
    """The words with their times and places in the text, and the turn's figures."""
    figures = asdict(final.statistics)
    figures.pop("debug")
    return (
        dumps({"words": [asdict(word) for word in words], "statistics": figures, "usage": asdict(final.usage)}) + "\n"
    )


def _groups(words: Sequence[WordTiming]) -> Iterator[list[WordTiming]]:
    group: list[WordTiming] = []
    length = 0
    for word in words:
        if group and (
            length + 1 + len(word.word) > LINE_CHARACTERS * LINES
            or word.end_ms - group[0].start_ms > LONGEST_MS
            or word.start_ms - group[-1].end_ms > GAP_MS
            or _ends(group[-1].word, length)
        ):
            yield group
            group, length = [], 0
        length += len(word.word) + (1 if group else 0)
        group.append(word)
    if group:
        yield group


def _ends(word: str, length: int) -> bool:
    bare = word.rstrip(CLOSING)
    return bare.endswith(tuple(SENTENCE_ENDS)) or (
        bare.endswith(tuple(CLAUSE_ENDS)) and length >= WELL_FILLED * LINE_CHARACTERS * LINES
    )


def _caption(group: Sequence[WordTiming]) -> Caption:
    text = _joined(group)
    lines = textwrap.wrap(text, LINE_CHARACTERS, break_long_words=False)
    if len(lines) == LINES:
        # Two lines of like length are read more easily than a full one and a scrap.
        even = textwrap.wrap(text, min(LINE_CHARACTERS, len(text) // 2 + 3), break_long_words=False)
        lines = even if len(even) == LINES else lines
    return Caption(group[0].start_ms, max(word.end_ms for word in group), "\n".join(lines))


def _joined(group: Sequence[WordTiming]) -> str:
    """The words in one line; where no space stands between two of them in the spoken text, none does here."""
    text = group[0].word
    for before, word in itertools.pairwise(group):
        adjacent = 0 < before.char_end == word.char_start
        text += word.word if adjacent else f" {word.word}"
    return text


def _clock(milliseconds: float, point: str) -> str:
    seconds, thousandths = divmod(round(milliseconds), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{thousandths:03}"

"""Word timings of a segment, from where its words lie in the delivered sound."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rhapsode_protocol.messages import WordTiming
from rhapsode_server.text.reading import SpokenWord


def word_timings(
    words: Sequence[SpokenWord], spans_ms: Mapping[int, tuple[float, float]], end_ms: float
) -> tuple[WordTiming, ...]:
    """One timing per spoken word, in order, without overlap, inside the sound.

    A word of which the engine told nothing (a lone dash, say) gets no time of its own: it starts and ends where the
    word before it ends, so that a client can still show it, and count on one timing per word.

    Args:
        words: the segment's words.
        spans_ms: start and end of word ``i``, in ms from the segment's first delivered sample.
        end_ms: length of the segment's delivered sound.
    """
    starts: list[float | None] = []
    earliest_ms = 0.0
    for index in range(len(words)):
        start_ms = None
        if index in spans_ms:
            start_ms = earliest_ms = min(max(spans_ms[index][0], earliest_ms), end_ms)
        starts.append(start_ms)
    limits: list[float] = []
    limit_ms = end_ms
    for start_ms in reversed(starts):
        limits.append(limit_ms)
        limit_ms = limit_ms if start_ms is None else start_ms
    limits.reverse()
    timings: list[WordTiming] = []
    stop_ms = 0.0
    for index, word in enumerate(words):
        begin_ms = starts[index]
        if begin_ms is None:
            begin_ms = stop_ms
        else:
            stop_ms = min(max(spans_ms[index][1], begin_ms), limits[index])
        timings.append(
            WordTiming(
                word.text,
                _tenths(begin_ms),
                _tenths(stop_ms),
                word.start,
                word.end,
                word.source_start,
                word.source_end,
            )
        )
    return tuple(timings)


def _tenths(time_ms: float) -> float:
    """Cut to 0.1 ms, downwards, so that order and the end of the sound are kept."""
    return math.floor(time_ms * 10) / 10

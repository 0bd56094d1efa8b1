"""From what a detector says of each frame to whether, where and with which message a recording is marked. Pure.

Windows of several lengths are laid over the recording. It is marked when one of them passes the yardstick's bar. The
marked stretches are the windows that passed, cut back to where the evidence of half a second around is above even,
since a window of ten seconds may pass for the three of them that are marked. The message is read from those stretches.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rhapsode_server.audio.geometry import FRAMES_PER_S
from rhapsode_server.audio.watermark import MESSAGE_BITS, Pair
from rhapsode_server.detection.calibration import Yardstick, count_windows
from rhapsode_server.detection.detector import FrameScores
from rhapsode_server.detection.windows import window_grid, window_scores

MOMENT_FRAMES = FRAMES_PER_S // 2
"""What a span's edges are judged by. Shorter, and pauses between words cut a span to pieces; longer, and edges are off
by more than the shortest window."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of the recording."""

    start_s: float
    end_s: float
    probability: float
    """Of the strongest window that it shares sound with; one half is the bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What one detector finds in one recording."""

    pair: Pair
    """Whose mark it looked for."""
    marked: bool
    probability: float
    """0 to 1, of the strongest window: marked above one half. It rises with the evidence."""
    message: int | None
    """The 16 bits that the mark says; ``None`` where there is no mark."""
    bit_confidence: tuple[float, ...]
    """How sure the average marked frame is of each bit, 0.5 to 1, most significant first; empty where there is no
    mark."""
    message_match: bool | None
    """Whether the message is the expected one, exactly; ``None`` where none was expected."""
    spans: tuple[Span, ...]
    duration_s: float
    false_positive_rate: float | None
    """Share of recordings without a mark that this detector calls marked, at most; ``None`` where it is not known."""
    reason: str | None = None
    """Why no verdict could be reached, where none could."""


@dataclass(frozen=True, slots=True)
class _Window:
    start: int
    end: int
    probability: float


def examine(
    scores: FrameScores, yardstick: Yardstick, *, pair: Pair, duration_s: float, expected: int | None = None
) -> Examination:
    """Judge one recording.

    Args:
        scores: what the detector says of each frame.
        yardstick: what that means.
        pair: whose detector it is.
        duration_s: the recording's length.
        expected: the message that it should carry, if one is.
    """
    windows, too_short = _windows(scores, yardstick)
    strongest = max((window.probability for window in windows), default=0.0)
    passed = [window for window in windows if window.probability > 0.5]
    stretches = _stretches(scores, yardstick, passed)
    message, confidence = _message(scores, stretches)
    reason = None
    if too_short and not passed:
        reason = f"a recording of {duration_s:.2f} s is too short to tell; {yardstick.window_seconds[0]:g} s are needed"
    return Examination(
        pair=pair,
        marked=bool(passed),
        probability=strongest,
        message=message,
        bit_confidence=confidence,
        message_match=None if expected is None else message == expected,
        spans=tuple(_span(start, end, passed, duration_s) for start, end in stretches),
        duration_s=duration_s,
        false_positive_rate=yardstick.false_positive_rate,
        reason=reason,
    )


def _windows(scores: FrameScores, yardstick: Yardstick) -> tuple[list[_Window], bool]:
    """Every window with its probability, and whether the recording is shorter than the shortest of them."""
    evidence = yardstick.evidence(scores.mark)
    tested = count_windows(yardstick, len(scores))
    if not tested and len(scores):
        whole = window_scores(evidence, len(scores), 1, yardstick.clip)
        return [_Window(0, len(scores), float(yardstick.probability(whole, 0, 1)[0]))], True
    found = []
    for row, seconds in enumerate(yardstick.window_seconds):
        length, hop = window_grid(seconds)
        probabilities = yardstick.probability(window_scores(evidence, length, hop, yardstick.clip), row, tested)
        found += [_Window(at * hop, at * hop + length, float(value)) for at, value in enumerate(probabilities)]
    return found, not tested


def _stretches(scores: FrameScores, yardstick: Yardstick, passed: list[_Window]) -> list[tuple[int, int]]:
    """The marked stretches, from frame to frame, half-open, rising and apart."""
    covered = np.zeros(len(scores), bool)
    for window in passed:
        covered[window.start : window.end] = True
    looks_marked = _momentary(yardstick.evidence(scores.mark), yardstick.clip) > yardstick.level
    kept = np.zeros(len(scores), bool)
    for start, end in _runs(covered):
        inside = looks_marked[start:end]
        # A bar may lie below even odds; then what passed as a whole is kept as a whole.
        kept[start:end] = inside if inside.any() else True
    return _runs(_closed(kept) & covered)


def _momentary(evidence: NDArray[np.floating], clip: float) -> NDArray[np.float64]:
    """The mean over half a second around each frame; at the ends over what there is."""
    if len(evidence) <= MOMENT_FRAMES:
        return np.repeat(window_scores(evidence, max(1, len(evidence)), 1, clip), len(evidence))
    means = window_scores(evidence, MOMENT_FRAMES, 1, clip)
    before = MOMENT_FRAMES // 2
    return np.pad(means, (before, len(evidence) - len(means) - before), mode="edge")


def _closed(kept: Mask) -> Mask:
    """Gaps of less than half a second are no gaps."""
    closed = kept.copy()
    runs = _runs(kept)
    for (_, end), (start, _) in zip(runs, runs[1:], strict=False):
        if start - end < MOMENT_FRAMES:
            closed[end:start] = True
    return closed


def _runs(mask: Mask) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _span(start: int, end: int, passed: list[_Window], duration_s: float) -> Span:
    probability = max(window.probability for window in passed if window.start < end and start < window.end)
    return Span(start / FRAMES_PER_S, min(end / FRAMES_PER_S, duration_s), probability)


def _message(scores: FrameScores, stretches: list[tuple[int, int]]) -> tuple[int | None, tuple[float, ...]]:
    """The bits that all marked frames together say, and how sure the average one is of each."""
    if not stretches:
        return None, ()
    said = np.concatenate([scores.bits[start:end] for start, end in stretches]).astype(np.float64)
    mean = np.nan_to_num(said).mean(axis=0)
    message = sum(1 << (MESSAGE_BITS - 1 - place) for place in range(MESSAGE_BITS) if mean[place] > 0.0)
    confidence = 1.0 / (1.0 + np.exp(-np.minimum(np.abs(mean), 50.0)))
    return message, tuple(float(value) for value in confidence)

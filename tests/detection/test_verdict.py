"""Verdicts from made-up scores: whether, where, which message, and how sure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detection.test_calibration import CARD
from rhapsode_server.audio.geometry import FRAMES_PER_S
from rhapsode_server.detection.calibration import Calibration, ShareOfFrames, WindowRow, Yardstick
from rhapsode_server.detection.detector import FrameScores
from rhapsode_server.detection.verdict import Examination, examine

MESSAGE = 0x5248
CALIBRATED = Calibration.from_card(CARD)
YARDSTICKS = pytest.mark.parametrize("yardstick", [CALIBRATED, ShareOfFrames()], ids=["calibrated", "share"])


def bits_of(message: int) -> np.ndarray:
    return np.array([3.0 if message >> (15 - place) & 1 else -3.0 for place in range(16)])


def heard(seconds: float, *marked: tuple[float, float], message: int = MESSAGE, seed: int = 1) -> FrameScores:
    """What a detector says of a recording that is marked from one second to another."""
    rng = np.random.default_rng(seed)
    frames = round(seconds * FRAMES_PER_S)
    mark = rng.normal(-4.0, 1.5, frames)
    bits = rng.normal(0.0, 1.0, (frames, 16))
    for start_s, end_s in marked:
        inside = slice(round(start_s * FRAMES_PER_S), round(end_s * FRAMES_PER_S))
        mark[inside] += 9.0
        bits[inside] += bits_of(message)
    return FrameScores(mark.astype(np.float32), bits.astype(np.float32))


def judge(scores: FrameScores, yardstick: Yardstick = CALIBRATED, expected: int | None = None) -> Examination:
    return examine(scores, yardstick, pair="embedded", duration_s=len(scores) / FRAMES_PER_S + 0.01, expected=expected)


@YARDSTICKS
def test_a_recording_without_a_mark(yardstick: Yardstick) -> None:
    said = judge(heard(20.0), yardstick, MESSAGE)
    assert not said.marked
    assert said.probability < 0.5
    assert (said.message, said.bit_confidence, said.spans, said.reason) == (None, (), (), None)
    assert said.message_match is False
    assert judge(heard(20.0), yardstick).message_match is None


@YARDSTICKS
@pytest.mark.parametrize("span", [(0.0, 20.0), (0.0, 3.0), (8.0, 12.0), (17.0, 20.0), (5.0, 6.2)])
def test_a_marked_stretch_is_found_where_it_is(yardstick: Yardstick, span: tuple[float, float]) -> None:
    said = judge(heard(20.0, span), yardstick)
    assert said.marked
    assert said.probability > 0.5
    (found,) = said.spans
    assert (found.start_s, found.end_s) == (pytest.approx(span[0], abs=0.3), pytest.approx(span[1], abs=0.3))
    assert found.probability == said.probability
    assert said.message == MESSAGE
    assert len(said.bit_confidence) == 16
    assert all(0.5 <= sure <= 1.0 for sure in said.bit_confidence)
    assert min(said.bit_confidence) > 0.9


def test_two_stretches_are_two() -> None:
    said = judge(heard(30.0, (2.0, 6.0), (15.0, 19.0)))
    assert [round(span.start_s) for span in said.spans] == [2, 15]
    assert said.message == MESSAGE


def test_a_short_pause_does_not_cut_a_stretch() -> None:
    assert len(judge(heard(20.0, (2.0, 6.0), (6.3, 10.0))).spans) == 1


def test_only_marked_frames_say_the_message() -> None:
    scores = heard(20.0, (5.0, 8.0))
    outside = np.ones(len(scores), bool)
    outside[5 * FRAMES_PER_S - 15 : 8 * FRAMES_PER_S + 15] = False
    scores.bits[outside] = 50.0 * bits_of(~MESSAGE & 0xFFFF)
    assert judge(scores).message == MESSAGE


@pytest.mark.parametrize("message", [0x0000, 0xFFFF, 0x0001, 0x8000, 0xA5C3])
def test_the_message_is_most_significant_bit_first(message: int) -> None:
    scores = heard(5.0, (0.0, 5.0), message=message)
    assert judge(scores).message == message
    assert judge(scores, expected=message).message_match is True
    assert judge(scores, expected=message ^ 1).message_match is False


@pytest.mark.parametrize("frames", [0, 1, 10, 24])
@pytest.mark.parametrize("marked", [False, True])
def test_one_that_is_too_short_says_so_unless_it_passes(frames: int, marked: bool) -> None:
    scores = heard(1.0, *([(0.0, 1.0)] if marked else []))
    said = judge(FrameScores(scores.mark[:frames], scores.bits[:frames]))
    assert said.marked == (marked and frames > 0)
    assert (said.reason is not None) == (not said.marked)
    assert said.marked or "too short" in str(said.reason)
    if said.marked:
        assert said.spans[0].start_s == 0.0


def test_a_weak_mark_is_found_in_the_long_run_alone() -> None:
    rng = np.random.default_rng(2)
    mark = rng.normal(0.8, 1.5, 1_000).astype(np.float32)
    scores = FrameScores(mark, np.zeros((1_000, 16), np.float32))
    assert judge(scores).marked
    assert not judge(FrameScores(mark[:40], scores.bits[:40])).marked


def test_a_bar_below_even_odds_leaves_no_mark_without_a_place() -> None:
    low = Calibration(0.001, 6.0, (WindowRow(1.0, -3.0, 0.1, 1_000),))
    said = judge(FrameScores(np.full(1_000, -1.0, np.float32), np.zeros((1_000, 16), np.float32)), low)
    assert said.marked
    assert sum(span.end_s - span.start_s for span in said.spans) > 15.0


def test_spans_end_with_the_recording() -> None:
    scores = heard(10.0, (0.0, 10.0))
    said = examine(scores, CALIBRATED, pair="embedded", duration_s=9.995)
    assert said.spans[-1].end_s <= 9.995


# --- Whatever is heard ------------------------------------------------------------------------------------------------

LOG_ODDS = st.floats(-30, 30, width=32) | st.sampled_from([np.nan, np.inf, -np.inf])


@st.composite
def anything(draw: Any) -> FrameScores:
    runs = draw(st.lists(st.tuples(st.integers(0, 200), LOG_ODDS), max_size=8))
    mark = np.concatenate([np.zeros(0), *(np.full(length, value) for length, value in runs)])
    noise = np.random.default_rng(draw(st.integers(0, 99))).normal(0, 1, (len(mark), 17))
    return FrameScores((mark + noise[:, 0]).astype(np.float32), noise[:, 1:].astype(np.float32))


@settings(deadline=None)
@given(scores=anything(), calibrated=st.booleans(), expected=st.none() | st.integers(0, 0xFFFF))
def test_an_examination_is_of_one_piece(scores: FrameScores, calibrated: bool, expected: int | None) -> None:
    said = judge(scores, CALIBRATED if calibrated else ShareOfFrames(), expected)
    assert said.marked == (said.probability > 0.5) == bool(said.spans) == (said.message is not None)
    assert 0.0 <= said.probability <= 1.0
    assert len(said.bit_confidence) == (16 if said.marked else 0)
    assert said.message is None or 0 <= said.message <= 0xFFFF
    assert (said.message_match is None) == (expected is None)
    edges = [0.0, *(edge for span in said.spans for edge in (span.start_s, span.end_s)), said.duration_s]
    assert edges == sorted(edges)
    assert all(span.start_s < span.end_s and 0.5 < span.probability <= said.probability for span in said.spans)
    assert (said.false_positive_rate is None) == (not calibrated)


@settings(deadline=None)
@given(scores=anything(), more=st.floats(0, 10), calibrated=st.booleans())
def test_more_evidence_is_never_less_probable(scores: FrameScores, more: float, calibrated: bool) -> None:
    yardstick = CALIBRATED if calibrated else ShareOfFrames()
    finite = np.nan_to_num(scores.mark, nan=0.0, posinf=30.0, neginf=-30.0)
    before = judge(FrameScores(finite, scores.bits), yardstick)
    after = judge(FrameScores((finite + more).astype(np.float32), scores.bits), yardstick)
    assert after.probability >= before.probability - 1e-9
    assert after.marked or not before.marked

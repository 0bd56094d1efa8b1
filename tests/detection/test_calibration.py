from __future__ import annotations

import copy
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhapsode_server.detection.calibration import Calibration, ShareOfFrames, WindowRow, count_windows

CARD: dict[str, Any] = {
    "false_positive_rate": 0.001,
    "clip": 6.0,
    "windows": [
        {"seconds": 0.5, "threshold": 2.0, "tail": 0.5, "unmarked_windows": 100_000},
        {"seconds": 1.0, "threshold": 1.0, "tail": 0.4, "unmarked_windows": 50_000},
        {"seconds": 3.0, "threshold": 0.0, "tail": 0.3, "unmarked_windows": 20_000},
        {"seconds": 10.0, "threshold": -1.0, "tail": 0.2, "unmarked_windows": 5_000},
    ],
}


def test_a_card_is_read() -> None:
    read = Calibration.from_card(CARD)
    assert (read.false_positive_rate, read.clip) == (0.001, 6.0)
    assert read.windows[1] == WindowRow(1.0, 1.0, 0.4, 50_000)
    assert read.window_seconds == (0.5, 1.0, 3.0, 10.0)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("clip",), None),
        (("clip",), 0),
        (("false_positive_rate",), 0),
        (("false_positive_rate",), 1),
        (("windows",), []),
        (("windows",), {}),
        (("windows", 0, "tail"), 0),
        (("windows", 0, "threshold"), math.nan),
        (("windows", 0, "seconds"), 1.0),
        (("windows", 0, "seconds"), "long"),
        (("windows", 2), None),
    ],
)
def test_a_card_that_cannot_be_meant_is_refused(path: tuple[Any, ...], value: Any) -> None:
    card: Any = copy.deepcopy(CARD)
    at = card
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(ValueError, match="calibration"):
        Calibration.from_card(card)
    at = card
    if isinstance(path[-1], str) and len(path) == 1:
        del at[path[-1]]
        with pytest.raises(ValueError, match="calibration"):
            Calibration.from_card(card)


def test_the_bar_rises_with_the_number_of_windows() -> None:
    calibration = Calibration.from_card(CARD)
    assert calibration.threshold(0, 1) == 2.0
    assert calibration.threshold(0, 100) == pytest.approx(2.0 + 0.5 * math.log(100))


@pytest.mark.parametrize("tested", [1, 7, 1_000])
@pytest.mark.parametrize("row", range(4))
def test_at_the_bar_it_is_one_half(row: int, tested: int) -> None:
    calibration = Calibration.from_card(CARD)
    bar = calibration.threshold(row, tested)
    below, at, above = calibration.probability(np.array([bar - 1e-6, bar, bar + 1e-6]), row, tested)
    assert below < 0.5 < above
    assert at == 0.5


@given(st.lists(st.floats(-6, 6), min_size=2, max_size=20), st.integers(0, 3), st.integers(1, 10_000), st.booleans())
def test_the_probability_rises_with_the_score(scores: list[float], row: int, tested: int, calibrated: bool) -> None:
    yardstick = Calibration.from_card(CARD) if calibrated else ShareOfFrames()
    rising = np.sort(np.array(scores)) if calibrated else (np.sort(np.array(scores)) + 6.0) / 12.0
    probability = yardstick.probability(rising, row, tested)
    assert (np.diff(probability) >= 0).all()
    assert ((probability >= 0) & (probability <= 1)).all()


def test_recordings_without_a_mark_are_called_marked_no_more_often_than_is_said() -> None:
    # Windows whose scores have exactly the tail that the calibration states: a chance of 0.05 beyond the threshold, and
    # exponential from there. A recording of forty independent windows may pass in one of twenty cases.
    rng = np.random.default_rng(1)
    rate, threshold, tail, windows = 0.05, 1.0, 0.5, 40
    calibration = Calibration(rate, 6.0, (WindowRow(0.5, threshold, tail, 10_000),))
    scores = threshold + tail * (rng.exponential(size=(20_000, windows)) + math.log(rate))
    passed = (calibration.probability(scores.max(axis=1), 0, windows) > 0.5).mean()
    assert 0.8 * rate < passed <= rate * 1.03


def test_an_uncalibrated_one_takes_half_of_the_frames() -> None:
    yardstick = ShareOfFrames()
    assert yardstick.evidence(np.array([-3.0, 0.0, 0.1, 9.0, np.nan], np.float32)).tolist() == [0, 0, 1, 1, 0]
    assert yardstick.false_positive_rate is None


@pytest.mark.parametrize(("frames", "windows"), [(0, 0), (24, 0), (25, 1), (50, 3 + 1), (500, 40 + 19 + 5 + 1)])
def test_all_windows_of_all_lengths_are_counted(frames: int, windows: int) -> None:
    assert count_windows(ShareOfFrames(), frames) == windows

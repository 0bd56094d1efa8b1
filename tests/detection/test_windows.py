from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhapsode_server.detection.windows import window_grid, window_scores


def test_each_window_is_the_mean_of_its_clipped_frames() -> None:
    mark = np.array([0, 2, 4, 100, -100, 1], np.float32)
    assert window_scores(mark, 2, 1, 6.0).tolist() == [1.0, 3.0, 5.0, 0.0, -2.5]
    assert window_scores(mark, 4, 2, 6.0).tolist() == [3.0, 1.25]


def test_what_is_no_number_is_no_evidence() -> None:
    mark = np.array([np.nan, np.inf, -np.inf, 3.0], np.float32)
    assert window_scores(mark, 1, 1, 6.0).tolist() == [0.0, 6.0, -6.0, 3.0]


@given(frames=st.integers(0, 60), window=st.integers(1, 30), hop=st.integers(1, 30))
def test_all_that_fit_are_there(frames: int, window: int, hop: int) -> None:
    mark = np.arange(frames, dtype=np.float32)
    scores = window_scores(mark, window, hop, 1e9)
    assert len(scores) == max(0, (frames - window) // hop + 1)
    for place, score in enumerate(scores):
        assert score == pytest.approx(mark[place * hop : place * hop + window].mean())


@pytest.mark.parametrize(("seconds", "grid"), [(0.5, (25, 12)), (1.0, (50, 25)), (3.0, (150, 75)), (10.0, (500, 250))])
def test_the_grid_is_half_a_window(seconds: float, grid: tuple[int, int]) -> None:
    assert window_grid(seconds) == grid

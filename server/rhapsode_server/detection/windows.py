"""Windows over a recording's frames, and how strongly each looks marked.

A calibration's thresholds hold for the scores that are computed here, so whoever measures them and whoever applies
them go through the same function.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from rhapsode_server.audio.geometry import FRAMES_PER_S


def window_scores(mark: NDArray[np.floating], window_frames: int, hop_frames: int, clip: float) -> NDArray[np.float64]:
    """The mean log-odds of every window that fits, each frame's clipped to ``[-clip, clip]``.

    Clipped, because one frame that the network is absurdly sure of would else outweigh a window of doubt; what is no
    number counts as no evidence.

    Args:
        mark: ``[F]``, log-odds that each frame is marked, natural logarithm.
        window_frames: length of a window, at least 1.
        hop_frames: frames from one window's start to the next one's, at least 1.
        clip: above zero.

    Returns:
        ``[W]``, window ``w`` beginning at frame ``w * hop_frames``; empty where none fits.
    """
    assert mark.ndim == 1, f"log-odds are [F], not {mark.shape}"
    assert window_frames >= 1, window_frames
    assert hop_frames >= 1, hop_frames
    if len(mark) < window_frames:
        return np.zeros(0)
    clipped = np.clip(np.nan_to_num(mark.astype(np.float64), nan=0.0, posinf=clip, neginf=-clip), -clip, clip)
    # Summed window by window: differences of a running sum would be faster, and would not be the same numbers for the
    # same frames at another place.
    windows: NDArray[np.float64] = sliding_window_view(clipped, window_frames)[::hop_frames].mean(axis=1)
    return windows


def window_grid(seconds: float) -> tuple[int, int]:
    """Length of a window and the step from one to the next, in frames: half a window, as calibrations have it."""
    frames = max(1, round(seconds * FRAMES_PER_S))
    return frames, max(1, frames // 2)

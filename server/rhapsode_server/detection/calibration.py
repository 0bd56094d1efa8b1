"""What a detector's scores mean: from the evidence in a window to a probability, at a stated rate of false alarms.

:class:`Calibration` is measured on recordings without a mark. Beyond the score that a small share of their windows
exceeds, the rest of the tail is taken for exponential (peaks over threshold; Coles 2001, "An Introduction to
Statistical Modeling of Extreme Values", chapter 4, with shape zero). A recording holds many windows, and each is one
more chance of a false alarm; the bar for all of them is raised until they have that chance together (Bonferroni: they
overlap, so this is on the safe side). :class:`ShareOfFrames` is for detectors that nobody has measured here.

Either way a window's ``probability`` is one half at the bar and rises with the evidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rhapsode_server.detection.windows import window_grid

WINDOW_SECONDS = (0.5, 1.0, 3.0, 10.0)
"""Lengths of windows where no calibration says others. A short one finds a short marked stretch and needs strong
evidence, a long one is sure of weak evidence."""

Scores = NDArray[np.float64]


class Yardstick(Protocol):
    """How evidence is weighed."""

    @property
    def false_positive_rate(self) -> float | None:
        """Share of recordings without a mark that are called marked, at most; ``None`` where it is not known."""

    @property
    def window_seconds(self) -> tuple[float, ...]:
        """Lengths of the windows that are looked at, rising."""

    @property
    def clip(self) -> float:
        """What a frame's evidence is clipped to, see :func:`~rhapsode_server.detection.windows.window_scores`."""

    @property
    def level(self) -> float:
        """Evidence, averaged over a moment, above which that moment looks marked."""

    def evidence(self, mark: NDArray[np.float32]) -> NDArray[np.floating]:
        """``[F]``, from log-odds ``[F]``: what window scores are the mean of."""

    def probability(self, scores: Scores, row: int, tested: int) -> Scores:
        """``[W]`` in 0 to 1, one half at the bar, rising with ``scores`` ``[W]``.

        Args:
            scores: of windows of one length.
            row: which of :attr:`window_seconds` that is.
            tested: how many windows of all lengths the recording has.
        """


@dataclass(frozen=True, slots=True)
class WindowRow:
    """What windows of one length score in recordings without a mark."""

    seconds: float
    """Length of the window."""
    threshold: float
    """The score that a share of them, the calibration's ``false_positive_rate``, exceeds."""
    tail: float
    """Scale of the exponential tail beyond it: the mean excess."""
    unmarked_windows: int
    """How many were measured."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """One detector's scores on recordings without a mark, as its card has them."""

    false_positive_rate: float
    """Share of unmarked windows that exceed a row's threshold, and of unmarked recordings that are called marked."""
    clip: float
    windows: tuple[WindowRow, ...]
    """One row a length, rising."""

    @classmethod
    def from_card(cls, card: Mapping[str, Any]) -> Calibration:
        """Read the ``calibration`` of a card.

        Raises:
            ValueError: a key is missing, or a number cannot be meant.
        """
        try:
            rows = tuple(
                WindowRow(
                    float(row["seconds"]), float(row["threshold"]), float(row["tail"]), int(row["unmarked_windows"])
                )
                for row in card["windows"]
            )
            read = cls(float(card["false_positive_rate"]), float(card["clip"]), rows)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"a calibration cannot be read: {error!r}") from error
        rising = all(a.seconds < b.seconds for a, b in zip(rows, rows[1:], strict=False))
        if not (rows and rising and 0 < read.false_positive_rate < 1 and read.clip > 0):
            raise ValueError("a calibration has rows of rising length, a rate between 0 and 1, and a clip above 0")
        if not all(row.seconds > 0 and row.tail > 0 and math.isfinite(row.threshold) for row in rows):
            raise ValueError("a row of a calibration has a length and a tail above 0, and a finite threshold")
        return read

    @property
    def window_seconds(self) -> tuple[float, ...]:
        """Lengths of the windows, rising."""
        return tuple(row.seconds for row in self.windows)

    @property
    def level(self) -> float:
        """Even odds."""
        return 0.0

    def threshold(self, row: int, tested: int) -> float:
        """The score that a window of that row must exceed where ``tested`` windows are looked at."""
        return self.windows[row].threshold + self.windows[row].tail * math.log(max(1, tested))

    def threshold_of(self, seconds: float) -> float:
        """The score that a single window of that length must exceed.

        Raises:
            KeyError: no such window was measured.
        """
        return {row.seconds: row.threshold for row in self.windows}[seconds]

    def evidence(self, mark: NDArray[np.float32]) -> NDArray[np.floating]:
        """The log-odds themselves."""
        return mark

    def probability(self, scores: Scores, row: int, tested: int) -> Scores:
        """The odds are the allowed rate of false alarms over the chance that a recording without a mark, of as many
        windows, scores so high."""
        over = (scores - self.threshold(row, tested)) / self.windows[row].tail
        return 1.0 / (1.0 + np.exp(-np.clip(over, -50.0, 50.0)))


@dataclass(frozen=True, slots=True)
class ShareOfFrames:
    """For a detector without a calibration: a window is marked when more than half of its frames look marked.

    Nobody knows how often that is wrong.
    """

    window_seconds: tuple[float, ...] = WINDOW_SECONDS

    @property
    def false_positive_rate(self) -> None:
        """Not known."""
        return None

    @property
    def clip(self) -> float:
        """Shares are not clipped."""
        return 1.0

    @property
    def level(self) -> float:
        """Half of the frames."""
        return 0.5

    def evidence(self, mark: NDArray[np.float32]) -> NDArray[np.floating]:
        """One for a frame that is more likely marked than not, else zero."""
        return (mark > 0.0).astype(np.float32)

    def probability(self, scores: Scores, row: int, tested: int) -> Scores:
        """The share itself."""
        return scores


def count_windows(yardstick: Yardstick, frames: int) -> int:
    """How many windows of all lengths a recording of so many frames has."""
    grids = map(window_grid, yardstick.window_seconds)
    return sum(max(0, (frames - length) // hop + 1) for length, hop in grids)

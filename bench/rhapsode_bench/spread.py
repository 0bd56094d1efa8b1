"""How a figure is spread over the repeats of a measurement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Spread:
    """Percentiles of one figure, in its own unit; with few repeats ``p95`` is little better than the worst."""

    p50: float
    p95: float
    worst: float
    count: int

    @classmethod
    def of(cls, figures: Iterable[float]) -> Spread | None:
        """The spread of some figures, percentiles interpolated; ``None`` where there are none."""
        values = np.array(list(figures))
        if not len(values):
            return None
        p50, p95 = np.percentile(values, (50, 95))
        return cls(float(p50), float(p95), float(values.max()), len(values))


def shown(spread: Spread | None, digits: int = 0) -> str:
    """A spread as a table shows it: the median, and the 95th percentile behind a stroke."""
    return "-" if spread is None else f"{spread.p50:.{digits}f} / {spread.p95:.{digits}f}"

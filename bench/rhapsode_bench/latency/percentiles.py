"""Percentiles that say how many samples they rest on, and in which a turn that was never heard counts. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

SHARES = (0.50, 0.95, 0.99)

TOO_FEW = "†"
"""Stands behind a percentile that is only the worst of too few samples."""


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Of one figure, in its own unit; nearest rank, so that each is a figure that was measured."""

    count: int
    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, figures: Iterable[float | None], missing: int = 0) -> Percentiles | None:
        """Percentiles of some figures; ``None`` where there are none.

        Args:
            figures: those that were measured; ``None`` is passed over.
            missing: how many more there should have been. Each counts as infinite: what never came has come late.
        """
        values = sorted(figure for figure in figures if figure is not None) + [math.inf] * missing
        if not values:
            return None
        p50, p95, p99 = (values[max(0, math.ceil(share * len(values)) - 1)] for share in SHARES)
        return cls(len(values), p50, p95, p99)

    def shown(self, digits: int = 0) -> str:
        """The three of them, as a table shows them."""
        three = zip((self.p50, self.p95, self.p99), SHARES, strict=True)
        return " / ".join(shown(value, digits) + too_few(self.count, share) for value, share in three)


def too_few(count: int, share: float) -> str:
    """A mark where no sample is expected beyond this percentile, so that it is only the worst that came."""
    return TOO_FEW if count * (1.0 - share) < 1.0 - 1e-9 else ""


def shown(value: float, digits: int = 0) -> str:
    """A figure, or the word for one that never came."""
    return "never" if math.isinf(value) else f"{value:.{digits}f}"

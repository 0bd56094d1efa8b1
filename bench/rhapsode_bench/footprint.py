"""What the processes of a server hold at one moment, and whether that grows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MEASURES = ("rss_mib", "descriptors", "threads", "processes")
LEAST_GROWTH = {"rss_mib": 4.0, "descriptors": 4.0, "threads": 2.0, "processes": 1.0}
"""Growth over a run that is taken for noise: the allocator's, or a socket more at one look. Lower, and a quiet run is
called a leak; higher, and a slow leak needs a longer run to be seen."""
SHARE_OF_NOISE = 0.05
"""The same, as a share of the figure itself."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """What the processes of one role hold together."""

    rss_mib: float
    descriptors: float
    threads: float
    processes: float


def footprints(processes: Mapping[int, str]) -> dict[str, Footprint]:
    """Look at processes, by role. One that ends meanwhile is left out.

    Args:
        processes: their roles, by process id.
    """
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for pid, role in processes.items():
        try:
            # proc(5): VmRSS in kB, and how many threads.
            status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
            descriptors = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
            found[role].append((float(status["VmRSS"].split()[0]) / 1024.0, descriptors, float(status["Threads"])))
        except (FileNotFoundError, ProcessLookupError, KeyError):
            continue
    return {
        role: Footprint(
            rss_mib=sum(rss_mib for rss_mib, _, _ in rows),
            descriptors=sum(descriptors for _, descriptors, _ in rows),
            threads=sum(threads for _, _, threads in rows),
            processes=float(len(rows)),
        )
        for role, rows in found.items()
    }


@dataclass(frozen=True, slots=True)
class Trend:
    """One figure of one role over a run."""

    role: str
    measure: str
    first: float
    """Where the straight line through the looks begins."""
    growth_per_minute: float
    growth: float
    """From its beginning to its end."""
    flat: bool
    """Whether that is no more than noise."""


def trends(times_s: Sequence[float], looks: Sequence[Mapping[str, Footprint]], warm_up: float = 0.25) -> list[Trend]:
    """Lay a straight line through each figure, by least squares, behind a warm-up.

    Args:
        times_s: when each look was taken.
        looks: at least two of them behind the warm-up.
        warm_up: share of the run that is left out: caches and pools fill.
    """
    skipped = int(len(looks) * warm_up)
    times = np.array(times_s[skipped:]) - times_s[skipped]
    found = []
    for role in looks[-1]:
        for measure in MEASURES:
            figures = np.array([getattr(look[role], measure) if role in look else np.nan for look in looks[skipped:]])
            known = np.isfinite(figures)
            slope, first = np.polyfit(times[known], figures[known], 1)
            growth = float(slope * times[-1])
            allowed = max(LEAST_GROWTH[measure], SHARE_OF_NOISE * float(first))
            found.append(Trend(role, measure, float(first), float(slope) * 60.0, growth, growth <= allowed))
    return found

"""One of the server's own histograms, as ``/metrics`` tells it: what no client can see from outside."""

from __future__ import annotations

import math
import re
import urllib.request
from collections.abc import Mapping

ANSWER_WITHIN_S = 10.0

Buckets = Mapping[float, float]
"""How many observations were no greater than each bound, over all labels (Prometheus' ``le``)."""


def read_histogram(url: str, name: str) -> dict[float, float]:
    """What a server has counted so far.

    Args:
        url: of the server.
        name: of the metric, in seconds.

    Raises:
        OSError: the server does not answer.
    """
    with urllib.request.urlopen(f"{url}/metrics", timeout=ANSWER_WITHIN_S) as answer:
        text = answer.read().decode()
    found: dict[float, float] = {}
    for bound, count in re.findall(rf'^{name}_bucket{{[^}}]*le="([^"]+)"[^}}]*}} (\S+)$', text, re.MULTILINE):
        found[float(bound)] = found.get(float(bound), 0.0) + float(count)
    return found


def quantile(before: Buckets, after: Buckets, share: float) -> float:
    """A quantile of what was observed between two looks, interpolated within its bucket as Prometheus does; NaN where
    nothing was, and the highest finite bound where it lies beyond.

    Args:
        before: the first look.
        after: the second.
        share: 0 to 1.
    """
    counts = [(bound, after[bound] - before.get(bound, 0.0)) for bound in sorted(after)]
    if not counts or counts[-1][1] <= 0.0:
        return math.nan
    wanted = share * counts[-1][1]
    low_bound = low_count = 0.0
    for bound, count in counts:
        if count >= wanted:
            if math.isinf(bound):
                return low_bound
            return low_bound + (bound - low_bound) * (wanted - low_count) / (count - low_count)
        low_bound, low_count = bound, count
    return low_bound

"""Where to splice, and the splice itself: the inner loops of WSOLA, compiled by numba.

The theory. The output is made hop by hop. What follows *naturally* after the hop before is always a candidate for the
next hop, and continues the sound without a seam; yet taking it every time would give the input at its own speed. So
each hop has a target, the input position that the speed asks for, and every candidate near it is scored::

    score = likeness - DRIFT_WEIGHT * (distance from the target / reach)²
    likeness = (2·n·c + floor) / (n·n + c·c + floor)        n: what follows naturally, c: the candidate

Likeness is Verhelst and Roelands' normalised cross-correlation (ICASSP 1993, section 3) with the arithmetic in place
of the geometric mean of the energies, so that a jump from silence into an attack is as unlike as it sounds. What
follows naturally has likeness 1. The square lets the sound run on unspliced while it is near its target, jump by a
whole pitch period as soon as one fits, and wait for the end of a transient, where nothing fits. (Verhelst and
Roelands bound the distance, and take the likest within; then sound runs on until it hits the bound, and is misplaced
by a whole ``reach`` most of the time.)

Rules for this file: positions are indices into the given buffer; results depend on the samples alone, never on where
the buffer starts or how the stream was cut; no Python object inside the loops.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from rhapsode_server.machine_code import inner, machine_code
from rhapsode_server.sound import Samples

Positions = NDArray[np.int64]
"""``[K]``: an input position for each of K hops."""

DRIFT_WEIGHT = 1.5
"""Lower: the sound strays further from its target before it jumps, and is smeared in time. Higher: it jumps where
nothing fits, and voices grow rough. Chosen by spectral convergence over 0.5 to 2.0 (bench/RESULTS.md)."""
CONTENT_DRIFT = 0.1
"""Weighted drift up to which no splice is sought. Higher: later, larger jumps. At 0 the quality is the same
(within 0.002 of spectral convergence), and every hop pays for a search."""
LIKENESS_FLOOR = 1e-6
"""Mean square (-60 dB re full scale) added to both energies: below it all sounds alike and silence has a likeness.
Higher: quiet consonants are spliced carelessly; at 0 silence would divide by zero."""

_SIGNATURE = "void(f4[::1], i8, i8[::1], i8[::1], i8[::1], i8, i8, f4[::1], f4[::1], i8[::1])"


@inner
def _dot(left: Samples, right: Samples) -> np.float32:
    total = np.float32(0.0)
    for index in range(len(left)):
        total += left[index] * right[index]
    return total


@inner
def _thin_out(buffer: Samples, start: int, step: int, thinned: Samples) -> None:
    scale = np.float32(1.0 / step)
    for index in range(len(thinned)):
        group = buffer[start + index * step : start + (index + 1) * step]
        total = np.float32(0.0)
        for offset in range(step):
            total += group[offset]
        thinned[index] = total * scale


@inner
def _coarse_match(pattern: Samples, region: Samples, low: int, step: int, target: int, reach: int) -> int:
    """The best-scored candidate of every ``step``-th, compared on thinned-out sound."""
    count = len(pattern)
    floor = LIKENESS_FLOOR * count
    pattern_energy = np.float64(_dot(pattern, pattern))
    energy = np.float64(_dot(region[:count], region[:count]))
    best, best_score = low, -np.inf
    for index in range(len(region) - count + 1):
        if index > 0:
            # Kept in float64: the sum slides over hundreds of steps, and must not drift below zero.
            entering, leaving = np.float64(region[index + count - 1]), np.float64(region[index - 1])
            energy += entering * entering - leaving * leaving
        drift = (low + index * step - target) / reach
        likeness = (2.0 * _dot(pattern, region[index : index + count]) + floor) / (pattern_energy + energy + floor)
        score = likeness - DRIFT_WEIGHT * drift * drift
        if score > best_score:
            best, best_score = low + index * step, score
    return best


@inner
def _choose(buffer: Samples, natural: int, target: int, low: int, high: int, hop: int, reach: int, step: int) -> int:
    """Where the next hop is read from: ``natural``, or the best-scored of ``low`` to ``high`` (both included)."""
    drift = (natural - target) / reach
    natural_score = 1.0 - DRIFT_WEIGHT * drift * drift
    may_run_on = low <= natural <= high
    if (may_run_on and natural_score >= 1.0 - CONTENT_DRIFT) or low >= high:
        return natural if may_run_on else low
    pattern = np.empty(hop // step, np.float32)
    region = np.empty((high - low) // step + len(pattern), np.float32)
    _thin_out(buffer, natural, step, pattern)
    _thin_out(buffer, low, step, region)
    coarse = _coarse_match(pattern, region, low, step, target, reach)
    floor = LIKENESS_FLOOR * hop
    following = buffer[natural : natural + hop]
    following_energy = np.float64(_dot(following, following))
    best, best_score = coarse, -np.inf
    for candidate in range(max(low, coarse - step + 1), min(high, coarse + step - 1) + 1):
        drift = (candidate - target) / reach
        offered = buffer[candidate : candidate + hop]
        energy = following_energy + np.float64(_dot(offered, offered))
        likeness = (2.0 * _dot(following, offered) + floor) / (energy + floor)
        score = likeness - DRIFT_WEIGHT * drift * drift
        if score > best_score:
            best, best_score = candidate, score
    return natural if may_run_on and natural_score >= best_score else best


def _advance(
    buffer: Samples,
    natural: int,
    targets: Positions,
    lows: Positions,
    highs: Positions,
    reach: int,
    step: int,
    fade_in: Samples,
    output: Samples,
    chosen: Positions,
) -> None:
    hop = len(fade_in)
    for index in range(len(targets)):
        position = _choose(buffer, natural, targets[index], lows[index], highs[index], hop, reach, step)
        old, new = buffer[natural : natural + hop], buffer[position : position + hop]
        made = output[index * hop : (index + 1) * hop]
        for offset in range(hop):
            # Written so that running on gives back the very bits of the input.
            made[offset] = old[offset] + fade_in[offset] * (new[offset] - old[offset])
        chosen[index] = position
        natural = position + hop


Advance = Callable[
    [Samples, int, Positions, Positions, Positions, int, int, Samples, Samples, Positions],
    None,
]
"""``advance(buffer, natural, targets, lows, highs, reach, step, fade_in, output, chosen)``: makes K hops.

``buffer`` ``[T]``: input, readable up to ``max(highs, natural of each hop) + hop``. ``natural``: what follows the hop
before. ``targets``, ``lows``, ``highs`` ``[K]``: wanted position and allowed range of each hop. ``reach``: samples
over which drift is counted. ``step``: one in how many samples the coarse search compares; divides the hop.
``fade_in`` ``[hop]``: rising weights. ``output`` ``[K * hop]`` and ``chosen`` ``[K]`` are filled in. Holds no
interpreter lock.
"""


@functools.cache
def compiled() -> Advance:
    """The machine code of the loops; compiled at the first call, or loaded from disk."""
    return machine_code(_advance, _SIGNATURE)

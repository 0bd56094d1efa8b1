"""How many turns waited for a server at each moment, told from the turns' own figures afterwards. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from rhapsode_bench.latency.hearing import TurnRecord

Steps = list[tuple[float, int]]
"""From each moment on, how many; in order of time."""


def waiting(turns: Iterable[TurnRecord], until_s: float) -> Steps:
    """How many listeners were owed their first sound.

    Args:
        turns: of one slice.
        until_s: when the slice ended; who was never served waits until then.
    """
    return _steps((turn.due_s, _after(turn, turn.first_audible_ms, until_s)) for turn in turns)


def under_way(turns: Iterable[TurnRecord], until_s: float) -> Steps:
    """How many turns had begun, and were not all delivered."""
    return _steps((turn.due_s, _after(turn, turn.done_ms, until_s)) for turn in turns)


def _after(turn: TurnRecord, at_ms: float | None, until_s: float) -> float:
    return until_s if at_ms is None else turn.due_s + at_ms / 1000.0


def _steps(spans: Iterable[tuple[float, float]]) -> Steps:
    changes: dict[float, int] = {0.0: 0}
    for begin_s, end_s in spans:
        changes[begin_s] = changes.get(begin_s, 0) + 1
        changes[max(begin_s, end_s)] = changes.get(max(begin_s, end_s), 0) - 1
    found, depth = [], 0
    for at_s in sorted(changes):
        depth += changes[at_s]
        found.append((at_s, depth))
    return found

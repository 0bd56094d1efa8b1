"""Made-up turns and reports."""

from __future__ import annotations

from collections.abc import Iterable

from rhapsode_bench.latency.hearing import TurnRecord
from rhapsode_bench.latency.report import Report, Row, TargetNote


def turn(first_audible_ms: float | None, *, due_s: float = 1.0, barge_in: bool = False, stalls: int = 0) -> TurnRecord:
    """One counted turn; ``None`` for one that failed."""
    if first_audible_ms is None:
        return TurnRecord(
            due_s=due_s,
            part=0,
            counted=True,
            barge_in=barge_in,
            words=5,
            error_kind="server error",
            error="no <room> for 'you'",
        )
    return TurnRecord(
        due_s=due_s,
        part=0,
        counted=True,
        barge_in=barge_in,
        words=5,
        late_ms=0.2,
        first_byte_ms=first_audible_ms - 5.0,
        first_audible_ms=first_audible_ms,
        done_ms=first_audible_ms + 100.0,
        played_ms=first_audible_ms + 2_000.0,
        audio_s=2.0,
        gap_ms=40.0,
        stalls=stalls,
        rtf=None if barge_in else 0.05,
        cancel_ms=3.0 if barge_in else None,
        frames_after_cancel=0 if barge_in else None,
        frames_ms=[(first_audible_ms - 5.0, 1_000.0), (first_audible_ms + 1_100.0, 1_000.0)],
        tokens_ms=400.0,
    )


def row(turns: Iterable[TurnRecord], *, target: int = 0, streams: int = 1) -> Row:
    """Ten seconds of one target."""
    return Row(
        target, streams, list(turns), connects_ms=[1.0, 2.0], window_s=10.0, cpu_s=0.5, wall_s=12.0, worst_cpu=0.1
    )


def report(*rows: Row, targets: int = 1) -> Report:
    """A run."""
    notes = [
        TargetNote(f"server {number} <b>", f"http://127.0.0.1:{number}", "kugelaudio") for number in range(targets)
    ]
    return Report("2026-11-29T12:00:00+00:00", "a processor", "Python 3", {"seed": 1}, notes, list(rows))

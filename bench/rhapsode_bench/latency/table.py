"""The figures of a run as a table: one row for each target under each load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from rhapsode_bench.latency.percentiles import TOO_FEW, Percentiles
from rhapsode_bench.latency.report import Report, Row, streams_of

BUSY_SHARE = 0.5
"""Share of one core above which the harness warns of itself: its own queue may be in the figures then."""

NOTE = (
    f"Times in ms, from when the text was due; triples are p50 / p95 / p99 by nearest rank, and a turn that was never "
    f"heard counts as the latest. {TOO_FEW}: too few turns for this percentile, it is the worst of them."
)


def percentiles(row: Row, figure: str) -> Percentiles | None:
    """The spread of one field of the row's counted turns that were heard or ought to have been."""
    turns = row.counted
    return Percentiles.of(
        (getattr(turn, figure) for turn in turns if turn.heard), missing=sum(not turn.heard for turn in turns)
    )


def heard(row: Row, figure: str) -> Percentiles | None:
    """The spread of one field over turns that were heard; what it does not hold for has none."""
    return Percentiles.of(getattr(turn, figure) for turn in row.counted if turn.heard)


def failures(row: Row) -> str:
    """How many turns failed, by kind."""
    kinds = Counter(turn.error_kind for turn in row.counted if turn.error_kind is not None)
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()) or "0"


def stalls_a_turn(row: Row) -> float | None:
    """How often the sound stopped, by turns that were heard to their end."""
    stalls = [turn.stalls for turn in row.counted if turn.heard and not turn.barge_in]
    return sum(stalls) / len(stalls) if stalls else None


def words_per_s(row: Row) -> float | None:
    """Words that were heard, by the time in which they were due."""
    said = sum(turn.words for turn in row.counted if turn.heard and not turn.barge_in)
    return said / row.window_s if row.window_s else None


def audio_per_s(row: Row) -> float | None:
    """Seconds of sound by the time in which they were due."""
    return sum(turn.audio_s for turn in row.counted) / row.window_s if row.window_s else None


COLUMNS: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("streams", lambda row: str(row.streams)),
    ("turns", lambda row: str(len(row.counted))),
    ("failed", failures),
    ("connect", lambda row: _triple(Percentiles.of(row.connects_ms), 1)),
    ("first byte", lambda row: _triple(percentiles(row, "first_byte_ms"))),
    ("first audible", lambda row: _triple(percentiles(row, "first_audible_ms"))),
    ("stalls a turn", lambda row: _number(stalls_a_turn(row), 2)),
    ("longest gap", lambda row: _triple(heard(row, "gap_ms"))),
    ("RTF", lambda row: _triple(heard(row, "rtf"), 2)),
    ("words / s", lambda row: _number(words_per_s(row), 1)),
    ("audio s / s", lambda row: _number(audio_per_s(row), 1)),
    ("cancel", lambda row: _cancel(row)),
    ("harness's CPU", lambda row: f"{row.cpu_share:.0%}"),
)
"""The table behind its first column, which names the target."""

HEAD = ("target", *(name for name, _ in COLUMNS))


def cells(report: Report) -> list[tuple[str, ...]]:
    """The rows, as text."""
    return [(report.label(row), *(show(row) for _, show in COLUMNS)) for row in report.rows]


def markdown(report: Report) -> str:
    """The whole table, for where there is no terminal."""
    lines: Iterable[tuple[str, ...]] = [HEAD, ("---",) * len(HEAD), *cells(report)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def heading(report: Report) -> list[str]:
    """What ran, where, and how."""
    shown = ", ".join(f"{name} {_option(value)}" for name, value in report.options.items())
    idle = "" if report.idle_cores is None else f"; {report.idle_cores:.1f} cores idle on average"
    return [f"{report.machine}{idle}", report.versions, shown]


def warnings(report: Report) -> list[str]:
    """What a reader must know before believing the figures."""
    found = []
    busy = [row for row in report.rows if max(row.cpu_share, row.worst_cpu) > BUSY_SHARE]
    if busy:
        worst = max(busy, key=lambda row: row.worst_cpu)
        found.append(
            f"the harness itself used up to {worst.worst_cpu:.0%} of a core ({report.label(worst)}, "
            f"{streams_of(worst.streams)}): its own queue may be in these figures; measure from another machine, or "
            "with fewer streams"
        )
    if strays := sum(turn.frames_after_cancel or 0 for row in report.rows for turn in row.turns):
        found.append(f"{strays} frames of sound came after the server had said that it had stopped")
    silent = [row for row in report.rows if not row.counted]
    if silent:
        found.append(f"{len(silent)} rows have no turn that counts; give them a longer --duration")
    return found


def _triple(spread: Percentiles | None, digits: int = 0) -> str:
    return "-" if spread is None else spread.shown(digits)


def _cancel(row: Row) -> str:
    spread = Percentiles.of(turn.cancel_ms for turn in row.counted if turn.barge_in)
    return "-" if spread is None else f"{spread.shown(1)} (n {spread.count})"


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _option(value: object) -> str:
    if not isinstance(value, (list, tuple)):
        return str(value)
    # Texts are too long for a line; the file has them.
    return str(len(value)) if any(isinstance(item, str) for item in value) else ",".join(map(str, value))

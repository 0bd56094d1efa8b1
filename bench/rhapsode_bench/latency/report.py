"""Everything that one run measured, as its file holds it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from rhapsode_bench.latency.hearing import TurnRecord

SCHEMA, VERSION = "rhapsode-bench-latency", 1

COMPLETE, INTERRUPTED = "complete", "interrupted"


def streams_of(count: int) -> str:
    """How many streams, in words."""
    return "1 stream" if count == 1 else f"{count} streams"


class NotAReport(ValueError):
    """A file holds something else. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class TargetNote:
    """One target, as far as a file may tell: no key."""

    label: str
    url: str
    dialect: str
    voice: str | None = None
    model: str | None = None
    language: str | None = None


@dataclass(slots=True)
class Row:
    """One target under one load."""

    target: int
    """Its place in :attr:`Report.targets`."""
    streams: int
    turns: list[TurnRecord] = field(default_factory=list)
    connects_ms: list[float] = field(default_factory=list)
    """Every connection that was opened, ahead of a turn or for it."""
    window_s: float = 0.0
    """Over which turns are counted, all slices together."""
    cpu_s: float = 0.0
    """Processor time of the harness itself, while the slices ran."""
    wall_s: float = 0.0
    worst_cpu: float = 0.0
    """The harness's share of one core in its busiest second."""

    @property
    def counted(self) -> list[TurnRecord]:
        """The turns that figures are made of."""
        return [turn for turn in self.turns if turn.counted]

    @property
    def cpu_share(self) -> float:
        """Share of one core that the harness used itself."""
        return self.cpu_s / self.wall_s if self.wall_s else 0.0


@dataclass(slots=True)
class Report:
    """A run."""

    began: str
    """Date and time, UTC, ISO 8601."""
    machine: str
    versions: str
    options: dict[str, Any]
    targets: list[TargetNote]
    rows: list[Row] = field(default_factory=list)
    ended: str = COMPLETE
    """``complete``, ``interrupted``, or a sentence that says why there is no more."""
    idle_cores: float | None = None
    """How many of the machine's cores had nothing to do, on average."""

    def label(self, row: Row) -> str:
        """Whose row it is."""
        return self.targets[row.target].label

    def to_json(self) -> str:
        """Every single measurement."""
        turns = {"rows": [asdict(row) for row in self.rows]}
        return json.dumps({"schema": SCHEMA, "version": VERSION, **asdict(self), **turns}, indent=1) + "\n"


def read_report(text: str) -> Report:
    """Read what :meth:`Report.to_json` wrote; fields that are not known are skipped.

    Raises:
        NotAReport: it is something else, or of a later version.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise NotAReport(f"it is no JSON ({error})") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise NotAReport("it is no report of `rhapsode bench latency`")
    if data.get("version") != VERSION:
        raise NotAReport(f"it is of version {data.get('version')}, and this program reads {VERSION}")
    try:
        rows = [_made(Row, row, turns=[_made(TurnRecord, turn) for turn in row["turns"]]) for row in data["rows"]]
        report: Report = _made(
            Report, data, rows=rows, targets=[_made(TargetNote, target) for target in data["targets"]]
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise NotAReport(f"it lacks what a report has ({error})") from error
    if any(not 0 <= row.target < len(report.targets) for row in report.rows):
        raise NotAReport("a row names a target that is not there")
    return report


def _made(kind: type[Any], given: dict[str, Any], **instead: Any) -> Any:
    known = {made.name for made in fields(kind)}
    return kind(**{**{name: value for name, value in given.items() if name in known}, **instead})

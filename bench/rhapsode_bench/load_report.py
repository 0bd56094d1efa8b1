"""The figures of the load benchmark as a table, as JSON and as a picture."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from rhapsode_bench.crowd import CrowdFigures


@dataclass(slots=True)
class LoadRow:
    """What one crowd measured."""

    sockets: int
    contexts: int
    """On each socket."""
    duty: float | None
    """Share of its time that a listener hears speech; ``None``: as much as the server can."""
    seconds: float
    """Over which audio and processor time are counted."""
    figures: CrowdFigures
    audio_s: float = 0.0
    """Audio that came within that time."""
    client_cpu: float = 0.0
    """Share of one core that the clients used; near 1, and the figures are theirs."""
    server_cpu: dict[str, float] = field(default_factory=dict)
    """Share of one core by role; empty where processes cannot be seen."""
    idle_cores: float | None = None
    """How many cores had nothing to do; near 0, and whoever else was busy is in the figures too."""
    rss_before_mib: dict[str, float] = field(default_factory=dict)
    """Resident memory by role, warm and without a client."""
    rss_open_mib: dict[str, float] = field(default_factory=dict)
    """With all sockets open and nothing said."""
    rss_speaking_mib: dict[str, float] = field(default_factory=dict)
    """At the end of the measured time."""

    @property
    def audio_per_cpu_s(self) -> float | None:
        """Seconds of audio for each second of processor time of server, workers and hosts together."""
        used = sum(self.server_cpu.values())
        return self.audio_s / self.seconds / used if used else None

    def kib_each(self, rss_mib: dict[str, float], each: int) -> float | None:
        """Memory that all processes have grown by, divided among so many; in KiB."""
        if not rss_mib or not self.rss_before_mib:
            return None
        return (sum(rss_mib.values()) - sum(self.rss_before_mib.values())) * 1024.0 / each


@dataclass(slots=True)
class LoadReport:
    """Everything that one run measured."""

    machine: str
    versions: str
    rows: list[LoadRow] = field(default_factory=list)

    @property
    def errors(self) -> list[str]:
        """The server's words for everything that went wrong."""
        return [error for row in self.rows for error in row.figures.errors]

    def to_json(self) -> str:
        """Every single measurement."""
        return json.dumps(asdict(self), indent=1)


def percentiles(figures: list[float]) -> tuple[float, float, float] | None:
    """50th, 95th and 99th percentile; ``None`` of nothing."""
    if not figures:
        return None
    p50, p95, p99 = np.percentile(np.array(figures), (50, 95, 99))
    return float(p50), float(p95), float(p99)


COLUMNS: tuple[tuple[str, Callable[[LoadRow], str]], ...] = (
    ("sockets x contexts", lambda row: f"{row.sockets} x {row.contexts}"),
    ("duty", lambda row: "all it can" if row.duty is None else f"{row.duty:.0%}"),
    ("turns", lambda row: str(len(row.figures.turns))),
    ("errors", lambda row: str(len(row.figures.errors))),
    ("first audible p50 / p95 / p99, ms", lambda row: _shown([turn.first_audible_ms for turn in row.figures.turns])),
    ("stalls a turn", lambda row: _mean([turn.stalls for turn in row.figures.turns])),
    ("RTF p50 / p95 / p99", lambda row: _shown([turn.rtf for turn in row.figures.turns], 4)),
    ("audio s / s", lambda row: f"{row.audio_s / row.seconds:.0f}"),
    ("audio s / CPU s", lambda row: _or_dash(row.audio_per_cpu_s)),
    ("server's CPU", lambda row: ", ".join(f"{role} {share:.0%}" for role, share in row.server_cpu.items()) or "-"),
    ("clients' CPU", lambda row: f"{row.client_cpu:.0%}"),
    ("idle cores", lambda row: _or_dash(row.idle_cores, 2)),
    ("KiB a socket, silent", lambda row: _or_dash(row.kib_each(row.rss_open_mib, row.sockets))),
    ("KiB a socket, speaking", lambda row: _or_dash(row.kib_each(row.rss_speaking_mib, row.sockets))),
    ("KiB a context, speaking", lambda row: _or_dash(row.kib_each(row.rss_speaking_mib, row.sockets * row.contexts))),
)
"""The table, column by column."""


def table(report: LoadReport) -> str:
    """One row a crowd, as Markdown; CPU as shares of one core."""
    head = [name for name, _ in COLUMNS]
    lines = [head, ["---"] * len(head), *([show(row) for _, show in COLUMNS] for row in report.rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def plot(report: LoadReport, path: Path) -> None:
    """Draw first audio, throughput and processor time over the number of contexts; a PNG file."""
    import matplotlib

    # This backend needs no display.
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (first, work) = pyplot.subplots(1, 2, figsize=(12, 4.5))
    rows = [row for row in report.rows if row.figures.turns]
    names = [f"{row.sockets * row.contexts}" + ("" if row.duty is not None else ", all\nit can") for row in rows]
    spreads = [percentiles([turn.first_audible_ms for turn in row.figures.turns]) or (0.0, 0.0, 0.0) for row in rows]
    for place, name in enumerate(("median", "95th percentile", "99th percentile")):
        first.plot(names, [spread[place] for spread in spreads], marker="o", label=name)
    first.set_ylim(bottom=0)
    first.set_xlabel("contexts")
    first.set_ylabel("first audible sample, ms from the first token")
    first.legend()
    bottom = [0.0] * len(rows)
    for role in dict.fromkeys(role for row in rows for role in row.server_cpu):
        shares = [row.server_cpu.get(role, 0.0) for row in rows]
        work.bar(names, shares, 0.5, bottom=bottom, label=role)
        bottom = [below + share for below, share in zip(bottom, shares, strict=True)]
    work.set_xlabel("contexts")
    work.set_ylabel("cores in use")
    for name, height, row in zip(names, bottom, rows, strict=True):
        work.annotate(f"{row.audio_s / row.seconds:.0f} s/s", (name, height), ha="center", va="bottom")
    work.margins(y=0.12)
    work.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


def _shown(figures: list[float], digits: int = 0) -> str:
    found = percentiles(figures)
    return "-" if found is None else " / ".join(f"{figure:.{digits}f}" for figure in found)


def _mean(figures: list[int]) -> str:
    return f"{sum(figures) / len(figures):.2f}" if figures else "-"


def _or_dash(figure: float | None, digits: int = 0) -> str:
    return "-" if figure is None else f"{figure:.{digits}f}"

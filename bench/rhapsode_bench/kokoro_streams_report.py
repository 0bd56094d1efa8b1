"""The figures of the sweep over listeners as a table, as JSON and as a picture."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rhapsode_bench.spread import Spread, shown


@dataclass(slots=True, kw_only=True)
class StreamsRow:
    """What so many listeners heard."""

    listeners: int
    turns: int
    gaps: int
    """How often the sound of one stopped because the next was late."""
    first_audible_ms: list[float]
    """Of each turn, from its first token."""
    audio_s: float
    compute_s: float
    """What computing the audio took, as whoever made it says."""
    client_cpu: float = 0.0
    """Share of one core that the listeners' process used."""
    idle_cores: float | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def rtf(self) -> float:
        """Computing time by the length of the sound."""
        return self.compute_s / self.audio_s if self.audio_s else float("nan")


@dataclass(slots=True)
class StreamsReport:
    """Everything that one run measured."""

    machine: str
    versions: str
    duty: float
    seconds: float
    weights: str = ""
    rtf: float = float("nan")
    """Of the server with one listener, in segments of the lengths that it cuts."""
    rows: list[StreamsRow] = field(default_factory=list)
    packages: list[StreamsRow] = field(default_factory=list)
    """A process of the package each."""

    @property
    def most(self) -> float:
        """Listeners that no scheduler can exceed."""
        return 1.0 / (self.rtf * self.duty)

    @property
    def served(self) -> int:
        """The most listeners up to whom nobody heard a gap."""
        return _served(self.rows)

    @property
    def served_by_packages(self) -> int:
        """The same of the package's processes."""
        return _served(self.packages)

    @property
    def errors(self) -> list[str]:
        """The server's words for everything that went wrong."""
        return [error for row in [*self.rows, *self.packages] for error in row.errors]

    def to_json(self) -> str:
        """Every single measurement, and what follows from them."""
        told = asdict(self) | {"most": self.most, "served": self.served, "packages_served": self.served_by_packages}
        return json.dumps(told, indent=1)


def table(report: StreamsReport) -> str:
    """The sweeps as Markdown, and what they come to."""
    head = ["listeners", "who", "turns", "gaps", "first audible p50 / p95, ms", "RTF", "listeners' CPU", "idle cores"]
    rows = [
        [
            str(row.listeners),
            who,
            str(row.turns),
            str(row.gaps),
            shown(Spread.of(row.first_audible_ms)),
            f"{row.rtf:.3f}",
            f"{row.client_cpu:.0%}",
            "-" if row.idle_cores is None else f"{row.idle_cores:.2f}",
        ]
        for who, measured in (("server", report.rows), ("package", report.packages))
        for row in measured
    ]
    lines = [f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows]]
    bound = (
        f"no machine of real-time factor {report.rtf:.3f} can serve more than {report.most:.1f} listeners of duty "
        f"{report.duty:.0%}; without a gap: server {report.served} ({report.served / report.most:.0%})"
    )
    if report.packages:
        bound += f", a process of the package each {report.served_by_packages}"
    return "\n".join([*lines, "", bound])


def plot(report: StreamsReport, path: Path) -> None:
    """Draw gaps and first audio over the number of listeners; a PNG file."""
    import matplotlib

    # This backend needs no display.
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (gaps, first) = pyplot.subplots(1, 2, figsize=(11, 4.5))
    for who, rows in (("server", report.rows), ("a process of the package each", report.packages)):
        if rows:
            numbers = [row.listeners for row in rows]
            gaps.plot(numbers, [row.gaps / max(1, row.turns) for row in rows], marker="o", label=who)
            spreads = [Spread.of(row.first_audible_ms) for row in rows]
            first.plot(numbers, [spread.p50 if spread else float("nan") for spread in spreads], marker="o", label=who)
    gaps.axvline(report.most, linestyle=":", color="grey", label="what can be at most")
    gaps.set(xlabel="listeners", ylabel="gaps a turn", ylim=(0, None))
    first.set(xlabel="listeners", ylabel="first audible sample, median ms from the first token", ylim=(0, None))
    gaps.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


def _served(rows: list[StreamsRow]) -> int:
    served = 0
    for row in rows:
        if row.gaps or row.errors:
            break
        served = row.listeners
    return served

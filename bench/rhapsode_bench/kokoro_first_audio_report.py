"""The figures of Kokoro's first audio as a table, as JSON and as a picture."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rhapsode_bench.spread import Spread, shown
from rhapsode_bench.turn_listener import TurnFigures


@dataclass(slots=True)
class SentenceSet:
    """Sentences of one kind: every turn, and what the peer did behind it, if there was one."""

    name: str
    turns: list[TurnFigures] = field(default_factory=list)
    peer_first_sample_ms: list[float] = field(default_factory=list)
    """From the first token: the wait for the last one, then one call of the package, which gives all samples at
    once."""
    peer_first_audible_ms: list[float] = field(default_factory=list)
    generator_cpu_s: float = 0.0
    """Processor time of the process that writes and listens, during the turns."""
    turns_s: float = 0.0
    """How long the turns took."""

    @property
    def ratio(self) -> float:
        """Our median time to the first sample, divided by the peer's."""
        return _median([turn.first_frame_ms for turn in self.turns]) / _median(self.peer_first_sample_ms)

    @property
    def audible_ratio(self) -> float:
        """Our median time to the first audible sample, divided by the peer's."""
        return _median([turn.first_audible_ms for turn in self.turns]) / _median(self.peer_first_audible_ms)


@dataclass(slots=True)
class FirstAudioReport:
    """Everything that one run measured."""

    machine: str
    versions: str
    threads: int
    weights: str = ""
    sets: list[SentenceSet] = field(default_factory=list)

    def to_json(self) -> str:
        """Every single measurement."""
        return json.dumps(asdict(self), indent=1)


def table(report: FirstAudioReport) -> str:
    """One row a kind of sentence, as Markdown; pairs are median / 95th percentile, in milliseconds."""
    head = [
        "20 words",
        "turns",
        "first sample",
        "first audible",
        "package: first sample",
        "package: first audible",
        "ratio",
        "ratio, audible",
        "real-time factor",
        "stalls",
        "generator's CPU",
    ]
    rows = [
        [
            figures.name,
            str(len(figures.turns)),
            shown(Spread.of(turn.first_frame_ms for turn in figures.turns)),
            shown(Spread.of(turn.first_audible_ms for turn in figures.turns)),
            shown(Spread.of(figures.peer_first_sample_ms)),
            shown(Spread.of(figures.peer_first_audible_ms)),
            _ratio(figures.ratio),
            _ratio(figures.audible_ratio),
            f"{_median([turn.rtf for turn in figures.turns]):.3f}",
            str(sum(turn.stalls for turn in figures.turns)),
            f"{figures.generator_cpu_s / figures.turns_s:.1%}",
        ]
        for figures in report.sets
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows])


def plot(report: FirstAudioReport, path: Path) -> None:
    """Draw every wait, sorted, of server and package; a PNG file."""
    import matplotlib

    # This backend needs no display.
    matplotlib.use("Agg")
    from matplotlib import pyplot

    sets = [figures for figures in report.sets if figures.turns]
    figure, axes = pyplot.subplots(1, len(sets), figsize=(4.0 * len(sets), 4.5), sharey=True, squeeze=False)
    for place, figures in zip(axes[0], sets, strict=True):
        if figures.peer_first_sample_ms:
            place.plot(sorted(figures.peer_first_sample_ms), label="package: whole sentence, one call")
        place.plot(sorted(turn.first_audible_ms for turn in figures.turns), label="server: first audible sample")
        place.plot(sorted(turn.first_frame_ms for turn in figures.turns), label="server: first sample")
        place.set(title=_title(figures), xlabel="turns, sorted")
    axes[0][0].set_ylabel("ms from the first token")
    # Once all have been drawn, which share this axis.
    axes[0][0].set_ylim(bottom=0)
    axes[0][0].legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


def _title(figures: SentenceSet) -> str:
    return figures.name if math.isnan(figures.ratio) else f"{figures.name}: ratio {figures.ratio:.2f}"


def _ratio(figure: float) -> str:
    return "-" if math.isnan(figure) else f"{figure:.3f}"


def _median(figures: list[float]) -> float:
    spread = Spread.of(figures)
    return float("nan") if spread is None else spread.p50

"""What the benchmark of Kokoro's forward found, as tables, JSON and a picture."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

PACKAGE = "package"

COLUMNS = (
    "way",
    "seconds",
    "RTF",
    "audio s / s",
    "of the package's time (median, worst)",
    "signal to difference, dB",
    "log-spectral distance, dB",
    "durations, frames off",
)


@dataclass(slots=True)
class Rendering:
    """One way to speak a row, or a batch."""

    name: str
    seconds: list[float] = field(default_factory=list)
    """Of each repeat."""
    ratios: list[float] = field(default_factory=list)
    """Of each repeat to the package's, measured right before it."""
    signal_to_difference_db: float | None = None
    """To the package's rendering; of a batch, of its worst row."""
    log_spectral_distance_db: float | None = None
    duration_difference_frames: int | None = None
    """The largest, of a symbol."""

    @property
    def median_s(self) -> float:
        """The usual repeat."""
        return statistics.median(self.seconds)


@dataclass(slots=True)
class LengthRow:
    """One row of one length, spoken alone."""

    symbols: int
    audio_s: float
    pitch_difference_hz: float
    """Of the predicted pitch, which all ways have in common, to the package's: the largest."""
    renderings: list[Rendering] = field(default_factory=list)


@dataclass(slots=True)
class BatchRow:
    """Rows spoken together."""

    rows: int
    audio_s: float
    """Of all of them."""
    renderings: list[Rendering] = field(default_factory=list)


@dataclass(slots=True)
class ForwardReport:
    """All of it."""

    machine: str
    versions: str
    threads: int
    device: str
    weights: str = ""
    lengths: list[LengthRow] = field(default_factory=list)
    batches: list[BatchRow] = field(default_factory=list)

    def to_json(self) -> str:
        """Every measurement."""
        return json.dumps(asdict(self), indent=1)


def tables(report: ForwardReport) -> str:
    """As Markdown."""
    heading = f"{report.machine}; {report.threads} threads, {report.device}"
    parts = [f"{heading}\n{report.versions}\nweights: {report.weights}"]
    if report.lengths:
        rows = [(row.symbols, row.audio_s, rendering) for row in report.lengths for rendering in row.renderings]
        worst_hz = max(row.pitch_difference_hz for row in report.lengths)
        parts.append(f"{_table('phonemes', rows)}\n\nlargest difference of the predicted pitch: {worst_hz:g} Hz")
    if report.batches:
        rows = [(row.rows, row.audio_s, rendering) for row in report.batches for rendering in row.renderings]
        parts.append(_table("rows", rows))
    return "\n\n".join(parts)


def _table(first: str, rows: Sequence[tuple[int, float, Rendering]]) -> str:
    head = [first, "audio, s", *COLUMNS]
    lines = [head, ["---"] * len(head)]
    lines += [[str(number), f"{audio_s:.2f}", *_cells(audio_s, rendering)] for number, audio_s, rendering in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cells(audio_s: float, rendering: Rendering) -> list[str]:
    seconds, ratios = rendering.median_s, rendering.ratios
    return [
        rendering.name,
        f"{seconds:.3f}",
        f"{seconds / audio_s:.3f}",
        f"{audio_s / seconds:.1f}",
        f"{statistics.median(ratios):.2f}, {max(ratios):.2f}" if ratios else "-",
        _shown(rendering.signal_to_difference_db, 1),
        _shown(rendering.log_spectral_distance_db, 2),
        "-" if rendering.duration_difference_frames is None else str(rendering.duration_difference_frames),
    ]


def _shown(figure: float | None, digits: int) -> str:
    return "-" if figure is None else f"{figure:.{digits}f}"


def plot(report: ForwardReport, path: Path) -> None:
    """Draw real-time factors by length and audio seconds per second by batch size; a PNG file."""
    import matplotlib

    # This backend needs no display.
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (lengths, batches) = pyplot.subplots(1, 2, figsize=(12, 4.5))
    for name in dict.fromkeys(rendering.name for row in report.lengths for rendering in row.renderings):
        points = [
            (row.symbols, rendering.median_s / row.audio_s)
            for row in report.lengths
            for rendering in row.renderings
            if rendering.name == name
        ]
        lengths.plot(*zip(*points, strict=True), marker="o", label=name)
    lengths.set(xlabel="phonemes", ylabel="real-time factor (lower is faster)", ylim=(0, None))
    lengths.legend()
    for name in dict.fromkeys(rendering.name for row in report.batches for rendering in row.renderings):
        points = [
            (row.rows, row.audio_s / rendering.median_s)
            for row in report.batches
            for rendering in row.renderings
            if rendering.name == name
        ]
        batches.plot(*zip(*points, strict=True), marker="o", label=name)
    batches.set(xlabel="rows of a batch", ylabel="seconds of audio a second", ylim=(0, None))
    if report.batches:
        batches.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)

"""The figures of a run as pictures: SVG text that stands in a page by itself."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from typing import Any

from rhapsode_bench.latency.depth import under_way, waiting
from rhapsode_bench.latency.hearing import TurnRecord
from rhapsode_bench.latency.report import Report, Row, streams_of
from rhapsode_bench.latency.table import percentiles, stalls_a_turn

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Okabe and Ito's, which can be told apart with any kind of colour vision."""
STYLES = ("-", "--", ":", "-.")

_SIZE = (7.4, 3.7)


def pictures(report: Report) -> list[tuple[str, str]]:
    """Every picture that the run has figures for, under its title."""
    drawings: tuple[tuple[str, Callable[[Any, Report], bool]], ...] = (
        ("First audible sample, by share of turns", _cumulative),
        ("First audible sample, by load", _by_load),
        ("How often the sound stops, by load", _stalls),
        ("One turn", _timeline),
        ("Turns under way, at the highest load", _depth),
        ("Barge-in: cancel to silence", _cancels),
    )
    found = []
    for title, draw in drawings:
        svg = _drawn(report, draw)
        if svg is not None:
            found.append((title, svg))
    return found


def _drawn(report: Report, draw: Callable[[Any, Report], bool]) -> str | None:
    import matplotlib

    # This backend needs no display. Text stays text, so that it can be read aloud and searched.
    matplotlib.use("Agg")
    from matplotlib import pyplot

    settings: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "rhapsode",
        "font.family": "sans-serif",
        "font.size": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": "#dddddd",
        "grid.linewidth": 0.6,
        "legend.frameon": False,
    }
    with pyplot.rc_context(settings):
        figure, axes = pyplot.subplots(figsize=_SIZE)
        try:
            if not draw(axes, report):
                return None
            figure.tight_layout()
            buffer = io.StringIO()
            figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        finally:
            pyplot.close(figure)
    # The XML declaration and document type have no place inside a page.
    text = buffer.getvalue()
    return text[text.index("<svg") :]


def _cumulative(axes: Any, report: Report) -> bool:
    """A line for each target, at the lowest, the middle and the highest load."""
    drawn, latest = False, 1.0
    for target, rows in _by_target(report):
        chosen = sorted({0, len(rows) // 2, len(rows) - 1}) if rows else []
        for style, place in zip(STYLES, chosen, strict=False):
            row = rows[place]
            figures = sorted(turn.first_audible_ms for turn in row.counted if turn.first_audible_ms and turn.heard)
            if not figures:
                continue
            drawn, count, latest = True, len(row.counted), max(latest, figures[-1])
            # A turn that was never heard keeps the line below its end.
            shares = [number / count for number in range(len(figures) + 1)]
            axes.step(
                [figures[0], *figures],
                shares,
                where="post",
                color=COLOURS[target % len(COLOURS)],
                linestyle=style,
                label=f"{report.targets[target].label}, {streams_of(row.streams)} (n {count})",
            )
    axes.set_ylim(0, 1.02)
    _from_zero_or_log(axes, report, latest)
    axes.set_xlabel("ms from when the text was due")
    axes.set_ylabel("share of turns")
    if drawn:
        axes.legend(loc="lower right", fontsize=8)
    return drawn


def _from_zero_or_log(axes: Any, report: Report, latest: float) -> None:
    values = [turn.first_audible_ms for row in report.rows for turn in row.counted if turn.first_audible_ms]
    if values and latest > 12 * max(min(values), 1.0):
        axes.set_xscale("log")
    else:
        axes.set_xlim(left=0)


def _by_load(axes: Any, report: Report) -> bool:
    loads = _loads(report)
    drawn = False
    for target, rows in _by_target(report):
        colour = COLOURS[target % len(COLOURS)]
        for style, name in zip(STYLES, ("p50", "p95", "p99"), strict=False):
            points = [(loads.index(row.streams), getattr(spread, name)) for row, spread in _spreads(rows)]
            points = [point for point in points if math.isfinite(point[1])]
            if points:
                drawn = True
                label = f"{report.targets[target].label} {name}"
                places, values = zip(*points, strict=True)
                axes.plot(places, values, style, marker="o", markersize=4, color=colour, label=label)
    _label_loads(axes, loads)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("ms from when the text was due")
    if drawn:
        axes.legend(fontsize=8, ncols=max(1, len(report.targets)))
    return drawn


def _stalls(axes: Any, report: Report) -> bool:
    loads, drawn, most = _loads(report), False, 0.0
    width = 0.8 / max(1, len(report.targets))
    for target, rows in _by_target(report):
        points = [(loads.index(row.streams), stalls) for row in rows if (stalls := stalls_a_turn(row)) is not None]
        if not points:
            continue
        drawn = True
        places = [place - 0.4 + width * (target + 0.5) for place, _ in points]
        values = [stalls for _, stalls in points]
        most = max(most, *values)
        bars = axes.bar(places, values, width * 0.9, color=COLOURS[target % len(COLOURS)])
        bars.set_label(report.targets[target].label)
        axes.bar_label(bars, fmt="%.2f", fontsize=8, padding=2)
    _label_loads(axes, loads)
    axes.set_ylim(0, max(0.2, 1.25 * most))
    axes.set_ylabel("underruns a turn")
    if drawn:
        axes.legend(fontsize=8)
    return drawn


def _timeline(axes: Any, report: Report) -> bool:
    """The first counted turn of each target: when its text was due, when the sound came, and how it is played."""
    found: list[tuple[str, TurnRecord]] = []
    for target, rows in _by_target(report):
        turn = next((turn for row in rows for turn in row.turns if turn.frames_ms), None)
        if turn is not None:
            found.append((report.targets[target].label, turn))
    for place, (_, turn) in enumerate(reversed(found)):
        _lane(axes, 3.0 * place, turn, legend=place == 0)
    if found:
        names = [name for label, _ in reversed(found) for name in (f"{label}\nplayed", "frames arrive", "text due")]
        axes.set_yticks([float(place) for place in range(len(names))], names)
        axes.set_xlabel("ms from when the text was due")
        # What is only played on, long after all has come, would squeeze the rest together.
        last_ms = max(max(frames[-1][0], turn.tokens_ms or 0.0) for _, turn in found if (frames := turn.frames_ms))
        axes.set_xlim(0, 1.5 * last_ms)
        axes.set_ylim(-0.6, len(names) - 0.2)
        axes.legend(fontsize=8, loc="upper right")
    return bool(found)


def _lane(axes: Any, base: float, turn: TurnRecord, *, legend: bool) -> None:
    frames = turn.frames_ms or []
    ends_ms = frames[0][0]
    for at_ms, audio_ms in frames:
        begins_ms = max(at_ms, ends_ms)
        if begins_ms > ends_ms:
            axes.plot([ends_ms, begins_ms], [base, base], color="#d55e00", linewidth=2)
        ends_ms = begins_ms + audio_ms
        axes.barh(base, audio_ms, 0.5, begins_ms, color="#56b4e9", edgecolor="white", linewidth=0.3)
    arrivals = [at_ms for at_ms, _ in frames]
    axes.plot(arrivals, [base + 1.0] * len(frames), "|", color="#0072b2", markersize=12)
    axes.barh(base + 2.0, max(turn.tokens_ms or 0.0, 1.0), 0.3, 0, color="#999999")
    if turn.first_audible_ms is not None:
        label = "first audible sample" if legend else None
        axes.plot([turn.first_audible_ms] * 2, [base - 0.4, base + 2.4], color="#d55e00", linewidth=1.2, label=label)


def _depth(axes: Any, report: Report) -> bool:
    """Of the first slice of each target's highest load."""
    drawn, deepest = False, 1
    for target, rows in _by_target(report):
        turns = [turn for turn in rows[-1].turns if turn.part == 0] if rows else []
        if not turns:
            continue
        drawn = True
        colour, label = COLOURS[target % len(COLOURS)], report.targets[target].label
        until_s = max(turn.due_s + max(turn.done_ms or 0.0, turn.first_audible_ms or 0.0) / 1000.0 for turn in turns)
        for waits, steps, what in (
            (False, under_way(turns, until_s), "not all delivered"),
            (True, waiting(turns, until_s), "waiting for its first sound"),
        ):
            times, depths = zip(*steps, strict=True)
            deepest = max(deepest, *depths)
            if waits:
                axes.fill_between(times, depths, step="post", color=colour, alpha=0.45, label=f"{label}: {what}")
            else:
                axes.step(times, depths, where="post", color=colour, linewidth=1.0, label=f"{label}: {what}")
        axes.set_title(streams_of(rows[-1].streams), fontsize=9, loc="left")
    axes.set_xlabel("s from the start of the slice")
    axes.set_ylabel("turns")
    # Room for the legend above; depths are whole numbers.
    axes.set_ylim(0, deepest * 1.1 + 0.35 * deepest * len(report.targets) ** 0.5)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_xlim(left=0)
    if drawn:
        axes.legend(fontsize=8, loc="upper right")
    return drawn


def _cancels(axes: Any, report: Report) -> bool:
    loads, drawn = _loads(report), False
    width = 0.8 / max(1, len(report.targets))
    for target, rows in _by_target(report):
        label: str | None = report.targets[target].label
        for row in rows:
            figures = [turn.cancel_ms for turn in row.counted if turn.cancel_ms is not None]
            if not figures:
                continue
            drawn = True
            place = loads.index(row.streams) - 0.4 + width * (target + 0.5)
            # Side by side in the order in which they came, so that equal ones do not hide each other.
            places = [place + width * 0.6 * (number / len(figures) - 0.5) for number in range(len(figures))]
            axes.plot(
                places, figures, "o", markersize=3.5, alpha=0.7, color=COLOURS[target % len(COLOURS)], label=label
            )
            label = None
    _label_loads(axes, loads)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("ms")
    if drawn:
        axes.legend(fontsize=8)
    return drawn


def _by_target(report: Report) -> list[tuple[int, list[Row]]]:
    return [
        (place, sorted((row for row in report.rows if row.target == place), key=lambda row: row.streams))
        for place in range(len(report.targets))
    ]


def _loads(report: Report) -> list[int]:
    return sorted({row.streams for row in report.rows})


def _label_loads(axes: Any, loads: Sequence[int]) -> None:
    axes.set_xticks(range(len(loads)), [str(load) for load in loads])
    axes.set_xlim(-0.6, len(loads) - 0.4)
    axes.set_xlabel("streams")


def _spreads(rows: Sequence[Row]) -> list[tuple[Row, Any]]:
    found = [(row, percentiles(row, "first_audible_ms")) for row in rows]
    return [(row, spread) for row, spread in found if spread is not None]

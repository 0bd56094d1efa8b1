"""``python -m rhapsode_bench soak``: mixed traffic for minutes, and whether what the server holds stays flat.

Clients of six kinds come and go: whole turns, barge-ins, sockets dropped in mid-speech, readers that stop for a while,
REST requests, and sockets that only open. Every few seconds the server's processes are looked at from outside: resident
memory, open descriptors, threads, processes. The verdict is the slope of a straight line behind a warm-up, and what is
left when everybody has gone.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from websockets.exceptions import WebSocketException

from rhapsode_bench.footprint import MEASURES, Footprint, Trend, footprints, trends
from rhapsode_bench.machine import machine, versions
from rhapsode_bench.server_process import ServerFailed, ServerProcess
from rhapsode_bench.visitors import VISITORS, Visitor

DEFAULT_MINUTES = 10.0
LOOKS = 120
"""Looks at the processes in a run. Fewer, and one odd look bends the line; more is work for nothing."""
REST_S = 3.0
"""How long the server is left alone before it is looked at without clients."""
INTERRUPTED = 130


@dataclass(slots=True)
class SoakReport:
    """What one run saw."""

    machine: str
    versions: str
    minutes: float
    visits: dict[str, int] = field(default_factory=dict)
    """Visits that ended as they should, by kind."""
    errors: list[str] = field(default_factory=list)
    times_s: list[float] = field(default_factory=list)
    looks: list[dict[str, Footprint]] = field(default_factory=list)
    before: dict[str, Footprint] = field(default_factory=dict)
    """At rest, warm, after one visit of each kind."""
    after: dict[str, Footprint] = field(default_factory=dict)
    """At rest, everybody gone."""

    @property
    def trends(self) -> list[Trend]:
        """How each figure went; empty where there was too little to see."""
        return trends(self.times_s, self.looks) if len(self.looks) >= 8 else []

    @property
    def faults(self) -> list[str]:
        """What should not be."""
        found = list(self.errors)
        found += [
            f"{trend.role}: {trend.measure} grew by {trend.growth:.1f} from {trend.first:.1f}"
            for trend in self.trends
            if not trend.flat
        ]
        for role, after in self.after.items():
            for measure in ("descriptors", "threads", "processes"):
                before = getattr(self.before.get(role, after), measure)
                if getattr(after, measure) > before:
                    found.append(f"{role}: {getattr(after, measure):.0f} {measure} at rest, {before:.0f} before")
        return found

    def to_json(self) -> str:
        """Every look."""
        return json.dumps(asdict(self), indent=1)


def main(arguments: list[str]) -> int:
    """Soak, print the table; 0 where everything is flat and no visit failed."""
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench soak", description="Mixed traffic for minutes, and whether what the server holds is flat."
    )
    parser.add_argument("--minutes", type=float, default=DEFAULT_MINUTES, metavar="M", help="how long")
    parser.add_argument("--visitors", type=int, default=3, metavar="N", help="clients of each kind at a time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every look to this file")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write a picture of the figures to this PNG file")
    parser.add_argument(
        "--serve", nargs=argparse.REMAINDER, default=[], metavar="OPTION", help="the rest is for the server"
    )
    options = parser.parse_args(arguments)
    if not 0.0 < options.minutes <= 10_000.0 or options.visitors < 1:
        parser.error("--minutes must be above 0, --visitors 1 at least")
    report = SoakReport(machine(), versions("rhapsode", "uvicorn", "websockets", "espeakng-loader"), options.minutes)
    try:
        with ServerProcess(options.serve) as server:
            asyncio.run(soak(server, report, options.visitors))
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except (ServerFailed, WebSocketException, OSError) as error:
        print(f"soak: {error}", file=sys.stderr)
        return 1
    print(f"{report.machine}\n{report.versions}\n\n{table(report)}")
    if options.json is not None:
        options.json.write_text(report.to_json(), encoding="utf-8")
    if options.plot is not None:
        plot(report, options.plot)
    for fault in report.faults:
        print(f"soak: {fault}", file=sys.stderr)
    return 1 if report.faults else 0


async def soak(server: ServerProcess, report: SoakReport, visitors: int) -> None:
    """Let visitors of each kind come again and again, and look at the server meanwhile.

    Args:
        server: warm, with no client.
        report: is filled.
        visitors: of each kind at a time.
    """
    loop = asyncio.get_running_loop()
    for visit in VISITORS.values():
        await visit(server.url)
    await asyncio.sleep(REST_S)
    report.before = footprints(server.processes())
    began_s = loop.time()
    ends_s = began_s + report.minutes * 60.0

    async def come_again(name: str, visit: Visitor) -> None:
        while loop.time() < ends_s:
            try:
                await visit(server.url)
            except Exception as error:
                # Whatever it is, it is a finding; the others go on.
                report.errors.append(f"{name}: {str(error) or type(error).__name__}"[:300])
                await asyncio.sleep(1.0)
            else:
                report.visits[name] = report.visits.get(name, 0) + 1

    async with asyncio.TaskGroup() as tasks:
        for name, visit in VISITORS.items():
            for _ in range(visitors):
                tasks.create_task(come_again(name, visit))
        while loop.time() < ends_s:
            await asyncio.sleep(report.minutes * 60.0 / LOOKS)
            report.times_s.append(loop.time() - began_s)
            report.looks.append(footprints(server.processes()))
    await asyncio.sleep(REST_S)
    report.after = footprints(server.processes())


def table(report: SoakReport) -> str:
    """What each role held, as Markdown."""
    visits = ", ".join(f"{name} {count}" for name, count in sorted(report.visits.items()))
    head = (
        "processes",
        "figure",
        "at rest before",
        "line begins",
        "growth / minute",
        "growth",
        "at rest after",
        "flat",
    )
    lines = [f"{report.minutes:g} minutes; visits: {visits}; errors: {len(report.errors)}", ""]
    lines += ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for trend in report.trends:
        rest = [look.get(trend.role) for look in (report.before, report.after)]
        before, after = ("-" if look is None else f"{getattr(look, trend.measure):.1f}" for look in rest)
        cells = (
            trend.role,
            trend.measure,
            before,
            f"{trend.first:.1f}",
            f"{trend.growth_per_minute:+.2f}",
            f"{trend.growth:+.1f}",
            after,
            "yes" if trend.flat else "NO",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def plot(report: SoakReport, path: Path) -> None:
    """Draw every figure over time; a PNG file."""
    import matplotlib

    # This backend needs no display.
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, places = pyplot.subplots(1, len(MEASURES), figsize=(14, 3.5))
    minutes = [at_s / 60.0 for at_s in report.times_s]
    roles = sorted({role for look in report.looks for role in look})
    for place, measure in zip(places, MEASURES, strict=True):
        for role in roles:
            figures = [getattr(look[role], measure) if role in look else float("nan") for look in report.looks]
            place.plot(minutes, figures, label=role)
        place.set_title(measure)
        place.set_xlabel("minutes")
        place.set_ylim(bottom=0)
    places[0].legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)

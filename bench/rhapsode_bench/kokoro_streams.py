"""``python -m rhapsode_bench kokoro-streams``: how many listeners Kokoro serves on one machine before one hears a gap.

Each listener is a conversation: an answer of several sentences comes token by token, is heard as it comes, and is
followed by a pause, so that he hears speech for a share of his time, the *duty*. A player without any buffer counts a
gap wherever the next sound is later than 20 ms. The sweep goes up until gaps are heard. No machine can serve more than
``1 / (real-time factor * duty)``; how near to that a server comes is its scheduler's figure.

The peer is what there is without a server: a plain process of the ``kokoro`` package for each listener, which speaks
sentence by sentence, on one thread each.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import ExitStack
from pathlib import Path

from websockets.exceptions import WebSocketException

from rhapsode_bench.crowd import CrowdShape
from rhapsode_bench.kokoro_files import add_arguments, model_files
from rhapsode_bench.kokoro_streams_report import StreamsReport, StreamsRow, plot, table
from rhapsode_bench.load import measure
from rhapsode_bench.load_report import LoadRow
from rhapsode_bench.machine import machine, versions
from rhapsode_bench.package_crowd import PackageCrowdFailed, listen_to_packages
from rhapsode_bench.server_process import ServerFailed, ServerProcess
from rhapsode_bench.spoken_text import ANSWER, tokens_of
from rhapsode_bench.turn_listener import TurnFailed

DEFAULT_DUTY = 0.6
"""An assistant speaks a little more than it listens."""
DEFAULT_SECONDS = 45.0
"""Of each step. Lower than a turn and its pause (25 s), and some listeners count for little; higher, and the sweep
takes longer than people wait."""
TOKENS_PER_SECOND = 50.0
ANSWER_S = 15.0
"""How long an answer sounds, about; over a whole round of it the listeners begin."""
FIRST_SHARE = 0.5
"""Of what no machine can exceed: where the sweep begins. Lower measures what nobody doubts."""
LAST_SHARE = 1.1
"""Where it ends at the latest: beyond what can be."""
MAX_PACKAGES = 16
"""Processes of the package; each holds a network of its own."""
INTERRUPTED = 130

_DISTRIBUTIONS = ("rhapsode", "torch", "kokoro", "numpy", "numba", "websockets", "uvicorn")
_FAULTS = (ServerFailed, TurnFailed, PackageCrowdFailed, WebSocketException, OSError)
"""What a person can do something about; told in one line."""


def main(arguments: list[str]) -> int:
    """Measure, print the table, write what was asked for; 0 where no turn failed."""
    options = _parse(arguments)
    report = StreamsReport(machine(), versions(*_DISTRIBUTIONS), options.duty, options.seconds)
    try:
        with ExitStack() as stack:
            _measure(options, report, stack)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except _FAULTS as error:
        print(f"kokoro-streams: {error}", file=sys.stderr)
        return 1
    print(f"{report.machine}\n{report.versions}\nweights: {report.weights}\n\n{table(report)}")
    if options.json is not None:
        options.json.write_text(report.to_json(), encoding="utf-8")
    if options.plot is not None:
        plot(report, options.plot)
    for fault in report.errors:
        print(f"kokoro-streams: {fault}", file=sys.stderr)
    return 1 if report.errors else 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench kokoro-streams",
        description="How many listeners one machine serves with Kokoro before one of them hears a gap.",
    )
    add_arguments(parser)
    parser.add_argument("--duty", type=float, default=DEFAULT_DUTY, metavar="SHARE", help="of listening (default: 0.6)")
    parser.add_argument(
        "--seconds", type=float, default=DEFAULT_SECONDS, metavar="S", help="of each step (default: 45)"
    )
    parser.add_argument(
        "--listeners", type=int, nargs="+", metavar="N", help="how many (default: up from half of what can be)"
    )
    parser.add_argument("--packages", type=int, nargs="*", metavar="N", help="processes of the package; none: no peer")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement to this file")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write a picture of the figures to this PNG file")
    parser.add_argument("--serve", nargs=argparse.REMAINDER, default=[], metavar="OPTION", help="more server options")
    options = parser.parse_args(arguments)
    if not 0.0 < options.duty <= 1.0:
        parser.error("--duty must be above 0, and 1 at most")
    if options.seconds <= 0.0:
        parser.error("--seconds must be above 0")
    if any(count < 1 for count in [*(options.listeners or []), *(options.packages or [])]):
        parser.error("--listeners and --packages must be 1 at least")
    return options


def _measure(options: argparse.Namespace, report: StreamsReport, stack: ExitStack) -> None:
    _tell("finding weights")
    files, report.weights = model_files(options, stack)
    _tell("starting a server")
    # Between two turns a context is idle for as long as its listener hears and thinks.
    idle_s = str(2.0 * ANSWER_S / options.duty)
    flags = ["--engine", "kokoro", "--model-dir", str(files.folder), "--context-idle-s", idle_s, *options.serve]
    with ServerProcess(flags) as server:
        _tell("one listener, to learn the real-time factor")
        alone = _listen(server, 1, options)
        report.rtf = alone.rtf
        report.rows.append(alone)
        for count in options.listeners or _steps(report.most):
            _tell(f"{count} listeners")
            row = _listen(server, count, options)
            report.rows.append(row)
            if options.listeners is None and row.gaps > row.turns:
                break  # more of them would hear no less
    packages = range(1, MAX_PACKAGES + 1) if options.packages is None else options.packages
    for count in packages:
        _tell(f"{count} processes of the package")
        row = listen_to_packages(files, count, options.duty, options.seconds, ANSWER.text, TOKENS_PER_SECOND)
        report.packages.append(row)
        if options.packages is None and row.gaps:
            break


def _steps(most: float) -> range:
    first = max(2, round(FIRST_SHARE * most))
    last = max(first, round(LAST_SHARE * most))
    return range(first, last + 1, max(1, (last - first) // 10))


def _listen(server: ServerProcess, count: int, options: argparse.Namespace) -> StreamsRow:
    shape = CrowdShape(
        sockets=count,
        contexts=1,
        duty=options.duty,
        tokens=tokens_of(ANSWER.text),
        tokens_per_second=TOKENS_PER_SECOND,
    )
    row: LoadRow = asyncio.run(measure(server, shape, options.seconds, ANSWER_S))
    turns = row.figures.turns
    return StreamsRow(
        listeners=count,
        turns=len(turns),
        gaps=sum(turn.stalls for turn in turns),
        first_audible_ms=[turn.first_audible_ms for turn in turns],
        audio_s=sum(turn.audio_s for turn in turns),
        compute_s=sum(turn.rtf * turn.audio_s for turn in turns),
        client_cpu=row.client_cpu,
        idle_cores=row.idle_cores,
        errors=row.figures.errors,
    )


def _tell(progress: str) -> None:
    """Show what is being measured: it takes minutes."""
    print(f"{progress} …", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``python -m rhapsode_bench load``: a crowd of listeners on a real server, and what it costs to serve them.

Every row has a server of its own, so that the memory of one says nothing of the others, and sockets with five contexts
each. A context's turns are one sentence at a language model's pace; how much of its time a listener hears speech is the
*duty*. The last row has none: there each turn follows at once, so that something is saturated, and the figures tell
what. Clients and server share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import WebSocketException

from rhapsode_bench.crowd import Crowd, CrowdFigures, CrowdShape
from rhapsode_bench.load_report import LoadReport, LoadRow, plot, table
from rhapsode_bench.machine import idle_core_s, machine, versions
from rhapsode_bench.server_process import ServerFailed, ServerProcess, Usage
from rhapsode_bench.spoken_text import SPOKEN_TEXTS, tokens_of

SOCKETS = (1, 8, 32, 64)
CONTEXTS = 5
"""What a connection may have unless its server says otherwise."""
DEFAULT_DUTY = 0.6
"""An assistant speaks a little more than it listens."""
DEFAULT_SECONDS = 15.0
"""Time over which turns are counted. Lower than a turn and its pause (10 s), and some contexts count for nothing."""
LONGEST = 4.0
"""How many times as long to wait for turns that count. Lower, and a machine that cannot keep up shows its quick turns
only; higher, and such a machine is waited for in vain."""
TOKENS_PER_SECOND = 50.0
SENTENCE_S = 5.9
"""How long the sentence sounds; over a whole round of it the crowd begins to speak."""
INTERRUPTED = 130

_DISTRIBUTIONS = ("rhapsode", "websockets", "uvicorn", "orjson", "numpy", "espeakng-loader")


def main(arguments: list[str]) -> int:
    """Measure, print the table, write what was asked for; 0 where no turn failed."""
    options = _parse(arguments)
    report = LoadReport(machine(), versions(*_DISTRIBUTIONS))
    tokens = tokens_of(SPOKEN_TEXTS[1].text)
    shapes = [
        CrowdShape(
            sockets=sockets, contexts=CONTEXTS, duty=options.duty, tokens=tokens, tokens_per_second=TOKENS_PER_SECOND
        )
        for sockets in options.sockets
    ]
    shapes.append(
        CrowdShape(
            sockets=options.sockets[-1],
            contexts=CONTEXTS,
            duty=None,
            tokens=tokens,
            tokens_per_second=TOKENS_PER_SECOND,
        )
    )
    try:
        for shape in shapes:
            print(f"{shape.sockets} sockets …", file=sys.stderr)
            with ServerProcess(options.serve) as server:
                report.rows.append(asyncio.run(measure(server, shape, options.seconds)))
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except (ServerFailed, WebSocketException, OSError) as error:
        print(f"load: {error}", file=sys.stderr)
        return 1
    print(f"{report.machine}\n{report.versions}\n\n{table(report)}")
    if options.json is not None:
        options.json.write_text(report.to_json(), encoding="utf-8")
    if options.plot is not None:
        plot(report, options.plot)
    for fault in report.errors:
        print(f"load: {fault}", file=sys.stderr)
    return 1 if report.errors else 0


async def measure(
    server: ServerProcess, shape: CrowdShape, seconds: float, turn_sounds_s: float = SENTENCE_S
) -> LoadRow:
    """Let a crowd speak to a fresh server.

    Args:
        server: warm, with no client.
        shape: the crowd.
        seconds: how long, once everybody has begun.
        turn_sounds_s: how long a turn sounds, about.

    Raises:
        OSError, WebSocketException: a socket cannot be opened.
    """
    row = LoadRow(shape.sockets, shape.contexts, shape.duty, seconds, CrowdFigures())
    row.rss_before_mib = _rss_mib(server.usage())
    async with Crowd(server.url, shape) as crowd:
        row.figures = crowd.figures
        row.rss_open_mib = _rss_mib(server.usage())
        turn_s = len(shape.tokens) / shape.tokens_per_second
        begin_within_s = turn_s if shape.duty is None else turn_sounds_s / shape.duty
        crowd.begin(begin_within_s)
        await asyncio.sleep(begin_within_s)
        crowd.counting = True
        before = _Look.now(server, crowd)
        await asyncio.sleep(seconds)
        if shape.duty is None:
            # What cannot keep up may need longer for one turn of each.
            await crowd.wait_turns(shape.sockets * shape.contexts, LONGEST * seconds)
        after = _Look.now(server, crowd)
        crowd.counting = False
        if shape.duty is not None:
            # Without those that are still under way only the quick would count.
            await crowd.wait_counted(LONGEST * seconds)
        row.rss_speaking_mib = _rss_mib(after.usage)
    row.audio_s = after.audio_s - before.audio_s
    elapsed_s = after.at_s - before.at_s
    row.seconds = elapsed_s
    row.client_cpu = (after.client_s - before.client_s) / elapsed_s
    row.server_cpu = {
        role: (after.usage[role].cpu_s - before.usage[role].cpu_s) / elapsed_s
        for role in after.usage
        if role in before.usage
    }
    if before.idle_s is not None and after.idle_s is not None:
        row.idle_cores = (after.idle_s - before.idle_s) / elapsed_s
    return row


@dataclass(frozen=True, slots=True)
class _Look:
    """Counters at one moment."""

    at_s: float
    audio_s: float
    client_s: float
    idle_s: float | None
    usage: Mapping[str, Usage] = field(default_factory=dict)

    @classmethod
    def now(cls, server: ServerProcess, crowd: Crowd) -> _Look:
        return cls(time.perf_counter(), crowd.audio_s, time.process_time(), idle_core_s(), server.usage())


def _rss_mib(usage: Mapping[str, Usage]) -> dict[str, float]:
    return {role: used.rss_mib for role, used in usage.items()}


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench load",
        description="A crowd of listeners on a real server, and what it costs to serve them.",
    )
    parser.add_argument(
        "--sockets", type=_count, nargs="+", default=list(SOCKETS), metavar="N", help="sockets, each with five contexts"
    )
    parser.add_argument(
        "--duty", type=_duty, default=DEFAULT_DUTY, help="share of its time that a listener hears speech, 0.4 to 1.0"
    )
    parser.add_argument("--seconds", type=_seconds, default=DEFAULT_SECONDS, metavar="S", help="time for each row")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement to this file")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write a picture of the figures to this PNG file")
    parser.add_argument(
        "--serve", nargs=argparse.REMAINDER, default=[], metavar="OPTION", help="the rest is for the server"
    )
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1_000:
        raise argparse.ArgumentTypeError("must be 1 to 1000")
    return number


def _duty(text: str) -> float:
    # Below, pauses would come near the idle time after which a server closes a context.
    number = float(text)
    if not 0.4 <= number <= 1.0:
        raise argparse.ArgumentTypeError("must be 0.4 to 1.0")
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0.0 < number <= 3_600.0:
        raise argparse.ArgumentTypeError("must be above 0, 3600 at most")
    return number

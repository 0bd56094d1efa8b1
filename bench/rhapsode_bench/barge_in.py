"""``python -m rhapsode_bench barge-in``: how soon a context is silent and speaks again, idle server and busy.

A context is given a long text and interrupted at its first sound; a new turn goes out the moment the acknowledgement is
there. Counted are the way to the acknowledgement, audio frames of the old turn behind it (each is a fault), and the
time to the first audio of the new turn: how soon the engine is free for this context. Beside the busy server, which
a crowd in a process of its own keeps at what it can, stands the same on an idle one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import sys
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

from websockets.exceptions import WebSocketException

from rhapsode_bench.context_socket import BargeIn, contexts
from rhapsode_bench.crowd import CrowdShape
from rhapsode_bench.crowd_process import CrowdFailed, CrowdProcess, CrowdResult
from rhapsode_bench.histogram import quantile, read_histogram
from rhapsode_bench.machine import idle_core_s, machine, versions
from rhapsode_bench.server_process import ServerFailed, ServerProcess
from rhapsode_bench.spoken_text import PARAGRAPH, tokens_of
from rhapsode_bench.spread import Spread, shown
from rhapsode_bench.turn_listener import TurnFailed
from rhapsode_client.errors import ClientError

DEFAULT_SOCKETS = 32
DEFAULT_REPEATS = 40
"""Fewer, and one busy moment of the machine is the 95th percentile."""
LONG_TEXT = " ".join([PARAGRAPH.text] * 5)
"""Two minutes of speech: the server is surely busy with it."""
NEXT_TEXT = "Go on, please, I am listening to you."
"""One segment, read as it is written."""
PAUSE_S = 0.05
"""Between two repeats, so that they do not keep step with the crowd."""
FREE_WITHIN_MS = 300.0
"""What is asked of the server with espeak-ng: the engine is free for the context again within this."""
ENGINE_FREE = "rhapsode_cancel_engine_free_seconds"
"""The server's metric."""
INTERRUPTED = 130


@dataclass(slots=True)
class Situation:
    """The same measurement in one state of the server."""

    name: str
    cancels: list[BargeIn] = field(default_factory=list)
    crowd: CrowdResult | None = None
    idle_cores: float | None = None
    engine_free_ms: tuple[float, float, float] = (math.nan, math.nan, math.nan)
    """Median, 95th and 99th percentile of the server's own: from a cancel to the end of the work that it stopped."""


def main(arguments: list[str]) -> int:
    """Measure, print the table; 0 where nothing failed and nothing came after an acknowledgement."""
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench barge-in", description="How soon an interrupted context is silent, and can speak again."
    )
    parser.add_argument(
        "--sockets", type=int, default=DEFAULT_SOCKETS, metavar="N", help="sockets that speak beside it"
    )
    parser.add_argument("--repeats", type=int, default=DEFAULT_REPEATS, metavar="N", help="cancels in each situation")
    parser.add_argument(
        "--free-within-ms",
        type=float,
        default=FREE_WITHIN_MS,
        metavar="MS",
        help="a fault is called what takes longer until the next turn's sound (default: 300, for espeak-ng)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement to this file")
    parser.add_argument(
        "--serve", nargs=argparse.REMAINDER, default=[], metavar="OPTION", help="the rest is for the server"
    )
    options = parser.parse_args(arguments)
    if options.sockets < 1 or options.repeats < 1:
        parser.error("--sockets and --repeats must be 1 at least")
    try:
        with ServerProcess(options.serve) as server:
            situations = [
                _measure(server.url, "idle", options.repeats, 0),
                _measure(server.url, f"{options.sockets} sockets speak", options.repeats, options.sockets),
            ]
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except (ServerFailed, CrowdFailed, TurnFailed, ClientError, WebSocketException, OSError) as error:
        print(f"barge-in: {error}", file=sys.stderr)
        return 1
    print(f"{machine()}\n{versions('rhapsode', 'websockets', 'uvicorn', 'espeakng-loader')}\n\n{table(situations)}")
    if options.json is not None:
        options.json.write_text(json.dumps([asdict(row) for row in situations], indent=1), encoding="utf-8")
    found = faults(situations, options.free_within_ms)
    for fault in found:
        print(f"barge-in: {fault}", file=sys.stderr)
    return 1 if found else 0


def table(situations: list[Situation]) -> str:
    """One row a situation, as Markdown."""
    head = (
        "server",
        "cancels",
        "cancel → `interrupted`, ms",
        "worst, ms",
        "frames on the way, most",
        "frames after",
        "`interrupted` → next turn's audio, ms",
        "worst, ms",
        "cancel → engine free, p50 / p95 / p99, ms",
        "crowd's audio s / s",
        "idle cores",
    )
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in situations:
        acknowledged = Spread.of(cancel.acknowledged_ms for cancel in row.cancels)
        free = Spread.of(cancel.first_audio_ms for cancel in row.cancels)
        cells = (
            row.name,
            str(len(row.cancels)),
            shown(acknowledged, 1),
            "-" if acknowledged is None else f"{acknowledged.worst:.1f}",
            str(max((cancel.frames_on_the_way for cancel in row.cancels), default=0)),
            str(sum(cancel.frames_after for cancel in row.cancels)),
            shown(free, 1),
            "-" if free is None else f"{free.worst:.1f}",
            " / ".join("-" if math.isnan(figure) else f"{figure:.1f}" for figure in row.engine_free_ms),
            "-" if row.crowd is None else f"{row.crowd.audio_s / row.crowd.seconds:.0f}",
            "-" if row.idle_cores is None else f"{row.idle_cores:.2f}",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def faults(situations: list[Situation], free_within_ms: float = FREE_WITHIN_MS) -> list[str]:
    """What must not be."""
    found = [f"{row.name}: {error}" for row in situations if row.crowd is not None for error in row.crowd.errors]
    for row in situations:
        if stray := sum(cancel.frames_after for cancel in row.cancels):
            found.append(f"{row.name}: {stray} audio frames of a cancelled turn came after `interrupted`")
        free = Spread.of(cancel.first_audio_ms for cancel in row.cancels)
        if free is not None and free.p95 > free_within_ms:
            found.append(f"{row.name}: the next turn's audio came after {free.p95:.0f} ms (95th percentile)")
    return found


def _measure(url: str, name: str, repeats: int, sockets: int) -> Situation:
    situation = Situation(name)
    shape = CrowdShape(sockets=sockets, contexts=1, duty=None, tokens=tokens_of(PARAGRAPH.text), tokens_per_second=50.0)
    with ExitStack() as stack:
        crowd = stack.enter_context(CrowdProcess(url, shape)) if sockets else None
        before, idle_before_s = read_histogram(url, ENGINE_FREE), idle_core_s()
        loop_s = asyncio.run(_cancel(url, repeats, situation))
        idle_after_s, after = idle_core_s(), read_histogram(url, ENGINE_FREE)
        p50, p95, p99 = (1000.0 * quantile(before, after, share) for share in (0.5, 0.95, 0.99))
        situation.engine_free_ms = p50, p95, p99
        if idle_before_s is not None and idle_after_s is not None:
            situation.idle_cores = (idle_after_s - idle_before_s) / loop_s
    situation.crowd = None if crowd is None else crowd.result
    return situation


async def _cancel(url: str, repeats: int, situation: Situation) -> float:
    """Interrupt a context again and again; gives how long that took, in seconds."""
    loop = asyncio.get_running_loop()
    began_s = loop.time()
    async with contexts(url, ["speaker"]) as socket:
        for _ in range(repeats):
            situation.cancels.append(await socket.barge_in("speaker", LONG_TEXT, NEXT_TEXT))
            await asyncio.sleep(PAUSE_S)
    return loop.time() - began_s

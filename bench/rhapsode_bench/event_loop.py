"""``python -m rhapsode_bench event-loop``: how late the server's event loop is, measured from outside.

A socket that says nothing else sends WebSocket pings; the server's event loop answers each with a pong (RFC 6455,
section 5.5.2) as soon as it comes to it, without any code of ours. The round trip on loopback, less that of an idle
server, is what the loop was busy with something else, or waited for a core. So that the two can be told apart, every
ping also goes to an idle server beside the busy one: what that answers late is the machine's, not the loop's. Crowd and
pings have processes of their own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from rhapsode_bench.crowd import CrowdShape
from rhapsode_bench.crowd_process import CrowdFailed, CrowdProcess, CrowdResult
from rhapsode_bench.machine import machine, versions
from rhapsode_bench.server_process import ServerFailed, ServerProcess
from rhapsode_bench.spoken_text import PARAGRAPH, tokens_of
from rhapsode_bench.turn_listener import open_socket
from rhapsode_client.frames import encode
from rhapsode_protocol.messages import Cancel, Input

DEFAULT_SOCKETS = 32
DEFAULT_SECONDS = 10.0
PING_EVERY_S = 0.01
"""Lower, and the pings are a load of their own; higher, and a short hold is missed."""
HOSTILE_TEXT = "<a " * 3_333
"""Ten thousand characters, the most that a frame may hold, of tags that never end: the costliest text for the segmenter
that is known."""
HOSTILE_EVERY_S = 0.5
INTERRUPTED = 130


@dataclass(slots=True)
class LoopLag:
    """Round trips of pings in one situation."""

    name: str
    round_trips_ms: list[float] = field(default_factory=list)
    bystander_ms: list[float] = field(default_factory=list)
    """Those of an idle server at the same time."""
    crowd: CrowdResult | None = None


def main(arguments: list[str]) -> int:
    """Measure, print the table; 0 where nothing failed."""
    parser = argparse.ArgumentParser(
        prog="rhapsode_bench event-loop", description="How late the server's event loop is, measured from outside."
    )
    parser.add_argument(
        "--sockets", type=int, default=DEFAULT_SOCKETS, metavar="N", help="sockets that speak beside it"
    )
    parser.add_argument("--seconds", type=float, default=DEFAULT_SECONDS, metavar="S", help="time for each situation")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement to this file")
    options = parser.parse_args(arguments)
    if options.sockets < 1 or not 0.0 < options.seconds <= 3_600.0:
        parser.error("--sockets must be 1 at least, --seconds above 0")
    try:
        with ServerProcess() as server, ServerProcess() as bystander:
            rows = [
                measure(server.url, bystander.url, "idle", options.seconds),
                measure(
                    server.url, bystander.url, f"{options.sockets} sockets speak", options.seconds, options.sockets
                ),
                measure(server.url, bystander.url, "hostile text", options.seconds, hostile=True),
            ]
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except (ServerFailed, CrowdFailed, WebSocketException, OSError) as error:
        print(f"event-loop: {error}", file=sys.stderr)
        return 1
    print(f"{machine()}\n{versions('rhapsode', 'websockets', 'uvicorn', 'espeakng-loader')}\n\n{table(rows)}")
    if options.json is not None:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    faults = [error for row in rows if row.crowd is not None for error in row.crowd.errors]
    for fault in faults:
        print(f"event-loop: {fault}", file=sys.stderr)
    return 1 if faults else 0


def table(rows: list[LoopLag]) -> str:
    """One row a situation, as Markdown."""
    head = ("server", "pings", "p50 / p99 / worst, ms", "idle server beside it, ms", "crowd's audio s / s")
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in rows:
        said = "-" if row.crowd is None else f"{row.crowd.audio_s / row.crowd.seconds:.0f}"
        cells = (row.name, str(len(row.round_trips_ms)), _shown(row.round_trips_ms), _shown(row.bystander_ms), said)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def measure(
    url: str, bystander_url: str, name: str, seconds: float, sockets: int = 0, *, hostile: bool = False
) -> LoopLag:
    """Ping two servers for a time while the first is as busy as it is made.

    Args:
        url: the server that is made busy.
        bystander_url: one that nobody speaks to.
        name: of the situation.
        seconds: how long.
        sockets: how many speak, as much as the server can; none by default.
        hostile: whether a client sends the costliest frames beside the pings.

    Raises:
        CrowdFailed: the crowd could not begin.
        OSError, WebSocketException: a server cannot be reached.
    """
    row = LoopLag(name)
    shape = CrowdShape(sockets=sockets, contexts=1, duty=None, tokens=tokens_of(PARAGRAPH.text), tokens_per_second=50.0)
    with ExitStack() as stack:
        crowd = stack.enter_context(CrowdProcess(url, shape)) if sockets else None
        asyncio.run(_ping_both(url, bystander_url, seconds, row, hostile))
    row.crowd = None if crowd is None else crowd.result
    return row


async def _ping_both(url: str, bystander_url: str, seconds: float, row: LoopLag, hostile: bool) -> None:
    async with (
        open_socket(url, "/ws/tts/multi") as socket,
        open_socket(bystander_url, "/ws/tts/multi") as bystander,
        asyncio.TaskGroup() as tasks,
    ):
        tasks.create_task(_ping(socket, seconds, row.round_trips_ms))
        tasks.create_task(_ping(bystander, seconds, row.bystander_ms))
        if hostile:
            tasks.create_task(_send_hostile(url, seconds))


async def _ping(socket: ClientConnection, seconds: float, round_trips_ms: list[float]) -> None:
    ends_s = time.perf_counter() + seconds
    while (sent_s := time.perf_counter()) < ends_s:
        await (await socket.ping())
        round_trips_ms.append((time.perf_counter() - sent_s) * 1000.0)
        await asyncio.sleep(PING_EVERY_S)


async def _send_hostile(url: str, seconds: float) -> None:
    ends_s = time.perf_counter() + seconds
    async with open_socket(url, "/ws/tts/multi") as socket:
        while time.perf_counter() < ends_s:
            await socket.send(encode(Input(text=HOSTILE_TEXT, context_id="hostile")))
            await asyncio.sleep(HOSTILE_EVERY_S)
            # Unspoken, so that only the reading of the frame is measured.
            await socket.send(encode(Cancel("hostile")))
            await asyncio.sleep(HOSTILE_EVERY_S / 10.0)


def _shown(round_trips_ms: list[float]) -> str:
    if not round_trips_ms:
        return "-"
    p50, p99 = np.percentile(round_trips_ms, (50, 99))
    return f"{p50:.2f} / {p99:.2f} / {max(round_trips_ms):.2f}"

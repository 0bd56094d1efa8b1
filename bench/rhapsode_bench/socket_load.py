"""Many clients at once, in a closed loop: each begins its next turn when all audio of the last has come.

Every turn has a socket of its own. A server that is asked again on the same socket knows that this listener has the
last turn's sound still to play, and lets those who have heard nothing go first: the figures would then tell how long
someone waits who is not waiting.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from websockets.exceptions import WebSocketException

from rhapsode_bench.machine import idle_core_s
from rhapsode_bench.server_process import Usage
from rhapsode_bench.turn_listener import TurnFailed, TurnFigures, open_socket, speak_turn
from rhapsode_client.errors import ClientError
from rhapsode_protocol.messages import Settings


@dataclass(slots=True)
class Load:
    """What many clients measured together."""

    sockets: int
    seconds: float
    """Time over which audio and processor time are counted: from when the last client has begun until no turn is begun
    any more."""
    turns: list[TurnFigures] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    """The server's words for each turn that failed."""
    audio_s: float = 0.0
    """Audio that came within that time, over all sockets."""
    client_cpu: float = 0.0
    """Share of one core that this process used itself: near 1, and the figures are the client's, not the server's."""
    server_cpu: dict[str, float] = field(default_factory=dict)
    """Share of one core for each role of the server's processes; empty where they cannot be seen."""
    idle_cores: float | None = None
    """How many of the machine's cores had nothing to do, on average; near 0, and whoever else was busy is in the
    figures too. ``None`` where that cannot be seen."""


async def measure_load(
    url: str,
    tokens: Sequence[str],
    tokens_per_second: float,
    settings: Settings,
    sockets: int,
    seconds: float,
    usage: Callable[[], Mapping[str, Usage]],
) -> Load:
    """Let ``sockets`` clients speak the same text over and over for ``seconds``.

    The clients begin evenly spread over the time of one turn's tokens, as strangers do: all at once would be a herd. A
    client whose turn fails begins no other.

    Args:
        url: the server.
        tokens: the text in pieces.
        tokens_per_second: their pace.
        settings: options of each turn.
        sockets: how many clients.
        seconds: how long turns are begun once all clients have; those under way are then waited for.
        usage: tells what the server's processes have used so far.
    """
    load = Load(sockets, seconds)
    spread_s = len(tokens) / tokens_per_second
    opens_s = time.perf_counter() + spread_s
    closes_s = opens_s + seconds

    def count(arrived_s: float, audio_s: float) -> None:
        if opens_s <= arrived_s < closes_s:
            load.audio_s += audio_s

    async def client(number: int) -> None:
        await asyncio.sleep(number * spread_s / sockets)
        while time.perf_counter() < closes_s:
            try:
                async with open_socket(url, "/ws/tts/stream") as socket:
                    load.turns.append(await speak_turn(socket, tokens, tokens_per_second, settings, count))
            except (TurnFailed, ClientError, OSError, WebSocketException) as error:
                load.errors.append(str(error) or type(error).__name__)
                return

    async with asyncio.TaskGroup() as clients:
        for number in range(sockets):
            clients.create_task(client(number))
        await asyncio.sleep(max(0.0, opens_s - time.perf_counter()))
        before, cpu_before_s, idle_before_s = usage(), time.process_time(), idle_core_s()
        await asyncio.sleep(max(0.0, closes_s - time.perf_counter()))
        after, cpu_after_s, idle_after_s = usage(), time.process_time(), idle_core_s()
    load.client_cpu = (cpu_after_s - cpu_before_s) / seconds
    load.server_cpu = {role: (after[role].cpu_s - before[role].cpu_s) / seconds for role in after if role in before}
    if idle_before_s is not None and idle_after_s is not None:
        load.idle_cores = (idle_after_s - idle_before_s) / seconds
    return load

"""Many clients at once: what fails is counted, and counts nothing else."""

from __future__ import annotations

import asyncio
import json

from websockets.asyncio.server import ServerConnection, serve

from rhapsode_bench.server_process import Usage
from rhapsode_bench.socket_load import Load, measure_load
from rhapsode_protocol.messages import Settings


async def refuse(socket: ServerConnection) -> None:
    await socket.recv()
    await socket.send(json.dumps({"error": "no room", "error_code": "RATE_LIMITED", "code": 429}))
    await socket.wait_closed()


def test_every_client_that_fails_is_counted_once() -> None:
    looks: list[float] = []

    def usage() -> dict[str, Usage]:
        looks.append(0.1 * len(looks))
        return {"server": Usage(1, 50.0, looks[-1])}

    async def run() -> Load:
        async with serve(refuse, "127.0.0.1", 0) as server:
            url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            return await measure_load(url, ["Sing."], 50.0, Settings(), 3, 0.2, usage)

    load = asyncio.run(run())
    assert load.errors == ["no room"] * 3
    assert (load.turns, load.audio_s) == ([], 0.0)
    assert round(load.server_cpu["server"], 6) == 0.5
    assert load.client_cpu >= 0.0


def test_a_server_that_is_not_there_is_an_error_of_each_client() -> None:
    load = asyncio.run(measure_load("http://127.0.0.1:9", ["Sing."], 50.0, Settings(), 2, 0.05, dict))
    assert len(load.errors) == 2
    assert load.server_cpu == {}

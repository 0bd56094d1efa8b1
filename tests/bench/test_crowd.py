"""A crowd: everybody speaks, only what counts is counted, and who fails stops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bench.scripted import scripted
from rhapsode_bench.crowd import Crowd, CrowdShape

TOKENS = ["Sing", ", ", "goddess", "."]


def shape(sockets: int, contexts: int, duty: float | None) -> CrowdShape:
    return CrowdShape(sockets=sockets, contexts=contexts, duty=duty, tokens=TOKENS, tokens_per_second=1e6)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - the crowd tells nobody
            await asyncio.sleep(0.001)


def test_every_context_of_every_socket_speaks_again_and_again() -> None:
    async def run() -> None:
        async with scripted() as (script, url), Crowd(url, shape(3, 2, None)) as crowd:
            crowd.begin(0.01)
            await until(lambda: len(script.spoken) >= 6)
            crowd.counting = True
            await crowd.wait_turns(12, 10.0)
            assert len(crowd.figures.turns) >= 12
            await crowd.wait_turns(1_000_000, 0.01)
            crowd.counting = False
            await crowd.wait_counted(10.0)
            counted = len(crowd.figures.turns)
            spoken = len(script.spoken)
            await until(lambda: len(script.spoken) > spoken + 12)
            assert len(crowd.figures.turns) == counted
            assert {name for name, _ in script.spoken} == {"context-0", "context-1"}
            assert crowd.audio_s >= 12.0
            assert crowd.figures.errors == []

    asyncio.run(run())


def test_with_a_duty_nobody_speaks_again_before_the_sound_has_been_played() -> None:
    async def run() -> None:
        async with scripted() as (script, url), Crowd(url, shape(2, 2, 0.5)) as crowd:
            crowd.counting = True
            crowd.begin(0.01)
            await until(lambda: len(crowd.figures.turns) == 4)
            await asyncio.sleep(0.05)
            assert len(script.spoken) == 4, "a second of sound and half a second of pause are to come first"

    asyncio.run(run())


def test_who_fails_is_told_once_and_stops() -> None:
    async def run() -> None:
        async with scripted() as (script, url), Crowd(url, shape(1, 3, None)) as crowd:
            script.refuses = True
            crowd.begin(0.0)
            await until(lambda: len(crowd.figures.errors) == 3)
            await asyncio.sleep(0.01)
            assert crowd.figures.errors == ["no room"] * 3
            assert len(script.spoken) == 3

    asyncio.run(run())

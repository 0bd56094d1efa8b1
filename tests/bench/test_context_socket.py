"""Several contexts on one socket: each listener hears its own, and what must not come is counted."""

from __future__ import annotations

import asyncio

import pytest

from bench.scripted import scripted
from rhapsode_bench.context_socket import contexts
from rhapsode_bench.turn_listener import TurnFailed

LONG = "long " * 60


def test_each_context_hears_its_own_turn() -> None:
    async def run() -> None:
        async with scripted() as (script, url), contexts(url, ["a", "b"]) as socket:
            turns = await asyncio.gather(*(socket.speak(name, ["Sing", ", ", name], 1e6) for name in ("a", "b")))
            assert sorted(script.spoken) == [("a", "Sing, a"), ("b", "Sing, b")]
            assert [(turn.audio_s, turn.rtf, turn.stalls) for turn in turns] == [(1.0, 0.01, 0)] * 2
            assert all(turn.first_audible_ms > 0.0 for turn in turns)
            assert socket.audio_s == 2.0

    asyncio.run(run())


@pytest.mark.parametrize("stray", [0, 2])
def test_frames_of_a_cancelled_turn_behind_the_acknowledgement_are_counted(stray: int) -> None:
    async def run() -> None:
        async with scripted() as (script, url), contexts(url, ["a"]) as socket:
            script.stray = stray
            figures = await socket.barge_in("a", LONG, "Go on.")
            assert figures.frames_after == stray
            assert figures.frames_on_the_way == 0
            assert figures.acknowledged_ms > 0.0
            assert figures.first_audio_ms > 0.0

    asyncio.run(run())


def test_an_error_and_an_end_of_the_connection_are_told() -> None:
    async def run() -> None:
        async with scripted() as (script, url):
            script.refuses = True
            async with contexts(url, ["a"]) as socket:
                with pytest.raises(TurnFailed, match="no room"):
                    await socket.speak("a", ["Sing"], 1e6)
            script.hangs_up = True
            async with contexts(url, ["a"]) as socket:
                with pytest.raises(TurnFailed, match="the connection ended"):
                    await socket.speak("a", ["Sing"], 1e6)

    asyncio.run(run())

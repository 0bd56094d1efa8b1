"""One client of the benchmark against servers that follow a script."""

from __future__ import annotations

import asyncio
import json
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection, serve

from rhapsode_bench.turn_listener import TurnFailed, cancel_turn, open_context, open_socket, speak_turn
from rhapsode_protocol.messages import Settings

Script = Callable[[ServerConnection], Awaitable[None]]

SILENT_SAMPLES, LOUD_SAMPLES = 720, 1680
AUDIO = {
    "audio": b64encode(
        np.concatenate((np.zeros(SILENT_SAMPLES), np.full(LOUD_SAMPLES, 9000.0))).astype("<i2")
    ).decode(),
    "enc": "pcm_s16le",
    "idx": 0,
    "sr": 24_000,
    "samples": SILENT_SAMPLES + LOUD_SAMPLES,
    "chunk_id": 0,
}
FIGURES = {
    "chunks": 1,
    "total_samples": 2400,
    "dur_ms": 100.0,
    "gen_ms": 5.0,
    "rtf": 0.05,
    "first_audible_ms": 40.0,
    "usage": {"audio_seconds": 0.1, "characters": 9, "model_id": "scripted"},
}


@asynccontextmanager
async def scripted(script: Script) -> AsyncIterator[ClientConnection]:
    async with serve(script, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with open_socket(f"http://127.0.0.1:{port}", "/ws/tts/stream") as socket:
            yield socket


async def until(socket: ServerConnection, key: str) -> list[dict[str, Any]]:
    frames = []
    while not frames or key not in frames[-1]:
        frames.append(json.loads(await socket.recv()))
    return frames


async def send(socket: ServerConnection, *frames: dict[str, Any]) -> None:
    for frame in frames:
        await socket.send(json.dumps(frame))


def test_a_turn_is_measured_from_its_first_token() -> None:
    received: list[dict[str, Any]] = []
    heard: list[float] = []

    async def script(socket: ServerConnection) -> None:
        received.extend(await until(socket, "flush"))
        await send(socket, AUDIO, {"final": True, **FIGURES}, {"session_closed": True, **FIGURES})

    async def run() -> None:
        async with scripted(script) as socket:
            count: Callable[[float, float], None] = lambda arrived_s, audio_s: heard.append(audio_s)  # noqa: E731
            turn = await speak_turn(socket, ["Sing,", " goddess", "."], 100.0, Settings(speed=1.1), count)
        assert turn.tokens_ms >= 20.0
        assert turn.first_frame_ms > turn.tokens_ms
        assert turn.first_audible_ms - turn.first_frame_ms == pytest.approx(30.0, abs=0.2)
        assert turn.last_token_to_final_ms > 0.0
        assert 0.0 < turn.last_audio_to_closed_ms <= turn.flush_to_closed_ms
        assert (turn.server_first_audible_ms, turn.gen_ms, turn.rtf) == (40.0, 5.0, 0.05)
        assert (turn.audio_s, turn.stalls) == (0.1, 0)

    asyncio.run(run())
    assert received == [{"text": "Sing,", "speed": 1.1}, {"text": " goddess"}, {"text": "."}, {"flush": True}]
    assert heard == [0.1]


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ([{"error": "no room", "error_code": "RATE_LIMITED", "code": 429}], "no room"),
        ([{"session_closed": True, **FIGURES}], "without a sound"),
        ([{**AUDIO, "enc": "mulaw"}], "mulaw"),
        ([], "connection ended"),
    ],
)
def test_a_turn_without_its_sound_is_a_failure(answer: list[dict[str, Any]], complaint: str) -> None:
    async def script(socket: ServerConnection) -> None:
        await until(socket, "flush")
        await send(socket, *answer)

    async def run() -> None:
        async with scripted(script) as socket:
            await speak_turn(socket, ["Sing."], 100.0, Settings())

    with pytest.raises(TurnFailed, match=complaint):
        asyncio.run(run())


@pytest.mark.parametrize("stray", [0, 2])
def test_frames_before_and_after_the_interruption_are_told_apart(stray: int) -> None:
    async def script(socket: ServerConnection) -> None:
        await until(socket, "text")
        await send(socket, AUDIO)
        await until(socket, "cancel")
        await send(socket, AUDIO, {"interrupted": True}, *[AUDIO] * stray)
        await socket.wait_closed()

    async def run() -> None:
        async with scripted(script) as socket:
            cancel = await cancel_turn(socket, "Sing, goddess.")
        assert (cancel.frames_on_the_way, cancel.frames_after) == (1, stray)
        assert cancel.interrupted_ms > 0.0

    asyncio.run(run())


def test_a_context_is_opened_without_speech_and_closed_again() -> None:
    received: list[dict[str, Any]] = []

    async def script(socket: ServerConnection) -> None:
        received.extend(await until(socket, "text"))
        await send(socket, {"context_created": True, "context_id": "hero"})
        received.extend(await until(socket, "close_context"))
        await send(socket, {"context_closed": True, "context_id": "hero", **FIGURES})

    async def run() -> float:
        async with scripted(script) as socket:
            return await open_context(socket, "hero")

    assert asyncio.run(run()) > 0.0
    assert received == [
        {"text": " ", "context_id": "hero"},
        {"close_context": True, "context_id": "hero", "immediate": True},
    ]

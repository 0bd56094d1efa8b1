"""The bounds of a connection on a real server: each has its own error, and the neighbours do not notice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress

import pytest
import websockets

from flow.house import chosen, client, house, sound

pytestmark = pytest.mark.slow

WORD_SAMPLES = 1_920
MAX_FRAME_BYTES = 20_480
MESSAGES_PER_S = 50
BURST = 4 * MESSAGES_PER_S


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house(
        "tone",
        max_frame_bytes=MAX_FRAME_BYTES,
        max_frame_characters=1_000,
        max_pending_characters=1_500,
        max_connection_characters=2_000,
        max_queued_turns=2,
        max_messages_per_s=MESSAGES_PER_S,
        context_idle_s=0.4,
        turn_idle_s=0.4,
    ) as served:
        yield served


def test_a_frame_too_large_ends_the_socket_with_its_reason(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as neighbour, client(address, "/ws/tts") as socket:
            await neighbour.send({"text": "la la la"})
            await socket.socket.send(json.dumps({"text": "la", "nonsense": "x" * MAX_FRAME_BYTES}))
            assert await socket.closed() == 1009
            assert f"exceeds limit of {MAX_FRAME_BYTES} bytes" in (socket.socket.close_reason or "")
            await neighbour.send({"flush": True})
            assert len(sound(await neighbour.until("session_closed"))) == 3 * WORD_SAMPLES

    asyncio.run(run())


def test_fragments_count_together(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts") as socket:
            # The close frame must reach a client that is still sending, and not be lost in a reset.
            with suppress(websockets.ConnectionClosed):
                await socket.socket.send("x" * 1_000 for _ in range(MAX_FRAME_BYTES))
            assert await socket.closed() == 1009

    asyncio.run(run())


def test_the_largest_frame_is_read(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts") as socket:
            frame = json.dumps({"text": "la", "nonsense": ""})
            await socket.socket.send(frame.replace('""', '"' + "x" * (MAX_FRAME_BYTES - len(frame)) + '"'))
            assert len(sound(await socket.until("final"))) == WORD_SAMPLES

    asyncio.run(run())


def test_compression_is_declined(address: str) -> None:
    async def run() -> None:
        async with websockets.connect(f"ws://{address}/ws/tts", compression="deflate") as socket:
            assert socket.protocol.extensions == []
            assert socket.response is not None
            assert "Sec-WebSocket-Extensions" not in socket.response.headers

    asyncio.run(run())


def test_the_text_of_a_frame_and_of_a_context_and_of_a_connection(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/multi") as socket:
            # White space is never spoken, so it waits for as long as the test wants.
            await socket.send({"text": "\n" * 1_001, "context_id": "a"})
            assert "a frame may hold 1000" in (await socket.until("error"))[-1]["error"]
            await socket.send({"text": "\n" * 1_000, "context_id": "a"}, {"text": "\n" * 501, "context_id": "a"})
            assert "more than 1500 characters wait" in (await socket.until("error"))[-1]["error"]
            await socket.send({"text": "\n" * 1_000, "context_id": "b"}, {"text": "\n", "context_id": "c"})
            error = (await socket.until("error"))[-1]
            assert "more than 2000 characters wait for synthesis in all contexts" in error["error"]
            assert (error["code"], error["field"], error["context_id"]) == (413, "text", "c")
            await socket.send({"text": "", "context_id": "b", "flush": True})
            await socket.until("final", context_id="b")

    asyncio.run(run())


def test_turns_that_wait(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as socket:
            await socket.send(*[{"text": "{slow} la", "flush": True}] * 3)
            error = (await socket.until("error"))[-1]
            assert (error["error_code"], error["code"], error["retry_after"]) == ("RATE_LIMITED", 429, 1)
            assert "2 requests or flushes already wait for their end" in error["error"]
            frames = await socket.until("session_closed") + await socket.until("session_closed")
            assert len(sound(frames)) == 4 * WORD_SAMPLES

    asyncio.run(run())


def test_an_idle_turn_ends_as_by_a_flush_and_an_idle_context_closes(address: str) -> None:
    async def run() -> None:
        async with (
            client(address, "/ws/tts/stream", "sdk=test") as stream,
            client(address, "/ws/tts/multi") as multi,
        ):
            await stream.send({"text": "la la"})
            await multi.send({"text": "la la", "context_id": "a"})
            frames = await stream.until("session_closed")
            assert len(sound(frames)) == 2 * WORD_SAMPLES
            assert "no text came for 0.4 seconds" in chosen(frames, "warning")[0]["warning"]
            assert chosen(frames, "final")
            frames = await multi.until("context_closed", context_id="a")
            assert len(sound(frames)) == 2 * WORD_SAMPLES
            await stream.send({"text": "la", "flush": True})
            assert len(sound(await stream.until("session_closed"))) == WORD_SAMPLES

    asyncio.run(run())


def test_frames_too_fast_are_refused_unread_and_the_socket_lives_on(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as socket:
            # Not even JSON: what is refused has not been read.
            await asyncio.gather(*(socket.socket.send("{") for _ in range(BURST + 100)))
            errors = [await socket.receive() for _ in range(BURST + 100)]
            refused = [error for error in errors if error["error_code"] == "RATE_LIMITED"]
            assert {error["error_code"] for error in errors[:BURST]} == {"VALIDATION_ERROR"}
            assert 0 < len(refused) <= 100
            assert f"more than {MESSAGES_PER_S} frames a second" in refused[0]["error"]
            assert (refused[0]["code"], refused[0]["retryable"], refused[0]["retry_after"]) == (429, True, 1)
            await asyncio.sleep(refused[0]["retry_after"])
            await socket.send({"text": "la", "flush": True})
            assert len(sound(await socket.until("session_closed"))) == WORD_SAMPLES

    asyncio.run(run())


def test_a_flood_is_ended_and_its_neighbour_loses_nothing(address: str) -> None:
    async def flood(socket: websockets.ClientConnection) -> None:
        with suppress(websockets.ConnectionClosed):
            while True:
                await socket.send('{"cancel": true}')
                await asyncio.sleep(0)  # sending alone never lets the receiver run

    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as neighbour, client(address, "/ws/tts") as socket:
            await neighbour.send({"text": "la " * 40, "flush": True})
            flooding = asyncio.create_task(flood(socket.socket))
            last = None
            try:
                while True:
                    last = await socket.receive()
            except websockets.ConnectionClosed:
                pass
            await flooding
            assert last is not None
            assert last["error_code"] == "RATE_LIMITED"
            assert "send them slower" in last["error"]
            assert socket.socket.close_code == 4029
            assert len(sound(await neighbour.until("session_closed"))) == 40 * WORD_SAMPLES

    asyncio.run(run())

"""Small servers of the other two dialects, on loopback: they speak a tone, and misbehave as told."""

from __future__ import annotations

import asyncio
import json
import threading
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any, TypeVar

import numpy as np
from websockets.asyncio.server import Request, Response, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed

RATE_HZ = 24_000
SILENT_MS, LOUD_MS = 30, 270
KEY = "right-key"

SILENCE = np.zeros(RATE_HZ * SILENT_MS // 1000, "<i2").tobytes()
TONE = (9_000 * np.sin(np.arange(RATE_HZ * LOUD_MS // 1000) * 0.2)).astype("<i2").tobytes()
SOUND = SILENCE + TONE


def wav_head(rate_hz: int, *, channels: int = 1, bits: int = 16, size: int = 0xFFFFFFFF) -> bytes:
    """A header as servers write it that do not know the length yet."""
    block = channels * bits // 8
    form = (1).to_bytes(2, "little") + channels.to_bytes(2, "little") + rate_hz.to_bytes(4, "little")
    form += (rate_hz * block).to_bytes(4, "little") + block.to_bytes(2, "little") + bits.to_bytes(2, "little")
    chunk = b"fmt " + (16).to_bytes(4, "little") + form
    # A chunk that no reader needs, of odd length, and so with a byte behind it.
    extra = b"LIST" + (3).to_bytes(4, "little") + b"abc\0"
    return b"RIFF" + b"\xff\xff\xff\xff" + b"WAVE" + chunk + extra + b"data" + size.to_bytes(4, "little")


class SpeechServer:
    """``POST /v1/audio/speech`` as OpenAI has it: chunked, kept alive."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.connections = 0
        self.answer = SOUND
        self.piece_bytes = 4_801
        """Odd, so that samples are cut."""
        self.key: str | None = None
        self.dies = False
        """Whether it drops the connection in the midst of an answer."""
        self.last: int | None = None
        """How many requests it answers before it is gone for good."""
        self.server: asyncio.Server | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        self.asked.append(json.loads(await reader.readexactly(length)))
        if self.last is not None and len(self.asked) > self.last:
            assert self.server is not None
            self.server.close()
            return False
        if self.key is not None and f"authorization: bearer {self.key}\r\n" not in head:
            body = json.dumps({"error": {"message": "Incorrect API key provided", "code": "invalid_api_key"}}).encode()
            writer.write(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
            return True
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: audio/pcm\r\nTransfer-Encoding: chunked\r\n\r\n")
        for place in range(0, len(self.answer), self.piece_bytes):
            piece = self.answer[place : place + self.piece_bytes]
            writer.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            await writer.drain()
            await asyncio.sleep(0.001)
            if self.dies:
                return False
        writer.write(b"0\r\n\r\n")
        return True


class StreamInputServer:
    """``/v1/text-to-speech/{voice}/stream-input`` as ElevenLabs has it."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.received: list[dict[str, Any]] = []
        self.key: str | None = None
        self.complains: str | None = None
        self.dies = False
        self.never_ends = False

    def admit(self, connection: ServerConnection, request: Request) -> Response | None:
        """Look at the key before the handshake."""
        self.paths.append(request.path)
        if self.key is not None and request.headers.get("xi-api-key") != self.key:
            return Response(401, "Unauthorized", Headers(), b"")
        return None

    async def serve(self, socket: ServerConnection) -> None:
        """One connection, and so one turn."""
        try:
            async for data in socket:
                frame = json.loads(data)
                self.received.append(frame)
                if await self._answer(socket, frame):
                    return
        except ConnectionClosed:
            pass

    async def _answer(self, socket: ServerConnection, frame: dict[str, Any]) -> bool:
        if self.complains is not None:
            await socket.send(json.dumps({"message": self.complains, "error": "quota_exceeded", "code": 1008}))
            return True
        if frame.get("flush"):
            for payload in (SILENCE, TONE):
                await socket.send(json.dumps({"audio": b64encode(payload).decode(), "isFinal": None}))
            if self.dies:
                socket.transport.abort()
                return True
        if frame["text"] == "" and not self.never_ends:
            await socket.send(json.dumps({"audio": None, "isFinal": True}))
            return True
        return False


Made = TypeVar("Made")


@contextmanager
def in_thread(server: AbstractAsyncContextManager[Made]) -> Iterator[Made]:
    """Run a server on an event loop of its own, for what has one itself."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        made = asyncio.run_coroutine_threadsafe(_entered(server), loop).result(10)
        try:
            yield made
        finally:
            asyncio.run_coroutine_threadsafe(_left(server), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _entered(server: AbstractAsyncContextManager[Made]) -> Made:
    return await server.__aenter__()


async def _left(server: AbstractAsyncContextManager[Made]) -> None:
    await server.__aexit__(None, None, None)
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@asynccontextmanager
async def speech_server() -> AsyncIterator[tuple[SpeechServer, str]]:
    """Run one; gives it and its base address."""
    script = SpeechServer()
    async with await asyncio.start_server(script.serve, "127.0.0.1", 0) as server:
        script.server = server
        yield script, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@asynccontextmanager
async def stream_input_server() -> AsyncIterator[tuple[StreamInputServer, str]]:
    """Run one; gives it and its address."""
    script = StreamInputServer()
    async with serve(script.serve, "127.0.0.1", 0, process_request=script.admit) as server:
        yield script, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

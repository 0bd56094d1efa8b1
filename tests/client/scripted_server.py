"""A small server that follows a script: real sockets on loopback, in a thread and a loop of its own."""

from __future__ import annotations

import asyncio
import json
import threading
from base64 import b64encode
from collections.abc import Awaitable, Callable
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

Frame = dict[str, Any]
RATE_HZ = 24_000
SAMPLES = 2_400


def sound(index: int) -> bytes:
    """A tenth of a second of PCM that tells which piece it is."""
    return index.to_bytes(2, "little", signed=True) * SAMPLES


def audio(index: int, chunk_id: int = 0) -> Frame:
    """An audio frame that holds :func:`sound`."""
    payload = b64encode(sound(index)).decode()
    return {
        "audio": payload,
        "enc": "pcm_s16le",
        "idx": index,
        "sr": RATE_HZ,
        "samples": SAMPLES,
        "chunk_id": chunk_id,
    }


def totals(chunks: int) -> Frame:
    """What `final` and `session_closed` say of a turn."""
    return {
        "total_audio_seconds": chunks * 0.1,
        "total_text_chunks": chunks,
        "total_audio_chunks": chunks,
        "chunks": chunks,
        "total_samples": chunks * SAMPLES,
        "dur_ms": chunks * 100.0,
        "gen_ms": chunks * 5.0,
        "rtf": 0.05,
        "delivered_samples": chunks * SAMPLES,
        "delivered_ms": chunks * 100.0,
        "first_audible_ms": 12.5 if chunks else None,
        "watermark": "none",
        "usage": {"audio_seconds": chunks * 0.1, "characters": 9, "model_id": "tone"},
    }


class Peer:
    """The server's end of one socket."""

    def __init__(self, socket: ServerConnection, heard: list[Frame]) -> None:
        self.socket = socket
        self._heard = heard

    async def receive(self) -> Frame:
        frame: Frame = json.loads(await self.socket.recv())
        self._heard.append(frame)
        return frame

    async def send(self, *frames: Frame) -> None:
        for frame in frames:
            await self.socket.send(json.dumps(frame))


Script = Callable[[Peer], Awaitable[None]]


async def speak_each_frame(peer: Peer) -> None:
    """Today's protocol, with one segment and one piece of sound for each frame of text."""
    chunks = 0
    while True:
        frame = await peer.receive()
        if frame.get("cancel"):
            await peer.send({"interrupted": True})
            chunks = 0
        if frame.get("text"):
            await peer.send(
                {"generation_started": True, "chunk_id": chunks, "text": frame["text"]},
                audio(chunks, chunks),
                {"word_timestamps": [word(frame["text"])], "chunk_id": chunks},
                {"chunk_complete": True, "chunk_id": chunks, "audio_seconds": 0.1, "gen_ms": 5.0},
            )
            chunks += 1
        if frame.get("flush"):
            await peer.send({"final": True, **totals(chunks)}, {"session_closed": True, **totals(chunks)})
            chunks = 0


def word(text: str) -> Frame:
    """One timing that spans a whole segment."""
    end = len(text)
    return {
        "word": text,
        "start_ms": 10.0,
        "end_ms": 90.0,
        "char_start": 0,
        "char_end": end,
        "source_start": 0,
        "source_end": end,
    }


class ScriptedServer:
    """Serves one script to every socket until it is closed. What goes wrong in the script fails the test."""

    def __init__(self, script: Script, refuse: Callable[[ServerConnection, Request], Response | None] | None) -> None:
        self.heard: list[Frame] = []
        """Every frame that any client sent, in order."""
        self.requests: list[Request] = []
        self._script = script
        self._refuse = refuse
        self._failures: list[BaseException] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        host, port = next(iter(self._server.sockets)).getsockname()[:2]
        self.address = f"{host}:{port}"

    async def _start(self) -> Server:
        return await serve(self._handle, "127.0.0.1", 0, process_request=self._refuse, compression=None)

    async def _handle(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        self.requests.append(socket.request)
        try:
            await self._script(Peer(socket, self.heard))
        except ConnectionClosed:
            pass
        except Exception as failure:
            self._failures.append(failure)
            raise

    def close(self) -> None:
        async def stop() -> None:
            self._server.close()
            await self._server.wait_closed()

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        if self._failures:
            raise self._failures[0]


class Serve:
    """Starts scripted servers, and ends them with the test."""

    def __init__(self) -> None:
        self._servers: list[ScriptedServer] = []

    def __call__(
        self,
        script: Script = speak_each_frame,
        *,
        refuse: Callable[[ServerConnection, Request], Response | None] | None = None,
    ) -> ScriptedServer:
        self._servers.append(ScriptedServer(script, refuse))
        return self._servers[-1]

    def close(self) -> None:
        for server in self._servers:
            server.close()

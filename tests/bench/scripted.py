"""A server that answers every flush of a context with one second of sound, for the benchmarks' clients."""

from __future__ import annotations

import asyncio
import contextlib
import json
from base64 import b64encode
from collections.abc import AsyncIterator
from typing import Any

import numpy as np
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

STATISTICS = {"rtf": 0.01, "dur_ms": 1_000.0, "gen_ms": 10.0}


class Scripted:
    """What it was asked, and how it misbehaves."""

    def __init__(self) -> None:
        self.spoken: list[tuple[str, str]] = []
        """Context and text of each flush."""
        self.stray = 0
        """Audio frames of the old turn that it sends behind an ``interrupted``."""
        self.refuses = False
        self.hangs_up = False
        self._texts: dict[str, str] = {}

    async def serve(self, socket: ServerConnection) -> None:
        """One connection."""
        with contextlib.suppress(ConnectionClosed):
            async for data in socket:
                await self._answer(socket, json.loads(data))

    async def _answer(self, socket: ServerConnection, frame: dict[str, Any]) -> None:
        name = frame.get("context_id", "")
        if frame.get("cancel"):
            await self._send(socket, name, {"interrupted": True})
            for _ in range(self.stray):
                await self._send(socket, name, audio())
            return
        self._texts[name] = self._texts.get(name, "") + frame.get("text", "")
        if not frame.get("flush"):
            return
        text = self._texts.pop(name)
        self.spoken.append((name, text))
        if self.hangs_up:
            await socket.close()
        elif self.refuses:
            await self._send(socket, name, {"error": "no room", "error_code": "RATE_LIMITED", "code": 429})
        else:
            await self._send(socket, name, {"generation_started": True, "chunk_id": 0, "text": text})
            await self._send(socket, name, audio())
            if len(text) < 200:
                await self._send(socket, name, {"final": True, **STATISTICS})

    async def _send(self, socket: ServerConnection, name: str, frame: dict[str, Any]) -> None:
        await socket.send(json.dumps({**frame, "context_id": name}))
        await asyncio.sleep(0)


def audio() -> dict[str, Any]:
    """One second of a tone, audible from its start."""
    tone = (8_000 * np.sin(np.arange(24_000) * 0.1)).astype("<i2")
    return {
        "audio": b64encode(tone.tobytes()).decode(),
        "enc": "pcm_s16le",
        "idx": 0,
        "sr": 24_000,
        "samples": 24_000,
        "chunk_id": 0,
    }


@contextlib.asynccontextmanager
async def scripted() -> AsyncIterator[tuple[Scripted, str]]:
    """Run one; gives it and its URL."""
    script = Scripted()
    async with serve(script.serve, "127.0.0.1", 0) as server:
        yield script, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

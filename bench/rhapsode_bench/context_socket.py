"""One client of ``/ws/tts/multi``: several contexts on one socket, each heard by a listener of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from rhapsode_bench.playout import Playout
from rhapsode_bench.turn_listener import TurnFailed, open_socket
from rhapsode_client.frames import decode, encode
from rhapsode_protocol.messages import (
    Audio,
    Cancel,
    Failed,
    Final,
    GenerationStarted,
    Input,
    Interrupted,
    ServerMessage,
)

FRAME_WITHIN_S = 90.0
"""Longest wait for a frame. Hundreds of contexts that ask for all a slow machine can do wait half a minute between two.
Lower calls that an error; higher only delays the bad news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextTurn:
    """One turn of one context as its listener had it."""

    first_audible_ms: float
    """From the moment at which its first token was sent."""
    audio_s: float
    rtf: float
    """The server's own: computing time by length of the sound."""
    stalls: int
    """How often the sound stopped for want of more, for a player without a buffer."""


@dataclass(frozen=True, slots=True)
class BargeIn:
    """One cancel of one context, and the turn right behind it."""

    acknowledged_ms: float
    """From ``cancel`` to ``interrupted``."""
    frames_on_the_way: int
    """Audio frames of the context that came between the two."""
    frames_after: int
    """Audio frames of the cancelled turn that came after ``interrupted``; each is a fault."""
    first_audio_ms: float
    """From ``interrupted`` to the first audio frame of a turn whose whole text went out at once: how soon the engine is
    free for the context again."""


class ContextSocket:
    """Speaks turns in contexts, all at once where asked; what comes is sorted by context. Made by :func:`contexts`.

    Args:
        socket: an open connection; nobody else may read it.
        names: the contexts.
    """

    def __init__(self, socket: ClientConnection, names: Sequence[str]) -> None:
        self._socket = socket
        self._frames: dict[str, asyncio.Queue[tuple[ServerMessage, float] | None]] = {
            name: asyncio.Queue() for name in names
        }
        """What has come for each context, and when; ``None`` where nothing comes any more."""
        self.audio_s = 0.0
        """Length of all audio that has come."""

    async def read(self) -> None:
        """Sort what comes, until the connection ends."""
        try:
            async for data in self._socket:
                arrived_s = time.perf_counter()
                message = decode(data)
                if isinstance(message, Audio):
                    self.audio_s += message.samples / message.rate_hz
                frames = self._frames.get(getattr(message, "context_id", None) or "")
                if message is not None and frames is not None:
                    frames.put_nowait((message, arrived_s))
        except WebSocketException:
            pass  # whoever waits for a frame is told that none comes
        finally:
            for frames in self._frames.values():
                frames.put_nowait(None)

    async def speak(self, name: str, tokens: Sequence[str], tokens_per_second: float) -> ContextTurn:
        """Speak one turn in a context, its tokens at their pace, and hear it to its end.

        Args:
            name: the context; one turn at a time.
            tokens: the text in pieces.
            tokens_per_second: their pace.

        Raises:
            TurnFailed: an error came, or nothing.
        """
        began_s = time.perf_counter()
        sender = asyncio.create_task(self._send(name, tokens, tokens_per_second))
        playout = Playout()
        try:
            while True:
                message, arrived_s = await self._next(name)
                if isinstance(message, Audio):
                    playout.take(message.payload, message.rate_hz, arrived_s)
                elif isinstance(message, Final):
                    break
        finally:
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
        if playout.first_audible_s is None:
            raise TurnFailed("the turn ended without a sound")
        return ContextTurn(
            first_audible_ms=(playout.first_audible_s - began_s) * 1000.0,
            audio_s=playout.audio_s,
            rtf=message.statistics.rtf,
            stalls=playout.stalls,
        )

    async def barge_in(self, name: str, long_text: str, next_text: str) -> BargeIn:
        """Have a context speak a long text, interrupt it at its first sound, and speak on at once.

        Args:
            name: the context.
            long_text: what is interrupted; longer than what is made before the cancel arrives.
            next_text: what is spoken then; read as it is written, and unlike the other from its first word on.

        Raises:
            TurnFailed: an error came, or nothing.
        """
        await self._write(encode(Input(text=long_text, flush=True, context_id=name)))
        while not isinstance((await self._next(name))[0], Audio):
            pass
        sent_s = time.perf_counter()
        await self._write(encode(Cancel(name)))
        on_the_way = after = 0
        while True:
            message, acknowledged_s = await self._next(name)
            if isinstance(message, Interrupted):
                break
            on_the_way += isinstance(message, Audio)
        await self._write(encode(Input(text=next_text, flush=True, context_id=name)))
        announced, first_s = False, 0.0
        while not isinstance(message, Final):
            message, arrived_s = await self._next(name)
            if isinstance(message, GenerationStarted):
                announced = announced or next_text.startswith(message.text)
            elif isinstance(message, Audio) and not announced:
                # Each turn's audio is announced; this was made for the one before.
                after += 1
            elif isinstance(message, Audio):
                first_s = first_s or arrived_s
        return BargeIn((acknowledged_s - sent_s) * 1000.0, on_the_way, after, (first_s - acknowledged_s) * 1000.0)

    async def _send(self, name: str, tokens: Sequence[str], tokens_per_second: float) -> None:
        began_s = time.perf_counter()
        for number, token in enumerate(tokens):
            await asyncio.sleep(max(0.0, began_s + number / tokens_per_second - time.perf_counter()))
            await self._write(encode(Input(text=token, context_id=name)))
        await self._write(encode(Input(flush=True, context_id=name)))

    async def _write(self, frame: str) -> None:
        try:
            await self._socket.send(frame)
        except WebSocketException as error:
            raise TurnFailed(f"the connection ended: {error}") from error

    async def _next(self, name: str) -> tuple[ServerMessage, float]:
        try:
            async with asyncio.timeout(FRAME_WITHIN_S):
                frame = await self._frames[name].get()
        except TimeoutError:
            raise TurnFailed(f"the server sent nothing for {FRAME_WITHIN_S:g} s") from None
        if frame is None:
            raise TurnFailed("the connection ended")
        message, arrived_s = frame
        if isinstance(message, Failed):
            raise TurnFailed(str(message.error))
        return message, arrived_s


@asynccontextmanager
async def contexts(url: str, names: Sequence[str]) -> AsyncIterator[ContextSocket]:
    """A socket to the server at ``url`` for contexts of these names, read for as long as the block lasts."""
    async with open_socket(url, "/ws/tts/multi") as socket:
        made = ContextSocket(socket, names)
        reader = asyncio.create_task(made.read())
        try:
            yield made
        finally:
            reader.cancel()
            await asyncio.gather(reader, return_exceptions=True)

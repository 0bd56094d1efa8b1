"""The KugelAudio protocol: this server, and every other that speaks it."""

from __future__ import annotations

import asyncio
import itertools
import time

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State

from rhapsode_bench.latency.hearing import Hearing
from rhapsode_bench.latency.line import CONNECT_WITHIN_S, UNREADABLE, Line, LineError, Target, stop
from rhapsode_bench.turn_listener import QUIET_S
from rhapsode_client.connection import STREAM_PATH, open_socket
from rhapsode_client.contexts import CONTEXTS_PATH
from rhapsode_client.errors import ServerError
from rhapsode_client.frames import decode, encode
from rhapsode_protocol.formats import Encoding
from rhapsode_protocol.messages import (
    NOTHING_SAID,
    Audio,
    Cancel,
    ClientMessage,
    CloseContext,
    ContextClosed,
    Failed,
    Final,
    Input,
    Interrupted,
    ServerMessage,
    Settings,
    TurnClosed,
)


class KugelaudioLine(Line):
    """Turns on ``/ws/tts/stream``, or, ``multi``, a context for each on ``/ws/tts/multi``; the socket is kept."""

    def __init__(self, target: Target, tokens_per_second: float, *, multi: bool = False) -> None:
        super().__init__(target, tokens_per_second)
        self._path = CONTEXTS_PATH if multi else STREAM_PATH
        self._numbers = itertools.count(1) if multi else None
        self._socket: ClientConnection | None = None
        voice = target.voice
        self._settings = Settings(
            voice_id=int(voice) if voice is not None and voice.isdecimal() else voice,
            model_id=target.model,
            language=target.language,
        )

    @property
    def is_open(self) -> bool:
        """Whether the socket is."""
        return self._socket is not None and self._socket.state is State.OPEN

    async def open(self) -> None:
        """Connect; raises what the client's own ``connect`` does."""
        await self.close()
        self._socket = await open_socket(self.target.url, self._path, self.target.key, CONNECT_WITHIN_S)

    async def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def speak(self, hearing: Hearing) -> None:
        """One turn, flushed right behind its last token."""
        assert self._socket is not None
        socket = self._socket
        name = None if self._numbers is None else f"turn-{next(self._numbers)}"
        writer = asyncio.create_task(self._write(socket, hearing, name))
        try:
            while True:
                message, at_s = await self._next(socket, hearing, name)
                if isinstance(message, Audio):
                    if message.encoding != Encoding.PCM_S16LE.value:
                        raise LineError(UNREADABLE, f"audio came as {message.encoding}, which nobody asked for")
                    if len(message.payload) % 2:
                        raise LineError(UNREADABLE, "the server sent half a sample")
                    hearing.sound(message.payload, message.rate_hz, at_s)
                    if hearing.interrupts_now:
                        await stop(writer)
                        await self._interrupt(socket, hearing, name)
                        return
                elif isinstance(message, TurnClosed | ContextClosed):
                    hearing.done_s = at_s
                    hearing.server_rtf = message.statistics.rtf
                    return
                elif isinstance(message, Final):
                    hearing.server_rtf = message.statistics.rtf
        finally:
            await stop(writer)

    async def _write(self, socket: ClientConnection, hearing: Hearing, name: str | None) -> None:
        first = True

        async def write(text: str) -> None:
            nonlocal first
            settings = self._settings if first else NOTHING_SAID
            first = False
            await _send(socket, Input(text=text, context_id=name, settings=settings))

        await self.write_on_time(enumerate(hearing.said.tokens), hearing, write)
        await _send(socket, Input(flush=True, context_id=name))
        if name is not None:
            await _send(socket, CloseContext(name))

    async def _interrupt(self, socket: ClientConnection, hearing: Hearing, name: str | None) -> None:
        hearing.cancelled_s = time.perf_counter()
        await _send(socket, Cancel(name))
        while not isinstance((received := await self._next(socket, hearing, name))[0], Interrupted):
            if isinstance(received[0], ContextClosed):
                # It had been closed behind its flush, and ended before the cancel came: that is silence as well.
                hearing.done_s = received[1]
                return
        hearing.silent_s = hearing.done_s = received[1]
        hearing.frames_after = 0
        if name is not None:
            await _send(socket, CloseContext(name, immediate=True))
        try:
            async with asyncio.timeout(QUIET_S):
                while True:
                    message = decode(await socket.recv())
                    hearing.frames_after += isinstance(message, Audio)
        except (TimeoutError, ConnectionClosed):
            pass

    async def _next(
        self, socket: ClientConnection, hearing: Hearing, name: str | None
    ) -> tuple[ServerMessage | None, float]:
        while True:
            frame, at_s = await self.receive(socket, hearing)
            message = decode(frame)
            # What an interrupted context still had to say is nobody's any more.
            if name is not None and getattr(message, "context_id", name) not in (name, None):
                continue
            if isinstance(message, Failed):
                raise ServerError(message.error)
            return message, at_s


async def _send(socket: ClientConnection, message: ClientMessage) -> None:
    try:
        await socket.send(encode(message))
    except ConnectionClosed:
        pass  # whoever waits for a frame is told

"""Several voices on one socket: each context takes text and gives events of its own, and none waits for another.

::

    async with connect_contexts("http://127.0.0.1:8420") as contexts:
        hero, chorus = contexts.open(voice="am_echo"), contexts.open(voice="af_heart")
        await hero.say("Sing, goddess."); await hero.close()
        async for event in hero:
            ...
"""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from rhapsode_client.connection import OPEN_TIMEOUT_S, open_socket
from rhapsode_client.context_state import ContextState, Phase
from rhapsode_client.errors import ClientError, ConnectionLost, ProtocolViolation, ServerError
from rhapsode_client.frames import decode, encode
from rhapsode_client.turn import FRAME_CHARACTERS
from rhapsode_client.turn import Event as TurnEvent
from rhapsode_protocol.messages import (
    NOTHING_SAID,
    Audio,
    ClientMessage,
    ContextClosed,
    ContextCreated,
    Failed,
    Interrupted,
    ServerMessage,
    Settings,
)

CONTEXTS_PATH = "/ws/tts/multi"

ContextEvent = TurnEvent | Interrupted | ContextClosed
"""What a context yields. ``Final`` ends each flush, ``Interrupted`` each cancel, ``ContextClosed`` comes last."""

WAITING_S = 120.0
"""Audio that may wait for its readers before the socket is read no further. Less stops every context when one reader
plays slowly; more is memory, 48 kB a second."""


class Context:
    """One speaking context; made by :meth:`Contexts.open`. Iterate over it for its events, from one task.

    Iteration ends behind ``ContextClosed``. It raises ``ServerError`` where the server refused something or failed;
    iterating again goes on behind it.
    """

    def __init__(self, owner: Contexts, state: ContextState) -> None:
        self._owner = owner
        self._state = state
        self._waiting: deque[ContextEvent | ClientError] = deque()
        self._arrived = asyncio.Event()
        self._hushed = False
        """Between a cancel and the server's word that it has stopped: what still comes was on its way."""

    @property
    def name(self) -> str:
        """``context_id`` on the wire."""
        return self._state.name

    @property
    def open(self) -> bool:
        """Whether it still takes text."""
        return self._state.phase in (Phase.NEW, Phase.OPEN)

    async def say(self, text: str) -> None:
        """Send text, or a token of it; it is spoken as soon as there is enough.

        Raises:
            RuntimeError: the context was closed.
            ConnectionLost: the connection is gone.
        """
        for start in range(0, len(text), FRAME_CHARACTERS):
            await self._send(self._state.say(text[start : start + FRAME_CHARACTERS]))

    async def flush(self) -> None:
        """Speak all that was said; a ``Final`` follows its audio. Raises what :meth:`say` does."""
        await self._send(self._state.flush())

    async def cancel(self) -> None:
        """Barge-in: be silent. What was not read yet is dropped; ``Interrupted`` follows, and the context goes on."""
        message = self._state.cancel()
        if message is not None:
            self._hush()
        await self._send(message)

    async def keep_alive(self) -> None:
        """Keep the server from closing an idle context, which it does after some 20 s."""
        await self._send(self._state.keep_alive())

    async def close(self, *, immediate: bool = False) -> None:
        """Speak what was said, and end; or, ``immediate``, end in silence. A closed context stays closed."""
        if immediate:
            self._hush()
        await self._send(self._state.close(immediate))

    def __aiter__(self) -> AsyncIterator[ContextEvent]:
        return self

    async def __anext__(self) -> ContextEvent:
        while not self._waiting:
            if self._state.phase is Phase.ENDED:
                raise StopAsyncIteration
            self._arrived.clear()
            await self._arrived.wait()
        event = self._waiting.popleft()
        if isinstance(event, ClientError):
            raise event
        self._owner._taken(event)
        return event

    def _receive(self, event: ContextEvent | ClientError) -> None:
        if not isinstance(event, ClientError):
            self._state.receive(event)
            if isinstance(event, Interrupted | ContextClosed):
                self._hushed = False
            elif self._hushed:
                self._owner._taken(event)
                return
        self._waiting.append(event)
        self._arrived.set()

    def _lose(self, error: ClientError) -> None:
        if self._state.phase is not Phase.ENDED:
            self._state.lose()
            self._waiting.append(error)
        self._arrived.set()

    def _hush(self) -> None:
        """Forget what nobody will hear; failures are kept."""
        self._hushed = True
        for event in self._waiting:
            if not isinstance(event, ClientError):
                self._owner._taken(event)
        self._waiting = deque(event for event in self._waiting if isinstance(event, ClientError))

    async def _send(self, message: ClientMessage | None) -> None:
        if message is not None:
            await self._owner._send(message)
        elif self._state.phase is Phase.ENDED:
            self._arrived.set()


class Contexts:
    """A socket with many contexts; made by :func:`connect_contexts`."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._contexts: dict[str, Context] = {}
        self._waiting_s = 0.0
        self._room = asyncio.Event()
        self._lost: ClientError | None = None

    def open(
        self,
        name: str | None = None,
        *,
        voice: int | str | None = None,
        language: str | None = None,
        speed: float = 1.0,
        word_timestamps: bool = False,
        settings: Settings = NOTHING_SAID,
    ) -> Context:
        """A new context; the server hears of it with its first text, and refuses then what it cannot do.

        Args:
            name: what to call it on the wire; a fresh name where left out.
            voice: a voice's number or handle.
            language: ISO 639-1 code of the text; where left out, that of a context which opened earlier and said one.
            speed: 0.8 to 1.2, at unchanged pitch.
            word_timestamps: whether ``Words`` come too.
            settings: everything else; the arguments above come first. As with ``language``, it holds for contexts that
                open later and do not say otherwise: so the protocol has it.

        Raises:
            ValueError: a context of that name is open here.
        """
        chosen = f"context-{next(self._numbers)}" if name is None else name
        known = self._contexts.get(chosen)
        if known is not None and known._state.phase is not Phase.ENDED:
            raise ValueError(f"a context named {chosen!r} is open on this connection")
        said = Settings(voice_id=voice, language=language, speed=speed, word_timestamps=word_timestamps)
        context = self._contexts[chosen] = Context(self, ContextState(chosen, said.over(settings)))
        return context

    @property
    def usable(self) -> bool:
        """Whether the connection still stands, as far as this end knows."""
        return self._lost is None

    async def _send(self, message: ClientMessage) -> None:
        if self._lost is not None:
            raise self._lost
        try:
            await self._socket.send(encode(message))
        except ConnectionClosed as closed:
            raise _loss(closed) from closed

    async def _receive(self) -> None:
        """Hand on what comes, until the connection ends."""
        try:
            while True:
                await self._wait_for_room()
                message = decode(await self._socket.recv())
                if message is not None:
                    self._hand_on(message)
        except ConnectionClosed as closed:
            self._lose(_loss(closed))
        except ProtocolViolation as violation:
            self._lose(violation)

    def _hand_on(self, message: ServerMessage) -> None:
        if isinstance(message, Failed):
            error = ServerError(message.error)
            named = self._contexts.get(message.context_id or "")
            # What concerns no context in particular concerns them all.
            for concerned in [named] if named is not None else self._contexts.values():
                if concerned._state.phase is not Phase.ENDED:
                    concerned._receive(error)
            return
        context_id = getattr(message, "context_id", None)
        context = self._contexts.get(context_id or "")
        if context is None or isinstance(message, ContextCreated) or not isinstance(message, ContextEvent):
            return
        self._waiting_s += _seconds(message)
        context._receive(message)
        if isinstance(message, ContextClosed):
            del self._contexts[context.name]

    def _lose(self, error: ClientError) -> None:
        self._lost = error
        for context in self._contexts.values():
            context._lose(error)
        self._contexts.clear()

    async def _wait_for_room(self) -> None:
        while self._waiting_s > WAITING_S:
            self._room.clear()
            await self._room.wait()

    def _taken(self, event: ContextEvent) -> None:
        self._waiting_s -= _seconds(event)
        self._room.set()


@asynccontextmanager
async def connect_contexts(
    url: str, api_key: str | None = None, *, open_timeout_s: float = OPEN_TIMEOUT_S
) -> AsyncIterator[Contexts]:
    """Open a socket for many contexts for as long as the block lasts. See :func:`.connection.connect`."""
    socket = await open_socket(url, CONTEXTS_PATH, api_key, open_timeout_s)
    contexts = Contexts(socket)
    receiver = asyncio.create_task(contexts._receive())
    try:
        yield contexts
    finally:
        receiver.cancel()
        await asyncio.wait({receiver})
        await socket.close()
        contexts._lose(ConnectionLost(None, "this connection was closed here"))


def _seconds(event: ContextEvent) -> float:
    return event.samples / event.rate_hz if isinstance(event, Audio) else 0.0


def _loss(closed: ConnectionClosed) -> ConnectionLost:
    received = closed.rcvd
    return ConnectionLost(received.code if received else None, received.reason if received else "")

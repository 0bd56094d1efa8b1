"""An open connection to a server, on which turns are spoken one after another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from importlib.metadata import version
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_websocket
from websockets.exceptions import InvalidHandshake, InvalidProxy, InvalidStatus, InvalidURI
from websockets.protocol import State

from rhapsode_client.address import DEFAULT_URL, Address, parse_address
from rhapsode_client.authorization import authorization
from rhapsode_client.errors import CannotConnect, ConnectionLost, Refused
from rhapsode_client.refusal import no_answer, refusal
from rhapsode_client.turn import Event, Turn
from rhapsode_protocol.messages import NOTHING_SAID, Settings

STREAM_PATH = "/ws/tts/stream"

OPEN_TIMEOUT_S = 10.0
"""How long connecting may take. Lower gives up on a machine far away; higher leaves a person before a mute line."""

SILENCE_TIMEOUT_S = 60.0
"""How long the server may say nothing once it has all of the text. Lower gives up on a server whose queue is long, or
whose model is still loading; higher only delays the bad news."""

CLOSE_TIMEOUT_S = 2.0
"""How long the closing handshake may take; everything that matters has been read by then."""

PING_TIMEOUT_S = 60.0
"""How late a pong may be. A caller who plays as it receives stops reading while its buffer is full, and then the pong
waits behind the audio: lower would take that for a dead server."""

RECONNECT_S = 10.0
"""How long a server that went away between two turns is looked for. A restart takes some five seconds; lower gives up
on it, higher keeps a person waiting for a server that is down."""

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 2.0
"""Between two looks; each is twice the one before. Shorter and many clients trample a server that comes back."""

PASSING_STATUSES = frozenset({429, 502, 503, 504})
"""Refusals that may be another answer a moment later."""

MAX_FRAME_BYTES = 8 * 1024 * 1024
"""Largest frame taken. A long segment in one frame at 48 kHz needs about 3 MiB; more than this is no audio frame."""


class Connection:
    """One socket to ``/ws/tts/stream``; made by :func:`connect`. One turn at a time, any number one after another.

    What a turn sets (voice, language, speed and the rest) holds for the following ones that do not say otherwise: so
    the protocol has it. Where the server went away between two turns, the next one looks for it again.
    """

    def __init__(
        self,
        socket: ClientConnection,
        silence_timeout_s: float = SILENCE_TIMEOUT_S,
        reopen: Callable[[], Awaitable[ClientConnection]] | None = None,
    ) -> None:
        self._socket = socket
        self._silence_timeout_s = silence_timeout_s
        self._reopen = reopen
        self._turn: Turn | None = None
        self._said = NOTHING_SAID

    async def speak(
        self,
        text: str | AsyncIterable[str],
        *,
        voice: int | str | None = None,
        language: str | None = None,
        speed: float | None = None,
        output_format: str | None = None,
        sample_rate: int | None = None,
        word_timestamps: bool | None = None,
        settings: Settings = NOTHING_SAID,
    ) -> AsyncGenerator[Event, None]:
        """Speak one turn, and yield its events as they come; the last is ``Final``.

        Iterate to the end, or leave early: the server is then told to stop, and the connection stays usable. Where it
        matters when that happens, wrap the call in :func:`contextlib.aclosing`.

        Args:
            text: the whole text, or its tokens as a language model writes them: what comes is sent at once, while
                audio is already received.
            voice: a voice's number or handle; the server's default voice, or one of ``language``, where left out.
            language: ISO 639-1 code of the text.
            speed: 0.8 to 1.2, at unchanged pitch.
            output_format: a token of :data:`rhapsode_protocol.formats.FORMATS`, such as ``ulaw_8000``.
            sample_rate: rate of 16-bit PCM in Hz, instead of ``output_format``.
            word_timestamps: whether ``Words`` come too.
            settings: everything else that a turn can be asked for; the arguments above come first.

        Raises:
            ServerError: the server refused the turn, or it failed; the connection stays usable.
            ConnectionLost: the server went away in mid-turn, or had gone before and is not looked for.
            CannotConnect, Refused: it had gone before, and could not be found again.
            ServerSilent: the server owes a frame and sends none.
            ProtocolViolation: the server sent what cannot be read.
            RuntimeError: another task is iterating over a turn of this connection.
        """
        said = Settings(
            voice_id=voice,
            language=language,
            speed=speed,
            output_format=output_format,
            sample_rate_hz=sample_rate,
            word_timestamps=word_timestamps,
        )
        said = said.over(settings)
        if self._turn is not None:
            await self._turn.end()
        # A new socket knows nothing of what the one before was told.
        said = said.over(self._said) if await self._replace_lost_socket() else said
        self._said = said.over(self._said)
        turn = self._turn = Turn(self._socket, text, said, self._silence_timeout_s)
        try:
            async with aclosing(turn.events()) as events:
                async for event in events:
                    yield event
        finally:
            await turn.end()

    async def _replace_lost_socket(self) -> bool:
        """Whether there is a new socket in place of one that cannot be used any more."""
        unsettled = self._turn is not None and not self._turn.settled
        if self._socket.state is State.OPEN and not unsettled:
            return False
        if self._reopen is None:
            if unsettled:
                raise ConnectionLost(None, "an earlier turn left the connection unusable")
            return False
        await self._socket.close()
        self._socket = await self._reopen()
        return True

    async def _close(self) -> None:
        await self._socket.close()


@asynccontextmanager
async def connect(
    url: str = DEFAULT_URL,
    api_key: str | None = None,
    *,
    open_timeout_s: float = OPEN_TIMEOUT_S,
    silence_timeout_s: float = SILENCE_TIMEOUT_S,
    reconnect_s: float = RECONNECT_S,
) -> AsyncIterator[Connection]:
    """Open a connection for as long as the block lasts.

    Args:
        url: the server: ``http(s)://…``, ``ws(s)://…`` or ``host:port``; a path is kept as its prefix.
        api_key: a key, or a token got with one; sent as a header, never in the address, which servers and proxies write
            into their logs.
        open_timeout_s: longest wait for the handshake, in seconds.
        silence_timeout_s: longest wait for a frame, in seconds, once a turn's text has all been sent.
        reconnect_s: how long a server that went away between two turns is looked for, in seconds; 0 for not at all. A
            turn that it left in the midst is lost in any case: who else knows how much of it was heard?

    Raises:
        InvalidAddress: ``url`` cannot be read.
        InvalidKey: ``api_key`` cannot be sent.
        CannotConnect: nobody answers there, or not in this protocol.
        Refused: the server answered the handshake with an HTTP error.
    """
    socket = await open_socket(url, STREAM_PATH, api_key, open_timeout_s)

    async def reopen() -> ClientConnection:
        return await _find_again(lambda: open_socket(url, STREAM_PATH, api_key, open_timeout_s), reconnect_s)

    connection = Connection(socket, silence_timeout_s, reopen if reconnect_s > 0 else None)
    try:
        yield connection
    finally:
        await connection._close()


async def _find_again(look: Callable[[], Awaitable[ClientConnection]], patience_s: float) -> ClientConnection:
    """Look again and again; raises what the last look did once ``patience_s`` are over."""
    loop = asyncio.get_running_loop()
    until, pause_s = loop.time() + patience_s, FIRST_PAUSE_S
    while True:
        try:
            return await look()
        except (CannotConnect, Refused) as error:
            passing = isinstance(error, CannotConnect) or error.status in PASSING_STATUSES
            if not passing or loop.time() + pause_s > until:
                raise
        await asyncio.sleep(pause_s)
        pause_s = min(LONGEST_PAUSE_S, 2 * pause_s)


async def open_socket(
    url: str,
    path: str,
    api_key: str | None,
    open_timeout_s: float = OPEN_TIMEOUT_S,
    *,
    open_with: Callable[..., Awaitable[ClientConnection]] = open_websocket,
) -> ClientConnection:
    """Open one of the server's sockets; raises what :func:`connect` does.

    Args:
        open_with: what takes the place of :func:`websockets.asyncio.client.connect`, as of a framework that has sockets
            of its own.
    """
    address = parse_address(url)
    # `sdk` in the query is how a server tells today's clients, whose flush ends the turn, from the original ones.
    target = address.websocket(path, sdk="rhapsode", sdk_version=version("rhapsode"))
    options: dict[str, Any] = {"proxy": None} if address.is_loopback else {}
    try:
        return await open_with(
            target,
            additional_headers=authorization(api_key),
            # Base64 of audio hardly shrinks, and deflating it costs the server time before the first sound.
            compression=None,
            open_timeout=open_timeout_s,
            close_timeout=CLOSE_TIMEOUT_S,
            ping_timeout=PING_TIMEOUT_S,
            max_size=MAX_FRAME_BYTES,
            **options,
        )
    except InvalidStatus as error:
        raise _refused(error, address) from error
    except (OSError, TimeoutError) as error:
        raise no_answer(address, error, open_timeout_s) from error
    except (InvalidHandshake, InvalidProxy, InvalidURI) as error:
        raise CannotConnect(f"what answers at {address} is not a Rhapsode server: {error}") from error


def _refused(error: InvalidStatus, address: Address) -> Refused:
    response = error.response
    retry_after = response.headers.get("Retry-After")
    return refusal(response.status_code, bytes(response.body), response.reason_phrase, address, retry_after)

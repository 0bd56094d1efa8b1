"""An open connection to a server, on which turns are spoken one after another."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from importlib.metadata import version
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_websocket
from websockets.exceptions import InvalidHandshake, InvalidProxy, InvalidStatus, InvalidURI

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

MAX_FRAME_BYTES = 8 * 1024 * 1024
"""Largest frame taken. A long segment in one frame at 48 kHz needs about 3 MiB; more than this is no audio frame."""


class Connection:
    """One socket to ``/ws/tts/stream``; made by :func:`connect`. One turn at a time, any number one after another.

    What a turn sets (voice, language, speed and the rest) holds for the following ones that do not say otherwise: so
    the protocol has it.
    """

    def __init__(self, socket: ClientConnection, silence_timeout_s: float = SILENCE_TIMEOUT_S) -> None:
        self._socket = socket
        self._silence_timeout_s = silence_timeout_s
        self._turn: Turn | None = None

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
            ConnectionLost: the server went away, or had gone before.
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
        if self._turn is not None:
            await self._turn.end()
            if not self._turn.settled:
                raise ConnectionLost(None, "an earlier turn left the connection unusable")
        turn = self._turn = Turn(self._socket, text, said.over(settings), self._silence_timeout_s)
        try:
            async with aclosing(turn.events()) as events:
                async for event in events:
                    yield event
        finally:
            await turn.end()


@asynccontextmanager
async def connect(
    url: str = DEFAULT_URL,
    api_key: str | None = None,
    *,
    open_timeout_s: float = OPEN_TIMEOUT_S,
    silence_timeout_s: float = SILENCE_TIMEOUT_S,
) -> AsyncIterator[Connection]:
    """Open a connection for as long as the block lasts.

    Args:
        url: the server: ``http(s)://…``, ``ws(s)://…`` or ``host:port``; a path is kept as its prefix.
        api_key: a key, or a token got with one; sent as a header, never in the address, which servers and proxies write
            into their logs.
        open_timeout_s: longest wait for the handshake, in seconds.
        silence_timeout_s: longest wait for a frame, in seconds, once a turn's text has all been sent.

    Raises:
        InvalidAddress: ``url`` cannot be read.
        InvalidKey: ``api_key`` cannot be sent.
        CannotConnect: nobody answers there, or not in this protocol.
        Refused: the server answered the handshake with an HTTP error.
    """
    address = parse_address(url)
    socket = await _open(address, api_key, open_timeout_s)
    try:
        yield Connection(socket, silence_timeout_s)
    finally:
        await socket.close()


async def _open(address: Address, api_key: str | None, open_timeout_s: float) -> ClientConnection:
    # `sdk` in the query is how a server tells today's clients, whose flush ends the turn, from the original ones.
    url = address.websocket(STREAM_PATH, sdk="rhapsode", sdk_version=version("rhapsode"))
    options: dict[str, Any] = {"proxy": None} if address.is_loopback else {}
    try:
        return await open_websocket(
            url,
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

"""One client of the benchmark: writes tokens as a language model does, and listens as a person would.

It stands on the socket itself, with the client's own frames, because the figures need frames that the client package
keeps to itself (``final`` before ``session_closed``, ``interrupted``, ``context_created``). Times are seconds of
``time.perf_counter``; a frame's is taken when the event loop hands it over.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_websocket
from websockets.exceptions import WebSocketException

from rhapsode_bench.playout import Playout
from rhapsode_client.address import parse_address
from rhapsode_client.frames import decode, encode
from rhapsode_protocol.formats import Encoding
from rhapsode_protocol.messages import (
    NOTHING_SAID,
    Audio,
    Cancel,
    CloseContext,
    ContextClosed,
    ContextCreated,
    Failed,
    Final,
    Input,
    Interrupted,
    ServerMessage,
    Settings,
    Statistics,
    TurnClosed,
)

FRAME_WITHIN_S = 20.0
"""Longest wait for a frame. Lower fails on a machine that is overloaded on purpose; higher only delays the bad news."""

QUIET_S = 0.05
"""How long a cancelled turn is listened to for sound that must not come; what was on its way comes within a
millisecond on loopback."""

MAX_FRAME_BYTES = 8 * 1024 * 1024


class TurnFailed(Exception):
    """A turn ended in an error, or not at all. The message holds the server's words, none of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnFigures:
    """One turn as its listener had it. Everything from ``first_frame_ms`` to ``server_first_audible_ms`` counts from
    the moment at which the first token was sent."""

    first_frame_ms: float
    first_audible_ms: float
    tokens_ms: float
    """When the last token was sent."""
    server_first_audible_ms: float
    """What the server itself said of its first audible sample; its clock begins when the first text has come."""
    last_token_to_final_ms: float
    flush_to_closed_ms: float
    """From the flush to ``session_closed``."""
    last_audio_to_closed_ms: float
    """From the last audio frame, where that came after the flush, or else from the flush, to ``session_closed``."""
    gen_ms: float
    rtf: float
    audio_s: float
    stalls: int
    stalled_ms: float


@dataclass(frozen=True, slots=True)
class CancelFigures:
    """One barge-in."""

    interrupted_ms: float
    """From ``cancel`` to ``interrupted``."""
    frames_on_the_way: int
    """Audio frames that came between the two."""
    frames_after: int
    """Audio frames after ``interrupted``; each is a fault."""


@dataclass(slots=True)
class _Sent:
    """When this client wrote what."""

    first_token_s: float = 0.0
    last_token_s: float = 0.0
    flush_s: float = 0.0


@asynccontextmanager
async def open_socket(url: str, path: str) -> AsyncIterator[ClientConnection]:
    """A socket to the server at ``url``, with the options of the client package."""
    address = parse_address(url)
    async with open_websocket(
        address.websocket(path, sdk="rhapsode-bench"), compression=None, proxy=None, max_size=MAX_FRAME_BYTES
    ) as socket:
        yield socket


async def speak_turn(
    socket: ClientConnection,
    tokens: Sequence[str],
    tokens_per_second: float,
    settings: Settings,
    on_audio: Callable[[float, float], None] = lambda arrived_s, audio_s: None,
) -> TurnFigures:
    """Speak one turn on ``/ws/tts/stream``, its tokens at their pace, the flush right behind the last.

    Args:
        socket: a socket on which no turn is open.
        tokens: the text in pieces.
        tokens_per_second: their pace, kept by the clock: a token that went out late makes none of the others late.
        settings: options of the turn.
        on_audio: called for each audio frame with the moment at which it came and its length in seconds.

    Raises:
        TurnFailed: an error came, or nothing.
    """
    sent = _Sent()
    sender = asyncio.create_task(_send_tokens(socket, tokens, tokens_per_second, settings, sent))
    playout = Playout()
    final_s = 0.0
    try:
        while True:
            message, arrived_s = await _receive(socket)
            if isinstance(message, Audio):
                _play(playout, message, arrived_s)
                on_audio(arrived_s, message.samples / message.rate_hz)
            elif isinstance(message, Final):
                final_s = arrived_s
            elif isinstance(message, TurnClosed):
                return _figures(sent, playout, final_s, arrived_s, message.statistics)
    finally:
        sender.cancel()
        # What stopped it, if anything did, the receiving side has told.
        await asyncio.gather(sender, return_exceptions=True)


async def cancel_turn(socket: ClientConnection, text: str) -> CancelFigures:
    """Give the server a long text at once, interrupt it at its first sound, and listen on.

    Raises:
        TurnFailed: an error came, or nothing.
    """
    await socket.send(encode(Input(text=text)))
    while not isinstance((await _receive(socket))[0], Audio):
        pass
    sent_s = time.perf_counter()
    await socket.send(encode(Cancel()))
    on_the_way = after = 0
    while True:
        message, arrived_s = await _receive(socket)
        if isinstance(message, Interrupted):
            break
        on_the_way += isinstance(message, Audio)
    try:
        async with asyncio.timeout(QUIET_S):
            while True:
                after += isinstance(decode(await socket.recv()), Audio)
    except TimeoutError:
        return CancelFigures((arrived_s - sent_s) * 1000.0, on_the_way, after)


async def open_context(socket: ClientConnection, context_id: str) -> float:
    """Open a context on ``/ws/tts/multi`` and close it again; gives the milliseconds until ``context_created``.

    Raises:
        TurnFailed: an error came, or nothing.
    """
    sent_s = time.perf_counter()
    await socket.send(encode(Input(text=" ", context_id=context_id)))
    message, created_s = await _receive(socket)
    while not isinstance(message, ContextCreated):
        message, created_s = await _receive(socket)
    await socket.send(encode(CloseContext(context_id, immediate=True)))
    while not isinstance((await _receive(socket))[0], ContextClosed):
        pass
    return (created_s - sent_s) * 1000.0


async def _send_tokens(
    socket: ClientConnection, tokens: Sequence[str], tokens_per_second: float, settings: Settings, sent: _Sent
) -> None:
    sent.first_token_s = time.perf_counter()
    for number, token in enumerate(tokens):
        due_s = sent.first_token_s + number / tokens_per_second
        await asyncio.sleep(max(0.0, due_s - time.perf_counter()))
        sent.last_token_s = time.perf_counter()
        await socket.send(encode(Input(text=token, settings=NOTHING_SAID if number else settings)))
    sent.flush_s = time.perf_counter()
    await socket.send(encode(Input(flush=True)))


async def _receive(socket: ClientConnection) -> tuple[ServerMessage | None, float]:
    """The next frame, and when it came.

    Raises:
        TurnFailed: it is an error, or none came.
    """
    try:
        async with asyncio.timeout(FRAME_WITHIN_S):
            frame = await socket.recv()
    except TimeoutError:
        raise TurnFailed(f"the server sent nothing for {FRAME_WITHIN_S:g} s") from None
    except WebSocketException as error:
        raise TurnFailed(f"the connection ended: {error}") from error
    arrived_s = time.perf_counter()
    message = decode(frame)
    if isinstance(message, Failed):
        raise TurnFailed(str(message.error))
    return message, arrived_s


def _play(playout: Playout, audio: Audio, arrived_s: float) -> None:
    if audio.encoding != Encoding.PCM_S16LE.value:
        raise TurnFailed(f"audio came as {audio.encoding}, which nobody asked for")
    playout.take(audio.payload, audio.rate_hz, arrived_s)


def _figures(sent: _Sent, playout: Playout, final_s: float, closed_s: float, statistics: Statistics) -> TurnFigures:
    server_ms = statistics.first_audible_ms
    if playout.first_frame_s is None or playout.first_audible_s is None or server_ms is None:
        raise TurnFailed("the turn ended without a sound")
    last_s = max(playout.last_frame_s or 0.0, sent.flush_s)
    return TurnFigures(
        first_frame_ms=(playout.first_frame_s - sent.first_token_s) * 1000.0,
        first_audible_ms=(playout.first_audible_s - sent.first_token_s) * 1000.0,
        tokens_ms=(sent.last_token_s - sent.first_token_s) * 1000.0,
        server_first_audible_ms=server_ms,
        last_token_to_final_ms=(final_s - sent.last_token_s) * 1000.0,
        flush_to_closed_ms=(closed_s - sent.flush_s) * 1000.0,
        last_audio_to_closed_ms=(closed_s - last_s) * 1000.0,
        gen_ms=statistics.gen_ms,
        rtf=statistics.rtf,
        audio_s=playout.audio_s,
        stalls=playout.stalls,
        stalled_ms=playout.stalled_s * 1000.0,
    )

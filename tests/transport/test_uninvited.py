"""Connections that ask for nothing, take nothing, or flood below the messages: each is parted from."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest
from uvicorn.config import Config
from uvicorn.server import ServerState

from rhapsode_server.session.message_rate import BURST_S, MOST_REFUSED
from rhapsode_server.transport import peer as room
from rhapsode_server.transport.peer import READ_BYTES, HttpProtocol, SocketProtocol

FRAMES_PER_S = 10
MOST_FRAMES = int(FRAMES_PER_S * BURST_S) + MOST_REFUSED
SHORT_S = 0.05
ANSWER_BYTES = 8_000_000

HANDSHAKE = (
    b"GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
TEXT, PIECE, PING, PONG = 0x1, 0x0, 0x9, 0xA

Scene = Callable[[asyncio.StreamReader, asyncio.StreamWriter, "Guest"], Awaitable[None]]


class Guest:
    """The application: answers requests, and takes what comes on a socket."""

    def __init__(self) -> None:
        self.pieces: list[int] = []
        self.end: dict[str, Any] = {}
        self.socket: SocketProtocol | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            while (message := await receive())["type"] == "websocket.receive":
                pass
            self.end = message
            return
        body = bytes(ANSWER_BYTES if scope["path"] == "/large" else 10)
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def play(scene: Scene, *, unread_within_s: float | None = None) -> None:
    """One client of a server on loopback."""

    async def run() -> None:
        guest, state = Guest(), ServerState()

        def socket_protocol(**named: Any) -> SocketProtocol:
            guest.socket = protocol = SocketProtocol(frames_per_s=FRAMES_PER_S, **named)
            received = protocol.data_received
            protocol.data_received = lambda data: (guest.pieces.append(len(data)), received(data))[1]  # type: ignore
            return protocol

        config = Config(guest, lifespan="off", log_config=None, ws_per_message_deflate=False)
        config.ws = socket_protocol  # type: ignore[assignment]
        made = partial(HttpProtocol, config, state, {}, unread_within_s=unread_within_s)
        server = await asyncio.get_running_loop().create_server(made, "127.0.0.1", 0)
        async with server, asyncio.timeout(20):
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            try:
                await scene(reader, writer, guest)
            finally:
                writer.transport.abort()
                await until(lambda: not state.connections)

    asyncio.run(run())


async def until(happened: Callable[[], bool]) -> None:
    for _ in range(1_000):
        if happened():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen in time")


def frame(opcode: int, payload: bytes = b"", *, last: bool = True) -> bytes:
    return bytes([(0x80 if last else 0) | opcode, 0x80 | len(payload), 0, 0, 0, 0]) + payload


async def shake_hands(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(HANDSHAKE)
    assert b"101" in await reader.readuntil(b"\r\n\r\n")


# --- Below the messages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "flood", [frame(PING), frame(PONG), frame(PIECE, last=False)], ids=["pings", "pongs", "pieces"]
)
def test_a_flood_of_what_is_no_message_is_ended_with_its_reason(flood: bytes) -> None:
    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, guest: Guest) -> None:
        await shake_hands(reader, writer)
        writer.write(frame(TEXT, b"{", last=False))
        writer.write(flood * 5 * MOST_FRAMES)
        received = await reader.read()
        error, code = received.rpartition(b"\x88")[::2]
        assert b'"error_code":"RATE_LIMITED"' in error
        assert int.from_bytes(code[1:3], "big") == 4029
        assert guest.end["code"] == 4029
        assert guest.socket is not None
        assert len(guest.socket.frames) <= MOST_FRAMES

    play(scene)


@pytest.mark.parametrize("count", [1, MOST_FRAMES])
def test_as_many_as_are_allowed_are_answered(count: int) -> None:
    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, guest: Guest) -> None:
        await shake_hands(reader, writer)
        writer.write(frame(PING, b"ab") * count)
        assert await reader.readexactly(4 * count) == b"\x8a\x02ab" * count

    play(scene)


def test_pings_of_a_client_that_does_not_read_do_not_pile_up() -> None:
    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, guest: Guest) -> None:
        await shake_hands(reader, writer)
        assert guest.socket is not None
        guest.socket.transport.write(bytes(ANSWER_BYTES))
        before = guest.socket.transport.get_write_buffer_size()
        assert before > 0
        for number in range(100):
            writer.write(frame(PING, b"%03d" % number))
        await until(lambda: sum(guest.pieces) >= 100 * 9 + len(HANDSHAKE))
        assert guest.socket.transport.get_write_buffer_size() <= before
        await reader.readexactly(ANSWER_BYTES)
        # Of those that came while it did not read, the last is answered.
        assert await reader.readexactly(5) == b"\x8a\x03099"

    play(scene)


def test_little_of_one_socket_is_read_before_it_is_the_others_turn() -> None:
    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, guest: Guest) -> None:
        await shake_hands(reader, writer)
        writer.write(frame(PONG, bytes(100)) * 500)
        await until(lambda: sum(guest.pieces) >= 500 * 106)
        assert max(guest.pieces) <= READ_BYTES

    play(scene)


# --- Connections without a request -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET"]
    + [b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n"],
)
@pytest.mark.parametrize("drips", [False, True])
def test_whoever_asks_for_nothing_more_is_parted_from(
    said: bytes, drips: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "REQUEST_WITHIN_S", SHORT_S)

    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, guest: Guest) -> None:
        writer.write(said)
        dripping = asyncio.create_task(drip(writer if drips else None))
        try:
            await reader.read()
        except ConnectionError:
            pass  # a reset: what dripped in was not read
        dripping.cancel()

    async def drip(writer: asyncio.StreamWriter | None) -> None:
        while writer is not None:
            writer.write(b"x")
            await asyncio.sleep(SHORT_S / 5)

    play(scene)


def test_requests_and_sockets_go_on_for_as_long_as_they_like(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "REQUEST_WITHIN_S", SHORT_S)

    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, guest: Guest) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        while loop.time() < begun + 3 * SHORT_S:
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(10)
        await shake_hands(reader, writer)
        await asyncio.sleep(3 * SHORT_S)
        writer.write(frame(PING))
        assert await reader.readexactly(2) == b"\x8a\x00"

    play(scene, unread_within_s=SHORT_S)


# --- Answers that nobody takes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("requests", [1, 3])
def test_an_answer_that_nobody_takes_ends_its_connection(requests: int) -> None:
    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, guest: Guest) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        writer.write(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n" * requests)
        await asyncio.sleep(10 * SHORT_S)
        writer.transport.resume_reading()  # type: ignore[attr-defined]
        received = 0
        try:
            while piece := await reader.read(65_536):
                received += len(piece)
        except ConnectionError:
            pass
        assert received < ANSWER_BYTES

    play(scene, unread_within_s=SHORT_S)


def test_whoever_takes_an_answer_slowly_gets_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "REQUEST_WITHIN_S", SHORT_S)

    async def scene(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, guest: Guest) -> None:
        writer.write(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(3 * SHORT_S)
        assert len(await reader.readexactly(ANSWER_BYTES)) == ANSWER_BYTES

    play(scene, unread_within_s=10.0)

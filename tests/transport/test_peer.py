"""The TCP connection under a client: little lies in it unread, and it ends without the other side's help."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine
from contextlib import closing
from typing import Any

import pytest
from uvicorn.config import Config
from uvicorn.server import ServerState

from rhapsode_server.transport import peer as room
from rhapsode_server.transport.peer import HttpProtocol, Peer, SocketProtocol


class Taker(asyncio.Protocol):
    """The server's end; tells when it may write and when it is over."""

    def __init__(self) -> None:
        self.writable = True
        self.gone = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.peer = Peer(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.gone.set()

    def pause_writing(self) -> None:
        self.writable = False

    def resume_writing(self) -> None:
        self.writable = True

    def fill(self) -> int:
        """Write until no more is taken."""
        written = 0
        while self.writable:
            self.transport.write(bytes(4_000))
            written += 4_000
        return written


def play(scene: Callable[[Taker, socket.socket], Coroutine[Any, Any, None]]) -> None:
    """One connection over loopback; the client's end is a plain socket that reads only when told."""

    async def run() -> None:
        here, there = socket.socket(), socket.socket()
        with closing(here), closing(there):
            here.bind(("127.0.0.1", 0))
            here.listen()
            there.connect(here.getsockname())
            accepted, _ = here.accept()
            _, taker = await asyncio.get_running_loop().connect_accepted_socket(Taker, accepted)
            async with asyncio.timeout(20):
                await scene(taker, there)

    asyncio.run(run())


def test_a_client_that_does_not_read_is_noticed_soon() -> None:
    async def scene(taker: Taker, client: socket.socket) -> None:
        written = taker.fill()
        # Its own machine takes some 128 KiB; without our limits Linux takes megabytes more.
        assert written < 400_000
        taker.peer.cut()
        await taker.gone.wait()

    play(scene)


def test_last_words_are_left_with_the_kernel() -> None:
    async def scene(taker: Taker, client: socket.socket) -> None:
        written = taker.fill()
        taker.peer.make_room()
        taker.transport.write(b"farewell")
        await taker.peer.end(10)
        await taker.gone.wait()
        assert taker.transport.get_write_buffer_size() == 0
        client.settimeout(10)
        received = bytearray()
        while piece := client.recv(65_536):
            received += piece
        assert len(received) == written + len(b"farewell")
        assert received.endswith(b"farewell")

    play(scene)


def test_whoever_takes_nothing_is_waited_for_no_longer_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "NO_LIMIT", room.UNSENT_BYTES)

    async def scene(taker: Taker, client: socket.socket) -> None:
        taker.fill()
        taker.transport.write(bytes(1_000_000))
        await taker.peer.end(0.05)
        await taker.gone.wait()

    play(scene)


def test_a_system_without_the_limit_goes_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(socket, "TCP_NOTSENT_LOWAT")

    async def scene(taker: Taker, client: socket.socket) -> None:
        taker.transport.write(b"still")
        taker.peer.make_room()
        assert client.recv(10) == b"still"
        taker.peer.cut()

    play(scene)


@pytest.mark.parametrize("scope", [{}, {"state": {}}, {"state": {"peer": "somebody else's"}}])
def test_under_another_server_there_is_none(scope: dict[str, Any]) -> None:
    assert Peer.of(scope) is None


def test_every_request_of_a_connection_knows_its_peer() -> None:
    async def scene(taker: Taker, client: socket.socket) -> None:
        async def application(scope: Any, receive: Any, send: Any) -> None:
            """Nobody asks anything."""

        protocol = HttpProtocol(Config(application, lifespan="off"), ServerState(), {"kept": 1})
        protocol.connection_made(taker.transport)
        assert isinstance(Peer.of({"state": protocol.app_state}), Peer)
        assert protocol.app_state["kept"] == 1
        taker.peer.cut()
        protocol.connection_lost(None)

    play(scene)


@pytest.mark.parametrize("full", [True, False])
def test_a_client_that_answers_no_pings_is_parted_from_for_good(full: bool) -> None:
    async def scene(taker: Taker, client: socket.socket) -> None:
        async def application(scope: Any, receive: Any, send: Any) -> None:
            """Nobody asks anything."""

        protocol = SocketProtocol(Config(application, lifespan="off"), ServerState(), {})
        protocol.connection_made(taker.transport)
        if full:
            taker.fill()
        protocol.conn.fail = lambda *arguments: None  # type: ignore[method-assign]
        protocol.keepalive_timeout()
        await taker.gone.wait()

    play(scene)

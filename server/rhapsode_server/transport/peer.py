"""The TCP connection under one client: how much may lie in it unread, and its end without the other side's help.

What a socket has been given cannot be taken back, and a barge-in's acknowledgement comes after it. By themselves
asyncio (64 KiB) and Linux (up to 4 MiB a socket) gave a client that stopped reading 63 seconds of speech (base64 PCM,
24 kHz, loopback) before the acknowledgement; with the limits below it is 3 seconds, nearly all of them in the receive
buffer of the client's own machine. That grows with the speed of reading, and is not ours to limit: after four minutes
of speech that were read as fast as they were made, it took 16 seconds (96 without the limits).
"""

from __future__ import annotations

import asyncio
import socket
from asyncio.transports import BaseTransport
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

UNSENT_BYTES = 16 * 1024
"""Bytes that may lie in the kernel without being under way to the client (``TCP_NOTSENT_LOWAT``): a frame or two, a
quarter of a second of speech at 24 kHz. Lower wakes the event loop for every frame where the line is full; higher
delays a barge-in's acknowledgement. What is under way is not bounded by it, so long and fast lines lose nothing."""

NO_LIMIT = 2**31 - 1
LOOKS_PER_S = 50
"""How often it is looked whether last words are out. Lower ends connections later; higher is work for nothing."""

REASON_WITHIN_S = 2.0
"""How long a client whose input was refused unread may go on sending while it is told why. Lower, and one on a slow
line sees a reset instead of the reason; higher, and it may waste our time for longer."""

_STATE_KEY = "peer"


class Peer:
    """One accepted connection.

    Args:
        transport: asyncio's end of it.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        # asyncio is to hold what the kernel does not take of one write, and ask for no more before that is gone.
        transport.set_write_buffer_limits(high=0)
        self._limit_unsent(UNSENT_BYTES)

    @classmethod
    def of(cls, scope: Mapping[str, Any]) -> Peer | None:
        """The connection of a request; ``None`` where another server than ours runs the application."""
        peer = scope.get("state", {}).get(_STATE_KEY)
        return peer if isinstance(peer, Peer) else None

    def make_room(self) -> None:
        """Let the kernel take some more from us: last words to a client that does not read.

        It keeps them after our end is closed, and hands them over where the client reads again within a minute or so.
        """
        self._limit_unsent(NO_LIMIT)

    def cut(self) -> None:
        """End the connection now. What the kernel has may still arrive; its descriptor is closed."""
        self._transport.abort()

    async def end(self, within_s: float) -> None:
        """End the connection once all that was written is with the kernel, or when the time is over."""
        for _ in range(round(within_s * LOOKS_PER_S)):
            if not self._transport.get_write_buffer_size():
                break
            await asyncio.sleep(1.0 / LOOKS_PER_S)
        self.cut()
        # The protocol hears of it in the event loop's next round; before, it would take the end for a fault of ours.
        await asyncio.sleep(0)

    def _limit_unsent(self, unsent_bytes: int) -> None:
        option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
        connection = self._transport.get_extra_info("socket")
        if option is not None and connection is not None:
            # A connection that is already gone, or is none of TCP, has no such limit and needs none.
            with suppress(OSError):
                connection.setsockopt(socket.IPPROTO_TCP, option, unsent_bytes)


class HttpProtocol(H11Protocol):
    """uvicorn's HTTP, which tells requests and sockets of their :class:`Peer` (``Peer.of``)."""

    def connection_made(self, transport: BaseTransport) -> None:
        """A client has connected."""
        connection = cast(asyncio.Transport, transport)
        super().connection_made(connection)
        # uvicorn hands a copy to every request, and to the socket that may come of it.
        self.app_state = {**self.app_state, _STATE_KEY: Peer(connection)}


class SocketProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSockets, which part for good from a client that answers no pings, and say why to one that errs."""

    def data_received(self, data: bytes) -> None:
        """Bytes have come; behind a frame that broke the protocol they are dropped."""
        if self.conn.parser_exc is None:
            super().data_received(data)

    def handle_parser_exception(self) -> None:
        """A frame is too large, or none of the protocol: close, and listen on until the client has been told."""
        # uvicorn closes at once. The kernel then answers what is still coming with a reset, and that takes the close
        # frame, with its code and reason, from the client that is still sending.
        close = self.conn.close_sent
        code, reason = (1006, "") if close is None else (close.code, close.reason)
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.stop_keepalive()
        self.close_sent = True
        self.transport.write(b"".join(self.conn.data_to_send()))
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.close_timer = self.loop.call_later(REASON_WITHIN_S, self.transport.close)

    def keepalive_timeout(self) -> None:
        """No pong has come."""
        super().keepalive_timeout()
        # uvicorn waits until all that was written is out; to whoever has stopped reading that never comes.
        if self.transport.get_write_buffer_size():
            self.transport.abort()

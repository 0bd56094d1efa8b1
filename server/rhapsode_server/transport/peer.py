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

from h11 import Request
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets import Frame
from websockets.protocol import State

from rhapsode_protocol.errors import TooManyMessages
from rhapsode_protocol.wire_json import dumps
from rhapsode_server.dialects.kugelaudio import write_error
from rhapsode_server.session.message_rate import MessageRate, Verdict

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

REQUEST_WITHIN_S = 20.0
"""How long a connection may be open, or go on after an answer, without a whole request head. uvicorn waits for ever for
the first one, and after each byte for the next. Lower cuts slow phones; higher lets whoever opens connections and says
nothing hold more descriptors at once."""

READ_BYTES = 4 * 1024
"""Bytes that are taken of one socket before it is the others' turn: at most 700 frames, 20 ms of work. asyncio's own
256 KiB can be 44,000, and kept everybody else waiting for 1.4 s. Lower makes long frames slow."""

ABNORMAL_CLOSURE = 1006
"""The code of an end without a close frame (RFC 6455 section 7.1.5)."""

CLOSED_BY_SERVER = "rhapsode.closed_by_server"
"""Key of a ``websocket.disconnect`` event that tells of an end by this server, whose application did not ask for it."""

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

    @property
    def is_gone(self) -> bool:
        """Whether what is written now would go nowhere, also where nobody has been told of the end yet."""
        return self._transport.is_closing()

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
    """uvicorn's HTTP, which tells requests and sockets of their :class:`Peer` (``Peer.of``).

    It parts from clients that ask for nothing, or take nothing of what they asked for.

    Args:
        arguments: uvicorn's.
        unread_within_s: how long something written may wait for its client to take it; ``None`` for ever.
        named: uvicorn's.
    """

    def __init__(self, *arguments: Any, unread_within_s: float | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._unread_within_s = unread_within_s
        self._unasked: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """A client has connected."""
        connection = cast(asyncio.Transport, transport)
        super().connection_made(connection)
        # uvicorn hands a copy to every request, and to the socket that may come of it.
        self.app_state = {**self.app_state, _STATE_KEY: Peer(connection)}
        self._mind_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended, in whatever way."""
        self._stop_minding()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Bytes have come, or those that came before an answer are looked at after it."""
        super().handle_events()
        self._mind_request()

    def handle_websocket_upgrade(self, event: Request) -> None:
        """The connection becomes a socket, which has its own clocks."""
        self._stop_minding()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        """An answer has been written."""
        self._mind_request()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The client has not taken all that was written."""
        super().pause_writing()
        if self._unread_within_s is not None and self._unread is None:
            # uvicorn would wait for ever, also where it has closed the connection: what was written comes first.
            self._unread = self.loop.call_later(self._unread_within_s, self.transport.abort)

    def resume_writing(self) -> None:
        """Now it has."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _mind_request(self) -> None:
        if self.transport.get_protocol() is not self or (self.cycle is not None and not self.cycle.response_complete):
            self._stop_waiting()
        elif self._unasked is None:
            self._unasked = self.loop.call_later(REQUEST_WITHIN_S, self._give_up)

    def _give_up(self) -> None:
        self._unasked = None
        if self.transport.get_write_buffer_size():
            self._mind_request()  # it is still taking the last answer, which has a clock of its own
        else:
            self.transport.abort()

    def _stop_waiting(self) -> None:
        if self._unasked is not None:
            self._unasked.cancel()
            self._unasked = None

    def _stop_minding(self) -> None:
        self._stop_waiting()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None


class SocketProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSockets, which part for good from a client that answers no pings, and say why to one that errs.

    The session counts messages. What never becomes one is counted here: pings, pongs, and pieces of a message, which
    may be empty and go on for ever.

    Args:
        arguments: uvicorn's.
        frames_per_s: how many of these a client may send, in an account of their own; ``None`` for no limit.
        named: uvicorn's.
    """

    def __init__(self, *arguments: Any, frames_per_s: int | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._rate = None if frames_per_s is None else MessageRate(frames_per_s)
        self._pong: bytes | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """A client is about to shake hands."""
        super().connection_made(transport)
        # asyncio has no other way; its attribute is part of no contract, and a test tells when it is gone.
        self.transport.max_size = READ_BYTES  # type: ignore[attr-defined]

    async def send(self, message: Any) -> None:
        """The application has said something."""
        if self.handshake_complete and self.transport.is_closing():
            # uvicorn writes on until it is told of the end, and asyncio logs a warning for each frame after the fifth.
            raise ClientDisconnected
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and self.close_sent:
            # uvicorn (0.54) notes this for its own refusal, not for an answer of the application's, and then logs an
            # error of the server for every stranger without a key.
            self.handshake_complete = True

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended, in whatever way."""
        if self.handshake_complete:
            # uvicorn says 1005 here, which is the code of a client that closed properly and gave none (RFC 6455 section
            # 7.1.5). Of several ends the application sees the first, so where there was a close frame it is that.
            self.queue.put_nowait({"type": "websocket.disconnect", "code": ABNORMAL_CLOSURE})
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes have come; behind a frame that broke the protocol they are dropped."""
        if self.conn.parser_exc is None:
            super().data_received(data)

    def handle_cont(self, event: Frame) -> None:
        """A piece of a message, the last one or not."""
        if self._admit_frame():
            super().handle_cont(event)

    def handle_pong(self, event: Frame) -> None:
        """An answer to a ping of ours, or of nobody's."""
        if self._admit_frame():
            super().handle_pong(event)

    def handle_ping(self) -> None:
        """A ping, whose answer is ready."""
        if not self._admit_frame():
            self.conn.data_to_send()
        elif self.writable.is_set() or self.conn.close_rcvd is not None:
            super().handle_ping()
        elif waiting := self.conn.data_to_send():
            # Answers to whoever does not read would pile up. The latest is enough (RFC 6455 section 5.5.3).
            self._pong = waiting[-1]

    def resume_writing(self) -> None:
        """The client has taken all that was written."""
        super().resume_writing()
        if self._pong is not None and not self.close_sent:
            self.transport.write(self._pong)
        self._pong = None

    def _admit_frame(self) -> bool:
        if self.close_sent:
            return False  # nothing that comes now is read or answered
        if self._rate is None or self._rate.judge(self.loop.time()) is not Verdict.FLOOD:
            return True
        if self.conn.state is State.OPEN and self.handshake_complete:
            error = TooManyMessages("pings, pongs or pieces of frames went on coming too fast; send them slower")
            self.conn.send_text(dumps(write_error(error)).encode())
            self.conn.fail(error.close_code)
            self.frames.clear()
            self.handle_parser_exception()
        return False

    def handle_parser_exception(self) -> None:
        """A frame is too large, or none of the protocol: close, and listen on until the client has been told."""
        # uvicorn closes at once. The kernel then answers what is still coming with a reset, and that takes the close
        # frame, with its code and reason, from the client that is still sending.
        close = self.conn.close_sent
        code, reason = (ABNORMAL_CLOSURE, "") if close is None else (close.code, close.reason)
        event: Any = {"type": "websocket.disconnect", "code": code, "reason": reason, CLOSED_BY_SERVER: True}
        self.queue.put_nowait(event)
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

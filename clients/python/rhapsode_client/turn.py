"""One turn on ``/ws/tts/stream``: text goes out while audio comes in, and the socket is left clean behind it.

Two things run at once: a task that sends the text as it comes, and the caller's own iteration, which receives. The
turn ends with the server's ``session_closed``. Every other end (the caller stops, the text's source fails, the server
answers with an error) is followed by ``cancel``: the server's ``interrupted`` then parts what belonged to this turn
from what belongs to the next. Without that mark the next turn would hear this one's tail.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from rhapsode_client.errors import ConnectionLost, ProtocolViolation, ServerError, ServerSilent
from rhapsode_client.frames import decode, encode
from rhapsode_protocol.messages import (
    NOTHING_SAID,
    Audio,
    Cancel,
    ChunkComplete,
    Failed,
    Final,
    GenerationStarted,
    Input,
    Interrupted,
    ServerMessage,
    Settings,
    SocketClosing,
    TurnClosed,
    Warned,
    Words,
)

Event = GenerationStarted | Audio | Words | ChunkComplete | Warned | Final
"""What a turn yields. ``Final`` comes last and exactly once."""

FRAME_CHARACTERS = 4_000
"""Longest piece of text in one frame. Above 10,000 the server refuses the frame; far lower only makes more frames."""

PENDING_CHARACTERS = 20_000
"""Text that may wait on the server unspoken before more is held back. The server refuses a turn with more than 50,000
waiting, and the count here is of spoken text, which numbers and abbreviations make longer than what was sent: much
higher runs into that. Lower than the longest segment would starve the voice."""

ROOM_TIMEOUT_S = 5.0
"""How long text is held back while nothing is finished. The count is an estimate (tags are sent and not spoken), so
that waiting for it alone could last for ever. Lower outruns a slow server; higher is heard as a gap where the estimate
was wrong."""

CANCEL_TIMEOUT_S = 2.0
"""How long ``cancel`` may take before the connection is closed instead. A server stops within 300 ms; lower gives up
on a busy one, higher makes Ctrl-C linger."""


class Turn:
    """One text on its way to becoming speech. Iterate :meth:`events` once, then await :meth:`end`, whatever happened.

    Args:
        socket: an open connection to ``/ws/tts/stream`` on which no other turn is open.
        text: the whole text, or its pieces as they come; empty pieces are skipped.
        settings: options of the turn; they go out with its first frame.
        silence_timeout_s: longest wait for a frame, in seconds, once all text has been sent.
    """

    def __init__(
        self, socket: ClientConnection, text: str | AsyncIterable[str], settings: Settings, silence_timeout_s: float
    ) -> None:
        self.settled = True
        """Whether nothing of this turn can be left on the socket."""
        self._socket = socket
        self._text = text
        self._settings = settings
        self._silence_timeout_s = silence_timeout_s
        self._sender: asyncio.Task[None] | None = None
        self._ended = False
        self._flush_sent = False
        self._receiving = False
        self._limit: asyncio.Timeout | None = None
        self._room = asyncio.Event()
        self._unspoken_characters = 0
        self._spoken_lengths: dict[int, int] = {}

    async def events(self) -> AsyncGenerator[Event, None]:
        """Send the text, and yield what comes back until the turn has ended.

        Raises:
            ServerError: the server refused the turn, or it failed.
            ConnectionLost: the connection ended first.
            ServerSilent: nothing came for ``silence_timeout_s`` though all text was sent.
            ProtocolViolation: the server sent what cannot be read.
            Exception: whatever the text's own source raised.
        """
        self.settled = False
        self._sender = asyncio.create_task(self._send_text())
        self._sender.add_done_callback(self._set_limit)
        final: Final | None = None
        while not self._ended:
            try:
                message = await self._receive()
            except ConnectionLost:
                if final is None:
                    raise
                # `final` says that all audio was sent: only the courtesy after it is missing.
                self._ended = True
                yield final
                return
            match message:
                case Final():
                    final = message
                case TurnClosed() | SocketClosing() if self._flush_sent:
                    self._ended = self.settled = True
                    yield _last_word(message, final)
                    return
                case Failed(error):
                    raise ServerError(error)
                case GenerationStarted() | Audio() | Words() | ChunkComplete() | Warned():
                    self._count(message)
                    yield message
                case _:
                    # Acknowledgements, kinds unknown to this client, and the end of a turn that the server closed by
                    # itself while text was still to come: the rest of the text opens another.
                    pass
        raise RuntimeError("the next turn of this connection has ended this one; a connection speaks one at a time")

    async def end(self) -> None:
        """Stop sending, and leave nothing of this turn on the socket: it is usable afterwards, or closed.

        Raises:
            RuntimeError: another task is still iterating over the turn.
        """
        if self._receiving:
            raise RuntimeError("this connection is speaking; end that turn before the next one begins")
        await self._stop_sender()
        if self._ended or self.settled:
            return
        self._ended = True
        try:
            async with asyncio.timeout(CANCEL_TIMEOUT_S):
                await self._socket.send(encode(Cancel()))
                while not isinstance(decode(await self._socket.recv()), Interrupted):
                    pass
        except (TimeoutError, ConnectionClosed, ProtocolViolation):
            await self._socket.close()
            return
        self.settled = True

    # --- Receiving --------------------------------------------------------------------------------------------------

    async def _receive(self) -> ServerMessage | None:
        self._raise_sender_failure()
        self._receiving = True
        try:
            async with asyncio.timeout(None) as self._limit:
                self._set_limit()
                return decode(await self._socket.recv())
        except TimeoutError:
            self._raise_sender_failure()
            raise ServerSilent(
                f"the server has sent nothing for {self._silence_timeout_s:g} s though it has all of the text"
            ) from None
        except ConnectionClosed as closed:
            received = closed.rcvd
            raise ConnectionLost(received.code if received else None, received.reason if received else "") from closed
        finally:
            self._limit = None
            self._receiving = False

    def _set_limit(self, _: object = None) -> None:
        """Bound the wait for a frame: not while text may come, for then silence is the writer's, not the server's."""
        sender = self._sender
        if self._limit is None or sender is None or not sender.done() or sender.cancelled():
            return
        patience_s = self._silence_timeout_s if sender.exception() is None else 0.0
        self._limit.reschedule(asyncio.get_running_loop().time() + patience_s)

    def _count(self, event: Event) -> None:
        if isinstance(event, GenerationStarted):
            self._spoken_lengths[event.chunk_id] = len(event.text)
        elif isinstance(event, ChunkComplete):
            spoken = self._spoken_lengths.pop(event.chunk_id, 0)
            self._unspoken_characters = max(0, self._unspoken_characters - spoken)
            self._room.set()

    # --- Sending ----------------------------------------------------------------------------------------------------

    async def _send_text(self) -> None:
        settings = self._settings
        try:
            async for piece in _pieces(self._text):
                await self._wait_for_room()
                await self._socket.send(encode(Input(text=piece, settings=settings)))
                self._unspoken_characters += len(piece)
                settings = NOTHING_SAID
            # Set before the frame is out: the answer may be read before this task runs again.
            self._flush_sent = True
            await self._socket.send(encode(Input(flush=True, settings=settings)))
        except ConnectionClosed:
            # The receiving side tells of it, after the frames that came before: the server's reason may be in them.
            pass

    async def _wait_for_room(self) -> None:
        while self._unspoken_characters >= PENDING_CHARACTERS:
            self._room.clear()
            try:
                async with asyncio.timeout(ROOM_TIMEOUT_S):
                    await self._room.wait()
            except TimeoutError:
                return

    async def _stop_sender(self) -> None:
        if self._sender is None:
            return
        self._sender.cancel()
        await asyncio.wait({self._sender})
        if not self._sender.cancelled():
            # It may have failed while it was being stopped; the loop reports an exception that nobody looks at.
            self._sender.exception()

    def _raise_sender_failure(self) -> None:
        if self._sender is not None and self._sender.done() and not self._sender.cancelled():
            self._sender.result()


async def _pieces(text: str | AsyncIterable[str]) -> AsyncIterator[str]:
    if isinstance(text, str):
        for start in range(0, len(text), FRAME_CHARACTERS):
            yield text[start : start + FRAME_CHARACTERS]
        return
    async for token in text:
        for start in range(0, len(token or ""), FRAME_CHARACTERS):
            yield token[start : start + FRAME_CHARACTERS]


def _last_word(closed: TurnClosed | SocketClosing, final: Final | None) -> Final:
    if isinstance(closed, TurnClosed):
        return Final(closed.statistics, closed.usage)
    if final is None:
        raise ProtocolViolation("the server ended the turn without saying what it delivered")
    return final

"""The sockets: one reader and one writer around a line. Frames are text; the protocol has no binary ones."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from rhapsode_protocol.errors import InternalError, InvalidRequest, RhapsodeError, ServerDraining, SlowReader
from rhapsode_protocol.messages import Failed
from rhapsode_server.dialects.dialect import Dialect
from rhapsode_server.session import Close, Session
from rhapsode_server.synthesis.fault import describe_fault
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.line import Line
from rhapsode_server.transport.observer import connection_of
from rhapsode_server.transport.peer import Peer

logger = logging.getLogger(__name__)

AI_GENERATED = (b"x-kugelaudio-ai-generated", b"true")
"""Tells clients that what they hear is synthetic (KugelAudio, audio formats page; EU AI Act Art. 50)."""

GONE = (WebSocketDisconnect, asyncio.CancelledError, OSError)
"""How it looks when a client has left, or the other task has ended the connection."""

END_WITHIN_S = 2.0
"""How long the last words to a client may take. Lower loses them on slow lines; higher keeps a dead connection."""

CLOSE_WITHIN_S = 12.0
"""How long a closed socket may lie there with something unwritten in it. uvicorn waits 10 s for the client's own close
frame, and then until all is written, which may be for ever; lower cuts those 10 s short."""


async def turn_away(websocket: WebSocket) -> None:
    """Answer a newcomer while the server drains.

    The socket is opened and closed with 1013 at once, and without an error frame: official clients take that code for
    "wait, and connect again", and a refused handshake or an error frame for their caller's affair.
    """
    await websocket.accept(headers=[AI_GENERATED])
    await websocket.close(ServerDraining.close_code, "the server is about to restart; try again later")


async def serve_socket(
    websocket: WebSocket,
    session: Session,
    dialect: Dialect,
    synthesizer: Synthesizer,
    *,
    attendance: Attendance,
    reader_grace_s: float,
) -> None:
    """Run one connection from its handshake to its end.

    Args:
        websocket: the socket, not yet accepted.
        session: its state, new.
        dialect: how frames are read and worded.
        synthesizer: who speaks.
        attendance: who is connected; asked by the drain.
        reader_grace_s: how long one frame may take to leave before the client counts as reading nothing, in seconds.
    """
    await websocket.accept(headers=[AI_GENERATED])
    line = Line(session, synthesizer, attendance, connection_of(websocket.scope))
    writer = asyncio.create_task(_write(websocket, line, dialect, reader_grace_s))
    reader = asyncio.create_task(_read(websocket, line, dialect))
    try:
        await asyncio.wait({writer, reader}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        line.hang_up()
        for task in (reader, writer):
            task.cancel()
        outcomes = await asyncio.gather(reader, writer, return_exceptions=True)
        await _end(websocket, dialect, outcomes, session.connection)


async def _read(websocket: WebSocket, line: Line, dialect: Dialect) -> None:
    while True:
        await line.wait_for_room()
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return
        text = message.get("text")
        if not line.admit_frame(len(text or "")):
            continue
        try:
            if text is None:
                raise InvalidRequest("binary frames have no meaning in this protocol; send JSON as text")
            messages = dialect.decode(text)
        except RhapsodeError as error:
            line.refuse(error)
        else:
            line.receive(messages)


async def _write(websocket: WebSocket, line: Line, dialect: Dialect, reader_grace_s: float) -> None:
    while True:
        item = await line.next_item()
        try:
            async with asyncio.timeout(reader_grace_s):
                if isinstance(item, Close):
                    await websocket.close(item.code, item.reason)
                    return
                await websocket.send_text(dialect.encode(item.message))
        except TimeoutError:
            raise SlowReader(f"one frame took longer than {reader_grace_s:g} seconds to be read") from None
        line.written(item)


async def _end(
    websocket: WebSocket, dialect: Dialect, outcomes: Sequence[BaseException | None], connection: str
) -> None:
    """Log what ended the connection, where that was a fault of ours, and close what is still open."""
    peer = Peer.of(websocket.scope)
    if peer is not None:
        asyncio.get_running_loop().call_later(CLOSE_WITHIN_S, peer.cut)
    error: RhapsodeError | None = None
    for outcome in outcomes:
        if isinstance(outcome, SlowReader):
            error = outcome
            logger.warning("connection %s is closed: %s", connection, outcome.message)
        elif isinstance(outcome, BaseException) and not isinstance(outcome, GONE):
            error = InternalError("something went wrong in the server; its log has the details")
            logger.error("connection %s ended: %s", connection, describe_fault(outcome))
    observed = connection_of(websocket.scope)
    if error is not None and observed is not None:
        observed.expel(error)
    if websocket.application_state is WebSocketState.CONNECTED and websocket.client_state is WebSocketState.CONNECTED:
        if peer is not None and isinstance(error, SlowReader):
            peer.make_room()
        await _say_goodbye(websocket, dialect, error)
    if peer is not None and isinstance(error, SlowReader):
        await peer.end(END_WITHIN_S)


async def _say_goodbye(websocket: WebSocket, dialect: Dialect, error: RhapsodeError | None) -> None:
    try:
        async with asyncio.timeout(END_WITHIN_S):
            if error is None:
                await websocket.close()
            else:
                await websocket.send_text(dialect.encode(Failed(error)))
                await websocket.close(error.close_code)
    except (WebSocketDisconnect, RuntimeError, OSError):
        pass  # the client was faster, or does not read (a timeout is an OSError)

"""The sockets: one reader and one writer around a line. Frames are text; the protocol has no binary ones."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from rhapsode_protocol.errors import InternalError, InvalidRequest, RhapsodeError
from rhapsode_protocol.messages import Failed
from rhapsode_server.dialects.kugelaudio import Dialect
from rhapsode_server.session import Close, Session
from rhapsode_server.synthesis.fault import describe_fault
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.transport.line import Line

logger = logging.getLogger(__name__)

AI_GENERATED = (b"x-kugelaudio-ai-generated", b"true")
"""Tells clients that what they hear is synthetic (KugelAudio, audio formats page; EU AI Act Art. 50)."""

STALLED_S = 60.0
"""How long one frame may take to leave. A client that stops reading answers no pings either, and is dropped after 40 s;
but its socket, full as it is, then never ends. Lower cuts clients that pause for longer; higher keeps the dead."""

END_WITHIN_S = 5.0
"""How long the last words to a client may take. Lower loses them on slow lines; higher keeps a dead connection."""


async def serve_socket(websocket: WebSocket, session: Session, dialect: Dialect, synthesizer: Synthesizer) -> None:
    """Run one connection from its handshake to its end."""
    await websocket.accept(headers=[AI_GENERATED])
    logger.info("connection %s opened on %s", session.connection, websocket.url.path)
    line = Line(session, synthesizer)
    writer = asyncio.create_task(_write(websocket, line, dialect))
    reader = asyncio.create_task(_read(websocket, line, dialect))
    try:
        await asyncio.wait({writer, reader}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        line.hang_up()
        for task in (reader, writer):
            task.cancel()
        outcomes = await asyncio.gather(reader, writer, return_exceptions=True)
        await _end(websocket, dialect, outcomes)
        logger.info("connection %s closed", session.connection)


async def _read(websocket: WebSocket, line: Line, dialect: Dialect) -> None:
    while True:
        await line.wait_for_room()
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return
        text = message.get("text")
        try:
            if text is None:
                raise InvalidRequest("binary frames have no meaning in this protocol; send JSON as text")
            messages = dialect.decode(text)
        except RhapsodeError as error:
            line.refuse(error)
        else:
            line.receive(messages)


async def _write(websocket: WebSocket, line: Line, dialect: Dialect) -> None:
    while True:
        item = await line.next_item()
        if isinstance(item, Close):
            await websocket.close(item.code, item.reason)
            return
        async with asyncio.timeout(STALLED_S):
            await websocket.send_text(dialect.encode(item.message))
        line.written(item)


async def _end(websocket: WebSocket, dialect: Dialect, outcomes: Sequence[BaseException | None]) -> None:
    """Log what ended the connection, where that was a fault of ours, and close what is still open."""
    gone = (WebSocketDisconnect, asyncio.CancelledError, OSError)
    faults = [outcome for outcome in outcomes if isinstance(outcome, BaseException) and not isinstance(outcome, gone)]
    for fault in faults:
        logger.error("a connection ended: %s", describe_fault(fault))
    if websocket.application_state is not WebSocketState.CONNECTED:
        return
    if websocket.client_state is not WebSocketState.CONNECTED:
        return
    try:
        async with asyncio.timeout(END_WITHIN_S):
            if faults:
                error = InternalError("something went wrong in the server; its log has the details")
                await websocket.send_text(dialect.encode(Failed(error)))
                await websocket.close(error.close_code)
            else:
                await websocket.close()
    except (WebSocketDisconnect, RuntimeError, OSError):
        pass  # the client was faster, or does not read (a timeout is an OSError)

"""``POST /v1/tts/generate``: one text in, one raw body of samples out, streamed as it is made.

Whatever can go wrong before the first sample gets a status and a JSON body. After the first byte an error can only cut
the body short, which HTTP clients notice because the last chunk never comes (RFC 9112 section 7.1). A client that takes
nothing for the grace period is cut off in the same way.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope
from starlette.types import Send as AsgiSend

from rhapsode_protocol.errors import EmptyText, RhapsodeError, ServerRestarting, SlowReader
from rhapsode_protocol.formats import AudioFormat
from rhapsode_protocol.messages import Audio, Failed, Final, Speak
from rhapsode_server.session import Close, OneShotSession, Send
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.telemetry.connection import Connection
from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.line import Line
from rhapsode_server.transport.observer import connection_of
from rhapsode_server.transport.peer import Peer
from rhapsode_server.transport.presence import unless_gone

logger = logging.getLogger(__name__)

ENCODING_HEADER = "X-Audio-Format"
RATE_HEADER = "X-Sample-Rate"
AI_GENERATED_HEADERS = {"X-KugelAudio-AI-Generated": "true"}


END_WITHIN_S = 2.0
"""How long the last samples of a body that is cut short may take to leave. Lower loses them; higher keeps the dead."""


class BodyCut(RuntimeError):
    """Speech failed after the first byte; the body ends without its end mark. Its text names the error's code only."""


class _Speech(StreamingResponse):
    """A body that stops its speech however it ends, also where it was never begun."""

    def __init__(
        self, line: Line, first: Audio, media_type: str, headers: dict[str, str], reader_grace_s: float
    ) -> None:
        super().__init__(_body(line, first), media_type=media_type, headers=headers)
        self._line = line
        self._reader_grace_s = reader_grace_s

    async def __call__(self, scope: Scope, receive: Receive, send: AsgiSend) -> None:
        peer = Peer.of(scope)

        async def send_in_time(message: Message) -> None:
            if peer is not None and peer.is_gone:
                # The framework is told so in the event loop's next round, and ends this. uvicorn would write on until
                # then, and asyncio logs a warning for each piece after the fifth.
                await asyncio.sleep(0)
                return
            try:
                async with asyncio.timeout(self._reader_grace_s):
                    await send(message)
            except TimeoutError:
                grace_s = self._reader_grace_s
                raise BodyCut(SlowReader.code) from SlowReader(f"nothing was read for {grace_s:g} seconds")

        try:
            await super().__call__(scope, receive, send_in_time)
        except BodyCut as cut:
            if peer is None:
                raise
            logger.warning("a body was cut short: %s", cut)
            observed = connection_of(scope)
            if observed is not None and isinstance(cut.__cause__, SlowReader):
                observed.expel(cut.__cause__)
            # An answer that just stops is a fault in the framework's eyes, with a traceback; a lost connection is not.
            await peer.end(END_WITHIN_S)
        finally:
            self._line.hang_up()


async def generate(
    request: Speak,
    session: OneShotSession,
    synthesizer: Synthesizer,
    audio_format: AudioFormat,
    receive: Receive,
    *,
    attendance: Attendance,
    reader_grace_s: float,
    connection: Connection | None = None,
) -> Response:
    """Speak one text.

    Args:
        request: the text and its options.
        session: a new session, for this text alone.
        synthesizer: who speaks.
        audio_format: the format that the options name.
        receive: the request's events, its body already taken: only its client's leaving is waited for.
        attendance: who is connected; asked by the drain.
        reader_grace_s: how long one piece may take to leave before the client counts as reading nothing, in seconds.
        connection: whom the line tells of messages and turns.

    Returns:
        The streamed response; its status is decided by the first sample.

    Raises:
        RhapsodeError: the request is refused, or no sample could be made.
        ClientDisconnect: the client left before there was a sample.
    """
    line = Line(session, synthesizer, attendance, connection)
    try:
        line.receive((request,))
        # Whoever leaves while they are waited for is not spoken to.
        first = await unless_gone(_next_audio(line), receive)
    except BaseException:
        line.hang_up()
        raise
    if first is None:
        line.hang_up()
        raise EmptyText("text holds nothing that can be spoken", field="text")
    headers = {
        RATE_HEADER: str(audio_format.rate_hz),
        ENCODING_HEADER: audio_format.encoding.value,
        **AI_GENERATED_HEADERS,
    }
    return _Speech(line, first, audio_format.media_type, headers, reader_grace_s)


async def _body(line: Line, first: Audio) -> AsyncIterator[bytes]:
    try:
        piece: Audio | None = first
        while piece is not None:
            yield piece.payload
            piece = await _next_audio(line)
    except RhapsodeError as error:
        raise BodyCut(error.code) from None


async def _next_audio(line: Line) -> Audio | None:
    """The next samples; ``None`` after the last."""
    while True:
        item = await line.next_item()
        if isinstance(item, Close):
            # Speech ends with its final message; an end before that is the server's.
            raise ServerRestarting("the server is going down")
        line.written(item)
        match item:
            case Send(message=Audio() as audio):
                return audio
            case Send(message=Failed() as failed):
                raise failed.error
            case Send(message=Final()):
                return None
            case _:
                continue

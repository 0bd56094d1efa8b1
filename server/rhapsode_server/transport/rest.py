"""``POST /v1/tts/generate``: one text in, one raw body of samples out, streamed as it is made.

Whatever can go wrong before the first sample gets a status and a JSON body. After the first byte an error can only cut
the body short, which HTTP clients notice because the last chunk never comes (RFC 9112 section 7.1).
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.responses import Response, StreamingResponse

from rhapsode_protocol.errors import EmptyText, RhapsodeError
from rhapsode_protocol.formats import AudioFormat
from rhapsode_protocol.messages import Audio, Failed, Final, Speak
from rhapsode_server.session import Close, OneShotSession, Send
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.transport.line import Line

ENCODING_HEADER = "X-Audio-Format"
RATE_HEADER = "X-Sample-Rate"
AI_GENERATED_HEADERS = {"X-KugelAudio-AI-Generated": "true"}


class BodyCut(RuntimeError):
    """Speech failed after the first byte; the body ends without its end mark. Its text names the error's code only."""


async def generate(
    request: Speak, session: OneShotSession, synthesizer: Synthesizer, audio_format: AudioFormat
) -> Response:
    """Speak one text.

    Returns:
        The streamed response; its status is decided by the first sample.

    Raises:
        RhapsodeError: the request is refused, or no sample could be made.
    """
    line = Line(session, synthesizer)
    try:
        line.receive((request,))
        first = await _next_audio(line)
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
    return StreamingResponse(_body(line, first), media_type=audio_format.media_type, headers=headers)


async def _body(line: Line, first: Audio) -> AsyncIterator[bytes]:
    try:
        piece: Audio | None = first
        while piece is not None:
            yield piece.payload
            piece = await _next_audio(line)
    except RhapsodeError as error:
        raise BodyCut(error.code) from None
    finally:
        line.hang_up()


async def _next_audio(line: Line) -> Audio | None:
    """The next samples; ``None`` after the last."""
    while True:
        item = await line.next_item()
        if isinstance(item, Close):
            return None
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

"""What a session wants done. The transport carries effects out in order; the session never does anything itself."""

from __future__ import annotations

from dataclasses import dataclass

from rhapsode_protocol.messages import ServerMessage
from rhapsode_server.speech import SpeechJob, StreamId
from rhapsode_server.telemetry.turn_report import TurnReport


@dataclass(frozen=True, slots=True)
class Send:
    """Write a message to the client, after everything sent before."""

    message: ServerMessage
    stream: StreamId | None = None
    """For audio: whose it is, so that its delivery can be told back (``Session.receive_delivery``)."""


@dataclass(frozen=True, slots=True)
class OpenStream:
    """Get ready for jobs of a stream."""

    stream: StreamId


@dataclass(frozen=True, slots=True)
class Synthesize:
    """Queue one segment for synthesis."""

    job: SpeechJob


@dataclass(frozen=True, slots=True)
class Abort:
    """Every job of the stream older than ``generation`` is stale: stop it."""

    stream: StreamId
    generation: int
    discards_unsent: bool
    """Whether messages of the stream that have not been written yet are dropped too (barge-in), or still go out."""


@dataclass(frozen=True, slots=True)
class ForgetStream:
    """No further jobs of this stream will come, and none is outstanding."""

    stream: StreamId


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """A turn that held text is over, however it ended; for whoever counts. Nothing needs to be done."""

    report: TurnReport


NORMAL_CLOSURE = 1000
"""The close code of an end that was asked for (RFC 6455 section 7.4.1)."""


@dataclass(frozen=True, slots=True)
class Close:
    """Close the socket once everything sent before is out. Nothing is sent after it."""

    code: int
    reason: str = ""


Effect = Send | OpenStream | Synthesize | Abort | ForgetStream | TurnEnded | Close

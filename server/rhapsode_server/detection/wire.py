"""What the server and its detection process say to each other: frames of JSON or bytes over a pipe.

JSON and not pickle, unlike between the server and its workers: the process decodes what strangers upload, and should a
decoder be taken over, the server must not run what comes back. ::

    server                          process
    OPTIONS   JSON, once         →
                                 ←  READY     empty, once; or FAILED, and the process ends
    QUESTION  JSON               →
    RECORDING the file's bytes   →
                                 ←  PROGRESS  empty, at once and then between any two pieces of work
                                 ←  FINDINGS  JSON as ``Findings.told`` gives it, or FAILED
    CANCEL    empty              →  breaks off what is at work; ignored where nothing is
                                 ←  CANCELLED empty

``FAILED`` is an object of ``kind``, a class of :data:`REFUSALS` or anything else, and ``message``.
"""

from __future__ import annotations

import struct
from typing import Any

import orjson

from rhapsode_protocol.errors import ModelUnavailable, RecordingTooLarge, RhapsodeError, UnreadableAudio

HEADER = struct.Struct("!BI")
"""Kind, bytes of the body."""

OPTIONS = 1
QUESTION = 2
RECORDING = 3
CANCEL = 4
READY = 16
PROGRESS = 17
FINDINGS = 18
FAILED = 19
CANCELLED = 20

MOST_ANSWER_BYTES = 4 * 1024 * 1024
"""The longest answer that can be meant: the spans of hours. Higher, and a process that was taken over makes the server
hold more."""

REFUSALS: dict[str, type[RhapsodeError]] = {
    kind.__name__: kind for kind in (UnreadableAudio, RecordingTooLarge, ModelUnavailable)
}
"""What the process may answer on the client's account or its own; everything else is a fault."""


def frame(kind: int, body: bytes = b"") -> bytes:
    """One whole frame."""
    return HEADER.pack(kind, len(body)) + body


def write_refusal(error: RhapsodeError) -> bytes:
    """The body of a ``FAILED`` for an error that the client is told of."""
    return orjson.dumps({"kind": type(error).__name__, "message": error.message})


def write_fault(error: BaseException) -> bytes:
    """The body of a ``FAILED`` for a fault. Its text may hold what was in the file, and is left out."""
    return orjson.dumps({"kind": "", "message": type(error).__name__})


def read_object(body: bytes) -> dict[str, Any]:
    """A body that must be a JSON object.

    Raises:
        ValueError: it is none.
    """
    read = orjson.loads(body)
    if not isinstance(read, dict):
        raise ValueError("not an object")
    return read

"""A recording that is uploaded: the raw bytes, or a form with the field ``file``. Bounded, and never on disk."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.requests import Request

from rhapsode_protocol.errors import InvalidRequest, RecordingTooLarge, UnreadableAudio
from rhapsode_server.audio.watermark import read_message

UPLOAD_WITHIN_S = 60.0
"""How long an upload may take: the largest needs 420 KB a second. Lower refuses slow lines; higher lets whoever sends a
byte now and then hold one of few places for longer."""

MOST_FIELD_BYTES = 64
"""Of a field that is not the file: a number of 16 bits, written generously."""

MOST_FORM_BYTES = 16_384
"""What a form may hold beside its file: heads and boundaries of two parts. Lower refuses long file names."""

FORM = "multipart/form-data"
FILE, MESSAGE = "file", "message"
RAW = ("", "application/octet-stream", "application/ogg")
"""Media types of raw bytes, beside all of ``audio/`` and ``video/`` (of films the sound is examined)."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What was sent."""

    recording: bytes
    """The file. Not empty; nothing else is known of it."""
    expected: int | None
    """The message that its mark should say, if one was named."""


async def read_upload(request: Request, most_bytes: int) -> Upload:
    """Read the body of a request.

    Args:
        request: its body must not have been read.
        most_bytes: the largest file that is taken.

    Raises:
        UnreadableAudio: the body or the file in it is empty.
        RecordingTooLarge: it is larger than ``most_bytes``; what is beyond is not read.
        InvalidRequest: it is no form and no recording, a field is unknown, said twice or wrong, or it did not arrive in
            time.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    said = request.query_params.getlist(MESSAGE)
    reader = _reader(kind.decode("latin-1").lower(), options.get(b"boundary", b""), most_bytes)
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding != "identity":
        raise InvalidRequest(f"content-encoding {encoding[:40]!r} is not read; send the body as it is")
    if int(request.headers.get("content-length", 0)) > most_bytes + MOST_FORM_BYTES:
        raise _too_large(most_bytes)
    try:
        async with asyncio.timeout(UPLOAD_WITHIN_S):
            async for piece in request.stream():
                reader.feed(piece)
    except TimeoutError:
        raise InvalidRequest(f"the body did not arrive within {UPLOAD_WITHIN_S:g} seconds") from None
    fields = reader.finish()
    said += [value.decode("latin-1") for value in fields.get(MESSAGE, [])]
    return Upload(_only_file(fields), _expected(said))


def _reader(kind: str, boundary: bytes, most_bytes: int) -> _Raw | _Form:
    if kind == FORM:
        if not boundary:
            raise InvalidRequest("content-type names no boundary between the parts of the form")
        return _Form(boundary, most_bytes)
    if kind in RAW or kind.startswith(("audio/", "video/")):
        return _Raw(most_bytes)
    raise InvalidRequest(
        f"content-type {kind[:40]!r} is not read here; send {FORM} with the field {FILE!r}, or the recording itself as"
        " audio/* or application/octet-stream"
    )


def _only_file(fields: dict[str, list[bytes]]) -> bytes:
    files = fields.get(FILE, [])
    if len(files) != 1:
        problem = "holds no recording; it needs one" if not files else "has more than one recording; it may have one"
        raise InvalidRequest(f"the form {problem} field {FILE!r}", field=FILE)
    if not files[0]:
        raise UnreadableAudio("the recording is empty", field=FILE)
    return files[0]


def _expected(said: list[str]) -> int | None:
    if len(said) > 1:
        raise InvalidRequest(f"{MESSAGE} is said more than once", field=MESSAGE)
    try:
        return read_message(said[0]) if said else None
    except ValueError as error:
        raise InvalidRequest(f"{MESSAGE}: {error}", field=MESSAGE) from None


def _too_large(most_bytes: int) -> RecordingTooLarge:
    return RecordingTooLarge(f"the recording is larger than {most_bytes} bytes", field=FILE)


class _Raw:
    """A body that is the file itself."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._received = bytearray()

    def feed(self, piece: bytes) -> None:
        self._received += piece
        if len(self._received) > self._most_bytes:
            raise _too_large(self._most_bytes)

    def finish(self) -> dict[str, list[bytes]]:
        return {FILE: [bytes(self._received)]}


class _Form:
    """A form (RFC 7578). The library cuts it into parts; how much of them is kept is decided here."""

    def __init__(self, boundary: bytes, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._fields: dict[str, list[bytearray]] = {}
        self._name = ""
        self._head = ["", ""]
        self._disposition = ""
        self._whole = False
        callbacks: dict[str, Callable[..., None]] = {
            "on_header_field": lambda data, start, end: self._add_to_head(0, data[start:end]),
            "on_header_value": lambda data, start, end: self._add_to_head(1, data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._begin_field,
            "on_part_data": self._add,
            "on_end": self._end,
        }
        try:
            self._parser = MultipartParser(boundary, callbacks)  # type: ignore[arg-type]
        except FormParserError:
            raise InvalidRequest("content-type names a boundary that cannot be one") from None
        # It would quote what it cannot read.
        self._parser.logger = logging.Logger("form", logging.CRITICAL)

    def feed(self, piece: bytes) -> None:
        try:
            self._parser.write(piece)
        except FormParserError:
            raise InvalidRequest("the body is not the form that its content-type announces") from None

    def finish(self) -> dict[str, list[bytes]]:
        if not self._whole:
            raise InvalidRequest("the body is not the form that its content-type announces: its end is missing")
        return {name: [bytes(value) for value in values] for name, values in self._fields.items()}

    def _add_to_head(self, place: int, data: bytes) -> None:
        self._head[place] += data.decode("latin-1")

    def _end_header(self) -> None:
        if self._head[0].lower() == "content-disposition":
            self._disposition = self._head[1]
        self._head = ["", ""]

    def _begin_field(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._disposition = ""
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        if self._name not in (FILE, MESSAGE):
            raise InvalidRequest(
                f"{self._name[:100]!r} is no field of this form; it has {FILE} and {MESSAGE}", field=self._name[:100]
            )
        values = self._fields.setdefault(self._name, [])
        if values:
            raise InvalidRequest(f"{self._name} is said more than once", field=self._name)
        values.append(bytearray())

    def _add(self, data: bytes, start: int, end: int) -> None:
        value = self._fields[self._name][0]
        value += data[start:end]
        if self._name == FILE and len(value) > self._most_bytes:
            raise _too_large(self._most_bytes)
        if self._name == MESSAGE and len(value) > MOST_FIELD_BYTES:
            raise InvalidRequest(f"{MESSAGE} is longer than any number of 16 bits", field=MESSAGE)

    def _end(self) -> None:
        self._whole = True

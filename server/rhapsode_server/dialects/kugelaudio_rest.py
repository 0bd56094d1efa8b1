"""The KugelAudio protocol's smaller REST bodies: requests to plain data and back. Unknown fields are refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rhapsode_protocol.errors import InvalidRequest
from rhapsode_protocol.wire_json import loads_object
from rhapsode_server.dialects.kugelaudio_fields import FIELDS, string
from rhapsode_server.text.reading import VerbalizedSpan

NORMALIZE_FIELDS = ("text", "language")


@dataclass(frozen=True, slots=True)
class NormalizeRequest:
    """The body of ``POST /v1/normalize``."""

    text: str
    language: str | None = None
    """As a client may name a language; ``None`` for the default voice's own."""


def read_normalize(data: bytes) -> NormalizeRequest:
    """Read the body of ``POST /v1/normalize``; strict.

    Raises:
        InvalidJson: it is not a JSON object.
        InvalidRequest: an unknown key, or a wrong type.
    """
    body = loads_object(data)
    for name in body:
        if name not in NORMALIZE_FIELDS:
            raise InvalidRequest(f"{name[:40]} is not a field of this request", field=name[:40])
    if body.get("text") is None:
        raise InvalidRequest("text is missing", field="text")
    language = body.get("language")
    return NormalizeRequest(
        string("text", body["text"]),
        None if language is None else FIELDS["language"].read("language", language),
    )


def write_normalized(
    text: str,
    language: str,
    time_ms: float,
    segments: Sequence[tuple[str, int, int]],
    spans: Sequence[VerbalizedSpan],
) -> dict[str, Any]:
    """The answer to ``POST /v1/normalize``."""
    return {
        "text": text,
        "language": language,
        # The language is the client's or the voice's: nothing was guessed.
        "confidence": None,
        "time_ms": round(time_ms, 2),
        "segments": [{"text": words, "start": start, "end": end} for words, start, end in segments],
        "spans": [
            {"class": span.kind, "start": span.source_start, "end": span.source_end, "spoken": span.words}
            for span in spans
        ],
    }

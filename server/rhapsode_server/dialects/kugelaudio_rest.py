"""The KugelAudio protocol's smaller REST bodies: requests to plain data and back. Unknown fields are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rhapsode_protocol.errors import InvalidRequest
from rhapsode_protocol.wire_json import loads_object
from rhapsode_server.dialects.kugelaudio_fields import FIELDS, string

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


def write_normalized(text: str, language: str, time_ms: float) -> dict[str, Any]:
    """The answer to ``POST /v1/normalize``."""
    return {"text": text, "language": language, "time_ms": round(time_ms, 2)}

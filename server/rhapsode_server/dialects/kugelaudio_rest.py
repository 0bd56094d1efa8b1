"""The KugelAudio protocol's smaller REST bodies: requests to plain data and back. Unknown fields are refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from rhapsode_protocol.errors import InvalidRequest
from rhapsode_protocol.messages import Settings
from rhapsode_protocol.wire_json import loads_object
from rhapsode_server.dialects.kugelaudio_fields import boolean, read_settings, string
from rhapsode_server.text.reading import Phonemes, VerbalizedSpan

_SAID = ("language", "voice_id", "project_id", "dictionary_ids", "text_filters")
"""Options of speech on which the reading depends."""
NORMALIZE_FIELDS = ("text", "phonemes", *_SAID)

GIVEN, VOICE = "given", "voice"
"""Why a text is read in a language that was not told from it: the client said so, or it is the voice's."""


@dataclass(frozen=True, slots=True)
class NormalizeRequest:
    """The body of ``POST /v1/normalize``."""

    text: str
    settings: Settings = Settings()
    """What is said of the speech whose reading it is. Its language may be ``auto``; where it is left out, the text
    tells it, and in doubt the voice."""
    phonemes: bool = False
    """Whether phonemes are wanted too."""


@dataclass(frozen=True, slots=True)
class NormalizedSegment:
    """What is spoken in one go."""

    text: str
    start: int
    end: int
    """Half-open range in the text that was sent."""
    language: str
    phonemes: Phonemes | None = None
    """``None`` where they were not asked for, or the engine has none."""


@dataclass(frozen=True, slots=True)
class Normalized:
    """How a text is read."""

    text: str
    """The spoken form."""
    language: str
    """Tag of the language that it was read in; where that changes at the beginning, of the one that it settled on."""
    language_reason: str
    """:data:`GIVEN`, :data:`VOICE`, or what told it (``text.identification.Reason``)."""
    confidence: float | None
    """0 to 1; ``None`` where nothing was told from the text."""
    time_ms: float
    """Compute time."""
    estimated_s: float
    """About how long it would be spoken."""
    segments: tuple[NormalizedSegment, ...]
    spans: tuple[VerbalizedSpan, ...]
    """What was not read as it is written."""


def read_normalize(data: bytes) -> NormalizeRequest:
    """Read the body of ``POST /v1/normalize``; strict.

    Raises:
        InvalidJson: it is not a JSON object.
        InvalidRequest: an unknown key, or a wrong type or range.
    """
    body = loads_object(data)
    for name in body:
        if name not in NORMALIZE_FIELDS:
            raise InvalidRequest(f"{name[:40]} is not a field of this request", field=name[:40])
    if body.get("text") is None:
        raise InvalidRequest("text is missing", field="text")
    phonemes = body.get("phonemes")
    return NormalizeRequest(
        string("text", body["text"]),
        read_settings(body, _SAID),
        phonemes is not None and boolean("phonemes", phonemes),
    )


def write_normalized(told: Normalized) -> dict[str, Any]:
    """The answer to ``POST /v1/normalize``."""
    return {
        "text": told.text,
        "language": told.language,
        "language_reason": told.language_reason,
        "confidence": None if told.confidence is None else round(told.confidence, 3),
        "time_ms": round(told.time_ms, 2),
        "estimated_s": round(told.estimated_s, 2),
        "unknown_symbols": _unknown_symbols(told),
        "segments": [
            {
                "text": segment.text,
                "start": segment.start,
                "end": segment.end,
                "language": segment.language,
                "phonemes": None if segment.phonemes is None else segment.phonemes.symbols,
            }
            for segment in told.segments
        ],
        "spans": [
            {"class": span.kind, "start": span.source_start, "end": span.source_end, "spoken": span.words}
            for span in told.spans
        ],
    }


def _unknown_symbols(told: Normalized) -> dict[str, int] | None:
    """Those of all segments; ``None`` where no engine told of any."""
    counted = [
        segment.phonemes.unknown
        for segment in told.segments
        if segment.phonemes is not None and segment.phonemes.unknown is not None
    ]
    total: Counter[str] = Counter()
    for each in counted:
        total.update(each)
    return dict(sorted(total.items())) if counted else None

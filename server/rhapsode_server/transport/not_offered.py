"""Parts of the KugelAudio protocol that this server does not serve: each is refused by name, with 501.

A 404 would say the same to a person, but clients take it for a missing voice or file. What is refused is listed in one
table, which the documents are held against.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from rhapsode_protocol.errors import NotOffered
from rhapsode_server.transport.answers import deny
from rhapsode_server.transport.request_body import discard_body

MOST_DISCARDED_BYTES = 64 * 1024 * 1024
"""The largest upload that the protocol has is 50 MB. Lower, and clients see a broken connection in place of the answer;
higher, and a client makes us read for nothing."""

DISCARD_WITHIN_S = 10.0
"""Lower, and slow uploads see a broken connection in place of the answer; higher, and one that never ends is held."""


class Missing(NamedTuple):
    """One thing that is not offered."""

    path: str
    methods: tuple[str, ...]
    """Empty for a socket."""
    sentence: str


_VOICES = "this server does not make, change or delete voices; GET /v1/voices lists those it has"
_REFERENCES = "this server clones no voices, and so keeps no reference recordings"
_TRANSCRIPTION = "this server does not transcribe speech"
_ENHANCEMENT = "this server does not enhance recordings"

NOT_OFFERED = (
    Missing("/v1/voices", ("POST",), _VOICES),
    Missing("/v1/voices/{voice_id}", ("PATCH", "DELETE"), _VOICES),
    Missing("/v1/voices/{voice_id}/references", ("GET", "POST"), _REFERENCES),
    Missing("/v1/voices/{voice_id}/references/{reference_id}", ("DELETE",), _REFERENCES),
    Missing("/v1/voices/{voice_id}/publish", ("POST",), "this server publishes no voices: all that it has are public"),
    Missing(
        "/v1/voices/{voice_id}/generate-sample",
        ("POST",),
        "this server keeps no voice samples; POST /v1/tts/generate speaks with any voice",
    ),
    Missing("/v1/audio/transcriptions", ("POST",), _TRANSCRIPTION),
    Missing("/v1/audio/transcriptions/stream", (), _TRANSCRIPTION),
    Missing("/v1/audio/enhance", ("POST",), _ENHANCEMENT),
    Missing("/v1/audio/enhance/warmup", ("POST",), _ENHANCEMENT),
    Missing("/v1/audio/enhance/stream", (), _ENHANCEMENT),
    Missing(
        "/v1/realtime/client_secrets",
        ("POST",),
        "this server has no realtime conversations; POST /v1/tokens makes short-lived tokens for browsers",
    ),
)
"""Everything that is refused, by path."""


def not_offered_routes() -> list[BaseRoute]:
    """A route for each row of :data:`NOT_OFFERED`. Put them behind those of what is served."""
    return [
        Route(row.path, _refusal(row.sentence), methods=list(row.methods))
        if row.methods
        else WebSocketRoute(row.path, _denial(row.sentence))
        for row in NOT_OFFERED
    ]


def _refusal(sentence: str) -> Callable[[Request], Awaitable[Response]]:
    async def refuse(request: Request) -> Response:
        await discard_body(request, most_bytes=MOST_DISCARDED_BYTES, within_s=DISCARD_WITHIN_S)
        raise NotOffered(sentence)

    return refuse


def _denial(sentence: str) -> Callable[[WebSocket], Awaitable[None]]:
    async def refuse(websocket: WebSocket) -> None:
        await deny(websocket, NotOffered(sentence))

    return refuse

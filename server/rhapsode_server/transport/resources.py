"""What can be looked up: models, voices, health, readiness. All plain JSON over GET."""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rhapsode_protocol.errors import InvalidRequest
from rhapsode_protocol.formats import FORMATS
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.request_body import discard_body
from rhapsode_server.voices import Catalog, Model, Voice

DEFAULT_PAGE = 20
MAX_PAGE = 100
MAX_OFFSET = 1_000_000

MOST_DISCARDED_BYTES = 256 * 1024
"""How much of diagnostics is read and dropped: eight log records, many times over. Lower, and clients see a broken
connection in place of the answer; higher, and a client makes us read for nothing."""

DISCARD_WITHIN_S = 10.0
"""How long diagnostics may take to arrive. Lower, and slow clients see their connection break and try again; higher,
and one that never ends is held."""


class Resources:
    """Answers the look-up routes from a catalogue and the state of synthesis; never waits for either."""

    def __init__(
        self, catalog: Catalog, synthesizer: Synthesizer, max_input_characters: int, attendance: Attendance
    ) -> None:
        self._attendance = attendance
        self._max_input_characters = max_input_characters
        self._catalog = catalog
        self._synthesizer = synthesizer

    async def models(self, request: Request) -> Response:
        """``GET /v1/models``: the served models, the default first; aliases are not listed."""
        status = self._synthesizer.status()
        warm = {state.engine for state in status.engines if status.ready and state.error is None}
        models = [self._write_model(model, model.engine in warm) for model in self._catalog.models]
        return JSONResponse({"models": models, "engine_reason": status.engine_reason})

    async def voices(self, request: Request) -> Response:
        """``GET /v1/voices``: a page of the catalogue, by ``language``, ``limit`` and ``offset``."""
        query = request.query_params
        limit = _whole_number(query.get("limit"), "limit", DEFAULT_PAGE, 1, MAX_PAGE)
        offset = _whole_number(query.get("offset"), "offset", 0, 0, MAX_OFFSET)
        voices = self._catalog.voices
        # The official clients ask for private voices only by leaving the parameter out. This server has none. Whoever
        # asks without such a client wants to see what there is.
        public = _boolean(query.get("include_public"), "include_public", "x-kugelaudio-sdk" not in request.headers)
        if not public:
            voices = ()
        if query.get("language"):
            tag = self._catalog.language(query["language"])
            # A bare code means every variant: "en" also finds the British voices.
            primary = query["language"].strip().lower()
            voices = tuple(
                voice for voice in voices if primary == voice.language.split("-")[0] or voice.language == tag
            )
        page = [_write_voice(voice) for voice in voices[offset : offset + limit]]
        return JSONResponse({"voices": page, "total": len(voices), "limit": limit, "offset": offset})

    async def voice(self, request: Request) -> Response:
        """``GET /v1/voices/{voice_id}``: one voice, by number or handle."""
        voice = self._catalog.voice(request.path_params["voice_id"])
        # The whole list only here: an espeak-ng voice reads well over a hundred languages.
        others = [tag for tag in voice.languages if tag != voice.language]
        detail = {
            "supported_languages": [voice.language, *others],
            "generative_voice_description": voice.description,
            "pending_verification": False,
        }
        return JSONResponse({**_write_voice(voice), **detail})

    async def diagnostics(self, request: Request) -> Response:
        """``POST /v1/sdk-diagnostics``: log records of an official client. Neither read nor kept."""
        await discard_body(request, most_bytes=MOST_DISCARDED_BYTES, within_s=DISCARD_WITHIN_S)
        return Response(status_code=204)

    async def health(self, request: Request) -> Response:
        """``GET /health``: the process lives. Says what speaks and whether it is marked; never waits for a model."""
        return JSONResponse({"status": "ok", "version": version("rhapsode"), **self._state()})

    async def ready(self, request: Request) -> Response:
        """``GET /ready``: 200 once a worker is warm and has spoken its test sentence, else 503.

        A server that drains is not ready either, and says ``"reason": "draining"``.
        """
        state = self._state()
        reason = "draining" if self._attendance.draining else "no worker is ready"
        ready = bool(state["ready"]) and not self._attendance.draining
        body = {
            "status": "ready" if ready else "not ready",
            "model_path": self._catalog.models[0].id,
            "multi_model": len(self._catalog.models) > 1,
            **state,
            "ready": ready,
            **({} if ready else {"reason": reason}),
        }
        return JSONResponse(body, 200 if ready else 503)

    def _write_model(self, model: Model, ready: bool) -> dict[str, Any]:
        return {
            "id": model.id,
            "name": model.name,
            "model_id": model.id,
            "description": model.description,
            "engine": model.engine,
            "ready": ready,
            "max_input_length": self._max_input_characters,
            "sample_rate": model.sample_rate_hz,
            "output_formats": list(FORMATS),
        }

    def _state(self) -> dict[str, Any]:
        return asdict(self._synthesizer.status())


def _write_voice(voice: Voice) -> dict[str, Any]:
    return {
        "id": voice.id,
        "voice_id": voice.id,
        "handle": voice.handle,
        "name": voice.name,
        "sex": voice.sex,
        "age": None,
        "category": None,
        "description": voice.description,
        "limitation": voice.limitation or None,
        "quality": "mid",
        "language": voice.language,
        "supported_languages": [voice.language],
        "engine": voice.engine,
        "is_public": True,
        "verified": True,
        "sample_text": None,
        "avatar_url": None,
        "sample_url": None,
    }


def _whole_number(said: str | None, name: str, default: int, least: int, most: int) -> int:
    if said is None:
        return default
    if not (said.isascii() and said.isdigit() and len(said) < 10 and least <= int(said) <= most):
        raise InvalidRequest(f"{name} must be a whole number from {least} to {most}", field=name)
    return int(said)


def _boolean(said: str | None, name: str, default: bool) -> bool:
    if not said:
        return default
    if said not in ("true", "false"):
        raise InvalidRequest(f"{name} must be true or false", field=name)
    return said == "true"

"""The application: routes, error answers, and the life of synthesis. The only place that knows all rooms."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from rhapsode_protocol.errors import InvalidRequest, RhapsodeError
from rhapsode_protocol.formats import resolve_format
from rhapsode_protocol.messages import Settings
from rhapsode_server.config import Config
from rhapsode_server.dialects.kugelaudio import (
    Dialect,
    MultiDialect,
    OneShotDialect,
    StreamDialect,
    read_generate,
)
from rhapsode_server.engines.registry import engine_row, load_voices
from rhapsode_server.session import MultiSession, OneShotSession, Session, StreamSession
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.transport.answers import EXCEPTION_HANDLERS, deny, refuse_socket
from rhapsode_server.transport.request_body import read_body
from rhapsode_server.transport.request_id import RequestId
from rhapsode_server.transport.resources import Resources
from rhapsode_server.transport.rest import generate
from rhapsode_server.transport.websocket import serve_socket
from rhapsode_server.voices import Catalog

OpenSession = Callable[[str, Settings, bool], Session]


def create_app(config: Config, *, on_ready: Callable[[], None] | None = None) -> Starlette:
    """Build the server for one configuration.

    Args:
        config: everything that can be set.
        on_ready: called once, when the first worker has spoken its test sentence.
    """
    return _Server(config, on_ready).application


def load_catalog(engine: str) -> Catalog:
    """The voices and models of one engine.

    Raises:
        ValueError: there is no engine of that name.
    """
    row = engine_row(engine)
    return Catalog([row.model], load_voices(engine), row.default_voice)


class _Server:
    """Holds what lives as long as the server does."""

    def __init__(self, config: Config, on_ready: Callable[[], None] | None) -> None:
        self._limits = config.limits()
        self._catalog = load_catalog(config.engine)
        self._synthesizer = Synthesizer(config.synthesis())
        self._on_ready = on_ready
        self._connections = itertools.count(1)
        resources = Resources(self._catalog, self._synthesizer, self._limits.max_frame_characters)
        self.application = Starlette(
            routes=[
                WebSocketRoute("/ws/tts", self._socket(self._open_one_shot, OneShotDialect)),
                WebSocketRoute("/ws/tts/stream", self._socket(self._open_stream, StreamDialect)),
                WebSocketRoute("/ws/tts/multi", self._socket(self._open_multi, MultiDialect)),
                Route("/v1/tts/generate", self._generate, methods=["POST"]),
                Route("/predict", self._generate, methods=["POST"]),
                Route("/v1/models", resources.models),
                Route("/v1/voices", resources.voices),
                Route("/v1/voices/{voice_id}", resources.voice),
                Route("/health", resources.health),
                Route("/ready", resources.ready),
                WebSocketRoute("/{path:path}", refuse_socket),
            ],
            middleware=[Middleware(RequestId)],
            exception_handlers=EXCEPTION_HANDLERS,
            lifespan=self._lifespan,
        )

    @asynccontextmanager
    async def _lifespan(self, application: Starlette) -> AsyncIterator[None]:
        await self._synthesizer.start(self._on_ready)
        try:
            yield
        finally:
            await self._synthesizer.close()

    # --- Sockets ----------------------------------------------------------------------------------------------------

    def _socket(
        self, open_session: OpenSession, dialect: Callable[[], Dialect]
    ) -> Callable[[WebSocket], Awaitable[None]]:
        async def endpoint(websocket: WebSocket) -> None:
            try:
                settings = self._settings_of(websocket)
                session = open_session(self._next_name(), settings, "sdk" in websocket.query_params)
            except RhapsodeError as error:
                await deny(websocket, error)
                return
            await serve_socket(websocket, session, dialect(), self._synthesizer)

        return endpoint

    def _settings_of(self, websocket: WebSocket) -> Settings:
        query = websocket.query_params
        model_id = query.get("model_id") or None
        self._catalog.model(model_id)
        said = query.get("flush_ends_turn")
        if said not in (None, "true", "false"):
            raise InvalidRequest("flush_ends_turn must be true or false", field="flush_ends_turn")
        return Settings(model_id=model_id, flush_ends_turn=None if said is None else said == "true")

    def _next_name(self) -> str:
        return f"c{next(self._connections)}"

    def _open_one_shot(self, name: str, settings: Settings, has_sdk: bool) -> Session:
        return OneShotSession(name, self._catalog, self._limits, settings=settings)

    def _open_stream(self, name: str, settings: Settings, has_sdk: bool) -> Session:
        # Today's clients name themselves in the query; the original generation's do not, and expect that a flush
        # leaves the turn open.
        return StreamSession(name, self._catalog, self._limits, settings=settings, flush_ends_turn=has_sdk)

    def _open_multi(self, name: str, settings: Settings, has_sdk: bool) -> Session:
        return MultiSession(name, self._catalog, self._limits, settings=settings)

    # --- REST -------------------------------------------------------------------------------------------------------

    async def _generate(self, request: Request) -> Response:
        speak = read_generate(await read_body(request))
        audio_format = resolve_format(speak.settings.output_format, speak.settings.sample_rate_hz)
        session = OneShotSession(self._next_name(), self._catalog, self._limits)
        return await generate(speak, session, self._synthesizer, audio_format, request.receive)

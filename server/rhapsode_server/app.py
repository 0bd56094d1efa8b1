"""The application: routes, error answers, and the life of synthesis. The only place that knows all rooms."""

from __future__ import annotations

import itertools
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from rhapsode_protocol.errors import (
    InternalError,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    RhapsodeError,
    TextTooLong,
)
from rhapsode_protocol.formats import resolve_format
from rhapsode_protocol.messages import Settings
from rhapsode_server.config import Config
from rhapsode_server.dialects.kugelaudio import (
    Dialect,
    MultiDialect,
    OneShotDialect,
    StreamDialect,
    read_generate,
    write_error,
)
from rhapsode_server.engines.registry import engine_row, load_voices
from rhapsode_server.session import MultiSession, OneShotSession, Session, StreamSession
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.transport.resources import Resources
from rhapsode_server.transport.rest import generate
from rhapsode_server.transport.websocket import serve_socket
from rhapsode_server.voices import Catalog

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 256 * 1024
"""Ten thousand characters of four UTF-8 bytes, each written as a JSON escape, fit five times over."""

CLIENT_CLOSED_REQUEST = 499
"""Status for the log of a client that left before its answer; nobody reads it (nginx's number)."""

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
                WebSocketRoute("/{path:path}", _refuse_socket),
            ],
            middleware=[Middleware(RequestId)],
            exception_handlers={
                RhapsodeError: _answer_error,
                HTTPException: _answer_http_exception,
                ClientDisconnect: _answer_nobody,
                Exception: _answer_fault,
            },
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
                await _deny(websocket, error)
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
        speak = read_generate(await _body(request))
        audio_format = resolve_format(speak.settings.output_format, speak.settings.sample_rate_hz)
        session = OneShotSession(self._next_name(), self._catalog, self._limits)
        return await generate(speak, session, self._synthesizer, audio_format, request.receive)


async def _deny(websocket: WebSocket, error: RhapsodeError) -> None:
    """Answer a handshake with an error, worded as on REST."""
    body = write_error(error, websocket.scope.get("request_id"))
    await websocket.send_denial_response(JSONResponse(body, error.http_status))


async def _refuse_socket(websocket: WebSocket) -> None:
    # The framework's own answer would be 403, which clients take for a wrong key.
    await _deny(websocket, NotFound(f"there is no socket at {websocket.url.path[:100]}"))


async def _body(request: Request) -> bytes:
    received = bytearray()
    async for piece in request.stream():
        received += piece
        if len(received) > MAX_BODY_BYTES:
            raise TextTooLong(f"the body is larger than {MAX_BODY_BYTES} bytes")
    return bytes(received)


async def _answer_nobody(request: Request, error: Exception) -> Response:
    return Response(status_code=CLIENT_CLOSED_REQUEST)


async def _answer_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RhapsodeError)
    headers = {} if error.retry_after_s is None else {"Retry-After": str(error.retry_after_s)}
    return JSONResponse(write_error(error, request.scope.get("request_id")), error.http_status, headers)


async def _answer_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return await _answer_error(request, NotFound(f"there is nothing at {request.url.path[:100]}"))
    if error.status_code == 405:
        answer = await _answer_error(request, MethodNotAllowed(f"{request.method} is not served at this path"))
        # Which methods are: RFC 9110 section 15.5.6.
        answer.headers.update(error.headers or {})
        return answer
    return await _answer_error(request, InvalidRequest(str(error.detail)))


async def _answer_fault(request: Request, error: Exception) -> Response:
    answer = await _answer_error(request, InternalError("something went wrong in the server; its log has the details"))
    # The framework answers faults from outside the middleware that names all other responses.
    answer.headers["x-request-id"] = request.scope["request_id"]
    return answer


class RequestId:
    """Gives every HTTP response and socket upgrade an ``x-request-id``, the client's own where it sent a sane one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        sent = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
        request_id = (
            sent if 0 < len(sent) <= 64 and sent.replace(b"-", b"").isalnum() else secrets.token_hex(8).encode()
        )
        scope["request_id"] = request_id.decode()

        async def send_with_id(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.accept", "websocket.http.response.start"):
                message = {**message, "headers": [*message.get("headers", []), (b"x-request-id", request_id)]}
            await send(message)

        await self._app(scope, receive, send_with_id)

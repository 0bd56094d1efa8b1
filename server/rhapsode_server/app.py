"""The application: routes, error answers, and the life of synthesis. The only place that knows all rooms."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket

from rhapsode_protocol.errors import RhapsodeError, ServerDraining
from rhapsode_protocol.formats import resolve_format
from rhapsode_protocol.messages import NOTHING_SAID, Settings
from rhapsode_server.access.admission import Admission
from rhapsode_server.config import Config
from rhapsode_server.detection.desk import Desk
from rhapsode_server.detection.process import DetectionOptions
from rhapsode_server.dialects.dialect import Dialect
from rhapsode_server.dialects.kugelaudio import (
    MultiDialect,
    OneShotDialect,
    StreamDialect,
    read_generate,
    read_query,
)
from rhapsode_server.dialects.kugelaudio_rest import read_normalize, write_normalized
from rhapsode_server.dictionaries.dictionary_store import NOBODY, DictionaryStore
from rhapsode_server.dictionaries.file_watch import watching
from rhapsode_server.dictionaries.shelf import Shelf
from rhapsode_server.engines.registry import engine_row, load_mixers, load_voices, served_engines
from rhapsode_server.session import MultiSession, OneShotSession, Session, StreamSession
from rhapsode_server.session.pronunciations import Pronunciations
from rhapsode_server.speech import Owner
from rhapsode_server.synthesis.supervisor import Loss
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.telemetry.logs import guard_loop
from rhapsode_server.telemetry.loop_lag import watch_loop_lag
from rhapsode_server.telemetry.metrics import Metrics
from rhapsode_server.text.identification import IDENTIFIABLE
from rhapsode_server.transport.answers import EXCEPTION_HANDLERS, ask_for_upgrade, deny, refuse_socket
from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.browser_files import BrowserFiles, browser_folder, read_browser_files
from rhapsode_server.transport.dictionaries import Dictionaries
from rhapsode_server.transport.documents import Documents
from rhapsode_server.transport.door import OPEN_FOLDER, Door, caller_of
from rhapsode_server.transport.eviction import Eviction
from rhapsode_server.transport.metrics import MetricsPage
from rhapsode_server.transport.normalize import normalize
from rhapsode_server.transport.not_offered import not_offered_routes
from rhapsode_server.transport.observer import Observer, connection_of
from rhapsode_server.transport.request_body import read_body
from rhapsode_server.transport.request_id import RequestId
from rhapsode_server.transport.resources import Resources
from rhapsode_server.transport.rest import generate
from rhapsode_server.transport.tokens import Tokens
from rhapsode_server.transport.watermark import DETECT_PATH, WatermarkDetection
from rhapsode_server.transport.websocket import serve_socket, turn_away
from rhapsode_server.voices import Catalog

logger = logging.getLogger(__name__)

SOCKETS = {"/ws/tts": "tts", "/ws/tts/stream": "stream", "/ws/tts/multi": "multi"}
"""Where sockets speak, and what metrics and log call each kind."""

SPEAKING = {"/v1/tts/generate": "rest", "/predict": "rest"}
"""The same for REST resources that speak, and so count as connections."""

OpenSession = Callable[[str, Owner, Pronunciations, Settings, bool], Session]


def create_app(
    config: Config, *, on_ready: Callable[[], None] | None = None, attendance: Attendance | None = None
) -> Starlette:
    """Build the server for one configuration.

    Args:
        config: everything that can be set.
        on_ready: called once, when the first worker has spoken its test sentence.
        attendance: who is connected; whoever runs the server begins the drain there.
    """
    return _Server(config, on_ready, attendance or Attendance(config.drain_s)).application


def load_catalog(engine: str) -> Catalog:
    """The voices and models of one engine, and of those that it brings along.

    Raises:
        ValueError: there is no engine of that name.
    """
    rows = [engine_row(name) for name in served_engines(engine)]
    return Catalog(
        [row.model for row in rows],
        [voice for row in rows for voice in load_voices(row.name)],
        rows[0].default_voice,
        [mixer for row in rows for mixer in load_mixers(row.name)],
        other_defaults=[row.default_voice for row in rows[1:]],
    )


class _Server:
    """Holds what lives as long as the server does."""

    def __init__(self, config: Config, on_ready: Callable[[], None] | None, attendance: Attendance) -> None:
        self._limits = config.limits()
        self._max_body_bytes = config.max_frame_bytes
        self._selection = config.selection()
        engine = self._selection.engine
        self._catalog = load_catalog(engine)
        self._metrics = Metrics(
            version("rhapsode"), engine, [loss.value for loss in Loss], brought=served_engines(engine)[1:]
        )
        self._detects = config.detect_language != "off"
        tags = self._catalog.tags_of(IDENTIFIABLE)
        self._synthesizer = Synthesizer(config.synthesis(self._selection, tags), self._metrics)
        detection = DetectionOptions(model_dir=config.model_dir, allow_hub=config.watermark_hub)
        self._desk = Desk(detection)
        watermark = WatermarkDetection(self._desk, attendance, detection.limits)
        self._on_ready = on_ready
        self._attendance = attendance
        self._reader_grace_s = config.reader_grace_s
        self._connections = itertools.count(1)
        self._doorkeeper = config.doorkeeper()
        self._eviction = Eviction(
            self._doorkeeper.refresh, lambda key_id: self._doorkeeper.is_welcome(key_id, time.time())
        )
        door = Middleware(
            Door,
            doorkeeper=self._doorkeeper,
            policy=config.origin_policy(),
            admission=Admission(config.max_connections, config.max_connections_per_key),
            eviction=self._eviction,
            counted_paths=(*SPEAKING, DETECT_PATH),
        )
        observer = Middleware(Observer, metrics=self._metrics, sockets=SOCKETS, speaking=SPEAKING)
        self._dictionaries = DictionaryStore(config.dictionaries_path())
        self._shelf = Shelf(self._dictionaries, config.dictionary_file())
        dictionaries = Dictionaries(self._dictionaries, self._shelf, self._max_body_bytes)
        self._browser_files = BrowserFiles(read_browser_files(browser_folder()), has_demo=config.demo_page)
        documents = Documents(self._limits.max_frame_characters, SOCKETS, self._browser_files)
        resources = Resources(self._catalog, self._synthesizer, self._limits.max_frame_characters, attendance)
        self.application = Starlette(
            routes=self._routes(documents, resources, watermark, dictionaries),
            middleware=[Middleware(RequestId), observer, door],
            exception_handlers=EXCEPTION_HANDLERS,
            lifespan=self._lifespan,
        )
        # A redirect would name http:// behind a proxy that ends TLS, and has lost the key that was in the address.
        self.application.router.redirect_slashes = False

    def _routes(
        self, documents: Documents, resources: Resources, watermark: WatermarkDetection, dictionaries: Dictionaries
    ) -> list[BaseRoute]:
        """Everything that is served, in the order in which it is looked for."""
        return [
            WebSocketRoute("/ws/tts", self._socket(self._open_one_shot, OneShotDialect)),
            WebSocketRoute("/ws/tts/stream", self._socket(self._open_stream, StreamDialect)),
            WebSocketRoute("/ws/tts/multi", self._socket(self._open_multi, MultiDialect)),
            *(Route(path, ask_for_upgrade) for path in SOCKETS),
            *(Route(path, self._generate, methods=["POST"]) for path in SPEAKING),
            Route("/v1/normalize", self._normalize, methods=["POST"]),
            Route(DETECT_PATH, watermark.detect, methods=["POST"]),
            Route("/v1/sdk-diagnostics", resources.diagnostics, methods=["POST"]),
            Route("/v1/tokens", Tokens(self._doorkeeper).mint, methods=["POST"]),
            Route("/v1/models", resources.models),
            Route("/v1/voices", resources.voices),
            Route("/v1/voices/{voice_id}", resources.voice),
            *dictionaries.routes(),
            Route("/health", resources.health),
            Route("/ready", resources.ready),
            Route("/metrics", MetricsPage(self._metrics).metrics),
            Route("/", documents.root),
            Route("/openapi.json", documents.openapi),
            Route("/asyncapi.json", documents.asyncapi),
            *not_offered_routes(),
            WebSocketRoute("/{path:path}", refuse_socket),
            # Behind the former, so that it is asked for nothing but files.
            Mount(OPEN_FOLDER, self._browser_files),
        ]

    @asynccontextmanager
    async def _lifespan(self, application: Starlette) -> AsyncIterator[None]:
        guard_loop(asyncio.get_running_loop())
        logger.info("engine %s, %s", self._selection.engine, self._selection.reason)
        await self._synthesizer.start(self._on_ready)
        lag = asyncio.create_task(watch_loop_lag(self._metrics), name="loop-lag")
        try:
            async with self._eviction.watching(), watching(self._shelf):
                yield
        finally:
            lag.cancel()
            await self._desk.close()
            await self._synthesizer.close()
            self._doorkeeper.close()
            self._dictionaries.close()

    # --- Sockets ----------------------------------------------------------------------------------------------------

    def _socket(
        self, open_session: OpenSession, dialect: Callable[[], Dialect]
    ) -> Callable[[WebSocket], Awaitable[None]]:
        async def endpoint(websocket: WebSocket) -> None:
            if self._attendance.draining:
                await turn_away(websocket)
                return
            try:
                settings = self._settings_of(websocket)
                name = self._next_name(websocket)
                owner = caller_of(websocket).owner(name)
                sdk = "sdk" in websocket.query_params
                session = open_session(name, owner, self._pronunciations_of(websocket), settings, sdk)
            except RhapsodeError as error:
                await deny(websocket, error)
                return
            await serve_socket(
                websocket,
                session,
                dialect(),
                self._synthesizer,
                attendance=self._attendance,
                reader_grace_s=self._reader_grace_s,
            )

        return endpoint

    def _settings_of(self, websocket: WebSocket) -> Settings:
        settings = read_query(websocket.query_params)
        self._catalog.model(settings.model_id)
        return settings

    def _next_name(self, request: HTTPConnection) -> str:
        name = f"c{next(self._connections)}"
        connection = connection_of(request.scope)
        if connection is not None:
            connection.name, connection.key_id = name, caller_of(request).key_id
        return name

    def _pronunciations_of(self, request: HTTPConnection) -> Pronunciations:
        return self._shelf.of(caller_of(request).key_id or NOBODY)

    def _open_one_shot(
        self,
        name: str,
        owner: Owner,
        pronunciations: Pronunciations,
        settings: Settings = NOTHING_SAID,
        has_sdk: bool = False,
    ) -> OneShotSession:
        return OneShotSession(
            name,
            self._catalog,
            self._limits,
            owner=owner,
            settings=settings,
            real_time_factors=self._synthesizer.real_time_factors,
            pronunciations=pronunciations,
            detects=self._detects,
        )

    def _open_stream(
        self, name: str, owner: Owner, pronunciations: Pronunciations, settings: Settings, has_sdk: bool
    ) -> Session:
        # Today's clients name themselves in the query; the original generation's do not, and expect that a flush
        # leaves the turn open.
        return StreamSession(
            name,
            self._catalog,
            self._limits,
            owner=owner,
            settings=settings,
            real_time_factors=self._synthesizer.real_time_factors,
            pronunciations=pronunciations,
            detects=self._detects,
            flush_ends_turn=has_sdk,
        )

    def _open_multi(
        self, name: str, owner: Owner, pronunciations: Pronunciations, settings: Settings, has_sdk: bool
    ) -> Session:
        return MultiSession(
            name,
            self._catalog,
            self._limits,
            owner=owner,
            settings=settings,
            real_time_factors=self._synthesizer.real_time_factors,
            pronunciations=pronunciations,
            detects=self._detects,
        )

    # --- REST -------------------------------------------------------------------------------------------------------

    async def _generate(self, request: Request) -> Response:
        if self._attendance.draining:
            raise ServerDraining("the server is about to restart; try again later")
        speak = read_generate(await read_body(request, self._max_body_bytes))
        audio_format = resolve_format(speak.settings.output_format, speak.settings.sample_rate_hz)
        name = self._next_name(request)
        session = self._open_one_shot(name, caller_of(request).owner(name), self._pronunciations_of(request))
        return await generate(
            speak,
            session,
            self._synthesizer,
            audio_format,
            request.receive,
            attendance=self._attendance,
            reader_grace_s=self._reader_grace_s,
            connection=connection_of(request.scope),
        )

    async def _normalize(self, request: Request) -> Response:
        if self._attendance.draining:
            raise ServerDraining("the server is about to restart; try again later")
        asked = read_normalize(await read_body(request, self._max_body_bytes))
        told = await normalize(
            asked,
            self._catalog,
            self._synthesizer,
            self._limits.max_frame_characters,
            pronunciations=self._pronunciations_of(request),
            real_time_factors=self._synthesizer.real_time_factors,
            detects=self._detects,
        )
        return JSONResponse(write_normalized(told))

"""Sees every connection come and go, and hands each that speaks its :class:`Connection`, as ``scope["connection"]``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rhapsode_protocol.errors import InternalError
from rhapsode_server.telemetry.connection import Connection
from rhapsode_server.telemetry.metrics import Metrics

SOCKETS = {"/ws/tts": "tts", "/ws/tts/stream": "stream", "/ws/tts/multi": "multi"}
"""The label of each socket. Every other path is ``other``: a label must not be what a stranger asks for."""

SPEAKING = {"/v1/tts/generate": "rest", "/predict": "rest"}
"""REST resources that count as connections, because they speak. Every other is ``http``."""

ABNORMAL_CLOSURE = 1006
"""The code of an end without a close frame (RFC 6455 section 7.1.5)."""

BROKEN_OFF = "broken off"

NOTHING_SENT = 499
"""Status for the log of a client that left before its answer (nginx's number)."""


class Observer:
    """ASGI middleware. Stands before the door, so that who is refused is counted too.

    Args:
        app: what is observed.
        metrics: where it is counted.
    """

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._observe_socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._observe_request(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _observe_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["path"] in SOCKETS else "another path"
        connection = self._connect(scope, SOCKETS.get(scope["path"], "other"), path)
        end: tuple[int, str] | None = None

        async def watched_send(message: Message) -> None:
            nonlocal end
            kind = message["type"]
            if kind == "websocket.accept":
                connection.open()
            elif kind == "websocket.close":
                end = end or (message.get("code", 1000), "closed by the server")
            elif kind == "websocket.http.response.start":
                connection.error_told(_error_code(scope, message["status"]))
            await send(message)

        async def watched_receive() -> Message:
            nonlocal end
            message = await receive()
            if message["type"] == "websocket.disconnect":
                code = message.get("code", ABNORMAL_CLOSURE)
                end = end or (code, BROKEN_OFF if code == ABNORMAL_CLOSURE else "closed by the client")
            return message

        try:
            await self._app(scope, watched_receive, watched_send)
        finally:
            connection.close(*(end or (ABNORMAL_CLOSURE, BROKEN_OFF)))

    async def _observe_request(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = SPEAKING.get(scope["path"], "http")
        connection = self._connect(scope, socket, scope["path"] if socket == "rest" else "another path")
        status, why = NOTHING_SENT, "left before the answer"

        async def watched_send(message: Message) -> None:
            nonlocal status, why
            if message["type"] == "http.response.start":
                status, why = message["status"], "cut short"
                # An error of speech has been counted where it arose.
                if status >= 400 and not connection.errors_told:
                    connection.error_told(_error_code(scope, status))
            elif not message.get("more_body", False):
                why = "answered"
            await send(message)

        if socket == "rest":
            connection.open(quietly=True)
        try:
            await self._app(scope, receive, watched_send)
        except Exception:
            if status == NOTHING_SENT:
                # The framework answers faults from outside, where nothing is seen of it.
                status, why = InternalError.http_status, "answered"
                connection.error_told(InternalError.code)
            raise
        finally:
            connection.close(status, why)

    def _connect(self, scope: Scope, socket: str, path: str) -> Connection:
        connection = Connection(self._metrics, socket, path, scope.get("request_id", "-"))
        scope["connection"] = connection
        return connection


def connection_of(scope: Mapping[str, Any]) -> Connection | None:
    """The connection that a request is part of; ``None`` where nobody observes, as in tests of a part."""
    connection = scope.get("connection")
    return connection if isinstance(connection, Connection) else None


def _error_code(scope: Scope, status: int) -> str:
    """What an error answer is about: a code of the tree, or the bare status of what the framework refused itself."""
    return str(scope.get("error_code") or f"HTTP_{status}")

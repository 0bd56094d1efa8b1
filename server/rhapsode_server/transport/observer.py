"""Sees every connection come and go, and hands each that speaks its :class:`Connection`, as ``scope["connection"]``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rhapsode_protocol.errors import InternalError
from rhapsode_server.telemetry.connection import Connection
from rhapsode_server.telemetry.metrics import Metrics
from rhapsode_server.transport.peer import ABNORMAL_CLOSURE, CLOSED_BY_SERVER

BROKEN_OFF = "broken off"

NOTHING_SENT = 499
"""Status for the log of a client that left before its answer (nginx's number)."""


class Observer:
    """ASGI middleware. Stands before the door, so that who is refused is counted too.

    Args:
        app: what is observed.
        metrics: where it is counted.
        sockets: the label of each socket, by its path. Every other path is ``other``: a label must not be what a
            stranger asks for.
        speaking: the same for REST resources that count as connections, because they speak. Every other is ``http``.
    """

    def __init__(
        self, app: ASGIApp, *, metrics: Metrics, sockets: Mapping[str, str], speaking: Mapping[str, str]
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._sockets = sockets
        self._speaking = speaking
        metrics.expect(tuple(dict.fromkeys((*sockets.values(), *speaking.values()))))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._observe_socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._observe_request(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _observe_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["path"] in self._sockets else "another path"
        connection = self._connect(scope, self._sockets.get(scope["path"], "other"), path)
        end: tuple[int, str] | None = None

        async def watched_send(message: Message) -> None:
            nonlocal end
            kind = message["type"]
            if kind == "websocket.accept":
                connection.open()
            elif kind == "websocket.close":
                end = end or (message.get("code", 1000), "closed by the server")
            elif kind == "websocket.http.response.start":
                _count_error(connection, scope)
            await send(message)

        async def watched_receive() -> Message:
            nonlocal end
            message = await receive()
            if message["type"] == "websocket.disconnect":
                end = end or _end_of(message)
            return message

        try:
            await self._app(scope, watched_receive, watched_send)
        finally:
            connection.close(*(end or (ABNORMAL_CLOSURE, BROKEN_OFF)))

    async def _observe_request(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = self._speaking.get(scope["path"], "http")
        connection = self._connect(scope, socket, scope["path"] if socket == "rest" else "another path")
        status, why = NOTHING_SENT, "left before the answer"

        async def watched_send(message: Message) -> None:
            nonlocal status, why
            if message["type"] == "http.response.start":
                status, why = message["status"], "cut short"
                # An error of speech has been counted where it arose.
                if not connection.errors_told:
                    _count_error(connection, scope)
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


def _count_error(connection: Connection, scope: Scope) -> None:
    """Count an error answer. One without a code is none: readiness probes, and clients that left before theirs."""
    if scope.get("error_code"):
        connection.error_told(str(scope["error_code"]))


def _end_of(disconnect: Message) -> tuple[int, str]:
    """Code and cause of an end that the application has not asked for."""
    code = disconnect.get("code", ABNORMAL_CLOSURE)
    if disconnect.get(CLOSED_BY_SERVER):
        return code, "closed by the server"
    return code, BROKEN_OFF if code == ABNORMAL_CLOSURE else "closed by the client"

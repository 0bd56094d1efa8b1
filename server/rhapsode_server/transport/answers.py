"""Errors as HTTP answers: one shape for REST, for refused handshakes, and for faults of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ExceptionHandler
from starlette.websockets import WebSocket

from rhapsode_protocol.errors import (
    InternalError,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    RhapsodeError,
    Unauthorized,
    UpgradeRequired,
)
from rhapsode_protocol.wire_json import dumps
from rhapsode_server.dialects.kugelaudio import write_error

CLIENT_CLOSED_REQUEST = 499
"""Status for the log of a client that left before its answer; nobody reads it (nginx's number)."""


async def deny(websocket: WebSocket, error: RhapsodeError) -> None:
    """Answer a handshake with an error, worded as on REST."""
    websocket.scope["error_code"] = error.code
    body = write_error(error, websocket.scope.get("request_id"))
    await websocket.send_denial_response(_json(body, error.http_status, _headers(error)))


async def refuse_socket(websocket: WebSocket) -> None:
    """Answer a handshake at a path where there is no socket."""
    # The framework's own answer would be 403, which clients take for a wrong key.
    await deny(websocket, NotFound(f"there is no socket at {websocket.url.path[:100]}"))


async def ask_for_upgrade(request: Request) -> Response:
    """Answer a plain ``GET`` at a socket's path."""
    raise UpgradeRequired(f"{request.url.path} is a WebSocket; open it with a handshake (ws:// or wss://)")


async def answer_nobody(request: Request, error: Exception) -> Response:
    """A client that has left."""
    return Response(status_code=CLIENT_CLOSED_REQUEST)


async def answer_error(request: Request, error: Exception) -> Response:
    """An error of the tree: its status, its frame as the body, and ``Retry-After`` where that is known."""
    assert isinstance(error, RhapsodeError)
    request.scope["error_code"] = error.code
    return _json(write_error(error, request.scope.get("request_id")), error.http_status, _headers(error))


async def answer_http_exception(request: Request, error: Exception) -> Response:
    """What the framework refuses by itself: an unknown path, a wrong method."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return await answer_error(request, NotFound(f"there is nothing at {request.url.path[:100]}"))
    if error.status_code == 405:
        answer = await answer_error(request, MethodNotAllowed(f"{request.method} is not served at this path"))
        # Which methods are: RFC 9110 section 15.5.6.
        answer.headers.update(error.headers or {})
        return answer
    return await answer_error(request, InvalidRequest(str(error.detail)))


async def answer_fault(request: Request, error: Exception) -> Response:
    """A fault of ours: nothing of its text goes out."""
    answer = await answer_error(request, InternalError("something went wrong in the server; its log has the details"))
    # The framework answers faults from outside the middleware that names all other responses.
    answer.headers["x-request-id"] = request.scope["request_id"]
    return answer


def _headers(error: RhapsodeError) -> dict[str, str]:
    headers = {} if error.retry_after_s is None else {"Retry-After": str(error.retry_after_s)}
    if isinstance(error, Unauthorized):
        # RFC 9110 section 11.6.1 wants beside every 401 which credentials would do; RFC 6750 section 3 has the word.
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, UpgradeRequired):
        # RFC 9110 section 15.5.22 wants the protocol named, and section 7.8 that the line is this connection's alone.
        headers |= {"Upgrade": "websocket", "Connection": "Upgrade"}
    return headers


def _json(body: Mapping[str, Any], status: int, headers: Mapping[str, str] | None = None) -> Response:
    # Not the framework's own: a message may quote half a character of the client's, which is no Unicode text.
    return Response(dumps(body), status, headers, media_type="application/json")


EXCEPTION_HANDLERS: dict[type[Exception], ExceptionHandler] = {
    RhapsodeError: answer_error,
    HTTPException: answer_http_exception,
    ClientDisconnect: answer_nobody,
    Exception: answer_fault,
}
"""What the application does with whatever an endpoint raises."""

"""Errors as HTTP answers: one shape for REST, for refused handshakes, and for faults of ours."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ExceptionHandler
from starlette.websockets import WebSocket

from rhapsode_protocol.errors import InternalError, InvalidRequest, MethodNotAllowed, NotFound, RhapsodeError
from rhapsode_server.dialects.kugelaudio import write_error

CLIENT_CLOSED_REQUEST = 499
"""Status for the log of a client that left before its answer; nobody reads it (nginx's number)."""


async def deny(websocket: WebSocket, error: RhapsodeError) -> None:
    """Answer a handshake with an error, worded as on REST."""
    body = write_error(error, websocket.scope.get("request_id"))
    await websocket.send_denial_response(JSONResponse(body, error.http_status))


async def refuse_socket(websocket: WebSocket) -> None:
    """Answer a handshake at a path where there is no socket."""
    # The framework's own answer would be 403, which clients take for a wrong key.
    await deny(websocket, NotFound(f"there is no socket at {websocket.url.path[:100]}"))


async def answer_nobody(request: Request, error: Exception) -> Response:
    """A client that has left."""
    return Response(status_code=CLIENT_CLOSED_REQUEST)


async def answer_error(request: Request, error: Exception) -> Response:
    """An error of the tree: its status, its frame as the body, and ``Retry-After`` where that is known."""
    assert isinstance(error, RhapsodeError)
    headers = {} if error.retry_after_s is None else {"Retry-After": str(error.retry_after_s)}
    return JSONResponse(write_error(error, request.scope.get("request_id")), error.http_status, headers)


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


EXCEPTION_HANDLERS: dict[type[Exception], ExceptionHandler] = {
    RhapsodeError: answer_error,
    HTTPException: answer_http_exception,
    ClientDisconnect: answer_nobody,
    Exception: answer_fault,
}
"""What the application does with whatever an endpoint raises."""

"""What is not offered is refused by name, and its body is dropped without being kept."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse

from rhapsode_server.transport.answers import EXCEPTION_HANDLERS
from rhapsode_server.transport.not_offered import NOT_OFFERED, not_offered_routes
from rhapsode_server.transport.request_body import discard_body


def client() -> TestClient:
    return TestClient(Starlette(routes=not_offered_routes(), exception_handlers=EXCEPTION_HANDLERS))


def concrete(path: str) -> str:
    for name in ("voice_id", "reference_id"):
        path = path.replace(f"{{{name}}}", "7")
    return path


@pytest.mark.parametrize("row", [row for row in NOT_OFFERED if row.methods], ids=lambda row: row.path)
def test_each_request_is_refused_by_name(row: Any) -> None:
    for method in row.methods:
        answer = client().request(method, concrete(row.path))
        assert answer.status_code == 501
        assert answer.json() == {
            "error": row.sentence,
            "error_code": "VALIDATION_ERROR",
            "code": 501,
            "retryable": False,
        }


@pytest.mark.parametrize("row", [row for row in NOT_OFFERED if not row.methods], ids=lambda row: row.path)
def test_each_handshake_is_refused_by_name(row: Any) -> None:
    with pytest.raises(WebSocketDenialResponse) as caught, client().websocket_connect(row.path):
        raise AssertionError("the socket was opened")
    assert (caught.value.status_code, caught.value.json()["error"]) == (501, row.sentence)


def test_there_is_a_route_for_each_row() -> None:
    routes = not_offered_routes()
    assert [route.path for route in routes if isinstance(route, (Route, WebSocketRoute))] == [
        row.path for row in NOT_OFFERED
    ]


class Upload:
    """A client that sends pieces, and counts how many were taken."""

    def __init__(self, pieces: int, *, ends: bool = True, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
        self.taken = 0
        self._pieces = pieces
        self._ends = ends
        scope = {"type": "http", "method": "POST", "path": "/", "headers": list(headers)}
        self.request = Request(scope, self.receive)

    async def receive(self) -> dict[str, Any]:
        self.taken += 1
        if self.taken > self._pieces:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": b"a" * 1_000, "more_body": self.taken < self._pieces or not self._ends}


def discard(upload: Upload, **limits: Any) -> int:
    asyncio.run(discard_body(upload.request, **{"most_bytes": 10_000, "within_s": 10.0, **limits}))
    return upload.taken


def test_a_body_is_read_to_its_end() -> None:
    assert discard(Upload(3)) == 3


def test_a_body_that_is_too_large_is_left() -> None:
    assert discard(Upload(100)) == 11


def test_a_body_that_never_ends_is_left() -> None:
    upload = Upload(3, ends=False)
    assert discard(upload, within_s=0.01) == 4


def test_whoever_asks_first_is_spared_the_sending() -> None:
    assert discard(Upload(3, headers=((b"expect", b"100-continue"),))) == 0

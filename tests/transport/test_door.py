"""The door before a small application: who comes through, as whom, and what is left of a key behind it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocket

from rhapsode_server.access.admission import Admission
from rhapsode_server.access.doorkeeper import Auth, Doorkeeper
from rhapsode_server.access.key_store import KeyStore
from rhapsode_server.access.origin import OriginPolicy, read_origins
from rhapsode_server.app import SPEAKING
from rhapsode_server.transport.answers import EXCEPTION_HANDLERS
from rhapsode_server.transport.door import OPEN_PATHS, Door, caller_of
from rhapsode_server.transport.eviction import Eviction

SITE = "https://app.example"
CALLED = "testserver"
"""What the test client calls every server for sockets, whatever it is told."""


class Hall:
    """What is behind the door: everything answers with who came, and under which address."""

    def __init__(self, keys_db: Path, auth: Auth = "auto", *, most: int = 0, most_per_key: int = 0) -> None:
        self.admission = Admission(most, most_per_key)
        doorkeeper = Doorkeeper(keys_db, auth)
        door = Middleware(
            Door,
            doorkeeper=doorkeeper,
            policy=OriginPolicy(allowed_hosts=(CALLED,), allowed_origins=read_origins(SITE)),
            admission=self.admission,
            eviction=Eviction(doorkeeper.refresh, lambda key_id: doorkeeper.is_welcome(key_id, time.time())),
            counted_paths=SPEAKING,
        )
        paths = [*OPEN_PATHS, *SPEAKING, "/v1/voices"]
        self.app = Starlette(
            routes=[
                *(Route(path, self._answer, methods=["GET", "POST"]) for path in paths),
                Route("/broken", self._break),
                WebSocketRoute("/ws", self._talk),
                WebSocketRoute("/ws/broken", self._break),
            ],
            middleware=[door],
            exception_handlers=EXCEPTION_HANDLERS,
        )
        self.client = TestClient(self.app, base_url=f"http://{CALLED}", raise_server_exceptions=False)

    async def _answer(self, request: Request) -> Response:
        caller = caller_of(request)
        return JSONResponse(
            {
                "key_id": caller.key_id,
                "by_token": caller.by_token,
                "url": str(request.url),
                "inside": self.admission.total,
            }
        )

    async def _talk(self, websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_json({"key_id": caller_of(websocket).key_id, "url": str(websocket.url)})
        await websocket.receive()

    async def _break(self, connection: Any) -> Response:
        raise ZeroDivisionError

    def refusal(self, path: str, **headers: str) -> WebSocketDenialResponse:
        """How a handshake is refused."""
        with pytest.raises(WebSocketDenialResponse) as caught, self.client.websocket_connect(path, headers=headers):
            raise AssertionError("the socket was opened")
        return caught.value


@pytest.fixture
def keys_db(tmp_path: Path) -> Path:
    return tmp_path / "keys.db"


@pytest.fixture
def key(keys_db: Path) -> tuple[str, str]:
    stored, key = KeyStore(keys_db).create("test", time.time())
    return stored.id, key


# --- Keys ------------------------------------------------------------------------------------------------------------


def test_without_keys_everybody_is_anybody(keys_db: Path) -> None:
    hall = Hall(keys_db)
    assert hall.client.get("/v1/voices?api_key=something").json()["key_id"] is None
    with hall.client.websocket_connect("/ws?api_key=something") as socket:
        assert socket.receive_json()["key_id"] is None


@pytest.mark.parametrize("way", ["bearer", "header", "api_key", "token"])
def test_a_key_opens_in_every_way_of_showing_it_and_ends_at_the_door(
    keys_db: Path, key: tuple[str, str], way: str
) -> None:
    key_id, secret = key
    hall = Hall(keys_db)
    headers = {"bearer": {"Authorization": f"Bearer {secret}"}, "header": {"X-API-Key": secret}}.get(way, {})
    query = {"api_key": f"?api_key={secret}&sdk=js", "token": f"?sdk=js&token={secret}"}.get(way, "?sdk=js")
    answer = hall.client.get(f"/v1/voices{query}", headers=headers).json()
    assert (answer["key_id"], answer["url"]) == (key_id, f"http://{CALLED}/v1/voices?sdk=js")
    with hall.client.websocket_connect(f"/ws{query}", headers=headers) as socket:
        answer = socket.receive_json()
    assert (answer["key_id"], answer["url"]) == (key_id, f"ws://{CALLED}/ws?sdk=js")


@pytest.mark.parametrize("origin", [b"https://evil.example", b"http://testserver"])
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_web_server_itself_finds_no_key_when_it_writes_its_log(
    keys_db: Path, key: tuple[str, str], kind: str, origin: bytes
) -> None:
    scope: dict[str, Any] = {
        "type": kind,
        "method": "GET",
        "path": "/nowhere",
        "headers": [(b"host", CALLED.encode()), (b"origin", origin), (b"x-api-key", b"another")],
        "query_string": f"sdk=js&api_key={key[1]}".encode(),
        "extensions": {"websocket.http.response": {}},
    }

    async def nothing(*_: Any) -> dict[str, Any]:
        return {"type": f"{kind}.{'connect' if kind == 'websocket' else 'request'}", "body": b""}

    asyncio.run(Hall(keys_db).app(scope, nothing, nothing))
    assert scope["query_string"] == b"sdk=js"
    assert key[1] not in repr({name: value for name, value in scope.items() if name != "app"})


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("path", ["/v1/voices", "/v1/tts/generate", "/metrics", "/nowhere", "/health/", "/v1/models/x"])
def test_without_a_key_nothing_more_is_told(keys_db: Path, path: str) -> None:
    answer = Hall(keys_db).client.get(path, follow_redirects=False)
    assert (answer.status_code, answer.json()["error_code"]) == (401, "UNAUTHORIZED")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.usefixtures("key")
def test_a_handshake_without_a_good_key_is_refused_before_it_is_a_socket(keys_db: Path) -> None:
    hall = Hall(keys_db)
    for path in ("/ws", "/ws?api_key=wrong", "/nowhere"):
        refusal = hall.refusal(path)
        assert (refusal.status_code, refusal.json()["code"]) == (401, 401)
        assert refusal.headers["www-authenticate"] == "Bearer"


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("path", sorted(OPEN_PATHS))
def test_what_is_open_is_open_also_to_whoever_shows_a_bad_key(keys_db: Path, path: str) -> None:
    hall = Hall(keys_db)
    assert hall.client.get(path).status_code == 200
    assert hall.client.get(path, headers={"X-API-Key": "wrong"}).json()["key_id"] is None


def test_a_key_is_good_until_the_moment_of_its_revocation(keys_db: Path, key: tuple[str, str]) -> None:
    hall, headers = Hall(keys_db), {"X-API-Key": key[1]}
    assert hall.client.get("/v1/voices", headers=headers).status_code == 200
    KeyStore(keys_db).revoke(key[0], time.time())
    answer = hall.client.get("/v1/voices", headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (401, "the key has been revoked")


# --- Pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/v1/voices", "/health", "/v1/tts/generate"])
@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}], ids=str
)
def test_a_hostile_page_is_sent_away_before_anything_else(keys_db: Path, path: str, headers: dict[str, str]) -> None:
    hall = Hall(keys_db)
    answer = hall.client.get(path, headers=headers)
    assert (answer.status_code, answer.json()["error_code"]) == (403, "UNAUTHORIZED")
    assert "access-control-allow-origin" not in answer.headers
    assert hall.refusal("/ws", **headers).status_code == 403


def test_its_preflight_is_refused_too(keys_db: Path) -> None:
    preflight = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    assert Hall(keys_db).client.options("/v1/tts/generate", headers=preflight).status_code == 403


def test_two_hosts_or_two_origins_are_none(keys_db: Path) -> None:
    hall = Hall(keys_db)
    for name, first, second in [("Host", CALLED, "evil.example"), ("Origin", SITE, "https://evil.example")]:
        # A list, because a dictionary has each name but once.
        answer = hall.client.get("/health", headers=[(name, first), (name, second)])
        assert answer.status_code == 403


def test_a_page_of_the_server_itself_is_at_home(keys_db: Path) -> None:
    hall = Hall(keys_db)
    assert hall.client.get("/v1/voices", headers={"Origin": f"http://{CALLED}"}).status_code == 200
    with hall.client.websocket_connect("/ws", headers={"Origin": f"http://{CALLED}"}) as socket:
        assert socket.receive_json()


@pytest.mark.usefixtures("key")
def test_a_listed_site_may_ask_before_it_has_a_key_and_read_why_it_is_refused(keys_db: Path) -> None:
    hall = Hall(keys_db)
    preflight = {
        "Origin": SITE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, x-api-key, content-type",
        "Access-Control-Request-Private-Network": "true",
    }
    answer = hall.client.options("/v1/tts/generate", headers=preflight)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, SITE)
    assert answer.headers["access-control-allow-private-network"] == "true"
    answer = hall.client.post("/v1/tts/generate", headers={"Origin": SITE})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (401, SITE)
    shown = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert {"x-request-id", "retry-after", "x-sample-rate", "x-audio-format", "x-kugelaudio-ai-generated"} <= shown


def test_a_listed_site_opens_sockets(keys_db: Path, key: tuple[str, str]) -> None:
    with Hall(keys_db).client.websocket_connect(f"/ws?token={key[1]}", headers={"Origin": SITE}) as socket:
        assert socket.receive_json()["key_id"] == key[0]


# --- Numbers ---------------------------------------------------------------------------------------------------------


def test_one_more_than_allowed_is_told_when_to_come_back(keys_db: Path) -> None:
    hall = Hall(keys_db, most=2)
    with hall.client.websocket_connect("/ws") as first, hall.client.websocket_connect("/ws") as second:
        assert first.receive_json()
        assert second.receive_json()
        refusal = hall.refusal("/ws")
        assert (refusal.status_code, refusal.json()["error_code"]) == (429, "RATE_LIMITED")
        assert refusal.headers["retry-after"] == str(refusal.json()["retry_after"])
        answer = hall.client.post("/v1/tts/generate")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, str(answer.json()["retry_after"]))
        assert hall.client.get("/v1/voices").status_code == 200, "what is cheap does not count"
    assert hall.client.post("/v1/tts/generate").json()["inside"] == 1
    assert hall.admission.total == 0


def test_each_key_has_its_own_number(keys_db: Path, key: tuple[str, str]) -> None:
    _, other = KeyStore(keys_db).create("other", time.time())
    hall = Hall(keys_db, most_per_key=1)
    with hall.client.websocket_connect(f"/ws?api_key={key[1]}") as socket:
        assert socket.receive_json()
        assert hall.refusal(f"/ws?api_key={key[1]}").status_code == 429
        assert hall.client.get("/v1/voices", headers={"X-API-Key": key[1]}).status_code == 200
        with hall.client.websocket_connect(f"/ws?api_key={other}") as socket_of_other:
            assert socket_of_other.receive_json()


@pytest.mark.usefixtures("key")
def test_whoever_has_no_key_does_not_count(keys_db: Path) -> None:
    hall = Hall(keys_db, most=1)
    for _ in range(3):
        assert hall.refusal("/ws?api_key=wrong").status_code == 401
    assert hall.admission.total == 0


def test_whatever_ends_a_connection_lets_go_of_it(keys_db: Path) -> None:
    hall = Hall(keys_db, most=1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), hall.client.websocket_connect("/ws/broken"):
            raise AssertionError("the socket was opened")
        assert hall.admission.total == 0


def test_the_life_of_the_application_passes_through(keys_db: Path) -> None:
    with TestClient(Hall(keys_db).app, base_url="http://127.0.0.1") as client:
        assert client.get("/health").status_code == 200

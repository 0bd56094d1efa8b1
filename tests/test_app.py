"""What the application answers of itself: ids, refusals, methods. No worker is started: the lifespan is not entered."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from rhapsode_server.access.key_store import KeyStore
from rhapsode_server.app import SOCKETS, create_app, load_catalog
from rhapsode_server.config import Config
from rhapsode_server.engines.registry import load_voices
from rhapsode_server.session import Session
from rhapsode_server.transport.not_offered import NOT_OFFERED


@pytest.fixture
def client() -> TestClient:
    return TestClient(create_app(Config(engine="tone")), raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("language", "speaks"),
    [
        (None, "af_heart"),
        ("en", "af_heart"),
        ("en-gb", "bf_emma"),
        ("es", "ef_dora"),
        ("fr", "ff_siwis"),
        ("hi", "hf_alpha"),
        ("it", "if_sara"),
        ("ja", "jf_alpha"),
        ("pt", "pf_dora"),
        ("pt-br", "pf_dora"),
        ("zh", "zf_xiaobei"),
        ("de", "espeak-de"),
        ("en-029", "espeak-en-029"),
        ("es-419", "espeak-es-419"),
        ("yue", "espeak-yue"),
    ],
)
def test_one_catalogue_holds_the_voices_of_both_engines(language: str | None, speaks: str) -> None:
    choice = load_catalog("kokoro").choose(None, language)
    assert (choice.voice.handle, choice.warning) == (speaks, None)


def test_what_an_engine_brings_along_is_added_and_nothing_else_changes() -> None:
    both, kokoro, espeak = load_catalog("kokoro"), load_voices("kokoro"), load_voices("espeak")
    assert both.voices == (*kokoro, *espeak), "the ids of the one end before those of the other begin"
    assert len({voice.id for voice in both.voices}) == len({voice.handle for voice in both.voices}) == len(both.voices)
    assert both.voice("af_heart(2)+am_echo(1)").engine == "kokoro"
    assert [both.model_of(both.voice(name)).id for name in ("af_heart", "espeak-de")] == ["kokoro-82m", "espeak"]
    assert both.choose(None, None, "espeak").voice.handle == "espeak-en-us"


def test_every_socket_that_speaks_has_a_label() -> None:
    paths = {route.path for route in create_app(Config(engine="tone")).routes if isinstance(route, WebSocketRoute)}
    assert paths - {row.path for row in NOT_OFFERED} == {*SOCKETS, "/{path:path}"}


def test_every_answer_has_an_id(client: TestClient) -> None:
    for path in ("/health", "/v1/models", "/nowhere"):
        assert re.fullmatch("[0-9a-f]{16}", client.get(path).headers["x-request-id"])


@pytest.mark.parametrize("sent", ["abc-123", "A" * 64])
def test_a_sane_id_of_the_client_is_kept(client: TestClient, sent: str) -> None:
    answer = client.get("/nowhere", headers={"x-request-id": sent})
    assert answer.headers["x-request-id"] == answer.json()["request_id"] == sent


@pytest.mark.parametrize("sent", ["", "-", "a b", "a\tb", "A" * 65, "x;y"])
def test_any_other_is_replaced(client: TestClient, sent: str) -> None:
    assert client.get("/health", headers={"x-request-id": sent}).headers["x-request-id"] != sent


def test_a_fault_of_ours_is_answered_with_its_id_and_nothing_of_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(tag: str) -> str:
        raise KeyError("somebody's words")

    app = create_app(Config(engine="tone"))
    monkeypatch.setattr("rhapsode_server.voices.Catalog.language", lambda self, tag: broken(tag))
    answer = TestClient(app, raise_server_exceptions=False).get("/v1/voices?language=en")
    assert answer.status_code == 500
    assert answer.json()["error_code"] == "INTERNAL_ERROR"
    assert answer.headers["x-request-id"] == answer.json()["request_id"]
    assert "words" not in answer.text


@pytest.mark.parametrize("path", ["/nowhere", "/v1", "/v1/models/", "/v1/voices/nobody", "/v1/voices/0", "/ws/nowhere"])
def test_what_is_not_there(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["error_code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize("path", ["/ws/tts", "/ws/tts/stream", "/ws/tts/multi"])
def test_a_socket_asked_for_over_http_says_what_it_is(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"], answer.json()["error_code"]) == (426, 426, "VALIDATION_ERROR")
    assert answer.json()["error"].startswith(f"{path} is a WebSocket")
    assert (answer.headers["upgrade"], answer.headers["connection"]) == ("websocket", "Upgrade")
    assert client.post(path).status_code == 405


def test_the_longest_text_fits_into_a_body_however_it_is_written() -> None:
    app = create_app(Config(engine="tone", max_frame_characters=80_000, max_pending_characters=80_000))
    body = b'{"text": "' + rb"\ud83d\ude00" * 80_000 + b'", "voice_id": "nobody"}'
    answer = TestClient(app).post("/v1/tts/generate", content=body)
    assert answer.json()["field"] == "voice_id", "it was read to its end"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "/v1/tts/generate", {"POST"}), ("DELETE", "/v1/voices", {"GET", "HEAD"}), ("OPTIONS", "/health", {"GET"})],
)
def test_a_wrong_method_is_told_the_right_ones(client: TestClient, method: str, path: str, allowed: set[str]) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()["code"], answer.json()["error_code"]) == (405, 405, "VALIDATION_ERROR")
    assert {name.strip() for name in answer.headers["allow"].split(",")} >= allowed


def test_head_is_answered_without_a_body(client: TestClient) -> None:
    answer = client.head("/v1/models")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/tts/generate", content=b" " * (Config().max_frame_bytes + 1))
    assert (answer.status_code, answer.json()["error_code"]) == (413, "VALIDATION_ERROR")


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"text": "a", "speed": NaN}', b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/v1/tts/generate", content=body)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize("path", ["/ws/tts", "/ws/tts/stream", "/ws/tts/multi"])
def test_fairness_goes_by_key(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owners = []

    async def note(websocket: WebSocket, session: Session, *_: object, **__: object) -> None:
        owners.append(session._owner)
        await websocket.close()

    monkeypatch.setattr("rhapsode_server.app.serve_socket", note)
    keys_db = tmp_path / "keys.db"
    client = TestClient(create_app(Config(engine="tone", keys_db=keys_db)))

    def come(key: str) -> None:
        with contextlib.suppress(WebSocketDisconnect), client.websocket_connect(f"{path}?api_key={key}"):
            raise AssertionError("it was not closed")

    come("none-is-asked-for-yet")
    stored, key = KeyStore(keys_db).create("a", 1.0)
    come(key)
    come(key)
    assert [owner.name for owner in owners] == ["c1", f"key:{stored.id}", f"key:{stored.id}"]


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("/ws/tts?model_id=gpt-4", 400, "model_id"),
        ("/ws/tts/multi?model_id=gpt-4", 400, "model_id"),
        ("/ws/tts/stream?flush_ends_turn=maybe", 400, "flush_ends_turn"),
        ("/ws/nowhere", 404, None),
        ("/v1/audio/transcriptions/stream", 501, None),
    ],
)
def test_a_handshake_is_refused_with_the_reason(
    client: TestClient, address: str, status: int, field: str | None
) -> None:
    with pytest.raises(WebSocketDenialResponse) as caught, client.websocket_connect(address):
        raise AssertionError("the socket was opened")
    denial = caught.value
    assert (denial.status_code, denial.json()["code"], denial.json().get("field")) == (status, status, field)
    assert denial.headers["x-request-id"] == denial.json()["request_id"]


def test_a_handshake_is_answered_with_an_id_and_the_mark_of_synthetic_speech(client: TestClient) -> None:
    with client.websocket_connect("/ws/tts/stream?model_id=kugel-3.5&flush_ends_turn=true") as socket:
        headers = dict(socket.extra_headers or [])
        assert headers[b"x-kugelaudio-ai-generated"] == b"true"
        assert headers[b"x-request-id"]
        socket.send_text("{")
        assert socket.receive_json()["error_code"] == "VALIDATION_ERROR"
        socket.send_json({"cancel": True})
        assert socket.receive_json() == {"interrupted": True}
        socket.send_json({"close_socket": True})
        assert socket.receive_json()["session_closed"]
        with pytest.raises(WebSocketDisconnect):
            socket.receive_json()

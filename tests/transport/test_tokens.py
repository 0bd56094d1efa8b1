"""``POST /v1/tokens``, through the whole application; no worker is started."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from rhapsode_server.access.key_store import KeyStore
from rhapsode_server.app import create_app
from rhapsode_server.config import Config
from rhapsode_server.transport.tokens import USUAL_S


@pytest.fixture
def keys_db(tmp_path: Path) -> Path:
    return tmp_path / "keys.db"


def client_of(keys_db: Path) -> TestClient:
    return TestClient(create_app(Config(engine="tone", keys_db=keys_db)))


def with_key(keys_db: Path, **options: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {KeyStore(keys_db).create('test', time.time(), **options)[1]}"}


@pytest.mark.parametrize(
    ("body", "lasts_s"),
    [(b"", USUAL_S), (b" ", USUAL_S), (b"{}", USUAL_S), (b'{"expires_in_s": null}', USUAL_S)]
    + [(b'{"expires_in_s": 60}', 60), (b'{"expires_in_s": 3600}', 3_600)],
)
def test_a_key_gets_a_token_that_opens_for_so_long(keys_db: Path, body: bytes, lasts_s: int) -> None:
    headers = with_key(keys_db)
    client = client_of(keys_db)
    before = int(time.time())
    answer = client.post("/v1/tokens", content=body, headers=headers)
    said = answer.json()
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert said.keys() == {"token", "expires_at", "expires_in_s"}
    assert said["expires_in_s"] == lasts_s
    assert before + lasts_s <= datetime.fromisoformat(said["expires_at"]).timestamp() <= time.time() + lasts_s
    assert said["expires_at"].endswith("Z")
    for shown in ({"Authorization": f"Bearer {said['token']}"}, {"X-API-Key": said["token"]}):
        assert client.get("/v1/voices", headers=shown).status_code == 200
    for name in ("token", "api_key"):
        assert client.get(f"/v1/voices?{name}={said['token']}").status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"expires_in_s": 59}', "expires_in_s"),
        (b'{"expires_in_s": 3601}', "expires_in_s"),
        (b'{"expires_in_s": true}', "expires_in_s"),
        (b'{"expires_in_s": 60.5}', "expires_in_s"),
        (b'{"expires_in_s": "60"}', "expires_in_s"),
        (b'{"expires_in": 60}', "expires_in"),
        (b"[]", None),
        (b"{", None),
    ],
)
def test_a_wrong_body_is_refused_by_its_field(keys_db: Path, body: bytes, field: str | None) -> None:
    answer = client_of(keys_db).post("/v1/tokens", content=body)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "VALIDATION_ERROR")
    assert answer.json().get("field") == field


def test_without_a_good_key_there_is_none(keys_db: Path) -> None:
    with_key(keys_db)
    client = client_of(keys_db)
    assert client.post("/v1/tokens").status_code == 401
    assert client.post("/v1/tokens", headers={"X-API-Key": "wrong"}).status_code == 401


def test_a_token_gets_no_token(keys_db: Path) -> None:
    headers = with_key(keys_db)
    client = client_of(keys_db)
    token = client.post("/v1/tokens", headers=headers).json()["token"]
    answer = client.post("/v1/tokens", headers={"X-API-Key": token})
    assert (answer.status_code, answer.json()["error_code"]) == (403, "UNAUTHORIZED")


def test_it_ends_with_its_key(keys_db: Path) -> None:
    headers = with_key(keys_db, expires_at=int(time.time()) + 100)
    assert client_of(keys_db).post("/v1/tokens", headers=headers).json()["expires_in_s"] <= 100


def test_where_no_key_is_asked_for_a_page_gets_one_all_the_same(keys_db: Path) -> None:
    client = client_of(keys_db)
    token = client.post("/v1/tokens").json()["token"]
    assert client.get(f"/v1/voices?token={token}").status_code == 200

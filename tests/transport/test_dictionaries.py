"""``/v1/dictionaries``: what is answered to whom, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from rhapsode_server.access.caller import ANYBODY, Caller
from rhapsode_server.dictionaries.dictionary_store import DictionaryStore
from rhapsode_server.dictionaries.shelf import Shelf
from rhapsode_server.transport.answers import EXCEPTION_HANDLERS
from rhapsode_server.transport.dictionaries import Dictionaries

BODY_BYTES = 10_000


class Callers:
    """A door that lets in whoever a test says."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.caller = ANYBODY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["caller"] = self.caller
        await self.app(scope, receive, send)


@pytest.fixture
def callers(tmp_path: Path) -> Callers:
    store = DictionaryStore(tmp_path / "d.db")
    routes = Dictionaries(store, Shelf(store), BODY_BYTES).routes()
    return Callers(Starlette(routes=routes, exception_handlers=EXCEPTION_HANDLERS))


@pytest.fixture
def client(callers: Callers) -> Iterator[TestClient]:
    with TestClient(callers) as client:
        yield client


def make(client: TestClient, **said: Any) -> int:
    answer = client.post("/v1/dictionaries", json={"name": "Names", **said})
    assert answer.status_code == 201
    number: int = answer.json()["id"]
    return number


def test_a_dictionary_from_its_making_to_its_end(client: TestClient) -> None:
    made = client.post("/v1/dictionaries", json={"name": "  Brand   names ", "language": "en"}).json()
    assert {name: made[name] for name in ("id", "project_id", "name", "description", "language", "is_active")} == {
        "id": 1,
        "project_id": 1,
        "name": "Brand names",
        "description": None,
        "language": "en",
        "is_active": True,
    }
    assert client.get("/v1/dictionaries").json() == {"dictionaries": [made]}
    changed = client.patch("/v1/dictionaries/1", json={"language": None, "description": "ours", "name": None}).json()
    assert (changed["language"], changed["description"], changed["name"]) == (None, "ours", "Brand names")
    assert client.delete("/v1/dictionaries/1").json() == {"deleted": True}
    assert client.get("/v1/dictionaries/1").status_code == 404


def test_an_entry_from_its_making_to_its_end(client: TestClient) -> None:
    entries = f"/v1/dictionaries/{make(client)}/entries"
    made = client.post(entries, json={"word": " New  York ", "replacement": "the city", "ipa": ""})
    assert (made.status_code, made.json()["word"], made.json()["ipa"]) == (201, "New York", None)
    assert client.post(entries, json={"word": "New York", "replacement": "a"}).json()["id"] == made.json()["id"]
    changed = client.patch(f"{entries}/{made.json()['id']}", json={"ipa": "nuː jɔːk", "case_sensitive": True}).json()
    assert (changed["replacement"], changed["ipa"], changed["case_sensitive"]) == ("a", "nuː jɔːk", True)
    assert client.get(entries).json() == {"entries": [changed], "total": 1, "limit": 100, "offset": 0}
    assert client.put(entries, json={"entries": []}).json() == {"upserted": 0, "deleted": 1, "total": 0}
    assert client.delete(f"{entries}/{made.json()['id']}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/v1/dictionaries", {}, "name"),
        ("POST", "/v1/dictionaries", {"name": " "}, "name"),
        ("POST", "/v1/dictionaries", {"name": 1}, "name"),
        ("POST", "/v1/dictionaries", {"name": "a" * 201}, "name"),
        ("POST", "/v1/dictionaries", {"name": "\ud800"}, "name"),
        ("POST", "/v1/dictionaries", {"name": "a", "language": "English"}, "language"),
        ("POST", "/v1/dictionaries", {"name": "a", "is_active": True}, "is_active"),
        ("POST", "/v1/dictionaries?project_id=0", {"name": "a"}, "project_id"),
        ("POST", "/v1/dictionaries?project_id=x", {"name": "a"}, "project_id"),
        ("PATCH", "/v1/dictionaries/1", {"is_active": 1}, "is_active"),
        ("POST", "/v1/dictionaries/1/entries", {"word": "a"}, "replacement"),
        ("POST", "/v1/dictionaries/1/entries", {"replacement": "a"}, "word"),
        ("POST", "/v1/dictionaries/1/entries", {"word": "a", "replacement": ""}, "replacement"),
        ("POST", "/v1/dictionaries/1/entries", {"word": "a", "replacement": "b", "ipa": "c" * 201}, "ipa"),
        ("PUT", "/v1/dictionaries/1/entries", {}, "entries"),
        ("PUT", "/v1/dictionaries/1/entries", {"entries": {}}, "entries"),
        ("PUT", "/v1/dictionaries/1/entries", {"entries": [1]}, "entries[0]"),
        ("PUT", "/v1/dictionaries/1/entries", {"entries": [{"word": "a"}]}, "entries[0].replacement"),
        ("PUT", "/v1/dictionaries/1/entries", {"entries": [], "more": 1}, "more"),
        ("GET", "/v1/dictionaries/1/entries?limit=501", None, "limit"),
        ("GET", "/v1/dictionaries/1/entries?offset=-1", None, "offset"),
        ("GET", f"/v1/dictionaries/1/entries?search={'a' * 201}", None, "search"),
    ],
)
def test_a_wrong_request_is_told_its_field(client: TestClient, method: str, path: str, body: Any, field: str) -> None:
    make(client)
    content = None if body is None else json.dumps(body)
    answer = client.request(method, path, content=content)
    assert (answer.status_code, answer.json()["error_code"], answer.json()["field"]) == (400, "VALIDATION_ERROR", field)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/dictionaries/2"),
        ("GET", "/v1/dictionaries/x"),
        ("GET", "/v1/dictionaries/99999999999999999999"),
        ("DELETE", "/v1/dictionaries/1/entries/1"),
        ("DELETE", "/v1/dictionaries/1/entries/x"),
        ("GET", "/v1/dictionaries/1?project_id=9"),
    ],
)
def test_what_is_not_there(client: TestClient, method: str, path: str) -> None:
    make(client)
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()["error_code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/v1/dictionaries", {"GET", "HEAD", "POST"}),
        ("/v1/dictionaries/1", {"GET", "HEAD", "PATCH", "DELETE"}),
        ("/v1/dictionaries/1/entries", {"GET", "HEAD", "POST", "PUT"}),
        ("/v1/dictionaries/1/entries/1", {"PATCH", "DELETE"}),
    ],
)
def test_a_wrong_method_is_told_all_the_right_ones(client: TestClient, path: str, allowed: set[str]) -> None:
    answer = client.request("OPTIONS", path)
    assert answer.status_code == 405
    assert {name.strip() for name in answer.headers["allow"].split(",")} == allowed


def test_a_body_is_bounded(client: TestClient) -> None:
    answer = client.post("/v1/dictionaries", content=b" " * (BODY_BYTES + 1))
    assert (answer.status_code, answer.json()["error_code"]) == (413, "VALIDATION_ERROR")


def test_each_key_sees_its_own_and_a_token_changes_none(callers: Callers, client: TestClient) -> None:
    callers.caller = Caller("first")
    number = make(client)
    project = client.get(f"/v1/dictionaries/{number}").json()["project_id"]
    callers.caller = Caller("first", by_token=True)
    assert client.get(f"/v1/dictionaries/{number}").status_code == 200
    for method, path in (
        ("POST", ""),
        ("PATCH", f"/{number}"),
        ("DELETE", f"/{number}"),
        ("POST", f"/{number}/entries"),
        ("PUT", f"/{number}/entries"),
        ("PATCH", f"/{number}/entries/1"),
        ("DELETE", f"/{number}/entries/1"),
    ):
        assert client.request(method, f"/v1/dictionaries{path}", content=b"{}").status_code == 403
    callers.caller = Caller("second")
    assert client.get("/v1/dictionaries").json() == {"dictionaries": []}
    assert client.get(f"/v1/dictionaries/{number}").status_code == 404
    assert client.get(f"/v1/dictionaries?project_id={project}").status_code == 403


def test_a_broken_file_is_a_fault_of_ours_without_its_place(tmp_path: Path) -> None:
    store = DictionaryStore(tmp_path / "d.db")
    app = Starlette(
        routes=Dictionaries(store, Shelf(store), BODY_BYTES).routes(), exception_handlers=EXCEPTION_HANDLERS
    )
    (tmp_path / "d.db").write_bytes(b"no database" * 100)
    answer = TestClient(app, raise_server_exceptions=False).get("/v1/dictionaries")
    assert (answer.status_code, answer.json()["error_code"]) == (500, "INTERNAL_ERROR")
    assert str(tmp_path) not in answer.text

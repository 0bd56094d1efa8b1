"""The documents as they are served, and that they describe every route there is and no other."""

from __future__ import annotations

import json
from importlib.metadata import version

import pytest
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from rhapsode_protocol.documents import load_asyncapi, load_openapi
from rhapsode_server.app import create_app
from rhapsode_server.config import Config
from rhapsode_server.transport.documents import Documents
from rhapsode_server.transport.not_offered import NOT_OFFERED


def client(max_input_characters: int = 123) -> TestClient:
    documents = Documents(max_input_characters, ("/ws/tts", "/ws/tts/stream", "/ws/tts/multi"))
    routes = [
        Route("/", documents.root),
        Route("/openapi.json", documents.openapi),
        Route("/asyncapi.json", documents.asyncapi),
    ]
    return TestClient(Starlette(routes=routes))


@pytest.mark.parametrize(("path", "schemas"), [("/openapi.json", ["text"]), ("/asyncapi.json", ["text", "piece"])])
def test_what_only_the_server_knows_is_filled_in(path: str, schemas: list[str]) -> None:
    answer = client().get(path)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["info"]["version"] == version("rhapsode")
    for name in schemas:
        assert answer.json()["components"]["schemas"][name]["maxLength"] == 123


def test_the_root_tells_where_to_go_on() -> None:
    answer = client().get("/").json()
    assert answer["version"] == version("rhapsode")
    offered = {route.path for route in _app().routes if isinstance(route, (Route, WebSocketRoute))}
    assert {answer["openapi"], answer["asyncapi"], answer["health"], answer["ready"]} <= offered
    assert answer["sockets"] == [channel["address"] for channel in load_asyncapi()["channels"].values()]


def test_every_route_is_described_and_every_description_has_a_route() -> None:
    # Sockets are AsyncAPI's, and so is what a plain GET of one is told.
    sockets = {route.path for route in _app().routes if isinstance(route, WebSocketRoute)}
    routed = {
        (method.lower(), route.path)
        for route in _app().routes
        if isinstance(route, Route) and route.path not in sockets
        for method in (route.methods or ())
        if method != "HEAD"
    }
    described = {(method, path) for path, item in load_openapi()["paths"].items() for method in item}
    assert routed == described


def test_every_socket_is_described_and_every_description_has_a_socket() -> None:
    refused = {row.path for row in NOT_OFFERED if not row.methods}
    sockets = {route.path for route in _app().routes if isinstance(route, WebSocketRoute)} - {"/{path:path}"}
    assert sockets - refused == {channel["address"] for channel in load_asyncapi()["channels"].values()}


def test_what_is_not_offered_is_described_so() -> None:
    described = {
        (method.upper(), path)
        for path, item in load_openapi()["paths"].items()
        for method, operation in item.items()
        if "501" in operation["responses"]
    }
    assert described == {(method, row.path) for row in NOT_OFFERED for method in row.methods}


def test_served_bytes_are_json_of_unicode() -> None:
    assert json.loads(client().get("/openapi.json").content.decode()) == client().get("/openapi.json").json()


def _app() -> Starlette:
    return create_app(Config(engine="tone"))

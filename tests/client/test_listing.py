from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from rhapsode_client.errors import CannotConnect, ProtocolViolation, Refused
from rhapsode_client.listing import ListedVoice, list_voices

Answer = Callable[[dict[str, str]], tuple[int, bytes]]


class Site:
    """A REST server with one resource."""

    def __init__(self, answer: Answer) -> None:
        self.paths: list[str] = []
        self.queries: list[dict[str, str]] = []
        self.keys: list[str | None] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                url = urlsplit(self.path)
                site.paths.append(url.path)
                site.queries.append({key: values[0] for key, values in parse_qs(url.query).items()})
                site.keys.append(self.headers["Authorization"])
                status, body = answer(site.queries[-1])
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.address = f"127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Callable[[Answer], Site]]:
    open_sites: list[Site] = []

    def start(answer: Answer) -> Site:
        open_sites.append(Site(answer))
        return open_sites[-1]

    yield start
    for started in open_sites:
        started.close()


def page_of(count: int) -> Answer:
    """A catalogue of so many voices, in pages."""

    def answer(query: dict[str, str]) -> tuple[int, bytes]:
        offset, limit = int(query["offset"]), int(query["limit"])
        voices = [{"id": number, "name": f"Voice {number}"} for number in range(count)]
        page = {"voices": voices[offset : offset + limit], "total": count, "limit": limit, "offset": offset}
        return 200, json.dumps(page).encode()

    return answer


@pytest.mark.parametrize(("count", "requests"), [(0, 1), (1, 1), (100, 1), (101, 2), (250, 3)])
def test_all_pages_are_read(site: Callable[[Answer], Site], count: int, requests: int) -> None:
    server = site(page_of(count))
    voices = asyncio.run(list_voices(f"http://{server.address}/voice", "k-1", language="de"))
    assert [voice.id for voice in voices] == list(range(count))
    assert server.paths == ["/voice/v1/voices"] * requests
    assert server.keys == ["Bearer k-1"] * requests
    assert [query["offset"] for query in server.queries] == [str(100 * page) for page in range(requests)]
    assert all(query["limit"] == "100" and query["include_public"] == "true" for query in server.queries)
    assert all(query["language"] == "de" for query in server.queries)


def test_a_voice_is_read_with_all_that_is_said_of_it(site: Callable[[Answer], Site]) -> None:
    full = {
        "id": 7,
        "handle": "anna",
        "name": "Anna",
        "sex": "female",
        "supported_languages": ["de", "en-gb"],
        "description": "Calm.",
        "quality": "mid",
    }
    bare = {"id": 8, "name": "Bo", "sex": None, "supported_languages": None}
    server = site(lambda _: (200, json.dumps({"voices": [full, bare], "total": 2}).encode()))
    assert asyncio.run(list_voices(server.address)) == [
        ListedVoice(7, "anna", "Anna", "de", ("de", "en-gb"), "female", "Calm."),
        ListedVoice(8, "", "Bo", "", (), "", ""),
    ]
    assert server.keys == [None]
    assert "language" not in server.queries[0]


def test_a_total_that_is_never_reached_ends_the_list(site: Callable[[Answer], Site]) -> None:
    def answer(query: dict[str, str]) -> tuple[int, bytes]:
        return 200, json.dumps({"voices": [{"id": 1}] if query["offset"] == "0" else [], "total": 9}).encode()

    assert len(asyncio.run(list_voices(site(answer).address))) == 1


def test_a_refusal_is_told_in_the_servers_words(site: Callable[[Answer], Site]) -> None:
    body = b'{"error": "language \'xx\' is not spoken.", "error_code": "VALIDATION_ERROR", "code": 400}'
    server = site(lambda _: (400, body))
    with pytest.raises(Refused, match="refused with HTTP 400: language 'xx' is not spoken") as caught:
        asyncio.run(list_voices(server.address, language="xx"))
    assert (caught.value.status, caught.value.code) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"voices": {}, "total": 1}',
        b'{"voices": [], "total": "1"}',
        b'{"voices": [{}], "total": 1}',
        b'{"voices": [1], "total": 1}',
    ],
)
def test_an_answer_of_another_shape_is_a_violation(site: Callable[[Answer], Site], body: bytes) -> None:
    with pytest.raises(ProtocolViolation):
        asyncio.run(list_voices(site(lambda _: (200, body)).address))


def test_a_page_for_people_is_no_server(site: Callable[[Answer], Site]) -> None:
    with pytest.raises(CannotConnect, match="is not a Rhapsode server"):
        asyncio.run(list_voices(site(lambda _: (200, b"<html>")).address))


def test_nobody_there_is_told(site: Callable[[Answer], Site]) -> None:
    server = site(page_of(0))
    server.close()
    with pytest.raises(CannotConnect, match="nothing listens there"):
        asyncio.run(list_voices(server.address))

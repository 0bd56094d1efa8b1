"""Keys, tokens, pages and numbers of connections, on a real server: who comes in, and what whoever does not is told."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import websockets
from kugelaudio import KugelAudio
from kugelaudio.exceptions import AuthenticationError
from websockets.exceptions import InvalidStatus

from flow.house import Client, Frame, house
from rhapsode_client import Refused, connect
from rhapsode_server.access.key_database import connect as connect_database
from rhapsode_server.access.key_store import KeyStore
from rhapsode_server.access.token import Token, mint_token

pytestmark = pytest.mark.slow

SOCKETS = ("/ws/tts", "/ws/tts/stream", "/ws/tts/multi")
WAYS = ("bearer", "x-api-key", "api_key", "token")
SITE = "https://app.example"
MOST_PER_KEY = 3


@dataclass(frozen=True, slots=True)
class Guarded:
    """A server that asks for keys."""

    address: str
    keys_db: Path
    key: str

    @property
    def store(self) -> KeyStore:
        return KeyStore(self.keys_db)

    def make_key(self, name: str = "test", **options: Any) -> tuple[str, str]:
        """A new key: its id and itself."""
        stored, key = self.store.create(name, time.time(), **options)
        return stored.id, key


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    keys_db = tmp_path_factory.mktemp("guarded") / "keys.db"
    _, key = KeyStore(keys_db).create("first", time.time())
    with house("tone", keys_db=keys_db, allowed_origins=SITE, max_connections_per_key=MOST_PER_KEY) as address:
        yield Guarded(address, keys_db, key)


def shown(way: str, credential: str) -> tuple[dict[str, str], str]:
    """Headers and query that show a key or token."""
    headers = {"bearer": {"Authorization": f"Bearer {credential}"}, "x-api-key": {"X-API-Key": credential}}
    return headers.get(way, {}), f"{way}={credential}" if way in ("api_key", "token") else ""


@contextlib.asynccontextmanager
async def knocking(
    address: str, path: str, way: str = "bearer", credential: str = "", **headers: str
) -> AsyncIterator[Client]:
    shown_headers, query = shown(way, credential) if credential else ({}, "")
    async with websockets.connect(
        f"ws://{address}{path}?{query}", additional_headers={**shown_headers, **headers}
    ) as socket:
        yield Client(socket)


async def refusal(address: str, path: str, way: str = "bearer", credential: str = "", **headers: str) -> Frame:
    """The body with which a handshake is refused; its status and headers are checked against it."""
    with pytest.raises(InvalidStatus) as caught:
        async with knocking(address, path, way, credential, **headers):
            raise AssertionError("the socket was opened")
    response = caught.value.response
    said: Frame = json.loads(response.body or b"")
    assert response.status_code == said["code"]
    assert response.headers["x-request-id"] == said["request_id"]
    assert ("www-authenticate" in response.headers) == (said["code"] == 401)
    assert response.headers.get("retry-after") == (str(said["retry_after"]) if "retry_after" in said else None)
    return said


async def speaks(client: Client, path: str) -> None:
    """Speak a word on a socket of any kind, to its end."""
    named = {"context_id": "a"} if path.endswith("multi") else {}
    frame: Frame = {"text": "Sing.", **named} if path == "/ws/tts" else {"text": "Sing.", "flush": True, **named}
    await client.send(frame)
    await client.until("final" if path != "/ws/tts/stream" else "chunk_complete")


def generate(guarded_address: str, **request: Any) -> httpx.Response:
    return httpx.post(f"http://{guarded_address}/v1/tts/generate", json={"text": "Sing."}, timeout=30, **request)


# --- Keys ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOCKETS)
@pytest.mark.parametrize("way", WAYS)
def test_a_key_speaks_on_every_socket_in_every_way_of_showing_it(guarded: Guarded, path: str, way: str) -> None:
    async def scene() -> None:
        async with knocking(guarded.address, path, way, guarded.key) as client:
            await speaks(client, path)

    asyncio.run(scene())


@pytest.mark.parametrize("way", WAYS)
def test_a_key_speaks_over_rest_in_every_way_of_showing_it(guarded: Guarded, way: str) -> None:
    headers, query = shown(way, guarded.key)
    answer = generate(guarded.address, headers=headers, params=query)
    assert (answer.status_code, bool(answer.content)) == (200, True)


def test_both_headers_and_a_region_prefix_are_as_the_official_clients_have_them(guarded: Guarded) -> None:
    prefixed = f"eu-{guarded.key}"
    assert generate(guarded.address, headers={"Authorization": f"Bearer {prefixed}", "X-API-Key": prefixed}).is_success


@pytest.mark.parametrize("path", SOCKETS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("credential", ["", "wrong", "rht1.k3x9q2ab.9999999999.n.s"])
def test_without_a_good_key_nothing_opens(guarded: Guarded, path: str, way: str, credential: str) -> None:
    assert asyncio.run(refusal(guarded.address, path, way, credential))["error_code"] == "UNAUTHORIZED"


def test_rest_without_a_good_key_is_refused_with_the_way_to_do_it(guarded: Guarded) -> None:
    for headers in ({}, {"X-API-Key": "wrong"}):
        answer = generate(guarded.address, headers=headers)
        assert (answer.status_code, answer.json()["error_code"]) == (401, "UNAUTHORIZED")
        assert answer.headers["www-authenticate"] == "Bearer"
    for path in ("/health", "/ready", "/v1/models", "/openapi.json", "/asyncapi.json"):
        assert httpx.get(f"http://{guarded.address}{path}").status_code == 200
    for path in ("/v1/voices", "/metrics", "/nowhere"):
        assert httpx.get(f"http://{guarded.address}{path}").status_code == 401


def test_an_expired_key_is_told_so(guarded: Guarded) -> None:
    _, key = guarded.make_key(expires_at=int(time.time()) - 1)
    assert asyncio.run(refusal(guarded.address, "/ws/tts", "api_key", key))["error"] == "the key has expired"


@pytest.mark.parametrize("path", SOCKETS)
def test_a_revoked_key_opens_nothing_and_loses_what_it_has_open(guarded: Guarded, path: str) -> None:
    async def scene() -> None:
        key_id, key = guarded.make_key()
        async with (
            knocking(guarded.address, path, "api_key", key) as client,
            knocking(guarded.address, path, "api_key", guarded.key) as other,
        ):
            await speaks(client, path)
            await asyncio.to_thread(guarded.store.revoke, key_id, time.time())
            assert (await refusal(guarded.address, path, "api_key", key))["error"] == "the key has been revoked"
            # In mid-speech or not: an endless turn is cut off too.
            named = {"context_id": "b"} if path.endswith("multi") else {}
            await client.send({"text": "A very long sentence. " * 400, **named})
            frames = await client.until("error")
            assert (frames[-1]["error_code"], frames[-1]["code"]) == ("UNAUTHORIZED", 401)
            assert await client.closed() == 4001
            await speaks(other, path)

    asyncio.run(scene())


def test_what_is_not_used_is_taken_from_a_revoked_key_too(guarded: Guarded) -> None:
    async def scene() -> None:
        key_id, key = guarded.make_key()
        async with knocking(guarded.address, "/ws/tts/stream", "bearer", key) as client:
            await asyncio.to_thread(guarded.store.revoke, key_id, time.time())
            await client.until("error")
            assert await client.closed() == 4001

    asyncio.run(scene())


def test_the_first_key_closes_a_server_that_was_open(tmp_path: Path) -> None:
    keys_db = tmp_path / "keys.db"
    with house("tone", keys_db=keys_db) as address:
        assert generate(address).is_success
        assert generate(address, headers={"X-API-Key": "of-a-hosted-service"}).is_success
        _, key = KeyStore(keys_db).create("first", time.time())
        assert generate(address).status_code == 401
        assert generate(address, headers={"X-API-Key": key}).is_success


def test_this_projects_own_client_shows_its_key_and_tells_what_to_do_without(guarded: Guarded) -> None:
    async def scene(key: str | None) -> list[str]:
        async with connect(guarded.address, key) as connection:
            return [type(event).__name__ async for event in connection.speak("Sing.")]

    assert asyncio.run(scene(guarded.key))[-1] == "Final"
    with pytest.raises(Refused, match="RHAPSODE_API_KEY") as caught:
        asyncio.run(scene(None))
    assert caught.value.status == 401


def test_the_official_client_comes_in_and_has_its_own_errors_for_it(guarded: Guarded) -> None:
    url = f"http://{guarded.address}"
    with KugelAudio(api_key=f"eu-{guarded.key}", api_url=url) as client:
        assert client.tts.generate(text="Sing.").samples
        assert client.voices.list(include_public=True)
    with KugelAudio(api_key="wrong", api_url=url) as client:
        with pytest.raises(AuthenticationError):
            client.tts.generate(text="Sing.")
        with pytest.raises(AuthenticationError):
            client.voices.list()


# --- Tokens ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOCKETS)
@pytest.mark.parametrize("way", WAYS)
def test_a_token_does_what_its_key_does_but_get_tokens(guarded: Guarded, path: str, way: str) -> None:
    headers = {"Authorization": f"Bearer {guarded.key}"}
    token = httpx.post(f"http://{guarded.address}/v1/tokens", headers=headers).json()["token"]

    async def scene() -> None:
        async with knocking(guarded.address, path, way, token) as client:
            await speaks(client, path)

    asyncio.run(scene())
    shown_headers, query = shown(way, token)
    assert generate(guarded.address, headers=shown_headers, params=query).is_success
    again = httpx.post(f"http://{guarded.address}/v1/tokens", headers=shown_headers, params=query)
    assert (again.status_code, again.json()["error_code"]) == (403, "UNAUTHORIZED")


def test_an_expired_or_altered_token_is_told_so(guarded: Guarded) -> None:
    key_id, _ = guarded.make_key()
    with contextlib.closing(connect_database(guarded.keys_db, wait_s=5)) as database:
        (secret,) = database.execute("SELECT value FROM secrets").fetchone()
    late = mint_token(Token(key_id, int(time.time()) - 1), secret)
    good = mint_token(Token(key_id, int(time.time()) + 60), secret)
    forged = mint_token(Token(key_id, int(time.time()) + 60), b"x" * 32)
    answers = [asyncio.run(refusal(guarded.address, "/ws/tts", "token", each)) for each in (late, forged, good[:-1])]
    assert ["expired" in answer["error"] for answer in answers] == [True, False, False]
    assert ["not given by this server" in answer["error"] for answer in answers] == [False, True, True]
    guarded.store.revoke(key_id, time.time())
    told = asyncio.run(refusal(guarded.address, "/ws/tts", "token", good))
    assert told["error"] == "the key behind the token has been revoked"


# --- Pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOCKETS)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_a_foreign_page_gets_no_socket_even_with_a_key(guarded: Guarded, path: str, origin: str) -> None:
    said = asyncio.run(refusal(guarded.address, path, "token", guarded.key, Origin=origin))
    assert (said["code"], said["error_code"]) == (403, "UNAUTHORIZED")


def test_pages_of_listed_sites_and_of_the_server_itself_get_one(guarded: Guarded) -> None:
    async def scene() -> None:
        for origin in (SITE, f"http://{guarded.address}", f"https://{guarded.address}"):
            async with knocking(guarded.address, "/ws/tts", "token", guarded.key, Origin=origin) as client:
                await speaks(client, "/ws/tts")

    asyncio.run(scene())


def test_rest_answers_pages_of_listed_sites_only(guarded: Guarded) -> None:
    key = {"Authorization": f"Bearer {guarded.key}"}
    answer = generate(guarded.address, headers={**key, "Origin": "https://evil.example"})
    assert (answer.status_code, "access-control-allow-origin" in answer.headers) == (403, False)
    answer = generate(guarded.address, headers={**key, "Origin": SITE})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, SITE)
    preflight = {"Origin": SITE, "Access-Control-Request-Method": "POST"}
    answer = httpx.options(f"http://{guarded.address}/v1/tts/generate", headers=preflight)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, SITE)


def test_a_rebound_name_is_refused_where_no_key_would_stop_it(guarded: Guarded, tmp_path: Path) -> None:
    port = guarded.address.split(":")[1]
    rebound = {"Host": f"evil.example:{port}", "Origin": f"http://evil.example:{port}"}
    # With keys such a page is not foreign, and lacks a key.
    assert generate(guarded.address, headers=rebound).status_code == 401
    with house("tone", keys_db=tmp_path / "none.db", allowed_hosts="gpu-box") as address:
        for headers in (rebound, {"Host": "evil.example"}):
            answer = generate(address, headers=headers)
            assert (answer.status_code, answer.json()["error_code"]) == (403, "UNAUTHORIZED")
            assert "--allowed-hosts" in answer.json()["error"]
        for host in (address, "localhost:1", "[::1]", "gpu-box:8420"):
            assert generate(address, headers={"Host": host}).is_success


# --- Numbers ---------------------------------------------------------------------------------------------------------


def test_one_connection_more_than_a_key_may_have_is_told_when_to_come_back(guarded: Guarded) -> None:
    async def scene() -> None:
        _, key = guarded.make_key()
        async with contextlib.AsyncExitStack() as stay:
            clients = [
                await stay.enter_async_context(knocking(guarded.address, path, "api_key", key)) for path in SOCKETS
            ]
            assert len(clients) == MOST_PER_KEY
            said = await refusal(guarded.address, "/ws/tts", "api_key", key)
            assert (said["error_code"], said["code"], said["retryable"]) == ("RATE_LIMITED", 429, True)
            answer = await asyncio.to_thread(generate, guarded.address, headers={"X-API-Key": key})
            assert (answer.status_code, answer.headers["retry-after"]) == (429, str(said["retry_after"]))
            async with knocking(guarded.address, "/ws/tts", "api_key", guarded.key) as other:
                await speaks(other, "/ws/tts")
            # One drops off without a word, and makes room.
            clients[0].socket.transport.abort()
            await until_let_in(guarded.address, key)

    asyncio.run(scene())


async def until_let_in(address: str, key: str) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                async with knocking(address, "/ws/tts", "api_key", key) as client:
                    await speaks(client, "/ws/tts")
                    return
            except InvalidStatus as error:
                if error.response.status_code != 429:
                    raise


def test_one_connection_more_than_the_server_takes_is_told_so_too(tmp_path: Path) -> None:
    async def scene(address: str) -> None:
        async with knocking(address, "/ws/tts/multi") as client:
            await speaks(client, "/ws/tts/multi")
            assert (await refusal(address, "/ws/tts"))["code"] == 429
            assert (await asyncio.to_thread(httpx.get, f"http://{address}/v1/voices")).is_success

    with house("tone", keys_db=tmp_path / "none.db", max_connections=1) as address:
        asyncio.run(scene(address))
        asyncio.run(until_let_in(address, "none-is-asked-for"))

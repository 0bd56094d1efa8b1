from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

from client.scripted_server import Peer, Serve, audio, totals
from rhapsode_client import connection as connection_module
from rhapsode_client.connection import Connection, connect
from rhapsode_client.errors import CannotConnect, InvalidAddress, InvalidKey, Refused
from rhapsode_client.turn import Event
from rhapsode_protocol.messages import Final

REFUSAL = '{"error": "The key is not known.", "error_code": "UNAUTHORIZED", "code": 401}'


async def open_and_close(url: str, *, open_timeout_s: float = 10.0) -> None:
    async with connect(url, "k-1", open_timeout_s=open_timeout_s):
        pass


def test_the_handshake_names_this_client_and_keeps_the_key_out_of_the_address(serving: Serve) -> None:
    server = serving()
    asyncio.run(open_and_close(f"http://{server.address}/voice/"))
    request = server.requests[0]
    path, _, query = request.path.partition("?")
    assert path == "/voice/ws/tts/stream"
    assert query.startswith("sdk=rhapsode&sdk_version=")
    assert "k-1" not in request.path
    assert request.headers["Authorization"] == "Bearer k-1"
    assert "Sec-WebSocket-Extensions" not in request.headers


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (
            401,
            REFUSAL,
            "refused with HTTP 401: The key is not known. Give a key as api_key, with --api-key, or in "
            "RHAPSODE_API_KEY; where the server runs, `rhapsode keys create NAME` makes one",
        ),
        (503, "<html>down</html>", "refused with HTTP 503: Service Unavailable"),
    ],
)
def test_a_refused_handshake_is_told_with_status_and_reason(serving: Serve, status: int, body: str, told: str) -> None:
    def refuse(connection: ServerConnection, request: Request) -> Response:
        return connection.respond(HTTPStatus(status), body)

    server = serving(refuse=refuse)
    with pytest.raises(Refused) as caught:
        asyncio.run(open_and_close(server.address))
    assert str(caught.value) == f"http://{server.address} {told}"
    assert caught.value.status == status
    assert caught.value.code == ("UNAUTHORIZED" if status == 401 else None)


def test_a_refusal_for_now_says_when_to_come_back(serving: Serve) -> None:
    def refuse(connection: ServerConnection, request: Request) -> Response:
        response = connection.respond(HTTPStatus.TOO_MANY_REQUESTS, '{"error": "Full.", "error_code": "RATE_LIMITED"}')
        response.headers["Retry-After"] = "7"
        return response

    with pytest.raises(Refused, match=r"HTTP 429: Full\. Try again in 7 s$") as caught:
        asyncio.run(open_and_close(serving(refuse=refuse).address))
    assert caught.value.retry_after_s == 7


def test_a_key_that_cannot_be_one_is_told_before_anything_is_opened() -> None:
    async def scene() -> None:
        async with connect("127.0.0.1:1", "two words"):
            raise AssertionError("it was opened")

    with pytest.raises(InvalidKey):
        asyncio.run(scene())


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_a_server_that_is_not_there_is_told_with_the_command_that_starts_one() -> None:
    address = f"127.0.0.1:{free_port()}"
    with pytest.raises(CannotConnect) as caught:
        asyncio.run(open_and_close(address))
    assert str(caught.value) == (
        f"cannot connect to http://{address}: nothing listens there. Start a server with: rhapsode serve"
    )


def test_an_unknown_host_is_told() -> None:
    with pytest.raises(CannotConnect, match="cannot connect to http://no-such-host.invalid"):
        asyncio.run(open_and_close("http://no-such-host.invalid"))


@contextmanager
def answering(answer: bytes | None) -> Iterator[str]:
    """A listener that answers its first connection with these bytes and hangs up, or never answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with closing(connection):
                connection.recv(65_536)
                connection.sendall(answer or b"")

        thread = threading.Thread(target=serve) if answer is not None else None
        if thread is not None:
            thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        if thread is not None:
            thread.join()


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH_9.6\r\n", b"HTTP/1.1 101 Hm\r\n\r\n", b""])
def test_something_else_that_answers_is_told(answer: bytes) -> None:
    with answering(answer) as address, pytest.raises(CannotConnect, match="is not a Rhapsode server"):
        asyncio.run(open_and_close(address))


def test_a_plain_page_is_a_refusal_of_the_socket() -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
    with answering(page) as address, pytest.raises(Refused, match="HTTP 200"):
        asyncio.run(open_and_close(address))


def test_a_server_that_never_answers_is_given_up() -> None:
    with answering(None) as address, pytest.raises(CannotConnect, match=r"no answer within 0\.05 s"):
        asyncio.run(open_and_close(address, open_timeout_s=0.05))


def test_a_plain_server_behind_https_is_told() -> None:
    with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as address, pytest.raises(CannotConnect) as caught:
        asyncio.run(open_and_close(f"https://{address}"))
    assert isinstance(caught.value.__cause__, ssl.SSLError)
    assert "no TLS connection" in str(caught.value)


def test_an_address_that_cannot_be_read_is_told_before_anything_is_opened() -> None:
    with pytest.raises(InvalidAddress):
        asyncio.run(open_and_close("ftp://voice.example"))


# --- A server that went away ------------------------------------------------------------------------------------------


async def speak_once(peer: Peer) -> None:
    """One turn, and away."""
    while not (await peer.receive()).get("flush"):
        pass
    await peer.send(audio(0), {"final": True, **totals(1)}, {"session_closed": True, **totals(1)})
    await peer.socket.close(1012, "restarting")


async def last(connection: Connection, text: str, **said: Any) -> Event:
    return [event async for event in connection.speak(text, **said)][-1]


def test_a_server_that_restarted_between_turns_is_found_again_and_told_everything_anew(serving: Serve) -> None:
    server = serving(speak_once)

    async def scene() -> None:
        async with connect(server.address) as connection:
            assert isinstance(await last(connection, "One.", voice="de", speed=1.1), Final)
            await connection._socket.wait_closed()
            assert isinstance(await last(connection, "Two.", speed=0.9), Final)

    asyncio.run(scene())
    assert len(server.requests) == 2
    spoken = [frame for frame in server.heard if "text" in frame]
    assert spoken == [
        {"text": "One.", "voice_id": "de", "speed": 1.1},
        {"text": "Two.", "voice_id": "de", "speed": 0.9},
    ]


def test_a_server_that_stays_away_is_given_up_when_patience_ends(
    serving: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "FIRST_PAUSE_S", 0.01)
    server = serving(speak_once)
    looks: list[str] = []

    async def nobody(*_: object, **__: object) -> ClientConnection:
        looks.append("look")
        raise CannotConnect("nobody")

    async def scene() -> None:
        async with connect(server.address, reconnect_s=0.1) as connection:
            await last(connection, "One.")
            await connection._socket.wait_closed()
            monkeypatch.setattr(connection_module, "open_socket", nobody)
            with pytest.raises(CannotConnect, match="nobody"):
                await last(connection, "Two.")

    asyncio.run(scene())
    # After 10, 20 and 40 ms; 80 more would be too many.
    assert len(looks) == 4


def test_a_refusal_for_good_is_not_tried_again(serving: Serve) -> None:
    refused: list[int] = []

    def refuse(connection: ServerConnection, request: Request) -> Response | None:
        refused.append(1)
        return connection.respond(HTTPStatus.UNAUTHORIZED, REFUSAL) if len(refused) > 1 else None

    server = serving(speak_once, refuse=refuse)

    async def scene() -> None:
        async with connect(server.address) as connection:
            await last(connection, "One.")
            await connection._socket.wait_closed()
            with pytest.raises(Refused, match="HTTP 401"):
                await last(connection, "Two.")

    asyncio.run(scene())
    assert len(refused) == 2

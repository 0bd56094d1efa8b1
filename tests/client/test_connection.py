from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus

import pytest
from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

from client.scripted_server import Serve
from rhapsode_client.connection import connect
from rhapsode_client.errors import CannotConnect, InvalidAddress, InvalidKey, Refused

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

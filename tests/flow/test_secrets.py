"""Keys and tokens planted in every place where a request can have one, in a server that logs all it can."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import websockets
from websockets.exceptions import InvalidStatus

from rhapsode_server.access.key_store import KeyStore

pytestmark = pytest.mark.slow

PLANTED = "PLANTEDxSECRET"
"""Part of every credential that is sent, good or bad."""

SERVER = """
import sys
from rhapsode_client.command import main
from rhapsode_server.voices import Catalog

model = Catalog.model

def broken(self, name):
    if name == "broken":
        raise ZeroDivisionError
    return model(self, name)

Catalog.model = broken
Catalog.language = lambda self, tag: 1 / 0
Catalog.tags_of = lambda self, languages: {}  # asked at start, where the fault would end the server
sys.exit(main(["serve", "--port", "0", "--engine", "tone", "--log-level", "debug"]))
"""
"""``rhapsode serve`` with two faults of ours in it, whose tracebacks are logged."""


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A good key that can be found again in a log."""
    monkeypatch.setattr(
        "rhapsode_server.access.api_key.secrets.token_urlsafe", lambda count: PLANTED + "x" * (43 - len(PLANTED))
    )
    return KeyStore(tmp_path / "keys.db").create("planted", time.time())[1]


@contextlib.contextmanager
def logging_server(folder: Path) -> Iterator[str]:
    """Run it, and keep what it writes in the folder; gives its address."""
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, "RHAPSODE_KEYS_DB": str(folder / "keys.db"), "PYTHONUNBUFFERED": "1"},
        )
        try:
            line = ""
            while "ready at" not in line:
                assert server.stdout is not None
                line = server.stdout.readline()
                assert line or server.poll() is None, (folder / "log").read_text()
            found = re.search(r"127\.0\.0\.1:\d+", line)
            assert found is not None
            yield found.group()
            server.send_signal(signal.SIGTERM)
            out, _ = server.communicate(timeout=30)
            (folder / "out").write_text(out)
        finally:
            server.kill()
            server.communicate()


def test_no_key_or_token_reaches_the_log(tmp_path: Path, key: str) -> None:
    with logging_server(tmp_path) as address:
        token = httpx.post(f"http://{address}/v1/tokens", headers={"X-API-Key": key}).json()["token"]
        # Connections are not kept: the web server ends each on which a fault of ours was answered.
        with httpx.Client(base_url=f"http://{address}", limits=httpx.Limits(max_keepalive_connections=0)) as client:
            for credential in (key, token, f"wrong-{PLANTED}", f"rht1.{PLANTED}.1.2.3"):
                ask_everything(client, credential)
                asyncio.run(knock_everywhere(address, credential))
            send_rubbish(address, key)
            KeyStore(tmp_path / "keys.db").revoke(key.split("_")[1], time.time())
            ask_everything(client, key)
    said = (tmp_path / "log").read_text() + (tmp_path / "out").read_text()
    assert "ZeroDivisionError" in said, "the faults were logged"
    assert "/ws/tts" in said, "connections are told of"
    assert PLANTED not in said
    assert token.rpartition(".")[2] not in said


def ask_everything(client: httpx.Client, credential: str) -> None:
    ways = [
        ({"Authorization": f"Bearer {credential}"}, ""),
        ({"X-API-Key": credential}, ""),
        ({}, f"api_key={credential}"),
        ({}, f"token={credential}"),
        ({"Origin": "https://evil.example"}, f"api_key={credential}"),
    ]
    for headers, query in ways:
        for path in ("/v1/voices", "/v1/voices?language=en", "/nowhere", "/health", f"/{credential[:4]}"):
            client.get(f"{path}{'&' if '?' in path else '?'}{query}", headers=headers)
        client.post(f"/v1/tts/generate?{query}", json={"text": "Sing."}, headers=headers)
        client.post(f"/v1/tts/generate?{query}", content=b"{", headers=headers)


async def knock_everywhere(address: str, credential: str) -> None:
    for path in ("/ws/tts?", "/ws/tts/stream?model_id=broken&", "/ws/tts/multi?model_id=gpt-4&", "/ws/nowhere?"):
        for query in (f"api_key={credential}", f"sdk=test&token={credential}"):
            with contextlib.suppress(InvalidStatus):
                async with websockets.connect(f"ws://{address}{path}{query}") as client:
                    await client.send('{"text": "Sing."}')
                    await client.recv()


def send_rubbish(address: str, credential: str) -> None:
    """Requests that never become ones."""
    upgrade = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    shown = credential.encode()
    for request in (
        b"GET /ws/tts?api_key=" + shown + b"\xff HTTP/1.1\r\nHost: a\r\n" + upgrade + b"\r\n",
        b"GET /ws/tts?api_key=" + shown + b" HTTP/1.1\r\nHost: a\r\n" + upgrade + b"Sec-WebSocket-Key: no\r\n\r\n",
        b"GET /ws/tts?api_key=" + shown + b" HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + shown + b"\r\nbroken header\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: " + shown + b"\x01\r\n\r\n",
        b"GET /" + b"x" * 100_000 + b"?api_key=" + shown + b" HTTP/1.1\r\n\r\n",
    ):
        host, port = address.split(":")
        with contextlib.suppress(OSError), socket.create_connection((host, int(port)), timeout=5) as line:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            while line.recv(65_536):
                pass

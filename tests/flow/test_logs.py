"""The log of a real server at its most talkative: nothing in it that a client has said, whatever goes wrong."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import websockets

from flow.house import Client, Frame, client

pytestmark = pytest.mark.slow

PROGRAM = str(Path(sys.executable).with_name("rhapsode"))

SECRET = "sesame"
"""Planted wherever a client can say something."""

READY_WITHIN_S = 60.0


@dataclass
class Server:
    """A server in a process of its own, and the file that takes all it writes."""

    address: str
    output: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> str:
        """End it; gives everything that it and its workers wrote."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        return self.output.read_text()


@contextlib.contextmanager
def server(output: Path, *arguments: str) -> Iterator[Server]:
    with output.open("wb") as file:
        process = subprocess.Popen([PROGRAM, "serve", "--port", "0", *arguments], stdout=file, stderr=file)
    try:
        end = time.monotonic() + READY_WITHIN_S
        while not (found := re.search(r"ready at http://([\d.:]+)\.", output.read_text())):
            assert process.poll() is None, output.read_text()
            assert time.monotonic() < end, "the server was not ready in time"
            time.sleep(0.05)
        yield Server(found[1], output, process)
    finally:
        process.kill()
        process.wait()


FRAMES: tuple[Frame, ...] = (
    {"text": f"Open, {SECRET}, and let us in. ", "flush": True},
    {"text": f"<{SECRET}>no such tag</{SECRET}> <prosody rate='{SECRET}'>fast</prosody> ", "flush": True},
    {"text": f"<break time='{SECRET}'/> <spell>{SECRET}</spell> ", "flush": True},
    {"text": f"Who is it? {SECRET}. ", "voice_id": SECRET},
    {"text": SECRET, "language": SECRET},
    {"text": SECRET, "model_id": SECRET},
    {"text": SECRET, "output_format": SECRET},
    {"text": SECRET, "speed": SECRET},
    {"text": SECRET, "dictionary_ids": [SECRET], "project_id": SECRET, "flush": True},
    {"text": {SECRET: SECRET}},
    {SECRET: SECRET, f"{SECRET}_id": 1, f"{SECRET} opens": [SECRET]},
    {"update_settings": {"language": SECRET}},
    {"update_settings": {SECRET: SECRET}},
    {"text": f"{SECRET} " * 3_000},
)
"""Sent one after the other; each socket reads what it can of them."""

SPOKEN = (
    f"Open, {SECRET}, and let us in.",
    f"<spell>{SECRET}</spell> <prosody rate='fast'>{SECRET}</prosody> <{SECRET}>",
    # What breaks the engine, its host, or the worker: the tone engine does as told, espeak-ng has a row of its own.
    f"{{fail}}{SECRET}",
    f"{SECRET} " + "a." * 192,
    f"{{crash}}{SECRET}",
)
"""Spoken to the end, whatever that is."""

RAW_FRAMES = (f'{{"text": "{SECRET}', f'"{SECRET}"', f"[{SECRET}]", SECRET, SECRET.encode(), f'{{"text": NaN{SECRET}}}')


async def converse(address: str, path: str, **beside: str) -> None:
    """Send everything on one socket, and see that it still answers."""
    async with client(address, path, f"sdk={SECRET}") as socket:
        for frame in FRAMES:
            await socket.send({**frame, **beside})
        for raw in RAW_FRAMES:
            await socket.socket.send(raw)
        await socket.send({"cancel": True, **beside})
        await until_interrupted(socket)
        await socket.socket.close(4321, SECRET)


async def until_interrupted(socket: Client) -> None:
    while not (await socket.receive()).get("interrupted"):
        pass


async def misbehave(address: str) -> None:
    """Everything that a client can do, with the secret in it."""
    async with client(address, "/ws/tts") as socket:
        for text in SPOKEN:
            await socket.send({"text": text, "word_timestamps": True})
            while not (await socket.receive()).keys() & {"final", "error"}:
                pass
    await converse(address, "/ws/tts")
    await converse(address, "/ws/tts/stream")
    await converse(address, "/ws/tts/multi", context_id=f"{SECRET} context")
    async with client(address, "/ws/tts/stream", "sdk=t") as socket:
        await socket.send({"text": f"{SECRET} speaks on and on. " * 40})
        await socket.receive()
        socket.socket.transport.abort()
    for path in (f"/ws/{SECRET}", f"/ws/tts?model_id={SECRET}", f"/ws/tts/stream?flush_ends_turn={SECRET}"):
        with pytest.raises(websockets.InvalidStatus):
            await websockets.connect(f"ws://{address}{path}")


def ask(address: str, path: str, body: object = None, method: str | None = None) -> None:
    """A REST request whose answer does not matter."""
    data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://{address}{path}", data, {"User-Agent": SECRET}, method=method)
    with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(request) as answer:
        answer.read()


def ask_everything(address: str) -> None:
    """REST, with the secret wherever there is room for it."""
    for body in (
        {"text": f"Open, {SECRET}."},
        {"text": f"{{fail}}{SECRET}"},
        {"text": SECRET, "voice_id": SECRET},
        {"text": SECRET, SECRET: SECRET},
        f'{{"text": "{SECRET}'.encode(),
    ):
        ask(address, "/v1/tts/generate", body)
    ask(address, "/v1/normalize", {"text": f"{SECRET} 12"})
    ask(address, f"/v1/voices/{SECRET}")
    ask(address, f"/v1/voices?language={SECRET}&limit={SECRET}")
    ask(address, f"/{SECRET}?{SECRET}={SECRET}")
    ask(address, "/v1/models", {SECRET: SECRET}, SECRET.upper())


@pytest.mark.parametrize(("engine", "form"), [("tone", "json"), ("espeak", "text")])
def test_nothing_that_a_client_says_is_written_down(tmp_path: Path, engine: str, form: str) -> None:
    arguments = ("--engine", engine, "--log-level", "debug", "--log-format", form)
    with server(tmp_path / "output", *arguments) as running:
        asyncio.run(misbehave(running.address))
        ask_everything(running.address)
        said = running.stop()
    assert SECRET not in said.lower()
    assert "/ws/tts/multi" in said, "connections are told of"
    assert "/v1/tts/generate" in said, "and requests that speak"
    if engine == "tone":
        assert "SynthesisFailed at tone.py" in said, "and what failed in a worker"
        assert "worker 0 is gone" in said, "and that it crashed"


def test_a_structured_log_is_one_object_a_line(tmp_path: Path) -> None:
    async def speak(address: str) -> None:
        async with client(address, "/ws/tts") as socket:
            await socket.send({"text": "One two three."})
            await socket.until("final")
        async with client(address, "/ws/tts/multi") as socket:
            await socket.send({"close_socket": True})
            await socket.closed()
        with pytest.raises(websockets.InvalidStatus):
            await websockets.connect(f"ws://{address}/ws/tts?model_id=nobody's")

    with server(tmp_path / "output", "--engine", "tone", "--log-format", "json") as running:
        asyncio.run(speak(running.address))
        ask(running.address, "/v1/tts/generate", {"text": "Four five."})
        lines = [json.loads(line) for line in running.stop().splitlines() if line.startswith("{")]
    for line in lines:
        assert {"time", "level", "logger", "process", "message"} <= line.keys()
        assert line["level"] in ("info", "warning"), "whoever is refused is no fault of the server's"
    told = [line for line in lines if line.get("event", "").startswith("connection_")]
    assert [(line["event"], line["connection"], line["path"]) for line in told] == [
        ("connection_opened", "c1", "/ws/tts"),
        ("connection_closed", "c1", "/ws/tts"),
        ("connection_opened", "c2", "/ws/tts/multi"),
        ("connection_closed", "c2", "/ws/tts/multi"),
        ("connection_closed", "c3", "/v1/tts/generate"),
    ]
    spoke, _, requested = (line for line in told if line["event"] == "connection_closed")
    assert (spoke["characters"], spoke["turns"]["done"], spoke["code"]) == (14, 1, 1000)
    assert spoke["audio_s"] > 0.3
    assert spoke["request_id"] == told[0]["request_id"]
    assert (requested["code"], requested["why"], requested["characters"]) == (200, "answered", 10)
    assert told[3]["why"] == "closed by the server"
    # Nothing but the greeting is no JSON: that is for whoever started it by hand.
    (watermark,) = (line for line in lines if line["logger"].endswith("marking"))
    assert watermark["process"] == "worker-0"


def test_the_log_tells_who_ended_a_connection(tmp_path: Path) -> None:
    async def end_in_every_way(address: str) -> None:
        async with client(address, "/ws/tts") as socket:
            socket.socket.transport.abort()
        async with client(address, "/ws/tts") as socket:
            await socket.socket.send("x" * 20_000)
            assert await socket.closed() == 1009
        async with client(address, "/ws/tts") as socket:
            await socket.socket.close(1001)

    small = ("--max-frame-bytes", "16384", "--max-frame-characters", "600")
    with server(tmp_path / "output", "--engine", "tone", *small) as running:
        asyncio.run(end_in_every_way(running.address))
        said = running.stop()
    for end in ("broken off (1006)", "closed by the server (1009)", "closed by the client (1001)"):
        assert end in said

"""A real server on loopback for tests, and a plain `websockets` client for it."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import socket
import threading
import time
import urllib.request
import wave
from base64 import b64decode
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import uvicorn
import websockets
from numpy.typing import NDArray

from rhapsode_server.app import create_app
from rhapsode_server.commands.serve import socket_settings
from rhapsode_server.config import Config
from rhapsode_server.engines.registry import ENGINES, engine_row

READY_WITHIN_S = 100.0
"""Neural voices warm up on a machine that is busy with other tests too; a test as a whole has two minutes."""
FRAME_WITHIN_S = 30.0

SPEAKERS = tuple(row.name for row in ENGINES.values() if row.automatic)
"""The engines that clients hear, as against those for development: the suites of the wire run over each."""

Frame = dict[str, Any]


@contextlib.contextmanager
def house(engine: str, *, awaited: bool = True, **settings: Any) -> Iterator[str]:
    """Run a server with its worker processes; gives its address, such as ``127.0.0.1:40123``.

    Args:
        engine: what speaks.
        awaited: whether it is expected to become ready.
        settings: as in the server's configuration.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    address = f"127.0.0.1:{listener.getsockname()[1]}"
    ready = threading.Event()
    # Statistics of languages take each worker most of a second; the tests of languages load them.
    config = Config(**{"engine": engine, "detect_language": "letters", **settings})
    app = create_app(config, on_ready=ready.set)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on", **socket_settings(config)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        if awaited:
            assert ready.wait(READY_WITHIN_S), "the server was not ready in time"
        else:
            wait_until(lambda: server.started)
        yield address
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
        assert not thread.is_alive(), "the server did not stop"


@contextlib.contextmanager
def speaking_house(engine: str, models_dir: Path, **settings: Any) -> Iterator[str]:
    """A house of an engine that speaks: what holds for one is to hold for each (:data:`SPEAKERS`).

    Args:
        engine: its name.
        models_dir: files of the network, for one that needs some.
    """
    if engine_row(engine).computes:
        settings["model_dir"] = models_dir
    with house(engine, **settings) as address:
        yield address


class Client:
    """A plain socket that speaks JSON."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket

    async def send(self, *frames: Frame) -> None:
        """Send frames, one after the other."""
        for frame in frames:
            await self.socket.send(json.dumps(frame))

    async def receive(self) -> Frame:
        """The next frame; fails where none comes."""
        frame: Frame = json.loads(await asyncio.wait_for(self.socket.recv(), FRAME_WITHIN_S))
        return frame

    async def until(self, key: str, **where: Any) -> list[Frame]:
        """All frames up to the first that has ``key``, and the given values."""
        frames = []
        while True:
            frames.append(await self.receive())
            if "error" in frames[-1] and key != "error":
                raise AssertionError(f"an error came instead of {key}: {frames[-1]}")
            if frames[-1].get(key) and all(frames[-1].get(name) == value for name, value in where.items()):
                return frames

    async def closed(self) -> int | None:
        """Wait for the end of the socket; gives its code."""
        with contextlib.suppress(websockets.ConnectionClosed):
            while True:
                await asyncio.wait_for(self.socket.recv(), FRAME_WITHIN_S)
        return self.socket.close_code


@contextlib.asynccontextmanager
async def client(address: str, path: str, query: str = "") -> AsyncIterator[Client]:
    """Open a socket to the server."""
    async with websockets.connect(f"ws://{address}{path}?{query}", open_timeout=FRAME_WITHIN_S) as connection:
        yield Client(connection)


def get(address: str, path: str) -> Frame:
    """A JSON resource of the server."""
    with urllib.request.urlopen(f"http://{address}{path}", timeout=FRAME_WITHIN_S) as response:
        frame: Frame = json.load(response)
        return frame


def sound(frames: list[Frame], **where: Any) -> NDArray[np.float32]:
    """The samples of all PCM audio frames that have the given values."""
    payload = b"".join(
        b64decode(frame["audio"])
        for frame in frames
        if "audio" in frame and all(frame.get(name) == value for name, value in where.items())
    )
    return np.frombuffer(payload, "<i2").astype(np.float32) / 32768.0


def wav_file(samples: NDArray[np.float32], rate_hz: int) -> bytes:
    """Mono sound ``[T]`` as a file of 16 bits."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes((samples * 32767.0).astype("<i2").tobytes())
    return buffer.getvalue()


def chosen(frames: list[Frame], key: str) -> list[Frame]:
    """The frames that have a key."""
    return [frame for frame in frames if key in frame]


def pitch_hz(samples: NDArray[np.float32], rate_hz: int) -> float:
    """The strongest frequency of a tone."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum)) * rate_hz / len(samples)


def wait_until(condition: Any, within_s: float = 30.0) -> None:
    """Wait for something that happens in another process."""
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)

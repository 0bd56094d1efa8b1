"""``rhapsode serve`` with tones, for suites that run in the frameworks' environment, where no server is installed."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from array import array
from collections.abc import Iterator

from rhapsode_client import collect, connect

RATE_HZ = 16_000
"""Not the server's own, so that it must have been asked for."""

VOICE = "tone-5"
WITHIN_S = 60.0

ONE_CONTEXT = ("--max-contexts", "1")
"""A turn then gets its context only where the one before has given it back."""


class VoiceHouse:
    """A server that can be killed, and come back under its old address."""

    def __init__(self, *arguments: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.address = f"127.0.0.1:{self._port}"
        self.key = ""
        """What it asks for where it has a store of keys; for :meth:`metric`."""
        self._arguments = arguments
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it, and wait until it speaks."""
        command = [os.environ["RHAPSODE_PROGRAM"], "serve", "--engine", "tone", "--port", str(self._port)]
        settings = {**os.environ, "RHAPSODE_DETECT_LANGUAGE": "letters", "PYTHONUNBUFFERED": "1"}
        self._process = subprocess.Popen(
            [*command, *self._arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=settings
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "ready at" in line:
                return
        raise AssertionError(f"the server ended with {self._process.wait()}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End it as a signal does."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(WITHIN_S)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def kill(self) -> None:
        """As a crash or a power cut ends it: no good-bye."""
        self.stop(signal.SIGKILL)

    def pause(self) -> None:
        """It holds its sockets, and says nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Go on after :meth:`pause`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def metric(self, name: str, **labels: str) -> float:
        """The sum of a metric's samples that have these labels."""
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        request = urllib.request.Request(f"http://{self.address}/metrics", headers=headers)
        with urllib.request.urlopen(request, timeout=WITHIN_S) as answer:
            lines = answer.read().decode().splitlines()
        wanted = [f'{label}="{value}"' for label, value in labels.items()]
        found = [line for line in lines if re.match(rf"{name}[{{ ]", line) and all(label in line for label in wanted)]
        return sum(float(line.rsplit(" ", 1)[1]) for line in found)

    def wait_metric(self, value: float, name: str, **labels: str) -> None:
        """Wait until a metric has a value."""
        end = time.monotonic() + WITHIN_S
        while (seen := self.metric(name, **labels)) != value:
            assert time.monotonic() < end, f"{name} {labels} is {seen}, not {value}"
            time.sleep(0.02)


@contextlib.contextmanager
def voice_house(*arguments: str) -> Iterator[VoiceHouse]:
    """A server that runs as long as the block."""
    house = VoiceHouse(*arguments)
    house.start()
    try:
        yield house
    finally:
        house.kill()


def new_key() -> str:
    """Make a key, as an operator does; from then on servers with the same file ask for one."""
    command = [os.environ["RHAPSODE_PROGRAM"], "keys", "create", "frameworks", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return str(json.loads(done.stdout)["key"])


async def plain(address: str, text: str, voice: str = VOICE) -> bytes:
    """What the project's own client hears of a text."""
    async with connect(address) as connection:
        speech = await collect(connection.speak(text, voice=voice, sample_rate=RATE_HZ))
    return speech.payload


def assert_same(payload: bytes, expected: bytes) -> None:
    """The same sound: as long to the sample, and nowhere more than one step of 16 bits away.

    A resampler rounds a little otherwise where a machine that is busy cut its input elsewhere.
    """
    assert expected, "nothing was to be heard"
    assert len(payload) == len(expected), f"{len(payload) // 2} samples, not {len(expected) // 2}"
    pairs = zip(array("h", payload), array("h", expected), strict=True)
    assert max(abs(sample - wanted) for sample, wanted in pairs) <= 1

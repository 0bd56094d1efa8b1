"""Everything that can break, with real processes: it costs its own turn at most, and never a neighbour's sample."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from flow.house import Client, Frame, chosen, client, get, house, sound, wait_until
from rhapsode_server.commands import serve

pytestmark = pytest.mark.slow

STALL_S = 2.0
GRACE_S = 1.5
NEIGHBOUR = {"text": "lo {slow} " * 12, "voice_id": "tone-9"}
"""Some two and a half seconds of work."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("tone", workers=2, max_contexts=12, stall_s=STALL_S, reader_grace_s=GRACE_S) as served:
        yield served


@pytest.fixture(scope="module")
def undisturbed(address: str) -> NDArray[np.float32]:
    """What the neighbour hears where nothing goes wrong."""

    async def run() -> NDArray[np.float32]:
        async with client(address, "/ws/tts") as socket:
            await socket.send(NEIGHBOUR)
            return sound(await socket.until("final"))

    samples = asyncio.run(run())
    assert len(samples) > 24_000
    return samples


@contextlib.asynccontextmanager
async def neighbour(address: str, undisturbed: NDArray[np.float32]) -> AsyncIterator[None]:
    """Somebody is spoken to meanwhile, and hears at the end what he hears where nothing goes wrong."""
    async with client(address, "/ws/tts") as listener:
        await listener.send(NEIGHBOUR)
        frames = [await listener.receive()]
        listening = asyncio.create_task(listener.until("final"))
        yield
        frames += await listening
        assert np.array_equal(sound(frames), undisturbed), "the neighbour lost something"


async def speaks_again(victim: Client) -> None:
    """The next turn of the same socket is spoken."""
    await victim.send({"text": "la " * 10, "flush": True, "voice_id": "tone-3"})
    assert len(sound(await victim.until("session_closed"))) > 10_000


def await_both_workers(address: str) -> None:
    wait_until(lambda: [worker["state"] for worker in get(address, "/health")["workers"]] == ["ready"] * 2)


def busy_worker(address: str) -> int:
    """The process that computes: a slow tone engine does so all the time."""
    pids = [worker["pid"] for worker in get(address, "/health")["workers"]]
    before = {pid: cpu_ticks(pid) for pid in pids}
    wait_until(lambda: max(cpu_ticks(pid) - before[pid] for pid in pids) >= 5)
    return int(max(pids, key=lambda pid: cpu_ticks(pid) - before[pid]))


def cpu_ticks(pid: int) -> int:
    """What a process has computed so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def server_sockets(address: str) -> int:
    """Connections that hold a descriptor of the server, which runs in this process."""
    port = f":{int(address.rpartition(':')[2]):04X}"
    rows = [line.split() for line in Path("/proc/self/net/tcp").read_text().splitlines()[1:]]
    listening = "0A"
    ours = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(port) and row[3] != listening}
    held = 0
    for descriptor in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # it may be the directory's own
            held += os.readlink(descriptor) in ours
    return held


def nobody_is_left(address: str) -> None:
    """Wait until no connection holds a descriptor, and no work is left."""
    wait_until(lambda: server_sockets(address) == 0)
    wait_until(lambda: not any(get(address, "/health")[name] for name in ("in_flight", "queued")))


# --- Workers


def test_a_killed_worker_costs_the_turn_that_it_spoke(address: str, undisturbed: NDArray[np.float32]) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as victim:
            await victim.send({"text": "la {slow} " * 40, "flush": True})
            await victim.until("audio")
            worker = busy_worker(address)
            async with neighbour(address, undisturbed):
                os.kill(worker, signal.SIGKILL)
                assert (await victim.until("error"))[-1]["error_code"] == "INTERNAL_ERROR"
                await speaks_again(victim)

    await_both_workers(address)
    asyncio.run(run())


def test_a_text_that_kills_its_worker_costs_its_own_turn(address: str, undisturbed: NDArray[np.float32]) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as victim:
            await victim.send({"text": "la {slow} {slow} la {crash} la", "flush": True})
            await victim.until("audio")
            async with neighbour(address, undisturbed):
                assert (await victim.until("error"))[-1]["error_code"] == "INTERNAL_ERROR"
                await speaks_again(victim)

    await_both_workers(address)
    asyncio.run(run())


def test_a_hung_worker_is_replaced(address: str, undisturbed: NDArray[np.float32]) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as victim:
            await victim.send({"text": "la {hang} la", "flush": True})
            await victim.until("generation_started")
            async with neighbour(address, undisturbed):
                error = (await victim.until("error"))[-1]
                assert error["error_code"] in ("INTERNAL_ERROR", "MODEL_UNAVAILABLE")
                await speaks_again(victim)

    await_both_workers(address)
    asyncio.run(run())


# --- Clients that are gone, or do not read


def test_a_dropped_socket_stops_its_work(address: str, undisturbed: NDArray[np.float32]) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as victim:
            await victim.send({"text": "la {slow} " * 400, "flush": True})
            await victim.until("audio")
            async with neighbour(address, undisturbed):
                victim.socket.transport.abort()

    await_both_workers(address)
    asyncio.run(run())
    nobody_is_left(address)


def test_a_reader_that_stops_is_told_so_and_its_connection_is_gone(
    address: str, undisturbed: NDArray[np.float32]
) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as victim:
            victim.socket.transport.pause_reading()
            for _ in range(5):
                await victim.send({"text": "la " * 3000, "flush": True})
            async with neighbour(address, undisturbed):
                pass
            await asyncio.to_thread(nobody_is_left, address)
            # What was written before is still there, and after it the reason.
            victim.socket.transport.resume_reading()
            frames = await victim.until("error")
            assert sound(frames).any()
            assert frames[-1]["error_code"] == "SLOW_READER"
            assert await victim.closed() == 4408

    asyncio.run(run())


def test_a_pause_shorter_than_the_grace_loses_nothing(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as reader:
            reader.socket.transport.pause_reading()
            for _ in range(2):
                await reader.send({"text": "la " * 3000, "flush": True})
            await asyncio.sleep(GRACE_S / 3)
            reader.socket.transport.resume_reading()
            frames = await reader.until("session_closed") + await reader.until("session_closed")
            spoken = " ".join(frame["text"] for frame in chosen(frames, "generation_started")).split()
            assert len(spoken) == 2 * 3000

    asyncio.run(run())


class RawClient:
    """A plain TCP client, which reads as slowly as the test wants.

    Its receive buffer is small, as that of a slow reader is: systems let them grow with the speed of reading. Where one
    is full the sender hears nothing before a good part of it is empty again.
    """

    def __init__(self, address: str, head: str) -> None:
        host, _, port = address.partition(":")
        self.tcp = socket.socket()
        self.tcp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        self.tcp.connect((host, int(port)))
        self.tcp.settimeout(30)
        self.tcp.sendall(head.replace("\n", "\r\n").encode())

    @classmethod
    def websocket(cls, address: str, path: str, frame: Frame) -> RawClient:
        """Open a socket and say one thing."""
        raw = cls(
            address,
            f"GET {path} HTTP/1.1\nHost: {address}\nUpgrade: websocket\nConnection: Upgrade\n"
            "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\n\n",
        )
        assert raw.tcp.recv(12) == b"HTTP/1.1 101"
        payload = json.dumps(frame).encode()
        # RFC 6455 section 5.2: a masked text frame, with a mask that changes nothing.
        raw.tcp.sendall(b"\x81\xfe" + len(payload).to_bytes(2, "big") + bytes(4) + payload)
        return raw

    @classmethod
    def post(cls, address: str, frame: Frame) -> RawClient:
        """Ask for one body."""
        payload = json.dumps(frame)
        head = f"POST /v1/tts/generate HTTP/1.1\nHost: {address}\nContent-Length: {len(payload)}\n\n"
        return cls(address, head + payload)

    def read_at(self, bytes_per_s: int, until: Any) -> int:
        """Read so fast until a condition holds or the connection ends; gives how many bytes came."""
        got, began = 0, time.monotonic()
        while not until():
            piece = max(1, bytes_per_s // 20)
            try:
                received = self.tcp.recv(piece)
            except ConnectionResetError:
                return got
            if not received:
                return got
            got += len(received)
            time.sleep(max(0.0, began + got / bytes_per_s - time.monotonic()))
        return got


def test_a_reader_of_one_byte_a_second_is_cut_off(address: str, undisturbed: NDArray[np.float32]) -> None:
    raw = RawClient.websocket(address, "/ws/tts", {"text": "la " * 3000})

    async def run() -> None:
        async with neighbour(address, undisturbed):
            reading = asyncio.create_task(asyncio.to_thread(raw.read_at, 1, lambda: server_sockets(address) <= 1))
        await reading

    with contextlib.closing(raw.tcp):
        asyncio.run(run())
        nobody_is_left(address)


def test_a_body_that_nobody_reads_is_cut_off(address: str, undisturbed: NDArray[np.float32]) -> None:
    raw = RawClient.post(address, {"text": "la " * 3000})

    async def run() -> None:
        async with neighbour(address, undisturbed):
            pass

    with contextlib.closing(raw.tcp):
        asyncio.run(run())
        nobody_is_left(address)
        raw.tcp.settimeout(10)
        received = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := raw.tcp.recv(65_536):
                received += piece
        assert received.startswith(b"HTTP/1.1 200")
        assert not received.endswith(b"0\r\n\r\n"), "a body that is cut must not look whole"


def test_a_reader_slower_than_real_time_is_not_cut(address: str) -> None:
    request = {"text": "la " * 30, "output_format": "pcm_8000"}

    async def whole() -> int:
        async with client(address, "/ws/tts") as reader:
            await reader.send(request)
            return sum(len(json.dumps(frame)) for frame in await reader.until("final"))

    total = asyncio.run(whole())
    raw = RawClient.websocket(address, "/ws/tts", request)
    with contextlib.closing(raw.tcp):
        # 2.4 s of audio, some 21 KiB a second, read at two thirds of that: over twice the grace.
        seen = b""
        got, began = 0, time.monotonic()
        while b'"final"' not in seen:
            piece = raw.tcp.recv(700)
            assert piece, "the reader was cut off"
            got += len(piece)
            seen = (seen + piece)[-2_000:]
            time.sleep(max(0.0, began + got / 14_000 - time.monotonic()))
        assert got > 0.9 * total


CLIENT = """
import json, sys
from websockets.sync.client import connect
with connect(f"ws://{sys.argv[1]}/ws/tts/stream?sdk=test") as socket:
    if sys.argv[2]:
        socket.send(json.dumps({"text": sys.argv[2], "flush": True}))
        socket.recv()
    print("here", flush=True)
    while True:
        socket.recv()
"""


@contextlib.contextmanager
def stopped_client(address: str, text: str) -> Iterator[None]:
    """A client whose process stands still: its connection is open, and nobody is there."""
    process = subprocess.Popen([sys.executable, "-c", CLIENT, address, text], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGSTOP)
        yield
    finally:
        process.kill()
        process.communicate()


def test_a_client_that_stands_still_in_mid_speech_is_let_go(address: str, undisturbed: NDArray[np.float32]) -> None:
    async def run() -> None:
        async with neighbour(address, undisturbed):
            pass

    with stopped_client(address, "la " * 3000):
        asyncio.run(run())
        nobody_is_left(address)


def test_a_client_that_stands_still_in_silence_is_noticed_by_its_pings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "PING_INTERVAL_S", 0.2)
    monkeypatch.setattr(serve, "PING_TIMEOUT_S", 0.5)

    async def still_here(served: str) -> None:
        async with client(served, "/ws/tts/stream", "sdk=test") as answers:
            with stopped_client(served, ""):
                await asyncio.to_thread(wait_until, lambda: server_sockets(served) == 1)
            await speaks_again(answers)

    with house("tone") as served:
        asyncio.run(still_here(served))


# --- espeak-ng


@pytest.fixture(scope="module")
def espeak() -> Iterator[str]:
    with house("espeak") as served:
        yield served


LONG = "It goes on and on, and on it goes. " * 100


def test_espeaks_host_and_its_spare_killed_again_and_again_cost_nothing(espeak: str) -> None:
    async def speak(kills: bool) -> tuple[list[str], int]:
        async with client(espeak, "/ws/tts/stream", "sdk=test") as socket:
            await socket.send({"text": LONG, "flush": True})
            (worker,) = [worker["pid"] for worker in get(espeak, "/health")["workers"]]
            frames: list[Frame] = []
            while not (frames and frames[-1].get("session_closed")):
                frames.append(await socket.receive())
                assert "error" not in frames[-1], frames[-1]
                if kills and len(frames) in (5, 25, 45):
                    for host in children(worker):
                        os.kill(host, signal.SIGKILL)
            assert not chosen(frames, "warning")
            return [frame["text"] for frame in chosen(frames, "generation_started")], len(sound(frames))

    wait_until(lambda: get(espeak, "/ready")["status"] == "ready")
    whole_words, whole_samples = asyncio.run(speak(kills=False))
    words, samples = asyncio.run(speak(kills=True))
    assert words == whole_words
    assert samples == pytest.approx(whole_samples, rel=0.01)
    assert [worker["restarts"] for worker in get(espeak, "/health")["workers"]] == [0]


def test_clients_that_break_off_in_mid_speech_leave_no_warnings_in_the_log(
    espeak: str, caplog: pytest.LogCaptureFixture
) -> None:
    host, _, port = espeak.partition(":")
    payload = json.dumps({"text": LONG}).encode()
    head = f"POST /v1/tts/generate HTTP/1.1\r\nHost: {espeak}\r\nContent-Length: {len(payload)}\r\n\r\n".encode()
    for _ in range(8):
        with socket.create_connection((host, int(port)), timeout=30) as tcp:
            tcp.sendall(head + payload)
            tcp.recv(3_000)
            # No time to linger: what comes is answered with a reset.
            tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    nobody_is_left(espeak)
    assert "socket.send()" not in caplog.text


CRASH_TABLE = ["a." * 192, "A.B." * 96, "s'" * 68, "'s" * 68, "'s" * 220, "s'" * 220, "(-漢", "x" * 5_000, "a. " * 192]
"""Texts that abort espeak-ng 1.52.0."""


@pytest.mark.parametrize("path", ["/ws/tts", "/ws/tts/stream"])
def test_every_text_that_crashes_the_library_is_spoken_through_the_socket(espeak: str, path: str) -> None:
    async def run() -> None:
        async with client(espeak, path, "sdk=test") as socket:
            for text in CRASH_TABLE:
                await socket.send({"text": text, "flush": True})
                frames = await socket.until("session_closed" if path.endswith("stream") else "final")
                assert len(sound(frames)) > 4_000, text[:10]
            await socket.send({"text": "And on it goes.", "flush": True})
            assert len(sound(await socket.until("final"))) > 4_000

    asyncio.run(run())

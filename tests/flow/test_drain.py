"""SIGTERM, SIGHUP, Ctrl-C: what has begun is finished, newcomers are sent away, and the second signal stops at once."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any

import numpy as np
import pytest
import websockets

from flow.house import Client, Frame, chosen, client, sound, wait_until
from flow.program import Program, program, status_of
from rhapsode_server.transport.server import ECHO_S

pytestmark = pytest.mark.slow

STREAM, ONE_SHOT = ("/ws/tts/stream", "sdk=test"), ("/ws/tts", "")
SPEECH = {"text": "la {slow} " * 8, "voice_id": "tone-5"}
"""A second and a half of work."""
ENDLESS = "la {slow} " * 400


def drive(scene: Callable[[Program], Coroutine[Any, Any, None]], *arguments: str) -> Program:
    """Play a scene with a server that is ready."""
    with program(*arguments) as server:
        server.wait_ready()
        asyncio.run(scene(server))
        return server


async def rest(socket: Client) -> list[Frame]:
    """All frames to the socket's end."""
    frames: list[Frame] = []
    with contextlib.suppress(websockets.ConnectionClosed):
        while True:
            frames.append(await socket.receive())
    return frames


async def first_audio(socket: Client, frame: Frame) -> list[Frame]:
    await socket.send(frame)
    return await socket.until("audio")


def test_what_has_begun_is_finished_and_newcomers_are_sent_away() -> None:
    async def scene(server: Program) -> None:
        address = server.address
        async with client(address, *ONE_SHOT) as reference:
            await reference.send(SPEECH)
            undisturbed = sound(await reference.until("final"))
        async with client(address, *STREAM) as busy, client(address, "/ws/tts/multi") as idle:
            frames = await first_audio(busy, {**SPEECH, "flush": True})
            server.signal()
            assert await idle.closed() == 1012
            async with client(address, *STREAM) as newcomer:
                assert await rest(newcomer) == [], "an error frame would be raised to whoever called"
                assert newcomer.socket.close_code == 1013
            status, body, _ = await asyncio.to_thread(status_of, address, "/ready")
            assert (status, json.loads(body)["reason"]) == (503, "draining")
            status, body, _ = await asyncio.to_thread(status_of, address, "/health")
            assert (status, json.loads(body)["status"]) == (200, "ok")
            status, body, headers = await asyncio.to_thread(status_of, address, "/v1/tts/generate", b'{"text": "la"}')
            assert (status, json.loads(body)["error_code"]) == (503, "MODEL_UNAVAILABLE")
            assert int(headers["retry-after"]) > 0
            # A turn that begins now is not spoken: its client does it again elsewhere, told by the code.
            await busy.send({"text": "lo lo lo", "flush": True})
            frames += await rest(busy)
            assert busy.socket.close_code == 1012
            assert len(chosen(frames, "session_closed")) == 1
            assert np.array_equal(sound(frames), undisturbed), "speech in progress lost something"
        assert await asyncio.to_thread(server.ends) == 0
        assert "draining: 2 connections, 1 of them busy" in server.log
        assert "0 connections were cut" in server.log

    drive(scene)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP], ids=["Ctrl-C", "closed terminal"])
def test_every_signal_that_asks_for_the_end_drains(number: signal.Signals) -> None:
    async def scene(server: Program) -> None:
        async with client(server.address, *STREAM) as socket:
            await first_audio(socket, {"text": "la {slow} " * 4, "flush": True})
            server.signal(number)
            assert chosen(await rest(socket), "session_closed")
            assert socket.socket.close_code == 1012
        assert await asyncio.to_thread(server.ends) == 0

    drive(scene)


def test_a_signal_that_comes_twice_at_the_same_moment_is_one() -> None:
    """``make`` and ``timeout`` pass on what the whole group has got already."""

    async def scene(server: Program) -> None:
        async with client(server.address, *STREAM) as socket:
            await first_audio(socket, {"text": "la {slow} " * 4, "flush": True})
            # Two kinds, because the system makes one of two equal ones that the process has not yet seen.
            server.signal(signal.SIGTERM)
            server.signal(signal.SIGINT)
            assert chosen(await rest(socket), "session_closed")
        assert await asyncio.to_thread(server.ends) == 0

    drive(scene)


def test_a_signal_while_it_ends_is_no_failure() -> None:
    with program() as server:
        server.wait_ready()
        while server.process.poll() is None:
            server.signal(signal.SIGINT)
            server.signal(signal.SIGTERM)
        assert server.ends() == 0


def test_a_body_in_progress_is_finished() -> None:
    async def scene(server: Program) -> None:
        body = json.dumps(SPEECH)
        connection = http.client.HTTPConnection(server.address, timeout=30)
        connection.request("POST", "/v1/tts/generate", body)
        answer = connection.getresponse()
        began = answer.read(1_000)
        server.signal()
        assert len(began + answer.read()) > 24_000, "IncompleteRead where it is cut"
        answer.close()
        connection.close()
        assert server.ends() == 0

    drive(scene)


def test_a_barge_in_is_heard_during_the_drain() -> None:
    async def scene(server: Program) -> None:
        async with client(server.address, *STREAM) as socket:
            await first_audio(socket, {"text": ENDLESS, "flush": True})
            server.signal()
            await asyncio.to_thread(server.wait_draining)
            await socket.send({"cancel": True})
            frames = await rest(socket)
            assert "interrupted" in frames[-1]
            assert socket.socket.close_code == 1012
        assert await asyncio.to_thread(server.ends) == 0

    drive(scene)


def test_an_open_turn_may_still_get_its_text() -> None:
    async def scene(server: Program) -> None:
        async with client(server.address, *STREAM) as socket:
            await first_audio(socket, {"text": "la la la la la la. "})
            server.signal()
            await asyncio.to_thread(server.wait_draining)
            await socket.send({"text": "lo lo lo lo lo lo."}, {"flush": True})
            frames = await rest(socket)
            assert "lo lo lo" in " ".join(frame["text"] for frame in chosen(frames, "generation_started"))
            assert chosen(frames, "session_closed")
            assert socket.socket.close_code == 1012
        assert await asyncio.to_thread(server.ends) == 0

    drive(scene)


def test_the_deadline_ends_whoever_is_left() -> None:
    async def scene(server: Program) -> None:
        connection = http.client.HTTPConnection(server.address, timeout=30)
        connection.request("POST", "/v1/tts/generate", json.dumps({"text": ENDLESS}))
        answer = connection.getresponse()
        async with client(server.address, *STREAM) as busy, client(server.address, *STREAM) as waiting:
            await first_audio(waiting, {"text": "la la la la la la. "})
            await first_audio(busy, {"text": ENDLESS, "flush": True})
            server.signal()
            assert not chosen(await rest(busy), "error")
            assert (busy.socket.close_code, await waiting.closed()) == (1012, 1012)
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            answer.read()
        answer.close()
        connection.close()
        assert await asyncio.to_thread(server.ends) == 0
        assert "3 connections were cut" in server.log

    drive(scene, "--drain-s", "0.5", "--workers", "2")


def test_a_second_signal_stops_at_once() -> None:
    async def scene(server: Program) -> None:
        async with client(server.address, *STREAM) as busy, client(server.address, *STREAM) as stalled:
            stalled.socket.transport.pause_reading()
            await stalled.send({"text": "la " * 3_000, "flush": True})
            await first_audio(busy, {"text": ENDLESS, "flush": True})
            server.signal(signal.SIGINT)
            await asyncio.to_thread(server.wait_draining)
            await asyncio.sleep(ECHO_S)
            server.signal(signal.SIGINT)
            assert await busy.closed() == 1012
            assert await asyncio.to_thread(server.ends) == 0
            stalled.socket.transport.abort()

    drive(scene, "--drain-s", "600", "--workers", "2")


def test_a_stop_while_the_model_loads() -> None:
    with program() as server:
        # The address is not told before the model is there.
        wait_until(lambda: children(server.process.pid) != [])
        server.workers = children(server.process.pid)
        server.signal()
        assert server.ends() == 0
        assert "ERROR" not in server.log, "a worker that is told to stop fails its test sentence"


def children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as listing:
        return [int(child) for child in listing.read().split()]


def test_a_manager_that_signals_every_process_cuts_nobody() -> None:
    """systemd does, unless told otherwise: the worker and espeak-ng's host hear SIGTERM as well."""

    async def scene(server: Program) -> None:
        async with client(server.address, *ONE_SHOT) as socket:
            await first_audio(socket, {"text": "Sing, goddess, the anger of Achilles. " * 40})
            (worker,) = server.workers
            family = [worker, *children(worker)]
            assert len(family) > 1, "espeak-ng has a house of its own"
            for pid in (server.process.pid, *family):
                os.kill(pid, signal.SIGTERM)
            assert len(chosen(await rest(socket), "final")) == 1
        assert await asyncio.to_thread(server.ends) == 0
        assert "worker 0 is gone" not in server.log

    drive(scene, "--engine", "espeak")

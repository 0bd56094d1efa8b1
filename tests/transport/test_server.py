"""uvicorn with a drain: flags become drain and end. Signals to a real process are in ``tests/flow/test_drain.py``."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn

from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.server import ECHO_S, DrainingServer

pytestmark = pytest.mark.slow


class Lodger:
    """A guest that stays busy until the test says otherwise."""

    waits_for_text = False
    active_at = 0.0

    def __init__(self, attendance: Attendance) -> None:
        self.busy = True
        self.told, self.left = asyncio.Event(), asyncio.Event()
        self.heard: list[str] = []
        self._attendance = attendance
        attendance.enter(self)

    def take_no_more(self) -> None:
        self.heard.append("take no more")
        self.told.set()

    def leave(self) -> None:
        self.heard.append("leave")
        self._attendance.depart(self)
        self.left.set()


def serve(scene: Callable[[DrainingServer, Lodger], Awaitable[None]], drain_s: float = 600.0) -> list[str]:
    """Run a server with one guest; gives what the guest heard by the server's end."""
    lifespan: list[str] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        while True:
            kind = (await receive())["type"]
            lifespan.append(kind)
            await send({"type": f"{kind}.complete"})
            if kind == "lifespan.shutdown":
                return

    async def run() -> list[str]:
        attendance = Attendance(drain_s)
        server = DrainingServer(uvicorn.Config(application, log_config=None, lifespan="on"), attendance)
        lodger = Lodger(attendance)
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            async with asyncio.timeout(20):
                serving = asyncio.create_task(server.serve(sockets=[listener]))
                await scene(server, lodger)
                await serving
        return lodger.heard

    heard = asyncio.run(run())
    assert lifespan == ["lifespan.startup", "lifespan.shutdown"], "the workers are ended in every case"
    return heard


def test_the_first_signal_waits_for_the_busy(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    async def scene(server: DrainingServer, lodger: Lodger) -> None:
        server.handle_exit(signal.SIGTERM, None)
        await lodger.told.wait()
        lodger.busy = False

    assert serve(scene) == ["take no more", "leave"]
    assert "draining: 1 connections, 1 of them busy" in caplog.text
    assert "0 connections were cut" in caplog.text


def test_the_second_signal_waits_for_nobody(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    async def scene(server: DrainingServer, lodger: Lodger) -> None:
        server.handle_exit(signal.SIGINT, None)
        await lodger.told.wait()
        await asyncio.sleep(ECHO_S)
        server.handle_exit(signal.SIGTERM, None)
        await lodger.left.wait()

    assert serve(scene) == ["take no more", "leave"]
    assert "1 connections were cut" in caplog.text


def test_a_signal_and_its_echo_are_one() -> None:
    async def scene(server: DrainingServer, lodger: Lodger) -> None:
        server.handle_exit(signal.SIGTERM, None)
        server.handle_exit(signal.SIGTERM, None)
        await lodger.told.wait()
        assert not server.should_exit
        lodger.busy = False

    assert serve(scene) == ["take no more", "leave"]


@pytest.mark.parametrize("ignored", [False, True], ids=["in a terminal", "with nohup"])
def test_a_terminal_that_closes_ends_it_unless_that_is_not_to_be_heard(ignored: bool) -> None:
    usual = signal.signal(signal.SIGHUP, signal.SIG_IGN if ignored else signal.SIG_DFL)
    before = signal.getsignal(signal.SIGHUP)

    async def scene(server: DrainingServer, lodger: Lodger) -> None:
        await asyncio.sleep(0)
        assert (signal.getsignal(signal.SIGHUP) == server.handle_exit) is not ignored
        server.should_exit = True

    try:
        serve(scene)
        assert signal.getsignal(signal.SIGHUP) is before
    finally:
        signal.signal(signal.SIGHUP, usual)


def test_the_deadline_waits_no_longer() -> None:
    async def scene(server: DrainingServer, lodger: Lodger) -> None:
        server.handle_exit(signal.SIGTERM, None)
        await lodger.left.wait()

    assert serve(scene, drain_s=0.05) == ["take no more", "leave"]


def test_whoever_ends_it_by_hand_says_goodbye_without_a_drain() -> None:
    async def scene(server: DrainingServer, lodger: Lodger) -> None:
        server.should_exit = True
        await lodger.left.wait()

    # The flag is uvicorn's own; the guest is only told at the end.
    assert serve(scene) == ["leave"]

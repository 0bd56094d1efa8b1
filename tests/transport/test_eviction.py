"""Sockets whose key stops being good, with a make-believe web server on one side and endpoint on the other."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from rhapsode_protocol.errors import InternalError
from rhapsode_server.telemetry.connection import Connection
from rhapsode_server.telemetry.metrics import Metrics
from rhapsode_server.transport import eviction as module
from rhapsode_server.transport.eviction import Eviction

METRICS = Metrics("1", "tone")
SCOPE: Scope = {"type": "websocket", "connection": Connection(METRICS, "tts", "/ws/tts", "r1")}


class Stage:
    """Keys that are good until they are taken away, and what their clients are sent."""

    def __init__(self) -> None:
        self.good = {"anna", "ben"}
        self.refreshes = 0
        self.refreshed_often = asyncio.Event()
        self.eviction = Eviction(self._refresh, self.good.__contains__)
        self.sent: dict[str, list[Message]] = {"anna": [], "ben": []}
        self.ended: list[str] = []

    def _refresh(self) -> None:
        self.refreshes += 1
        if self.refreshes == 3:
            self.refreshed_often.set()

    async def open(self, key_id: str, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> asyncio.Task[None]:
        async def send(message: Message) -> None:
            self.sent[key_id].append(message)

        async def receive() -> Message:
            await asyncio.get_running_loop().create_future()
            raise AssertionError

        task = asyncio.create_task(self.eviction.serve(key_id, app, SCOPE, receive, send))
        await asyncio.sleep(0)
        return task

    async def talk(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An endpoint that waits for ever, and tidies up like ours."""
        await send({"type": "websocket.accept"})
        try:
            await receive()
        finally:
            await send({"type": "websocket.send", "text": "late words"})
            await send({"type": "websocket.close", "code": 1000})
            self.ended.append("tidily")

    def kinds(self, key_id: str) -> list[str]:
        return [message["type"].removeprefix("websocket.") for message in self.sent[key_id]]


def test_a_key_that_is_not_good_any_more_loses_its_sockets_and_no_other_does() -> None:
    async def scene() -> None:
        stage = Stage()
        tasks = [await stage.open(key_id, stage.talk) for key_id in ("anna", "anna", "ben")]
        stage.eviction.check()
        await asyncio.sleep(0)
        assert not any(task.done() for task in tasks)
        stage.good.remove("anna")
        stage.eviction.check()
        stage.eviction.check()
        await asyncio.wait(tasks[:2], timeout=5)
        assert [task.done() for task in tasks] == [True, True, False]
        assert tasks[0].exception() is tasks[1].exception() is None
        assert stage.ended == ["tidily", "tidily"]
        assert sorted(stage.kinds("anna")) == sorted(["accept", "send", "close"] * 2)
        closes = [message for message in stage.sent["anna"] if message["type"] == "websocket.close"]
        assert [message["code"] for message in closes] == [4001, 4001]
        told = [json.loads(message["text"]) for message in stage.sent["anna"] if "text" in message]
        assert [(frame["error_code"], frame["code"]) for frame in told] == [("UNAUTHORIZED", 401)] * 2
        counted = {"socket": "tts", "error_code": "UNAUTHORIZED"}
        assert METRICS.registry.get_sample_value("rhapsode_errors_total", counted) == 2
        assert stage.kinds("ben") == ["accept"]
        tasks[2].cancel()
        await asyncio.gather(tasks[2], return_exceptions=True)

    asyncio.run(scene())


def test_an_end_that_somebody_else_wants_goes_on() -> None:
    async def scene() -> None:
        stage = Stage()
        task = await stage.open("anna", stage.talk)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert stage.kinds("anna") == ["accept", "send", "close"]
        assert stage.sent["anna"][-1]["code"] == 1000

    asyncio.run(scene())


def test_both_at_once_is_somebody_elses_with_our_farewell() -> None:
    async def scene() -> None:
        stage = Stage()
        task = await stage.open("anna", stage.talk)
        stage.good.clear()
        stage.eviction.check()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert stage.sent["anna"][-1]["code"] == 4001

    asyncio.run(scene())


async def before_the_handshake(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()


async def after_the_end(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": 1000})
    await receive()


@pytest.mark.parametrize(("app", "kinds"), [(before_the_handshake, []), (after_the_end, ["accept", "close"])])
def test_whoever_is_not_open_is_told_nothing(app: Any, kinds: list[str]) -> None:
    async def scene() -> None:
        stage = Stage()
        task = await stage.open("anna", app)
        stage.good.clear()
        stage.eviction.check()
        await task
        assert stage.kinds("anna") == kinds

    asyncio.run(scene())


def test_a_client_that_is_gone_or_does_not_read_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FAREWELL_WITHIN_S", 0.01)

    async def scene() -> None:
        for fault in (OSError("gone"), RuntimeError("closed"), None):
            stage = Stage()

            async def send(message: Message, fault: Exception | None = fault) -> None:
                if message["type"] == "websocket.accept":
                    return
                if fault is not None:
                    raise fault
                await asyncio.get_running_loop().create_future()

            async def wait(scope: Scope, receive: Receive, send: Send) -> None:
                await send({"type": "websocket.accept"})
                await asyncio.get_running_loop().create_future()

            task = asyncio.create_task(stage.eviction.serve("anna", wait, SCOPE, None, send))  # type: ignore[arg-type]
            await asyncio.sleep(0)
            stage.good.clear()
            stage.eviction.check()
            await asyncio.wait_for(task, 5)

    asyncio.run(scene())


def test_keys_that_cannot_be_read_send_nobody_out() -> None:
    def broken() -> None:
        raise InternalError("the key store cannot be read")

    async def scene() -> None:
        stage = Stage()
        eviction = Eviction(broken, lambda key_id: False)
        stage.eviction = eviction
        task = await stage.open("anna", stage.talk)
        eviction.check()
        await asyncio.sleep(0)
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(scene())


def test_it_is_checked_again_and_again_while_it_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHECK_EVERY_S", 0.001)

    async def scene() -> None:
        stage = Stage()
        async with stage.eviction.watching(), asyncio.timeout(10):
            await stage.refreshed_often.wait()
        rounds = stage.refreshes
        await asyncio.sleep(0.01)
        assert stage.refreshes == rounds

    asyncio.run(scene())

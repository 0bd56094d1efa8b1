"""Who comes and goes is seen from outside, whatever the application does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import pytest

from rhapsode_protocol.errors import SlowReader
from rhapsode_server.app import SOCKETS, SPEAKING
from rhapsode_server.telemetry.metrics import Metrics
from rhapsode_server.transport.observer import Observer, connection_of
from rhapsode_server.transport.peer import CLOSED_BY_SERVER

Message = MutableMapping[str, Any]
App = Callable[[Any, Any, Any], Awaitable[None]]

ACCEPT = {"type": "websocket.accept"}


@pytest.fixture
def metrics(caplog: pytest.LogCaptureFixture) -> Metrics:
    caplog.set_level(logging.INFO)
    return Metrics("1", "tone")


def observe(metrics: Metrics, app: App, path: str, kind: str = "websocket", receives: tuple[Message, ...] = ()) -> None:
    """Run one connection of an application."""
    coming = list(receives)

    async def receive() -> Message:
        return coming.pop(0)

    async def send(message: Message) -> None:
        pass

    observer = Observer(app, metrics=metrics, sockets=SOCKETS, speaking=SPEAKING)
    asyncio.run(observer({"type": kind, "path": path, "request_id": "r1"}, receive, send))


def ends(metrics: Metrics) -> dict[tuple[str, str], float]:
    return {
        (sample.labels["socket"], sample.labels["code"]): sample.value
        for family in metrics.registry.collect()
        for sample in family.samples
        if sample.name == "rhapsode_connections_closed_total"
    }


def errors(metrics: Metrics) -> dict[tuple[str, str], float]:
    return {
        (sample.labels["socket"], sample.labels["error_code"]): sample.value
        for family in metrics.registry.collect()
        for sample in family.samples
        if sample.name == "rhapsode_errors_total"
    }


def sending(*messages: Message) -> App:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        for message in messages:
            await send(message)

    return app


def reading(*messages: Message) -> App:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        for message in messages:
            await send(message)
        await receive()

    return app


def test_a_socket_that_the_server_closes(metrics: Metrics, caplog: pytest.LogCaptureFixture) -> None:
    disconnect = {"type": "websocket.disconnect", "code": 1000}
    observe(metrics, reading(ACCEPT, {"type": "websocket.close", "code": 1012}), "/ws/tts", receives=(disconnect,))
    assert ends(metrics) == {("tts", "1012"): 1}
    assert caplog.messages[-1].endswith("closed by the server (1012)")


@pytest.mark.parametrize(("code", "why"), [(1001, "closed by the client"), (1006, "broken off")])
def test_a_socket_that_its_client_ends(metrics: Metrics, caplog: pytest.LogCaptureFixture, code: int, why: str) -> None:
    observe(metrics, reading(ACCEPT), "/ws/tts/multi", receives=({"type": "websocket.disconnect", "code": code},))
    assert ends(metrics) == {("multi", str(code)): 1}
    assert caplog.messages[-1].endswith(f"{why} ({code})")


def test_a_socket_that_the_protocol_closes(metrics: Metrics, caplog: pytest.LogCaptureFixture) -> None:
    disconnect = {"type": "websocket.disconnect", "code": 1009, CLOSED_BY_SERVER: True}
    observe(metrics, reading(ACCEPT), "/ws/tts", receives=(disconnect,))
    assert caplog.messages[-1].endswith("closed by the server (1009)")


def test_an_application_that_breaks_is_seen_off(metrics: Metrics) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(ACCEPT)
        raise RuntimeError("it broke")

    with pytest.raises(RuntimeError):
        observe(metrics, app, "/ws/tts")
    assert ends(metrics) == {("tts", "1006"): 1}
    assert metrics.registry.get_sample_value("rhapsode_connections", {"socket": "tts"}) == 0


def test_a_handshake_that_is_refused_is_an_error_and_no_connection(
    metrics: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        scope["error_code"] = "UNAUTHORIZED"
        await send({"type": "websocket.http.response.start", "status": 401})

    observe(metrics, app, "/ws/tts")
    observe(metrics, app, "/ws/what a stranger asks for")
    assert errors(metrics) == {("tts", "UNAUTHORIZED"): 1, ("other", "UNAUTHORIZED"): 1}
    assert ends(metrics) == {}
    assert not caplog.messages


START = {"type": "http.response.start", "status": 200}
LAST = {"type": "http.response.body", "body": b"", "more_body": False}


@pytest.mark.parametrize(
    ("messages", "code", "why"),
    [((START, LAST), 200, "answered"), ((START,), 200, "cut short"), ((), 499, "left before the answer")],
)
def test_a_request_that_speaks_is_a_connection(
    metrics: Metrics, caplog: pytest.LogCaptureFixture, messages: tuple[Message, ...], code: int, why: str
) -> None:
    observe(metrics, sending(*messages), "/v1/tts/generate", "http")
    assert ends(metrics) == {("rest", str(code)): 1}
    (line,) = caplog.messages
    assert line.endswith(f"{why} ({code})")


def test_other_requests_are_not_connections(metrics: Metrics, caplog: pytest.LogCaptureFixture) -> None:
    observe(metrics, sending(START, LAST), "/health", "http")
    assert ends(metrics) == {}
    assert not caplog.messages


@pytest.mark.parametrize("status", [503, 499])
def test_a_probe_that_is_told_to_wait_is_no_error(metrics: Metrics, status: int) -> None:
    observe(metrics, sending({**START, "status": status}, LAST), "/ready", "http")
    assert errors(metrics) == {}


def test_a_fault_that_the_framework_answers_outside_is_counted(metrics: Metrics) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise RuntimeError("it broke")

    with pytest.raises(RuntimeError):
        observe(metrics, app, "/predict", "http")
    assert errors(metrics) == {("rest", "INTERNAL_ERROR"): 1}
    assert ends(metrics) == {("rest", "500"): 1}


def test_the_application_finds_its_connection(metrics: Metrics) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(ACCEPT)
        connection = connection_of(scope)
        assert connection is not None
        connection.expel(SlowReader("it read nothing"))

    observe(metrics, app, "/ws/tts")
    assert ends(metrics) == {("tts", "4408"): 1}
    assert connection_of({}) is None


def test_what_is_no_connection_passes(metrics: Metrics) -> None:
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    observe(metrics, app, "", "lifespan")
    assert seen == ["lifespan"]

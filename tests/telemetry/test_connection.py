"""Two lines a connection, and its share of the figures."""

from __future__ import annotations

import logging

import pytest

from rhapsode_protocol.errors import EmptyAudio, SlowReader
from rhapsode_protocol.messages import Audio, Failed, Interrupted
from rhapsode_server.telemetry.connection import Connection
from rhapsode_server.telemetry.metrics import Metrics
from rhapsode_server.telemetry.turn_report import Outcome, TurnReport


class Clock:
    """Time that passes only when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics("1", "tone")


@pytest.fixture
def connection(metrics: Metrics, clock: Clock, caplog: pytest.LogCaptureFixture) -> Connection:
    caplog.set_level(logging.INFO)
    made = Connection(metrics, "stream", "/ws/tts/stream", "abc123", clock)
    made.name = "c7"
    return made


def report(outcome: Outcome, characters: int) -> TurnReport:
    return TurnReport(outcome=outcome, engine="tone", characters=characters)


def test_one_line_at_the_opening_and_one_at_the_end(
    connection: Connection, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    connection.key_id = "k3"
    connection.open()
    clock.now += 12.34
    connection.turn_ended(report(Outcome.DONE, 100))
    connection.turn_ended(report(Outcome.CANCELLED, 11))
    connection.written(Audio(b"", "pcm_s16le", 0, 24_000, 36_000, 0))
    connection.close(1001, "closed by the client")
    opened, ended = caplog.records
    assert opened.getMessage() == "connection c7 opened on /ws/tts/stream with key k3"
    assert ended.getMessage() == (
        "connection c7 ended on /ws/tts/stream with key k3 after 12.3 s: 2 turns (1 cancelled), 111 characters, "
        "1.5 s of audio; closed by the client (1001)"
    )
    facts = {"connection": "c7", "path": "/ws/tts/stream", "request_id": "abc123", "key_id": "k3"}
    assert vars(opened)["fields"] == {"event": "connection_opened", **facts}
    assert vars(ended)["fields"] == {
        "event": "connection_closed",
        **facts,
        "duration_s": 12.34,
        "turns": {"done": 1, "failed": 0, "cancelled": 1, "gone": 0},
        "characters": 111,
        "audio_s": 1.5,
        "code": 1001,
        "why": "closed by the client",
    }


def test_what_never_opened_is_not_told_of(
    connection: Connection, metrics: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    connection.close(1006, "broken off")
    assert not caplog.records
    assert metrics.registry.get_sample_value("rhapsode_connections", {"socket": "stream"}) is None


def test_a_client_that_is_cut_off_ends_with_the_code_of_that(
    connection: Connection, metrics: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    connection.open()
    connection.expel(SlowReader("it read nothing"))
    connection.close(1006, "broken off")
    assert caplog.messages[-1].endswith("cut off for SLOW_READER (4408)")
    assert metrics.registry.get_sample_value("rhapsode_slow_reader_cuts_total", {"socket": "stream"}) == 1
    told = {"socket": "stream", "error_code": "SLOW_READER"}
    assert metrics.registry.get_sample_value("rhapsode_errors_total", told) == 1


def test_each_acknowledgement_is_timed_from_its_own_cancel(
    connection: Connection, metrics: Metrics, clock: Clock
) -> None:
    connection.queued(Interrupted())
    clock.now += 0.25
    connection.queued(Interrupted())
    connection.written(Interrupted())
    clock.now += 0.5
    connection.written(Interrupted())
    named = "rhapsode_cancel_acknowledgement_seconds"
    assert metrics.registry.get_sample_value(f"{named}_sum", {"socket": "stream"}) == 0.25 + 0.5
    assert metrics.registry.get_sample_value(f"{named}_count", {"socket": "stream"}) == 2


def test_errors_are_counted_when_they_are_told(connection: Connection, metrics: Metrics) -> None:
    connection.queued(Failed(EmptyAudio("nothing sounded")))
    told = {"socket": "stream", "error_code": "EMPTY_AUDIO"}
    assert metrics.registry.get_sample_value("rhapsode_errors_total", told) == 1
    assert connection.errors_told == 1

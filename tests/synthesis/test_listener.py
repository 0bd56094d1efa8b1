"""One open stream, alone."""

from __future__ import annotations

import logging

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.speech import AnySpeechEvent, SpeechFailed, SpeechStarted
from rhapsode_server.synthesis.listener import Listener
from synthesis.jobs import make_job, make_stream


def started(generation: int) -> SpeechStarted:
    return SpeechStarted(make_stream(), generation, 0, "my secret")


def test_stale_events_do_not_reach_the_sink() -> None:
    told: list[AnySpeechEvent] = []
    listener = Listener(told.append)
    listener.raise_to(2)
    listener.raise_to(1)
    for generation in range(4):
        listener.tell(started(generation))
    assert [event.generation for event in told] == [2, 3]


def test_a_sink_that_breaks_is_logged_without_what_it_was_told(caplog: pytest.LogCaptureFixture) -> None:
    def broken(event: AnySpeechEvent) -> None:
        raise RuntimeError(f"cannot take {event}")

    Listener(broken).tell(started(0))
    assert "RuntimeError at test_listener.py" in caplog.text
    assert "secret" not in caplog.text
    assert caplog.records[0].levelno == logging.ERROR


def test_refusals_are_told_one_by_one_unless_they_have_gone_stale() -> None:
    told: list[AnySpeechEvent] = []
    listener = Listener(told.append)
    error = ModelUnavailable("not there")
    listener.refused.extend((make_job(index=index, generation=index), error) for index in range(3))
    listener.raise_to(1)
    listener.tell_refused()
    assert told == [SpeechFailed(make_stream(), 1, 1, error)]
    listener.tell_refused()
    listener.tell_refused()
    assert [event.index for event in told] == [1, 2]

"""Sessions of a server that goes down: turns that are open go on, none begins, and no error frame tells of it."""

from __future__ import annotations

import pytest

from rhapsode_protocol.messages import (
    Cancel,
    ContextClosed,
    ContextCreated,
    Failed,
    Final,
    Input,
    Interrupted,
    Speak,
    TurnClosed,
)
from rhapsode_server.session import MultiSession, OneShotSession, Session, StreamSession
from session.rehearsal import Rehearsal, make_catalog

HELLO = "Hello there, you. "


def leaving(rehearsal: Rehearsal) -> Rehearsal:
    rehearsal.session.leaving = True
    return rehearsal


def test_one_shot_requests_that_wait_are_spoken_and_later_ones_are_not() -> None:
    on = Rehearsal(OneShotSession("c1", make_catalog()))
    on.say(Speak(HELLO))
    on.say(Speak(HELLO))
    leaving(on)
    assert on.say(Speak(HELLO)) == []
    on.speak()
    assert len(on.of(Final)) == 2
    on.deliver()
    assert not on.session.busy
    assert on.of(Failed) == []


def test_an_open_turn_takes_text_to_its_end_and_the_next_does_not_begin() -> None:
    on = Rehearsal(StreamSession("c1", make_catalog()))
    on.say(Input(text=HELLO))
    leaving(on)
    on.say(Input(text="And more of it. "))
    on.say(Input(flush=True))
    assert on.say(Input(text="Another turn.", flush=True)) == []
    on.speak()
    on.deliver()
    assert "And more of it." in " ".join(on.spoken)
    assert "Another" not in " ".join(on.spoken)
    assert len(on.of(TurnClosed)) == 1
    assert not on.session.busy
    assert on.of(Failed) == []


def test_contexts_end_in_order_and_new_ones_stay_silent() -> None:
    on = Rehearsal(MultiSession("c1", make_catalog()))
    on.say(Input(text=HELLO, context_id="a"))
    leaving(on)
    on.say(Input(text=HELLO, context_id="b", flush=True))
    assert [created.context_id for created in on.of(ContextCreated)] == ["a", "b"]
    on.say(Input(flush=True, context_id="a"))
    on.say(Input(text="Once more.", flush=True, context_id="a"))
    on.speak()
    on.deliver()
    assert [final.context_id for final in on.of(Final)] == ["a"]
    assert not on.session.busy
    assert on.of(Failed) == []
    assert on.of(ContextClosed) == []


@pytest.mark.parametrize(
    "session", [StreamSession("c1", make_catalog()), OneShotSession("c1", make_catalog())], ids=["stream", "one-shot"]
)
def test_a_barge_in_is_still_heard(session: Session) -> None:
    on = Rehearsal(session)
    on.say(Speak(HELLO) if isinstance(session, OneShotSession) else Input(text=HELLO, flush=True))
    assert session.speaking
    leaving(on)
    on.say(Cancel())
    assert on.of(Interrupted)
    assert not session.busy
    assert not session.speaking


def test_an_open_turn_without_anything_to_speak_is_busy_and_not_speaking() -> None:
    on = Rehearsal(StreamSession("c1", make_catalog()))
    on.say(Input(text=HELLO))
    on.wait(1.0)
    on.speak()
    on.deliver()
    assert on.session.busy
    assert not on.session.speaking

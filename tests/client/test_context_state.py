from __future__ import annotations

import pytest

from rhapsode_client.context_state import ContextState, Phase
from rhapsode_protocol.messages import (
    Cancel,
    CloseContext,
    ContextClosed,
    Input,
    KeepAlive,
    Settings,
    Statistics,
    Usage,
)

SETTINGS = Settings(voice_id="de", temperature=0.5, speed=1.1)
NOTHING_SPOKEN = Statistics(
    segments=0,
    chunks=0,
    total_samples=0,
    dur_ms=0.0,
    gen_ms=0.0,
    rtf=0.0,
    delivered_samples=0,
    delivered_ms=0.0,
    first_audible_ms=None,
    watermark="none",
)
CLOSED = ContextClosed("a", Usage(0.0, 0, ""), NOTHING_SPOKEN)


def opened() -> ContextState:
    state = ContextState("a", SETTINGS)
    assert state.say("x") == Input(
        text="x",
        context_id="a",
        settings=Settings(speed=1.1),
        voice_settings=Settings(voice_id="de", temperature=0.5),
    )
    return state


def test_the_first_text_opens_a_context_with_its_settings_and_later_text_does_not() -> None:
    state = opened()
    assert state.phase is Phase.OPEN
    assert state.say("y") == Input(text="y", context_id="a")
    assert state.flush() == Input(flush=True, context_id="a")
    assert state.cancel() == Cancel("a")
    assert state.keep_alive() == KeepAlive("a")
    assert state.say("") is None


def test_nothing_is_told_of_a_context_that_never_spoke() -> None:
    state = ContextState("a")
    assert [state.flush(), state.cancel(), state.keep_alive(), state.close(False)] == [None] * 4
    assert state.phase is Phase.ENDED


def test_a_closed_context_takes_nothing_more_and_is_closed_once() -> None:
    state = opened()
    assert state.close(False) == CloseContext("a", False)
    assert state.close(False) is None
    with pytest.raises(RuntimeError, match="context 'a' was closed and cannot take text"):
        state.say("late")
    with pytest.raises(RuntimeError, match="cannot be flushed"):
        state.flush()
    assert state.cancel() is None
    assert state.close(True) == CloseContext("a", True), "who waits may still lose patience"
    state.receive(CLOSED)
    assert state.phase is Phase.ENDED
    assert state.close(True) is None


def test_the_server_may_end_a_context_by_itself() -> None:
    state = opened()
    state.receive(CLOSED)
    with pytest.raises(RuntimeError, match="was closed"):
        state.say("late")


def test_a_lost_connection_ends_it() -> None:
    state = opened()
    state.lose()
    assert state.phase is Phase.ENDED

"""Every bound of a connection: its own error, on the right side of the number, and nothing else is lost."""

from __future__ import annotations

import pytest

from rhapsode_protocol.errors import RateLimited, TextTooLong, TooManyContexts, TooManyMessages
from rhapsode_protocol.messages import (
    Cancel,
    CloseContext,
    ContextClosed,
    Failed,
    Final,
    Input,
    KeepAlive,
    Speak,
    TurnClosed,
    Warned,
)
from rhapsode_server.session import Limits, MultiSession, OneShotSession, StreamSession
from rhapsode_server.session.message_rate import BURST_S, MOST_REFUSED
from rhapsode_server.session.multi import CLOSING_PER_OPEN
from session.rehearsal import Rehearsal, make_catalog


def one_shot(**limits: float) -> Rehearsal:
    return Rehearsal(OneShotSession("c1", make_catalog(), Limits(**limits)))  # type: ignore[arg-type]


def stream(*, flush_ends_turn: bool = True, **limits: float) -> Rehearsal:
    limit = Limits(**limits)  # type: ignore[arg-type]
    return Rehearsal(StreamSession("c1", make_catalog(), limit, flush_ends_turn=flush_ends_turn))


def multi(**limits: float) -> Rehearsal:
    return Rehearsal(MultiSession("c1", make_catalog(), Limits(**limits)))  # type: ignore[arg-type]


def only_error(rehearsal: Rehearsal) -> Failed:
    (failed,) = rehearsal.of(Failed)
    return failed


# --- Text -------------------------------------------------------------------------------------------------------------


def test_characters_a_frame_hold_on_both_sides_of_the_number() -> None:
    rehearsal = one_shot(max_frame_characters=17)
    rehearsal.say(Speak("Hello there, you."))
    assert not rehearsal.of(Failed)
    rehearsal.say(Speak("Hello there, you. "))
    error = only_error(rehearsal).error
    assert isinstance(error, TextTooLong)
    assert (error.field, error.http_status) == ("text", 413)
    assert "18 characters" in error.message
    assert "17" in error.message
    rehearsal.speak()
    assert len(rehearsal.of(Final)) == 1


def test_the_text_of_all_contexts_together_is_bounded() -> None:
    rehearsal = multi(max_pending_characters=60, max_connection_characters=100)
    rehearsal.say(Input(text="x" * 60, context_id="a"))
    rehearsal.say(Input(text="y" * 40, context_id="b"))
    rehearsal.say(Input(text="z", context_id="c"))
    failed = only_error(rehearsal)
    assert isinstance(failed.error, TextTooLong)
    assert failed.context_id == "c"
    assert "100 characters" in failed.error.message
    assert "all contexts" in failed.error.message
    rehearsal.say(Input(flush=True, context_id="a"))
    rehearsal.speak()
    rehearsal.say(Input(text="z", context_id="c", flush=True))
    rehearsal.speak()
    assert len(rehearsal.of(Failed)) == 1, "there is room again once some has been spoken"
    assert {final.context_id for final in rehearsal.of(Final)} == {"a", "c"}


def test_one_context_is_bounded_before_the_connection_is() -> None:
    rehearsal = multi(max_pending_characters=60, max_connection_characters=100)
    rehearsal.say(Input(text="x" * 61, context_id="a"))
    assert "60 characters" in only_error(rehearsal).error.message


# --- Turns and contexts -----------------------------------------------------------------------------------------------


def test_one_waiting_turn_too_many_is_refused_alone() -> None:
    rehearsal = stream(max_queued_turns=3)
    for _ in range(4):
        rehearsal.say(Input(text="Hello there, you.", flush=True))
    failed = only_error(rehearsal)
    assert isinstance(failed.error, RateLimited)
    assert failed.error.retry_after_s == 1
    assert "3 requests or flushes" in failed.error.message
    rehearsal.speak()
    assert len(rehearsal.of(TurnClosed)) == 3


def test_closed_contexts_that_nobody_reads_are_bounded() -> None:
    rehearsal = multi(max_contexts=1)
    for number in range(1 + CLOSING_PER_OPEN):
        rehearsal.say(Input(text="Hello there, you.", context_id=str(number)), CloseContext(str(number)))
        rehearsal.speak()
    assert len(rehearsal.of(ContextClosed)) == 1 + CLOSING_PER_OPEN
    rehearsal.say(Input(text="Hello there, you.", context_id="more"))
    failed = only_error(rehearsal)
    assert isinstance(failed.error, TooManyContexts)
    assert "wait to be read" in failed.error.message
    rehearsal.deliver()
    rehearsal.say(Input(text="Hello there, you.", context_id="more", flush=True))
    rehearsal.speak()
    assert len(rehearsal.of(Failed)) == 1


# --- An open turn that nobody goes on with ----------------------------------------------------------------------------


@pytest.mark.parametrize("flush_ends_turn", [True, False])
def test_an_idle_open_turn_ends_as_by_a_flush(flush_ends_turn: bool) -> None:
    rehearsal = stream(flush_ends_turn=flush_ends_turn, turn_idle_s=300.0)
    rehearsal.say(Input(text="Hello there, you. <spell>ab"))
    rehearsal.wait(1.0)
    rehearsal.speak()
    rehearsal.deliver()
    rehearsal.wait(299.9)
    assert not rehearsal.of(TurnClosed)
    rehearsal.wait(0.2)
    (warning,) = rehearsal.of(Warned)
    assert "300 seconds" in warning.message
    rehearsal.speak()
    assert rehearsal.kinds()[-2:] == ["Final", "TurnClosed"]
    assert rehearsal.spoken[-1] == "ab", "what was held back for its end tag is spoken"
    assert rehearsal.closed is None
    rehearsal.say(Input(text="Hello again, you.", flush=True))
    rehearsal.speak()
    assert rehearsal.spoken[-1] == "Hello again, you."


def test_text_and_flushes_keep_a_turn_open() -> None:
    rehearsal = stream(flush_ends_turn=False, turn_idle_s=10.0)
    for message in (Input(text="Hello there, you. "), Input(flush=True), Input(text=" ")) * 3:
        rehearsal.say(message)
        rehearsal.speak()
        rehearsal.deliver()
        rehearsal.wait(9.9)
    assert not rehearsal.of(TurnClosed)
    rehearsal.wait(0.2)
    assert len(rehearsal.of(TurnClosed)) == 1


def test_the_clock_stands_still_while_audio_is_made_or_delivered() -> None:
    rehearsal = stream(turn_idle_s=10.0)
    rehearsal.say(Input(text="Hello there, you. "))
    rehearsal.wait(60.0)
    rehearsal.speak()
    rehearsal.wait(60.0)
    assert not rehearsal.of(TurnClosed), "nothing of it has been written yet"
    rehearsal.deliver()
    rehearsal.wait(9.9)
    assert not rehearsal.of(TurnClosed), "the listener has just got the last of it"
    rehearsal.wait(0.2)
    assert len(rehearsal.of(TurnClosed)) == 1


def test_no_turn_no_clock_and_nought_is_never() -> None:
    rehearsal = stream(turn_idle_s=10.0)
    rehearsal.say(Input(text="Hello there, you.", flush=True), KeepAlive())
    rehearsal.speak()
    rehearsal.deliver()
    assert rehearsal.session.deadline() is None
    rehearsal = stream(turn_idle_s=0)
    rehearsal.say(Input(text="Hello there, you. "))
    rehearsal.wait(1.0)
    rehearsal.speak()
    rehearsal.deliver()
    rehearsal.wait(1e6)
    assert not rehearsal.of(TurnClosed)


# --- Frames a second --------------------------------------------------------------------------------------------------


def admit(rehearsal: Rehearsal, frames: int) -> list[bool]:
    admitted = []
    for _ in range(frames):
        admitted.append(rehearsal.session.admit_frame(rehearsal.now))
        rehearsal.drain()
    return admitted


def test_a_frame_too_many_is_refused_and_says_when_to_go_on() -> None:
    rehearsal = stream(max_messages_per_s=10)
    burst = int(10 * BURST_S)
    assert admit(rehearsal, burst + 1) == [True] * burst + [False]
    failed = only_error(rehearsal)
    assert isinstance(failed.error, TooManyMessages)
    assert failed.error.retry_after_s == 1
    assert "10 frames a second" in failed.error.message
    rehearsal.wait(1.0)
    assert admit(rehearsal, 1) == [True]


def test_a_flood_is_told_and_ends_the_socket_and_its_work() -> None:
    rehearsal = multi(max_messages_per_s=1)
    rehearsal.say(Input(text="Hello there, you.", context_id="a", flush=True))
    rehearsal.say(Input(text="Hello there, you.", context_id="b"), CloseContext("b"))
    rehearsal.speak(1)
    admit(rehearsal, int(BURST_S) + MOST_REFUSED)
    assert rehearsal.closed is None
    assert admit(rehearsal, 1) == [False]
    assert rehearsal.closed is not None
    assert rehearsal.closed.code == 4029
    assert isinstance(rehearsal.sent[-1], Failed)
    assert not rehearsal.open_streams
    assert not rehearsal.jobs
    assert rehearsal.session.deadline() is None
    assert admit(rehearsal, 3) == [False] * 3
    assert rehearsal.say(Cancel()) == []

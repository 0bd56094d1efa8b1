"""Whatever a client does and synthesis answers, in whatever order and however late: the promises of a connection hold.

Hypothesis plays client, synthesis, clock and socket against each kind of session in virtual time; ``ordeal`` keeps what
is owed beside it, and checks every effect.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from rhapsode_protocol.messages import (
    Cancel,
    ClientMessage,
    CloseContext,
    CloseSocket,
    EndTurn,
    Input,
    KeepAlive,
    Settings,
    Speak,
    UpdateSettings,
)
from rhapsode_server.session import MultiSession, OneShotSession, StreamSession, message_rate
from session.ordeal import LIMITS, MultiOrdeal, OneShotOrdeal, Ordeal, StreamOrdeal
from session.rehearsal import make_catalog

BEFORE_THE_END = 15
"""Steps before the word that ends the socket may come: little can happen after it."""

texts = st.sampled_from(
    [
        "Hello there, you. ",
        "and so it went on, ",
        "a",
        " ",
        "…",
        "\n\n",
        '<prosody rate="furious">x</prosody>',
        "x" * 150,
        '<break time="400ms"/>',
        "<spell>ab",
        "</spell>",
        "\ud83d",
        "",
    ]
)
said_settings = st.sampled_from(
    [Settings()] * 4
    + [Settings(voice_id="carla", language="en"), Settings(voice_id="nobody"), Settings(word_timestamps=True)]
    + [Settings(flush_timeout_ms=30_000), Settings(flush_ends_turn=False), Settings(flush_ends_turn=True)]
    + [Settings(sample_rate_hz=8_000), Settings(output_format="ulaw_8000", sample_rate_hz=16_000)]
)
names = st.sampled_from(["a", "b", "c", "d"])
updates = st.builds(UpdateSettings, said_settings)
voices = st.sampled_from([None, None, Settings(), Settings(voice_id="ben"), Settings(voice_id="nobody")])

one_shot = st.one_of(
    st.builds(Speak, texts, said_settings), st.just(Speak("Hello there, you. ")), st.just(Cancel()), updates
)
stream = st.one_of(
    st.builds(Input, text=texts, flush=st.booleans(), settings=said_settings),
    st.builds(Input, text=texts),
    st.builds(Input, flush=st.just(True)),
    st.sampled_from([Cancel(), EndTurn(close_socket_when_idle=False), KeepAlive()]),
    updates,
)
multi = st.one_of(
    st.builds(Input, text=texts, flush=st.booleans(), context_id=names, settings=said_settings, voice_settings=voices),
    st.builds(Input, text=st.just(" "), context_id=names),
    st.builds(Input, text=st.just("Hello there, you. "), flush=st.booleans(), context_id=names),
    st.builds(Input, text=st.just("Hello there, you. "), context_id=names),
    st.builds(Input, text=st.just("x" * 150), context_id=names),
    st.builds(CloseContext, names, st.booleans()),
    st.sampled_from([Cancel(), Cancel("a"), Cancel("b"), KeepAlive("a"), Input(text="lost"), CloseContext("e")]),
    updates,
)
ends: st.SearchStrategy[ClientMessage] = st.sampled_from([EndTurn(), EndTurn(), CloseSocket()])


def behaviour(make: Callable[[], Ordeal], messages: st.SearchStrategy[ClientMessage]) -> type[RuleBasedStateMachine]:
    """A machine that does whatever can be done to one kind of session."""

    class Behaviour(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.ordeal = make()
            self.steps = 0

        @rule(message=messages)
        def client_says(self, message: ClientMessage) -> None:
            self.ordeal.client_says(message)

        @rule(message=messages)
        def client_says_more(self, message: ClientMessage) -> None:
            self.ordeal.client_says(message)

        @precondition(lambda self: self.steps > BEFORE_THE_END)
        @rule(message=ends)
        def client_ends(self, message: ClientMessage) -> None:
            self.ordeal.client_says(message)

        @rule()
        def client_babbles(self) -> None:
            self.ordeal.client_babbles()

        @precondition(lambda self: self.steps > BEFORE_THE_END)
        @rule(really=st.sampled_from([False, False, True]))
        def client_floods(self, really: bool) -> None:
            if really:
                self.ordeal.client_floods()

        @rule(pick=st.integers(0, 3), what=st.sampled_from("aaddddfnu"))
        def synthesis_answers(self, pick: int, what: str) -> None:
            self.ordeal.synthesis_answers(pick, what)

        @rule(pick=st.integers(0, 3), what=st.sampled_from("aadddd"))
        def synthesis_goes_on(self, pick: int, what: str) -> None:
            self.ordeal.synthesis_answers(pick, what)

        @rule()
        def all_is_heard(self) -> None:
            self.ordeal.all_is_heard()

        @precondition(lambda self: isinstance(self.ordeal, MultiOrdeal))
        @rule(name=names, read=st.booleans(), immediate=st.booleans())
        def short_conversation(self, name: str, read: bool, immediate: bool) -> None:
            """A context lives for one sentence; what it said may still wait to be read when it is closed again."""
            self.ordeal.client_says(Input(text="Hello there, you. ", context_id=name, flush=True))
            self.ordeal.synthesis_speaks()
            self.ordeal.client_says(CloseContext(name))
            if read:
                self.ordeal.all_is_heard()
            self.ordeal.client_says(CloseContext(name, immediate))

        @precondition(lambda self: isinstance(self.ordeal, MultiOrdeal))
        @rule(contexts=st.sampled_from([1, 2, 25]))
        def many_short_conversations(self, contexts: int) -> None:
            """One after the other, and nobody reads what they say."""
            for number in range(contexts):
                name = f"short {number}"
                self.ordeal.client_says(Input(text="Hello there, you. ", context_id=name))
                self.ordeal.client_says(CloseContext(name))
                self.ordeal.synthesis_speaks()
                self.ordeal.time_passes(0.5)

        @rule(pick=st.integers(0, 9), what=st.sampled_from("sadfl"))
        def synthesis_is_late(self, pick: int, what: str) -> None:
            self.ordeal.synthesis_is_late(pick, what)

        @rule(really=st.sampled_from([False, True]))
        def worker_dies(self, really: bool) -> None:
            if really:
                self.ordeal.worker_dies()

        @rule(seconds=st.sampled_from([0.1] * 4 + [0.3] * 4 + [1.0, 19.0, 25.0, 31.0]))
        def time_passes(self, seconds: float) -> None:
            self.ordeal.time_passes(seconds)

        @rule(seconds=st.sampled_from([0.1, 0.6, 2.0, 40.0]))
        def time_flies(self, seconds: float) -> None:
            self.ordeal.time_flies(seconds)

        @rule(count=st.sampled_from([1, 2, 4, 50]))
        def socket_writes(self, count: int) -> None:
            self.ordeal.socket_writes(count)

        @invariant()
        def promises_hold(self) -> None:
            self.steps += 1
            self.ordeal.check()

        def teardown(self) -> None:
            self.ordeal.settle()

    return Behaviour


KINDS: dict[str, type[RuleBasedStateMachine]] = {
    "one-shot": behaviour(lambda: OneShotOrdeal(OneShotSession("c1", make_catalog(), LIMITS)), one_shot),
    "today": behaviour(lambda: StreamOrdeal(StreamSession("c1", make_catalog(), LIMITS)), stream),
    "original": behaviour(
        lambda: StreamOrdeal(StreamSession("c1", make_catalog(), LIMITS, flush_ends_turn=False)), stream
    ),
    "multi": behaviour(lambda: MultiOrdeal(MultiSession("c1", make_catalog(), LIMITS)), multi),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lives", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_promises_hold_whatever_happens(kind: str, lives: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # A short patience makes floods cheap to play, and failures quick to narrow down.
    monkeypatch.setattr(message_rate, "MOST_REFUSED", 20)
    few = settings(
        max_examples=lives, stateful_step_count=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    run_state_machine_as_test(KINDS[kind], settings=few)

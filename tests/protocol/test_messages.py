from __future__ import annotations

import dataclasses
import typing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol import messages
from rhapsode_protocol.messages import NOTHING_SAID, ClientMessage, Input, ServerMessage, Settings, Statistics

SETTINGS = st.builds(
    Settings,
    voice_id=st.none() | st.integers() | st.text(max_size=3),
    speed=st.none() | st.floats(0.8, 1.2),
    normalize=st.none() | st.booleans(),
    flush_timeout_ms=st.none() | st.integers(0, 3),
    chunk_length_schedule=st.none() | st.lists(st.integers(), max_size=2).map(tuple),
    dictionary_ids=st.none() | st.lists(st.integers(), max_size=2).map(tuple),
)

DATA = [
    kind
    for kind in vars(messages).values()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == messages.__name__
]


@pytest.mark.parametrize("kind", DATA)
def test_messages_are_frozen_and_slotted(kind: type) -> None:
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)


def test_every_message_goes_one_way() -> None:
    client, server = set(typing.get_args(ClientMessage)), set(typing.get_args(ServerMessage))
    assert not client & server
    parts = {Settings, Statistics, messages.WordTiming, messages.Usage, messages.Explanation, messages.Onset}
    assert client | server | parts == set(DATA)


def test_two_equal_messages_are_one_in_a_set() -> None:
    assert len({Input(text="a"), Input(text="a"), Input(text="b")}) == 2


@settings(deadline=None, max_examples=100)
@given(SETTINGS, SETTINGS)
def test_what_is_said_covers_what_was_said_before(said: Settings, base: Settings) -> None:
    result = said.over(base)
    for field in dataclasses.fields(Settings):
        ours, theirs = getattr(said, field.name), getattr(base, field.name)
        assert getattr(result, field.name) == (theirs if ours is None else ours)


@settings(deadline=None, max_examples=50)
@given(SETTINGS, SETTINGS, SETTINGS)
def test_covering_can_be_done_in_any_grouping(first: Settings, second: Settings, third: Settings) -> None:
    assert first.over(second).over(third) == first.over(second.over(third))
    assert first.over(NOTHING_SAID) == NOTHING_SAID.over(first) == first.over(first) == first


def test_false_zero_and_empty_are_said() -> None:
    loud = Settings(normalize=True, flush_timeout_ms=500, dictionary_ids=(1,))
    quiet = Settings(normalize=False, flush_timeout_ms=0, dictionary_ids=())
    assert quiet.over(loud) == quiet

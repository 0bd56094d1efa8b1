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


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ((None, 16_000), ("ulaw_8000", None), ("ulaw_8000", None)),
        (("ulaw_8000", None), (None, 16_000), (None, 16_000)),
        (("ulaw_8000", 24_000), (None, 16_000), (None, 16_000)),
        # What agrees stays, and so does a format beside the rate that official clients always send.
        (("ulaw_8000", None), (None, 8_000), ("ulaw_8000", 8_000)),
        (("ulaw_8000", 8_000), (None, 24_000), ("ulaw_8000", 24_000)),
        ((None, 24_000), ("ulaw_8000", None), ("ulaw_8000", None)),
        # What one message says at once is its sender's contradiction, and is kept for the error.
        (("ulaw_8000", None), ("pcm_8000", 16_000), ("pcm_8000", 16_000)),
        ((None, 16_000), (None, None), (None, 16_000)),
    ],
)
def test_an_older_rate_or_format_never_contradicts_a_newer_one(
    older: tuple[str | None, int | None], newer: tuple[str | None, int | None], expected: tuple[str | None, int | None]
) -> None:
    said, base = (Settings(output_format=token, sample_rate_hz=rate_hz) for token, rate_hz in (newer, older))
    result = said.over(base)
    assert (result.output_format, result.sample_rate_hz) == expected


def test_saying_nothing_keeps_the_very_settings() -> None:
    base = Settings(speed=1.1)
    assert Settings().over(base) is base

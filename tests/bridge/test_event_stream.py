from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhapsode_bridge import event_stream
from rhapsode_bridge.event_stream import EventStream, EventTooLong

WHOLE = (
    b"\xef\xbb\xbfdata: one\n\n: keep alive\n\nevent: x\ndata:two\r\ndata:  lines\r\n\r\n"
    b"id: 7\rdata: thr\xc3\xa9\xc3\xa9\r\rdata\n\ndata: not finished\n"
)
EVENTS = ["one", "two\n lines", "thréé", ""]


def test_events_are_read_as_the_standard_has_them() -> None:
    assert EventStream().feed(WHOLE) == EVENTS


@given(st.lists(st.integers(0, len(WHOLE)), max_size=12))
def test_any_cut_gives_the_same_events(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(WHOLE)]
    stream = EventStream()
    events = [data for start, end in zip(places, places[1:], strict=False) for data in stream.feed(WHOLE[start:end])]
    assert events == EVENTS


def test_an_event_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_stream, "MOST_BYTES", 100)
    stream = EventStream()
    for _ in range(50):
        stream.feed(b": a comment to keep the line alive\n")
        stream.feed(b"data: short\n\n")
    for _ in range(16):
        stream.feed(b"data: ")
    with pytest.raises(EventTooLong):
        stream.feed(b"data: ")


@given(st.binary(max_size=400))
def test_garbage_is_no_exception(data: bytes) -> None:
    assert all(isinstance(event, str) for event in EventStream().feed(data))

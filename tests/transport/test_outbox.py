"""The outbox: order, back-pressure in seconds of audio, barge-in."""

from __future__ import annotations

import asyncio

from rhapsode_protocol.messages import Audio, Interrupted, Warned
from rhapsode_server.session import Close, Send
from rhapsode_server.speech import StreamId
from rhapsode_server.transport.outbox import Marks, Outbox

A, B, C = StreamId("c", 0), StreamId("c", 1), StreamId("c", 2)


def audio(stream: StreamId, ms: int) -> Send:
    return Send(Audio(b"", "pcm_s16le", 0, 8_000, ms * 8, 0), stream)


class Valve:
    """Remembers who is held."""

    def __init__(self) -> None:
        self.held: set[StreamId] = set()
        self.turns = 0

    def hold(self, stream: StreamId) -> None:
        assert stream not in self.held
        self.held.add(stream)
        self.turns += 1

    def release(self, stream: StreamId) -> None:
        self.held.remove(stream)


def make(valve: Valve) -> Outbox:
    marks = Marks(high_ms=1_000, low_ms=400, connection_high_ms=3_000, connection_low_ms=1_500)
    outbox = Outbox(valve.hold, valve.release, marks=marks)
    for stream in (A, B):
        outbox.open(stream)
    return outbox


def test_items_come_out_in_order() -> None:
    async def run() -> None:
        outbox = make(Valve())
        items = [audio(A, 10), Send(Warned("x")), audio(B, 10), Close(1000)]
        for item in items:
            outbox.put(item)
        assert [await outbox.get() for _ in items] == items

    asyncio.run(run())


def test_get_waits_for_what_comes() -> None:
    async def run() -> None:
        outbox = make(Valve())
        waiting = asyncio.create_task(outbox.get())
        await asyncio.sleep(0)
        assert not waiting.done()
        outbox.put(audio(A, 10))
        assert (await waiting).stream == A  # type: ignore[union-attr]

    asyncio.run(run())


def test_a_stream_with_too_much_audio_is_held_and_its_neighbour_is_not() -> None:
    async def run() -> None:
        valve = Valve()
        outbox = make(valve)
        for _ in range(5):
            outbox.put(audio(A, 300))
        outbox.put(audio(B, 900))
        assert valve.held == {A}
        for _ in range(3):
            await outbox.get()
        assert valve.held == {A}, "600 ms still wait"
        await outbox.get()
        assert valve.held == set(), "300 ms are left"
        assert valve.turns == 1

    asyncio.run(run())


def test_barge_in_drops_one_streams_messages_and_lets_it_go() -> None:
    async def run() -> None:
        valve = Valve()
        outbox = make(valve)
        outbox.put(audio(A, 2_000))
        outbox.put(audio(B, 100))
        outbox.discard(A)
        outbox.put(Send(Interrupted()))
        assert valve.held == set()
        assert (await outbox.get()).stream == B  # type: ignore[union-attr]
        assert await outbox.get() == Send(Interrupted())

    asyncio.run(run())


def test_a_forgotten_stream_is_released_but_its_messages_still_go_out() -> None:
    async def run() -> None:
        valve = Valve()
        outbox = make(valve)
        outbox.put(audio(A, 2_000))
        outbox.forget(A)
        assert valve.held == set()
        assert (await outbox.get()).stream == A  # type: ignore[union-attr]

    asyncio.run(run())


def test_a_stream_that_was_dropped_is_held_anew_when_it_fills_up_again() -> None:
    async def run() -> None:
        valve = Valve()
        outbox = make(valve)
        for _ in range(2):
            outbox.put(audio(A, 2_000))
            assert valve.held == {A}
            outbox.discard(A)
            assert valve.held == set()
        assert outbox.empty

    asyncio.run(run())


def test_a_connection_with_too_much_audio_in_all_holds_all_its_streams() -> None:
    async def run() -> None:
        valve = Valve()
        outbox = make(valve)
        outbox.open(C)
        for _ in range(4):
            for stream in (A, B):
                outbox.put(audio(stream, 400))
        assert valve.held == {A, B, C}, "3,200 ms wait; C would only add to them"
        newcomer = StreamId("c", 3)
        outbox.open(newcomer)
        assert newcomer in valve.held
        while outbox.waiting_ms >= 1_500:
            assert C in valve.held
            await outbox.get()
        assert valve.held == {A, B}, "each has passed its own mark, and more than 400 ms of it are left"

    asyncio.run(run())


def test_audio_of_a_stream_that_is_over_counts_for_its_connection() -> None:
    async def run() -> None:
        valve = Valve()
        outbox = make(valve)
        outbox.put(audio(A, 3_500))
        outbox.forget(A)
        assert valve.held == {B}
        await outbox.get()
        assert valve.held == set()
        assert outbox.waiting_ms == 0

    asyncio.run(run())


def test_a_stream_that_is_over_is_dropped_all_the_same() -> None:
    async def run() -> None:
        valve = Valve()
        outbox = make(valve)
        outbox.put(audio(A, 3_500))
        outbox.forget(A)
        outbox.discard(A)
        assert outbox.empty
        assert valve.held == set()

    asyncio.run(run())


def test_twenty_contexts_cannot_hold_more_than_the_connection_may() -> None:
    async def run() -> None:
        valve = Valve()
        outbox = make(valve)
        streams = [StreamId("c", number) for number in range(20)]
        for stream in streams:
            outbox.open(stream)
        for _ in range(20):
            for stream in streams:
                if stream not in valve.held:
                    outbox.put(audio(stream, 100))
        assert 3_000 < outbox.waiting_ms <= 3_100

    asyncio.run(run())


def test_cleared_it_holds_nothing_and_nobody() -> None:
    async def run() -> None:
        valve = Valve()
        outbox = make(valve)
        for item in (audio(A, 2_000), Send(Warned("x")), audio(B, 2_000)):
            outbox.put(item)
        outbox.clear()
        outbox.put(Close(1012))
        assert valve.held == set()
        assert await outbox.get() == Close(1012)
        assert outbox.empty

    asyncio.run(run())

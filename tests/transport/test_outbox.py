"""The outbox: order, back-pressure in seconds of audio, barge-in."""

from __future__ import annotations

import asyncio

from rhapsode_protocol.messages import Audio, Interrupted, Warned
from rhapsode_server.session import Close, Send
from rhapsode_server.speech import StreamId
from rhapsode_server.transport.outbox import Outbox

A, B = StreamId("c", 0), StreamId("c", 1)


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
    return Outbox(valve.hold, valve.release, high_ms=1_000, low_ms=400)


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

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from client.scripted_server import Frame, Peer, Script, Serve, audio, speak_each_frame, totals
from rhapsode_client import turn as turn_module
from rhapsode_client.connection import connect
from rhapsode_client.errors import ConnectionLost, ProtocolViolation, ServerError, ServerSilent, UnlistedError
from rhapsode_client.turn import FRAME_CHARACTERS, PENDING_CHARACTERS, Event
from rhapsode_protocol.errors import NotFound
from rhapsode_protocol.messages import Audio, ChunkComplete, Final, GenerationStarted, Settings, Warned, Words

HELLO = "Sing, goddess."


async def heard(events: AsyncIterator[Event]) -> list[Event]:
    return [event async for event in events]


def audio_indices(events: list[Event]) -> list[int]:
    return [event.index for event in events if isinstance(event, Audio)]


def test_a_text_comes_back_as_events_that_end_with_final(serving: Serve) -> None:
    server = serving()

    async def speak() -> list[Event]:
        async with connect(server.address) as connection:
            return await heard(connection.speak(HELLO, word_timestamps=True))

    events = asyncio.run(speak())
    assert [type(event) for event in events] == [GenerationStarted, Audio, Words, ChunkComplete, Final]
    assert isinstance(events[1], Audio)
    assert len(events[1].payload) == 2 * events[1].samples
    final = events[-1]
    assert isinstance(final, Final)
    assert (final.statistics.delivered_ms, final.statistics.first_audible_ms) == (100.0, 12.5)
    assert final.usage.model_id == "tone"


def test_settings_go_out_once_with_the_first_frame_and_the_flush_comes_last(serving: Serve) -> None:
    server = serving()

    async def tokens() -> AsyncIterator[str]:
        for token in ("Sing, ", "", "goddess."):
            yield token

    async def speak() -> None:
        async with connect(server.address) as connection:
            await heard(
                connection.speak(
                    tokens(),
                    voice=7,
                    language="en",
                    speed=1.1,
                    sample_rate=16_000,
                    word_timestamps=True,
                    settings=Settings(speed=0.8, flush_timeout_ms=200),
                )
            )

    asyncio.run(speak())
    assert server.heard == [
        {
            "text": "Sing, ",
            "voice_id": 7,
            "language": "en",
            "speed": 1.1,
            "sample_rate": 16_000,
            "word_timestamps": True,
            "flush_timeout_ms": 200,
        },
        {"text": "goddess."},
        {"flush": True},
    ]


def test_audio_is_received_while_text_is_still_being_written(serving: Serve) -> None:
    server = serving()

    async def speak() -> list[Event]:
        first_audio = asyncio.Event()

        async def tokens() -> AsyncIterator[str]:
            yield "Sing, "
            await first_audio.wait()
            yield "goddess."

        events = []
        async with connect(server.address, silence_timeout_s=5) as connection:
            async for event in connection.speak(tokens()):
                events.append(event)
                if isinstance(event, Audio):
                    first_audio.set()
        return events

    assert audio_indices(asyncio.run(speak())) == [0, 1]


def test_turns_follow_one_another_on_one_connection(serving: Serve) -> None:
    server = serving()

    async def speak() -> list[list[Event]]:
        async with connect(server.address) as connection:
            return [await heard(connection.speak(HELLO)) for _ in range(3)]

    turns = asyncio.run(speak())
    assert [audio_indices(events) for events in turns] == [[0], [0], [0]]
    assert len(server.requests) == 1


def test_leaving_early_cancels_and_the_next_turn_hears_nothing_of_it(serving: Serve) -> None:
    async def dawdle(peer: Peer) -> None:
        """Says much of the first turn, and more of it until the cancel is read; then speaks properly."""
        from_first_turn = {"audio": "AAAA", "sr": 24_000, "samples": 1, "idx": 99}
        await peer.receive()
        await peer.send(*[from_first_turn] * 30)
        while not (await peer.receive()).get("cancel"):
            pass
        await peer.send(*[from_first_turn] * 30, {"final": True}, {"interrupted": True})
        while not (await peer.receive()).get("flush"):
            pass
        await peer.send({"audio": "AAAA", "sr": 24_000, "samples": 1, "idx": 5}, {"session_closed": True, "usage": {}})

    server = serving(dawdle)

    async def speak() -> list[Event]:
        async with connect(server.address) as connection:
            async for event in connection.speak(HELLO):
                if isinstance(event, Audio):
                    break
            return await heard(connection.speak("Another."))

    assert audio_indices(asyncio.run(speak())) == [5]


def test_a_cancelled_task_leaves_the_connection_usable(serving: Serve) -> None:
    async def hold(peer: Peer) -> None:
        while not (await peer.receive()).get("cancel"):
            pass
        await peer.send({"interrupted": True})
        while not (await peer.receive()).get("flush"):
            pass
        await peer.send({"session_closed": True, "usage": {}})

    server = serving(hold)

    async def speak() -> list[Event]:
        async with connect(server.address) as connection:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await heard(connection.speak(HELLO))
            return await heard(connection.speak("Another."))

    assert [type(event) for event in asyncio.run(speak())] == [Final]


def test_a_cancel_that_is_not_answered_closes_the_connection(serving: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn_module, "CANCEL_TIMEOUT_S", 0.05)
    closed = threading.Event()

    async def deaf(peer: Peer) -> None:
        await peer.send({"warning": "Hm."})
        try:
            while True:
                await peer.receive()
        finally:
            closed.set()

    server = serving(deaf)

    async def speak() -> None:
        async with connect(server.address, reconnect_s=0) as connection:
            async with aclosing(connection.speak(HELLO)) as events:
                assert await anext(events) == Warned("Hm.")
            assert await asyncio.to_thread(closed.wait, 5)
            with pytest.raises(ConnectionLost, match="unusable"):
                await heard(connection.speak("Another."))

    asyncio.run(speak())


def test_leaving_early_tells_the_server_at_once_and_stops_the_writer(serving: Serve) -> None:
    cancelled, writer_stopped = threading.Event(), asyncio.Event()

    async def listen(peer: Peer) -> None:
        await peer.receive()
        await peer.send(audio(0))
        if (await peer.receive()).get("cancel"):
            cancelled.set()
        await peer.send({"interrupted": True})
        await peer.receive()

    server = serving(listen)

    async def write_for_ever() -> AsyncIterator[str]:
        yield HELLO
        try:
            await asyncio.Event().wait()
        finally:
            writer_stopped.set()

    async def speak() -> None:
        async with connect(server.address) as connection:
            async for _ in connection.speak(write_for_ever()):
                break
            assert await asyncio.to_thread(cancelled.wait, 5)
            await asyncio.wait_for(writer_stopped.wait(), 5)

    asyncio.run(speak())


def test_a_source_that_fails_while_it_is_stopped_is_not_reported_by_the_loop(
    serving: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    server = serving()

    async def failing() -> AsyncIterator[str]:
        yield HELLO
        try:
            await asyncio.Event().wait()
        finally:
            raise ValueError("the model failed")

    async def speak() -> None:
        async with connect(server.address) as connection, aclosing(connection.speak(failing())) as events:
            await anext(events)

    asyncio.run(speak())
    gc.collect()
    assert [record for record in caplog.records if record.name == "asyncio"] == []


@pytest.mark.parametrize(
    ("frame", "kind", "code", "status"),
    [
        ({"error": "No such voice.", "error_code": "NOT_FOUND", "code": 404}, NotFound, "NOT_FOUND", 404),
        (
            {"error": "Pay.", "error_code": "INSUFFICIENT_CREDITS", "code": 402},
            UnlistedError,
            "INSUFFICIENT_CREDITS",
            402,
        ),
    ],
)
def test_an_error_frame_ends_the_turn_and_spares_the_connection(
    serving: Serve, frame: Frame, kind: type[Exception], code: str, status: int
) -> None:
    async def refuse_first(peer: Peer) -> None:
        await peer.receive()
        await peer.send(frame)
        await speak_each_frame(peer)

    server = serving(refuse_first)

    async def speak() -> list[Event]:
        async with connect(server.address) as connection:
            with pytest.raises(ServerError, match=frame["error"]) as caught:
                await heard(connection.speak(HELLO, voice="nobody"))
            assert isinstance(caught.value.error, kind)
            assert (caught.value.code, caught.value.status, caught.value.retryable) == (code, status, False)
            return await heard(connection.speak("Another."))

    assert audio_indices(asyncio.run(speak())) == [0]


@pytest.mark.parametrize(("close_code", "reason"), [(1011, "overload"), (1012, ""), (4500, "model down")])
def test_a_server_that_leaves_mid_turn_is_told_with_its_code(serving: Serve, close_code: int, reason: str) -> None:
    async def leave(peer: Peer) -> None:
        await peer.receive()
        await peer.send(audio(0))
        await peer.socket.close(close_code, reason)

    server = serving(leave)
    events: list[Event] = []

    async def speak() -> None:
        async with connect(server.address) as connection:
            async for event in connection.speak(HELLO):
                events.append(event)

    with pytest.raises(ConnectionLost, match=str(close_code)) as caught:
        asyncio.run(speak())
    assert (caught.value.close_code, caught.value.reason) == (close_code, reason)
    assert audio_indices(events) == [0]


def test_a_line_that_breaks_mid_turn_has_no_code(serving: Serve) -> None:
    async def drop(peer: Peer) -> None:
        await peer.receive()
        peer.socket.transport.abort()

    server = serving(drop)

    async def speak() -> None:
        async with connect(server.address) as connection:
            await heard(connection.speak(HELLO))

    with pytest.raises(ConnectionLost, match="broke") as caught:
        asyncio.run(speak())
    assert caught.value.close_code is None


def test_a_server_that_leaves_after_final_has_delivered_everything(serving: Serve) -> None:
    async def leave_after_final(peer: Peer) -> None:
        while not (await peer.receive()).get("flush"):
            pass
        await peer.send(audio(0), {"final": True, **totals(1)})
        await peer.socket.close(1012)

    server = serving(leave_after_final)

    async def speak() -> list[Event]:
        async with connect(server.address, reconnect_s=0) as connection:
            events = await heard(connection.speak(HELLO))
            with pytest.raises(ConnectionLost):
                await heard(connection.speak("Another."))
            return events

    assert [type(event) for event in asyncio.run(speak())] == [Audio, Final]


async def answer_only_cancel(peer: Peer) -> None:
    while True:
        if (await peer.receive()).get("cancel"):
            await peer.send({"interrupted": True})


@pytest.mark.parametrize("pieces", [0, 1, 2])
def test_silence_after_all_text_is_an_error(serving: Serve, pieces: int) -> None:
    async def fall_silent(peer: Peer) -> None:
        while not (await peer.receive()).get("flush"):
            pass
        await peer.send(*(audio(index) for index in range(pieces)))
        await answer_only_cancel(peer)

    server = serving(fall_silent)

    async def speak() -> None:
        async with connect(server.address, silence_timeout_s=0.05) as connection:
            await heard(connection.speak(HELLO))

    with pytest.raises(ServerSilent, match=r"0\.05 s"):
        asyncio.run(speak())


def test_silence_while_text_is_still_written_is_none(serving: Serve) -> None:
    server = serving()

    async def slowly() -> AsyncIterator[str]:
        yield "Sing, "
        await asyncio.sleep(0.15)
        yield "goddess."

    async def speak() -> list[Event]:
        async with connect(server.address, silence_timeout_s=0.1) as connection:
            return await heard(connection.speak(slowly()))

    assert audio_indices(asyncio.run(speak())) == [0, 1]


@pytest.mark.parametrize("failure", [ValueError("the model failed"), TimeoutError("the model was slow")])
@pytest.mark.parametrize("script", [speak_each_frame, answer_only_cancel])
def test_a_source_that_fails_is_passed_on_and_cancels_the_turn(
    serving: Serve, failure: Exception, script: Script
) -> None:
    server = serving(script)

    async def failing() -> AsyncIterator[str]:
        yield "Sing, "
        await asyncio.sleep(0.01)
        raise failure

    async def speak() -> None:
        async with connect(server.address) as connection:
            with pytest.raises(type(failure), match=str(failure)):
                await heard(connection.speak(failing()))

    asyncio.run(speak())
    assert {"cancel": True} in server.heard


def test_a_long_text_is_cut_and_held_back_until_some_of_it_is_spoken(
    serving: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn_module, "ROOM_TIMEOUT_S", 60.0)
    text = "".join(chr(0x4E00 + index % 5_000) for index in range(3 * PENDING_CHARACTERS))
    most_pending = 0

    async def speak_late(peer: Peer) -> None:
        """Speaks only when nothing more comes, as a server does that is slower than its client."""
        nonlocal most_pending
        pending: list[str] = []
        chunks = 0
        flushed = False
        while not flushed:
            try:
                async with asyncio.timeout(0.05):
                    frame = await peer.receive()
                pending.append(frame.get("text", ""))
                flushed = frame.get("flush", False)
            except TimeoutError:
                if pending:
                    await peer.send(
                        {"generation_started": True, "chunk_id": chunks, "text": pending.pop(0)},
                        {"chunk_complete": True, "chunk_id": chunks, "audio_seconds": 0.1, "gen_ms": 1},
                    )
                    chunks += 1
            most_pending = max(most_pending, sum(map(len, pending)))
        await peer.send({"session_closed": True, **totals(0)})

    server = serving(speak_late)

    async def speak() -> None:
        async with connect(server.address) as connection:
            await heard(connection.speak(text))

    asyncio.run(speak())
    assert "".join(frame.get("text", "") for frame in server.heard) == text
    assert max(len(frame.get("text", "")) for frame in server.heard) == FRAME_CHARACTERS
    assert most_pending < PENDING_CHARACTERS + FRAME_CHARACTERS


def test_text_is_not_held_back_for_ever(serving: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn_module, "ROOM_TIMEOUT_S", 0.01)

    async def only_listen(peer: Peer) -> None:
        while not (await peer.receive()).get("flush"):
            pass
        await peer.send({"session_closed": True, **totals(0)})

    server = serving(only_listen)

    async def speak() -> list[Event]:
        async with connect(server.address) as connection:
            return await heard(connection.speak("<break/>" * PENDING_CHARACTERS))

    assert [type(event) for event in asyncio.run(speak())] == [Final]


@pytest.mark.parametrize(
    "frame", ["", "Sing.", "[1]", '{"audio": "AAAA"}', '{"audio": "?", "sr": 1, "samples": 1}', b"\0"]
)
def test_what_cannot_be_read_is_a_violation(serving: Serve, frame: str | bytes) -> None:
    async def babble(peer: Peer) -> None:
        await peer.receive()
        await peer.socket.send(frame)
        while not (await peer.receive()).get("cancel"):
            pass
        await peer.send({"interrupted": True})

    server = serving(babble)

    async def speak() -> None:
        async with connect(server.address) as connection:
            await heard(connection.speak(HELLO))

    with pytest.raises(ProtocolViolation):
        asyncio.run(speak())


def test_a_turn_that_the_server_ends_early_goes_on_with_the_rest_of_the_text(serving: Serve) -> None:
    first_end = {"session_closed": True, **totals(1)}

    async def end_early(peer: Peer) -> None:
        await peer.receive()
        await peer.send(audio(0), {"warning": "idle"}, first_end)
        await peer.receive()
        await peer.send(audio(1))
        assert (await peer.receive()) == {"flush": True}
        await peer.send({"session_closed": True, **totals(2)})

    server = serving(end_early)

    async def speak() -> list[Event]:
        idle = asyncio.Event()

        async def tokens() -> AsyncIterator[str]:
            yield "Sing, "
            await idle.wait()
            yield "goddess."
            await heard_second.wait()

        heard_second = asyncio.Event()
        events = []
        async with connect(server.address) as connection:
            async for event in connection.speak(tokens()):
                events.append(event)
                if isinstance(event, Warned):
                    idle.set()
                if isinstance(event, Audio) and event.index == 1:
                    heard_second.set()
        return events

    events = asyncio.run(speak())
    assert audio_indices(events) == [0, 1]
    assert [event.statistics.chunks for event in events if isinstance(event, Final)] == [2]


def test_an_end_without_figures_keeps_those_of_final(serving: Serve) -> None:
    async def close_shortly(peer: Peer) -> None:
        while not (await peer.receive()).get("flush"):
            pass
        await peer.send({"final": True, **totals(3)}, {"session_closed": True, "total_audio_seconds": 0.3})

    server = serving(close_shortly)

    async def speak() -> list[Event]:
        async with connect(server.address) as connection:
            return await heard(connection.speak(HELLO))

    events = asyncio.run(speak())
    assert isinstance(events[-1], Final)
    assert events[-1].statistics.chunks == 3


def test_two_turns_at_once_are_refused(serving: Serve) -> None:
    server = serving()

    async def speak() -> list[Event]:
        started, release = asyncio.Event(), asyncio.Event()

        async def tokens() -> AsyncIterator[str]:
            started.set()
            await release.wait()
            yield HELLO

        async with connect(server.address) as connection:
            first = asyncio.create_task(heard(connection.speak(tokens())))
            await started.wait()
            with pytest.raises(RuntimeError, match="is speaking"):
                await heard(connection.speak("At the same time."))
            release.set()
            return await first

    assert audio_indices(asyncio.run(speak())) == [0]


def test_a_turn_that_was_left_open_is_ended_by_the_next(serving: Serve) -> None:
    server = serving()

    async def speak() -> list[Event]:
        async with connect(server.address) as connection:
            first = connection.speak(HELLO)
            await anext(first)
            events = await heard(connection.speak("Another."))
            with pytest.raises(RuntimeError, match="has ended this one"):
                await anext(first)
            return events

    assert audio_indices(asyncio.run(speak())) == [0]

"""The line: effects out, events in, one timer, one end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, cast

import pytest

from rhapsode_protocol.messages import (
    Audio,
    Cancel,
    ClientMessage,
    CloseContext,
    Failed,
    Final,
    Input,
    Interrupted,
    ServerMessage,
    Settings,
    Speak,
    TurnClosed,
    UpdateSettings,
)
from rhapsode_server.session import Close, MultiSession, OneShotSession, Send, Session, StreamSession
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.telemetry.connection import Connection
from rhapsode_server.telemetry.metrics import Metrics
from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.line import Line
from rhapsode_server.transport.outbox import MAX_REPLIES
from session.rehearsal import make_catalog
from transport.prompter import Prompter


def play(scene: Callable[[Prompter], Coroutine[Any, Any, None]]) -> Prompter:
    prompter = Prompter()
    asyncio.run(scene(prompter))
    return prompter


def connect(session: Session, prompter: Prompter, attendance: Attendance | None = None) -> Line:
    return Line(session, cast(Synthesizer, prompter), attendance or Attendance())


async def write_all(line: Line) -> list[ServerMessage | Close]:
    """Write what waits now, as a socket would."""
    written: list[ServerMessage | Close] = []
    while True:
        try:
            item = await asyncio.wait_for(line.next_item(), 0.01)
        except TimeoutError:
            return written
        if isinstance(item, Close):
            return [*written, item]
        written.append(item.message)
        line.written(item)


def test_effects_are_carried_out_in_order() -> None:
    async def scene(prompter: Prompter) -> None:
        line = connect(OneShotSession("c1", make_catalog()), prompter)
        line.receive([Speak("Hello there, you.")])
        prompter.finish()
        assert [type(message) for message in await write_all(line)] == [Audio, Final]
        line.hang_up()

    prompter = play(scene)
    assert [call[0] for call in prompter.calls] == ["open", "submit", "close"]
    assert prompter.delivered_ms == pytest.approx(100.0)


def test_hanging_up_stops_the_work_and_what_comes_later_has_no_effect() -> None:
    async def scene(prompter: Prompter) -> None:
        line = connect(StreamSession("c1", make_catalog()), prompter)
        line.receive([Input(text="Hello there, you. And")])
        (sink,) = prompter.sinks.values()
        job = prompter.jobs[0]
        line.hang_up()
        line.hang_up()
        assert not prompter.sinks
        assert not prompter.jobs
        prompter.sinks[job.stream] = sink
        prompter.sound(job)
        line.receive([Input(text="late", flush=True), Cancel()])
        assert await write_all(line) == []

    assert [call[0] for call in play(scene).calls] == ["open", "submit", "cancel", "close"]


def test_the_timer_speaks_what_has_gone_stale_and_is_armed_anew() -> None:
    async def scene(prompter: Prompter) -> None:
        line = connect(StreamSession("c1", make_catalog()), prompter)
        quick = Settings(flush_timeout_ms=10)
        for spoken in (1, 2):
            line.receive([Input(text="and so ", settings=quick)])
            await prompter.wait_for_jobs(spoken)
        line.hang_up()

    play(scene)


def test_barge_in_drops_what_waits_and_is_answered() -> None:
    async def scene(prompter: Prompter) -> None:
        line = connect(StreamSession("c1", make_catalog()), prompter)
        line.receive([Input(text="Hello there, you.", flush=True)])
        prompter.finish()
        line.receive([Cancel()])
        assert await write_all(line) == [Interrupted()]
        line.hang_up()

    play(scene)


def test_a_frame_in_hand_at_a_barge_in_is_not_taken_for_the_next_turns() -> None:
    async def scene(prompter: Prompter) -> None:
        session = MultiSession("c1", make_catalog())
        line = connect(session, prompter)
        line.receive([Input(text="Hello there, you.", context_id="a", flush=True)])
        prompter.finish()
        await line.next_item()  # context_created
        await line.next_item()  # generation_started
        in_hand = await line.next_item()
        assert isinstance(in_hand, Send)
        assert isinstance(in_hand.message, Audio)
        line.receive([Cancel("a"), Input(text="Hello again, you.\n\n", context_id="a")])
        prompter.finish()
        line.written(in_hand)
        (context,) = session._contexts.values()
        assert context.undelivered, "the next turn's frame has not been written"
        line.receive([CloseContext("a", immediate=True)])
        line.hang_up()

    play(scene)


def test_too_much_unwritten_audio_holds_the_stream() -> None:
    async def scene(prompter: Prompter) -> None:
        line = connect(StreamSession("c1", make_catalog()), prompter)
        line.receive([Input(text="Hello there, you. And some more of the same is said here.", flush=True)])
        prompter.finish(samples=5 * 24_000)
        assert prompter.held
        await write_all(line)
        assert not prompter.held
        line.hang_up()

    play(scene)


def test_whoever_does_not_read_is_not_listened_to() -> None:
    async def scene(prompter: Prompter) -> None:
        line = connect(StreamSession("c1", make_catalog()), prompter)
        await line.wait_for_room()
        for _ in range(MAX_REPLIES):
            line.receive([UpdateSettings(Settings(speed=1.1))])
        waiting = asyncio.create_task(line.wait_for_room())
        await asyncio.sleep(0)
        assert not waiting.done()
        await line.next_item()
        await asyncio.wait_for(waiting, 10)
        line.hang_up()

    play(scene)


@pytest.mark.parametrize("entry", ["receive", "receive_audio", "handle_timer"])
def test_a_fault_of_ours_ends_this_line_with_an_error(
    entry: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*arguments: object) -> None:
        raise KeyError("somebody's words")

    async def scene(prompter: Prompter) -> None:
        session = StreamSession("c1", make_catalog())
        line = connect(session, prompter)
        line.receive([Input(text="Hello there, you. And ", settings=Settings(flush_timeout_ms=10))])
        monkeypatch.setattr(session, entry, broken)
        if entry == "receive":
            line.receive([Cancel()])
        elif entry == "receive_audio":
            prompter.sound(prompter.jobs[0])
        (failed, end) = [await asyncio.wait_for(line.next_item(), 10) for _ in range(2)]
        assert isinstance(failed, Send)
        assert isinstance(failed.message, Failed)
        assert failed.message.error.code == "INTERNAL_ERROR"
        assert isinstance(end, Close)
        assert end.code == 4000
        assert not prompter.sinks
        line.receive([Input(text="more", flush=True)])
        line.hang_up()
        assert await write_all(line) == []

    play(scene)
    assert "KeyError" in caplog.text
    assert "words" not in caplog.text


def test_a_fault_of_ours_is_counted_among_the_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise KeyError

    async def scene(prompter: Prompter) -> None:
        session, metrics = StreamSession("c1", make_catalog()), Metrics("1", "tone")
        connection = Connection(metrics, "stream", "/ws/tts/stream", "r1")
        line = Line(session, cast(Synthesizer, prompter), Attendance(), connection)
        monkeypatch.setattr(session, "receive", broken)
        line.receive([Cancel()])
        line.hang_up()
        counted = {"socket": "stream", "error_code": "INTERNAL_ERROR"}
        assert metrics.registry.get_sample_value("rhapsode_errors_total", counted) == 1

    play(scene)


def test_turns_end_once_each() -> None:
    async def scene(prompter: Prompter) -> None:
        line = connect(StreamSession("c1", make_catalog()), prompter)
        cries: list[ClientMessage] = [Input(text="Hello there, you.", flush=True)] * 3
        line.receive(cries)
        prompter.finish()
        prompter.fail()
        prompter.finish()
        ends = [type(message) for message in await write_all(line) if isinstance(message, (TurnClosed, Failed))]
        assert ends == [TurnClosed, Failed, TurnClosed]
        line.hang_up()

    play(scene)


# --- The drain


def test_a_line_says_how_busy_it_is() -> None:
    async def scene(prompter: Prompter) -> None:
        attendance = Attendance()
        line = connect(StreamSession("c1", make_catalog()), prompter, attendance)
        assert (attendance.guests, attendance.busy_guests) == (1, 0)
        before = line.active_at
        line.receive([Input(text="Hello there, you. And ")])
        assert line.active_at >= before
        assert line.busy
        assert not line.waits_for_text, "a segment is being spoken"
        prompter.finish()
        assert not line.waits_for_text, "it is spoken, and not written"
        await write_all(line)
        assert line.waits_for_text
        line.receive([Cancel()])
        assert line.busy, "the acknowledgement waits"
        await line.next_item()
        assert line.busy, "and is being written"
        line.written(Send(Interrupted()))
        assert not line.busy
        line.hang_up()
        assert attendance.guests == 0

    play(scene)


def test_a_line_that_leaves_stops_its_work_and_says_nothing_but_1012() -> None:
    async def scene(prompter: Prompter) -> None:
        line = connect(StreamSession("c1", make_catalog()), prompter)
        line.receive([Input(text="Hello there, you. And more of it is said here.", flush=True)])
        prompter.finish()
        line.leave()
        line.leave()
        assert not prompter.sinks
        line.receive([Input(text="late", flush=True), Cancel()])
        (end,) = await write_all(line)
        assert isinstance(end, Close)
        assert end.code == 1012
        line.hang_up()

    play(scene)


def test_during_a_drain_what_has_begun_is_spoken_and_nothing_else_is() -> None:
    async def scene(prompter: Prompter) -> None:
        attendance = Attendance()
        line = connect(StreamSession("c1", make_catalog()), prompter, attendance)
        line.receive([Input(text="Hello there, you. And ")])
        attendance.drain(0.0)
        line.receive([Input(text="more of the same is said here.", flush=True)])
        line.receive([Input(text="Another turn, and far too late.", flush=True)])
        assert len(prompter.jobs) == 2
        prompter.finish()
        prompter.finish()
        ends = [type(message) for message in await write_all(line) if isinstance(message, (TurnClosed, Failed))]
        assert ends == [TurnClosed]
        attendance.handle_timer(0.0)
        (end,) = await write_all(line)
        assert isinstance(end, Close)
        line.hang_up()

    play(scene)

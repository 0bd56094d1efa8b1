"""REST bodies: the status is decided by the first sample, and whatever ends a body ends its speech."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, cast

import pytest
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from rhapsode_protocol.errors import EmptyText, ServerRestarting, SynthesisFailed, UnknownVoice
from rhapsode_protocol.formats import FORMATS
from rhapsode_protocol.messages import Settings, Speak
from rhapsode_server.session import OneShotSession
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.rest import BodyCut, generate
from session.rehearsal import make_catalog
from transport.prompter import Prompter

HELLO = Speak("Hello there, you.", Settings(sample_rate_hz=8_000))
Message = dict[str, Any]


class Caller:
    """One HTTP client."""

    def __init__(self) -> None:
        self.prompter = Prompter()
        self.attendance = Attendance()
        self.reader_grace_s = 10.0
        self.left = asyncio.Event()
        self.got: list[Message] = []

    async def ask(self, request: Speak = HELLO) -> Response:
        session = OneShotSession("c1", make_catalog())
        synthesizer = cast(Synthesizer, self.prompter)
        return await generate(
            request,
            session,
            synthesizer,
            FORMATS["pcm_8000"],
            self.receive,
            attendance=self.attendance,
            reader_grace_s=self.reader_grace_s,
        )

    async def take(self, response: Response) -> None:
        await response({"type": "http", "asgi": {"spec_version": "2.3"}}, self.receive, self.send)

    async def receive(self) -> Message:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.got.append(message)

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.got)

    async def asked(self, request: Speak = HELLO) -> asyncio.Task[Response]:
        """Ask, and come back once the first job has been submitted."""
        asking = asyncio.create_task(self.ask(request))
        await self.prompter.wait_for_jobs(1)
        return asking


def play(scene: Callable[[Caller], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        caller = Caller()
        await scene(caller)
        assert not caller.prompter.sinks, "the stream is still open"
        assert not caller.prompter.jobs
        assert not caller.attendance.guests

    asyncio.run(run())


def test_a_body_has_its_format_in_the_headers_and_ends_with_the_speech() -> None:
    async def scene(caller: Caller) -> None:
        asking = await caller.asked()
        caller.prompter.finish()
        response = await asking
        assert response.headers["x-sample-rate"] == "8000"
        assert response.headers["x-audio-format"] == "pcm_s16le"
        assert response.headers["x-kugelaudio-ai-generated"] == "true"
        assert response.headers["content-type"] == "audio/pcm"
        await caller.take(response)
        assert caller.body == b"\1\0" * 2_400
        assert caller.got[-1]["more_body"] is False

    play(scene)


@pytest.mark.parametrize(
    ("request_", "error"),
    [(Speak(" "), EmptyText), (Speak("Hello.", Settings(voice_id="nobody")), UnknownVoice)],
)
def test_what_is_refused_raises(request_: Speak, error: type[Exception]) -> None:
    async def scene(caller: Caller) -> None:
        with pytest.raises(error):
            await caller.ask(request_)

    play(scene)


def test_an_error_before_the_first_sample_raises() -> None:
    async def scene(caller: Caller) -> None:
        asking = await caller.asked()
        caller.prompter.fail()
        with pytest.raises(SynthesisFailed):
            await asking

    play(scene)


def test_text_without_anything_to_say_is_an_error() -> None:
    async def scene(caller: Caller) -> None:
        asking = await caller.asked(Speak("…"))
        caller.prompter.skip()
        with pytest.raises(EmptyText):
            await asking

    play(scene)


def test_an_error_after_the_first_sample_cuts_the_body() -> None:
    async def scene(caller: Caller) -> None:
        asking = await caller.asked()
        caller.prompter.sound(caller.prompter.jobs[0])
        response = await asking
        caller.prompter.fail()
        with pytest.raises(BodyCut, match="INTERNAL_ERROR"):
            await caller.take(response)
        assert caller.body
        assert caller.got[-1].get("more_body"), "the body must not look complete"

    play(scene)


def test_a_client_that_leaves_before_the_first_sample_stops_its_speech() -> None:
    async def scene(caller: Caller) -> None:
        asking = await caller.asked()
        caller.left.set()
        with pytest.raises(ClientDisconnect):
            await asking

    play(scene)


def test_a_client_that_leaves_in_the_midst_stops_its_speech() -> None:
    async def scene(caller: Caller) -> None:
        asking = await caller.asked()
        caller.prompter.sound(caller.prompter.jobs[0])
        response = await asking
        caller.left.set()
        await caller.take(response)

    play(scene)


def test_a_body_that_never_begins_stops_its_speech() -> None:
    async def scene(caller: Caller) -> None:
        asking = await caller.asked()
        caller.prompter.sound(caller.prompter.jobs[0])
        response = await asking

        async def stuck(message: Any) -> None:
            caller.left.set()
            await asyncio.Event().wait()

        await response({"type": "http", "asgi": {"spec_version": "2.3"}}, caller.receive, stuck)

    play(scene)


def test_a_reader_that_stops_is_cut_off() -> None:
    async def scene(caller: Caller) -> None:
        caller.reader_grace_s = 0.01
        asking = await caller.asked()
        caller.prompter.sound(caller.prompter.jobs[0])
        response = await asking

        async def stuck(message: Any) -> None:
            await asyncio.Event().wait()

        with pytest.raises(BodyCut, match="SLOW_READER"):
            await response({"type": "http", "asgi": {"spec_version": "2.3"}}, caller.receive, stuck)

    play(scene)


def test_a_body_in_progress_counts_as_busy_until_it_is_written() -> None:
    async def scene(caller: Caller) -> None:
        asking = await caller.asked()
        caller.attendance.drain(0.0)
        caller.attendance.handle_timer(1.0)
        caller.prompter.finish()
        response = await asking
        assert caller.attendance.busy_guests == 1
        await caller.take(response)
        assert caller.got[-1]["more_body"] is False

    play(scene)


def test_a_body_that_outlasts_the_drain_is_cut() -> None:
    async def scene(caller: Caller) -> None:
        asking = await caller.asked()
        caller.prompter.sound(caller.prompter.jobs[0])
        response = await asking
        caller.attendance.dismiss()
        with pytest.raises(BodyCut, match="MODEL_UNAVAILABLE"):
            await caller.take(response)
        assert caller.got[-1].get("more_body"), "the body must not look complete"

    play(scene)


def test_speech_that_has_not_begun_when_the_drain_ends_is_refused() -> None:
    async def scene(caller: Caller) -> None:
        asking = await caller.asked()
        caller.attendance.dismiss()
        with pytest.raises(ServerRestarting):
            await asking

    play(scene)

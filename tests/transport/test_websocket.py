"""One connection from its handshake to its end, with a socket that the test plays."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any, cast

import pytest
from starlette.websockets import WebSocket

from rhapsode_server.dialects.kugelaudio import Dialect, StreamDialect
from rhapsode_server.session import StreamSession
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.transport import websocket as room
from rhapsode_server.transport.attendance import Attendance, Guest
from rhapsode_server.transport.outbox import MAX_REPLIES
from session.rehearsal import make_catalog
from transport.prompter import Prompter

Message = dict[str, Any]


class Watched(Attendance):
    """Tells when somebody has gone."""

    def __init__(self) -> None:
        super().__init__()
        self.departed = asyncio.Event()

    def depart(self, guest: Guest) -> None:
        super().depart(guest)
        self.departed.set()


class Peer:
    """A client at the other end of ASGI."""

    def __init__(self) -> None:
        self.prompter = Prompter()
        self.attendance = Watched()
        self.reader_grace_s = 10.0
        self.sent: list[Message] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self.opened = asyncio.Event()
        self.heard = 0
        """Frames that the server has taken."""
        self._frames: asyncio.Queue[Message] = asyncio.Queue()
        self._frames.put_nowait({"type": "websocket.connect"})

    def say(self, frame: Any) -> None:
        text = frame if isinstance(frame, str) else json.dumps(frame)
        self._frames.put_nowait({"type": "websocket.receive", "text": text})

    def say_bytes(self, data: bytes) -> None:
        self._frames.put_nowait({"type": "websocket.receive", "bytes": data})

    def leave(self) -> None:
        self._frames.put_nowait({"type": "websocket.disconnect", "code": 1001})

    async def serve(self, dialect: Dialect | None = None) -> None:
        session = StreamSession("c1", make_catalog())
        synthesizer = cast(Synthesizer, self.prompter)
        socket = self.socket()
        await room.serve_socket(
            socket,
            session,
            dialect or StreamDialect(),
            synthesizer,
            attendance=self.attendance,
            reader_grace_s=self.reader_grace_s,
        )

    def socket(self) -> WebSocket:
        scope = {"type": "websocket", "path": "/ws/tts/stream", "headers": [], "query_string": b""}
        return WebSocket(scope, self._receive, self._send)

    async def _receive(self) -> Message:
        message = await self._frames.get()
        self.heard += 1
        return message

    async def _send(self, message: Any) -> None:
        await self.reads.wait()
        self.sent.append(message)
        self.opened.set()

    @property
    def frames(self) -> list[Message]:
        return [json.loads(message["text"]) for message in self.sent if message["type"] == "websocket.send"]

    @property
    def close_code(self) -> int | None:
        return next((message["code"] for message in self.sent if message["type"] == "websocket.close"), None)


def play(scene: Callable[[Peer], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        peer = Peer()
        async with asyncio.timeout(20):
            await scene(peer)
        assert not peer.prompter.sinks, "the stream is still open"
        assert not peer.attendance.guests

    asyncio.run(run())


def test_a_turn_then_the_end_that_was_asked_for() -> None:
    async def scene(peer: Peer) -> None:
        serving = asyncio.create_task(peer.serve())
        peer.say({"text": "Hello there, you.", "flush": True})
        peer.say({"close_socket": True})
        await peer.prompter.wait_for_jobs(1)
        peer.prompter.finish()
        await serving
        assert peer.sent[0]["headers"] == [(b"x-kugelaudio-ai-generated", b"true")]
        kinds = ["generation_started", "audio", "chunk_complete", "final", "session_closed"]
        assert [kind for frame in peer.frames for kind in kinds if kind in frame] == kinds
        assert peer.close_code == 1000

    play(scene)


def test_a_client_that_leaves_stops_its_work() -> None:
    async def scene(peer: Peer) -> None:
        serving = asyncio.create_task(peer.serve())
        peer.say({"text": "Hello there, you.", "flush": True})
        await peer.prompter.wait_for_jobs(1)
        peer.leave()
        await serving
        assert not peer.prompter.jobs
        assert peer.close_code is None

    play(scene)


def test_what_cannot_be_read_is_refused_and_the_socket_lives_on() -> None:
    async def scene(peer: Peer) -> None:
        peer.say_bytes(b"\0")
        for wrong in ("{", "[]", {"text": 5}, {"cancel": True}, {"close": True}):
            peer.say(wrong)
        await peer.serve()
        codes = [frame.get("error_code") for frame in peer.frames]
        assert codes == ["VALIDATION_ERROR"] * 4 + [None, None]

    play(scene)


def test_a_client_that_stops_reading_is_cut(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(room, "END_WITHIN_S", 0.01)

    async def scene(peer: Peer) -> None:
        peer.reader_grace_s = 0.01
        serving = asyncio.create_task(peer.serve())
        peer.say({"text": "Hello there, you.", "flush": True})
        await peer.prompter.wait_for_jobs(1)
        peer.reads.clear()
        peer.prompter.finish()
        await serving

    play(scene)
    assert "longer than 0.01 seconds" in caplog.text


def test_a_client_that_reads_again_in_time_is_told_why_it_is_closed() -> None:
    async def scene(peer: Peer) -> None:
        peer.reader_grace_s = 0.05
        serving = asyncio.create_task(peer.serve())
        peer.say({"text": "Hello there, you.", "flush": True})
        await peer.prompter.wait_for_jobs(1)
        peer.reads.clear()
        peer.prompter.finish()
        await peer.attendance.departed.wait()
        peer.reads.set()
        await serving
        assert [frame["error_code"] for frame in peer.frames] == ["SLOW_READER"]
        assert peer.close_code == 4408

    play(scene)


def test_a_close_that_cannot_be_written_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "END_WITHIN_S", 0.01)

    async def scene(peer: Peer) -> None:
        peer.reader_grace_s = 0.01
        serving = asyncio.create_task(peer.serve())
        await peer.opened.wait()
        peer.reads.clear()
        peer.say({"close_socket": True})
        await serving

    play(scene)


def test_a_newcomer_to_a_drain_is_turned_away_without_an_error_frame() -> None:
    async def scene(peer: Peer) -> None:
        await room.turn_away(peer.socket())
        assert [message["type"] for message in peer.sent] == ["websocket.accept", "websocket.close"]
        assert peer.close_code == 1013

    play(scene)


def test_a_drain_ends_an_idle_socket_with_1012_and_without_an_error_frame() -> None:
    async def scene(peer: Peer) -> None:
        serving = asyncio.create_task(peer.serve())
        await peer.opened.wait()
        peer.attendance.drain(0.0)
        await serving
        assert peer.frames == []
        assert peer.close_code == 1012

    play(scene)


def test_a_client_that_asks_without_reading_is_not_listened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "END_WITHIN_S", 0.01)

    async def scene(peer: Peer) -> None:
        peer.reader_grace_s = 0.2
        serving = asyncio.create_task(peer.serve())
        await peer.opened.wait()
        peer.reads.clear()
        for _ in range(3 * MAX_REPLIES):
            peer.say({"cancel": True})
        await serving
        assert peer.heard < MAX_REPLIES + 10

    play(scene)


def test_a_fault_of_ours_is_told_and_logged_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(StreamDialect):
        def encode(self, message: Any) -> str:
            if type(message).__name__ == "Interrupted":
                raise KeyError("somebody's words")
            return super().encode(message)

    async def scene(peer: Peer) -> None:
        peer.say({"cancel": True})
        await peer.serve(Broken())
        assert [frame["error_code"] for frame in peer.frames] == ["INTERNAL_ERROR"]
        assert peer.close_code == 4000

    play(scene)
    assert "KeyError" in caplog.text
    assert "words" not in caplog.text

"""The KugelAudio protocol on both of its sockets, against servers that follow a script."""

from __future__ import annotations

import asyncio
import json
import time
from base64 import b64encode
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from bench.latency.servers import LOUD_MS, SILENT_MS, SOUND
from rhapsode_bench.latency.hearing import Hearing
from rhapsode_bench.latency.kugelaudio_line import KugelaudioLine
from rhapsode_bench.latency.line import LineError, Target
from rhapsode_bench.latency.schedule import utterance
from rhapsode_client.errors import ClientError, ServerError

SAID = utterance("Sing, goddess.")
AUDIO = {"audio": b64encode(SOUND).decode(), "enc": "pcm_s16le", "idx": 0, "sr": 24_000, "samples": len(SOUND) // 2}
FIGURES = {"chunks": 1, "total_samples": 7_200, "dur_ms": 300.0, "gen_ms": 6.0, "rtf": 0.02}
USAGE = {"usage": {"audio_seconds": 0.3, "characters": 14, "model_id": "scripted"}}


class Script:
    """What it received, and how it misbehaves."""

    def __init__(self, *, stray: int = 0, answer: dict[str, Any] | None = None, hangs_up: bool = False) -> None:
        self.received: list[dict[str, Any]] = []
        self._stray = stray
        self._answer = answer
        self._hangs_up = hangs_up

    async def serve(self, socket: ServerConnection) -> None:
        async for data in socket:
            frame = json.loads(data)
            self.received.append(frame)
            named = {"context_id": frame["context_id"]} if "context_id" in frame else {}
            if frame.get("cancel"):
                for answer in [AUDIO, {"interrupted": True}, *[AUDIO] * self._stray]:
                    await socket.send(json.dumps({**answer, **named}))
            elif frame.get("close_context") and not self._answer:
                await socket.send(json.dumps({"context_closed": True, **FIGURES, **USAGE, **named}))
            elif frame.get("flush"):
                if self._hangs_up:
                    socket.transport.abort()
                await self._speak(socket, named)

    async def _speak(self, socket: ServerConnection, named: dict[str, str]) -> None:
        for answer in [self._answer] if self._answer else [AUDIO, {"final": True, **FIGURES}]:
            await socket.send(json.dumps({**answer, **named}))
        if not named and not self._answer:
            await socket.send(json.dumps({"session_closed": True, **FIGURES, **USAGE}))


async def turns(script: Script, *barge_ins: bool, multi: bool = False) -> list[Hearing]:
    async with serve(script.serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        target = Target(url=url, dialect="kugelaudio", label="it", voice="7", language="en", patience_s=5.0)
        line = KugelaudioLine(target, 1_000.0, multi=multi)
        await line.open()
        heard = []
        try:
            for barge_in in barge_ins:
                heard.append(Hearing(time.perf_counter(), SAID, barge_in=barge_in))
                await line.speak(heard[-1])
                assert line.is_open
        finally:
            await line.close()
        assert not line.is_open
        return heard


def test_turns_follow_each_other_on_one_socket() -> None:
    script = Script()
    first, second = asyncio.run(turns(script, False, False))
    for hearing in (first, second):
        assert hearing.playout.audio_s == pytest.approx((SILENT_MS + LOUD_MS) / 1000)
        assert hearing.server_rtf == 0.02
        assert hearing.done_s is not None
    assert "".join(frame.get("text", "") for frame in script.received) == SAID.text * 2
    assert script.received[0] == {"text": "Sing", "voice_id": 7, "language": "en"}
    assert [frame.get("flush") for frame in script.received].count(True) == 2


def test_every_turn_has_a_context_of_its_own_on_the_other_socket() -> None:
    script = Script()
    heard = asyncio.run(turns(script, False, False, multi=True))
    assert all(hearing.done_s is not None for hearing in heard)
    assert [frame["context_id"] for frame in script.received if frame.get("close_context")] == ["turn-1", "turn-2"]


@pytest.mark.parametrize("multi", [False, True])
@pytest.mark.parametrize("stray", [0, 2])
def test_an_interruption_is_timed_until_the_server_says_that_it_has_stopped(multi: bool, stray: int) -> None:
    # A server that says nothing behind its sound: what is interrupted has not ended.
    script = Script(stray=stray, answer=AUDIO)
    first, second = asyncio.run(turns(script, True, True, multi=multi))
    for hearing in (first, second):
        assert hearing.cancelled_s is not None
        assert hearing.silent_s is not None
        assert hearing.silent_s > hearing.cancelled_s
        assert hearing.frames_after == stray
    assert [frame.get("cancel") for frame in script.received].count(True) == 2


@pytest.mark.parametrize(
    ("script", "kind", "words"),
    [
        (Script(answer={"error": "no room", "error_code": "RATE_LIMITED", "code": 429}), ServerError, "no room"),
        (Script(answer={**AUDIO, "enc": "mulaw"}), LineError, "mulaw"),
        (Script(hangs_up=True), LineError, "the connection ended in mid-turn"),
    ],
)
def test_what_goes_wrong_is_told(script: Script, kind: type[ClientError], words: str) -> None:
    with pytest.raises(kind, match=words):
        asyncio.run(turns(script, False))

"""The stream-input shape, against a small server of these tests: never against anybody's real one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest

from bench.latency.servers import KEY, LOUD_MS, SILENT_MS, StreamInputServer, stream_input_server
from rhapsode_bench.latency.elevenlabs_line import ElevenlabsLine, words_of
from rhapsode_bench.latency.hearing import Hearing
from rhapsode_bench.latency.line import LineError, Target
from rhapsode_bench.latency.schedule import utterance
from rhapsode_bench.spoken_text import tokens_of

SAID = utterance("Sing, goddess, of anger.")


async def turn(
    script: Callable[[StreamInputServer], None] = lambda server: None,
    *,
    barge_in: bool = False,
    key: str | None = KEY,
    patience_s: float = 5.0,
) -> tuple[StreamInputServer, Hearing, bool]:
    async with stream_input_server() as (server, url):
        server.key = KEY
        script(server)
        target = Target(url=url, dialect="elevenlabs", label="it", key=key, voice="v1", patience_s=patience_s)
        line = ElevenlabsLine(target, 500.0)
        hearing = Hearing(time.perf_counter(), SAID, barge_in=barge_in)
        try:
            await line.open()
            assert line.is_open
            await line.speak(hearing)
            return server, hearing, line.is_open
        finally:
            await line.close()


def test_text_goes_out_in_words_between_its_opening_and_its_end() -> None:
    server, hearing, still_open = asyncio.run(turn())
    assert server.received == [
        {"text": " "},
        {"text": "Sing, "},
        {"text": "goddess, "},
        {"text": "of "},
        {"text": "anger. "},
        {"text": " ", "flush": True},
        {"text": ""},
    ]
    assert server.paths == ["/v1/text-to-speech/v1/stream-input?model_id=eleven_flash_v2_5&output_format=pcm_24000"]
    assert hearing.playout.audio_s == pytest.approx((SILENT_MS + LOUD_MS) / 1000)
    assert hearing.done_s is not None
    assert not still_open, "the protocol has one turn a socket"


def test_a_word_is_sent_when_the_next_begins() -> None:
    assert list(words_of(tokens_of("Hello there, you."))) == [(1, "Hello "), (3, "there, "), (4, "you. ")]
    assert list(words_of(["  "])) == []


def test_an_interruption_hangs_up() -> None:
    def script(server: StreamInputServer) -> None:
        server.never_ends = True

    _, hearing, still_open = asyncio.run(turn(script, barge_in=True))
    assert hearing.cancelled_s is not None
    assert hearing.silent_s is None
    assert not still_open


def complaining(server: StreamInputServer) -> None:
    server.complains = "You have no credits left"


def dying(server: StreamInputServer) -> None:
    server.dies = True


def endless(server: StreamInputServer) -> None:
    server.never_ends = True


@pytest.mark.parametrize(
    ("script", "key", "kind", "words"),
    [
        (lambda server: None, "wrong", "refused", "HTTP 401"),
        (complaining, KEY, "server error", "no credits left"),
        (dying, KEY, "connection lost", "in mid-turn"),
        (endless, KEY, "no answer in time", "nothing for 0.2 s"),
    ],
)
def test_what_goes_wrong_has_a_kind_and_a_sentence(
    script: Callable[[StreamInputServer], None], key: str, kind: str, words: str
) -> None:
    with pytest.raises(LineError, match=words) as failed:
        asyncio.run(turn(script, key=key, patience_s=0.2 if script is endless else 5.0))
    assert failed.value.kind == kind


def test_nobody_there_is_told() -> None:
    line = ElevenlabsLine(Target(url="http://127.0.0.1:9", dialect="elevenlabs", label="it"), 1e6)
    with pytest.raises(LineError, match="cannot connect to http://127.0.0.1:9"):
        asyncio.run(line.open())

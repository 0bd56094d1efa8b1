"""OpenAI's endpoint, against a small server of these tests: never against anybody's real one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest

from bench.latency.servers import KEY, LOUD_MS, RATE_HZ, SILENT_MS, SOUND, SpeechServer, speech_server, wav_head
from rhapsode_bench.latency.hearing import Hearing
from rhapsode_bench.latency.line import LineError, Target
from rhapsode_bench.latency.openai_line import OpenaiLine, speech_url
from rhapsode_bench.latency.schedule import utterance
from rhapsode_client.address import parse_address

SAID = utterance("Sing, goddess, of the anger of Achilles.")


async def turns(script: Callable[[SpeechServer], None], *barge_ins: bool, key: str | None = None) -> list[Hearing]:
    async with speech_server() as (server, url):
        script(server)
        line = OpenaiLine(Target(url=url, dialect="openai-speech", label="it", key=key, patience_s=5.0), 200.0)
        await line.open()
        heard = []
        try:
            for barge_in in barge_ins:
                heard.append(Hearing(time.perf_counter(), SAID, barge_in=barge_in))
                await line.speak(heard[-1])
        finally:
            await line.close()
        return heard


def test_the_text_goes_out_whole_when_its_last_token_is_due() -> None:
    asked: list[SpeechServer] = []
    (hearing,) = asyncio.run(turns(asked.append, False))
    (body,) = asked[0].asked
    assert body == {"model": "tts-1", "voice": "alloy", "input": SAID.text, "response_format": "pcm"}
    assert hearing.sent_s is not None
    assert hearing.sent_s >= hearing.due_s + (len(SAID.tokens) - 1) / 200.0


def test_samples_that_the_server_cuts_in_halves_are_heard_whole() -> None:
    (hearing,) = asyncio.run(turns(lambda server: None, False))
    assert hearing.playout.audio_s == pytest.approx((SILENT_MS + LOUD_MS) / 1000)
    first_s, audible_s = hearing.playout.first_frame_s, hearing.playout.first_audible_s
    assert first_s is not None
    assert audible_s is not None
    assert audible_s >= first_s + SILENT_MS / 1000


def test_one_connection_serves_turn_after_turn_and_its_opening_is_told_once() -> None:
    seen: list[SpeechServer] = []
    first, second = asyncio.run(turns(seen.append, False, False))
    assert seen[0].connections == 1
    assert first.connect_s is not None
    assert second.connect_s is None


def test_a_wav_file_tells_its_own_rate() -> None:
    def script(server: SpeechServer) -> None:
        server.answer = wav_head(48_000) + SOUND

    (hearing,) = asyncio.run(turns(script, False))
    assert hearing.playout.audio_s == pytest.approx(len(SOUND) / 2 / 48_000)


def test_an_interruption_drops_the_answer() -> None:
    def script(server: SpeechServer) -> None:
        server.answer = SOUND * 100

    (hearing,) = asyncio.run(turns(script, True))
    assert hearing.cancelled_s is not None
    assert hearing.silent_s is None
    assert hearing.playout.audio_s < len(SOUND) * 100 / 2 / RATE_HZ


@pytest.mark.parametrize(
    ("key", "stereo", "dies", "kind", "words"),
    [
        ("wrong", False, False, "refused", "HTTP 401: Incorrect API key"),
        (KEY, True, False, "unreadable", "2 channels"),
        (KEY, False, True, "connection lost", "in mid-turn"),
    ],
)
def test_what_goes_wrong_has_a_kind_and_a_sentence(key: str, stereo: bool, dies: bool, kind: str, words: str) -> None:
    def script(server: SpeechServer) -> None:
        server.key, server.dies = KEY, dies
        if stereo:
            server.answer = wav_head(24_000, channels=2) + SOUND

    with pytest.raises(LineError, match=words) as failed:
        asyncio.run(turns(script, False, key=key))
    assert failed.value.kind == kind
    assert "wrong" not in str(failed.value)


def test_nobody_there_is_told() -> None:
    async def run() -> None:
        line = OpenaiLine(Target(url="http://127.0.0.1:9", dialect="openai-speech", label="it"), 1e6)
        await line.open()
        try:
            await line.speak(Hearing(time.perf_counter(), SAID))
        finally:
            await line.close()

    with pytest.raises(LineError, match="cannot connect to http://127.0.0.1:9/v1/audio/speech"):
        asyncio.run(run())


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("http://gpu:8880", "http://gpu:8880/v1/audio/speech"),
        ("http://gpu:8880/v1", "http://gpu:8880/v1/audio/speech"),
        ("https://gpu/tts/v1/", "https://gpu/tts/v1/audio/speech"),
        ("http://gpu:8880/v1/audio/speech", "http://gpu:8880/v1/audio/speech"),
    ],
)
def test_the_endpoint_is_found_from_any_form_of_address(given: str, asked: str) -> None:
    assert speech_url(parse_address(given)) == asked

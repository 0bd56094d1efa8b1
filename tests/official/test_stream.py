"""``kugelaudio`` 2.7.0 on ``/ws/tts/stream``: turns, barge-in, settings, pauses; async and sync."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import pytest
from kugelaudio.exceptions import KugelAudioError, NotFoundError, ValidationError
from kugelaudio.models import AudioChunk, WordTimestamp
from kugelaudio.streaming import StreamingSession

from flow.house import pitch_hz
from official.sdk import Prompt, client, heard, promptly, sound, voice_id, words_heard
from rhapsode_server.engines.tone import tone_hz

pytestmark = pytest.mark.slow

TEXT = "one two three four five six"
LONG = "la {slow} " * 60


@asynccontextmanager
async def session(address: str, voice: int = 0, **options: Any) -> AsyncIterator[StreamingSession]:
    """A streaming session that nothing delays: leaving it must be prompt too."""
    official = client(address)
    opened = official.tts.streaming_session(voice_id=voice_id(voice), language="en", **options)
    await opened.connect()
    yield opened
    async with Prompt():
        await opened.close()
    await official.aclose()


def assert_spoken(chunks: list[AudioChunk], words: float, voice: int) -> None:
    samples = sound(chunks)
    assert words_heard(samples) == pytest.approx(words, abs=0.2)
    for start in range(0, len(samples) - 1_920, 1_920):
        piece = samples[start : start + 1_920]
        if np.abs(piece).max() > 0.1:
            assert pitch_hz(piece, 24_000) == pytest.approx(tone_hz(voice), abs=25), "another turn's audio"


def test_a_flush_comes_back_after_the_last_audio_and_leaving_does_too(tones: str) -> None:
    async def run() -> None:
        async with session(tones, 1) as speaking:
            first = await promptly(speaking.send(TEXT + ". And " + TEXT + ".", flush=True))
            assert_spoken(first.chunks, 13, 1)
            assert speaking.last_final["total_audio_seconds"] == pytest.approx(first.samples / 24_000, abs=0.002)
            assert speaking.last_final["total_audio_chunks"] == len(first.chunks)
            assert speaking.last_final["total_text_chunks"] >= 1
            assert speaking.last_usage.audio_seconds == pytest.approx(first.samples / 24_000, abs=0.002)
            assert speaking.last_usage.characters == 2 * len(TEXT) + 7
            assert (speaking.last_usage.currency, speaking.last_usage.cost_cents) == ("EUR", 0)
            # Every turn ends at its own terminal frame; a stale one would end the next turn silently.
            for _ in range(3):
                assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 1)

    asyncio.run(run())


def test_text_in_tokens_then_flush(tones: str) -> None:
    async def run() -> None:
        async with session(tones, 2) as speaking:
            chunks: list[AudioChunk] = []
            for word in TEXT.split():
                chunks += (await heard(speaking.send(word + " "))).chunks
            chunks += (await promptly(speaking.flush())).chunks
            assert_spoken(chunks, 6, 2)

    asyncio.run(run())


def test_a_flush_with_nothing_to_speak_ends_at_once(tones: str) -> None:
    async def run() -> None:
        async with session(tones) as speaking:
            assert not (await promptly(speaking.flush())).chunks
            assert speaking.last_final["total_audio_seconds"] == 0
            assert not (await promptly(speaking.send("", flush=True))).chunks
            assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 0)

    asyncio.run(run())


def test_drain_gives_the_tail_of_an_unflushed_turn(tones: str) -> None:
    async def run() -> None:
        async with session(tones, 3) as speaking:
            chunks = (await heard(speaking.send("one two"))).chunks
            chunks += (await promptly(speaking.drain())).chunks
            assert_spoken(chunks, 2, 3)
            assert not (await promptly(speaking.drain())).chunks, "nothing is open any more"
            assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 3)

    asyncio.run(run())


def test_end_session_then_another_voice_and_format_on_the_same_socket(tones: str) -> None:
    async def run() -> None:
        async with session(tones, 4) as speaking:
            await heard(speaking.send("one two"))
            async with Prompt():
                stats = await speaking.end_session()
            assert stats["session_closed"] is True
            assert stats["total_audio_seconds"] == pytest.approx(0.16, abs=0.01)
            socket = speaking._ws
            speaking.update_config(voice_id=voice_id(9), sample_rate=8_000)
            second = await promptly(speaking.send(TEXT, flush=True))
            assert speaking._ws is socket
            assert {chunk.sample_rate for chunk in second.chunks} == {8_000}
            assert pitch_hz(second.sound[:3_200], 8_000) == pytest.approx(tone_hz(9), abs=5)

    asyncio.run(run())


def test_two_flushed_turns_in_two_voices(tones: str) -> None:
    async def run() -> None:
        async with session(tones, 4) as speaking:
            assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 4)
            async with Prompt():
                stats = await speaking.end_session()
            assert stats["total_audio_seconds"] == pytest.approx(0.48, abs=0.01)
            speaking.update_config(voice_id=voice_id(11))
            assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 11)

    asyncio.run(run())


def test_cancel_while_speaking_then_text_at_once(tones: str) -> None:
    async def run() -> None:
        async with session(tones, 5) as speaking:
            spoken = speaking.send(LONG, flush=True)
            await anext(spoken)
            async with Prompt():
                await speaking.cancel_current()
            await spoken.aclose()
            assert speaking.last_final is None, "a cancelled turn has no final"
            speaking.update_config(voice_id=voice_id(12))
            assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 12)

    asyncio.run(run())


def test_cancel_of_buffered_text_and_while_idle(tones: str) -> None:
    async def run() -> None:
        async with session(tones, 6) as speaking:
            async with Prompt():
                await speaking.cancel_current()
            await heard(speaking.send("never"))
            async with Prompt():
                await speaking.cancel_current()
            async with Prompt():
                await speaking.cancel_current()
            assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 6)

    asyncio.run(run())


def test_settings_change_between_turns_and_as_the_first_frame(tones: str) -> None:
    async def run() -> None:
        async with session(tones, 7) as speaking:
            async with Prompt():
                in_force = await speaking.update_settings(speed=0.8, cfg_scale=2.2)
            assert (in_force["speed"], in_force["cfg_scale"], in_force["normalize"]) == (0.8, 2.2, True)
            slow = await promptly(speaking.send(TEXT, flush=True))
            assert slow.samples == pytest.approx(6 * 1_920 / 0.8, rel=0.03)
            await speaking.update_settings(speed=1.0)
            assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 7)
            with pytest.raises(ValidationError):
                await speaking.update_settings(speed=2.0)
            # The client cannot send this one itself: a voice is not a setting.
            await speaking._ws.send(json.dumps({"update_settings": {"voice_id": voice_id(1)}}))
            with pytest.raises(ValidationError):
                await heard(speaking.send(TEXT, flush=True))
            assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 7)
            assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 7)

    asyncio.run(run())


def test_word_timestamps_reach_callback_and_property(tones: str) -> None:
    told: list[WordTimestamp] = []

    async def run() -> None:
        async with session(tones, 8, word_timestamps=True, on_word_timestamps=told.extend) as speaking:
            await promptly(speaking.send(TEXT, flush=True))
            assert [stamp.word for stamp in told] == TEXT.split()
            assert [TEXT[stamp.char_start : stamp.char_end] for stamp in told] == TEXT.split()
            assert [stamp.start_ms for stamp in told] == pytest.approx([80 * n for n in range(6)], abs=2)
            assert speaking.last_word_timestamps[-1].word == "six"

    asyncio.run(run())


def test_unflushed_text_then_a_pause_then_a_flush_gives_both(tones: str) -> None:
    """Row 21b: a turn that the server ended by itself in the pause would cost this client the next one."""

    async def run() -> None:
        async with session(tones, 9) as speaking:
            chunks = (await heard(speaking.send("one two"))).chunks
            await asyncio.sleep(4.0)
            chunks += (await promptly(speaking.send("three four", flush=True))).chunks
            assert_spoken(chunks, 4, 9)
            assert speaking.last_final["total_audio_seconds"] == pytest.approx(sum(c.samples for c in chunks) / 24_000)
            assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 9)

    asyncio.run(run())


def test_a_long_answer_in_many_sends_is_as_long_as_in_one(tones: str) -> None:
    text = "lo la lu li lo la lu li, lo la lu li lo. " * 4

    async def run() -> None:
        async with session(tones, 10) as speaking:
            chunks: list[AudioChunk] = []
            words = text.split(" ")
            for start in range(0, len(words), 4):
                chunks += (await heard(speaking.send(" ".join([*words[start : start + 4], ""])))).chunks
            chunks += (await promptly(speaking.flush())).chunks
            assert_spoken(chunks, 4 * 13, 10)
            official = client(tones)
            whole = await official.tts.generate_async(text, voice_id=voice_id(10))
            await official.aclose()
            assert words_heard(np.array(whole.to_float32(), np.float32)) == pytest.approx(4 * 13, abs=0.5)

    asyncio.run(run())


@pytest.mark.parametrize("first", ["a" * 10_001, ""])
def test_a_turn_that_gave_nothing_is_ended_and_the_next_one_speaks(tones: str, first: str) -> None:
    """The client counts a turn from its first frame; a server that refused its text, or found none, must agree."""

    async def run() -> None:
        async with session(tones, 3) as speaking:
            socket = speaking._ws
            for ends in (speaking.end_session, lambda: heard(speaking.drain())):
                with contextlib.suppress(ValidationError):
                    await heard(speaking.send(first))
                async with Prompt():
                    await ends()
                assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 3)
            assert speaking._ws is socket, "the socket was closed under the session"

    asyncio.run(run())


def test_a_cancel_after_the_error_of_a_flushed_turn_makes_leaving_prompt(tones: str) -> None:
    """Without it the client waits 30 s for a ``session_closed`` that would end its next turn, if it were sent."""

    async def run() -> None:
        async with session(tones, 3) as speaking:
            with pytest.raises(KugelAudioError):
                await heard(speaking.send("la {fail} la", flush=True))
            async with Prompt():
                await speaking.cancel_current()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("options", "text", "error"),
    [
        ({"sample_rate": 11_025}, TEXT, ValidationError),
        ({"model_id": "no-such-model"}, TEXT, ValidationError),
        ({"speed": 3.0}, TEXT, ValidationError),
        ({}, "a" * 10_001, ValidationError),
        ({}, "la {fail} la", KugelAudioError),
    ],
)
def test_an_error_is_typed_and_the_socket_lives_on(
    tones: str, options: dict[str, Any], text: str, error: type[KugelAudioError]
) -> None:
    async def run() -> None:
        official = client(tones)
        speaking = official.tts.streaming_session(voice_id=voice_id(3), language="en", **options)
        await speaking.connect()
        socket = speaking._ws
        with pytest.raises(error):
            await heard(speaking.send(text, flush=True))
        for name in options:
            speaking.update_config(**{name: {"sample_rate": 24_000, "model_id": None, "speed": 1.0}[name]})
        assert_spoken((await promptly(speaking.send(TEXT, flush=True))).chunks, 6, 3)
        assert speaking._ws is socket
        async with Prompt():
            await speaking.close()
        await official.aclose()

    asyncio.run(run())


def test_an_unknown_voice_is_told(tones: str) -> None:
    async def run() -> None:
        official = client(tones)
        speaking = official.tts.streaming_session(voice_id=7, language="en")
        with pytest.raises(NotFoundError):
            await heard(speaking.send(TEXT))
        async with Prompt():
            await speaking.close()
        await official.aclose()

    asyncio.run(run())


def test_the_sync_session_does_the_same(tones: str) -> None:
    with client(tones) as official:
        speaking = official.tts.streaming_session_sync(voice_id=voice_id(1), language="en", word_timestamps=True)
        with speaking:
            chunks = speaking.send("one two")
            chunks += speaking.flush()
            assert_spoken(chunks, 2, 1)
            assert speaking.last_word_timestamps[-1].word == "two"
            chunks = speaking.send("three four")
            chunks += speaking.drain()
            assert_spoken(chunks, 2, 1)
            assert speaking.last_usage.characters == 10
            speaking.cancel_current()
            assert speaking.update_settings(speed=1.1)["speed"] == 1.1
            assert speaking.last_final["total_text_chunks"] == 1


def test_the_default_engine_speaks_a_turn(voices: str) -> None:
    async def run() -> None:
        official = client(voices)
        async with official.tts.streaming_session(language="de") as speaking:
            first = await promptly(speaking.send("Der erste Rhapsode sang von Troja. ", flush=True))
            assert float(np.abs(first.sound).max()) > 0.1
            assert 1.0 < first.samples / 24_000 < 5.0
        await official.aclose()

    asyncio.run(run())

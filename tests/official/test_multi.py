"""``kugelaudio`` 2.7.0 on ``/ws/tts/multi``: contexts, flushes, barge-in, limits, usage."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from kugelaudio.exceptions import NotFoundError, RateLimitError, ValidationError
from kugelaudio.models import AudioChunk
from kugelaudio.streaming import MultiContextSession

from flow.house import house, pitch_hz
from official.sdk import Prompt, client, heard, promptly, sound, voice_id, words_heard
from rhapsode_server.engines.tone import tone_hz

pytestmark = pytest.mark.slow

TEXT = "one two three four five six"
LONG = "la {slow} " * 60
IDLE_S = 1.0


@pytest.fixture(scope="module")
def impatient() -> Iterator[str]:
    """Contexts close after a second in which nothing happens, not after twenty."""
    with house("tone", context_idle_s=IDLE_S) as address:
        yield address


@asynccontextmanager
async def session(address: str, **options: Any) -> AsyncIterator[MultiContextSession]:
    """A session that nothing delays: leaving it must be prompt too."""
    official = client(address)
    opened = official.tts.multi_context_session(default_voice_id=voice_id(0), language="en", **options)
    async with Prompt():
        await opened.connect()
    yield opened
    async with Prompt():
        await opened.close()
    assert not opened.is_alive
    await official.aclose()


def assert_spoken(chunks: list[AudioChunk], words: float, voice: int) -> None:
    samples = sound(chunks)
    assert words_heard(samples) == pytest.approx(words, abs=0.2)
    assert pitch_hz(samples[:3_840], 24_000) == pytest.approx(tone_hz(voice), abs=15)


def test_contexts_are_created_at_once_and_flushes_come_back(tones: str) -> None:
    async def run() -> None:
        async with session(tones) as speaking:
            for name, voice in (("a", 3), ("b", 8)):
                async with Prompt():
                    await speaking.create_context(name, voice_id=voice_id(voice))
            assert speaking.active_contexts == {"a", "b"}
            for _ in range(2):
                for name, voice in (("a", 3), ("b", 8)):
                    spoken = await promptly(speaking.send(name, TEXT + ". And " + TEXT, flush=True))
                    assert_spoken(spoken.chunks, 13, voice)
            assert not (await promptly(speaking.flush("a"))).chunks, "an empty flush ends at once"
            assert_spoken((await promptly(speaking.send("a", TEXT, flush=True))).chunks, 6, 3)
            async with Prompt():
                closed = await heard(speaking.close_context("a"))
            assert not closed.chunks
            assert speaking.active_contexts == {"b"}
            assert_spoken((await promptly(speaking.send("b", TEXT, flush=True))).chunks, 6, 8)

    asyncio.run(run())


def test_a_context_is_made_by_its_first_text(tones: str) -> None:
    async def run() -> None:
        async with session(tones) as speaking:
            assert_spoken((await promptly(speaking.send("late", TEXT, flush=True))).chunks, 6, 0)
            assert speaking.active_contexts == {"late"}

    asyncio.run(run())


def test_a_close_drains_what_was_not_flushed(tones: str) -> None:
    async def run() -> None:
        async with session(tones) as speaking:
            await speaking.create_context("a", voice_id=voice_id(5))
            chunks = (await heard(speaking.send("a", TEXT))).chunks
            chunks += (await promptly(speaking.close_context("a"))).chunks
            assert_spoken(chunks, 6, 5)
            assert speaking.usage_for("a").audio_seconds == pytest.approx(0.48, abs=0.01)
            assert speaking.usage_for("a").characters == len(TEXT)

    asyncio.run(run())


def test_barge_in_stops_one_context_and_leaves_the_other(tones: str) -> None:
    async def run() -> None:
        async with session(tones) as speaking:
            await speaking.create_context("talker", voice_id=voice_id(6))
            await speaking.create_context("other", voice_id=voice_id(7))
            talking = speaking.send("talker", LONG, flush=True)
            await anext(talking)
            async with Prompt():
                late = await heard(speaking.close_context("talker", immediate=True))
            await talking.aclose()
            assert late.samples < 24_000, "a minute of speech was cut short"
            assert speaking.usage_for("talker").audio_seconds < 5
            assert_spoken((await promptly(speaking.send("other", TEXT, flush=True))).chunks, 6, 7)
            await speaking.create_context("talker", voice_id=voice_id(9))
            assert_spoken((await promptly(speaking.send("talker", TEXT, flush=True))).chunks, 6, 9)

    asyncio.run(run())


def test_twenty_contexts_and_one_too_many(tones: str) -> None:
    async def run() -> None:
        async with session(tones) as speaking:
            for number in range(20):
                await speaking.create_context(str(number), voice_id=voice_id(number))
            with pytest.raises(RateLimitError) as refused:
                await speaking.create_context("one more")
            assert refused.value.error_code == "TOO_MANY_CONTEXTS"
            for number in range(20):
                assert_spoken((await promptly(speaking.send(str(number), TEXT, flush=True))).chunks, 6, number)
            await heard(speaking.close_context("0"))
            await speaking.create_context("one more")

    asyncio.run(run())


def test_an_idle_context_closes_and_one_kept_alive_lives(impatient: str) -> None:
    async def run() -> None:
        async with session(impatient) as speaking:
            await speaking.create_context("idle")
            await speaking.create_context("kept", voice_id=voice_id(4))
            for _ in range(6):
                await asyncio.sleep(IDLE_S / 3)
                await speaking.keep_alive("kept")
            assert_spoken((await promptly(speaking.send("kept", TEXT, flush=True))).chunks, 6, 4)
            # What the client put aside while it read the other context.
            idle = [frame for frame in speaking._pending_messages if frame["context_id"] == "idle"]
            assert [frame for frame in idle if frame.get("context_closed")]
            assert not [frame for frame in idle if "error" in frame]
            with pytest.raises(ValidationError):
                await promptly(speaking.send("idle", TEXT, flush=True))
            assert_spoken((await promptly(speaking.send("kept", TEXT, flush=True))).chunks, 6, 4)

    asyncio.run(run())


def test_speech_longer_than_the_idle_time_is_not_idle(impatient: str) -> None:
    async def run() -> None:
        async with session(impatient) as speaking:
            spoken = await promptly(speaking.send("a", "la {slow} " * 8, flush=True))
            assert words_heard(spoken.sound) == pytest.approx(16, abs=0.3)
            assert_spoken((await promptly(speaking.send("a", TEXT, flush=True))).chunks, 6, 0)

    asyncio.run(run())


def test_unflushed_text_then_a_pause_then_a_flush(tones: str) -> None:
    """Row 21a: a ``final`` for the server's own flush would be read as the end of the next."""

    async def run() -> None:
        async with session(tones) as speaking:
            first = await heard(speaking.send("a", "one two three"))
            assert_spoken(first.chunks, 3, 0)
            await asyncio.sleep(1.0)
            second = await promptly(speaking.send("a", TEXT, flush=True))
            assert_spoken(second.chunks, 6, 0)

    asyncio.run(run())


def test_settings_bind_contexts_opened_later(tones: str) -> None:
    async def run() -> None:
        async with session(tones) as speaking:
            async with Prompt():
                in_force = await speaking.update_settings(speed=0.8)
            assert in_force["speed"] == 0.8
            slow = await promptly(speaking.send("slow", TEXT, flush=True))
            assert slow.samples == pytest.approx(6 * 1_920 / 0.8, rel=0.03)
            await speaking.create_context("also slow")
            slow = await promptly(speaking.send("also slow", TEXT, flush=True))
            assert slow.samples == pytest.approx(6 * 1_920 / 0.8, rel=0.03)
            await speaking.update_settings(speed=1.0)
            assert_spoken((await promptly(speaking.send("usual", TEXT, flush=True))).chunks, 6, 0)
            with pytest.raises(ValidationError):
                await speaking.update_settings(speed=0.1)
            assert_spoken((await promptly(speaking.send("usual", TEXT, flush=True))).chunks, 6, 0)

    asyncio.run(run())


def test_word_timestamps_by_context(tones: str) -> None:
    told: list[tuple[str, str]] = []

    async def run() -> None:
        def note(context_id: str, stamps: list[Any]) -> None:
            told.extend((context_id, stamp.word) for stamp in stamps)

        async with session(tones, word_timestamps=True, on_word_timestamps=note) as speaking:
            await promptly(speaking.send("a", "one two", flush=True))
            await speaking.create_context("b")
            await promptly(speaking.send("b", "three", flush=True))
            assert told == [("a", "one"), ("a", "two"), ("b", "three")]
            assert [stamp.word for stamp in speaking.get_word_timestamps("a")] == ["one", "two"]

    asyncio.run(run())


def test_closing_the_socket_closes_every_context_with_its_usage(tones: str) -> None:
    async def run() -> None:
        official = client(tones)
        async with official.tts.multi_context_session(default_voice_id=voice_id(2), language="en") as speaking:
            spoken = (await promptly(speaking.send("a", TEXT, flush=True))).samples
            spoken += (await promptly(speaking.send("b", "one", flush=True))).samples
            async with Prompt():
                stats = await speaking.close()
            assert stats["session_closed"] is True
            assert stats["total_audio_seconds"] == pytest.approx(spoken / 24_000, abs=0.002)
            assert {name: usage.characters for name, usage in speaking.context_usage.items()} == {"a": 27, "b": 3}
        await official.aclose()

    asyncio.run(run())


def test_errors_name_their_context_and_harm_no_other(tones: str) -> None:
    async def run() -> None:
        async with session(tones) as speaking:
            await speaking.create_context("good", voice_id=voice_id(3))
            with pytest.raises(NotFoundError):
                await speaking.create_context("nobody", voice_id=7)
            with pytest.raises(ValidationError):
                await promptly(speaking.send("good", "a" * 10_001, flush=True))
            assert_spoken((await promptly(speaking.send("good", TEXT, flush=True))).chunks, 6, 3)

    asyncio.run(run())


def test_the_default_engine_speaks_with_two_voices(voices: str) -> None:
    async def run() -> None:
        official = client(voices)
        first, second = (voice.id for voice in official.voices.list(language="de", limit=2).voices)
        async with official.tts.multi_context_session() as speaking:
            await speaking.create_context("a", voice_id=first)
            await speaking.create_context("b", voice_id=second)
            for name in ("a", "b"):
                spoken = await promptly(speaking.send(name, "Guten Morgen, liebe Leute.", flush=True))
                assert 0.8 < spoken.samples / 24_000 < 5.0
        await official.aclose()

    asyncio.run(run())

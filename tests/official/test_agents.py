"""Voice agents: the frames of the SDK's LiveKit plugin, and the calls of its Pipecat service.

Their frameworks are not installed. The frames are those of ``kugelaudio/livekit/_connection.py``, the calls those of
``kugelaudio/pipecat/tts.py``, both of 2.7.0.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from flow.house import Client as Socket
from flow.house import Frame, chosen, pitch_hz, sound
from flow.house import client as open_socket
from official.sdk import Prompt, client, heard, promptly, voice_id, words_heard
from rhapsode_server.engines.tone import tone_hz

pytestmark = pytest.mark.slow

QUERY = "api_key=k&sdk=python&sdk_version=2.7.0"
PREPARATION = {"text": "", "voice_id": voice_id(4), "model_id": "kugel-3.5"}
"""LiveKit's first frame on the socket: without a context, and nothing answers it."""

FIRST = {"model_id": "kugel-3.5", "sample_rate": 24_000, "word_timestamps": True, "normalize": True, "language": "en"}
"""What the plugin adds to the first frame of each context."""

TEXT = "one two three four five six"


def first_of(context_id: str, text: str, voice: int | None = 4, **more: Any) -> Frame:
    voice_settings = {} if voice is None else {"voice_settings": {"voice_id": voice_id(voice)}}
    return {"text": text, "context_id": context_id, **more, **FIRST, **voice_settings}


async def closed(socket: Socket, context_id: str) -> list[Frame]:
    """All frames until a context's end, the plugin's only terminal signal; an error fails."""
    return await socket.until("context_closed", context_id=context_id)


def test_livekit_stream(tones: str) -> None:
    async def run() -> None:
        async with open_socket(tones, "/ws/tts/multi", QUERY) as socket:
            await socket.send(PREPARATION, first_of("s1", "one two "))
            for word in ("three ", "four "):
                await socket.send({"text": word, "context_id": "s1"})
            await socket.send({"text": "", "context_id": "s1", "flush": True})
            await socket.send({"close_context": True, "context_id": "s1"})
            frames = await closed(socket, "s1")
            assert frames[0] == {"context_created": True, "context_id": "s1"}
            assert {frame.get("context_id") for frame in frames} == {"s1"}, "a frame without context fails all of them"
            assert words_heard(sound(frames)) == pytest.approx(4, abs=0.1)
            stamps = [stamp for frame in chosen(frames, "word_timestamps") for stamp in frame["word_timestamps"]]
            assert [stamp["word"] for stamp in stamps] == ["one", "two", "three", "four"]

    asyncio.run(run())


def test_livekit_one_text_closed_at_every_chunk(tones: str) -> None:
    """The plugin closes such a context whenever a chunk is complete, and again for the next."""

    async def run() -> None:
        async with open_socket(tones, "/ws/tts/multi", QUERY) as socket:
            text = "one two three four five. " * 12
            await socket.send(PREPARATION, first_of("c1", text, flush=True))
            frames: list[Frame] = []
            while not (frames and frames[-1].get("context_closed")):
                frames.append(await socket.receive())
                assert "error" not in frames[-1]
                if frames[-1].get("chunk_complete"):
                    await socket.send({"close_context": True, "context_id": "c1"})
            assert len(chosen(frames, "chunk_complete")) > 1, "one chunk shows nothing"
            assert words_heard(sound(frames)) == pytest.approx(60, abs=0.5), "the first close cut the rest"
            # The closes that came too late are answered by nothing that another context could stumble over.
            await socket.send(first_of("c2", TEXT, 7, flush=True), {"close_context": True, "context_id": "c2"})
            frames = await closed(socket, "c2")
            assert {frame.get("context_id") for frame in frames} == {"c2"}
            assert pitch_hz(sound(frames)[:9_600], 24_000) == pytest.approx(tone_hz(7), abs=5)

    asyncio.run(run())


@pytest.mark.parametrize("voice", [4, None])
def test_livekit_stream_that_never_had_text(tones: str, voice: int | None) -> None:
    async def run() -> None:
        async with open_socket(tones, "/ws/tts/multi", QUERY) as socket:
            await socket.send(PREPARATION)
            await socket.send(first_of("empty", "", voice, flush=True), {"close_context": True, "context_id": "empty"})
            frames = await closed(socket, "empty")
            assert not chosen(frames, "audio")

    asyncio.run(run())


def test_livekit_close_of_a_context_that_nothing_was_sent_to(tones: str) -> None:
    async def run() -> None:
        async with open_socket(tones, "/ws/tts/multi", QUERY) as socket:
            await socket.send(PREPARATION, {"close_context": True, "context_id": "never"})
            assert (await closed(socket, "never"))[-1]["usage"]["audio_seconds"] == 0

    asyncio.run(run())


def test_livekit_barge_in(tones: str) -> None:
    async def run() -> None:
        async with open_socket(tones, "/ws/tts/multi", QUERY) as socket:
            await socket.send(PREPARATION, first_of("old", "la {slow} " * 40, flush=True))
            await socket.until("audio")
            await socket.send({"close_context": True, "context_id": "old", "immediate": True})
            frames = await closed(socket, "old")
            assert not chosen(frames, "final")
            await socket.send({"close_context": True, "context_id": "old", "immediate": True})
            await socket.send(first_of("new", TEXT, 9, flush=True), {"close_context": True, "context_id": "new"})
            frames = await closed(socket, "new")
            assert {frame.get("context_id") for frame in frames} == {"new"}
            assert pitch_hz(sound(frames)[:9_600], 24_000) == pytest.approx(tone_hz(9), abs=5)

    asyncio.run(run())


def test_livekit_speed_beside_the_first_text(tones: str) -> None:
    async def run() -> None:
        async with open_socket(tones, "/ws/tts/multi", QUERY) as socket:
            await socket.send(PREPARATION, first_of("s", TEXT, flush=True, speed=0.8, temperature=0.4))
            await socket.send({"close_context": True, "context_id": "s"})
            assert len(sound(await closed(socket, "s"))) == pytest.approx(6 * 1_920 / 0.8, rel=0.03)

    asyncio.run(run())


def test_livekit_an_error_names_its_context(tones: str) -> None:
    async def run() -> None:
        async with open_socket(tones, "/ws/tts/multi", QUERY) as socket:
            await socket.send(PREPARATION, first_of("bad", "la {fail} la", flush=True))
            error = (await socket.until("error"))[-1]
            assert error["context_id"] == "bad"
            await socket.send(first_of("good", TEXT, 3, flush=True), {"close_context": True, "context_id": "good"})
            assert words_heard(sound(await closed(socket, "good"), context_id="good")) == pytest.approx(6, abs=0.1)

    asyncio.run(run())


def test_pipecat_turns(tones: str) -> None:
    """A context a turn, made before its text; a flush a sentence; closed immediately when it has been played."""

    async def run() -> None:
        official = client(tones, telemetry=False)
        async with official.tts.multi_context_session(
            default_voice_id=voice_id(6), model_id="kugel-3.5", sample_rate=16_000, language="en"
        ) as speaking:
            for turn in range(25):
                name = f"turn-{turn}"
                async with Prompt():
                    await speaking.create_context(name)
                for sentence in ("one two three.", "four five six."):
                    spoken = await promptly(speaking.send(name, sentence, flush=True))
                    assert {chunk.sample_rate for chunk in spoken.chunks} == {16_000}
                    assert words_heard(spoken.sound, 16_000) == pytest.approx(3, abs=0.2)
                async with Prompt():
                    assert not (await heard(speaking.close_context(name, immediate=True))).chunks
            assert len(speaking.context_usage) == 25

    asyncio.run(run())


def test_pipecat_interruption_of_a_turn_that_speaks(tones: str) -> None:
    async def run() -> None:
        official = client(tones)
        async with official.tts.multi_context_session(default_voice_id=voice_id(6), language="en") as speaking:
            for turn in range(3):
                await speaking.create_context(f"turn-{turn}")
                talking = speaking.send(f"turn-{turn}", "la {slow} " * 40, flush=True)
                await anext(talking)
                await talking.aclose()
                async with Prompt():
                    await heard(speaking.close_context(f"turn-{turn}", immediate=True))
            await speaking.create_context("last")
            spoken = await promptly(speaking.send("last", TEXT, flush=True))
            assert words_heard(spoken.sound) == pytest.approx(6, abs=0.1)

    asyncio.run(run())

"""What only a real server shows of the wire: the sound of names that come back, and figures after a barge-in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import numpy as np
import pytest

from flow.house import Frame, chosen, client, house, pitch_hz, sound
from rhapsode_server.engines.tone import WORD_SAMPLES, tone_hz

pytestmark = pytest.mark.slow

RATE_HZ = 24_000


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("tone") as served:
        yield served


def opener(voice: int) -> Frame:
    return {"text": " ", "context_id": "a", "voice_settings": {"voice_id": f"tone-{voice}"}}


@pytest.mark.parametrize("immediate", [False, True])
def test_a_name_opened_again_right_after_its_close_has_its_new_voice_alone(address: str, immediate: bool) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/multi") as socket:
            await socket.send(opener(1), {"text": "la {slow} " * 6, "context_id": "a", "flush": True})
            await socket.until("audio")
            await socket.send({"close_context": True, "context_id": "a", "immediate": immediate})
            if not immediate:
                await socket.until("context_closed")
            await socket.send(opener(7), {"text": "la la la la la", "context_id": "a", "flush": True})
            await socket.until("context_created")
            frames = await socket.until("final")
            samples = sound(frames)
            assert len(samples) == 5 * WORD_SAMPLES
            assert pitch_hz(samples, RATE_HZ) == pytest.approx(tone_hz(7), abs=3)

    asyncio.run(run())


def test_after_a_barge_in_the_usage_is_what_was_sent(address: str) -> None:
    text = "la {slow} " * 40

    async def run() -> None:
        async with client(address, "/ws/tts/multi") as socket:
            await socket.send(opener(1), {"text": text, "context_id": "a", "flush": True})
            frames = await socket.until("audio") + await socket.until("audio")
            await socket.send({"close_context": True, "context_id": "a", "immediate": True})
            frames += await socket.until("context_closed")
            usage, heard = frames[-1]["usage"], len(sound(frames))
            # A frame that is just being written when the barge-in comes is not counted.
            longest = max(frame["samples"] for frame in chosen(frames, "audio"))
            assert heard - longest <= usage["audio_seconds"] * RATE_HZ + 12 <= heard + 24
            assert usage["characters"] == len(text)
            await socket.send({"close_socket": True})
            (closed,) = await socket.until("session_closed")
            assert closed["total_audio_seconds"] == usage["audio_seconds"]

    asyncio.run(run())


def test_two_contexts_speak_at_once_and_each_has_its_own_rate(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/multi") as socket:
            await socket.send(
                {**opener(2), "sample_rate": 8_000}, {**opener(5), "context_id": "b", "sample_rate": 48_000}
            )
            for name in "ab":
                await socket.send({"text": "la {slow} " * 6, "context_id": name, "flush": True})
            frames = await socket.until("final") + await socket.until("final")
            order = [frame["context_id"] for frame in chosen(frames, "audio")]
            assert np.count_nonzero(np.array(order[1:]) != np.array(order[:-1])) > 1, "they took turns"
            for name, voice, rate_hz in (("a", 2, 8_000), ("b", 5, 48_000)):
                assert {frame["sr"] for frame in chosen(frames, "audio") if frame["context_id"] == name} == {rate_hz}
                assert pitch_hz(sound(frames, context_id=name), rate_hz) == pytest.approx(tone_hz(voice), abs=3)

    asyncio.run(run())

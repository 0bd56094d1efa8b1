"""The whole house with an engine that speaks a tone per voice: mixed-up audio is heard at once."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from flow.house import chosen, client, get, house, sound, wait_until
from rhapsode_server.engines.tone import tone_hz

pytestmark = pytest.mark.slow

RATE_HZ = 24_000


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("tone", workers=2, max_contexts=12, stall_s=3.0) as served:
        yield served


def assert_only_tone(samples: NDArray[np.float32], voice: int, rate_hz: int = RATE_HZ) -> None:
    """Every 80 ms that sound hold this voice's pitch, and nothing else above -40 dB of it."""
    frame = rate_hz * 80 // 1000
    heard = 0
    for start in range(0, len(samples) - frame, frame):
        piece = samples[start : start + frame]
        if np.sqrt(np.mean(piece**2)) < 0.3:
            continue  # a pause, or the edge of one
        spectrum = np.abs(np.fft.rfft(piece * np.hanning(frame)))
        expected = round(tone_hz(voice) * frame / rate_hz)
        assert abs(int(np.argmax(spectrum)) - expected) <= 1
        spectrum[max(0, expected - 3) : expected + 4] = 0
        assert spectrum.max() < frame * 0.25 * 0.01 * 5, "another tone is mixed in"
        heard += 1
    assert heard > 3, "the tone was not heard"


def test_every_context_hears_its_own_tone_and_no_other(address: str) -> None:
    texts = {number: "la " * (20 + number) + "la. And " + "lo " * 15 for number in range(12)}

    async def one_socket(first_voice: int) -> None:
        async with client(address, "/ws/tts/multi") as socket:
            for number, text in texts.items():
                handle = f"tone-{first_voice + number}"
                await socket.send({"text": " ", "context_id": str(number), "voice_settings": {"voice_id": handle}})
                await socket.send({"text": text, "context_id": str(number), "flush": True})
            frames, waiting = [], set(texts)
            while waiting:
                frames.append(await socket.receive())
                if frames[-1].get("final"):
                    waiting.remove(int(frames[-1]["context_id"]))
            for number, text in texts.items():
                samples = sound(frames, context_id=str(number))
                assert_only_tone(samples, first_voice + number)
                words = " ".join(
                    frame["text"]
                    for frame in chosen(frames, "generation_started")
                    if frame["context_id"] == str(number)
                )
                assert words.split() == text.split()
                blocks = samples[: len(samples) // 120 * 120].reshape(-1, 120)
                audible = np.count_nonzero(np.abs(blocks).max(axis=1) > 0.1) * 120 / RATE_HZ
                spoken = sum(any(letter.isalnum() for letter in word) for word in text.split())
                assert audible == pytest.approx(spoken * 0.08, rel=0.12)

    async def run() -> None:
        await asyncio.gather(*(one_socket(voice) for voice in (0, 12, 24, 36)))

    asyncio.run(run())


def test_word_times_are_where_the_words_sound(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts") as socket:
            text = "one two three four five six seven eight nine ten eleven twelve"
            for speed in (1.0, 0.8, 1.2):
                await socket.send({"text": text, "word_timestamps": True, "speed": speed})
                frames = await socket.until("final")
                words = [word for frame in chosen(frames, "word_timestamps") for word in frame["word_timestamps"]]
                assert [text[word["source_start"] : word["source_end"]] for word in words] == text.split()
                for number, word in enumerate(words):
                    assert word["start_ms"] == pytest.approx(80 * number / speed, abs=40)
                    assert word["end_ms"] == pytest.approx(80 * (number + 1) / speed, abs=40)

    asyncio.run(run())


def test_cancel_is_followed_by_nothing_of_what_it_cancelled(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as socket:
            await socket.send({"text": "la {slow} " * 40, "flush": True, "voice_id": "tone-1"})
            await socket.until("audio")
            await socket.send({"cancel": True})
            frames = await socket.until("interrupted")
            assert not chosen(frames, "final")
            await socket.send({"text": "lo lo lo lo lo lo lo lo", "flush": True, "voice_id": "tone-5"})
            frames = await socket.until("session_closed")
            assert_only_tone(sound(frames), 5)

    asyncio.run(run())


def test_a_killed_worker_costs_at_most_the_segment_in_flight(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/multi") as socket:
            for number in range(4):
                voice = {"voice_id": f"tone-{number}"}
                await socket.send({"text": " ", "context_id": str(number), "voice_settings": voice})
                await socket.send({"text": "la {slow} " * 6, "context_id": str(number), "flush": True})
            await socket.until("generation_started")
            for worker in get(address, "/health")["workers"]:
                os.kill(worker["pid"], signal.SIGKILL)
            frames, ended = [], set()
            while len(ended) < 4:
                frames.append(await socket.receive())
                if frames[-1].get("final") or "error" in frames[-1]:
                    assert frames[-1]["context_id"] not in ended, "one terminal event each"
                    ended.add(frames[-1]["context_id"])
            for number in range(4):
                if not any("error" in frame for frame in frames if frame.get("context_id") == str(number)):
                    assert_only_tone(sound(frames, context_id=str(number)), number)
            # The next turn of every context speaks, whatever happened to the last.
            for number in range(4):
                await socket.send({"text": "lo " * 10, "context_id": str(number), "flush": True})
                again = await socket.until("final", context_id=str(number))
                assert_only_tone(sound(again, context_id=str(number)), number)

    asyncio.run(run())
    wait_until(lambda: get(address, "/ready")["status"] == "ready")

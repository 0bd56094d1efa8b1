"""Three hundred and twenty contexts at once, each with a pitch, a word and a length of its own: nothing is mixed up."""

from __future__ import annotations

import asyncio
import random
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from flow.house import Client, Frame, client, get, house, wait_until
from rhapsode_server.engines.tone import VOICES, WORD_SAMPLES, tone_hz

pytestmark = pytest.mark.slow

SOCKETS, CONTEXTS = 64, 5
RATE_HZ = 24_000
CANCELLED_WORDS = 240
"""Nineteen seconds: far more than is made before the first frame has reached its listener, three hundred others
waiting."""

EDGE_SAMPLES = 100
"""Samples of a segment that belong to its fades, of which about seventy do not follow from the two before them. Another
context's shortest frame has 1,920."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("tone", workers=2) as served:
        yield served


@dataclass
class Listener:
    """One context: what it has to hear, and what came."""

    number: int
    barges_in: bool
    frames: list[Frame] = field(default_factory=list)
    cancelled_frames: list[Frame] = field(default_factory=list)
    """What came up to the acknowledgement of the cancel."""

    @property
    def name(self) -> str:
        return f"c{self.number}"

    @property
    def voice(self) -> int:
        return self.number % VOICES

    @property
    def word(self) -> str:
        """A word that no other context says; of letters, so that it is read as it stands."""
        return "la" + "".join("abcdefghij"[int(digit)] for digit in str(self.number)) + "o"

    @property
    def words(self) -> int:
        """No two contexts of one voice say equally many."""
        return 20 + 4 * (self.number // VOICES)

    def assert_all_its_own(self) -> None:
        """The turn came whole, in order, ended once, and every sample of it is this context's: after a barge-in too,
        with nothing of what was cancelled."""
        assert not [frame for frame in self.frames if "error" in frame]
        spoken = " ".join(frame["text"] for frame in self.frames if "generation_started" in frame).split()
        assert spoken == [self.word] * self.words
        finals = [frame for frame in self.frames if frame.get("final") and not frame.get("is_final")]
        assert len(finals) == 1, "one end of the turn"
        assert len([frame for frame in self.frames if "context_closed" in frame]) == 1
        audio = [frame for frame in self.frames if "audio" in frame]
        assert [frame["idx"] for frame in audio] == list(range(len(audio))), "contiguous"
        samples = pcm(audio)
        assert len(samples) == sum(frame["samples"] for frame in audio) == finals[0]["delivered_samples"]
        assert_only_tone(samples, self.voice, len([frame for frame in self.frames if "generation_started" in frame]))
        audible = np.abs(samples[: len(samples) // 120 * 120].reshape(-1, 120)).max(axis=1) > 0.1
        assert np.count_nonzero(audible) * 120 == pytest.approx(self.words * WORD_SAMPLES, abs=1.5 * WORD_SAMPLES)


def pcm(frames: list[Frame]) -> NDArray[np.float32]:
    return np.frombuffer(b"".join(b64decode(frame["audio"]) for frame in frames), "<i2").astype(np.float32) / 32_768.0


def assert_only_tone(samples: NDArray[np.float32], voice: int, segments: int) -> None:
    """Every sample follows from the two before it as in this voice's sine, but for the edges of the segments.

    A sine of w radians a sample has x[n+1] + x[n-1] = 2 cos(w) x[n]. The voice next to it misses that by 0.0011 at its
    peaks, rounding to 16 bits by 0.0001 at most.
    """
    turn = 2.0 * np.pi * tone_hz(voice) / RATE_HZ
    x = samples.astype(np.float64)
    misses = np.abs(x[2:] + x[:-2] - 2.0 * np.cos(turn) * x[1:-1]) > 0.0003
    assert np.abs(x).max() > 0.4, "the tone was heard"
    assert np.count_nonzero(misses) <= segments * EDGE_SAMPLES


class Visitor:
    """One socket with five contexts; some barge in on themselves in mid-speech."""

    def __init__(self, socket: Client, listeners: list[Listener]) -> None:
        self.socket = socket
        self.by_name = {listener.name: listener for listener in listeners}
        self.waiting = set(self.by_name)
        self.interrupted: set[str] = set()
        self.cancelled: set[str] = set()

    async def visit(self) -> None:
        for listener in self.by_name.values():
            voice = {"voice_id": f"tone-{listener.voice}"}
            await self.socket.send({"text": " ", "context_id": listener.name, "voice_settings": voice})
            if listener.barges_in:
                await self.say(listener, "stale", CANCELLED_WORDS)
            else:
                await self.say(listener, listener.word, listener.words)
        while self.waiting:
            await self.take(await self.socket.receive())
        await self.socket.send({"close_socket": True})
        assert len(await self.socket.until("session_closed")) == 1, "nothing comes after the last context's end"
        assert await self.socket.closed() == 1000

    async def say(self, listener: Listener, word: str, words: int) -> None:
        await self.socket.send({"text": f"{word} " * words, "context_id": listener.name, "flush": True})

    async def take(self, frame: Frame) -> None:
        listener = self.by_name[frame["context_id"]]
        name = listener.name
        if listener.barges_in and name not in self.interrupted:
            listener.cancelled_frames.append(frame)
            if "audio" in frame and name not in self.cancelled:
                self.cancelled.add(name)
                await self.socket.send({"cancel": True, "context_id": name})
            elif "interrupted" in frame:
                self.interrupted.add(name)
                await self.say(listener, listener.word, listener.words)
            return
        listener.frames.append(frame)
        if frame.get("final") and not frame.get("is_final"):
            await self.socket.send({"close_context": True, "context_id": name})
        elif "context_closed" in frame:
            self.waiting.remove(name)


def test_every_sample_of_three_hundred_and_twenty_contexts_belongs_to_its_owner(address: str) -> None:
    chance = random.Random(3)
    listeners = [Listener(number, chance.random() < 0.25) for number in range(SOCKETS * CONTEXTS)]

    async def one_socket(number: int) -> None:
        async with client(address, "/ws/tts/multi") as socket:
            await Visitor(socket, listeners[number * CONTEXTS : (number + 1) * CONTEXTS]).visit()

    async def run() -> None:
        async with asyncio.TaskGroup() as sockets:
            for number in range(SOCKETS):
                sockets.create_task(one_socket(number))

    asyncio.run(run())
    for listener in listeners:
        listener.assert_all_its_own()
    barged = [listener for listener in listeners if listener.barges_in]
    cut_short = 0
    for listener in barged:
        frames = listener.cancelled_frames
        segments = len([frame for frame in frames if "generation_started" in frame])
        assert_only_tone(pcm([frame for frame in frames if "audio" in frame]), listener.voice, segments)
        cut_short += not any(frame.get("final") for frame in listener.cancelled_frames)
    assert cut_short > len(barged) // 2 > 20, "the cancels came in mid-speech"
    wait_until(lambda: (get(address, "/health")["queued"], get(address, "/health")["in_flight"]) == (0, 0))

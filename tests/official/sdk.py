"""The official client of today's generation, unmodified, and what a test asks of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from kugelaudio import KugelAudio
from kugelaudio.models import AudioChunk
from numpy.typing import NDArray

from rhapsode_server.engines.tone import FIRST_ID

KEY = "any-key"
"""The client insists on one; a server without keys takes every one."""

LINGER_S = 1.5
"""Whoever waits longer has met one of the client's own time-outs: 2.0 s after the last ``chunk_complete`` it heard, or
30 s for a frame that never comes. No frame of this server takes nearly so long."""


@dataclass
class Heard:
    """What one call of the client gave."""

    chunks: list[AudioChunk] = field(default_factory=list)
    after_last_audio_s: float = 0.0
    """From the last audio, or from the call where there was none, until the call came back."""

    @property
    def samples(self) -> int:
        """Samples of all chunks, as the client counts them."""
        return sum(chunk.samples for chunk in self.chunks)

    @property
    def sound(self) -> NDArray[np.float32]:
        """All chunks together, where they hold 16-bit samples."""
        return sound(self.chunks)


def sound(chunks: list[AudioChunk]) -> NDArray[np.float32]:
    """The samples of 16-bit chunks, -1 to 1."""
    return np.frombuffer(b"".join(chunk.audio for chunk in chunks), "<i2").astype(np.float32) / 32768.0


def client(address: str, key: str = KEY, **options: Any) -> KugelAudio:
    """A client of the server at an address such as ``127.0.0.1:40123``."""
    return KugelAudio(api_key=key, api_url=f"http://{address}", **options)


async def heard(frames: AsyncIterator[AudioChunk]) -> Heard:
    """Everything that a call yields; fails where the call hangs."""
    result = Heard()
    last = time.perf_counter()
    async with asyncio.timeout(25.0):
        async for chunk in frames:
            result.chunks.append(chunk)
            last = time.perf_counter()
    result.after_last_audio_s = time.perf_counter() - last
    return result


async def promptly(frames: AsyncIterator[AudioChunk]) -> Heard:
    """The same, and the server's own frame ended the call, not the client's patience."""
    result = await heard(frames)
    assert result.after_last_audio_s < LINGER_S, "the client waited for a frame that never came"
    return result


class Prompt:
    """A block that ends before any of the client's own time-outs could."""

    async def __aenter__(self) -> None:
        self._began = time.perf_counter()

    async def __aexit__(self, *exception: object) -> None:
        assert time.perf_counter() - self._began < LINGER_S, "the client waited for a frame that never came"


def voice_id(number: int) -> int:
    """The id of the voice ``tone-<number>``."""
    return FIRST_ID + number


def words_heard(samples: NDArray[np.float32], rate_hz: int = 24_000) -> float:
    """How many 80 ms words of the tone engine sound, pauses left out."""
    block = rate_hz // 200
    blocks = samples[: len(samples) // block * block].reshape(-1, block)
    audible_s = np.count_nonzero(np.abs(blocks).max(axis=1) > 0.1) * block / rate_hz
    return float(audible_s / 0.08)

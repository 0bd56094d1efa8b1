"""Whoever has heard nothing yet is not kept waiting by a long segment of somebody who has enough in hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from flow.house import chosen, client, house, sound
from flow.test_tones import assert_only_tone

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tone() -> Iterator[str]:
    with house("tone") as address:
        yield address


async def order_of_ends(address: str, long_text: str, **settings: str) -> tuple[list[str], list[dict[str, object]]]:
    """Have one context speak a long segment behind a short one, then another begin; gives whose segments ended in which
    order, and all frames."""
    async with client(address, "/ws/tts/multi") as guest:
        # The first gives its listener so much in hand that others can begin, and the scheduler a measure of the
        # engine's pace.
        first = {"text": "la{slow} " + "la " * 60, "context_id": "long", "flush": True}
        await guest.send(first | settings)
        frames = await guest.until("final", context_id="long")
        await guest.send({"text": long_text, "context_id": "long", "flush": True})
        frames += await guest.until("generation_started", context_id="long")
        await guest.send({"text": "Hello there.", "context_id": "short", "flush": True, **settings})
        seen: set[str] = set()
        while seen != {"long", "short"}:
            frames.append(await guest.receive())
            if frames[-1].get("final"):
                seen.add(frames[-1]["context_id"])
    return [frame["context_id"] for frame in chosen(frames, "chunk_complete")], frames


def test_a_first_segment_is_spoken_in_the_midst_of_a_long_one_and_both_are_whole(tone: str) -> None:
    # Half a second of computing before each word.
    order, frames = asyncio.run(order_of_ends(tone, "la{slow}{slow}{slow} " * 4, voice_id="tone-5"))
    assert order[-2:] == ["short", "long"]
    assert_only_tone(sound(frames, context_id="long"), 5)
    assert len(sound(frames, context_id="long")) >= (12 + 4) * 0.08 * 24_000, "a word is missing"


def test_so_it_is_with_the_neural_voice(models_dir: Path) -> None:
    text = "the first rhapsode sang of Troy and the second one of the long way home and the third one had no song left"
    with house("kokoro", model_dir=models_dir) as address:
        order, frames = asyncio.run(order_of_ends(address, text, voice_id="af_heart"))
        assert order.index("short") < len(order) - 1, "the short one waited for the long one's end"
        asyncio.run(same_alone(address, text, sound(frames, context_id="long")))


async def same_alone(address: str, text: str, interrupted: NDArray[np.float32]) -> None:
    """An interrupted segment is the same to the last bit as one that was not."""
    async with client(address, "/ws/tts/multi") as guest:
        await guest.send({"text": text, "context_id": "alone", "flush": True, "voice_id": "af_heart"})
        alone = sound(await guest.until("final", context_id="alone"))
    assert np.array_equal(alone, interrupted[len(interrupted) - len(alone) :])

"""The watermark from the socket: weights of the official format in a folder mark every sound, and everything says so.

The weights are seeded, not trained: what is shown is that they are found, loaded and applied through the whole house.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from flow.house import client, get, house, sound

pytest.importorskip("torch")
pytest.importorskip("audioseal")

from audio.networks import network, write_published  # noqa: E402

pytestmark = pytest.mark.slow

TEXT = "one two three four five six seven eight nine ten"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("models")
    write_published(folder / "generator_base.pth", network())
    with house("tone", model_dir=folder, watermark="required") as served:
        yield served


async def speak(address: str) -> list[dict[str, Any]]:
    async with client(address, "/ws/tts/multi") as socket:
        await socket.send({"text": TEXT, "context_id": "a", "voice_settings": {"voice_id": "tone-3"}, "flush": True})
        frames = await socket.until("final")
        await socket.send({"close_context": True, "context_id": "a"})
        return frames + await socket.until("context_closed")


def test_every_sound_is_marked_and_every_final_message_says_so(address: str) -> None:
    marked = asyncio.run(speak(address))
    with house("tone", watermark="off") as unmarked_address:
        unmarked = asyncio.run(speak(unmarked_address))
        assert get(unmarked_address, "/health")["watermark"] == "none"
    ends = [frame for frame in marked if "watermark" in frame]
    assert {frame["watermark"] for frame in ends} == {"official"}
    assert len(ends) == 3, "final of the flush, final of the context, context_closed"
    assert {frame["watermark"] for frame in unmarked if "watermark" in frame} == {"none"}
    assert len(sound(marked)) == len(sound(unmarked)), "a mark adds no time"
    difference = sound(marked) - sound(unmarked)
    # The tone engine is deterministic, so all that differs is the mark, and no stretch is without it.
    blocks = difference[: len(difference) // 2_400 * 2_400].reshape(-1, 2_400)
    assert (np.abs(blocks).max(axis=1) > 0).all()


def test_health_names_the_pair_and_doubts_a_file_that_is_not_the_published_one(address: str) -> None:
    health = get(address, "/health")
    assert health["watermark"] == "official"
    assert "not the published" in health["watermark_reason"]

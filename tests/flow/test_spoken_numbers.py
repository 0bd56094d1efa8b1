"""Numbers, dates and money through the socket: said as people say them, each word pointing to the client's own text."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flow.house import Frame, chosen, client, house

pytestmark = pytest.mark.slow

TEXT = "It costs $3.50 on 3/4/2024."
SPOKEN = "It costs three dollars fifty cents on March fourth twenty twenty-four."


@pytest.fixture(scope="module", params=["espeak", "kokoro"])
def address(request: pytest.FixtureRequest, models_dir: Path) -> Iterator[str]:
    settings: dict[str, Any] = {"model_dir": models_dir} if request.param == "kokoro" else {}
    with house(request.param, **settings) as served:
        yield served


def turn(address: str, text: str, **settings: Any) -> list[Frame]:
    async def talk() -> list[Frame]:
        async with client(address, "/ws/tts/stream", "sdk=test") as guest:
            await guest.send({"text": text, "flush": True, "word_timestamps": True, "language": "en", **settings})
            return await guest.until("session_closed")

    return asyncio.run(talk())


def words_of(frames: list[Frame]) -> list[dict[str, Any]]:
    return [word for frame in chosen(frames, "word_timestamps") for word in frame["word_timestamps"]]


def test_timings_cut_the_written_numbers_out_of_the_clients_own_text(address: str) -> None:
    frames = turn(address, TEXT, normalize=True)
    assert [frame["text"] for frame in chosen(frames, "generation_started")] == [SPOKEN]
    words = words_of(frames)
    assert [word["word"] for word in words] == SPOKEN.split()
    ranges = dict.fromkeys((word["source_start"], word["source_end"]) for word in words)
    cut_out = [TEXT[start:end] for start, end in ranges]
    assert cut_out[:4] == ["It", "costs", "$3.50", "on"]
    assert cut_out[-1] == "3/4/2024."
    starts = [word["start_ms"] for word in words]
    assert starts == sorted(starts)
    assert all(word["start_ms"] <= word["end_ms"] for word in words)
    assert len(set(starts)) >= len(words) - 2, "each word sounds at its own time; espeak-ng joins some short ones"


def test_whoever_wants_no_normalisation_keeps_the_digits(address: str) -> None:
    frames = turn(address, TEXT, normalize=False)
    assert [frame["text"] for frame in chosen(frames, "generation_started")] == [TEXT]
    assert [TEXT[word["source_start"] : word["source_end"]] for word in words_of(frames)] == TEXT.split()

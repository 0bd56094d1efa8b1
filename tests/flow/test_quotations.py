"""A quotation in another script through the socket: pronounced in its language, its words in the client's own text."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Client as HttpClient

from flow.house import SPEAKERS, Frame, chosen, client, sound, speaking_house

pytestmark = pytest.mark.slow

QUOTATIONS = {
    "ru": ("Привет, мир", ["«Привет,", "мир»"]),
    "zh": ("你好", ["«你", "好»"]),
    "ja": ("ありがとう", ["«ありがとう»"]),
    "ko": ("안녕하세요", ["«안녕하세요»"]),
    "ar": ("مرحبا", ["«مرحبا»"]),
    "hi": ("नमस्ते", ["«नमस्ते»"]),
}


@pytest.fixture(scope="module", params=SPEAKERS)
def address(request: pytest.FixtureRequest, models_dir: Path) -> Iterator[str]:
    with speaking_house(request.param, models_dir) as served:
        yield served


def turn(address: str, text: str) -> list[Frame]:
    async def talk() -> list[Frame]:
        async with client(address, "/ws/tts/stream", "sdk=test") as guest:
            await guest.send({"text": text, "flush": True, "word_timestamps": True, "language": "en"})
            return await guest.until("session_closed")

    return asyncio.run(talk())


def phonemes(address: str, text: str, language: str) -> str:
    with HttpClient(base_url=f"http://{address}", timeout=60) as rest:
        answer = rest.post("/v1/normalize", json={"text": text, "language": language, "phonemes": True})
    assert answer.status_code == 200, answer.text
    return " ".join(segment["phonemes"] for segment in answer.json()["segments"])


@pytest.mark.parametrize("language", QUOTATIONS)
def test_it_is_pronounced_in_its_language_and_timed_in_the_clients_text(address: str, language: str) -> None:
    quotation, written = QUOTATIONS[language]
    text = f"He said «{quotation}» and left."
    frames = turn(address, text)
    assert chosen(frames, "warning") == []
    words: list[dict[str, Any]] = [
        word for frame in chosen(frames, "word_timestamps") for word in frame["word_timestamps"]
    ]
    cut_out = [text[word["source_start"] : word["source_end"]] for word in words]
    assert cut_out == ["He", "said", *written, "and", "left."]
    assert [word["start_ms"] for word in words] == sorted(word["start_ms"] for word in words)
    assert all(word["start_ms"] <= word["end_ms"] for word in words)
    # espeak-ng may give two characters of one Chinese word one mark.
    assert words[2]["start_ms"] < words[1 + len(written)]["end_ms"] <= words[-2]["start_ms"], "it sounds in its place"
    closed = frames[-1]
    assert words[-1]["end_ms"] <= closed["total_audio_seconds"] * 1000.0 + 1
    assert len(sound(frames))
    # Alone, it may be espeak-ng's voice that reads it, whose signs Kokoro has not all.
    alone = phonemes(address, quotation, language).split()[0].strip(".,")
    assert alone.replace("ħ", "h") in phonemes(address, text, "en").replace("ħ", "h")


def test_an_english_sentence_in_russian_is_english(address: str) -> None:
    text = "Он сказал: it costs $3.50. Потом ушёл."
    assert "kˈɔsts" in phonemes(address, text, "ru")

"""The neural voice from the socket: the real loader, phonemes and forward, on a small network with seeded numbers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from flow.house import Frame, chosen, client, get, house, sound, wait_until

pytestmark = pytest.mark.slow

TEXT = "The first rhapsode sang, and wept."


@pytest.fixture(scope="module")
def address(models_dir: Path) -> Iterator[str]:
    with house("kokoro", model_dir=models_dir) as where:
        yield where


def test_a_turn_is_spoken_with_words_where_they_sound(address: str) -> None:
    async def talk() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as guest:
            await guest.send({"text": TEXT, "flush": True, "word_timestamps": True, "voice_id": "af_heart"})
            frames = await guest.until("session_closed")
            samples = sound(frames)
            assert np.abs(samples).max() > 0.05
            words = [word for frame in chosen(frames, "word_timestamps") for word in frame["word_timestamps"]]
            assert [TEXT[word["source_start"] : word["source_end"]].strip() for word in words] == TEXT.split()
            (final,) = chosen(frames, "final")
            assert final["total_samples"] > 0
            assert final["delivered_samples"] == len(samples)

    asyncio.run(talk())


LANGUAGES = {
    "en-us": "It was late, and nobody spoke. Then he went home!",
    "en-gb": "It was late, and nobody spoke. Then he went home!",
    "es": "Era tarde, y nadie hablaba. ¡Entonces se fue a casa!",
    "fr-fr": "Il était tard, et personne ne parlait. Puis il rentra chez lui.",
    "hi": "बहुत देर हो गई थी। फिर वह घर चला गया।",
    "it": "Era tardi, e nessuno parlava. Poi tornò a casa!",
    "pt-br": "Era tarde, e ninguém falava. Depois ele foi para casa!",
    "ja": "もう遅かった。それから彼は家に帰った。",
    "zh": "已经很晚了，没有人说话。然后他回家了。",
    "de": "Es war spät, und niemand sprach. Dann ging er nach Hause!",
    "pl": "Było późno i nikt nie mówił. Potem poszedł do domu!",
}
"""The nine that the voices are made for, British beside American, and two that are read through espeak-ng alone."""


@pytest.mark.parametrize(
    ("language", "speed"), [*((language, 1.0) for language in LANGUAGES), ("en-us", 1.2), ("hi", 0.8), ("ja", 1.2)]
)
def test_words_are_timed_in_every_language(address: str, language: str, speed: float) -> None:
    text = LANGUAGES[language]

    async def talk() -> list[Frame]:
        async with client(address, "/ws/tts/stream", "sdk=test") as guest:
            settings = {"voice_id": "af_heart", "language": language, "word_timestamps": True, "speed": speed}
            await guest.send({"text": text, "flush": True, **settings})
            return await guest.until("session_closed")

    frames = asyncio.run(talk())
    heard = ""
    for done in chosen(frames, "chunk_complete"):
        (timings,) = [frame for frame in chosen(frames, "word_timestamps") if frame["chunk_id"] == done["chunk_id"]]
        words = timings["word_timestamps"]
        length_ms = len(sound(frames, chunk_id=done["chunk_id"])) / 24.0
        starts, ends = ([word[name] for word in words] for name in ("start_ms", "end_ms"))
        assert starts == sorted(starts)
        assert all(start < end <= length_ms + 1 for start, end in zip(starts, ends, strict=True))
        # The sound begins with its first word, but for what the trim has left, and words fill it up to the pause.
        assert starts[0] < 150
        assert ends[-1] > 0.5 * length_ms
        heard += "".join(text[word["source_start"] : word["source_end"]] for word in words)
    assert "".join(filter(str.isalnum, heard)) == "".join(filter(str.isalnum, text))


def test_the_same_text_sounds_the_same_and_another_voice_does_not(address: str) -> None:
    async def talk() -> None:
        heard = []
        async with client(address, "/ws/tts") as guest:
            for voice in ("af_heart", "af_bella", "af_heart(2)+af_bella(1)", "af_heart"):
                await guest.send({"text": "Hello there.", "voice_id": voice})
                heard.append(sound(await guest.until("final")))
        assert np.array_equal(heard[0], heard[3])
        assert len({voice.tobytes() for voice in heard}) == 3

    asyncio.run(talk())


def test_contexts_speak_side_by_side_and_a_barge_in_ends_one(address: str) -> None:
    async def talk() -> None:
        async with client(address, "/ws/tts/multi") as guest:
            for name, voice in (("a", "af_heart"), ("b", "af_bella")):
                await guest.send({"text": " ", "context_id": name, "voice_settings": {"voice_id": voice}})
            await guest.send({"text": " ".join([TEXT] * 4), "context_id": "a", "flush": True})
            await guest.send({"text": "Hello there.", "context_id": "b", "flush": True})
            await guest.until("generation_started", context_id="a")
            await guest.send({"close_context": True, "context_id": "a", "immediate": True})
            await guest.until("context_closed", context_id="a")
            frames = await guest.until("final", context_id="b")
            assert not [frame for frame in chosen(frames, "audio") if frame["context_id"] == "a"]
            assert len(sound(frames, context_id="b"))
        await asyncio.to_thread(wait_until, lambda: not get(address, "/health")["in_flight"])

    asyncio.run(talk())


def test_a_voice_that_was_not_fetched_is_named_with_the_command_that_does(address: str) -> None:
    async def talk() -> None:
        async with client(address, "/ws/tts") as guest:
            await guest.send({"text": "Hola amigo.", "voice_id": "ef_dora"})
            (error,) = await guest.until("error")
            assert error["error_code"] == "MODEL_UNAVAILABLE"
            assert "rhapsode models pull --voices ef_dora" in error["error"]
            await guest.send({"text": "Hello there."})
            assert len(sound(await guest.until("final")))

    asyncio.run(talk())

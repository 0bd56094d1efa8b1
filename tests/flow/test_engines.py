"""Two engines behind one door: the neural voices and espeak-ng's, on one socket, in one context, in one catalogue."""

from __future__ import annotations

import asyncio
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from prometheus_client.parser import text_string_to_metric_families

from flow.house import Frame, chosen, client, get, house, sound
from rhapsode_server.sound import Samples

pytestmark = pytest.mark.slow

TEXT = "Sing of Troy, and weep."
GERMAN = "Sage mir, Muse, die Taten."


@pytest.fixture(scope="module")
def address(models_dir: Path) -> Iterator[str]:
    # Where other processes want the cores too, the network's threads wait for each other, and a row takes seconds.
    with house("auto", model_dir=models_dir, stall_s=60) as where:
        yield where


def of(frames: list[Frame], name: str) -> list[Frame]:
    return [frame for frame in frames if frame.get("context_id") == name]


def model_of(frames: list[Frame]) -> str:
    """The model that the last of these frames says has spoken."""
    model: str = frames[-1]["usage"]["model_id"]
    return model


def alike(some: Samples, others: Samples) -> bool:
    """Whether two sounds are of the same words in the same voice; espeak-ng's noise is never twice the same."""
    length = min(len(some), len(others))
    return abs(len(some) - len(others)) < 240 and np.corrcoef(some[:length], others[:length])[0, 1] > 0.5


async def speak(address: str, **options: object) -> list[Frame]:
    """One request on a socket of its own."""
    async with client(address, "/ws/tts") as guest:
        await guest.send({"text": TEXT, **options})
        return await guest.until("final")


def test_contexts_of_both_engines_speak_side_by_side_on_one_socket(address: str) -> None:
    settings: dict[str, Frame] = {
        "neural": {"voice_settings": {"voice_id": "af_bella"}},
        "formant": {"voice_settings": {"voice_id": "espeak-en-us-f2"}},
        # A language is said for the whole session, and binds the contexts that open from then on.
        "german": {"language": "de"},
        "accent": {"voice_settings": {"voice_id": "af_heart"}},
    }

    async def talk() -> dict[str, list[Frame]]:
        frames: list[Frame] = []
        async with client(address, "/ws/tts/multi") as guest:
            for name, said in settings.items():
                await guest.send({"text": " ", "context_id": name, **said})
            for name in settings:
                text = GERMAN if name in ("german", "accent") else TEXT
                await guest.send({"text": text, "context_id": name, "flush": True})
            while len(chosen(frames, "final")) < len(settings):
                frames += await guest.until("final")
        return {name: of(frames, name) for name in settings}

    heard = asyncio.run(talk())
    assert {name: model_of(chosen(frames, "final")) for name, frames in heard.items()} == {
        "neural": "kokoro-82m",
        "formant": "espeak",
        "german": "espeak",
        "accent": "kokoro-82m",
    }
    for frames in heard.values():
        (final,) = chosen(frames, "final")
        samples = sound(frames)
        assert np.abs(samples).max() > 0.05
        # As many samples as are promised, at the rate of the format: nothing was fed into another engine's chain.
        assert len(samples) == final["delivered_samples"] == final["total_samples"]
        assert {frame["sr"] for frame in chosen(frames, "audio")} == {24_000}
    warnings = {name: [frame["warning"] for frame in chosen(frames, "warning")] for name, frames in heard.items()}
    assert warnings == {
        "neural": [],
        "formant": [],
        "german": [],
        "accent": ["voice 'af_heart' does not speak 'de'; the text is read through espeak-ng's phonemes"],
    }


def test_one_context_changes_its_engine_between_two_turns(address: str) -> None:
    voices = ("af_heart", "espeak-en-us", "espeak-en-us", "af_heart")

    async def talk() -> list[list[Frame]]:
        turns = []
        async with client(address, "/ws/tts/stream", "sdk=test") as guest:
            for voice in voices:
                await guest.send({"text": TEXT, "voice_id": voice, "word_timestamps": True, "flush": True})
                turns.append(await guest.until("session_closed"))
        return turns

    turns = asyncio.run(talk())
    assert [model_of(turn) for turn in turns] == ["kokoro-82m", "espeak", "espeak", "kokoro-82m"]
    first, second, third, fourth = map(sound, turns)
    assert np.array_equal(first, fourth)
    assert alike(second, third)
    assert not alike(first, second)
    for turn, samples in zip(turns, (first, second, third, fourth), strict=True):
        words = [word for frame in chosen(turn, "word_timestamps") for word in frame["word_timestamps"]]
        assert [TEXT[word["source_start"] : word["source_end"]].strip() for word in words] == TEXT.split()
        assert words[-1]["end_ms"] <= len(samples) / 24.0 + 1.0


def test_the_same_words_sound_as_they_do_where_espeak_is_alone(address: str) -> None:
    with house("espeak") as alone:
        here, there = (sound(asyncio.run(speak(where, voice_id="espeak-en-us"))) for where in (address, alone))
    assert alike(here, there)


def test_a_model_id_chooses_the_engine_and_a_voice_outweighs_it(address: str) -> None:
    async def talk() -> list[list[Frame]]:
        return [
            await speak(address, model_id="espeak"),
            await speak(address, voice_id="espeak-en-us"),
            await speak(address, model_id="kokoro-82m"),
            await speak(address, model_id="kugel-3.5"),
            await speak(address, model_id="espeak", voice_id="af_heart"),
        ]

    requests = asyncio.run(talk())
    espeak, named, kokoro, alias, outweighed = (sound(frames) for frames in requests)
    assert alike(espeak, named)
    assert np.array_equal(kokoro, alias)
    assert np.array_equal(kokoro, outweighed)
    assert [model_of(frames) for frames in requests] == ["espeak", "espeak", "kokoro-82m", "kokoro-82m", "kokoro-82m"]
    assert [len(chosen(frames, "warning")) for frames in requests] == [0, 0, 0, 0, 1]
    assert chosen(requests[-1], "warning")[0]["warning"].endswith("which speaks in place of 'espeak'")


def test_a_model_id_in_the_address_counts_too(address: str) -> None:
    async def talk() -> list[Frame]:
        async with client(address, "/ws/tts/stream", "sdk=test&model_id=espeak") as guest:
            await guest.send({"text": TEXT, "flush": True})
            return await guest.until("session_closed")

    assert model_of(asyncio.run(talk())) == "espeak"


def test_what_is_served_is_told(address: str) -> None:
    listed = get(address, "/v1/models")
    assert [(model["id"], model["engine"], model["ready"]) for model in listed["models"]] == [
        ("kokoro-82m", "kokoro", True),
        ("espeak", "espeak", True),
    ]
    health = get(address, "/health")
    assert health["engine"] == "kokoro"
    assert health["engine_reason"] == "chosen by auto: the best one, and all that it needs is here"
    assert listed["engine_reason"] == health["engine_reason"]
    assert [(state["engine"], state["sample_rate_hz"], state["error"]) for state in health["engines"]] == [
        ("kokoro", 24_000, None),
        ("espeak", 22_050, None),
    ]
    assert all(state["canary"]["audible_ms"] > 200 for state in health["engines"])
    assert get(address, "/ready")["multi_model"] is True
    assert get(address, "/v1/voices/af_heart")["engine"] == "kokoro"
    assert get(address, "/v1/voices/espeak-de")["engine"] == "espeak"
    assert get(address, "/v1/voices?language=de")["voices"][0]["handle"] == "espeak-de"


def test_figures_are_those_of_the_engine_that_spoke(address: str) -> None:
    def figures() -> dict[tuple[str, str], float]:
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=30) as answer:
            families = list(text_string_to_metric_families(answer.read().decode()))
        return {
            (sample.name, sample.labels["engine"]): sample.value
            for family in families
            for sample in family.samples
            if sample.name in ("rhapsode_rtf_ratio_count", "rhapsode_queue_wait_seconds_count")
        }

    def spoken(before: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
        return {key: now - before.get(key, 0.0) for key, now in figures().items() if now != before.get(key, 0.0)}

    for voice, engine in (("af_heart", "kokoro"), ("espeak-en-us", "espeak")):
        before = figures()
        asyncio.run(speak(address, voice_id=voice))
        assert spoken(before) == {
            ("rhapsode_rtf_ratio_count", engine): 1.0,
            ("rhapsode_queue_wait_seconds_count", engine): 1.0,
        }

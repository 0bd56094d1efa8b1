"""Word timings from the socket against espeak-ng's own marks, and source offsets against the client's own text."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from flow.house import chosen, client, house, sound
from rhapsode_server.audio.trim import Trim
from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.espeak import EspeakEngine
from rhapsode_server.engines.espeak_voices import voices
from rhapsode_server.text.reading import SpokenWord
from rhapsode_server.voices import Voice

pytestmark = pytest.mark.slow

TOLERANCE_MS = 40.0

TEXTS = {
    "espeak-en-us": "It costs $3.50 today, not $4, said Mr. Smith. And then, after a while, he went home again!",
    "espeak-de": "Am 21.3.2024 fuhr Jürgen nach Köln, um seine Schwester zu besuchen. Es regnete den ganzen Tag.",
    "espeak-fr-fr": "L’été dernier, nous avons marché jusqu’à la mer ; il faisait très beau. Et toi ?",
    "espeak-ru": "Первый рапсод пел о Трое, и все слушали его. Потом он отдохнул у огня.",
    "espeak-ar": "مرحبا بالعالم، هذا نص قصير. شكرا لكم.",
    "espeak-hi": "नमस्ते दुनिया, यह एक छोटा वाक्य है। धन्यवाद।",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("espeak") as served:
        yield served


@pytest.fixture(scope="module")
def engine() -> Iterator[EspeakEngine]:
    engine = EspeakEngine()
    engine.warm_up()
    yield engine
    engine.close()


def own_marks_ms(engine: EspeakEngine, voice: Voice, spoken: str, words: list[dict[str, Any]]) -> list[float]:
    """Where espeak-ng itself says that the words of one segment begin, counted from the first sample after the trim."""
    row = tuple(
        SpokenWord(spoken[word["char_start"] : word["char_end"]], word["char_start"], word["char_end"], 0, 0)
        for word in words
    )
    starts: dict[int, float] = {}
    trim = Trim(engine.sample_rate_hz)
    for audio in engine.synthesize([EngineRequest(spoken, row, voice.language, voice)], lambda _: False):
        trim.feed(audio.samples)
        for mark in audio.marks:
            starts[mark.word_index] = mark.start_sample * 1000.0 / engine.sample_rate_hz
    trimmed_ms = trim.cut_samples * 1000.0 / engine.sample_rate_hz
    return [max(0.0, starts[number] - trimmed_ms) for number in range(len(row))]


async def speak(address: str, text: str, voice: str, speed: float, markup: str | None = None) -> list[dict[str, Any]]:
    async with client(address, "/ws/tts/stream", "sdk=test") as socket:
        settings = {"voice_id": voice, "word_timestamps": True, "speed": speed}
        await socket.send({"text": markup or text, "flush": True, **settings})
        return await socket.until("session_closed")


@pytest.mark.parametrize("speed", [0.8, 1.0, 1.2])
@pytest.mark.parametrize("handle", TEXTS)
def test_words_begin_where_the_engine_says(address: str, engine: EspeakEngine, handle: str, speed: float) -> None:
    voice = next(voice for voice in voices() if voice.handle == handle)
    text = TEXTS[handle]
    frames = asyncio.run(speak(address, text, handle, speed))
    cut_out = []
    for started in chosen(frames, "generation_started"):
        of_segment = [frame for frame in frames if frame.get("chunk_id") == started["chunk_id"]]
        (timings,) = chosen(of_segment, "word_timestamps")
        words = timings["word_timestamps"]
        length_ms = of_segment[-1]["audio_seconds"] * 1000.0
        starts = [word["start_ms"] for word in words]
        ends = [word["end_ms"] for word in words]
        assert starts == sorted(starts)
        assert all(0 <= start <= end <= length_ms + 1 for start, end in zip(starts, ends, strict=True))
        own = own_marks_ms(engine, voice, started["text"], words)
        for start, mark in zip(starts, own, strict=True):
            assert start == pytest.approx(mark / speed, abs=TOLERANCE_MS), (handle, start, mark)
        # A number is said in several words, each of which points to all of it, and the last to the mark behind it.
        ranges = {word["source_start"]: word["source_end"] for word in words}
        cut_out += [text[start:end] for start, end in ranges.items()]
    assert cut_out == [word for word in text.split() if any(letter.isalnum() for letter in word)] or (
        # A mark that stands alone (the French " ;") belongs to the word before it.
        "".join(cut_out).replace(" ", "") == "".join(text.split())
    )


def test_the_first_word_sounds_when_its_timing_says(address: str) -> None:
    frames = asyncio.run(speak(address, "Boats and boards and beams are all of wood.", "espeak-en-us", 1.0))
    samples = sound(frames, chunk_id=0)
    onset_ms = float(np.argmax(np.abs(samples) > 0.02)) / 24.0
    assert chosen(frames, "word_timestamps")[0]["word_timestamps"][0]["start_ms"] == pytest.approx(onset_ms, abs=40)


def test_offsets_see_through_tags(address: str) -> None:
    markup = 'Say <spell>AB</spell> and <prosody rate="slow">then wait here</prosody> for <b>me</b>.'
    frames = asyncio.run(speak(address, "", "espeak-en-us", 1.0, markup))
    words = [word for frame in chosen(frames, "word_timestamps") for word in frame["word_timestamps"]]
    assert [markup[word["source_start"] : word["source_end"]] for word in words] == [
        *("Say", "A", "B", "and", "then", "wait", "here", "for"),
        "me</b>.",
    ]


def test_offsets_of_inline_ipa_are_those_of_what_is_written(address: str) -> None:
    markup = "In “[New York](/nuː jɔːk/)”, they say /ˈfɛlə/ and [Worcester](/wʊstə/)'s."
    frames = asyncio.run(speak(address, "", "espeak-en-us", 1.0, markup))
    assert [frame["text"] for frame in chosen(frames, "generation_started")] == [
        'In "New York", they say /ˈfɛlə/ and Worcester\'s.'
    ]
    words = [word for frame in chosen(frames, "word_timestamps") for word in frame["word_timestamps"]]
    assert [(word["word"], markup[word["source_start"] : word["source_end"]]) for word in words] == [
        ("In", "In"),
        ('"New York",', "New York"),
        ("they", "they"),
        ("say", "say"),
        ("/ˈfɛlə/", "/ˈfɛlə/"),
        ("and", "and"),
        ("Worcester", "Worcester"),
        ("'s.", "'s."),
    ]
    assert words[1]["end_ms"] > words[1]["start_ms"]
    (warning,) = chosen(frames, "warning")
    assert "inline IPA" in warning["warning"]


def test_a_break_makes_silence_and_shifts_what_follows(address: str) -> None:
    markup = "This is before.<break time='500ms'/><break time='500ms'/> This is after."
    frames = asyncio.run(speak(address, "", "espeak-en-us", 1.0, markup))
    samples = np.abs(sound(frames)) > 0.01
    edges = np.flatnonzero(np.diff(np.concatenate([[True], samples, [True]]).astype(int)))
    longest_ms = max(np.diff(edges)) / 24.0
    assert 1000 <= longest_ms <= 1800

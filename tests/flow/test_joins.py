"""Where one segment ends and the next begins, for the listener: no click, and the pause that the mark asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from flow.house import chosen, client, house, sound
from rhapsode_server.audio.pause import COLON_MS, COMMA_MS, PARAGRAPH_MS, SENTENCE_MS
from rhapsode_server.audio.trim import AUDIBLE, POST_ROLL_MS, PRE_ROLL_MS

pytestmark = pytest.mark.slow

RATE_HZ = 24_000
NEAR_SAMPLES = RATE_HZ // 100
"""10 ms on both sides of a joint."""
TOLERANCE_MS = 15.0
"""How far the voice's own beginnings and ends reach below the level that counts as sound."""

TEXTS = {
    "en-us": "The first rhapsode sang of Troy. Did the second one sing of the way home? The third had no song left! "
    "When the ships came back to the harbour, the women stood on the long wall: they counted every single sail.",
    "de": "Der erste Rhapsode sang von Troja. Sang der zweite von der Heimkehr? Dem dritten blieb kein Lied! "
    "Als die Schiffe in den Hafen kamen, standen die Frauen auf der langen Mauer: sie zählten jedes Segel.",
    "fr-fr": "Le premier rhapsode chanta Troie. Le second chanta-t-il le retour ? Le troisième n'avait plus de chant ! "
    "Quand les navires revinrent au port, les femmes étaient sur le long mur : elles comptaient chaque voile.",
    "hi": "पहले गायक ने युद्ध का गीत गाया। क्या दूसरे ने घर लौटने का गीत गाया? तीसरे के पास कोई गीत नहीं बचा!",
}


async def segments(address: str, text: str, **settings: Any) -> list[NDArray[np.float32]]:
    """The sound of each segment of one turn. Short pieces are asked for, so that there are many joints."""
    async with client(address, "/ws/tts/stream", "sdk=test") as socket:
        await socket.send({"text": text, "flush": True, "chunk_length_schedule": [15], **settings})
        frames = await socket.until("session_closed")
    numbers = [frame["chunk_id"] for frame in chosen(frames, "generation_started")]
    return [sound(frames, chunk_id=number) for number in numbers]


@pytest.fixture(scope="module")
def espeak() -> Iterator[str]:
    with house("espeak") as address:
        yield address


@pytest.fixture(scope="module")
def kokoro(models_dir: Path) -> Iterator[str]:
    with house("kokoro", model_dir=models_dir) as address:
        yield address


def assert_joined(parts: list[NDArray[np.float32]]) -> None:
    whole = np.concatenate(parts)
    steps = np.abs(np.diff(whole))
    for joint in np.cumsum([len(part) for part in parts])[:-1]:
        near = slice(max(0, joint - NEAR_SAMPLES), joint + NEAR_SAMPLES)
        assert np.abs(whole[joint - 3 : joint + 3]).max() <= AUDIBLE, "a joint lies in sound"
        assert steps[near].max() <= np.quantile(steps, 0.999), "a joint clicks"


@pytest.mark.parametrize("speed", [0.8, 1.0, 1.2])
@pytest.mark.parametrize("language", TEXTS)
def test_segments_of_real_speech_join_in_silence(espeak: str, language: str, speed: float) -> None:
    parts = asyncio.run(segments(espeak, TEXTS[language], language=language, speed=speed))
    assert len(parts) >= 3
    assert_joined(parts)


def test_segments_of_a_voice_that_never_falls_silent_join_without_a_click(kokoro: str) -> None:
    parts = asyncio.run(segments(kokoro, TEXTS["en-us"]))
    assert len(parts) >= 3
    # Seeded numbers buzz up to the last sample; the fades at both ends are all that keeps a joint from being heard.
    assert np.abs(parts[0]).max() > 10 * AUDIBLE
    assert_joined(parts)


@pytest.mark.parametrize("speed", [0.8, 1.0, 1.2])
@pytest.mark.parametrize(
    ("mark", "pause_ms"),
    [
        (". ", SENTENCE_MS),
        ("? ", SENTENCE_MS),
        ("! ", SENTENCE_MS),
        (", ", COMMA_MS),
        (": ", COLON_MS),
        (".\n\n", PARAGRAPH_MS),
    ],
)
def test_a_pause_is_as_long_as_the_mark_asks(espeak: str, mark: str, pause_ms: int, speed: float) -> None:
    text = f"They went down to the black ships{mark}Nobody in the harbour said a word to them."
    first, second = asyncio.run(segments(espeak, text, speed=speed))
    quiet_behind = len(first) - 1 - np.flatnonzero(np.abs(first) > AUDIBLE)[-1]
    quiet_before = np.flatnonzero(np.abs(second) > AUDIBLE)[0]
    heard_ms = (quiet_behind + quiet_before) * 1000.0 / RATE_HZ
    # As much silence of the engine's own as there is, up to both rolls, lies around the pause.
    assert pause_ms - TOLERANCE_MS <= heard_ms * speed <= pause_ms + PRE_ROLL_MS + POST_ROLL_MS + TOLERANCE_MS

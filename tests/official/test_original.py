"""``kugelaudio`` 1.0.0, the original generation, in an environment of its own: ``make install`` makes it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from official.sdk import LINGER_S, voice_id

pytestmark = pytest.mark.slow

ENVIRONMENT = Path(__file__).parents[2] / ".venv-original"
PYTHON = ENVIRONMENT / "bin" / "python"
SCRIPT = Path(__file__).with_name("original_client.py")
WORDS = ["one", "two", "three", "four", "five", "six"]
SAMPLES = 6 * 1_920
SECONDS = SAMPLES / 24_000


@pytest.fixture(scope="module")
def told(tones: str) -> dict[str, Any]:
    """What the original client says that it heard."""
    if not PYTHON.exists():
        pytest.skip(f"{ENVIRONMENT.name} is missing; `make install` makes it")
    # Our own packages stay out of its environment.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [PYTHON, SCRIPT, tones, str(voice_id(1)), str(voice_id(6))],
        capture_output=True,
        text=True,
        timeout=100,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_it_is_the_original_release(told: dict[str, Any]) -> None:
    assert told["version"] == "1.0.0"


def test_one_shot_requests(told: dict[str, Any]) -> None:
    generated = told["generate"]
    assert generated == {
        "samples": SAMPLES,
        "bytes": 2 * SAMPLES,
        "sample_rate": 24_000,
        "duration_ms": 480.0,
        "words": WORDS,
    }
    assert told["pooled"] == [SAMPLES, SAMPLES, SAMPLES]
    assert told["refused"] == "KugelAudioError", "empty text"


def test_resources(told: dict[str, Any]) -> None:
    assert told["models"] == ["tone"]
    assert told["voices"] == [64, 3, 0, 3]
    assert told["voice"] == voice_id(1)


def test_a_flush_forces_what_is_buffered_and_the_session_goes_on(told: dict[str, Any]) -> None:
    stream = told["stream"]
    assert stream["forced"] == [SAMPLES] * 4
    assert stream["words"][: 4 * len(WORDS)] == WORDS * 4


def test_close_ends_the_session_once_and_then_the_socket(told: dict[str, Any]) -> None:
    stream = told["stream"]
    assert stream["ending"] == ["final", "session_closed"], "one session, however many flushes"
    assert stream["total_audio_seconds"] == pytest.approx(4 * SECONDS + 0.16, abs=0.01), "the unflushed end is spoken"
    assert stream["close_code"] == 1000


def test_leaving_a_session_is_prompt_and_gives_its_statistics(told: dict[str, Any]) -> None:
    plain = told["plain"]
    assert plain["samples"] == SAMPLES
    assert plain["total_audio_seconds"] == pytest.approx(SECONDS, abs=0.01)
    assert plain["left_after_s"] < LINGER_S, "the client waited for a frame that never came"
    assert told["sync"] == SAMPLES


def test_five_contexts_flushed_and_closed(told: dict[str, Any]) -> None:
    multi = told["multi"]
    assert multi["created"] == ["a", "b", "c", "d", "e"]
    assert multi["heard"] == {name: [SAMPLES, SAMPLES] for name in multi["created"]}
    assert multi["tail"] == 0
    assert multi["after_close"] == ["b", "c", "d", "e"]
    assert multi["unflushed"] == SAMPLES
    assert multi["session_closed"] is True
    assert multi["total_audio_seconds"] == pytest.approx(11 * SECONDS, abs=0.01)

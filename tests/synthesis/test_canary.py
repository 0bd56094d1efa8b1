"""What counts as a spoken test sentence."""

from __future__ import annotations

import numpy as np
import pytest

from rhapsode_protocol.errors import ModelUnavailable, SynthesisFailed
from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechFailed, SpeechJob
from rhapsode_server.synthesis.canary import STREAM, speak_canary
from rhapsode_server.synthesis.commands import Report
from synthesis.jobs import VOICES


def spoken(level: float, sound_ms: int, silence_ms: int = 0) -> list[Report]:
    """Reports of a segment that sounds so loud and so long."""
    tone = level * 32_767 * np.sin(2 * np.pi * 100 * np.arange(24 * sound_ms) / 24_000)
    pcm = np.concatenate((tone, np.zeros(24 * silence_ms))).astype("<i2").tobytes()
    half = len(pcm) // 4 * 2
    pieces: list[Report] = [SpeechAudio(STREAM, 0, 0, part, len(part) // 2, 0) for part in (pcm[:half], pcm[half:])]
    return [*pieces, SpeechDone(STREAM, 0, 0, 12.345, len(pcm) // 2, len(pcm) // 2, "none")]


def test_a_sentence_that_sounds_passes_with_its_figures() -> None:
    asked: list[SpeechJob] = []

    def speak(job: SpeechJob) -> list[Report]:
        asked.append(job)
        return spoken(0.3, 500, silence_ms=400)

    canary = speak_canary(VOICES[5], speak)
    assert canary.audible_ms == pytest.approx(500, abs=10)
    assert canary.gen_ms == pytest.approx(12.35, abs=0.01)
    assert (asked[0].voice, asked[0].language) == (VOICES[5], VOICES[5].language)


@pytest.mark.parametrize(
    "reports",
    [
        spoken(0.3, 100, silence_ms=900),
        spoken(0.001, 1_000),
        [SpeechDone(STREAM, 0, 0, 1.0, 0, 0, "none")],
        [SpeechFailed(STREAM, 0, 0, SynthesisFailed("no voice"))],
    ],
    ids=["a click", "too soft", "nothing", "a failure"],
)
def test_less_than_speech_does_not_pass(reports: list[Report]) -> None:
    with pytest.raises(ModelUnavailable, match="the test sentence"):
        speak_canary(VOICES[0], lambda job: reports)

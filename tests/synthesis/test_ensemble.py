"""A worker's engines: all are heard before it is ready, and only the one that it is for can keep it from that."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.engine_options import EngineOptions
from rhapsode_server.speech import SpeechAudio, SpeechDone, SpeechJob
from rhapsode_server.synthesis import ensemble as module
from rhapsode_server.synthesis.commands import Report
from rhapsode_server.synthesis.ensemble import Ensemble, reason_of
from synthesis.jobs import ESPEAK, KOKORO

OPTIONS = EngineOptions(models_dir=Path("models"), threads=1)


class Speaker:
    """An engine that may be unable to start."""

    max_batch = 2
    interruptible = False
    real_time_factor = 0.25

    def __init__(self, rate_hz: int, fault: Exception | None) -> None:
        self.sample_rate_hz = rate_hz
        self.fault = fault
        self.closed = 0

    def warm_up(self) -> None:
        if self.fault is not None:
            raise self.fault

    def close(self) -> None:
        self.closed += 1


class House:
    """An ensemble of two, and who was heard."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.speakers = {"kokoro": Speaker(24_000, None), "espeak": Speaker(22_050, None)}
        self.given: list[EngineOptions | None] = []
        self.heard: list[str] = []
        self.mute: set[str] = set()
        monkeypatch.setattr(module, "load_engine", self.load)
        self.ensemble = Ensemble("kokoro", OPTIONS)

    def load(self, name: str, options: EngineOptions | None) -> Any:
        self.given.append(options)
        return self.speakers[name]

    def rehearse(self, job: SpeechJob) -> list[Report]:
        assert self.ensemble.engines[job.voice.engine] is self.speakers[job.voice.engine]
        self.heard.append(job.voice.handle)
        level = 0 if job.voice.engine in self.mute else 10_000
        pcm = np.full(24_000, level, "<i2").tobytes()
        return [SpeechAudio(job.stream, 0, 0, pcm, 24_000, 0), SpeechDone(job.stream, 0, 0, 2.0, 1, 1, "none")]


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    return House(monkeypatch)


def test_every_engine_speaks_its_test_sentence(house: House) -> None:
    kokoro, espeak = house.ensemble.warm_up(house.rehearse)
    assert house.heard == [KOKORO.handle, ESPEAK.handle]
    assert house.given == [OPTIONS] * 2
    assert (kokoro.engine, kokoro.sample_rate_hz, kokoro.max_batch, kokoro.error) == ("kokoro", 24_000, 2, None)
    assert kokoro.real_time_factor == 0.25
    assert (espeak.engine, espeak.sample_rate_hz, espeak.error) == ("espeak", 22_050, None)
    assert kokoro.canary is not None
    assert espeak.canary is not None
    house.ensemble.close()
    house.ensemble.close()
    assert [speaker.closed for speaker in house.speakers.values()] == [1, 1]


@pytest.mark.parametrize("fault", ["cannot start", "is not heard"])
def test_one_that_is_brought_along_and_cannot_speak_is_left_out(
    house: House, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    if fault == "cannot start":
        house.speakers["espeak"].fault = ModelUnavailable("there is no library")
    else:
        house.mute.add("espeak")
    with caplog.at_level(logging.ERROR):
        kokoro, espeak = house.ensemble.warm_up(house.rehearse)
    assert kokoro.error is None
    assert espeak.error == ("there is no library" if fault == "cannot start" else reason_of_silence())
    assert (espeak.sample_rate_hz, espeak.max_batch, espeak.canary) == (None, None, None)
    assert list(house.ensemble.engines) == ["kokoro"]
    assert house.speakers["espeak"].closed == 1
    assert f"engine espeak cannot be started, kokoro speaks without it: {espeak.error}" in caplog.text


def reason_of_silence() -> str:
    return "the test sentence gave 0 ms of sound, less than 200"


def test_the_one_that_the_worker_is_for_is_not(house: House) -> None:
    house.speakers["kokoro"].fault = ModelUnavailable("the weights are damaged")
    with pytest.raises(ModelUnavailable, match="the weights are damaged"):
        house.ensemble.warm_up(house.rehearse)
    house.ensemble.close()
    assert house.speakers["kokoro"].closed == 1


def test_a_reason_says_what_to_do_where_somebody_has_said_it() -> None:
    assert reason_of(ModelUnavailable("fetch them")) == "fetch them"
    assert reason_of(ValueError("odd")) == "ValueError('odd')"

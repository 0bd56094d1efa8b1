"""All detectors over one recording: networks with seeded weights, so what is shown is that everything is passed on."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from detection.recordings import encode
from detection.test_calibration import CARD
from rhapsode_protocol.errors import ModelUnavailable, UnreadableAudio
from rhapsode_server.audio import embedded, pairs
from rhapsode_server.audio.pairs import LoadedNetwork, PairShelf
from rhapsode_server.audio.watermark import Pair, WatermarkUnavailable
from rhapsode_server.audio.weights import build_detector
from rhapsode_server.detection import examiner as room
from rhapsode_server.detection.calibration import Calibration, ShareOfFrames
from rhapsode_server.detection.detector import Detector, FrameScores
from rhapsode_server.detection.examiner import Examiner, Row
from rhapsode_server.detection.media import MediaLimits, Recording


def loaded(pair: Pair, seed: int) -> LoadedNetwork:
    torch.manual_seed(seed)
    architecture = embedded.card()["detector"]
    return LoadedNetwork(build_detector(architecture).eval(), pair, architecture, f"the {pair} one")


@pytest.fixture
def networks() -> list[LoadedNetwork]:
    return [loaded("official", 1), loaded("embedded", 2)]


@pytest.fixture
def examiner(networks: list[LoadedNetwork], monkeypatch: pytest.MonkeyPatch) -> Examiner:
    monkeypatch.setattr(PairShelf, "detectors", lambda self: iter(networks))
    return Examiner.load(PairShelf())


def test_every_detector_looks_and_is_named(examiner: Examiner) -> None:
    findings = examiner.examine(Recording(encode("mp3", 3.0)), 0x1234, lambda seconds: None)
    assert [(row.examination.pair, row.description) for row in findings.rows] == [
        ("official", "the official one"),
        ("embedded", "the embedded one"),
    ]
    assert examiner.detectors == 2
    assert all(row.examination.duration_s == pytest.approx(3.0, abs=0.1) for row in findings.rows)


def test_only_the_embedded_pair_is_calibrated_by_its_card(
    networks: list[LoadedNetwork], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "card", lambda: {"calibration": CARD})
    assert [type(room._row(one).yardstick) for one in networks] == [ShareOfFrames, Calibration]


def test_where_no_calibration_is_in_the_card_it_has_none(
    networks: list[LoadedNetwork], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "card", lambda: {"calibration": None})
    assert isinstance(room._row(networks[1]).yardstick, ShareOfFrames)


def test_the_card_that_comes_along_can_be_read() -> None:
    said = embedded.card()["calibration"]
    assert said is None or Calibration.from_card(said).window_seconds


def test_held_or_not_and_in_whatever_stretches_the_scores_are_the_same(networks: list[LoadedNetwork]) -> None:
    class Listening(Detector):
        heard: list[FrameScores] = []

        def scores(self, stretches):  # type: ignore[no-untyped-def]
            found = list(super().scores(stretches))
            self.heard.append(FrameScores.joined(found))
            yield from found

    examiner = Examiner([Row(Listening(networks[1].network), ShareOfFrames(), "embedded", "a")])
    streamed, held = Recording(encode("opus", 12.0)), Recording(encode("opus", 12.0))
    held.hold(lambda: None)
    for recording in (streamed, held):
        examiner.examine(recording, None, lambda seconds: None)
    first, second = Listening.heard
    assert np.array_equal(first.mark, second.mark)
    assert len(first) == 600


def test_it_tells_how_far_it_is_over_all_detectors(examiner: Examiner) -> None:
    told: list[float] = []
    examiner.examine(Recording(encode("wav", 12.0)), None, told.append)
    assert told == sorted(told)
    assert told[0] == 0.0
    assert 20.0 < told[-1] < 24.0


def test_whoever_is_told_may_break_it_off(examiner: Examiner) -> None:
    def stop(seconds: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examiner.examine(Recording(encode("wav", 3.0)), None, stop)


def test_damage_is_noted(examiner: Examiner) -> None:
    whole = encode("flac", 4.0)
    assert examiner.examine(Recording(whole[: len(whole) // 2]), None, lambda seconds: None).notes


def test_what_is_shorter_than_a_frame_is_too_short_to_tell(examiner: Examiner) -> None:
    told = examiner.examine(Recording(encode("wav", 0.01)), None, lambda seconds: None).told()
    assert not told["marked"]
    assert "too short" in told["notes"][0]


def test_errors_of_the_recording_are_passed_on(examiner: Examiner) -> None:
    with pytest.raises(UnreadableAudio):
        examiner.examine(Recording(b"text"), None, lambda seconds: None)


def test_limits_are_the_recordings_own(examiner: Examiner) -> None:
    recording = Recording(encode("wav", 3.0), MediaLimits(most_seconds=1.0))
    with pytest.raises(Exception, match="longer than 1 seconds"):
        examiner.examine(recording, None, lambda seconds: None)


@pytest.mark.parametrize(
    ("error", "says"),
    [(ImportError("gone", name="torch"), "torch is not installed"), (WatermarkUnavailable("broken"), "broken")],
)
def test_where_nothing_can_be_loaded_it_says_why(error: Exception, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise error

    monkeypatch.setattr(pairs, "load_detector", fail)
    with pytest.raises(ModelUnavailable, match=says):
        Examiner.load(PairShelf())


def test_published_files_are_looked_at_where_they_are(tmp_path: Path) -> None:
    pytest.importorskip("omegaconf")
    from audio.networks import detector_network, write_published

    write_published(tmp_path / "detector_base.pth", detector_network())
    examiner = Examiner.load(PairShelf(model_dir=tmp_path))
    findings = examiner.examine(Recording(encode("wav", 1.0)), None, lambda seconds: None)
    assert [row.examination.pair for row in findings.rows] == ["official", "embedded"]
    assert dataclasses.asdict(findings.rows[0].examination)["false_positive_rate"] is None

"""The evaluation of the watermark and its calibration, tried on little sound, and their parts that need none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("audioseal")

from rhapsode_bench.watermark_marks import calibration, evaluation
from rhapsode_bench.watermark_marks.attacks import ATTACKS
from rhapsode_bench.watermark_marks.calibration import Measurement
from rhapsode_bench.watermark_marks.detection import Outcome
from rhapsode_bench.watermark_marks.other_sound import KINDS, crowd, other_sound
from rhapsode_bench.watermark_marks.recordings import HELD_OUT, NEW_VOICES, espeak, tone
from rhapsode_bench.watermark_marks.sentences import SENTENCES, calibration_sentences, evaluation_sentences
from rhapsode_bench.watermark_training.corpus import LANGUAGES, VARIANTS
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio import embedded
from rhapsode_server.detection.calibration import Calibration, WindowRow

FOUND = Calibration(1e-3, 6.0, (WindowRow(1.0, 2.5, 0.4, 20_000),))


def test_nothing_of_the_training_is_heard_in_the_evaluation() -> None:
    assert not set(HELD_OUT.languages) & set(LANGUAGES)
    assert not {*HELD_OUT.variants, *NEW_VOICES.variants} & set(VARIANTS)
    assert {*HELD_OUT.languages, *NEW_VOICES.languages} <= SENTENCES.keys()


def test_no_sentence_is_in_both_halves() -> None:
    for language in SENTENCES:
        first, second = evaluation_sentences(language), calibration_sentences(language)
        assert len(first) == len(second) == 4
        assert not set(first) & set(second)


def test_recordings_have_their_length() -> None:
    spoken = [*espeak(HELD_OUT, 2, 1.5, seed=5)]
    made = [*spoken, *tone(2, 1.5, seed=5), *other_sound(len(KINDS), 1.5, seed=5), *crowd(spoken, 1, seed=5)]
    for recording in made:
        assert recording.sound.shape == (1.5 * NATIVE_RATE_HZ,)
        assert recording.sound.dtype == np.float32
        assert np.isfinite(recording.sound).all()
        assert np.abs(recording.sound).max() <= 1.0
    assert [recording.source for recording in made[4:-1]] == list(KINDS)


def test_chance_is_the_seeds() -> None:
    for make in (tone, other_sound):
        first, again, other = ([*make(3, 0.5, seed)] for seed in (5, 5, 6))
        assert all(np.array_equal(one.sound, two.sound) for one, two in zip(first, again, strict=True))
        assert not all(np.array_equal(one.sound, two.sound) for one, two in zip(first, other, strict=True))


def test_outcomes_count_what_was_found_and_read() -> None:
    right = np.array([16, 16, 8])
    outcome = Outcome("none", 1.0, ("a", "b", "a"), np.array([3.0, 2.0, 5.0]), right, np.array([0.0, 2.6]))
    assert (outcome.found(FOUND).count, outcome.found(FOUND).total) == (2, 3)
    assert outcome.accused(FOUND).count == 1
    assert outcome.bit_accuracy == pytest.approx(40 / 48)
    assert outcome.messages_right.count == 2
    assert outcome.of("a").found(FOUND).total == 2


def test_a_calibration_comes_back_from_the_card_and_leaves_the_rest_alone(tmp_path: Path) -> None:
    card_file = tmp_path / "card.json"
    card_file.write_text(json.dumps({"generator": {"nbits": 16}, "calibration": None}))
    calibration.write(Measurement(FOUND, 3, 900.0, {}), card_file)
    card = json.loads(card_file.read_bytes())
    assert card["generator"] == {"nbits": 16}
    assert Calibration.from_card(card["calibration"]) == FOUND
    assert (card["calibration"]["seed"], card["calibration"]["unmarked_s"]) == (3, 900.0)
    assert card["calibration"]["windows"] == [
        {"seconds": 1.0, "threshold": 2.5, "tail": 0.4, "unmarked_windows": 20_000}
    ]
    assert [*tmp_path.iterdir()] == [card_file]


@pytest.mark.parametrize("wrong", [["--seconds", "5"], ["--card", "/nowhere/card.json"]])
def test_a_calibration_that_cannot_be_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        calibration.main(wrong)
    assert stopped.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_an_interrupt_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*found: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(calibration, "calibrate", interrupted)
    monkeypatch.setattr(evaluation, "load_watermarker", interrupted)
    before = embedded.CARD_FILE.read_bytes()
    assert calibration.main([]) == evaluation.main([]) == 130
    assert capsys.readouterr().err.count("interrupted") == 2
    assert embedded.CARD_FILE.read_bytes() == before


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_calibration_then_evaluation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card_file, figures, pictures = tmp_path / "card.json", tmp_path / "figures.json", tmp_path / "pictures"
    card_file.write_bytes(embedded.CARD_FILE.read_bytes())
    assert calibration.main(["--quick", "--card", str(card_file)]) == 0
    windows = json.loads(card_file.read_bytes())["calibration"]["windows"]
    assert [window["seconds"] for window in windows] == [0.5, 1.0, 3.0, 10.0]
    assert all(window["tail"] > 0 and window["unmarked_windows"] > 100 for window in windows)
    assert evaluation.main(["--quick", "--json", str(figures), "--plot", str(pictures)]) == 0
    told = json.loads(figures.read_text())
    assert len(told["outcomes"]) == 4 * len(ATTACKS)
    assert told["streaming"]["worst_db"] <= -90
    assert told["costs"][0]["model"] == "embedded"
    assert told["perception"][0]["change"] == "watermark"
    printed = capsys.readouterr().out
    assert all(f"| {attack.name} |" in printed for attack in ATTACKS)
    assert len([*pictures.glob("*.png")]) == 5

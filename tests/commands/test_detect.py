"""``rhapsode detect``: what it prints, and its exit codes. The detectors are acted, but for the last tests."""

from __future__ import annotations

import argparse
import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from detection.recordings import encode
from detection.test_calibration import CARD
from detection.test_verdict import MESSAGE, heard
from flow.house import wav_file
from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.commands import detect
from rhapsode_server.detection.calibration import Calibration, Yardstick
from rhapsode_server.detection.detector import FrameScores
from rhapsode_server.detection.examiner import Examiner, Row

Said = pytest.CaptureFixture[str]
PROGRAM = str(Path(sys.executable).with_name("rhapsode"))


class Acted:
    """Finds a mark in whatever lasts longer than four seconds."""

    def scores(self, stretches: Any) -> Any:
        samples = sum(map(len, stretches))
        yield heard(samples / 16_000, *([(1.0, 4.0)] if samples > 64_000 else []))


@pytest.fixture(autouse=True)
def _acted(monkeypatch: pytest.MonkeyPatch) -> None:
    yardstick: Yardstick = Calibration.from_card(CARD)
    row = Row(Acted(), yardstick, "embedded", "an actor")  # type: ignore[arg-type]
    monkeypatch.setattr(Examiner, "load", classmethod(lambda cls, shelf: Examiner([row])))


def call(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="rhapsode detect")
    detect.add_arguments(parser)
    return detect.run(parser.parse_args(words))


@pytest.fixture
def marked(tmp_path: Path) -> str:
    (tmp_path / "marked.mp3").write_bytes(encode("mp3", 6.0))
    return str(tmp_path / "marked.mp3")


@pytest.fixture
def plain(tmp_path: Path) -> str:
    (tmp_path / "plain.wav").write_bytes(encode("wav", 2.0))
    return str(tmp_path / "plain.wav")


def test_a_marked_file_and_where(marked: str, capsys: Said) -> None:
    assert call(marked) == 0
    head, span = capsys.readouterr().out.splitlines()
    assert head.startswith(f"{marked}: marked by the embedded pair, message 0x5248 (probability ")
    assert "false alarms at most 0.10%" in head
    start_s, _, end_s = span.split()[:3]
    assert (float(start_s), float(end_s)) == (pytest.approx(1.0, abs=0.3), pytest.approx(4.0, abs=0.3))


def test_one_without_a_mark(plain: str, capsys: Said) -> None:
    assert call(plain) == 1
    assert capsys.readouterr().out.startswith(f"{plain}: not marked (probability 0.")


@pytest.mark.parametrize(("message", "code", "says"), [("0x5248", 0, "as expected"), ("21065", 1, "not 0x5249")])
def test_the_expected_message_decides(marked: str, message: str, code: int, says: str, capsys: Said) -> None:
    assert call("--message", message, marked) == code
    assert says in capsys.readouterr().out


def test_of_several_files_the_worst_decides(marked: str, plain: str, tmp_path: Path, capsys: Said) -> None:
    text = tmp_path / "a.txt"
    text.write_text("text")
    assert call(marked, marked) == 0
    assert call(marked, plain) == 1
    assert call(str(text), marked, plain) == 2
    said = capsys.readouterr()
    assert f"{text}: the file is no recording" in said.err
    assert said.out.count("not marked") == 2


@pytest.mark.parametrize("name", ["/nowhere/a.wav", "/"])
def test_what_cannot_be_read(name: str, capsys: Said) -> None:
    assert call(name) == 2
    assert f"rhapsode detect: {name}: it cannot be read: " in capsys.readouterr().err


def test_json_is_one_object_a_line(marked: str, plain: str, capsys: Said) -> None:
    assert call("--json", marked, plain, "/nowhere") == 2
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["file"], first["marked"], first["message"]) == (marked, True, f"0x{MESSAGE:04x}")
    assert second["marked"] is False
    assert third.keys() == {"file", "error"}


def test_standard_input_is_a_file(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(encode("opus", 6.0))))
    assert call("-") == 0
    assert capsys.readouterr().out.startswith("-: marked")


def test_damage_is_noted(tmp_path: Path, capsys: Said) -> None:
    whole = encode("flac", 6.0)
    (tmp_path / "a.flac").write_bytes(whole[: len(whole) // 2])
    call(str(tmp_path / "a.flac"))
    assert "\n  note: the file is damaged" in capsys.readouterr().out


@pytest.mark.parametrize("words", [(), ("--message", "x", "a"), ("--message", "65536", "a")])
def test_wrong_usage(words: tuple[str, ...], capsys: Said) -> None:
    with pytest.raises(SystemExit) as caught:
        call(*words)
    assert caught.value.code == 2


def test_where_there_is_no_detector(monkeypatch: pytest.MonkeyPatch, plain: str, capsys: Said) -> None:
    def fail(cls: object, shelf: object) -> None:
        raise ModelUnavailable("torch is not installed")

    monkeypatch.setattr(Examiner, "load", classmethod(fail))
    assert call(plain) == 2
    assert "torch is not installed" in capsys.readouterr().err


def test_settings_that_are_wrong(monkeypatch: pytest.MonkeyPatch, plain: str, capsys: Said) -> None:
    monkeypatch.setenv("RHAPSODE_PORT", "many")
    assert call(plain) == 2
    assert "RHAPSODE_PORT" in capsys.readouterr().err


@pytest.mark.parametrize("terminal", [True, False])
def test_a_long_one_shows_how_far_it_is_on_a_terminal(
    terminal: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    (tmp_path / "a.wav").write_bytes(wav_file(np.zeros(16_000 * 40, np.float32), 16_000))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    call(str(tmp_path / "a.wav"))
    said = capsys.readouterr().err
    assert ("97 % of 40 s" in said) is terminal
    assert said.endswith("\r" if terminal else ""), "and leaves nothing behind"


def test_scores_of_nothing_are_none() -> None:
    assert len(FrameScores.joined([])) == 0


@pytest.mark.slow
def test_as_it_is_called_from_a_shell(plain: str) -> None:
    with open(plain, "rb") as file:
        done = subprocess.run(
            [PROGRAM, "detect", "--json", "-"], stdin=file, capture_output=True, text=True, timeout=60
        )
    assert done.returncode in (0, 1), done.stderr
    assert done.stderr == ""
    assert json.loads(done.stdout)["duration_s"] == 2.0


@pytest.mark.slow
def test_ctrl_c_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    path.write_bytes(wav_file(np.zeros(16_000 * 3_000, np.float32), 16_000))
    running = subprocess.Popen(
        [PROGRAM, "detect", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        time.sleep(8.0)
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        out, errors = running.communicate(timeout=30)
    finally:
        running.kill()
        running.wait()
    assert (running.returncode, out) == (130, "")
    assert errors.strip() == "rhapsode detect: interrupted"

"""``rhapsode bench latency`` from its command line, with real sockets: what it measures, writes and says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.latency.servers import KEY, in_thread, speech_server, stream_input_server
from flow.house import house, wait_until
from rhapsode_bench.latency.report import read_report
from rhapsode_client.command import main

QUICK = ["bench", "latency", "--streams", "2", "--duration", "3", "--tokens-per-second", "500", "--barge-in", "0"]


@pytest.fixture
def text(tmp_path: Path) -> list[str]:
    """A text that is said in half a second, so that there are turns enough in three."""
    path = tmp_path / "text.txt"
    path.write_text("Go on.\n\nGo home.\n", encoding="utf-8")
    return ["--text", str(path)]


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"text.txt"}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--streams", "0"], "no whole number above 0"),
        (["--streams", "1,,2"], "no whole number above 0"),
        (["--streams", "2,2"], "must be different"),
        (["--duty", "0"], "must be 0.05 to 1"),
        (["--duration", "nan"], "must be above 0"),
        (["--barge-in", "2"], "must be 0 to 1"),
        (["--dialect", "morse"], "invalid choice"),
        (["--target", "a", "--target", "b", "--dialect", "elevenlabs"], "there are 2 targets and 1 of --dialect"),
        (["--text", "/no/such/file"], "cannot read /no/such/file"),
    ],
)
def test_wrong_usage_is_refused(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bench", "latency", *arguments])
    assert stopped.value.code == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("arrival", ["open", "closed"])
def test_three_dialects_are_measured_side_by_side(
    arrival: str, tmp_path: Path, text: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ELEVENLABS_API_KEY", KEY)
    figures, html = tmp_path / "figures.json", tmp_path / "report.html"
    with house("tone") as ours, in_thread(speech_server()) as (speech, one), in_thread(stream_input_server()) as other:
        other[0].key = KEY
        targets = ["--target", f"http://{ours}", "--dialect", "kugelaudio", "--target", one, "--dialect"]
        targets += ["openai-speech", "--target", other[1], "--dialect", "elevenlabs"]
        files = ["--json", str(figures), "--html", str(html)]
        rest = ["--parts", "2", "--arrival", arrival, "--barge-in", "0.2"]
        assert main([*QUICK, *targets, *text, *files, *rest]) == 0
    shown = capsys.readouterr()
    report = read_report(figures.read_text(encoding="utf-8"))
    assert report.ended == "complete"
    assert [(row.target, row.streams) for row in report.rows] == [(0, 2), (1, 2), (2, 2)]
    dues = []
    for row in report.rows:
        assert row.counted
        assert all(turn.heard for turn in row.turns), [turn.error for turn in row.turns]
        assert {turn.part for turn in row.turns} == {0, 1}
        assert row.connects_ms
        assert row.window_s == pytest.approx(3.0)
        assert any(turn.frames_ms for turn in row.turns)
        dues.append(sorted(100.0 * turn.part + turn.due_s for turn in row.turns))
    if arrival == "open":
        assert dues[0] == pytest.approx(dues[1]) and dues[1] == pytest.approx(dues[2])  # noqa: PT018 - one claim
    assert speech.asked[0]["input"] == "Go on."
    assert "| openai-speech 127.0.0.1" in shown.out
    assert "1 of 6: kugelaudio" in shown.err
    assert "<svg" in html.read_text(encoding="utf-8")
    assert KEY not in figures.read_text(encoding="utf-8") + html.read_text(encoding="utf-8")
    assert left(tmp_path) == {"figures.json", "report.html"}


@pytest.mark.slow
def test_the_speaking_server_is_heard_and_silenced_on_both_of_its_sockets(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    with house("espeak") as ours:
        targets = ["--target", ours, "--dialect", "kugelaudio", "--target", ours, "--dialect", "kugelaudio-multi"]
        words = ["bench", "latency", *targets, "--streams", "4", "--duration", "6", "--parts", "1", "--barge-in", "0.5"]
        assert main([*words, "--json", str(figures), "--fresh"]) == 0
    for row in read_report(figures.read_text(encoding="utf-8")).rows:
        assert all(turn.heard for turn in row.turns), [turn.error for turn in row.turns]
        cancelled = [turn for turn in row.turns if turn.cancel_ms is not None]
        assert cancelled
        assert all(turn.frames_after_cancel == 0 for turn in cancelled)
        assert all(turn.connect_ms is not None for turn in row.turns), "each turn had a connection of its own"
        assert any(turn.server_rtf for turn in row.turns)


def test_nobody_there_is_one_sentence_and_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = tmp_path / "figures.json"
    assert main([*QUICK, "--target", "127.0.0.1:9", "--json", str(figures)]) == 1
    said = capsys.readouterr().err.strip()
    assert said.startswith("rhapsode bench: cannot connect to http://127.0.0.1:9: nothing listens there")
    assert len(said.splitlines()) == 1
    assert left(tmp_path) == set()


def test_a_wrong_address_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*QUICK, "--target", "ftp://somewhere"]) == 1
    assert "use http, https, ws or wss" in capsys.readouterr().err


@pytest.mark.parametrize("dialect", ["openai-speech", "elevenlabs"])
def test_a_wrong_key_is_told_and_not_shown(dialect: str, capsys: pytest.CaptureFixture[str]) -> None:
    with in_thread(speech_server()) as one, in_thread(stream_input_server()) as other:
        server, url = one if dialect == "openai-speech" else other
        server.key = KEY
        words = ["--target", url, "--dialect", dialect, "--api-key", "wrong-key"]
        assert main([*QUICK, *words]) == 1
    said = capsys.readouterr().err
    assert "HTTP 401" in said
    assert "wrong-key" not in said


def test_a_place_that_cannot_be_written_is_told_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with in_thread(speech_server()) as (server, url):
        words = ["--target", url, "--dialect", "openai-speech", "--html", str(tmp_path / "no" / "report.html")]
        assert main([*QUICK, *words, "--json", str(tmp_path / "figures.json")]) == 1
        assert server.asked == []
    assert "cannot write" in capsys.readouterr().err
    assert left(tmp_path) == set()


@pytest.mark.slow
def test_a_server_that_goes_away_ends_the_run_and_what_was_measured_is_kept(
    tmp_path: Path, text: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    figures = tmp_path / "figures.json"
    with in_thread(speech_server()) as (server, url):
        server.last = 4
        words = ["--target", url, "--dialect", "openai-speech", "--label", "theirs", "--json", str(figures)]
        assert main([*QUICK, *words, *text, "--duration", "60"]) == 1
    said = capsys.readouterr().err
    assert "theirs went away" in said
    assert "Traceback" not in said
    report = read_report(figures.read_text(encoding="utf-8"))
    assert "went away" in report.ended
    assert [turn.heard for turn in report.rows[0].turns].count(True) >= 1
    assert left(tmp_path) == {"figures.json"}


def interrupted(words: list[str], server: Any, folder: Path) -> subprocess.Popen[str]:
    """Run it in a process of its own, and interrupt it as a terminal does when a few turns have been spoken."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    process = subprocess.Popen(
        [sys.executable, "-m", "rhapsode_bench", *words[1:]],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    wait_until(lambda: len(server.asked) > 4)
    process.send_signal(signal.SIGINT)
    return process


@pytest.mark.slow
def test_ctrl_c_gives_what_was_measured_so_far(tmp_path: Path, text: list[str]) -> None:
    with in_thread(speech_server()) as (server, url):
        words = ["--target", url, "--dialect", "openai-speech", "--json", "figures.json", "--html", "report.html"]
        process = interrupted([*QUICK, *words, *text, "--duration", "600"], server, tmp_path)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "interrupted" in err
    assert "| openai-speech" in out
    report = read_report((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert report.ended == "interrupted"
    assert any(turn.heard for turn in report.rows[0].turns)
    assert left(tmp_path) == {"figures.json", "report.html"}

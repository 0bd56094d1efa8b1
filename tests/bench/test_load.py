"""The load benchmark as a whole: what it accepts, and that it measures every row."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rhapsode_bench.load import main

COMMAND = [sys.executable, "-m", "rhapsode_bench", "load"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--sockets", "0"], "must be 1 to 1000"),
        (["--duty", "0.3"], "must be 0.4 to 1.0"),
        (["--seconds", "nan"], "must be above 0"),
    ],
)
def test_wrong_options_are_refused(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.slow
def test_every_crowd_has_a_server_of_its_own_and_a_row(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    quick = [
        "--sockets",
        "1",
        "2",
        "--seconds",
        "7",
        "--duty",
        "1",
        "--json",
        str(figures),
        "--serve",
        "--engine",
        "tone",
    ]
    done = subprocess.run([*COMMAND, *quick], capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stderr
    rows = json.loads(figures.read_text())["rows"]
    assert [(row["sockets"], row["contexts"], row["duty"]) for row in rows] == [(1, 5, 1.0), (2, 5, 1.0), (2, 5, None)]
    for row in rows:
        assert len(row["figures"]["turns"]) >= 5 * row["sockets"]
        assert row["figures"]["errors"] == []
        assert row["audio_s"] > 0.0


@pytest.mark.slow
def test_a_server_that_does_not_start_is_told() -> None:
    done = subprocess.run([*COMMAND, "--serve", "--engine", "none"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "the server did not start" in done.stderr
    assert "Traceback" not in done.stderr

"""The event-loop benchmark: pings to a busy server and to one beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rhapsode_bench.event_loop import HOSTILE_TEXT, LoopLag, main, table


def test_the_table_shows_both_servers() -> None:
    row = LoopLag("idle", [1.0, 1.0, 3.0], [0.5])
    assert "| idle | 3 | 1.00 / 2.96 / 3.00 | 0.50 / 0.50 / 0.50 | - |" in table([row, LoopLag("none")])


def test_the_hostile_text_fits_into_a_frame() -> None:
    assert 9_900 < len(HOSTILE_TEXT) <= 10_000


@pytest.mark.parametrize("arguments", [["--sockets", "0"], ["--seconds", "0"], ["--seconds", "nan"]])
def test_wrong_options_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.slow
def test_every_situation_is_measured_on_both_servers(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "rhapsode_bench", "event-loop", "--sockets", "2", "--seconds", "1"]
    done = subprocess.run([*command, "--json", str(figures)], capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(figures.read_text())
    assert [row["name"] for row in rows] == ["idle", "2 sockets speak", "hostile text"]
    assert all(len(row["round_trips_ms"]) > 2 and len(row["bystander_ms"]) > 2 for row in rows)
    assert rows[1]["crowd"]["audio_s"] > 0.0

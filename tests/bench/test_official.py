"""The benchmark of the official client's calls: what it accepts, what it shows, and that it measures every call."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rhapsode_bench.official import CALLS, CANCEL, FLUSH, Report, main, table

COMMAND = [sys.executable, "-m", "rhapsode_bench", "official"]


@pytest.mark.parametrize("count", ["0", "-1", "few"])
def test_wrong_options_are_refused(count: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--repeats", count])
    assert stopped.value.code == 2
    assert "--repeats" in capsys.readouterr().err


def test_the_table_shows_each_call_beside_its_target() -> None:
    report = Report("machine", "versions", 2)
    report.calls_ms[FLUSH] += [1.0, 2.0]
    report.calls_ms[CANCEL] += [5.0, 500.0]
    assert table(report).splitlines()[2:] == [
        f"| {FLUSH} | 2 | 1.5 | 1.9 | 2.0 | 100 | yes |",
        f"| {CANCEL} | 2 | 252.5 | 475.2 | 500.0 | 100 | no |",
    ]
    assert json.loads(report.to_json())["calls_ms"][CANCEL] == [5.0, 500.0]


@pytest.mark.slow
def test_a_server_that_is_not_there_is_told_in_one_line() -> None:
    done = subprocess.run([*COMMAND, "--url", "http://127.0.0.1:9"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("official: ")
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_whole_run_measures_every_call(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    done = subprocess.run(
        [*COMMAND, "--repeats", "2", "--json", str(figures)], capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(figures.read_text())
    assert list(told["calls_ms"]) == list(CALLS)
    for call in CALLS:
        assert len(told["calls_ms"][call]) == 2
        assert max(told["calls_ms"][call]) < 1_500, "the client's own time-out, not the server, ended the call"
        assert f"| {call} |" in done.stdout

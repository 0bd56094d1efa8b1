"""The barge-in benchmark: what it calls a fault, and that it measures an idle and a busy server."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rhapsode_bench.barge_in import Situation, faults, main, table
from rhapsode_bench.context_socket import BargeIn
from rhapsode_bench.crowd_process import CrowdResult


def test_what_must_not_be_is_named() -> None:
    good = Situation("good", [BargeIn(1.0, 3, 0, 20.0)] * 10)
    stray = Situation("stray", [BargeIn(1.0, 3, 0, 20.0), BargeIn(1.0, 3, 2, 20.0)])
    late = Situation("late", [BargeIn(1.0, 3, 0, 301.0)] * 3)
    broken = Situation("broken", [], CrowdResult(0, 0.0, 1.0, ["no room"]))
    assert faults([good]) == []
    assert faults([good, stray, late, broken]) == [
        "broken: no room",
        "stray: 2 audio frames of a cancelled turn came after `interrupted`",
        "late: the next turn's audio came after 301 ms (95th percentile)",
    ]
    assert "| good | 10 | 1.0 / 1.0 | 1.0 | 3 | 0 | 20.0 / 20.0 | 20.0 | - / - / - | - | - |" in table([good, broken])


@pytest.mark.parametrize("arguments", [["--sockets", "0"], ["--repeats", "0"]])
def test_wrong_options_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.slow
def test_nothing_of_a_cancelled_turn_is_heard_on_a_server_that_is_idle_or_busy(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "rhapsode_bench", "barge-in", "--sockets", "2", "--repeats", "3"]
    done = subprocess.run([*command, "--json", str(figures)], capture_output=True, text=True, timeout=100)
    # How soon the engine was free is the machine's business; what came after the acknowledgement is ours.
    assert "came after `interrupted`" not in done.stderr
    idle, busy = json.loads(figures.read_text())
    assert (idle["crowd"], busy["crowd"]["errors"]) == (None, [])
    for situation in (idle, busy):
        assert [cancel["frames_after"] for cancel in situation["cancels"]] == [0, 0, 0]

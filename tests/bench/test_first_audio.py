"""The first-audio benchmark as a whole: what it accepts, that it measures, and that it leaves nothing running."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rhapsode_bench.first_audio import SOCKETS, main
from rhapsode_bench.spoken_text import SPOKEN_TEXTS

COMMAND = [sys.executable, "-m", "rhapsode_bench", "first-audio"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--tokens-per-second", "0"], "must be above 0"),
        (["--load-seconds", "nan"], "must be above 0"),
        (["--repeats", "0"], "must be 1 at least"),
        (["--speed", "1.3"], "must be 0.8 to 1.2"),
        (["--repeats", "few"], "invalid"),
    ],
)
def test_wrong_options_are_refused(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.slow
def test_a_server_that_is_not_there_is_told_in_one_line() -> None:
    done = subprocess.run([*COMMAND, "--url", "http://127.0.0.1:9"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("first-audio: ")
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_whole_run_measures_every_text_and_every_number_of_sockets(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    quick = ["--repeats", "1", "--tokens-per-second", "400", "--load-seconds", "0.3", "--json", str(figures)]
    done = subprocess.run([*COMMAND, *quick], capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(figures.read_text())
    assert [case["name"] for case in told["cases"]] == [spoken.name for spoken in SPOKEN_TEXTS]
    for case in told["cases"]:
        (turn,) = case["turns"]
        assert case["name"] in done.stdout
        assert turn["first_audible_ms"] >= turn["first_frame_ms"] > case["text_ready_ms"]
        assert case["peer_first_audible_ms"][0] > turn["tokens_ms"]
    assert [load["sockets"] for load in told["loads"]] == list(SOCKETS)
    assert all(len(load["turns"]) >= load["sockets"] and not load["errors"] for load in told["loads"])
    assert all(cancel["frames_after"] == 0 for cancel in told["cancels"])


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="child processes are found through /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_nothing_running(number: signal.Signals) -> None:
    run = subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        give_up_at = time.monotonic() + 60.0
        # Server, worker, two hosts, and the peer's own: the measurement has begun.
        while len(started := descendants(run.pid)) < 5:
            assert time.monotonic() < give_up_at, "the run did not begin"
            time.sleep(0.05)
        run.send_signal(number)
        _, complaint = run.communicate(timeout=60)
    finally:
        run.kill()
        run.wait()
    assert (run.returncode, complaint) == (130, "interrupted\n")
    give_up_at = time.monotonic() + 10.0
    # A process that was killed stays in the table until somebody has asked how it ended.
    while left := [pid for pid in started if Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < give_up_at, f"still there: {left}"
        time.sleep(0.05)


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            found += [child, *descendants(child)]
    return found

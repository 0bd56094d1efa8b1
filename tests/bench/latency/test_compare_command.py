"""``rhapsode bench compare`` from its command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.latency.rows import report, row, turn
from rhapsode_client.command import main


def write(path: Path, first_audible_ms: float, *, seed: int = 1) -> str:
    made = report(row(turn(first_audible_ms + number % 7) for number in range(60)))
    made.options = {"seed": seed}
    path.write_text(made.to_json(), encoding="utf-8")
    return str(path)


def test_what_is_worse_is_flagged_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fast, slow = write(tmp_path / "fast.json", 150.0), write(tmp_path / "slow.json", 300.0)
    assert main(["bench", "compare", fast, slow]) == 1
    told = capsys.readouterr().out
    assert "| server 0 <b> | 1 | first audible p50 | 153 | 303 | x 1.980 |" in told
    assert "WORSE" in told
    assert main(["bench", "compare", slow, fast]) == 0
    told = capsys.readouterr().out
    assert "WORSE" not in told
    assert "better" in told
    assert main(["bench", "compare", fast, slow, "--tolerance", "1.5"]) == 0


def test_runs_that_were_made_differently_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = write(tmp_path / "one.json", 150.0), write(tmp_path / "other.json", 150.0, seed=2)
    assert main(["bench", "compare", one, other]) == 0
    assert "different seed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "No such file"), ("{}", "it is no report"), ("half", "it is no JSON"), (b"\xff\xfe", "cannot read")],
)
def test_a_file_that_is_no_report_is_one_sentence(
    content: str | bytes | None, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = write(tmp_path / "good.json", 150.0), tmp_path / "bad.json"
    if content is not None:
        bad.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["bench", "compare", good, str(bad)]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert len(said.strip().splitlines()) == 1


def test_runs_without_anything_in_common_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = write(tmp_path / "one.json", 150.0), tmp_path / "other.json"
    other.write_text(report(row([turn(150.0)] * 60, streams=9)).to_json(), encoding="utf-8")
    assert main(["bench", "compare", one, str(other)]) == 1
    assert "no load of the same target" in capsys.readouterr().err


def test_wrong_usage_is_refused() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bench", "compare", "one.json"])
    assert stopped.value.code == 2

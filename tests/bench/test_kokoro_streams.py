"""The sweep over listeners: what follows from its figures, and that server and package are measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rhapsode_bench import kokoro_streams
from rhapsode_bench.kokoro_streams import main
from rhapsode_bench.kokoro_streams_report import StreamsReport, StreamsRow, table
from rhapsode_bench.spoken_text import SpokenText


def row(listeners: int, gaps: int) -> StreamsRow:
    return StreamsRow(
        listeners=listeners, turns=2, gaps=gaps, first_audible_ms=[100.0, 300.0], audio_s=20.0, compute_s=4.0
    )


def test_those_before_the_first_gap_are_served() -> None:
    report = StreamsReport(
        "a machine", "versions", 0.5, 30.0, rtf=0.2, rows=[row(1, 0), row(6, 0), row(8, 1), row(9, 0)]
    )
    assert report.most == pytest.approx(10.0)
    assert (report.served, report.served_by_packages) == (6, 0)
    assert "| 8 | server | 2 | 1 | 200 / 290 | 0.200 |" in table(report)
    assert "more than 10.0 listeners of duty 50%; without a gap: server 6 (60%)" in table(report)
    report.packages.append(row(2, 0))
    assert table(report).endswith(", a process of the package each 2")


@pytest.mark.slow
@pytest.mark.timeout(400)  # a network is loaded twice, beside other tests
def test_server_and_package_speak_to_listeners(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kokoro_streams, "ANSWER", SpokenText("short", "Yes, I can hear you now."))
    monkeypatch.setattr(kokoro_streams, "ANSWER_S", 2.0)
    figures, picture = tmp_path / "figures.json", tmp_path / "figures.png"
    few = ["--compact", "--seconds", "6", "--listeners", "2", "--packages", "1"]
    few += ["--json", str(figures), "--plot", str(picture), "--serve", "--threads", "1"]
    assert main(few) == 0
    told = json.loads(figures.read_text())
    assert [row["listeners"] for row in told["rows"]] == [1, 2]
    (package,) = told["packages"]
    for measured in [*told["rows"], package]:
        assert measured["turns"] > 0
        assert measured["compute_s"] > 0.0
        assert measured["audio_s"] > measured["turns"]
    assert told["rtf"] > 0.0
    assert picture.stat().st_size > 5_000
    assert "| 2 | server |" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--duty", "0"], ["--seconds", "0"], ["--listeners", "0"], ["--packages", "-1"]])
def test_what_cannot_be_measured_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2
    assert wrong[0] in capsys.readouterr().err

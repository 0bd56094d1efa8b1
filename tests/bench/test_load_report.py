"""The load benchmark's figures: what is divided by what, and what is said where nothing was seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rhapsode_bench.context_socket import ContextTurn
from rhapsode_bench.crowd import CrowdFigures
from rhapsode_bench.load_report import COLUMNS, LoadReport, LoadRow, percentiles, plot, table


def row() -> LoadRow:
    turns = [
        ContextTurn(first_audible_ms=float(number), audio_s=5.0, rtf=0.01, stalls=number % 2)
        for number in range(1, 101)
    ]
    return LoadRow(
        sockets=4,
        contexts=5,
        duty=0.6,
        seconds=10.0,
        figures=CrowdFigures(turns, ["no room"]),
        audio_s=1_000.0,
        server_cpu={"server": 0.3, "worker": 0.2},
        rss_before_mib={"server": 50.0, "worker": 150.0},
        rss_open_mib={"server": 50.5, "worker": 150.0},
        rss_speaking_mib={"server": 52.0, "worker": 152.0},
    )


def test_figures_are_divided_by_what_they_belong_to() -> None:
    one = row()
    assert one.audio_per_cpu_s == pytest.approx(200.0)
    assert one.kib_each(one.rss_open_mib, one.sockets) == pytest.approx(128.0)
    assert one.kib_each(one.rss_speaking_mib, one.sockets * one.contexts) == pytest.approx(204.8)
    assert percentiles([float(number) for number in range(101)]) == (50.0, 95.0, 99.0)


def test_the_table_has_a_cell_for_every_column_and_a_dash_for_what_was_not_seen() -> None:
    report = LoadReport("a machine", "versions", [row(), LoadRow(1, 5, None, 10.0, CrowdFigures())])
    lines = table(report).splitlines()
    assert len(lines) == 4
    assert all(line.count(" | ") == len(COLUMNS) - 1 for line in lines)
    assert "| 4 x 5 | 60% | 100 | 1 |" in lines[2]
    assert "| 1 x 5 | all it can | 0 | 0 | - |" in lines[3]
    assert report.errors == ["no room"]


def test_everything_is_in_the_json_and_the_picture_is_a_picture(tmp_path: Path) -> None:
    report = LoadReport("a machine", "versions", [row()])
    told = json.loads(report.to_json())
    assert len(told["rows"][0]["figures"]["turns"]) == 100
    plot(report, tmp_path / "load.png")
    assert (tmp_path / "load.png").read_bytes().startswith(b"\x89PNG")

"""The tables say what was measured, and what went wrong is not lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rhapsode_bench.first_audio_report import CaseFigures, Report, plot, tables
from rhapsode_bench.server_process import Usage
from rhapsode_bench.socket_load import Load
from rhapsode_bench.turn_listener import CancelFigures, TurnFigures


def turn(first_audible_ms: float = 130.0) -> TurnFigures:
    return TurnFigures(
        first_frame_ms=first_audible_ms - 5.0,
        first_audible_ms=first_audible_ms,
        tokens_ms=420.0,
        server_first_audible_ms=first_audible_ms - 4.0,
        last_token_to_final_ms=16.0,
        flush_to_closed_ms=15.5,
        last_audio_to_closed_ms=0.2,
        gen_ms=15.0,
        rtf=0.0025,
        audio_s=6.0,
        stalls=1,
        stalled_ms=3.0,
    )


def report() -> Report:
    case = CaseFigures("clause", 20, 22, 120.0, [turn(130.0), turn(132.0)], [520.0, 528.0])
    load = Load(8, 6.0, [turn()], [], 60.0, 0.25, {"server": 0.5}, 1.5)
    return Report(
        "a machine",
        "Python 3",
        {"repeats": 2},
        cases=[case],
        connect_ms=[1.0],
        cancels=[CancelFigures(2.0, 1, 0)],
        context_open_ms=[0.5],
        loads=[load],
        usage_before={"server": Usage(1, 40.0, 1.0)},
        usage_after={"server": Usage(1, 44.0, 2.0)},
    )


def row(text: str, name: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith(f"| {name} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_first_audio_stands_beside_the_servers_word_and_the_peer() -> None:
    cells = row(tables(report()).split("The end of a turn")[0], "clause")
    assert cells[1:] == [
        "20 / 22", "2", "120", "126 / 127", "131 / 132", "11.0", "127 / 128", "+4.0 (most +4.0)", "524 / 528", "0.25",
    ]  # fmt: skip


def test_load_is_told_in_audio_seconds_a_second_and_shares_of_a_core() -> None:
    cells = row(tables(report()).split("many sockets")[1], "8")
    assert cells[1:] == ["1", "0", "125 / 125", "130 / 130", "16 / 16", "10", "1", "25%", "server 50%", "1.50"]


def test_memory_is_told_before_and_after() -> None:
    assert row(tables(report()), "server") == ["server", "1", "40", "44"]


def test_every_table_has_cells_for_its_head() -> None:
    for block in tables(report()).split("\n\n"):
        lines = [line for line in block.splitlines() if line.startswith("|")]
        assert len({line.count("|") for line in lines}) <= 1


def test_a_server_of_somebody_elses_has_no_memory_table() -> None:
    empty = report()
    empty.usage_after.clear()
    assert "Memory" not in tables(empty)


def test_failed_turns_and_sound_after_an_interruption_are_errors() -> None:
    faulty = report()
    assert faulty.errors == []
    faulty.loads.append(Load(1, 6.0, errors=["no room"]))
    faulty.cancels.append(CancelFigures(2.0, 0, 3))
    assert faulty.errors == ["no room", "3 audio frames came after `interrupted`"]
    assert row(tables(faulty).split("many sockets")[1], "1")[1:6] == ["0", "1", "-", "-", "-"]


def test_the_json_holds_every_measurement() -> None:
    told = json.loads(report().to_json())
    assert [one["first_audible_ms"] for one in told["cases"][0]["turns"]] == [130.0, 132.0]
    assert told["loads"][0]["server_cpu"] == {"server": 0.5}


@pytest.mark.slow
def test_the_picture_is_a_png(tmp_path: Path) -> None:
    plot(report(), tmp_path / "figures.png")
    assert (tmp_path / "figures.png").read_bytes().startswith(b"\x89PNG")

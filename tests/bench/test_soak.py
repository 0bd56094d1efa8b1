"""The soak: what it calls a fault, and that a short one runs through."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rhapsode_bench.footprint import Footprint
from rhapsode_bench.soak import SoakReport, main, plot, table
from rhapsode_bench.visitors import VISITORS

REST = Footprint(50.0, 10.0, 2.0, 1.0)


def report(*looks: Footprint, after: Footprint = REST) -> SoakReport:
    return SoakReport(
        "a machine",
        "versions",
        2.0,
        times_s=[float(number) for number in range(len(looks))],
        looks=[{"server": look} for look in looks],
        before={"server": REST},
        after={"server": after},
    )


def test_flat_figures_are_no_fault() -> None:
    flat = report(*[REST] * 40)
    assert flat.faults == []
    assert "| server | rss_mib | 50.0 | 50.0 |" in table(flat)


def test_growth_and_what_is_left_at_rest_are_faults() -> None:
    growing = [replace(REST, rss_mib=50.0 + number) for number in range(40)]
    (fault,) = report(*growing).faults
    assert fault.startswith("server: rss_mib grew by 29.0")
    assert report(*[REST] * 40, after=replace(REST, descriptors=11.0)).faults == [
        "server: 11 descriptors at rest, 10 before"
    ]
    assert report(*[REST] * 40, after=replace(REST, rss_mib=52.0)).faults == [], "an allocator keeps some"


def test_the_picture_is_a_picture(tmp_path: Path) -> None:
    plot(report(*[REST] * 10), tmp_path / "soak.png")
    assert (tmp_path / "soak.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("arguments", [["--minutes", "0"], ["--visitors", "0"]])
def test_wrong_options_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.slow
def test_every_kind_of_visitor_comes_and_none_fails(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "rhapsode_bench", "soak", "--minutes", "0.25", "--visitors", "1"]
    done = subprocess.run([*command, "--json", str(figures)], capture_output=True, text=True, timeout=110)
    told = json.loads(figures.read_text())
    assert told["errors"] == [], done.stderr
    assert set(told["visits"]) == set(VISITORS)
    assert len(told["looks"]) > 20
    assert set(told["after"]) == set(told["before"]) == {"server", "worker", "espeak-ng"}

"""The benchmark of Kokoro's forward, tried on a small network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rhapsode_bench.kokoro_forward import main
from rhapsode_server.engines.kokoro.precision import precisions


@pytest.mark.slow
def test_every_way_is_measured_beside_the_package_and_compared_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, picture = tmp_path / "figures.json", tmp_path / "figures.png"
    small = ["--compact", "--threads", "2", "--repeats", "1", "--lengths", "5", "9", "--batches", "3"]
    assert main([*small, "--json", str(figures), "--plot", str(picture)]) == 0
    told = json.loads(figures.read_text())
    assert [row["symbols"] for row in told["lengths"]] == [5, 9]
    assert [row["rows"] for row in told["batches"]] == [3]
    for row in told["lengths"] + told["batches"]:
        package, whole, *halved = row["renderings"]
        assert package["name"] == "package"
        assert [other["name"] for other in (whole, *halved)] == list(precisions("cpu"))
        assert whole["signal_to_difference_db"] > 90
        assert all(60 > other["signal_to_difference_db"] > 30 for other in halved)
        assert all(other["duration_difference_frames"] == 0 for other in (whole, *halved))
        assert len(package["seconds"]) == len(whole["ratios"]) == 1
    printed = capsys.readouterr().out
    assert "| 5 |" in printed
    assert "small network" in printed
    assert picture.stat().st_size > 5_000


@pytest.mark.parametrize("wrong", [["--repeats", "0"], ["--lengths", "0"], ["--device", "cuda"], ["--threads", "-1"]])
def test_what_cannot_be_measured_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2
    assert wrong[0].lstrip("-") in capsys.readouterr().err

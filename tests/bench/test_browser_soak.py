"""The soak of the voice element: what it calls a fault, and that a short one runs through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from browser.chromium import find_chromium
from rhapsode_bench import browser_soak
from rhapsode_bench.browser_soak import BrowserSoakReport, main, plot, table


def report(heap_mib: list[float], **seen: int) -> BrowserSoakReport:
    looks = len(heap_mib)
    return BrowserSoakReport(
        "a machine",
        "versions",
        2.0,
        turns=seen.get("turns", 7),
        underruns=seen.get("underruns", 0),
        first_audio_ms=[30.0, 40.0],
        times_s=[float(number) for number in range(looks)],
        heap_mib=heap_mib,
        nodes=[50] * looks,
        listeners=[10 + number * seen.get("leak", 0) for number in range(looks)],
    )


def test_flat_figures_are_no_fault() -> None:
    # What a look in mid-turn finds in use comes and goes, at the end of a run too.
    flat = report([3.0, 3.4, 3.1, 3.3] * 9 + [3.0, 5.0, 5.0, 5.0])
    assert flat.faults == []
    assert "| heap_mib | 3.00 | +0.00 | 3.00 | 5.00 |" in table(flat)
    assert "7 answers heard to their ends, 0 interrupted" in table(flat)
    assert "p50 35 ms" in table(flat)


def test_growth_gaps_and_silence_are_faults() -> None:
    (growth,) = report([3.0 + 0.1 * number for number in range(40)]).faults
    assert growth.startswith("heap_mib grew by 2.9")
    (leak,) = report([3.0] * 40, leak=2).faults
    assert leak.startswith("listeners grew by 58")
    assert report([3.0] * 40, underruns=2).faults == ["the sound ran dry 2 times"]
    assert report([3.0] * 40, turns=0).faults == ["no answer was heard to its end"]
    assert report([3.0, 9.0], turns=0).faults == ["no answer was heard to its end"], "two looks are no line"


def test_the_picture_is_a_picture(tmp_path: Path) -> None:
    plot(report([3.0] * 10), tmp_path / "soak.png")
    assert (tmp_path / "soak.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("arguments", [["--minutes", "0"], ["--tokens-per-second", "0"]])
def test_wrong_options_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_no_browser_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(browser_soak, "CHROMIUM", ())
    assert main([]) == 1
    assert capsys.readouterr().err == ("browser-soak: no Chromium is installed (Debian: apt-get install chromium)\n")


@pytest.mark.slow
def test_a_short_soak_speaks_and_looks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    find_chromium()
    # What a busy machine makes of seconds is no verdict: only that it is all measured.
    main(["--minutes", "0.4", "--json", str(tmp_path / "soak.json"), "--serve", "--watermark", "off"])
    told = json.loads((tmp_path / "soak.json").read_text())
    assert told["turns"] >= 1
    assert told["errors"] == []
    assert told["heard_s"] > 5.0
    assert len(told["heap_mib"]) == len(told["times_s"]) > 20
    assert all(1.0 < used < 50.0 for used in told["heap_mib"])
    assert "first token to first sound in the page" in capsys.readouterr().out

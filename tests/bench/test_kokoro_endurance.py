"""The endurance run: that it speaks, gives up, looks, and says what it saw."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rhapsode_bench.kokoro_endurance import main


@pytest.mark.slow
@pytest.mark.timeout(400)  # a network is loaded twice, beside other tests
def test_memory_is_looked_at_while_utterances_of_all_lengths_are_spoken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, picture = tmp_path / "figures.json", tmp_path / "figures.png"
    few = ["--compact", "--utterances", "100", "--longest", "12", "--threads", "1"]
    # Whether so short a run is flat is the allocator's business.
    assert main([*few, "--json", str(figures), "--plot", str(picture)]) in (0, 1)
    told = json.loads(figures.read_text())
    assert told["utterances"] == len(told["looks"]) == 100
    assert told["audio_s"] > 10.0
    assert min(look["engine"]["rss_mib"] for look in told["looks"]) > 10.0
    assert "100 utterances" in capsys.readouterr().out
    assert picture.stat().st_size > 5_000


@pytest.mark.parametrize("wrong", [["--utterances", "1"], ["--longest", "0"], ["--longest", "511"]])
def test_what_cannot_be_measured_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2
    assert wrong[0] in capsys.readouterr().err

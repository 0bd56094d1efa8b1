"""Kokoro's first audio beside waiting for the sentence, tried on a small network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rhapsode_bench.kokoro_first_audio import main


@pytest.mark.slow
@pytest.mark.timeout(400)  # a network is loaded twice, beside other tests
def test_every_turn_has_its_peer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures, picture = tmp_path / "figures.json", tmp_path / "figures.png"
    small = ["--compact", "--threads", "1", "--repeats", "1", "--sentences", "1"]
    assert main([*small, "--json", str(figures), "--plot", str(picture)]) == 0
    clause, unmarked, *busy = json.loads(figures.read_text())["sets"]
    assert [(told["name"], len(told["turns"])) for told in busy] == [
        ("early clause, engine busy", 1),
        ("no mark, engine busy", 1),
    ]
    for told in (clause, unmarked):
        assert len(told["turns"]) == len(told["peer_first_sample_ms"]) == len(told["peer_first_audible_ms"]) == 1
        for turn, first_ms in zip(told["turns"], told["peer_first_sample_ms"], strict=True):
            # Twenty words are 0.4 s of writing, which the peer waits for.
            assert 0.0 < turn["first_frame_ms"] <= turn["first_audible_ms"]
            assert first_ms > turn["tokens_ms"] > 350.0
    assert "| early clause | 1 |" in capsys.readouterr().out
    assert picture.stat().st_size > 5_000


@pytest.mark.parametrize("wrong", [["--threads", "0"], ["--repeats", "0"], ["--sentences", "0"]])
def test_what_cannot_be_measured_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2
    assert wrong[0] in capsys.readouterr().err

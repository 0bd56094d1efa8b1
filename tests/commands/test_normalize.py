"""``rhapsode normalize``: what it prints, and its exit codes."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path

import pytest

from rhapsode_server.commands import normalize

Said = pytest.CaptureFixture[str]


def run(*said: str) -> int:
    parser = argparse.ArgumentParser()
    normalize.add_arguments(parser)
    return normalize.run(parser.parse_args(said))


def test_a_text_is_told_with_each_span(capsys: Said) -> None:
    assert run("It costs $3.50 on 3/4/2024.") == normalize.READ
    assert capsys.readouterr().out.splitlines() == [
        "It costs three dollars fifty cents on March fourth twenty twenty-four.",
        "",
        "en-us (by words, 95%), about 4.5 s",
        "",
        "CLASS  WRITTEN   SPOKEN",
        "money  $3.50     three dollars fifty cents",
        "date   3/4/2024  March fourth twenty twenty-four",
    ]


def test_a_text_without_spans_is_told_alone(capsys: Said) -> None:
    assert run("--language", "en", "Hello, <b>you</b>.") == normalize.READ
    assert capsys.readouterr().out == "Hello, you.\n\nen-us (as asked), about 0.9 s\n"


def test_json_is_what_the_server_answers(capsys: Said, tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    file.write_text("Um 14:30 Uhr.\n\nNa und?", "utf-8")
    assert run("--json", "--language", "de-AT", str(file)) == normalize.READ
    told = json.loads(capsys.readouterr().out)
    assert told.pop("time_ms") > 0.0
    assert told.pop("estimated_s") > 1.0
    assert told == {
        "text": "Um vierzehn Uhr dreißig. Na und?",
        "language": "de",
        "language_reason": "given",
        "confidence": None,
        "unknown_symbols": None,
        "segments": [
            {"text": "Um vierzehn Uhr dreißig.", "start": 0, "end": 15, "language": "de", "phonemes": None},
            {"text": "Na und?", "start": 15, "end": 22, "language": "de", "phonemes": None},
        ],
        "spans": [{"class": "time", "start": 3, "end": 12, "spoken": "vierzehn Uhr dreißig"}],
    }


def test_the_language_is_told_from_the_text(capsys: Said) -> None:
    assert run("--json", "Wir haben die Besprechung auf den 3. Mai verschoben.") == normalize.READ
    told = json.loads(capsys.readouterr().out)
    assert told["language"] == "de"
    assert told["language_reason"] in ("words", "statistics")
    assert told["confidence"] > 0.9
    assert run("--language", "auto", "--json", "Guten Tag.") == normalize.READ
    assert json.loads(capsys.readouterr().out)["language"] == "de"


def test_letters_that_the_terminal_lacks_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(shown, encoding="ascii"))
    assert run("--language", "ru", "--json", "5 км") == normalize.READ
    sys.stdout.flush()
    assert json.loads(shown.getvalue())["text"] == "пять километров"


def test_a_language_that_nothing_tells_is_said_to_be_assumed(capsys: Said) -> None:
    assert run("12") == normalize.READ
    assert "en-us (assumed, 50%), about" in capsys.readouterr().out


@pytest.mark.slow
def test_phonemes_are_told_on_demand(capsys: Said) -> None:
    assert run("--language", "en", "--phonemes", "5 km") == normalize.READ
    shown = [line for line in capsys.readouterr().out.splitlines() if line.startswith("/")]
    assert shown == ["/fˈaɪv kɪlˈɑːmɪɾɚz/"]


def test_standard_input_is_read(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("5 km"))
    assert run("-") == normalize.READ
    assert capsys.readouterr().out.startswith("five kilometers\n")


def test_what_cannot_be_read_is_told(capsys: Said, tmp_path: Path) -> None:
    assert run("--language", "xx", "a") == normalize.FAILED
    assert run(" ") == normalize.FAILED
    assert run('<prosody rate="absurd">Hello.</prosody>') == normalize.FAILED
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff")
    assert run(str(broken)) == normalize.FAILED
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == ["rhapsode normalize"] * 4


def test_a_text_longer_than_any_name_is_a_text(capsys: Said) -> None:
    assert run("word " * 2_000) == normalize.READ
    assert capsys.readouterr().out.startswith("word word")

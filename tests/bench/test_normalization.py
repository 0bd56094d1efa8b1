"""The benchmark of the verbaliser: it reads the tables and prints a row for each language."""

from __future__ import annotations

import pytest

from rhapsode_bench import normalization


def test_a_row_is_printed_for_each_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(normalization, "HOSTILE", ("1", "a"))
    monkeypatch.setattr(normalization, "HOSTILE_CHARACTERS", 100)
    assert normalization.main(["--languages", "de", "xx", "--rounds", "1"]) == 0
    head, rule, *rows = capsys.readouterr().out.splitlines()
    assert head.count("|") == rule.count("|") == rows[0].count("|")
    assert rows[0].startswith("| Rhapsode | de | ")


def test_the_phrases_are_those_of_the_table() -> None:
    assert "am 21.3.2024" in normalization.written("de")

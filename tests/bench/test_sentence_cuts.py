"""The comparison of sentence cutters: what is counted, and what is told where a peer is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhapsode_bench import sentence_cuts
from rhapsode_bench.sentence_cuts import main, measure
from rhapsode_bench.sentence_cutters import SENTENCE_CUTTERS, Cut, CutText, SentenceCutter, boundaries, read_table

TABLE = "# a comment\nen\tDr. ⁀Lee left. ‖He ran.\tauthor\nen\tOne\\n\\n‖**Two.** ‖End\tCommonMark\n"


def read(tmp_path: Path, text: str = TABLE) -> list[CutText]:
    path = tmp_path / "cuts.tsv"
    path.write_text(text, encoding="utf-8")
    return read_table(path)


def test_a_table_is_read_without_its_signs(tmp_path: Path) -> None:
    first, second = read(tmp_path)
    assert first == CutText("en", "Dr. Lee left. He ran.", frozenset({14}), frozenset({4}), "author")
    assert second.text == "One\n\n**Two.** End"
    assert first.is_plain
    assert not second.is_plain


def test_our_cutter_waits_for_the_next_word(tmp_path: Path) -> None:
    cuts = [list(SENTENCE_CUTTERS[0].cut(text.text, text.language)) for text in read(tmp_path)]
    # A new paragraph needs no next word.
    assert cuts == [[Cut(14, 2)], [Cut(5, 2), Cut(14, 2)]]


def test_places_count_in_the_text_as_it_was_received() -> None:
    text = "R&amp;D <spell>A.B</spell> [Kim](/kɪm/). So"
    assert [text[found.place :] for found in boundaries(text, "en")] == [
        "<spell>A.B</spell> [Kim](/kɪm/). So",
        "[Kim](/kɪm/). So",
        "So",
    ]


def test_right_wrong_and_waited_are_counted(tmp_path: Path) -> None:
    def cut(text: str, language: str) -> Iterator[Cut]:
        yield Cut(14, 3)

    result = measure(SentenceCutter("fake", cut), read(tmp_path))
    assert (result.texts, result.right, result.expected, result.found, result.false) == (2, 1, 3, 2, 0)
    assert (result.waited, result.most_waited) == (3.0, 3)
    assert [text.text for text in result.wrong] == ["One\n\n**Two.** End"]


def test_the_table_is_printed_and_missing_peers_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = SentenceCutter("peer", lambda text, language: iter(()), package="rhapsode_no_such_package")
    monkeypatch.setattr(sentence_cuts, "SENTENCE_CUTTERS", (SENTENCE_CUTTERS[0], missing))
    read(tmp_path, TABLE + "en\tAt 5 p.m. Then ‖it rained.\tauthor\n")
    assert main(["--table", str(tmp_path / "cuts.tsv"), "--wrong"]) == 0
    told = capsys.readouterr().out
    assert "3 texts in 1 languages, 2 of them plain" in told
    assert "| peer | not installed |" in told
    assert "2 of 3 (66.7 %)" in told
    assert "'At 5 p.m. Then it rained.'" in told

"""Made-up texts: the same ones from the same seed, laws that can be broken, and a few thousand that break none."""

from __future__ import annotations

import pytest

from rhapsode_bench import text_fuzz
from rhapsode_bench.text_fuzz import Tally, broken_laws, fuzz_text, joined, segments_of, try_text
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.segment import Cut, Segment


def test_a_number_gives_the_same_text_again_and_its_frames_are_its_text() -> None:
    for number in range(200):
        made = fuzz_text(7, number)
        assert made == fuzz_text(7, number)
        assert "".join(made.frames) == made.text
    assert len({fuzz_text(7, number).kind for number in range(200)}) == 4


def test_halves_of_a_character_count_once() -> None:
    assert joined("a\ud83d\ude00b") == "a\U0001f600b"
    assert joined("\ud83d") == "\ufffd"


def test_a_failure_is_a_broken_law(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Normalizer, segment: Segment, language: str, normalize: bool) -> None:
        raise ZeroDivisionError("three")

    made = next(made for made in (fuzz_text(7, number) for number in range(50)) if len(made.text) > 50)
    monkeypatch.setattr(Normalizer, "read", fail)
    assert [*broken_laws(made)] == ["ZeroDivisionError: three"]


def test_a_gap_between_segments_is_a_broken_law(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_gap(frames: tuple[str, ...], language: str) -> list[Segment]:
        cut = segments_of(frames, language)
        return [*cut[:1], Segment(1, (), cut[0].source_end + 1, cut[0].source_end + 2, Cut.TAG)]

    made = next(made for made in (fuzz_text(7, number) for number in range(50)) if len(made.text) > 50)
    monkeypatch.setattr(text_fuzz, "segments_of", with_gap)
    assert "segments do not stand side by side" in [*broken_laws(made)]


@pytest.mark.slow
def test_thousands_of_texts_break_no_law() -> None:
    tally = Tally()
    for number in range(3_000):
        try_text(number, fuzz_text(2, number), tally)
    assert tally.broken == []
    assert tally.texts.total() == 3_000

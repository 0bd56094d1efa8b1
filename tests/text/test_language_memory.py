"""The first texts of a context."""

from __future__ import annotations

from rhapsode_server.text.language_memory import MOST_CHARACTERS, LanguageMemory
from rhapsode_server.text.segment import Cut, Run, RunKind, Segment


def segment(*runs: Run) -> Segment:
    return Segment(0, runs, 0, 0, Cut.SENTENCE)


def test_it_grows_until_it_is_full_and_never_changes_then() -> None:
    memory = LanguageMemory()
    assert memory.hear(segment(Run("Guten ", 0))) == ("Guten ",)
    assert memory.hear(segment(Run("Tag", 0), Run("!", 3))) == ("Guten ", "Tag!")
    full = memory.hear(segment(Run("x" * 1_000, 0)))
    assert sum(map(len, full)) == MOST_CHARACTERS
    assert memory.hear(segment(Run("Bonjour", 0))) is full


def test_only_what_is_read_as_it_is_written_tells() -> None:
    memory = LanguageMemory()
    runs = (Run("AB", 0, RunKind.SPELL), Run("Kokoro", 2, RunKind.PHONEMES, phonemes="k"), Run(" ja", 8))
    assert memory.hear(segment(*runs)) == (" ja",)
    assert memory.hear(segment()) == (" ja",)

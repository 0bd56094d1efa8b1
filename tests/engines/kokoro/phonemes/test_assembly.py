"""Rows put together from sounds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.engines.kokoro.phonemes.assembly import SPACE, Sound, assembled
from rhapsode_server.engines.kokoro.phonemes.symbol_table import MARKS, SYMBOLS


def test_words_have_the_ranges_of_their_sounds_without_marks() -> None:
    row = assembled(
        [SPACE, Sound("“"), Sound("hˈə", 0), Sound("lO,", 0), SPACE, SPACE, Sound("", 1), Sound("ju!", 2), SPACE], 3
    )
    assert row.symbols == "“hˈəlO, ju!"
    assert [row.symbols[start:end] for start, end in row.words] == ["hˈəlO", "", "ju"]
    assert row.words[1] == (6, 6)


def test_what_the_model_lacks_is_left_out_and_counted() -> None:
    row = assembled([Sound("a¤b§", 0)], 1)
    assert (row.symbols, row.words, row.unknown) == ("ab", ((0, 2),), 2)


sounds = st.lists(st.tuples(st.text(alphabet="aˈ ,.¤ɫ\u0303", max_size=4), st.booleans()), max_size=12)


@given(sounds)
@settings(deadline=None, max_examples=60)
def test_between_words_are_only_spaces_and_marks(drawn: list[tuple[str, bool]]) -> None:
    row = assembled([Sound(text, n) if word else Sound(" , ") for n, (text, word) in enumerate(drawn)], len(drawn))
    assert SYMBOLS.issuperset(row.symbols)
    assert "  " not in row.symbols
    assert row.symbols == row.symbols.strip(" ")
    covered: set[int] = set()
    last = 0
    for start, end in row.words:
        assert last <= start <= end <= len(row.symbols)
        last = end
        covered |= set(range(start, end))
    assert {row.symbols[place] for place in range(len(row.symbols)) if place not in covered} <= MARKS | {" "}

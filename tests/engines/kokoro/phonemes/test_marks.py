"""Punctuation of all scripts, in the model's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhapsode_server.engines.kokoro.phonemes.marks import SYMBOL_OF, pieces
from rhapsode_server.engines.kokoro.phonemes.symbol_table import MARKS


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("house,", ["house", ","]),
        ("«quoi»?", ["“", "quoi", "”", "?"]),
        ("3,14.", ["3,14", "."]),
        ("10:30", ["10:30"]),
        ("wait...", ["wait", "…"]),
        ("one—two", ["one", "—", "two"]),
        ("z.B.", ["z.B."]),
        ("e.g.,", ["e.g.", ","]),
        ("J.", ["J", "."]),
        ("¿qué?", ["", "qué", "?"]),
        ("好。", ["好", ". "]),
        ("well-known", ["well-known"]),
        ("word —", ["word", " ", "—"]),
    ],
)
def test_marks_are_parted_from_letters(text: str, divided: list[str]) -> None:
    assert [piece.text for piece in pieces(text)] == divided


def test_every_mark_becomes_one_of_the_model() -> None:
    assert {symbol.strip() for symbol in SYMBOL_OF.values()} - {""} == MARKS


@given(st.text(alphabet="aB1.,:;!? —…()[]«»¿。，'-", max_size=20))
def test_no_letter_is_lost(text: str) -> None:
    kept = "".join(piece.text for piece in pieces(text) if piece.spoken)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]

"""The table of symbols, and the way into it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.engines.kokoro.phonemes.symbol_table import MARKS, SYMBOLS, fit


def test_it_has_every_symbol_of_the_published_configuration() -> None:
    assert len(SYMBOLS) == 114
    assert MARKS < SYMBOLS
    assert " " in SYMBOLS
    assert "_" not in SYMBOLS
    assert "g" not in SYMBOLS


@pytest.mark.parametrize(
    ("sounds", "fitted", "unknown"),
    [
        ("hˈəlO", "hˈəlO", 0),
        ("bõ", "bo\u0303", 0),
        ("go", "ɡo", 0),
        ("çɛ", "çɛ", 0),
        ("te̝", "te", 0),
        ("ɫʏʑ", "lyʒ", 0),
        ("aǃb¤c", "abc", 2),
        ("ä", "a", 0),
    ],
)
def test_a_sound_without_a_symbol_becomes_the_nearest_or_is_counted(sounds: str, fitted: str, unknown: int) -> None:
    assert fit(sounds) == (fitted, unknown)


@given(st.text(max_size=30))
@settings(deadline=None)
def test_only_symbols_come_out_and_nothing_is_lost_uncounted(sounds: str) -> None:
    fitted, unknown = fit(sounds)
    assert SYMBOLS.issuperset(fitted)
    assert fit(fitted) == (fitted, 0)
    letters = [c for c in sounds if c in SYMBOLS or unicodedata.category(c) not in ("Mn", "Lm")]
    assert len(fitted) + unknown >= len(letters) - sounds.count("ʼ") - sounds.count("ˤ")

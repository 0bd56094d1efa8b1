"""Spelling, letter by letter."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.segment import Run, RunKind
from rhapsode_server.text.spell import spell
from rhapsode_server.text.verbalization.locales import locale_of


def names_of(tag: str) -> Mapping[str, str]:
    locale = locale_of(tag)
    assert locale is not None
    return locale.sign_names


def spelled(text: str, tag: str = "en", group: int | None = None) -> str:
    tokens = spell(Run(text, 100, RunKind.SPELL, group), names_of(tag))
    return " ".join(token.text for token in tokens)


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "ab12", "A, B, 1, 2"),
        ("en-gb", "a.b@c-d_e", "A, dot, B, at, C, dash, D, underscore, E"),
        ("de", "a.b@c-d_e", "A, Punkt, B, ät, C, Strich, D, Unterstrich, E"),
        ("fr", "a.b@c-d_e", "A, point, B, arobase, C, tiret, D, underscore, E"),
        ("es", "a.b@c-d_e", "A, punto, B, arroba, C, guión, D, guión bajo, E"),
        ("sv", "ä@", "Ä, snabel-a"),
        ("en", "/:#+&*", "slash, colon, hash, plus, and, star"),
        ("en", " a  b\n", "A, space, B"),
        ("de", "straße", "S, T, R, A, ß, E"),
        ("en", "e\u0301ﬁ", "É, F, I"),
        ("ru", "да", "Д, А"),
        ("zh", "中1", "中, 1"),
        ("hi", "१२", "१, २"),
        ("en", "a–b’", "A, dash, B, apostrophe"),
        ("en", "a👍🏽b", "A, B"),
        ("en", "👍", ""),
        ("en", "", ""),
        ("en", "A.", "A, dot"),
        ("en", "1₿", "1, ₿"),
    ],
)
def test_letters_digits_and_symbols(tag: str, text: str, expected: str) -> None:
    assert spelled(text, tag) == expected


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (1, "A; — B; — C; — D; — E"),
        (2, "A, B; — C, D; — E"),
        (5, "A, B, C, D, E"),
        (9, "A, B, C, D, E"),
    ],
)
def test_groups_have_a_beat_between_them(group: int, expected: str) -> None:
    assert spelled("abcde", group=group) == expected


def test_each_word_is_tied_to_its_character() -> None:
    tokens = spell(Run("a_b", 7, RunKind.SPELL), names_of("es"))
    assert [(token.text, token.source_start, token.source_end) for token in tokens] == [
        ("A,", 7, 8),
        ("guión", 8, 9),
        ("bajo,", 8, 9),
        ("B", 9, 10),
    ]


@given(st.text(st.characters(exclude_categories=["C"]), max_size=20), st.one_of(st.none(), st.integers(1, 4)))
@settings(deadline=None, max_examples=100)
def test_ranges_stay_in_order_inside_the_run(text: str, group: int | None) -> None:
    place = 5
    for token in spell(Run(text, 5, RunKind.SPELL, group), names_of("en")):
        assert place <= token.source_start <= token.source_end <= 5 + len(text)
        assert token.text
        assert " " not in token.text
        place = token.source_start

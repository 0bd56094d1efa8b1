"""Formulas between LaTeX's dollars: what is left to be said, and that every character is accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.formula import formula_events
from rhapsode_server.text.markup_event import Characters, Replaced


def left(formula: str) -> str:
    """The text that stands for a formula, its spaces made single."""
    events = formula_events(formula, 0)
    said = "".join(event.text for event in events if isinstance(event, Characters | Replaced))
    return " ".join(said.split())


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("E=mc^2", "E = m c^2"),
        ("a^2 + b^2=c^2", "a^2 + b^2 = c^2"),
        ("x", "x"),
        ("x^{10}", "x^{10}"),
        ("x^{n+1}", "x^n + 1"),
        ("x_1 + y_{10}", "x1 + y10"),
        ("a_i", "a i"),
        ("f(x) = 2x - 3", "f(x) = 2x − 3"),
        ("-3", "-3"),
        (r"\frac{1}{2}", "1/2"),
        (r"\frac{a+b}{2}", "a + b/2"),
        (r"\sqrt{2}", "√2"),
        (r"\sqrt 2", "√2"),
        (r"2\times3 \cdot 4", "2 × 3 × 4"),
        (r"\alpha \leq \beta", "alpha ≤ beta"),
        (r"\text{speed} = \mathrm{km}/h", "speed = km/h"),
        (r"\left( a \right)", "( a )"),
        (r"\sin x", "sin x"),
        ("speed = way", "speed = w a y"),
        (r"50\%", "50%"),
        (r"a\,b\\c", "a b c"),
        ("\\", "\\"),
        ("{", ""),
    ],
)
def test_what_is_left_of_a_formula(formula: str, text: str) -> None:
    assert left(formula) == text


@given(
    st.lists(
        st.sampled_from(
            [
                *"aBcx019^_{}=+-−<>&~\\ ()/é年",
                r"\frac",
                r"\sqrt",
                r"\text",
                r"\alpha",
                r"\left",
                r"\text{}",
                r"\leq",
                "mc",
            ]
        ),
        max_size=25,
    ).map("".join),
    st.integers(0, 50),
)
@settings(deadline=None, max_examples=300)
def test_every_character_is_in_one_event(formula: str, start: int) -> None:
    end = start
    for event in formula_events(formula, start):
        assert event.start == end
        end = event.start + len(event.text) if isinstance(event, Characters) else event.end
        if isinstance(event, Characters):
            assert formula[event.start - start : end - start] == event.text != ""
        elif isinstance(event, Replaced):
            # A cut may fall behind a space, and not inside what stands for other characters.
            assert " " not in event.text.rstrip()
    assert end == start + len(formula)

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
        (r"\frac{a+b}{2}", "a + b, ÷ 2"),
        (r"\frac{x}{1+y}", "x ÷ 1 + y"),
        (r"\frac12", "1/2"),
        (r"1\frac{1}{2}", "1 1/2"),
        (r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}", "⁻ b ± √b^2 − 4a c, ÷ 2a"),
        (r"\sqrt{a+b} + c", "√a + b, + c"),
        (r"e^{-x}", "e ^ ⁻ x"),
        (r"e^{i\pi} + 1 = 0", "e^i π + 1 = 0"),
        (r"\sum_{i=1}^{n} i", "∑ i = 1 ‥ n, i"),
        (r"\int_0^1 x\,dx", "∫ 0 ‥ 1, x d x"),
        (r"\int_a^{2b} f", "∫ a ‥ 2b, f"),
        (r"\sum_i x_i", "∑ i, x i"),
        (r"\lim_{x \to 0} f(x)", "lim x ⟶ 0, f(x)"),
        (r"f: A \to B", "f: A ‥ B"),
        (r"\frac{dy}{dx}", "d y ÷ d x"),
        ("dy/dx", "d y ÷ d x"),
        ("1/2", "1/2"),
        (r"\binom{n}{k}", "n ⋔ k"),
        (r"\frac{n!}{2}", "n ⁞ ÷ 2"),
        (r"25^\circ C", "25°C"),
        (r"90^{\circ}", "90°"),
        (r"\sqrt[3]{27} = 3", "27^⅓ = 3"),
        (r"m\vec{a}", "m a"),
        (r"\log_{10} 100", "log 10, 100"),
        (r"x \to 0^+", "x ‥ 0"),
        ("f'(x)", "f ‵ (x)"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a = b, c = d"),
        (r"\sqrt{2}", "√2"),
        (r"\sqrt 2", "√2"),
        (r"2\times3 \cdot 4", "2 × 3 × 4"),
        (r"\alpha \leq \beta", "α ≤ β"),
        (r"\text{speed} = \mathrm{km}/h", "speed = km/h"),
        (r"\left( a \right)", "( a )"),
        (r"\sin x", "sin x"),
        ("speed = way", "speed = w a y"),
        (r"50\%", "50%"),
        (r"a\,b\\c", "a b, c"),
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
                r"\frac{a",
                r"\sum_",
                r"\lim_{x\to",
                r"\sqrt{",
                r"\sqrt[3]",
                r"\binom",
                r"^\circ",
                "!",
                r"\\",
                "'",
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

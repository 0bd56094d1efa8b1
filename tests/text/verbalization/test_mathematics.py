"""Signs of mathematics and Greek letters have words in every language, in a formula or not."""

from __future__ import annotations

import pytest

from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy
from rhapsode_server.text.verbalization.locales import TAGS, locale_of
from rhapsode_server.text.verbalization.locales.hr import Croatian
from rhapsode_server.text.verbalization.verbalizer import verbalizer_of

LANGUAGES = sorted(TAGS)


def spoken(text: str, language: str) -> str:
    """What is said of a text, from the characters on."""
    segmenter = Segmenter(SegmentPolicy(), language)
    segments = segmenter.push(text, 0.0) + segmenter.finish(0.0)
    return " ".join(Normalizer().read(segment, language, normalize=True).text for segment in segments)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_is_said_between_variables(language: str) -> None:
    verbalizer = verbalizer_of(language)
    assert verbalizer is not None
    for sign in "∑∏∫∞∈⊂∪∩∅∀∃⇒⇔≡‥⟶⁞∂‵÷×±≤≥<>≠=√":
        assert sign not in verbalizer.spoken_text(f"x {sign} y"), sign


def test_a_language_made_from_another_has_its_own_words() -> None:
    locale_of("hr")
    assert "∏" not in Croatian.symbols
    assert spoken("x ∏ y", "sr") == "x proizvod y"


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != "el"])
def test_greek_letters_have_names(language: str) -> None:
    verbalizer = verbalizer_of(language)
    assert verbalizer is not None
    for letter in "αβγδεθλπσφω":
        assert letter not in verbalizer.spoken_text(f"x = {letter}."), letter


@pytest.mark.parametrize(
    ("language", "formula", "words"),
    [
        (
            "en",
            r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
            "x equals minus b plus or minus the square root of b squared minus four A c, divided by two A",
        ),
        ("en", r"\sum_{i=1}^{n} i^2", "sum i equals one to n, i squared"),
        ("en", r"\lim_{x \to \infty} \frac{1}{x} = 0", "lim x approaches infinity, one divided by x equals zero"),
        ("en", r"e^{i\pi} + 1 = 0", "e to the power of i pi plus one equals zero"),
        ("en", r"\sqrt{x+1} - 3", "the square root of x plus one, minus three"),
        ("en", r"a < b \leq c", "a is less than b is less than or equal to c"),
        (
            "en",
            r"\binom{n}{k} = \frac{n!}{k!(n-k)!}",
            "n choose k equals n factorial divided by k factorial (n minus k) factorial",
        ),
        ("en", r"\sqrt[3]{27} = 3", "twenty-seven to the power of one third equals three"),
        ("en", r"\left(\frac{p}{2}\right)^2 - q", "(p divided by two) squared minus q"),
        ("en", "p < .05", "p is less than zero point zero five"),
        ("de", r"\int_0^1 x\,dx = \frac{1}{2}", "Integral null bis eins, x d x gleich ein halb"),
        ("de", r"e^{-x} \geq 0", "e hoch minus x größer oder gleich null"),
        ("fr", r"\forall x \in A", "pour tout x appartient à A"),
        ("es", r"\frac{a+b}{2}", "a más b, entre dos"),
        ("ru", r"\alpha + \beta = \pi", "альфа плюс бета равно пи"),
        ("uk", r"\frac{dy}{dx}", "d y поділити на d x"),
        ("tr", r"2\pi r", "iki pi r"),
        ("zh", r"\lim_{x \to 0} f(x)", "lim x 趋于 零, f(x)"),
        ("hi", r"A \cup B", "A संघ B"),
    ],
)
def test_formulas_are_said(language: str, formula: str, words: str) -> None:
    assert spoken(f"${formula}$", language) == words

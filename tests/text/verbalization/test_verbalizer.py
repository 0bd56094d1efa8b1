"""Laws of the verbaliser in every language: order, no overlap, nothing said twice, no text that breaks it."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.verbalization.locales import TAGS, locale_of
from rhapsode_server.text.verbalization.signs import FRACTION_SIGNS, UNITS
from rhapsode_server.text.verbalization.span import SpanKind
from rhapsode_server.text.verbalization.verbalizer import Verbalizer, verbalizer_of

LANGUAGES = sorted(TAGS)
CALLS_A_CHARACTER = 90
"""Functions called for one hostile character, library and interpreter counted in. Ten thousand such characters are to
be read in 50 ms, and no text comes near it that is not all numbers. It is 72 in Cantonese, of signs of fractions
alone, and 67 at most in any other language."""
FUZZED = [tag if tag in ("en", "de", "zh") else pytest.param(tag, marks=pytest.mark.slow) for tag in LANGUAGES]

ATOMS = (
    *"0 1 9 12 21 007 1984 2024 1.5 1,5 1,234.50 1.234,50 1/2 3/4 ½ 1-2 5–10 3:1 12:30 21.3. 3/4/2024".split(),
    *"2024-03-14 $ € £ zł Kč ₽ ¥ % ‰ °C km km/h kg m² GB h min s t K A in USD EUR kr R$ Rs. § № # & + =".split(),
    *"× ~ ≈ < > @ _ / \\ 1st 3rd 2ª 1er 21. IV XIV XIV. I V MCMXC Louis Ludwig chapter Kapitel siècle wiek".split(),
    *"век U.S.A. BBC NASA A4 v2.0 Dr. z. B. p.m. am etc. No. Nr. г. р. https://a.b/c?d=1 www.x.org a@b.co".split(),
    *"~/x/y C:\\x foo.txt @me #Tag März March mai мая 年 月 日 点 時 分 بعد بجے बजे รูป นาที 😀 👩\u200d👧 🇩🇪".split(),
    *"١٢٣ १२३ ১২৩ ๑๒๓ １２３ 五十".split(),
    *" \n\t.,;:!?…'\"’“”()[]-–—\u00a0\u202f\u200b\u00ad\ufe0f\u200d\u0301\u0000",
)
TEXTS = st.lists(
    st.sampled_from(ATOMS)
    | st.sampled_from((" ", " ", ". "))
    | st.characters()
    | st.from_regex(r"\d{1,20}", fullmatch=True),
    max_size=30,
).map("".join)

PHRASES = st.lists(st.sampled_from(ATOMS), max_size=12).map(" ; ".join)
"""Written forms that know nothing of each other: what a word turns into may be a neighbour that decides another's."""

HOSTILE = (
    *"1 . , - – / : ( ) $ € % + @ # & I A a z é 年 ๑ ١ ½ 😀 ' \" \n _".split(" "),
    *(
        "1.",
        "1,",
        "1-",
        "1/",
        "1:",
        "1 ",
        "a.",
        "A.",
        "a@",
        "@a",
        "#a",
        "/a",
        "a/",
        "(1",
        "+1",
        "$1",
        "1%",
        "1.1.",
        "1–2–",
    ),
    *("http://", "www.", "1 000 ", "1,000", "I V", "A-1", "5 km ", "Dr. ", "0 0", "May 5 ", "1st ", "½ ", "e\u0301"),
)


def verbalizer(language: str) -> Verbalizer:
    found = verbalizer_of(language)
    assert found is not None
    return found


SIGNS = (*UNITS, *FRACTION_SIGNS, *"αβπΩ°%‰€$£¥₽#@/\\|~^_+-−±×÷=<>≤≥≠≈√∞→·…№§†²³₂")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_there(language: str) -> None:
    assert verbalizer(language).locale.tag == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_may_stand_anywhere(language: str) -> None:
    made = verbalizer(language)
    for sign in (*made.locale.symbols, *made.locale.sign_names, *SIGNS):
        for text in (sign, f"a {sign}", f"a{sign}", f"{sign} a", f"1 {sign}", f"{sign}1", f"a {sign} b", f"1{sign}2"):
            spans = [spoken.span for spoken in made.verbalize(text)]
            assert all(0 <= span.start < span.end <= len(text) for span in spans), text


@pytest.mark.parametrize("language", FUZZED)
@settings(max_examples=40, deadline=None)
@given(text=TEXTS)
def test_spans_stand_in_order_and_their_words_are_read_as_they_are(language: str, text: str) -> None:
    made = verbalizer(language)
    end = 0
    for span, words in made.verbalize(text):
        assert end <= span.start < span.end <= len(text)
        assert words.strip()
        end = span.end


@pytest.mark.parametrize("language", FUZZED)
@settings(max_examples=25, deadline=None)
@given(text=PHRASES)
def test_saying_twice_changes_nothing(language: str, text: str) -> None:
    made = verbalizer(language)
    once = made.spoken_text(text)
    assert made.spoken_text(once) == once


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_number_are_no_number(language: str) -> None:
    made = verbalizer(language)
    for written in ("0", "1", "21", "101", "1984", "2024", "1234567", "3%", "5 km", "12:30"):
        spoken = made.spoken_text(written)
        assert not any(character.isdigit() for character in spoken), (written, spoken)
        assert made.spoken_text(spoken) == spoken


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_stop_that_ends_the_text_stays(language: str) -> None:
    made = verbalizer(language)
    for written in ("3.50", "3/4/2024", "12:30", "5 km", "5%"):
        assert made.spoken_text(f"{written}.").endswith("."), written


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_without_an_end_are_said_one_after_another(language: str) -> None:
    made = verbalizer(language)
    for mark in ("-", "–", "/", ",", "%"):
        text = mark.join("123456789" * 5)
        ((span, words),) = made.verbalize(f"{text} ")
        assert (span.kind, span.start, span.end) == (SpanKind.CODE, 0, len(text))
        assert words.count(made.spoken_text("7")) >= 5
    assert len(made.verbalize(", ".join("123456789" * 5))) == 45


@pytest.mark.parametrize("written", HOSTILE)
def test_work_grows_with_the_text_and_no_faster(written: str) -> None:
    made = verbalizer("en")
    short, long = (written * (size // len(written)) for size in (500, 5_000))
    made.verbalize(short)
    assert _calls(made, long) < 12 * _calls(made, short) + 2_000


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_twice_the_hostile_characters_are_twice_the_work_in_every_language(language: str) -> None:
    made = verbalizer(language)
    for written in HOSTILE:
        short, long = (written * (size // len(written)) for size in (1_000, 2_000))
        made.verbalize(short)
        once, twice = _calls(made, short), _calls(made, long)
        assert twice < 2.3 * once + 500, written
        assert twice < 2_000 * CALLS_A_CHARACTER, written


@pytest.mark.slow
@pytest.mark.parametrize("written", HOSTILE)
def test_a_hundred_thousand_hostile_characters_are_ten_times_the_work_of_ten_thousand(written: str) -> None:
    made = verbalizer("en")
    short, long = (written * (size // len(written)) for size in (10_000, 100_000))
    made.verbalize(short[:1_000])
    assert _calls(made, long) < 11 * _calls(made, short) + 2_000


def test_what_is_remembered_is_short_and_bounded() -> None:
    made = verbalizer("en")
    words, plurals = made._recognizer._words._remembered, made.locale.plural_rules._remembered
    made.verbalize("short 12 km")
    known = words.cache_info().currsize, plurals.cache_info().currsize
    made.verbalize(f"{'long' * 10} {'9' * 14}.123 km")
    assert (words.cache_info().currsize, plurals.cache_info().currsize) == known
    assert (words.cache_info().maxsize, plurals.cache_info().maxsize) == (4096, 4096)


def test_a_month_with_its_year_and_a_number_are_no_range() -> None:
    assert verbalizer("en").spoken_text("May 2023 – 5 of them") == "May twenty twenty-three – five of them"


def test_kinds_have_methods() -> None:
    locale = locale_of("en")
    assert locale is not None
    assert all(callable(getattr(locale, kind.value)) for kind in SpanKind)


def test_an_unknown_language_has_no_verbaliser() -> None:
    assert verbalizer_of("et") is None
    assert locale_of("xx") is None


def _calls(made: Verbalizer, text: str) -> int:
    """How many functions are called for a text: a count that no busy machine changes."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        made.verbalize(text)
    finally:
        sys.setprofile(before)
    return calls

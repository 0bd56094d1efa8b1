"""A text as it is seen, before its numbers are looked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.legible import legible
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.segment import Cut, Run, Segment


def seen(text: str) -> str:
    made = legible(text)
    return text if made is None else made.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S\u00adA 1\u200b000", "SA 1000"),
        ("5  km \t and\r\nmore", "5 km and\nmore"),
        ("10\u00a0000\u3000A", "10\u00a0000 A"),
        ("e\u0301 q\u0301 =\u0338", "é q\u0301 ≠"),
        ("1\u03322\u0332 &\u11c2", "12 &"),
        ("1\ufe0f\u20e3 👩\u200d👧5 👍🏽x", "1 5 x"),
        ("می\u200cخواهم a\u200cb V\u200dỖ", "می\u200cخواهم ab VỖ"),
        ("“5–10” «a»", "“5–10” «a»"),
        ("नमस्ते ा", "नमस्ते ा"),
    ],
)
def test_what_is_not_seen_divides_nothing(text: str, expected: str) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize(
    "text", ["It costs $3.50.", "Пять – «шесть»…\nСемь", "नमस्ते २५", "今天３点", "لیتر ۲۵ می\u200cخواهم", "đường ½ ≠"]
)
def test_what_is_seen_as_it_is_written_is_left(text: str) -> None:
    assert legible(text) is None


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=20) | st.text("a1 \n\u00a0é\u0301\u0338=&\u11a8한\u200d\u00adम्\u0f73👍\ufe0f\ua92e", max_size=12)
)
def test_seen_again_it_is_the_same_and_characters_keep_their_order(text: str) -> None:
    made = legible(text)
    if made is None:
        return
    assert seen(made.text) == made.text
    assert len(made.text) == len(made.starts) == len(made.ends)
    assert all(start < end for start, end in zip(made.starts, made.ends, strict=True))
    assert made.starts == sorted(made.starts)
    assert made.ends == sorted(made.ends)


def test_a_number_with_a_zero_width_space_reads_all_of_its_characters() -> None:
    text = "So 1\u200b000 m."
    reading = Normalizer().read(Segment(0, (Run(text, 0),), 0, len(text), Cut.FLUSH), "en", normalize=True)
    assert reading.text == "So one thousand meters."
    assert {(word.source_start, word.source_end) for word in reading.words[1:]} == {(3, 10), (3, 11)}

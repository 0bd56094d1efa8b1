"""About how long speech lasts."""

from __future__ import annotations

import pytest

from rhapsode_server.audio.estimate import SEGMENT_S, WEIGHT_S, estimated_s
from rhapsode_server.audio.pause import SENTENCE_MS
from rhapsode_server.text.segment import Cut, Run, Segment


def segment(text: str, break_ms: int = 0) -> Segment:
    return Segment(0, (Run(text, 0),) if text else (), 0, len(text), Cut.SENTENCE, break_ms=break_ms)


def test_the_spoken_form_counts_and_not_what_is_written() -> None:
    written = segment("$5.")
    assert estimated_s(written, "five dollars.") == pytest.approx(SEGMENT_S + 13 * WEIGHT_S + SENTENCE_MS / 1000)


def test_two_words_take_about_a_second() -> None:
    assert 0.5 < estimated_s(segment("Five dollars."), "Five dollars.") < 2.0


def test_an_ideograph_takes_the_time_of_three_letters() -> None:
    assert estimated_s(segment("你好"), "你好") == pytest.approx(estimated_s(segment("abcdef"), "abcdef"))


def test_what_is_not_spoken_takes_what_its_break_asks_for() -> None:
    assert estimated_s(segment("…"), "") == 0.0
    assert estimated_s(segment("", 700), "") == pytest.approx(0.7)
    assert estimated_s(segment("One.", 700), "One.") > estimated_s(segment("One."), "One.")

"""A listener about to run dry hears the sentence that has ended, though more would sound better together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.segment import Cut, Segment
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy

FIRST = "The first rhapsode sang of Troy, "
SECOND = "and everybody in the hall sat still and listened to him. "


def started() -> Segmenter:
    """A segmenter that has released its first two segments and collects for the third."""
    segmenter = Segmenter(SegmentPolicy(), "en")
    assert len(segmenter.push(FIRST + SECOND + "The ", 0.0)) == 2
    return segmenter


def texts(segments: list[Segment]) -> list[str]:
    return [segment.text.strip() for segment in segments]


def test_a_whole_sentence_is_spoken_before_its_target_length() -> None:
    segmenter = started()
    assert segmenter.push("second one rested. Then he went on, but not for ", 0.0) == []
    (segment,) = segmenter.hasten()
    assert segment.text.strip() == "The second one rested."
    assert segment.cut is Cut.SENTENCE
    assert texts(segmenter.finish(0.0)) == ["Then he went on, but not for"]


def test_a_clause_is_spoken_where_no_sentence_has_ended() -> None:
    segmenter = started()
    segmenter.push("second one rested by the fire, and the ", 0.0)
    (segment,) = segmenter.hasten()
    assert segment.text.strip() == "The second one rested by the fire,"
    assert segment.cut is Cut.CLAUSE


@pytest.mark.parametrize("rest", ["", "second one rested by", "second, "])
def test_words_without_an_end_wait(rest: str) -> None:
    segmenter = started()
    segmenter.push(rest, 0.0)
    assert segmenter.hasten() == []


@settings(deadline=None, max_examples=60)
@given(st.text("ab ,.!\n<", max_size=120), st.lists(st.integers(0, 120), max_size=6))
def test_nothing_is_lost_or_said_twice(text: str, places: list[int]) -> None:
    segmenter = Segmenter(SegmentPolicy(), "en")
    segments: list[Segment] = []
    bounds = [0, *sorted(place for place in places if place < len(text)), len(text)]
    for start, end in zip(bounds, bounds[1:], strict=False):
        segments += segmenter.push(text[start:end], 0.0)
        segments += segmenter.hasten()
    segments += segmenter.finish(0.0)
    position = 0
    for segment in segments:
        assert segment.source_start == position
        position = segment.source_end
    spoken = "".join(segment.text for segment in segments)
    assert [letter for letter in spoken if letter.isalnum()] == [letter for letter in text if letter.isalnum()]

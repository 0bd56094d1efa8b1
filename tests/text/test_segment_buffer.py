"""The buffer between two cuts: runs, source ranges, and what is speakable."""

from __future__ import annotations

from rhapsode_server.text.segment import Run, RunKind
from rhapsode_server.text.segment_buffer import PLAIN, SegmentBuffer, Style


def test_a_cut_takes_the_front_with_its_source_range() -> None:
    buffer = SegmentBuffer()
    buffer.append("one two", 0, PLAIN)
    assert buffer.cut(4) == ((Run("one ", 0),), 0, 4)
    assert (buffer.start, buffer.end, buffer.source_start) == (4, 7, 4)
    assert buffer.cut(7) == ((Run("two", 4),), 4, 7)


def test_runs_are_divided_at_tags_and_styles() -> None:
    buffer = SegmentBuffer()
    spelled = Style(RunKind.SPELL, 2)
    buffer.append("a", 0, PLAIN)
    buffer.append("b", 1, PLAIN)
    buffer.append("c", 5, PLAIN)
    buffer.append("D", 6, spelled)
    buffer.append("E", 7, Style(RunKind.SPELL, 2))
    assert buffer.cut(5).runs == (
        Run("ab", 0),
        Run("c", 5),
        Run("D", 6, RunKind.SPELL, 2),
        Run("E", 7, RunKind.SPELL, 2),
    )


def test_a_pronunciation_is_a_run_that_covers_its_construct() -> None:
    buffer = SegmentBuffer()
    buffer.append("a", 0, PLAIN)
    buffer.append("+", 2, Style(RunKind.PHONEMES, phonemes="plʌs"))
    buffer.move_edge(11)
    buffer.append("b", 11, PLAIN)
    assert not buffer.speakable_before(0)
    assert buffer.speakable_before(2)
    assert buffer.cut(2) == ((Run("a", 0), Run("+", 2, RunKind.PHONEMES, None, "plʌs")), 0, 11)
    assert buffer.cut(3) == ((Run("b", 11),), 11, 12)


def test_an_end_tag_stays_with_its_text_and_a_start_tag_goes_on() -> None:
    buffer = SegmentBuffer()
    buffer.append("ab", 3, PLAIN)
    buffer.move_edge(9)
    buffer.append("cd", 12, PLAIN)
    assert buffer.cut(2)[1:] == (0, 9)
    assert buffer.cut(4)[1:] == (9, 14)


def test_what_is_speakable_is_known_by_place() -> None:
    buffer = SegmentBuffer()
    buffer.append('"… ', 0, PLAIN)
    assert not buffer.speakable_before(3)
    assert buffer.has_text_before(3)
    buffer.append("a!", 3, PLAIN)
    assert not buffer.speakable_before(3)
    assert buffer.speakable_before(4)
    buffer.cut(4)
    assert not buffer.speakable_before(5)
    buffer.append(" @", 5, Style(RunKind.SPELL))
    assert not buffer.speakable_before(6)
    assert buffer.speakable_before(7)


def test_white_space_is_no_text() -> None:
    buffer = SegmentBuffer()
    buffer.append(" \n\u00a0", 0, PLAIN)
    assert not buffer.has_text_before(3)


def test_what_is_dropped_leaves_its_range() -> None:
    buffer = SegmentBuffer()
    buffer.append("**", 0, PLAIN)
    assert buffer.drop_all(20) == ((), 0, 20)
    assert buffer.source_start == 20
    assert buffer.drop_all(25) == ((), 20, 25)

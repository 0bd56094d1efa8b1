"""Readings that are remembered: the same as without, wherever a segment stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.reading import Reading
from rhapsode_server.text.reading_memory import KEPT, ReadingMemory
from rhapsode_server.text.segment import Segment
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy

TEXTS = (
    "It costs $3.50 on 3/4/2024. It costs $3.50 on 3/4/2024. It costs $3.50 on 3/4/2024, they say.",
    "- a\n- a\n- 5 &amp; 6\n- a\n",
    "Spell <spell group='2'>AB12</spell> and <spell group='3'>AB12</spell>, then [Kyiv](/ˈkɪjɪu̯/) or [Kyiv](/kɪˈɛv/)",
    "He said «Привет, мир» and left. He said «Привет, мир» and left.",
    "<break time='1s'/>3 <break time='1s'/>3 <break time='1s'/>",
    "1 " * 900 + "2",
)


def segments_of(text: str) -> list[Segment]:
    segmenter = Segmenter(SegmentPolicy(), "en-us")
    return segmenter.push(text, 0.0) + segmenter.finish(0.0)


class Counting:
    """A reader that counts."""

    def __init__(self, reads: Callable[[Segment, str, bool], Reading]) -> None:
        self._reads = reads
        self.count = 0

    def read(self, segment: Segment, language: str, normalize: bool) -> Reading:
        self.count += 1
        return self._reads(segment, language, normalize)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("normalize", [True, False])
def test_what_is_remembered_is_what_would_be_read(text: str, normalize: bool) -> None:
    memory = ReadingMemory(Normalizer().read)
    for language in ("en-us", "de", "en-us"):
        for segment in segments_of(text):
            wanted = Normalizer().read(segment, language, normalize)
            found = memory.read(segment, language, normalize)
            assert found == wanted
            assert found.spans == wanted.spans


def test_a_text_that_repeats_itself_is_read_once() -> None:
    counting = Counting(Normalizer().read)
    memory = ReadingMemory(counting.read)
    segments = segments_of("- a\n" * 1_000)
    for segment in segments:
        memory.read(segment, "en-us", normalize=True)
    assert len(segments) == 1_000
    # The first has nothing before it, and the last no line behind.
    assert counting.count <= 3


def test_no_more_than_a_few_are_kept() -> None:
    counting = Counting(Normalizer().read)
    memory = ReadingMemory(counting.read)
    different = segments_of("".join(f"- item {number}\n" for number in range(KEPT + 1)))
    for segment in [*different, *different]:
        memory.read(segment, "en-us", normalize=True)
    assert counting.count == 2 * (KEPT + 1)


def test_what_was_said_before_a_segment_counts() -> None:
    memory = ReadingMemory(Normalizer().read)
    (segment,) = segments_of("3")
    alone = memory.read(segment, "en-us", normalize=True)
    segment.before = "Henry VIII, chapter "
    assert memory.read(segment, "en-us", normalize=True) == Normalizer().read(segment, "en-us", normalize=True)
    assert alone.text == "three"

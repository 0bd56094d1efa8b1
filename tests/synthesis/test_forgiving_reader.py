"""A fault in saying numbers leaves the segment as it is written, and tells nothing of its text."""

from __future__ import annotations

import logging

import pytest

from rhapsode_server.synthesis.forgiving_reader import ForgivingReader
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.reading import Reading
from rhapsode_server.text.segment import Cut, Run, Segment

SEGMENT = Segment(0, (Run("Call 5551234.", 0),), 0, 13, Cut.SENTENCE)


def broken(segment: Segment, language: str, normalize: bool) -> Reading:
    if normalize:
        raise KeyError(segment.runs[0].text)
    return Normalizer().read(segment, language, normalize=False)


def test_what_cannot_be_said_in_words_is_spoken_as_written(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        reading = ForgivingReader(broken).read(SEGMENT, "en", True)
    assert reading.text == "Call 5551234."
    assert [(word.source_start, word.source_end) for word in reading.words] == [(0, 4), (5, 13)]
    (record,) = caplog.records
    assert "KeyError" in record.getMessage()
    assert "5551234" not in caplog.text


def test_what_fails_as_written_too_is_raised() -> None:
    def hopeless(segment: Segment, language: str, normalize: bool) -> Reading:
        raise ValueError("hopeless")

    with pytest.raises(ValueError, match="hopeless"):
        ForgivingReader(hopeless).read(SEGMENT, "en", True)


def test_all_else_is_read_as_the_reader_does() -> None:
    normalizer = Normalizer()
    assert ForgivingReader(normalizer.read).read(SEGMENT, "en", True) == normalizer.read(SEGMENT, "en", True)

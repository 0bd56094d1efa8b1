"""Normalising: what is refused before a worker is asked, and what is made of its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import cast

import pytest

from rhapsode_protocol.errors import (
    EmptyText,
    InvalidRequest,
    MalformedMarkup,
    ModelUnavailable,
    RhapsodeError,
    TextTooLong,
    UnknownLanguage,
)
from rhapsode_server.dialects.kugelaudio_rest import NormalizeRequest, read_normalize, write_normalized
from rhapsode_server.synthesis.reading_desk import SpokenText
from rhapsode_server.synthesis.synthesizer import Synthesizer
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.reading import VerbalizedSpan
from rhapsode_server.text.segment import Segment
from rhapsode_server.transport.normalize import Normalized, normalize
from session.rehearsal import make_catalog


class Reader:
    """A synthesizer that reads at once, as a worker would."""

    def __init__(self, error: RhapsodeError | None = None) -> None:
        self.asked: list[tuple[int, str]] = []
        self._error = error

    async def read(self, segments: Sequence[Segment], language: str) -> SpokenText:
        if self._error is not None:
            raise self._error
        self.asked.append((len(segments), language))
        normalizer = Normalizer()
        readings = [normalizer.read(segment, language, True) for segment in segments]
        return SpokenText(tuple(each.text for each in readings), 5.0, tuple(each.spans for each in readings))


def ask(text: str, language: str | None = None, reader: Reader | None = None) -> Normalized:
    synthesizer = cast(Synthesizer, reader or Reader())
    return asyncio.run(normalize(NormalizeRequest(text, language), make_catalog(), synthesizer, 10_000))


def test_tags_are_read_and_taken_out() -> None:
    text, language, time_ms, _, _ = ask('Code <spell>A-4</spell>.<break time="400ms"/> Then <b>bold</b>.')
    assert text == "Code A, dash, 4. Then bold."
    assert language == "en-us"
    assert time_ms > 5.0


def test_it_is_read_in_the_language_that_is_asked_for() -> None:
    assert ask("<spell>a@b</spell>", "de")[:2] == ("A, ät, B", "de")


def test_segments_are_joined_and_what_has_no_sound_leaves_no_gap() -> None:
    assert ask("One sentence.\n\n…\n\nAnd one more.")[0] == "One sentence. And one more."
    assert ask('Hello.<break time="400ms"/><break time="400ms"/>You.')[0] == "Hello. You."


def test_a_text_of_the_greatest_length_is_read_whole() -> None:
    reader = Reader()
    words = "word. " * 1_666 + "end."
    assert len(words) == 10_000
    assert ask(words, reader=reader)[0] == words
    ((segments, _),) = reader.asked
    assert segments > 10


@pytest.mark.parametrize(
    ("text", "language", "error", "field"),
    [
        ("", None, EmptyText, "text"),
        (" \n\t", None, EmptyText, "text"),
        ("a" * 10_001, None, TextTooLong, "text"),
        ("Hello.", "xx", UnknownLanguage, "language"),
        ('<prosody rate="absurd">Hello.</prosody>', None, MalformedMarkup, None),
    ],
)
def test_what_is_refused_asks_no_worker(
    text: str, language: str | None, error: type[RhapsodeError], field: str | None
) -> None:
    reader = Reader()
    with pytest.raises(error) as caught:
        ask(text, language, reader)
    assert field in (None, caught.value.field)
    assert not reader.asked


def test_an_error_of_the_workers_is_passed_on() -> None:
    with pytest.raises(ModelUnavailable):
        ask("Hello.", reader=Reader(ModelUnavailable("no worker is ready")))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{}", "text"),
        (b'{"text": null}', "text"),
        (b'{"text": 5}', "text"),
        (b'{"text": "a", "language": 5}', "language"),
        (b'{"text": "a", "language": " "}', "language"),
        (b'{"text": "a", "voice_id": 1}', "voice_id"),
        (b'{"text": "a", "Text": "b"}', "Text"),
        (b"[]", None),
        (b"{", None),
        (b"\xff", None),
    ],
)
def test_a_body_that_is_not_as_described_is_refused(body: bytes, field: str | None) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read_normalize(body)
    assert caught.value.field == field


def test_bodies_are_read_and_written() -> None:
    assert read_normalize(b'{"text": "a", "language": " de "}') == NormalizeRequest("a", "de")
    assert read_normalize(b'{"text": "a", "language": null}') == NormalizeRequest("a")
    spans = [VerbalizedSpan("money", 3, 8, "fünf Euro")]
    assert write_normalized("a", "de", 1.23456, [("a", 0, 1)], spans) == {
        "text": "a",
        "language": "de",
        "confidence": None,
        "time_ms": 1.23,
        "segments": [{"text": "a", "start": 0, "end": 1}],
        "spans": [{"class": "money", "start": 3, "end": 8, "spoken": "fünf Euro"}],
    }


def test_it_tells_how_each_span_is_read_and_where_it_stands() -> None:
    text = "It costs $3.50 on 3/4/2024.\n\nCall <b>Dr.</b> Who."
    told = ask(text, "en")
    assert [(span.kind, text[span.source_start : span.source_end], span.words) for span in told.spans] == [
        ("money", "$3.50", "three dollars fifty cents"),
        ("date", "3/4/2024", "March fourth twenty twenty-four"),
        ("abbreviation", "Dr.", "doctor"),
    ]
    assert [text[start:end].strip()[-5:] for _, start, end in told.segments] == ["2024.", " Who."]

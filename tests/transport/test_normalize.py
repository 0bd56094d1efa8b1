"""Normalising: what is refused before a worker is asked, and what is made of its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from rhapsode_protocol.errors import (
    EmptyText,
    InvalidRequest,
    MalformedMarkup,
    ModelUnavailable,
    RhapsodeError,
    TextTooLong,
    UnknownLanguage,
    UnknownVoice,
)
from rhapsode_protocol.messages import Settings
from rhapsode_server.dialects.kugelaudio_rest import (
    Normalized,
    NormalizedSegment,
    NormalizeRequest,
    read_normalize,
    write_normalized,
)
from rhapsode_server.synthesis.commands import ReadText
from rhapsode_server.synthesis.linguist import LanguageOptions, Linguist
from rhapsode_server.synthesis.reading_desk import SpokenText
from rhapsode_server.synthesis.text_reader import TextReader
from rhapsode_server.text.dictionary import Dictionary, Entry
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.reading import Phonemes, VerbalizedSpan
from rhapsode_server.text.replacement import RestoringReader
from rhapsode_server.text.segment import Segment
from rhapsode_server.transport.normalize import normalize
from rhapsode_server.voices import Voice
from session.rehearsal import make_catalog


class Room:
    """Reads at once, as a worker would, and tells languages by letters and little words."""

    def __init__(self, error: RhapsodeError | None = None, phonemes: Phonemes | None = None) -> None:
        self.asked: list[ReadText] = []
        self._error = error
        self._phonemes = phonemes
        linguist = Linguist(LanguageOptions("letters", {"en": "en-us", "de": "de"}))
        self._texts = TextReader({}, RestoringReader(Normalizer().read), linguist)

    async def read(
        self,
        segments: Sequence[Segment],
        language: str,
        heard: Sequence[tuple[str, ...]] = (),
        *,
        cautious: bool = True,
        voice: Voice | None = None,
    ) -> SpokenText:
        if self._error is not None:
            raise self._error
        self.asked.append(ReadText(0, tuple(segments), language, tuple(heard), cautious, voice))
        told = self._texts.read(self.asked[-1])
        phonemes = () if voice is None else (self._phonemes,) * len(segments)
        return SpokenText(told.spoken, 5.0, told.spans, told.languages, phonemes)


class Shelf:
    """One dictionary, whatever is asked for."""

    version = 1

    def __init__(self) -> None:
        self.languages: list[str] = []

    def choose(
        self, project_id: int | str | None, dictionary_ids: Sequence[int | str] | None, language: str
    ) -> tuple[Dictionary, ...]:
        self.languages.append(language)
        return (Dictionary([Entry("K8s", "kubernetes")]),)


def ask(text: str, language: str | None = None, room: Room | None = None, **said: Any) -> Normalized:
    settings = Settings(language=language, **said.pop("settings", {}))
    request = NormalizeRequest(text, settings, said.pop("phonemes", False))
    return asyncio.run(normalize(request, make_catalog(), room or Room(), 10_000, **said))


def test_tags_are_read_and_taken_out() -> None:
    told = ask('Code <spell>A-4</spell>.<break time="400ms"/> Then <b>bold</b>.')
    assert told.text == "Code A, dash, 4. Then bold."
    assert told.language == "en-us"
    assert told.time_ms > 5.0


def test_it_is_read_in_the_language_that_is_asked_for() -> None:
    told = ask("<spell>a@b</spell>", "de", detects=True)
    assert (told.text, told.language, told.language_reason, told.confidence) == ("A, ät, B", "de", "given", None)


def test_it_is_read_as_speech_with_the_same_options_would_be() -> None:
    text = "**Now** `5`."
    assert ask(text, "en").text == "Now five."
    assert ask(text, "en", settings={"text_filters": ()}).text == "**Now** `five`."
    german = next(voice for voice in make_catalog().voices if voice.language == "de")
    told = ask("5 km", settings={"voice_id": german.id})
    assert (told.text, told.language, told.language_reason) == ("fünf Kilometer", "de", "voice")
    with pytest.raises(UnknownVoice):
        ask("5 km", settings={"voice_id": "nobody"})


def test_segments_are_joined_and_what_has_no_sound_leaves_no_gap() -> None:
    assert ask("One sentence.\n\n…\n\nAnd one more.").text == "One sentence. And one more."
    assert ask('Hello.<break time="400ms"/><break time="400ms"/>You.').text == "Hello. You."


def test_a_text_of_the_greatest_length_is_read_whole() -> None:
    room = Room()
    words = "word. " * 1_666 + "end."
    assert len(words) == 10_000
    assert ask(words, room=room).text == words
    (asked,) = room.asked
    assert len(asked.segments) > 10


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
    room = Room()
    with pytest.raises(error) as caught:
        ask(text, language, room)
    assert field in (None, caught.value.field)
    assert not room.asked


def test_an_error_of_the_workers_is_passed_on() -> None:
    with pytest.raises(ModelUnavailable):
        ask("Hello.", room=Room(ModelUnavailable("no worker is ready")))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{}", "text"),
        (b'{"text": null}', "text"),
        (b'{"text": 5}', "text"),
        (b'{"text": "a", "language": 5}', "language"),
        (b'{"text": "a", "language": " "}', "language"),
        (b'{"text": "a", "phonemes": "yes"}', "phonemes"),
        (b'{"text": "a", "voice_id": true}', "voice_id"),
        (b'{"text": "a", "speed": 1}', "speed"),
        (b'{"text": "a", "text_filters": ["bold"]}', "text_filters[0]"),
        (b'{"text": "a", "dictionary_ids": 5}', "dictionary_ids"),
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
    assert read_normalize(b'{"text": "a", "language": " de "}') == NormalizeRequest("a", Settings(language="de"))
    assert read_normalize(b'{"text": "a", "language": null, "phonemes": null}') == NormalizeRequest("a")
    assert read_normalize(b'{"text": "a", "phonemes": true}') == NormalizeRequest("a", phonemes=True)
    body = b'{"text": "a", "voice_id": 5, "dictionary_ids": [1], "project_id": 2, "text_filters": []}'
    settings = Settings(voice_id=5, dictionary_ids=(1,), project_id=2, text_filters=())
    assert read_normalize(body) == NormalizeRequest("a", settings)
    spans = (VerbalizedSpan("money", 3, 8, "fünf Euro"),)
    segments = (
        NormalizedSegment("a", 0, 1, "en-us", Phonemes("ˈeɪ", {"ʘ": 1, "ǃ": 1})),
        NormalizedSegment("b", 1, 2, "de", Phonemes("bˈeː", {"ʘ": 2})),
        NormalizedSegment("c", 2, 3, "de"),
    )
    assert write_normalized(Normalized("a b c", "de", "words", 0.95049, 1.23456, 0.456, segments, spans)) == {
        "text": "a b c",
        "language": "de",
        "language_reason": "words",
        "confidence": 0.95,
        "time_ms": 1.23,
        "estimated_s": 0.46,
        "unknown_symbols": {"ʘ": 3, "ǃ": 1},
        "segments": [
            {"text": "a", "start": 0, "end": 1, "language": "en-us", "phonemes": "ˈeɪ"},
            {"text": "b", "start": 1, "end": 2, "language": "de", "phonemes": "bˈeː"},
            {"text": "c", "start": 2, "end": 3, "language": "de", "phonemes": None},
        ],
        "spans": [{"class": "money", "start": 3, "end": 8, "spoken": "fünf Euro"}],
    }


def test_an_engine_that_names_no_unknown_symbols_is_not_said_to_have_none() -> None:
    told = Normalized("a", "de", "given", None, 1.0, 0.4, (NormalizedSegment("a", 0, 1, "de", Phonemes("ˈaː")),), ())
    assert write_normalized(told)["unknown_symbols"] is None
    silent = Normalized(
        "a", "de", "given", None, 1.0, 0.4, (NormalizedSegment("a", 0, 1, "de", Phonemes("a", {})),), ()
    )
    assert write_normalized(silent)["unknown_symbols"] == {}


def test_it_tells_how_each_span_is_read_and_where_it_stands() -> None:
    text = "It costs $3.50 on 3/4/2024.\n\nCall <b>Dr.</b> Who."
    told = ask(text, "en")
    assert [(span.kind, text[span.source_start : span.source_end], span.words) for span in told.spans] == [
        ("money", "$3.50", "three dollars fifty cents"),
        ("date", "3/4/2024", "March fourth twenty twenty-four"),
        ("abbreviation", "Dr.", "doctor"),
    ]
    assert [text[each.start : each.end].strip()[-5:] for each in told.segments] == ["2024.", " Who."]


@pytest.mark.parametrize(
    ("text", "language", "found", "reason"),
    [
        ("Wir haben die Besprechung auf Donnerstag verschoben.", None, "de", "words"),
        ("We moved the meeting to Thursday.", None, "en-us", "words"),
        ("Guten Tag.", None, "en-us", "assumed"),
        ("Guten Tag.", "auto", "de", "phrase"),
        ("42", None, "en-us", "assumed"),
    ],
)
def test_a_language_that_was_not_said_is_told_as_for_speech(
    text: str, language: str | None, found: str, reason: str
) -> None:
    told = ask(text, language, detects=True)
    assert (told.language, told.language_reason) == (found, reason)
    assert told.confidence is not None
    assert {segment.language for segment in told.segments} == {found}


def test_a_server_that_tells_no_languages_says_so() -> None:
    for language in (None, "auto"):
        told = ask("Wir haben die Besprechung auf Donnerstag verschoben.", language)
        assert (told.language, told.language_reason, told.confidence) == ("en-us", "voice", None)


def test_each_segment_is_read_in_what_was_known_by_then() -> None:
    told = ask("Hallo: 5 km.\n\nIch habe gestern bei Ihnen angerufen und niemanden erreicht.", detects=True)
    assert [segment.language for segment in told.segments] == ["en-us", "de"]
    assert told.language == "de"


def test_dictionaries_count_and_places_stay_the_clients_own() -> None:
    text, shelf = "The K8s bill is $3.50.", Shelf()
    told = ask(text, "en", pronunciations=shelf)
    assert told.text == "The kubernetes bill is three dollars fifty cents."
    assert [text[span.source_start : span.source_end] for span in told.spans] == ["$3.50"]
    assert [(segment.start, segment.end) for segment in told.segments] == [(0, len(text))]
    assert shelf.languages == ["en-us"]


def test_phonemes_are_asked_of_the_voice_that_would_speak_and_only_on_demand() -> None:
    sounds, room = Phonemes("haɪ"), Room(phonemes=Phonemes("haɪ"))
    assert [segment.phonemes for segment in ask("Hi.", "de", room).segments] == [None]
    assert [segment.phonemes for segment in ask("Hi.", "de", room, phonemes=True).segments] == [sounds]
    assert [None if asked.voice is None else asked.voice.handle for asked in room.asked] == [None, "carla"]


def test_breaks_and_longer_texts_take_longer() -> None:
    plain, broken = ask("Hello. You."), ask('Hello. <break time="700ms"/>You.')
    assert broken.estimated_s > plain.estimated_s > ask("Hello.").estimated_s > 0.3
    assert ask("…").estimated_s == 0.0

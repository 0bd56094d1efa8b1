"""How texts would be read: languages, words, and what engines make of them."""

from __future__ import annotations

import logging

import pytest

from rhapsode_protocol.errors import SynthesisFailed
from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.synthesis.commands import ReadText
from rhapsode_server.synthesis.linguist import LanguageOptions, Linguist
from rhapsode_server.synthesis.text_reader import TextReader
from rhapsode_server.text.identification import Reason
from rhapsode_server.text.reading import Phonemes
from synthesis.fakes import PlainReader, ScriptedEngine
from synthesis.jobs import ESPEAK, VOICES, make_segment

GERMAN = "Ich habe gestern bei Ihnen angerufen und niemanden erreicht."


class SpellingEngine(ScriptedEngine):
    """Its phonemes are the text in capitals."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[EngineRequest] = []

    def phonemes(self, request: EngineRequest) -> Phonemes:
        self.asked.append(request)
        if "{raise}" in request.text:
            raise SynthesisFailed("secret words could not be read")
        return Phonemes(request.text.upper(), {"?": request.text.count("?")})


def question(*texts: str, phonemes: bool = True, heard: tuple[tuple[str, ...], ...] = ()) -> ReadText:
    segments = tuple(make_segment(text, index=index) for index, text in enumerate(texts))
    return ReadText(7, segments, "en-us", heard, True, ESPEAK if phonemes else None)


@pytest.fixture
def engine() -> SpellingEngine:
    return SpellingEngine()


def test_each_segment_is_read_in_its_language_and_so_are_its_phonemes(engine: SpellingEngine) -> None:
    reader = PlainReader()
    linguist = Linguist(LanguageOptions("letters", {"en": "en-us", "de": "de"}))
    heard = (("Hallo.",), ("Hallo.", GERMAN))
    told = TextReader({"espeak": engine}, reader, linguist).read(question("Hallo.", GERMAN, heard=heard))
    assert [(each.language, each.reason) for each in told.languages] == [
        ("en-us", Reason.ASSUMED),
        ("de", Reason.WORDS),
    ]
    assert [language for _, language, _ in reader.asked] == ["en-us", "de"]
    assert [request.language for request in engine.asked] == ["en-us", "de"]
    assert told.phonemes == (Phonemes("HALLO.", {"?": 0}), Phonemes(GERMAN.upper(), {"?": 0}))


def test_nobody_is_asked_for_what_nobody_wants(engine: SpellingEngine) -> None:
    told = TextReader({"espeak": engine}, PlainReader()).read(question("one", phonemes=False))
    assert (told.languages, told.phonemes, engine.asked) == ((), (), [])


def test_what_has_no_phonemes_has_none_and_its_words_are_told(
    engine: SpellingEngine, caplog: pytest.LogCaptureFixture
) -> None:
    texts = TextReader({"espeak": engine, "tone": ScriptedEngine()}, PlainReader())
    assert texts.read(question("one", "…", "{raise}")).phonemes == (Phonemes("ONE", {"?": 0}), None, None)
    assert texts.read(question("one", "{raise}")).spoken == ("one", "{raise}")
    assert "secret" not in caplog.text
    silent = ReadText(1, (make_segment("one"),), "en-us", (), True, VOICES[0])
    assert texts.read(silent).phonemes == (None,), "an engine that goes by none"
    assert TextReader({}, PlainReader()).read(question("one")).phonemes == (None,), "one that could not be started"


def test_a_fault_is_answered_and_its_words_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        told = TextReader({}, PlainReader()).read(question("secret {unreadable}"))
    assert isinstance(told.error, SynthesisFailed)
    assert told.number == 7
    assert "secret" not in caplog.text

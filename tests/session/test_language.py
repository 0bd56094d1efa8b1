"""Who decides in which language a text is read: the client, then the text, then the voice."""

from __future__ import annotations

import pytest

from rhapsode_protocol.messages import Input, Settings, Speak, UpdateSettings
from rhapsode_server.session import MultiSession, OneShotSession, Session, StreamSession, Synthesize
from rhapsode_server.speech import SpeechJob
from session.rehearsal import make_catalog

CATALOG = make_catalog()
GERMAN = "Ich habe gestern bei Ihnen angerufen und niemanden erreicht."


def jobs(session: Session) -> list[SpeechJob]:
    return [effect.job for effect in session.take_effects() if isinstance(effect, Synthesize)]


def spoken(text: str, settings: Settings = Settings(), *, detects: bool = True) -> SpeechJob:  # noqa: B008
    session = OneShotSession("c", CATALOG, detects=detects)
    session.receive([Speak(text, settings)], 0.0)
    return jobs(session)[0]


def test_a_language_that_is_said_is_the_language() -> None:
    job = spoken(GERMAN, Settings(language="en"))
    assert (job.voice.handle, job.language, job.heard) == ("anna", "en-us", ())


def test_where_neither_voice_nor_language_is_said_somebody_speaks_whose_language_it_is() -> None:
    job = spoken(GERMAN)
    assert (job.voice.handle, job.language) == ("carla", "de")
    assert spoken("Where have you been all that time?").voice.handle == "anna"
    assert spoken("Hallo!").voice.handle == "anna", "a greeting is too little"


def test_a_voice_that_is_named_stays_and_the_text_goes_along() -> None:
    job = spoken(GERMAN, Settings(voice_id="anna"))
    assert (job.voice.handle, job.language, job.heard, job.cautious) == ("anna", "en-us", (GERMAN,), True)


def test_whoever_asks_for_the_likeliest_is_not_answered_cautiously() -> None:
    job = spoken(GERMAN, Settings(voice_id="anna", language="auto"))
    assert (job.heard, job.cautious) == ((GERMAN,), False)


def test_a_server_that_does_not_detect_reads_as_the_voice_does() -> None:
    for settings in (Settings(), Settings(language="auto")):
        job = spoken(GERMAN, settings, detects=False)
        assert (job.voice.handle, job.language, job.heard) == ("anna", "en-us", ())


def test_a_language_that_nobody_speaks_changes_nothing() -> None:
    job = spoken("Привет, как дела?")
    assert (job.voice.handle, job.language) == ("anna", "en-us")


def test_each_request_and_turn_begins_anew() -> None:
    one = OneShotSession("c", CATALOG, detects=True)
    one.receive([Speak("One two.", Settings(voice_id="anna"))], 0.0)
    one.receive([Speak("Three four.", Settings(voice_id="anna"))], 0.0)
    assert [job.heard for job in jobs(one)] == [("One two.",), ("Three four.",)]
    stream = StreamSession("c", CATALOG, detects=True)
    for text in ("One two.", "Three four."):
        stream.receive([Input(text=text, flush=True, settings=Settings(voice_id="anna"))], 0.0)
    assert [job.heard for job in jobs(stream)] == [("One two.",), ("Three four.",)]


def test_a_context_remembers_over_its_flushes() -> None:
    session = MultiSession("c", CATALOG, detects=True)
    for text in ("One two.", "Three four."):
        session.receive([Input(text=text, flush=True, context_id="a", settings=Settings(voice_id="anna"))], 0.0)
    session.receive([Input(text="Five.", flush=True, context_id="b")], 0.0)
    assert [job.heard for job in jobs(session)] == [("One two.",), ("One two.", "Three four."), ("Five.",)]


@pytest.mark.parametrize("kind", [StreamSession, MultiSession])
def test_a_turn_that_begins_in_another_script_gets_its_voice(kind: type[Session]) -> None:
    session = kind("c", CATALOG, detects=True)
    name = "a" if kind is MultiSession else None
    session.receive([Input(text=GERMAN, flush=True, context_id=name)], 0.0)
    assert {job.voice.handle for job in jobs(session)} == {"carla"}


def test_auto_may_be_said_like_any_language() -> None:
    session = OneShotSession("c", CATALOG, detects=True)
    session.receive([UpdateSettings(Settings(language="auto")), Speak("One.", Settings(voice_id="anna"))], 0.0)
    assert [job.cautious for job in jobs(session)] == [False]

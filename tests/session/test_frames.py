"""Frames that change what later ones mean, read by the dialect and answered by the session, in virtual time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rhapsode_protocol.messages import Audio, ContextClosed, ContextCreated, Failed, Final, SettingsUpdated, TurnClosed
from rhapsode_server.dialects.kugelaudio import Dialect, MultiDialect, OneShotDialect, StreamDialect
from rhapsode_server.session import MultiSession, OneShotSession, Session, StreamSession
from session.rehearsal import SAMPLES_PER_CHARACTER, Rehearsal, make_catalog

Frame = dict[str, Any]
Kind = tuple[type[Session], type[Dialect]]

ONE_SHOT: Kind = (OneShotSession, OneShotDialect)
STREAM: Kind = (StreamSession, StreamDialect)
MULTI: Kind = (MultiSession, MultiDialect)


class Client:
    """Says frames to one session."""

    def __init__(self, kind: Kind) -> None:
        session, dialect = kind
        self.rehearsal = Rehearsal(session("c", make_catalog()))
        self._dialect = dialect()

    def say(self, *frames: Frame) -> None:
        for frame in frames:
            self.rehearsal.say(*self._dialect.decode(json.dumps(frame)))

    def speak(self, *frames: Frame) -> list[Audio]:
        """Say frames, have everything spoken and delivered; gives the audio that came of it."""
        before = len(self.rehearsal.of(Audio))
        self.say(*frames)
        self.rehearsal.speak()
        self.rehearsal.deliver()
        assert not self.rehearsal.of(Failed)
        return self.rehearsal.of(Audio)[before:]

    def speeds(self) -> list[float]:
        """Of the jobs that wait."""
        return [job.speed for job in self.rehearsal.jobs]


# --- Keep-alives ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "frame",
    [
        {"text": "", "context_id": "a"},
        {"text": "", "context_id": "a", "flush": False},
        {"text": " ", "context_id": "a"},
        {"text": None, "context_id": "a"},
        {"keep_alive": True, "context_id": "a"},
        {"keep_alive": True, "context_id": "a", "text": ""},
    ],
)
def test_every_spelling_of_a_keep_alive_is_heard_and_says_nothing(frame: Frame) -> None:
    client = Client(MULTI)
    client.say({"text": " ", "context_id": "a"}, {"text": " ", "context_id": "b"})
    before = len(client.rehearsal.sent)
    for _ in range(5):
        client.rehearsal.wait(12.0)
        client.say(frame)
    closed = [message.context_id for message in client.rehearsal.of(ContextClosed)]
    assert closed == ["b"], "the one that nobody kept alive"
    assert len(client.rehearsal.sent) - before == 2, "its final and its end, and no answer to any keep-alive"
    client.rehearsal.wait(21.0)
    assert len(client.rehearsal.of(ContextClosed)) == 2


def test_text_beside_a_keep_alive_is_spoken() -> None:
    client = Client(MULTI)
    client.say(
        {"text": " ", "context_id": "a"}, {"keep_alive": True, "text": "Hello.", "flush": True, "context_id": "a"}
    )
    client.rehearsal.speak()
    assert client.rehearsal.spoken == ["Hello."]
    assert len(client.rehearsal.of(Final)) == 1


@pytest.mark.parametrize("text", ["", " ", None])
def test_a_first_frame_without_a_context_is_for_all_that_open_later(text: str | None) -> None:
    client = Client(MULTI)
    client.say({"text": text, "voice_id": "ben", "sample_rate": 8_000})
    assert client.rehearsal.sent == []
    client.say({"text": "Hello.", "context_id": "a", "flush": True})
    (job,) = client.rehearsal.jobs
    assert (job.voice.handle, job.format.rate_hz) == ("ben", 8_000)


# --- Options that stay ------------------------------------------------------------------------------------------------


def formats(audio: list[Audio]) -> set[tuple[str, int]]:
    return {(frame.encoding, frame.rate_hz) for frame in audio}


def test_on_a_stream_the_newer_word_of_rate_and_format_counts() -> None:
    client = Client(STREAM)
    turn = {"text": "la", "flush": True}
    assert formats(client.speak({**turn, "sample_rate": 16_000})) == {("pcm_s16le", 16_000)}
    assert formats(client.speak({**turn, "output_format": "ulaw_8000"})) == {("mulaw", 8_000)}
    assert formats(client.speak(turn)) == {("mulaw", 8_000)}, "it stays"
    assert formats(client.speak({**turn, "sample_rate": 24_000})) == {("mulaw", 8_000)}, (
        "official clients always say so"
    )
    assert formats(client.speak({**turn, "sample_rate": 22_050})) == {("pcm_s16le", 22_050)}


def test_on_many_voices_each_context_keeps_the_format_it_was_opened_with() -> None:
    client = Client(MULTI)
    a, b = {"text": "la", "context_id": "a", "flush": True}, {"text": "la", "context_id": "b", "flush": True}
    assert formats(client.speak({**a, "sample_rate": 16_000})) == {("pcm_s16le", 16_000)}
    assert formats(client.speak({**b, "output_format": "alaw_8000"})) == {("alaw", 8_000)}
    assert formats(client.speak({**a, "output_format": "pcm_48000"})) == {("pcm_s16le", 16_000)}
    assert formats(client.speak({**a, "context_id": "c"})) == {("pcm_s16le", 48_000)}


def test_on_one_text_nothing_that_a_request_says_stays() -> None:
    client = Client(ONE_SHOT)
    assert formats(client.speak({"text": "la", "sample_rate": 16_000})) == {("pcm_s16le", 16_000)}
    assert formats(client.speak({"text": "la", "output_format": "ulaw_8000"})) == {("mulaw", 8_000)}
    assert formats(client.speak({"text": "la"})) == {("pcm_s16le", 24_000)}


# --- update_settings --------------------------------------------------------------------------------------------------


def test_an_update_binds_requests_that_come_later() -> None:
    client = Client(ONE_SHOT)
    client.say(
        {"text": "a"}, {"update_settings": {"speed": 0.9}}, {"text": "b"}, {"text": "c", "speed": 1.1}, {"text": "d"}
    )
    assert client.speeds() == [1.0, 0.9, 1.1, 0.9]


def test_an_update_binds_turns_that_begin_later() -> None:
    client = Client(STREAM)
    client.say(
        {"text": "One two three. "}, {"update_settings": {"speed": 0.9}}, {"text": "Four five six.", "flush": True}
    )
    client.say({"text": "Next."}, {"update_settings": {"speed": 0.8}, "flush": True})
    assert client.speeds() == [1.0, 1.0, 0.9]


def test_an_update_binds_contexts_that_open_later_and_stays() -> None:
    client = Client(MULTI)
    client.say({"text": " ", "context_id": "a"}, {"update_settings": {"speed": 0.9, "language": "de"}})
    client.say({"text": "one", "context_id": "a", "flush": True}, {"text": "two", "context_id": "b", "flush": True})
    client.say({"text": "three", "context_id": "c", "flush": True, "voice_settings": {"voice_id": "ben"}})
    assert client.speeds() == [1.0, 0.9, 0.9]
    assert [job.language for job in client.rehearsal.jobs] == ["en-us", "de", "de"]


@pytest.mark.parametrize("kind", [ONE_SHOT, STREAM, MULTI])
def test_an_update_is_answered_with_all_that_is_in_force(kind: Kind) -> None:
    client = Client(kind)
    client.say({"update_settings": {"speed": 0.9}}, {"update_settings": {"normalize": False, "cfg_scale": None}})
    client.say({"update_settings": {}})
    for answer in client.rehearsal.of(SettingsUpdated)[1:]:
        assert (answer.settings.speed, answer.settings.normalize) == (0.9, False)


# --- Names that come back, and figures --------------------------------------------------------------------------------


def test_a_name_that_is_opened_again_has_its_new_voice_and_its_own_figures() -> None:
    client = Client(MULTI)
    opener = {"text": " ", "context_id": "a"}
    client.speak({**opener, "voice_settings": {"voice_id": "ben"}}, {"text": "Hello there.", "context_id": "a"})
    client.speak({"close_context": True, "context_id": "a"})
    client.say({**opener, "voice_settings": {"voice_id": "carla"}}, {"text": "Na.", "context_id": "a", "flush": True})
    assert [job.voice.handle for job in client.rehearsal.jobs] == ["carla"]
    client.speak({"close_context": True, "context_id": "a"})
    first, second = client.rehearsal.of(ContextClosed)
    assert (first.usage.characters, second.usage.characters) == (12, 3)
    assert second.usage.audio_seconds == round(3 * SAMPLES_PER_CHARACTER // 2 * 2 / 24_000, 3)
    assert len(client.rehearsal.of(ContextCreated)) == 2


def test_two_halves_of_a_character_are_one_in_the_usage() -> None:
    client = Client(STREAM)
    client.speak({"text": "a\ud83d"}, {"text": "\ude00b", "flush": True})
    assert client.rehearsal.of(TurnClosed)[0].usage.characters == 3


def test_usage_after_a_barge_in_counts_what_was_heard_and_all_that_was_written() -> None:
    client = Client(MULTI)
    client.say({"text": "One two three four. Five six seven.", "context_id": "a", "flush": True})
    client.rehearsal.speak(1)
    client.rehearsal.deliver()
    heard = sum(frame.samples for frame in client.rehearsal.of(Audio))
    client.rehearsal.speak(1)
    client.say({"close_context": True, "context_id": "a", "immediate": True})
    (closed,) = client.rehearsal.of(ContextClosed)
    assert closed.statistics.delivered_samples == heard
    assert closed.usage.audio_seconds == round(heard / 24_000, 3)
    assert closed.usage.characters == 35

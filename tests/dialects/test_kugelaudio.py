"""Frames to messages and back: tables."""

from __future__ import annotations

import json
import logging
from base64 import b64decode
from typing import Any

import pytest

from rhapsode_protocol.errors import InvalidJson, InvalidRequest, TooManyContexts
from rhapsode_protocol.messages import (
    Audio,
    Cancel,
    ChunkComplete,
    CloseContext,
    CloseSocket,
    ContextClosed,
    ContextCreated,
    EndTurn,
    Failed,
    Final,
    GenerationStarted,
    Input,
    Interrupted,
    KeepAlive,
    ServerMessage,
    Settings,
    SettingsUpdated,
    SocketClosing,
    Speak,
    Statistics,
    TurnClosed,
    UpdateSettings,
    Usage,
    Warned,
    Words,
    WordTiming,
)
from rhapsode_server.dialects.kugelaudio import (
    Dialect,
    MultiDialect,
    OneShotDialect,
    StreamDialect,
    read_generate,
)

STATISTICS = Statistics(
    segments=2,
    chunks=3,
    total_samples=24_000,
    dur_ms=1000.0,
    gen_ms=50.0,
    rtf=0.05,
    delivered_samples=8_000,
    delivered_ms=1000.0,
    first_audible_ms=12.5,
    watermark="none",
)
USAGE = Usage(1.0, 17, "espeak-ng")
FIGURES = {
    "chunks": 3,
    "total_samples": 24_000,
    "dur_ms": 1000.0,
    "gen_ms": 50.0,
    "rtf": 0.05,
    "delivered_samples": 8_000,
    "delivered_ms": 1000.0,
    "first_audible_ms": 12.5,
    "watermark": "none",
    "total_audio_seconds": 1.0,
    "total_text_chunks": 2,
    "total_audio_chunks": 3,
    "usage": {"audio_seconds": 1.0, "characters": 17, "cost_cents": 0, "currency": "EUR", "model_id": "espeak-ng"},
}


@pytest.mark.parametrize(
    ("frame", "messages"),
    [
        ({"text": "Hello."}, [Speak("Hello.")]),
        (
            {"text": "Hi.", "voice_id": 7, "model_id": "kugel-3.5", "sample_rate": 8000, "speed": 1, "language": "de"},
            [Speak("Hi.", Settings(voice_id=7, model_id="kugel-3.5", sample_rate_hz=8000, speed=1.0, language="de"))],
        ),
        ({"text": "Hi.", "voice_id": None, "temperature": None}, [Speak("Hi.")]),
        ({"text": "Hi.", "speaker_prefix": True, "unknown": {"x": 1}}, [Speak("Hi.", Settings(speaker_prefix=True))]),
        ({"cancel": True}, [Cancel()]),
        ({"update_settings": {"speed": 0.9}}, [UpdateSettings(Settings(speed=0.9))]),
        ({"update_settings": {"speed": 0.9}, "text": "Hi."}, [UpdateSettings(Settings(speed=0.9)), Speak("Hi.")]),
        ({"text": "Hi.", "voice_id": 7.0}, [Speak("Hi.", Settings(voice_id=7))]),
    ],
)
def test_one_shot_frames(frame: dict[str, Any], messages: list[Any]) -> None:
    assert list(OneShotDialect().decode(json.dumps(frame))) == messages


@pytest.mark.parametrize(
    ("frame", "messages"),
    [
        ({"text": "Hel", "flush": False}, [Input(text="Hel")]),
        ({"text": "lo.", "flush": True}, [Input(text="lo.", flush=True)]),
        ({"flush": True}, [Input(flush=True)]),
        ({"voice_id": "anna", "normalize": False}, [Input(settings=Settings(voice_id="anna", normalize=False))]),
        ({"text": "", "flush": False}, [Input(text="")]),
        ({"close": True}, [EndTurn()]),
        ({"text": "Bye.", "close": True}, [Input(text="Bye."), EndTurn()]),
        ({"end_session": True}, [EndTurn(close_socket_when_idle=False)]),
        ({"close_socket": True}, [CloseSocket()]),
        ({"cancel": True, "text": "never spoken"}, [Cancel()]),
        (
            {"text": "a", "chunk_length_schedule": [5, 80], "auto_mode": True, "flush_timeout_ms": 500},
            [Input(text="a", settings=Settings(chunk_length_schedule=(5, 80), auto_mode=True, flush_timeout_ms=500))],
        ),
    ],
)
def test_stream_frames(frame: dict[str, Any], messages: list[Any]) -> None:
    assert list(StreamDialect().decode(json.dumps(frame))) == messages


@pytest.mark.parametrize(
    ("frame", "messages"),
    [
        (
            {"text": " ", "context_id": "a", "voice_settings": {"voice_id": 3, "speed": 2, "style": 1}},
            [Input(text=" ", context_id="a", voice_settings=Settings(voice_id=3))],
        ),
        ({"text": "Hi.", "context_id": "a", "flush": True}, [Input(text="Hi.", context_id="a", flush=True)]),
        ({"text": "", "context_id": "a"}, [Input(text="", context_id="a")]),
        ({"keep_alive": True, "context_id": "a"}, [KeepAlive("a")]),
        ({"keep_alive": True, "context_id": "a", "text": "Hi."}, [KeepAlive("a"), Input(text="Hi.", context_id="a")]),
        ({"close_context": True, "context_id": "a"}, [CloseContext("a")]),
        ({"close_context": True, "context_id": "a", "immediate": True}, [CloseContext("a", immediate=True)]),
        ({"close_socket": True}, [CloseSocket()]),
        ({"cancel": True, "context_id": "a"}, [Cancel("a")]),
        (
            {"text": "", "voice_id": 1, "model_id": "kugel-3"},
            [Input(text="", settings=Settings(voice_id=1, model_id="kugel-3"))],
        ),
    ],
)
def test_multi_frames(frame: dict[str, Any], messages: list[Any]) -> None:
    assert list(MultiDialect().decode(json.dumps(frame))) == messages


@pytest.mark.parametrize(
    ("frame", "field"),
    [
        ({}, "text"),
        ({"text": 5}, "text"),
        ({"text": "a", "speed": True}, "speed"),
        ({"text": "a", "speed": "fast"}, "speed"),
        ({"text": "a", "speed": 0.79}, "speed"),
        ({"text": "a", "speed": 1.21}, "speed"),
        ({"text": "a", "cfg_scale": 10.1}, "cfg_scale"),
        ({"text": "a", "max_new_tokens": 0}, "max_new_tokens"),
        ({"text": "a", "max_new_tokens": 1.5}, "max_new_tokens"),
        ({"text": "a", "voice_id": False}, "voice_id"),
        ({"text": "a", "voice_id": {"id": 1}}, "voice_id"),
        ({"text": "a", "sample_rate": "24000"}, "sample_rate"),
        ({"text": "a", "normalize": 1}, "normalize"),
        ({"text": "a", "language": ""}, "language"),
        ({"text": "a", "dictionary_ids": "x"}, "dictionary_ids"),
        ({"text": "a", "dictionary_ids": [1] * 51}, "dictionary_ids"),
        ({"text": "a", "chunk_length_schedule": []}, "chunk_length_schedule"),
        ({"text": "a", "chunk_length_schedule": [5, 0]}, "chunk_length_schedule[1]"),
        ({"text": "a", "dictionary_ids": [1, None]}, "dictionary_ids[1]"),
        ({"text": "a", "voice_id": 7.5}, "voice_id"),
        ({"cancel": "yes"}, "cancel"),
        ({"update_settings": {"voice_id": 1}}, "update_settings.voice_id"),
        ({"update_settings": {"speed": 9}}, "update_settings.speed"),
        ({"update_settings": []}, "update_settings"),
    ],
)
def test_a_wrong_field_is_named(frame: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        OneShotDialect().decode(json.dumps(frame))
    assert caught.value.field == field
    assert field.split(".")[-1] in caught.value.message


@pytest.mark.parametrize("data", ["", "{", "[]", "5", "null", '{"text": NaN}', '{"text": "a", "speed": -Infinity}'])
def test_what_is_not_an_object_is_refused(data: str) -> None:
    with pytest.raises(InvalidJson):
        StreamDialect().decode(data)


def test_an_infinite_number_is_refused() -> None:
    with pytest.raises(InvalidRequest):
        StreamDialect().decode('{"text": "a", "speed": 1e999}')


@pytest.mark.parametrize("wrong", [5, "", [], True, "\ud83d"])
def test_a_context_id_must_be_a_name(wrong: object) -> None:
    with pytest.raises(InvalidRequest) as caught:
        MultiDialect().decode(json.dumps({"text": "a", "context_id": wrong}))
    assert caught.value.field == "context_id"


def test_an_error_in_a_contexts_frame_carries_its_name() -> None:
    with pytest.raises(InvalidRequest) as caught:
        MultiDialect().decode(json.dumps({"text": 5, "context_id": "a"}))
    assert caught.value.context_id == "a"


@pytest.mark.parametrize(
    ("message", "frame"),
    [
        (ContextCreated("a"), {"context_created": True, "context_id": "a"}),
        (
            GenerationStarted(0, "Hi.", "a"),
            {"generation_started": True, "chunk_id": 0, "text": "Hi.", "context_id": "a"},
        ),
        (
            Words((WordTiming("Hi.", 1.04, 250.0, 0, 3, 2, 5),), 1),
            {
                "word_timestamps": [
                    {
                        "word": "Hi.",
                        "start_ms": 1.0,
                        "end_ms": 250.0,
                        "char_start": 0,
                        "char_end": 3,
                        "source_start": 2,
                        "source_end": 5,
                    }
                ],
                "chunk_id": 1,
            },
        ),
        (ChunkComplete(0, 1.2, 15.0), {"chunk_complete": True, "chunk_id": 0, "audio_seconds": 1.2, "gen_ms": 15.0}),
        (Final(STATISTICS, USAGE), {"final": True, **FIGURES}),
        (
            Final(STATISTICS, USAGE, "a", closes_context=True),
            {"final": True, "is_final": True, "context_id": "a", **FIGURES},
        ),
        (TurnClosed(STATISTICS, USAGE), {"session_closed": True, **FIGURES}),
        (ContextClosed("a", USAGE, STATISTICS), {"context_closed": True, "context_id": "a", **FIGURES}),
        (SocketClosing(5.4), {"session_closed": True, "total_audio_seconds": 5.4}),
        (Interrupted(), {"interrupted": True}),
        (Interrupted("a"), {"interrupted": True, "context_id": "a"}),
        (Warned("hm", 2), {"warning": "hm", "chunk_id": 2}),
        (
            SettingsUpdated(Settings(speed=1.1, voice_id=3)),
            {
                "settings_updated": True,
                "settings": {
                    "speed": 1.1,
                    "normalize": True,
                    "cfg_scale": None,
                    "temperature": None,
                    "max_new_tokens": None,
                    "language": None,
                },
            },
        ),
        (
            Failed(TooManyContexts("full", field="context_id"), "a"),
            {
                "error": "full",
                "error_code": "TOO_MANY_CONTEXTS",
                "code": 429,
                "retryable": True,
                "field": "context_id",
                "context_id": "a",
            },
        ),
    ],
)
def test_server_frames(message: ServerMessage, frame: dict[str, Any]) -> None:
    assert json.loads(MultiDialect().encode(message)) == frame


def test_an_audio_frame_has_every_field_that_clients_need() -> None:
    message = Audio(payload=b"\x01\x02", encoding="mulaw", index=4, rate_hz=8000, samples=2, chunk_id=1, context_id="a")
    frame = json.loads(StreamDialect().encode(message))
    assert b64decode(frame.pop("audio")) == b"\x01\x02"
    assert frame == {"enc": "mulaw", "idx": 4, "sr": 8000, "samples": 2, "chunk_id": 1, "context_id": "a"}


def test_generate_is_strict_and_knows_the_old_name_of_model_id() -> None:
    assert read_generate(b'{"text": "a", "model": "kugel-1"}') == Speak("a", Settings(model_id="kugel-1"))
    for wrong in (b'{"text": "a", "flush": true}', b'{"text": "a", "model": "x", "model_id": "x"}', b'{"text": null}'):
        with pytest.raises(InvalidRequest):
            read_generate(wrong)


NO_FIELD = "a field that the protocol does not have"


@pytest.mark.parametrize(
    ("dialect", "frame", "lines"),
    [
        (StreamDialect(), {"update_settings": {"sped": 1}}, [" in update_settings is ignored; was speed meant?"]),
        (MultiDialect(), {"voice_settings": {"pitch": 1}}, [" in voice_settings is ignored"]),
        (MultiDialect(), {"voice_settings": {"voiceId": 1}}, [" in voice_settings is ignored; was voice_id meant?"]),
        (MultiDialect(), {"voice_settings": {"language": "de"}}, [" in voice_settings is ignored"]),
        (MultiDialect(), {"voice_settings": {"speed": 1.0, "stability": 0.5, "use_speaker_boost": True}}, []),
        (MultiDialect(), {"end_session": True}, [" is ignored"]),
        (StreamDialect(), {"voice_settings": {"voice_id": 1}}, [" is ignored"]),
        (OneShotDialect(), {"text": "a", "flush": True}, [" is ignored"]),
    ],
)
def test_what_is_ignored_is_told_of_wherever_it_stands(
    caplog: pytest.LogCaptureFixture, dialect: Dialect, frame: dict[str, Any], lines: list[str]
) -> None:
    caplog.set_level(logging.INFO)
    dialect.decode(json.dumps({"context_id": "a", **frame} if isinstance(dialect, MultiDialect) else frame))
    assert caplog.messages == [NO_FIELD + line for line in lines]


def test_unknown_fields_do_not_fill_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    dialect = StreamDialect()
    for number in range(200):
        name = "field_" + "abcdefghijklmnopqrstuvwxyz"[number % 26]
        dialect.decode(json.dumps({"cancel": True, "somebody's words " * 5 + str(number): 1, name: 1}))
    lines = [record.getMessage() for record in caplog.records]
    assert lines == ["a field that the protocol does not have is ignored"], "no name of a client's is in it"


@pytest.mark.parametrize(("name", "meant"), [("voiceid", "voice_id"), ("voiceId", "voice_id"), ("flsh", "flush")])
def test_a_misspelt_field_is_told_by_what_was_meant(caplog: pytest.LogCaptureFixture, name: str, meant: str) -> None:
    caplog.set_level(logging.INFO)
    StreamDialect().decode(json.dumps({"cancel": True, name: 1}))
    assert caplog.messages == [f"a field that the protocol does not have is ignored; was {meant} meant?"]

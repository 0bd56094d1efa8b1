from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_client.errors import ProtocolViolation, UnlistedError
from rhapsode_client.frames import decode, encode
from rhapsode_protocol import errors
from rhapsode_protocol.messages import (
    Audio,
    Cancel,
    ChunkComplete,
    ClientMessage,
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

WRITTEN: list[tuple[ClientMessage, dict[str, Any]]] = [
    (Speak("Hi.", Settings(voice_id="en-us", speed=1.1)), {"text": "Hi.", "voice_id": "en-us", "speed": 1.1}),
    (Input(text="Hi"), {"text": "Hi"}),
    (Input(text="", context_id="a"), {"text": "", "context_id": "a"}),
    (Input(flush=True), {"flush": True}),
    (
        Input(text=" ", context_id="a", voice_settings=Settings(voice_id=3), settings=Settings(sample_rate_hz=8_000)),
        {"text": " ", "context_id": "a", "sample_rate": 8_000, "voice_settings": {"voice_id": 3}},
    ),
    (
        Input(settings=Settings(word_timestamps=False, dictionary_ids=())),
        {"word_timestamps": False, "dictionary_ids": []},
    ),
    (
        Input(text="x", settings=Settings(chunk_length_schedule=(5, 80))),
        {"text": "x", "chunk_length_schedule": [5, 80]},
    ),
    (EndTurn(), {"close": True}),
    (EndTurn(close_socket_when_idle=False), {"end_session": True}),
    (CloseContext("a"), {"close_context": True, "context_id": "a"}),
    (CloseContext("a", immediate=True), {"close_context": True, "context_id": "a", "immediate": True}),
    (KeepAlive("a"), {"keep_alive": True, "context_id": "a"}),
    (Cancel(), {"cancel": True}),
    (Cancel("a"), {"cancel": True, "context_id": "a"}),
    (UpdateSettings(Settings(speed=0.9)), {"update_settings": {"speed": 0.9}}),
    (CloseSocket(), {"close_socket": True}),
]


@pytest.mark.parametrize(("message", "frame"), WRITTEN)
def test_each_message_is_written_as_the_protocol_has_it(message: ClientMessage, frame: dict[str, Any]) -> None:
    assert json.loads(encode(message)) == frame


STATISTICS = {
    "chunks": 4,
    "total_samples": 24_000,
    "dur_ms": 1000.0,
    "gen_ms": 50.0,
    "rtf": 0.05,
    "delivered_samples": 8_000,
    "delivered_ms": 500.0,
    "first_audible_ms": 80.5,
    "watermark": "official",
}
FIGURES = Statistics(
    segments=0,
    chunks=4,
    total_samples=24_000,
    dur_ms=1000.0,
    gen_ms=50.0,
    rtf=0.05,
    delivered_samples=8_000,
    delivered_ms=500.0,
    first_audible_ms=80.5,
    watermark="official",
)
NOTHING = Statistics(
    segments=0,
    chunks=0,
    total_samples=0,
    dur_ms=0.0,
    gen_ms=0.0,
    rtf=0.0,
    delivered_samples=0,
    delivered_ms=0.0,
    first_audible_ms=None,
    watermark="none",
)
USAGE = {"audio_seconds": 0.5, "characters": 12, "cost_cents": 0, "currency": "EUR", "model_id": "espeak"}
USED = Usage(0.5, 12, "espeak")
NO_USE = Usage(0.0, 0, "")

READ: list[tuple[dict[str, Any], ServerMessage | None]] = [
    (
        {"audio": "AAEC", "enc": "mulaw", "idx": 2, "sr": 8_000, "samples": 3, "chunk_id": 1, "context_id": "a"},
        Audio(b"\0\1\2", "mulaw", 2, 8_000, 3, 1, "a"),
    ),
    ({"audio": "AAA=", "sr": 24_000, "samples": 1}, Audio(b"\0\0", "pcm_s16le", 0, 24_000, 1, 0)),
    ({"audio": None, "chunk_id": 1}, None),
    ({"audio": ""}, None),
    (
        {
            "word_timestamps": [
                {
                    "word": "Troy.",
                    "start_ms": 1,
                    "end_ms": 2.5,
                    "char_start": 3,
                    "char_end": 8,
                    "source_start": 13,
                    "source_end": 18,
                    "score": 1.0,
                }
            ],
            "chunk_id": 4,
        },
        Words((WordTiming("Troy.", 1.0, 2.5, 3, 8, 13, 18),), 4),
    ),
    ({"word_timestamps": [], "context_id": "a"}, Words((), 0, "a")),
    ({"word_timestamps": None}, None),
    ({"context_created": True, "context_id": "a"}, ContextCreated("a")),
    ({"generation_started": True, "chunk_id": 2, "text": "Two."}, GenerationStarted(2, "Two.")),
    (
        {"chunk_complete": True, "chunk_id": 2, "audio_seconds": 1.2, "gen_ms": 150, "context_id": "a"},
        ChunkComplete(2, 1.2, 150.0, "a"),
    ),
    ({"final": True, **STATISTICS, "usage": USAGE}, Final(FIGURES, USED)),
    ({"final": True, "context_id": "a"}, Final(NOTHING, NO_USE, "a")),
    ({"is_final": True, "context_id": "a"}, Final(NOTHING, NO_USE, "a")),
    ({"final": True, "is_final": True, "context_id": "a"}, Final(NOTHING, NO_USE, "a", closes_context=True)),
    ({"session_closed": True, **STATISTICS, "usage": USAGE}, TurnClosed(FIGURES, USED)),
    ({"session_closed": True, "total_audio_seconds": 5.4}, SocketClosing(5.4)),
    ({"context_closed": True, "context_id": "a", "usage": USAGE}, ContextClosed("a", USED, NOTHING)),
    ({"interrupted": True}, Interrupted()),
    ({"interrupted": True, "context_id": "a"}, Interrupted("a")),
    (
        {"settings_updated": True, "settings": {"speed": 0.9, "sample_rate": 8_000, "chunk_length_schedule": [5]}},
        SettingsUpdated(Settings(speed=0.9, sample_rate_hz=8_000, chunk_length_schedule=(5,))),
    ),
    ({"settings_updated": True, "settings": {"from_the_future": 1}}, SettingsUpdated(Settings())),
    ({"settings_updated": True}, SettingsUpdated(Settings())),
    ({"warning": "Nothing to say in '…'.", "chunk_id": 3}, Warned("Nothing to say in '…'.", 3)),
    ({"session_started": True, "session_id": "x"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("frame", "message"), READ)
def test_each_frame_is_read(frame: dict[str, Any], message: ServerMessage | None) -> None:
    assert decode(json.dumps(frame)) == message


@pytest.mark.parametrize(("frame", "message"), READ)
def test_fields_from_the_future_change_nothing(frame: dict[str, Any], message: ServerMessage | None) -> None:
    assert decode(json.dumps({"x_new": {"deep": [1]}, **frame, "y_new": None})) == message


def test_an_older_servers_totals_stand_in_for_statistics() -> None:
    frame = {"session_closed": True, "total_audio_seconds": 1.5, "total_text_chunks": 2, "total_audio_chunks": 9}
    closed = decode(json.dumps(frame))
    assert isinstance(closed, TurnClosed)
    figures = closed.statistics
    assert (figures.segments, figures.chunks, figures.dur_ms, figures.delivered_ms) == (2, 9, 1500.0, 1500.0)
    assert closed.usage.audio_seconds == 1.5


ERRORS: list[tuple[str | None, int | None, type[errors.RhapsodeError]]] = [
    ("VALIDATION_ERROR", 400, errors.InvalidRequest),
    ("VALIDATION_ERROR", None, errors.InvalidRequest),
    ("VALIDATION_ERROR", 413, errors.TooLarge),
    ("VALIDATION_ERROR", 405, errors.MethodNotAllowed),
    ("VALIDATION_ERROR", 426, errors.UpgradeRequired),
    ("VALIDATION_ERROR", 501, errors.NotOffered),
    ("NOT_FOUND", 404, errors.NotFound),
    (None, 404, errors.NotFound),
    ("TOO_MANY_CONTEXTS", 429, errors.TooManyContexts),
    ("RATE_LIMITED", 429, errors.RateLimited),
    ("MODEL_UNAVAILABLE", 503, errors.ModelUnavailable),
    ("INTERNAL_ERROR", 500, errors.InternalError),
    ("EMPTY_AUDIO", 500, errors.EmptyAudio),
    ("UNAUTHORIZED", 401, errors.Unauthorized),
    ("UNAUTHORIZED", 403, errors.Forbidden),
    ("SLOW_READER", 408, errors.SlowReader),
    ("VALIDATION_ERROR", 422, UnlistedError),
    (None, None, UnlistedError),
]


@pytest.mark.parametrize(
    ("said", "seconds"), [({"retry_after": 7}, 7), ({}, 1), ({"retry_after": "7"}, 1), ({"retry_after": None}, 1)]
)
def test_how_long_to_wait_is_read_from_the_frame_else_taken_from_the_kind(said: Any, seconds: int) -> None:
    assert errors.RateLimited.usual_retry_after_s == 1
    message = decode(json.dumps({"error": "Slowly.", "error_code": "RATE_LIMITED", "code": 429, **said}))
    assert isinstance(message, Failed)
    assert message.error.retry_after_s == seconds


def test_it_is_read_from_an_unlisted_error_too() -> None:
    message = decode('{"error": "Pay.", "code": 402, "retry_after": 9}')
    assert isinstance(message, Failed)
    assert isinstance(message.error, UnlistedError)
    assert message.error.retry_after_s == 9


@pytest.mark.parametrize(("code", "status", "kind"), ERRORS)
def test_each_error_is_read_as_its_kind(code: str | None, status: int | None, kind: type[errors.RhapsodeError]) -> None:
    frame = {"error": "Because.", "context_id": "a", "audio": "AAA="}
    frame |= {} if code is None else {"error_code": code}
    message = decode(json.dumps(frame | ({} if status is None else {"code": status})))
    assert isinstance(message, Failed)
    assert (type(message.error), message.error.message, message.error.context_id) == (kind, "Because.", "a")
    if isinstance(message.error, UnlistedError):
        assert (message.error.wire_code, message.error.wire_status) == (code or "", status or 0)


def test_every_pair_of_code_and_status_in_the_tree_can_be_read() -> None:
    def below(kind: type[errors.RhapsodeError]) -> set[type[errors.RhapsodeError]]:
        found = {kind} if kind.__module__ == errors.__name__ else set()
        return found.union(*(below(child) for child in kind.__subclasses__()))

    for kind in below(errors.RhapsodeError) - {errors.RhapsodeError}:
        message = decode(json.dumps({"error": "x", "error_code": kind.code, "code": kind.http_status}))
        assert isinstance(message, Failed)
        assert issubclass(kind, type(message.error)), kind


@pytest.mark.parametrize(
    "frame",
    [
        b"{}",
        "",
        "null",
        "[]",
        '{"audio": "AAA="}',
        '{"audio": "AAA=", "sr": 24000}',
        '{"audio": "AAA=", "sr": 24000, "samples": 0}',
        '{"audio": "AAA=", "sr": true, "samples": 1}',
        '{"audio": "not base64!", "sr": 24000, "samples": 1}',
        '{"audio": 17, "sr": 24000, "samples": 1}',
        '{"audio": "AAA=", "sr": 1e999, "samples": 1}',
    ],
)
def test_what_cannot_be_played_is_a_violation(frame: str | bytes) -> None:
    with pytest.raises(ProtocolViolation):
        decode(frame)


@pytest.mark.parametrize("number", ['"7"', "true", "null", "{}", "[1]"])
def test_a_number_that_is_none_counts_as_zero(number: str) -> None:
    message = decode(f'{{"chunk_complete": true, "chunk_id": {number}, "audio_seconds": {number}, "gen_ms": 1}}')
    assert message == ChunkComplete(0, 0.0, 1.0)


@settings(deadline=None, max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from(sorted({key for frame, _ in READ for key in frame} | {"error", "error_code", "code"})),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.text(max_size=8),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=5,
        ),
        max_size=8,
    )
)
def test_any_frame_is_a_message_or_nothing_or_a_violation(frame: dict[str, Any]) -> None:
    try:
        message = decode(json.dumps(frame))
    except ProtocolViolation:
        assert frame.get("audio")
        return
    assert message is None or type(message) in ServerMessage.__args__


@settings(deadline=None, max_examples=100)
@given(st.binary(min_size=1, max_size=400))
def test_audio_comes_through_bit_by_bit(payload: bytes) -> None:
    frame = {"audio": b64encode(payload).decode(), "sr": 8_000, "samples": len(payload), "enc": "alaw"}
    message = decode(json.dumps(frame))
    assert isinstance(message, Audio)
    assert message.payload == payload

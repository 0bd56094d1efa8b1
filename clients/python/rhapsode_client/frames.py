"""The KugelAudio protocol as its client writes and reads it. Pure: frames in, messages out.

Written as today's clients write; read with tolerance, because servers of several generations answer: unknown frames
and unknown fields are skipped, numbers that are missing from a statistic count as zero. Only what could not be played
at all, an audio frame without its rate, is an error.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable
from dataclasses import fields
from typing import assert_never

from rhapsode_client.errors import ProtocolViolation, UnlistedError
from rhapsode_client.explanation import read_explanation
from rhapsode_client.frame_field import Frame, number_if_said
from rhapsode_client.frame_field import integer as _integer
from rhapsode_client.frame_field import number as _number
from rhapsode_client.frame_field import text as _text
from rhapsode_protocol import errors
from rhapsode_protocol.formats import NATIVE_RATE_HZ, Encoding
from rhapsode_protocol.messages import (
    NOTHING_SAID,
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
from rhapsode_protocol.wire_json import dumps, loads_object

_WIRE_NAMES = {field.name: field.name.removesuffix("_hz") for field in fields(Settings)}
"""Each setting's key on the wire. Only ``sample_rate`` differs: the protocol does not name its unit."""

_ERROR_KINDS: tuple[type[errors.RhapsodeError], ...] = (
    errors.InvalidRequest,
    errors.TooLarge,
    errors.Unauthorized,
    errors.Forbidden,
    errors.NotFound,
    errors.MethodNotAllowed,
    errors.UpgradeRequired,
    errors.NotOffered,
    errors.TooManyContexts,
    errors.RateLimited,
    errors.SlowReader,
    errors.ModelUnavailable,
    errors.InternalError,
    errors.EmptyAudio,
)
"""The most general class of each pair of code and status; a frame does not tell its subclasses apart."""


# --- To the server ---------------------------------------------------------------------------------------------------


def encode(message: ClientMessage) -> str:
    """Write a message as the text of one frame; settings that say nothing are left out."""
    return dumps(_frame(message))


def _frame(message: ClientMessage) -> Frame:
    match message:
        case Speak():
            return {"text": message.text, **settings_keys(message.settings)}
        case Input():
            return _input_frame(message)
        case EndTurn():
            return {"close": True} if message.close_socket_when_idle else {"end_session": True}
        case CloseContext():
            immediate = {"immediate": True} if message.immediate else {}
            return {"close_context": True, "context_id": message.context_id, **immediate}
        case KeepAlive():
            return {"keep_alive": True, **_named(message.context_id)}
        case Cancel():
            return {"cancel": True, **_named(message.context_id)}
        case UpdateSettings():
            return {"update_settings": settings_keys(message.settings)}
        case CloseSocket():
            return {"close_socket": True}
        case _:
            assert_never(message)


def _input_frame(message: Input) -> Frame:
    frame: Frame = {} if message.text is None else {"text": message.text}
    if message.flush:
        frame["flush"] = True
    frame.update(_named(message.context_id))
    frame.update(settings_keys(message.settings))
    if message.voice_settings is not None:
        frame["voice_settings"] = settings_keys(message.voice_settings)
    return frame


def settings_keys(settings: Settings) -> Frame:
    """The settings that say something, under their names on the wire."""
    said = {key: getattr(settings, name) for name, key in _WIRE_NAMES.items()}
    return {key: value for key, value in said.items() if value is not None}


def _named(context_id: str | None) -> Frame:
    return {} if context_id is None else {"context_id": context_id}


# --- From the server -------------------------------------------------------------------------------------------------


def decode(text: str | bytes) -> ServerMessage | None:
    """Read one frame; ``None`` where this client does not know its kind.

    Raises:
        ProtocolViolation: the frame is binary, is not one JSON object, or is audio that cannot be played.
    """
    if isinstance(text, bytes):
        raise ProtocolViolation("the server sent a binary frame; this protocol has only text frames")
    try:
        frame = loads_object(text)
    except errors.InvalidJson as error:
        raise ProtocolViolation(f"the server sent a frame that cannot be read: {error.message}") from error
    for key, read in _READERS.items():
        # A null or empty value means that the key is not meant: `audio: null` is no audio frame. Only an empty list of
        # words is a frame of words all the same.
        if frame.get(key) or (key == "word_timestamps" and frame.get(key) == []):
            return read(frame)
    return None


def _read_failed(frame: Frame) -> Failed:
    reason, context_id = str(frame["error"]), _context(frame)
    code, status = _text(frame, "error_code"), _integer(frame, "code")
    # Zero stands for a field that is not there; to wait for no time is to be told nothing either.
    retry_after_s = _integer(frame, "retry_after") or None
    candidates = [kind for kind in _ERROR_KINDS if code in ("", kind.code) and status in (0, kind.http_status)]
    if candidates and (code or status):
        return Failed(candidates[0](reason, context_id=context_id, retry_after_s=retry_after_s), context_id)
    unlisted = UnlistedError(
        reason, wire_code=code, wire_status=status, context_id=context_id, retry_after_s=retry_after_s
    )
    return Failed(unlisted, context_id)


def _read_audio(frame: Frame) -> Audio:
    try:
        payload = b64decode(frame["audio"], validate=True)
    except (TypeError, ValueError, binascii.Error) as error:
        raise ProtocolViolation("the server sent an audio frame whose audio is not base64") from error
    rate_hz, samples = _integer(frame, "sr"), _integer(frame, "samples")
    if rate_hz <= 0 or samples <= 0:
        raise ProtocolViolation("the server sent an audio frame without its rate (sr) or its number of samples")
    return Audio(
        payload=payload,
        encoding=_text(frame, "enc") or Encoding.PCM_S16LE.value,
        index=_integer(frame, "idx"),
        rate_hz=rate_hz,
        samples=samples,
        chunk_id=_integer(frame, "chunk_id"),
        context_id=_context(frame),
    )


def _read_words(frame: Frame) -> Words:
    items = frame["word_timestamps"]
    words = tuple(_word(item) for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    return Words(words, _integer(frame, "chunk_id"), _context(frame))


def _word(item: Frame) -> WordTiming:
    return WordTiming(
        word=_text(item, "word"),
        start_ms=_number(item, "start_ms"),
        end_ms=_number(item, "end_ms"),
        char_start=_integer(item, "char_start"),
        char_end=_integer(item, "char_end"),
        source_start=_integer(item, "source_start"),
        source_end=_integer(item, "source_end"),
    )


def _read_started(frame: Frame) -> GenerationStarted:
    return GenerationStarted(_integer(frame, "chunk_id"), _text(frame, "text"), _context(frame))


def _read_chunk_complete(frame: Frame) -> ChunkComplete:
    seconds, gen_ms = _number(frame, "audio_seconds"), _number(frame, "gen_ms")
    return ChunkComplete(_integer(frame, "chunk_id"), seconds, gen_ms, _context(frame))


def _read_final(frame: Frame) -> Final:
    closes_context = bool(frame.get("final")) and bool(frame.get("is_final"))
    return Final(_statistics(frame), _usage(frame), _context(frame), closes_context)


def _read_session_closed(frame: Frame) -> TurnClosed | SocketClosing:
    # The same word ends a turn on /ws/tts/stream and the socket on /ws/tts/multi; only a turn has counts or a usage.
    if "usage" in frame or "total_text_chunks" in frame or "total_samples" in frame:
        return TurnClosed(_statistics(frame), _usage(frame))
    return SocketClosing(_number(frame, "total_audio_seconds"))


def _read_context_closed(frame: Frame) -> ContextClosed:
    return ContextClosed(_context(frame) or "", _usage(frame), _statistics(frame))


def _read_settings(frame: Frame) -> SettingsUpdated:
    given = frame.get("settings")
    if not isinstance(given, dict):
        return SettingsUpdated(NOTHING_SAID)
    known: Frame = {name: given[key] for name, key in _WIRE_NAMES.items() if key in given}
    hashable: Frame = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    return SettingsUpdated(Settings(**hashable))


def _read_warning(frame: Frame) -> Warned:
    chunk_id = _integer(frame, "chunk_id") if "chunk_id" in frame else None
    return Warned(str(frame["warning"]), chunk_id, _context(frame))


_READERS: dict[str, Callable[[Frame], ServerMessage]] = {
    "error": _read_failed,
    "audio": _read_audio,
    "word_timestamps": _read_words,
    "context_created": lambda frame: ContextCreated(_context(frame) or ""),
    "generation_started": _read_started,
    "chunk_complete": _read_chunk_complete,
    "session_closed": _read_session_closed,
    "context_closed": _read_context_closed,
    "final": _read_final,
    "is_final": _read_final,
    "interrupted": lambda frame: Interrupted(_context(frame)),
    "settings_updated": _read_settings,
    "warning": _read_warning,
}
"""The key that gives each kind away. The first that is present decides: an error is one whatever stands beside it."""


def _statistics(frame: Frame) -> Statistics:
    total_samples = _integer(frame, "total_samples")
    seconds = _number(frame, "total_audio_seconds")
    dur_ms = _number(frame, "dur_ms") or total_samples * 1000.0 / NATIVE_RATE_HZ or seconds * 1000.0
    gen_ms = _number(frame, "gen_ms")
    return Statistics(
        segments=_integer(frame, "total_text_chunks"),
        chunks=_integer(frame, "chunks") or _integer(frame, "total_audio_chunks"),
        total_samples=total_samples,
        dur_ms=dur_ms,
        gen_ms=gen_ms,
        rtf=_number(frame, "rtf"),
        delivered_samples=_integer(frame, "delivered_samples"),
        delivered_ms=_number(frame, "delivered_ms") or seconds * 1000.0,
        first_audible_ms=number_if_said(frame, "first_audible_ms"),
        watermark=_text(frame, "watermark") or "none",
        debug=read_explanation(frame),
    )


def _usage(frame: Frame) -> Usage:
    usage = frame.get("usage")
    if not isinstance(usage, dict):
        # Older servers count only here; the official clients fall back in the same way.
        return Usage(_number(frame, "total_audio_seconds"), 0, "")
    return Usage(_number(usage, "audio_seconds"), _integer(usage, "characters"), _text(usage, "model_id"))


def _context(frame: Frame) -> str | None:
    context_id = frame.get("context_id")
    return context_id if isinstance(context_id, str) else None

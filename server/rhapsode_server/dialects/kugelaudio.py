"""The KugelAudio protocol, both generations: frames to messages and back.

One class per socket, and one for REST bodies. A dialect knows field names, types and ranges; it does not know what is
open, allowed or in order. Wire reference: docs.kugelaudio.com (tts, streaming, multi-context pages);
``protocol/README.md`` shows the frames. Unknown fields are ignored on sockets, and refused on REST.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Mapping, Sequence, Set
from difflib import get_close_matches
from typing import Any

from rhapsode_protocol.errors import InvalidRequest, RhapsodeError
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
    Explanation,
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
from rhapsode_server.dialects.dialect import Dialect
from rhapsode_server.dialects.kugelaudio_fields import (
    FIELDS,
    UPDATABLE,
    VOICE_SETTINGS,
    boolean,
    read_settings,
    read_update,
    string,
)

logger = logging.getLogger(__name__)

Frame = dict[str, Any]

ONE_SHOT_ACTIONS = ("text", "cancel", "update_settings")
STREAM_ACTIONS = (*ONE_SHOT_ACTIONS, "flush", "close", "end_session", "close_socket")
MULTI_ACTIONS = (
    *(*ONE_SHOT_ACTIONS, "flush", "close_socket"),
    *("context_id", "close_context", "immediate", "keep_alive", "voice_settings"),
)
WITHOUT_MEANING = ("inactivity_timeout", "model")
"""Fields of other releases that are taken without a word."""
VOICE_SETTINGS_WITHOUT_MEANING = ("speed", "stability", "similarity_boost", "style", "use_speaker_boost")
"""The same inside ``voice_settings``: the original service drops the first (KugelAudio, multi-context page), the others
are ElevenLabs', and the JavaScript client's."""

MOST_LOOKED_AT = 20
"""Unknown fields of one connection that are compared with the known ones. Higher lets a client keep the event loop busy
with that, a tenth of a millisecond each; lower misses a misspelling behind other services' fields."""
LONGEST_NAME = 40
NEAR = 0.75
"""How alike a misspelt name must be, as :mod:`difflib` counts. Lower suggests nonsense; higher misses ``voiceId``."""


class KugelAudioDialect(Dialect, ABC):
    """What the three sockets share. Use a subclass."""

    actions: tuple[str, ...]
    """The fields that this socket has beside the options."""

    def __init__(self) -> None:
        self._fields = (*FIELDS, *self.actions)
        self._taken = frozenset((*self._fields, *WITHOUT_MEANING))
        self._told_of: set[tuple[str, str | None]] = set()
        self._looked_at = 0

    def decode(self, data: str) -> tuple[ClientMessage, ...]:
        """Read one frame.

        Raises:
            InvalidJson: it is not a JSON object.
            InvalidRequest: a field has the wrong type or is out of range; the whole frame is refused.
        """
        frame = loads_object(data)
        self._tell_of_unknown(frame, self._fields, self._taken)
        if "update_settings" in frame:
            # Other options in it are not ignored but refused.
            self._tell_of_unknown(frame["update_settings"], UPDATABLE, FIELDS.keys(), " in update_settings")
        if "voice_settings" in frame and "voice_settings" in self.actions:
            taken = {*VOICE_SETTINGS, *VOICE_SETTINGS_WITHOUT_MEANING}
            self._tell_of_unknown(frame["voice_settings"], VOICE_SETTINGS, taken, " in voice_settings")
        return self._read(frame)

    def encode(self, message: ServerMessage) -> str:
        """Write one frame."""
        return dumps(self._write(message))

    @abstractmethod
    def _read(self, frame: Frame) -> tuple[ClientMessage, ...]:
        """Read the JSON object of one frame."""

    def _write(self, message: ServerMessage) -> Frame:
        frame = write_message(message)
        context_id = getattr(message, "context_id", None)
        if context_id is not None:
            frame["context_id"] = context_id
        return frame

    def _tell_of_unknown(self, said: object, meant_for: Sequence[str], taken: Set[str], place: str = "") -> None:
        if self._looked_at >= MOST_LOOKED_AT or not isinstance(said, dict):
            return
        for name in sorted(said.keys() - taken)[:MOST_LOOKED_AT]:
            self._looked_at += 1
            # Never the name itself, which could be somebody's text or key: only what it was probably meant to be.
            meant = next(iter(get_close_matches(name[:LONGEST_NAME], meant_for, 1, NEAR)), None)
            if (place, meant) not in self._told_of:
                self._told_of.add((place, meant))
                hint = "" if meant is None else f"; was {meant} meant?"
                logger.info("a field that the protocol does not have%s is ignored%s", place, hint)


class OneShotDialect(KugelAudioDialect):
    """``/ws/tts``."""

    actions = ONE_SHOT_ACTIONS

    def _read(self, frame: Frame) -> tuple[ClientMessage, ...]:
        if _flag(frame, "cancel"):
            return (Cancel(),)
        messages: list[ClientMessage] = []
        if frame.get("update_settings") is not None:
            messages.append(UpdateSettings(read_update(frame["update_settings"])))
        if "text" in frame or not messages:
            text = _text(frame)
            if text is None:
                raise InvalidRequest("text is missing", field="text")
            messages.append(Speak(text, read_settings(frame)))
        return tuple(messages)


class StreamDialect(KugelAudioDialect):
    """``/ws/tts/stream``."""

    actions = STREAM_ACTIONS

    def _read(self, frame: Frame) -> tuple[ClientMessage, ...]:
        if _flag(frame, "cancel"):
            return (Cancel(),)
        messages: list[ClientMessage] = []
        if frame.get("update_settings") is not None:
            messages.append(UpdateSettings(read_update(frame["update_settings"])))
        text, flush, settings = _text(frame), _flag(frame, "flush"), read_settings(frame)
        if text is not None or flush or settings != Settings():
            messages.append(Input(text=text, flush=flush, settings=settings))
        if _flag(frame, "close_socket"):
            messages.append(CloseSocket())
        elif _flag(frame, "close"):
            messages.append(EndTurn())
        elif _flag(frame, "end_session"):
            messages.append(EndTurn(close_socket_when_idle=False))
        return tuple(messages)


class MultiDialect(KugelAudioDialect):
    """``/ws/tts/multi``."""

    actions = MULTI_ACTIONS

    def _read(self, frame: Frame) -> tuple[ClientMessage, ...]:
        context_id = _context_id(frame)
        try:
            return self._read_for(context_id, frame)
        except RhapsodeError as error:
            error.context_id = None if context_id is None else context_id[:256]
            raise

    def _read_for(self, context_id: str | None, frame: Frame) -> tuple[ClientMessage, ...]:
        if _flag(frame, "cancel"):
            return (Cancel(context_id),)
        messages: list[ClientMessage] = [KeepAlive(context_id)] if _flag(frame, "keep_alive") else []
        if frame.get("update_settings") is not None:
            messages.append(UpdateSettings(read_update(frame["update_settings"])))
        text, flush, settings = _text(frame), _flag(frame, "flush"), read_settings(frame)
        voice_settings = _voice_settings(frame)
        if "text" in frame or flush or voice_settings is not None or settings != Settings():
            messages.append(
                Input(text=text, flush=flush, context_id=context_id, settings=settings, voice_settings=voice_settings)
            )
        if _flag(frame, "close_context"):
            if context_id is None:
                raise InvalidRequest("context_id is missing; close_context needs one", field="context_id")
            messages.append(CloseContext(context_id, immediate=_flag(frame, "immediate")))
        if _flag(frame, "close_socket"):
            messages.append(CloseSocket())
        return tuple(messages)


def read_query(query: Mapping[str, str]) -> Settings:
    """Read the options that stand in a socket's address.

    Raises:
        InvalidRequest: a value is none of those that are taken.
    """
    said = query.get("flush_ends_turn")
    if said not in (None, "true", "false"):
        raise InvalidRequest("flush_ends_turn must be true or false", field="flush_ends_turn")
    flush_ends_turn = None if said is None else said == "true"
    return Settings(model_id=query.get("model_id") or None, flush_ends_turn=flush_ends_turn)


def read_generate(data: bytes) -> Speak:
    """Read the body of ``POST /v1/tts/generate``; strict.

    Raises:
        InvalidJson: it is not a JSON object.
        InvalidRequest: an unknown key, a wrong type, or a value out of range.
    """
    body = loads_object(data)
    if body.get("model") is not None:
        if body.get("model_id") is not None:
            raise InvalidRequest("model and model_id name the same thing; send one of them", field="model")
        body["model_id"] = body["model"]
    body.pop("model", None)
    for name in body:
        if name in ("word_timestamps", "speaker_prefix") or (name != "text" and name not in REST_FIELDS):
            raise InvalidRequest(f"{name[:40]} is not a field of this request", field=name[:40])
    if body.get("text") is None:
        raise InvalidRequest("text is missing", field="text")
    return Speak(string("text", body["text"]), read_settings(body))


REST_FIELDS = tuple(
    name
    for name in FIELDS
    if name
    not in (
        "word_timestamps",
        "speaker_prefix",
        "flush_timeout_ms",
        "max_buffer_length",
        "chunk_length_schedule",
        "auto_mode",
        "flush_ends_turn",
        "debug",
    )
)
"""What a request body may hold beside ``text``: nothing that only has a meaning while text still comes, or whose answer
has no place in a body of samples."""


def write_error(error: RhapsodeError, request_id: str | None = None) -> Frame:
    """An error as a frame or as the body of an HTTP response."""
    frame: Frame = {
        "error": error.message,
        "error_code": error.code,
        "code": error.http_status,
        "retryable": error.retryable,
    }
    if error.field is not None:
        frame["field"] = error.field
    if error.retry_after_s is not None:
        frame["retry_after"] = error.retry_after_s
    if request_id is not None:
        frame["request_id"] = request_id
    return frame


def write_message(message: ServerMessage) -> Frame:
    """A message as a frame, without its ``context_id``."""
    match message:
        case Audio():
            return _write_audio(message)
        case GenerationStarted():
            return {"generation_started": True, "chunk_id": message.chunk_id, "text": message.text}
        case Words():
            return {"word_timestamps": [_write_word(word) for word in message.words], "chunk_id": message.chunk_id}
        case ChunkComplete():
            return {
                "chunk_complete": True,
                "chunk_id": message.chunk_id,
                "audio_seconds": message.audio_seconds,
                "gen_ms": message.gen_ms,
            }
        case ContextCreated():
            return {"context_created": True}
        case Interrupted():
            return {"interrupted": True}
        case SettingsUpdated():
            return {"settings_updated": True, "settings": _write_settings(message.settings)}
        case Warned():
            chunk = {} if message.chunk_id is None else {"chunk_id": message.chunk_id}
            return {"warning": message.message, **chunk}
        case Failed():
            return write_error(message.error)
        case _:
            return _write_end(message)


def _write_end(message: Final | TurnClosed | ContextClosed | SocketClosing) -> Frame:
    match message:
        case Final():
            last = {"is_final": True} if message.closes_context else {}
            return {
                "final": True,
                **last,
                **_write_statistics(message.statistics),
                "usage": _write_usage(message.usage),
            }
        case TurnClosed():
            return {
                "session_closed": True,
                **_write_statistics(message.statistics),
                "usage": _write_usage(message.usage),
            }
        case ContextClosed():
            return {
                "context_closed": True,
                "usage": _write_usage(message.usage),
                **_write_statistics(message.statistics),
            }
        case SocketClosing():
            return {"session_closed": True, "total_audio_seconds": message.total_audio_seconds}


def _write_audio(message: Audio) -> Frame:
    return {
        "audio": b64encode(message.payload).decode("ascii"),
        "enc": message.encoding,
        "idx": message.index,
        "sr": message.rate_hz,
        "samples": message.samples,
        "chunk_id": message.chunk_id,
    }


def _write_word(word: WordTiming) -> Frame:
    return {
        "word": word.word,
        "start_ms": round(word.start_ms, 1),
        "end_ms": round(word.end_ms, 1),
        "char_start": word.char_start,
        "char_end": word.char_end,
        "source_start": word.source_start,
        "source_end": word.source_end,
    }


def _write_statistics(statistics: Statistics) -> Frame:
    """The statistics, with the totals under the names of every socket: one shape everywhere."""
    return {
        "chunks": statistics.chunks,
        "total_samples": statistics.total_samples,
        "dur_ms": statistics.dur_ms,
        "gen_ms": statistics.gen_ms,
        "rtf": statistics.rtf,
        "delivered_samples": statistics.delivered_samples,
        "delivered_ms": statistics.delivered_ms,
        "first_audible_ms": statistics.first_audible_ms,
        "watermark": statistics.watermark,
        "total_audio_seconds": round(statistics.delivered_ms / 1000.0, 3),
        "total_text_chunks": statistics.segments,
        "total_audio_chunks": statistics.chunks,
        **({} if statistics.debug is None else {"debug": write_explanation(statistics.debug, statistics)}),
    }


def write_explanation(explanation: Explanation, statistics: Statistics) -> Frame:
    """What ``debug`` adds. ``ttfa_ms`` and ``speed`` are KugelAudio's own words for it (tts page, final frame).

    Its ``original_text`` is left out: the client has sent that text, and in one turn it may be an hour long.
    """
    onset = explanation.first_audible
    return {
        "ttfa_ms": statistics.first_audible_ms,
        "speed": explanation.speed,
        "first_audible": None
        if onset is None
        else {
            "text_ms": onset.text_ms,
            "queue_ms": onset.queue_ms,
            "synthesis_ms": onset.synthesis_ms,
            "silence_ms": onset.silence_ms,
            "written_ms": onset.written_ms,
            "segment": {"cut": onset.cut, "characters": onset.characters},
        },
        "stages_ms": dict(explanation.stages_ms),
        "underruns": {"count": explanation.underruns, "ms": explanation.underrun_ms},
        "text_waits": {"count": explanation.text_waits, "ms": explanation.text_wait_ms},
    }


def _write_usage(usage: Usage) -> Frame:
    return {
        "audio_seconds": usage.audio_seconds,
        "characters": usage.characters,
        "cost_cents": 0,
        "currency": "EUR",
        "model_id": usage.model_id,
    }


def _write_settings(settings: Settings) -> Frame:
    in_force: Frame = {"speed": 1.0, "normalize": True}
    for name in UPDATABLE:
        value = getattr(settings, FIELDS[name].setting)
        if value is not None or name not in in_force:
            in_force[name] = value
    return in_force


def _flag(frame: Frame, name: str) -> bool:
    value = frame.get(name)
    return False if value is None else boolean(name, value)


def _text(frame: Frame) -> str | None:
    value = frame.get("text")
    return None if value is None else string("text", value)


def _context_id(frame: Frame) -> str | None:
    value = frame.get("context_id")
    if value is None:
        return None
    if not string("context_id", value):
        raise InvalidRequest("context_id is empty", field="context_id")
    if any("\ud800" <= character <= "\udfff" for character in value):
        # It could not be echoed as it was sent, and two such names would look the same.
        raise InvalidRequest("context_id is not valid Unicode: it holds half a surrogate pair", field="context_id")
    return str(value)


def _voice_settings(frame: Frame) -> Settings | None:
    value = frame.get("voice_settings")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise InvalidRequest("voice_settings must be an object", field="voice_settings")
    return read_settings(value, VOICE_SETTINGS, "voice_settings.")

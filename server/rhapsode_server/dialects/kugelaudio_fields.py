"""The options of the KugelAudio protocol: each field's name, type and range, in one table.

``null`` means that the field is not said: clients of every language serialise unset options so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from rhapsode_protocol.errors import InvalidRequest
from rhapsode_protocol.messages import Settings
from rhapsode_server.text.markdown_filters import FILTER_NAMES

Read = Callable[[str, Any], Any]


def boolean(name: str, value: Any) -> bool:
    """A JSON boolean.

    Raises:
        InvalidRequest: anything else.
    """
    if not isinstance(value, bool):
        raise InvalidRequest(f"{name} must be true or false", field=name)
    return value


def string(name: str, value: Any, *, most: int | None = None) -> str:
    """A JSON string; of at most ``most`` characters, where that is given.

    Raises:
        InvalidRequest: anything else.
    """
    if not isinstance(value, str):
        raise InvalidRequest(f"{name} must be a string", field=name)
    if most is not None and len(value) > most:
        raise InvalidRequest(f"{name} is longer than {most} characters", field=name)
    return value


def _name(most: int) -> Read:
    def read(name: str, value: Any) -> str:
        if not string(name, value, most=most).strip():
            raise InvalidRequest(f"{name} is empty", field=name)
        return value.strip()  # type: ignore[no-any-return]

    return read


def _whole_number(name: str, value: Any) -> int:
    if isinstance(value, bool) or not _is_whole(value):
        raise InvalidRequest(f"{name} must be a whole number", field=name)
    return int(value)


def _integer(least: int, most: int) -> Read:
    def read(name: str, value: Any) -> int:
        number = _whole_number(name, value)
        if not least <= number <= most:
            raise InvalidRequest(f"{name} is {value}; it must lie between {least} and {most}", field=name)
        return number

    return read


def _number(least: float, most: float) -> Read:
    def read(name: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise InvalidRequest(f"{name} must be a number", field=name)
        if not least <= value <= most:
            raise InvalidRequest(f"{name} is {value}; it must lie between {least} and {most}", field=name)
        return float(value)

    return read


def _identifier(name: str, value: Any) -> int | str:
    if isinstance(value, str):
        return string(name, value, most=100)
    if isinstance(value, bool) or not _is_whole(value):
        raise InvalidRequest(f"{name} must be a whole number or a string", field=name)
    return int(value)


def _is_whole(value: Any) -> bool:
    # Some languages write every number with a decimal point.
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def _one_of(names: Collection[str]) -> Read:
    def read(name: str, value: Any) -> str:
        if string(name, value) not in names:
            raise InvalidRequest(f"{name} must be one of {', '.join(sorted(names))}", field=name)
        return value  # type: ignore[no-any-return]

    return read


def _list_of(read_item: Read, most: int, least: int = 0) -> Read:
    def read(name: str, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise InvalidRequest(f"{name} must be a list of {least} to {most} items", field=name)
        return tuple(read_item(f"{name}[{place}]", item) for place, item in enumerate(value))

    return read


@dataclass(frozen=True, slots=True)
class Field:
    """One option: where it goes and how it is read."""

    setting: str
    """The field of ``Settings`` that it fills."""
    read: Read


FIELDS: dict[str, Field] = {
    "voice_id": Field("voice_id", _identifier),
    "model_id": Field("model_id", _name(100)),
    "language": Field("language", _name(35)),
    # Which rates there are, the session says, and names them.
    "sample_rate": Field("sample_rate_hz", _whole_number),
    "output_format": Field("output_format", _name(100)),
    "speed": Field("speed", _number(0.8, 1.2)),
    "normalize": Field("normalize", boolean),
    "word_timestamps": Field("word_timestamps", boolean),
    "flush_timeout_ms": Field("flush_timeout_ms", _integer(10, 60_000)),
    "max_buffer_length": Field("max_buffer_length", _integer(1, 10_000)),
    "chunk_length_schedule": Field("chunk_length_schedule", _list_of(_integer(1, 10_000), 50, 1)),
    "auto_mode": Field("auto_mode", boolean),
    "flush_ends_turn": Field("flush_ends_turn", boolean),
    "text_filters": Field("text_filters", _list_of(_one_of(FILTER_NAMES), len(FILTER_NAMES))),
    "debug": Field("debug", boolean),
    "cfg_scale": Field("cfg_scale", _number(0.0, 10.0)),
    "temperature": Field("temperature", _number(0.0, 2.0)),
    "max_new_tokens": Field("max_new_tokens", _integer(1, 8_192)),
    "speaker_prefix": Field("speaker_prefix", boolean),
    "project_id": Field("project_id", _identifier),
    "dictionary_ids": Field("dictionary_ids", _list_of(_identifier, 50)),
}
"""Every option by its name on the wire."""

VOICE_SETTINGS = ("voice_id", "cfg_scale", "max_new_tokens", "temperature")
"""What ``voice_settings`` may hold; a ``speed`` in it is dropped, as by the original service."""

UPDATABLE = ("cfg_scale", "temperature", "speed", "max_new_tokens", "language", "normalize")
"""What ``update_settings`` may change (KugelAudio, live settings)."""


def read_settings(frame: Mapping[str, Any], names: tuple[str, ...] | None = None, prefix: str = "") -> Settings:
    """Read the options of a frame; fields that are not options are left alone.

    Args:
        frame: the JSON object.
        names: the options to look for; all where not given.
        prefix: what to put before a name in an error, such as ``voice_settings.``.

    Raises:
        InvalidRequest: a field has the wrong type or is out of range.
    """
    said: dict[str, Any] = {}
    for name in FIELDS if names is None else names:
        value = frame.get(name)
        if value is not None:
            said[FIELDS[name].setting] = FIELDS[name].read(prefix + name, value)
    return Settings(**said)


def read_update(update: Any) -> Settings:
    """Read the object of an ``update_settings`` frame.

    Raises:
        InvalidRequest: not an object, or it holds an option that is fixed for a connection's turns.
    """
    if not isinstance(update, dict):
        raise InvalidRequest("update_settings must be an object", field="update_settings")
    for name in update:
        if name in FIELDS and name not in UPDATABLE:
            raise InvalidRequest(
                f"update_settings cannot change {name}; only {', '.join(UPDATABLE)}", field=f"update_settings.{name}"
            )
    return read_settings(update, UPDATABLE, "update_settings.")

"""The KugelAudio protocol's dictionaries over REST: bodies to plain data and back (wire reference, section 9.3).

Unknown fields are refused. ``null`` takes away what may be missing (description, language, ipa); of anything else it
means that the field is not said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from rhapsode_protocol.errors import InvalidRequest
from rhapsode_protocol.wire_json import loads_object
from rhapsode_server.dialects.kugelaudio_fields import boolean, string
from rhapsode_server.text.dictionary import (
    MOST_ENTRIES,
    MOST_IPA_CHARACTERS,
    MOST_REPLACEMENT_CHARACTERS,
    MOST_WORD_CHARACTERS,
)

Read = Callable[[str, Any], Any]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,2}")


def _text(most: int) -> Read:
    def read(name: str, value: Any) -> str:
        text = string(name, value, most=most)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise InvalidRequest(f"{name} is not valid Unicode: it holds half a surrogate pair", field=name)
        return text

    return read


def _filled(most: int) -> Read:
    read_text = _text(most)

    def read(name: str, value: Any) -> str:
        text: str = read_text(name, value)
        if not text.strip():
            raise InvalidRequest(f"{name} is empty", field=name)
        return " ".join(text.split())

    return read


def _language(name: str, value: Any) -> str:
    tag = string(name, value, most=16)
    if not _LANGUAGE.fullmatch(tag):
        raise InvalidRequest(f"{name} must be a language tag, such as de or en-gb", field=name)
    return tag


DICTIONARY_FIELDS: Mapping[str, Read] = {
    "name": _filled(200),
    "description": _text(2_000),
    "language": _language,
}
"""What a client says of a new dictionary."""

DICTIONARY_CHANGES: Mapping[str, Read] = {**DICTIONARY_FIELDS, "is_active": boolean}
"""What it may change of one."""

ENTRY_FIELDS: Mapping[str, Read] = {
    "word": _filled(MOST_WORD_CHARACTERS),
    "replacement": _filled(MOST_REPLACEMENT_CHARACTERS),
    "ipa": _text(MOST_IPA_CHARACTERS),
    "case_sensitive": boolean,
}
"""What it says of an entry, and may change."""

_REMOVABLE = ("description", "language", "ipa")


def read_dictionary(data: bytes) -> dict[str, Any]:
    """Read the body that makes a dictionary.

    Raises:
        InvalidJson: it is not a JSON object.
        InvalidRequest: an unknown key, a wrong type, or something is missing.
    """
    return _read(loads_object(data), DICTIONARY_FIELDS, required=("name",))


def read_dictionary_changes(data: bytes) -> dict[str, Any]:
    """Read the body that changes a dictionary; what it does not say stays.

    Raises:
        InvalidJson, InvalidRequest: as above.
    """
    return _read(loads_object(data), DICTIONARY_CHANGES)


def read_entry(data: bytes) -> dict[str, Any]:
    """Read the body that makes an entry.

    Raises:
        InvalidJson, InvalidRequest: as above.
    """
    return _read(loads_object(data), ENTRY_FIELDS, required=("word", "replacement"))


def read_entry_changes(data: bytes) -> dict[str, Any]:
    """Read the body that changes an entry; what it does not say stays.

    Raises:
        InvalidJson, InvalidRequest: as above.
    """
    return _read(loads_object(data), ENTRY_FIELDS)


def read_entries(data: bytes) -> list[dict[str, Any]]:
    """Read the body that replaces all entries.

    Raises:
        InvalidJson, InvalidRequest: as above.
    """
    body = loads_object(data)
    unknown = next((name for name in body if name != "entries"), None)
    if unknown is not None:
        raise InvalidRequest(f"{unknown[:40]} is not a field of this request", field=unknown[:40])
    rows = body.get("entries")
    if not isinstance(rows, list) or len(rows) > MOST_ENTRIES:
        raise InvalidRequest(f"entries must be a list of at most {MOST_ENTRIES} items", field="entries")
    entries = []
    for place, row in enumerate(rows):
        if not isinstance(row, dict):
            raise InvalidRequest(f"entries[{place}] must be an object", field=f"entries[{place}]")
        entries.append(_read(row, ENTRY_FIELDS, f"entries[{place}].", ("word", "replacement")))
    return entries


def _read(
    body: Mapping[str, Any], fields: Mapping[str, Read], prefix: str = "", required: tuple[str, ...] = ()
) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, value in body.items():
        read = fields.get(name)
        if read is None:
            raise InvalidRequest(f"{prefix}{name[:40]} is not a field of this request", field=f"{prefix}{name[:40]}")
        if value is not None:
            said[name] = read(prefix + name, value) or None if name in _REMOVABLE else read(prefix + name, value)
        elif name in _REMOVABLE:
            said[name] = None
    for name in required:
        if name not in said:
            raise InvalidRequest(f"{prefix}{name} is missing", field=f"{prefix}{name}")
    return said

"""JSON as it crosses the wire: orjson, and a tolerant path for what it refuses.

orjson refuses a lone surrogate escape (``"\\ud83d"``), which arrives when a client cuts its text between the two
halves of an emoji; the standard library's parser takes it. What neither may take is what is not JSON at all, and
``NaN`` or ``Infinity``, which the standard library would let through (RFC 8259 section 6 has no such numbers).
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

import orjson

from rhapsode_protocol.errors import InvalidJson

MAX_DEPTH = 32
"""Deeper nesting is refused: no message needs more than three levels, and a recursive parser's stack is finite."""


def loads_object(data: str | bytes) -> dict[str, Any]:
    """Read one JSON object.

    Raises:
        InvalidJson: not JSON, not an object, a number that JSON does not have, or nested too deep.
    """
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        value = _loads_tolerantly(data)
    if not isinstance(value, dict):
        raise InvalidJson('a message must be one JSON object, such as {"text": "Hello."}')
    return value


def dumps(value: Any) -> str:
    """Write ``value`` as compact JSON text. Lone surrogates become U+FFFD, so that the text is valid Unicode."""
    try:
        return orjson.dumps(value).decode()
    except (TypeError, orjson.JSONEncodeError):
        return orjson.dumps(_without_surrogates(value)).decode()


def _loads_tolerantly(data: str | bytes) -> Any:
    try:
        text = data.decode() if isinstance(data, bytes) else data
        if _depth_exceeds(text, MAX_DEPTH):
            raise InvalidJson(f"the message is nested deeper than {MAX_DEPTH} levels")
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "not valid UTF-8 JSON"
        position = f" at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        raise InvalidJson(f"the message is not JSON: {reason}{position}") from error


def _refuse_constant(name: str) -> NoReturn:
    raise InvalidJson(f"the message is not JSON: {name} is not a JSON number")


def _depth_exceeds(text: str, limit: int) -> bool:
    # An upper bound by counting openers is enough: real messages have fewer than ten brackets outside their strings,
    # and a text full of brackets only costs the second, exact look.
    if text.count("{") + text.count("[") <= limit:
        return False
    depth, inside_string, escaped = 0, False, False
    for character in text:
        if inside_string:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                inside_string = False
        elif character == '"':
            inside_string = True
        elif character in "{[":
            depth += 1
            if depth > limit:
                return True
        elif character in "}]":
            depth -= 1
    return False


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_surrogates(item) for item in value]
    return value

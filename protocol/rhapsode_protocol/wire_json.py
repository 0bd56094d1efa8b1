"""JSON as it crosses the wire: orjson, and a tolerant path for what it refuses.

orjson refuses a lone surrogate escape (``"\\ud83d"``), which arrives when a client cuts its text between the two
halves of an emoji; the standard library's parser takes it. What neither may take is what is not JSON at all, and what
the standard library would let through: ``NaN`` and ``Infinity`` (RFC 8259 section 6 has no such numbers), and numbers
like ``1e999`` that it would read as infinite. Whole numbers beyond 64 bits become floats on both paths.
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

import orjson

from rhapsode_protocol.errors import InvalidJson

MAX_DEPTH = 32
"""Deeper nesting is refused: no message needs more than three levels, and what walks through one may recurse. Both
parsers stop by themselves at about a thousand levels."""

LEAST_INTEGER, GREATEST_INTEGER = -(2**63), 2**64 - 1
"""What orjson reads as a whole number. The standard library would build integers of any length, which then overflow
wherever they are used."""

MAX_INTEGER_CHARACTERS = 20
"""Length of the longest such number; converting far longer ones is slow, and refused by Python with its own error."""


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
    if _depth_exceeds(value, MAX_DEPTH):
        raise _nested_too_deep()
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
        return json.loads(text, parse_constant=_refuse_constant, parse_float=_read_float, parse_int=_read_integer)
    except json.JSONDecodeError as error:
        # Some of the parser's sentences end with the place's preposition, some do not.
        reason = error.msg.removesuffix(" at")
        raise InvalidJson(f"the message is not JSON: {reason} at character {error.pos}") from error
    except UnicodeDecodeError as error:
        raise InvalidJson(f"the message is not UTF-8 at byte {error.start}") from error
    except RecursionError as error:
        raise _nested_too_deep() from error


def _nested_too_deep() -> InvalidJson:
    return InvalidJson(f"the message is nested deeper than {MAX_DEPTH} levels")


def _refuse_constant(name: str) -> NoReturn:
    raise InvalidJson(f"the message is not JSON: {name} is not a JSON number")


def _read_float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise InvalidJson("the message holds a number that is too large")
    return number


def _read_integer(digits: str) -> int | float:
    if len(digits) <= MAX_INTEGER_CHARACTERS and LEAST_INTEGER <= int(digits) <= GREATEST_INTEGER:
        return int(digits)
    return _read_float(digits)


def _depth_exceeds(value: dict[str, Any], limit: int) -> bool:
    # After parsing, level by level: brackets inside of strings are none here, and 300,000 lists in a megabyte take
    # 80 ms where looking at each character took 500.
    level: list[Any] = [value]
    for _ in range(limit):
        level = [
            item
            for whole in level
            for item in (whole.values() if isinstance(whole, dict) else whole)
            if isinstance(item, (dict, list))
        ]
        if not level:
            return False
    return True


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_surrogates(item) for item in value]
    return value

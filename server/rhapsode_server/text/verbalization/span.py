"""What a text holds that is not read as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple


class SpanKind(Enum):
    """The classes of written forms. A locale has one method for each, called as the value."""

    CARDINAL = "cardinal"
    DECIMAL = "decimal"
    ORDINAL = "ordinal"
    YEAR = "year"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    MONEY = "money"
    PERCENT = "percent"
    UNIT = "unit"
    TEMPERATURE = "temperature"
    FRACTION = "fraction"
    RANGE = "range"
    RATIO = "ratio"
    SCORE = "score"
    PHONE = "phone"
    ROMAN = "roman"
    VERSION = "version"
    URL = "url"
    EMAIL = "email"
    PATH = "path"
    HANDLE = "handle"
    HASHTAG = "hashtag"
    ABBREVIATION = "abbreviation"
    INITIALISM = "initialism"
    CODE = "code"
    SYMBOL = "symbol"
    EMOJI = "emoji"

    # Asked for every span, and members are single.
    __hash__ = object.__hash__


KIND_NAMES = {kind: kind.value for kind in SpanKind}
"""The value of each: an enumeration's own is a call, and this is asked for every span."""

_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


class Span(NamedTuple):
    """One written form and what was recognised in it. README.md lists the fields of each kind."""

    kind: SpanKind
    start: int
    end: int
    """Half-open range in the text given, in code points."""
    fields: Mapping[str, str] = _NO_FIELDS
    parts: tuple[Span, ...] = ()
    """The two ends of a range."""

    def field(self, name: str) -> str:
        """The value of a field, or an empty string."""
        return self.fields.get(name, "")

    @property
    def is_bare(self) -> bool:
        """Whether a number is known and nothing else: no sign, no fraction, no word. Most are so."""
        return len(self.fields) == 1 and "integer" in self.fields

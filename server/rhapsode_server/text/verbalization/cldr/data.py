"""One language's data of the CLDR, read from the package when first asked for."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, NamedTuple


class LanguageData(NamedTuple):
    """What ``build.py`` kept of a language."""

    decimal: str
    plurals: Mapping[str, str]
    """Conditions of the plural categories, ``other`` left out."""
    months: tuple[str, ...]
    """As in a date, January first: in many languages a genitive."""
    months_alone: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]
    """Sunday first."""
    units: Mapping[str, Mapping[str, Any]]
    """By the CLDR's name of the unit (``kilometer-per-hour``): ``nominative`` and other cases, each patterns by plural
    category such as ``"{0} kilometers"``; ``gender``; ``per``, what stands for "… per this"."""
    per: str
    """The pattern of "this per that": ``"{0} per {1}"``."""
    currencies: Mapping[str, Mapping[str, str]]
    """By ISO 4217 code, names by plural category."""


@functools.cache
def language_data(tag: str) -> LanguageData:
    """The data of a language, or of a script of it (``sr-Latn``)."""
    data = _read(f"{tag}.json")
    kept: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return LanguageData(**kept)


@functools.cache
def emoji_names(tag: str) -> Mapping[str, str]:
    """What pictures are called, without variation selectors."""
    names: dict[str, str] = _read(f"{tag}.emoji.json")
    return names


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((files(__package__) / name).read_text("utf-8"))
    return data

"""The server's own dictionary: a file in TOML or JSON, read anew when it changes.

::

    [words]                       the short form: a word, and what it is read as
    K8s = "kubernetes"
    Nguyen = "/ŋwiən/"            between slashes: its sound, in IPA

    [[entries]]                   the long form
    word = "Polish"
    replacement = "polish"
    ipa = "ˈpəʊlɪʃ"
    case_sensitive = true
    language = "en"
"""

from __future__ import annotations

import json
import logging
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rhapsode_server.dictionaries.language_filter import is_for
from rhapsode_server.text.dictionary import (
    MOST_IPA_CHARACTERS,
    MOST_REPLACEMENT_CHARACTERS,
    MOST_WORD_CHARACTERS,
    Dictionary,
    Entry,
)

logger = logging.getLogger(__name__)

MOST_BYTES = 4 * 1024 * 1024
"""Lower refuses large glossaries; higher, and a wrong file is read for seconds."""
MOST_ENTRIES = 20_000
"""A tenth of a second of work when the file changes. Lower refuses large glossaries; higher takes memory for each."""

_FIELDS = {"word": str, "replacement": str, "ipa": str, "case_sensitive": bool, "language": str}
_KINDS = {str: "a string", bool: "true or false"}


class DictionaryFault(Exception):
    """Dictionaries cannot be used. The message is one sentence that names the file and the cause."""


class DictionaryFile:
    """What the file holds. A file that breaks while the server runs leaves what it held before.

    Args:
        path: the file; JSON where its name ends so, else TOML.

    Raises:
        DictionaryFault: it cannot be read, or breaks a rule.
    """

    def __init__(self, path: Path) -> None:
        self.version = 0
        """Rises with every change that was taken in."""
        self._path = path
        self._seen = self._signature()
        self._dictionaries = _sorted_by_language(self._read())

    def dictionaries(self, language: str) -> tuple[Dictionary, ...]:
        """The entries for texts of a language."""
        return tuple(dictionary for wanted, dictionary in self._dictionaries if is_for(wanted, language))

    def refresh(self) -> None:
        """Take in what has changed; a fault is logged once, and what was read before holds."""
        try:
            signature = self._signature()
            if signature == self._seen:
                return
            self._seen = signature
            self._dictionaries = _sorted_by_language(self._read())
        except DictionaryFault as fault:
            if self._seen is not None:
                logger.error("the dictionary stays as it was: %s", fault)
            if not self._path.exists():
                self._seen = None
            return
        self.version += 1
        entries = sum(len(dictionary) for _, dictionary in self._dictionaries)
        logger.info("the dictionary %s has changed, and holds %d entries", self._path, entries)

    def _signature(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except OSError as error:
            raise DictionaryFault(f"{self._path} cannot be read: {error.strerror or error}") from error
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _read(self) -> list[tuple[str | None, Entry]]:
        try:
            with self._path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise DictionaryFault(f"{self._path} cannot be read: {error.strerror or error}") from error
        if len(data) > MOST_BYTES:
            raise DictionaryFault(f"{self._path} is larger than {MOST_BYTES} bytes")
        try:
            text = data.decode("utf-8-sig")
            document = json.loads(text) if self._path.suffix.lower() == ".json" else tomllib.loads(text)
            return read_entries(document)
        except RecursionError as error:
            raise DictionaryFault(f"{self._path}: it is nested too deeply") from error
        except ValueError as error:
            raise DictionaryFault(f"{self._path}: {error}") from error


def read_entries(document: object) -> list[tuple[str | None, Entry]]:
    """The entries of a document, each with its language.

    Raises:
        ValueError: it breaks a rule; the message says where and which.
    """
    if not isinstance(document, Mapping) or not document.keys() <= {"words", "entries"}:
        raise ValueError("it must hold a table of words, a list of entries, or both, and nothing else")
    words, rows = document.get("words", {}), document.get("entries", [])
    if not isinstance(words, Mapping) or not isinstance(rows, list):
        raise ValueError("words must be a table, and entries a list")
    if len(words) + len(rows) > MOST_ENTRIES:
        raise ValueError(f"it holds more than {MOST_ENTRIES} entries")
    short = [_read_row({"word": word, **_read_value(value)}, f"words.{word[:40]}") for word, value in words.items()]
    return short + [_read_row(row, f"entry {number}") for number, row in enumerate(rows, 1)]


def _read_value(value: object) -> dict[str, object]:
    if isinstance(value, str) and len(value) > 2 and value[0] == value[-1] == "/":
        return {"ipa": value}
    return {"replacement": value}


def _read_row(row: object, place: str) -> tuple[str | None, Entry]:
    if not isinstance(row, Mapping):
        raise ValueError(f"{place}: it must be a table")
    for name, value in row.items():
        kind = _FIELDS.get(name)
        if kind is None:
            raise ValueError(f"{place}: {str(name)[:40]} is not a field; there are {', '.join(_FIELDS)}")
        if not isinstance(value, kind):
            raise ValueError(f"{place}: {name} must be {_KINDS[kind]}")
    said: dict[str, Any] = dict(row)
    language = said.pop("language", None)
    if not said.get("word", "").strip():
        raise ValueError(f"{place}: word is missing")
    if not said.get("replacement") and not said.get("ipa"):
        raise ValueError(f"{place}: it needs a replacement or ipa")
    for name, most in (
        ("word", MOST_WORD_CHARACTERS),
        ("replacement", MOST_REPLACEMENT_CHARACTERS),
        ("ipa", MOST_IPA_CHARACTERS),
    ):
        if len(said.get(name) or "") > most:
            raise ValueError(f"{place}: {name} is longer than {most} characters")
    return language or None, make_entry(**said)


def make_entry(
    word: str, replacement: str | None = None, ipa: str | None = None, case_sensitive: bool = False
) -> Entry:
    """An entry as people write it: slashes or brackets around the IPA are no part of it."""
    sound = (ipa or "").strip()
    if len(sound) > 1 and (sound[0], sound[-1]) in (("/", "/"), ("[", "]")):
        sound = sound[1:-1].strip()
    return Entry(" ".join(word.split()), replacement or None, sound or None, case_sensitive)


def _sorted_by_language(entries: Iterable[tuple[str | None, Entry]]) -> tuple[tuple[str | None, Dictionary], ...]:
    """One dictionary a language; those of a language count before those of all."""
    sorted_entries: dict[str | None, list[Entry]] = {}
    for language, entry in entries:
        sorted_entries.setdefault(language, []).append(entry)
    made = [(language, Dictionary(rows)) for language, rows in sorted_entries.items()]
    return tuple(sorted(made, key=lambda each: each[0] is None))

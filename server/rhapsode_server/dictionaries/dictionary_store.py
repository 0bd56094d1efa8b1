"""Clients' dictionaries in one SQLite file. What has returned is on the disk.

Every dictionary belongs to a project, and every project to an owner: an API key, or whoever there is where no keys are
asked for. An owner has a default project from the first dictionary on, and sees no other's.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rhapsode_protocol.errors import Forbidden, InvalidRequest, NotFound
from rhapsode_server.dictionaries.dictionary_database import explained, open_database, transaction
from rhapsode_server.dictionaries.dictionary_file import DictionaryFault
from rhapsode_server.dictionaries.stored import StoredDictionary, StoredEntry, WrittenEntry
from rhapsode_server.text.dictionary import MOST_ENTRIES

NOBODY = ""
"""The owner of everything where no keys are asked for."""

MOST_PROJECTS = 100
"""Of one owner. Lower refuses agencies with many customers; higher lets one key fill the disk."""
MOST_DICTIONARIES = 100
"""Of one project: each costs a text that it is for some microseconds."""
MOST_ENTRIES_OF_OWNER = 50_000
"""Of one owner in all; each takes some 2 KB of memory."""

_DICTIONARY = "id, project_id, name, description, language, is_active, created_at, updated_at"
_ENTRY = "id, dictionary_id, word, replacement, ipa, case_sensitive, created_at, updated_at"


class DictionaryStore:
    """Projects, dictionaries and entries. Knows nothing of speech. May be used from any thread, one at a time.

    Every method raises :class:`~rhapsode_server.dictionaries.dictionary_file.DictionaryFault` where the file cannot be
    used, ``Forbidden`` for another owner's project, and ``NotFound`` for what the project does not have.

    Args:
        path: the file. It is made with the first dictionary; ``None`` where there is no place for it.
        now: gives the time.
    """

    def __init__(self, path: Path | None, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._path = path
        self._now = now
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._database is not None:
                self._database.close()
            self._database = None

    # --- Projects -----------------------------------------------------------------------------------------------------

    def projects(self) -> list[tuple[int, str, bool]]:
        """Number and owner of every project, and whether it is the owner's default."""
        with self._reading() as database:
            return [] if database is None else database.execute("SELECT id, owner, is_default FROM projects").fetchall()

    # --- Dictionaries -------------------------------------------------------------------------------------------------

    def all_dictionaries(self) -> list[StoredDictionary]:
        """Every dictionary of every owner."""
        with self._reading() as database:
            return [] if database is None else _dictionaries(database)

    def dictionaries(self, owner: str, project_id: int | None) -> list[StoredDictionary]:
        """The dictionaries of a project, the oldest first."""
        with self._reading() as database:
            project = None if database is None else _project(database, owner, project_id)
            return [] if database is None or project is None else _dictionaries(database, "project_id = ?", project)

    def dictionary(self, owner: str, project_id: int | None, dictionary_id: int) -> StoredDictionary:
        """One dictionary."""
        with self._reading() as database:
            return _dictionary(database, owner, project_id, dictionary_id)

    def create(
        self, owner: str, project_id: int | None, name: str, description: str | None, language: str | None
    ) -> StoredDictionary:
        """Make a dictionary; its project too, where that is new."""
        with self._writing() as database:
            project = _project(database, owner, project_id)
            if project is None:
                project = _make_project(database, owner, project_id)
            if _count(database, "dictionaries WHERE project_id = ?", project) >= MOST_DICTIONARIES:
                raise InvalidRequest(f"a project holds at most {MOST_DICTIONARIES} dictionaries; delete one first")
            now = self._time()
            row = (project, name, description, language, 1, now, now)
            made = database.execute(
                "INSERT INTO dictionaries (project_id, name, description, language, is_active, created_at, updated_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            ).lastrowid
            return _dictionaries(database, "id = ?", made)[0]

    def update(
        self, owner: str, project_id: int | None, dictionary_id: int, changes: Mapping[str, Any]
    ) -> StoredDictionary:
        """Change a dictionary: name, description, language, is_active, as many as are given."""
        with self._writing() as database:
            _dictionary(database, owner, project_id, dictionary_id)
            _change(database, "dictionaries", dictionary_id, changes, self._time())
            return _dictionaries(database, "id = ?", dictionary_id)[0]

    def delete(self, owner: str, project_id: int | None, dictionary_id: int) -> None:
        """Delete a dictionary, and its entries."""
        with self._writing() as database:
            _dictionary(database, owner, project_id, dictionary_id)
            database.execute("DELETE FROM dictionaries WHERE id = ?", (dictionary_id,))

    # --- Entries ------------------------------------------------------------------------------------------------------

    def all_entries(self, dictionary_id: int) -> list[StoredEntry]:
        """All entries of a dictionary, the oldest first; none where it is gone."""
        with self._reading() as database:
            return [] if database is None else _entries(database, "dictionary_id = ? ORDER BY id", dictionary_id)

    def entries(
        self, owner: str, project_id: int | None, dictionary_id: int, search: str, limit: int, offset: int
    ) -> tuple[list[StoredEntry], int]:
        """A page of a dictionary's entries, the oldest first, and how many there are in all.

        Args:
            owner: whose dictionary it is.
            project_id: its project; the owner's default where none is said.
            dictionary_id: its number.
            search: only words that hold this, capital letters and small ones the same.
            limit: entries of a page.
            offset: entries to pass over.
        """
        with self._reading() as database:
            _dictionary(database, owner, project_id, dictionary_id)
            assert database is not None
            found = _entries(database, "dictionary_id = ? ORDER BY id", dictionary_id)
        if search:
            # SQLite knows capital letters of ASCII only.
            found = [entry for entry in found if search.casefold() in entry.word.casefold()]
        return found[offset : offset + limit], len(found)

    def add(self, owner: str, project_id: int | None, dictionary_id: int, entry: WrittenEntry) -> StoredEntry:
        """Add an entry; one that has the same word is written over."""
        with self._writing() as database:
            _dictionary(database, owner, project_id, dictionary_id)
            _put(database, dictionary_id, entry, self._time())
            _check_sizes(database, owner, dictionary_id)
            return _entries(database, "dictionary_id = ? AND word = ?", dictionary_id, entry.word)[0]

    def update_entry(
        self, owner: str, project_id: int | None, dictionary_id: int, entry_id: int, changes: Mapping[str, Any]
    ) -> StoredEntry:
        """Change an entry: word, replacement, ipa, case_sensitive, as many as are given."""
        with self._writing() as database:
            _entry(database, owner, project_id, dictionary_id, entry_id)
            taken = "dictionary_id = ? AND word = ? AND id <> ?"
            if "word" in changes and _entries(database, taken, dictionary_id, changes["word"], entry_id):
                raise InvalidRequest("another entry of the dictionary has this word", field="word")
            _change(database, "entries", entry_id, changes, self._time())
            return _entries(database, "id = ?", entry_id)[0]

    def delete_entry(self, owner: str, project_id: int | None, dictionary_id: int, entry_id: int) -> None:
        """Delete an entry."""
        with self._writing() as database:
            _entry(database, owner, project_id, dictionary_id, entry_id)
            database.execute("DELETE FROM entries WHERE id = ?", (entry_id,))

    def replace_entries(
        self, owner: str, project_id: int | None, dictionary_id: int, entries: Sequence[WrittenEntry]
    ) -> tuple[int, int, int]:
        """Make these all the entries of a dictionary, or nothing where that cannot be.

        Returns:
            How many were written, how many others were deleted, and how many there are now.
        """
        wanted = {entry.word: entry for entry in entries}
        with self._writing() as database:
            _dictionary(database, owner, project_id, dictionary_id)
            held = {entry.word: entry.id for entry in _entries(database, "dictionary_id = ?", dictionary_id)}
            gone = [(number,) for word, number in held.items() if word not in wanted]
            database.executemany("DELETE FROM entries WHERE id = ?", gone)
            now = self._time()
            for entry in wanted.values():
                _put(database, dictionary_id, entry, now)
            _check_sizes(database, owner, dictionary_id)
        return len(wanted), len(gone), len(wanted)

    # --- The file -----------------------------------------------------------------------------------------------------

    def _time(self) -> str:
        return self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        if self._path is None:
            yield None
            return
        with self._lock, explained(self._path):
            yield self._open(self._path) if self._database is not None or self._path.exists() else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self._path is None:
            raise DictionaryFault("there is no place for dictionaries: say where with --dictionaries-db")
        with self._lock, explained(self._path):
            database = self._open(self._path)
            with transaction(database):
                yield database

    def _open(self, path: Path) -> sqlite3.Connection:
        if self._database is None:
            self._database = open_database(path)
        return self._database


def _project(database: sqlite3.Connection, owner: str, project_id: int | None) -> int | None:
    """The number of a project; ``None`` where there is no such project yet."""
    if project_id is None:
        found = database.execute("SELECT id FROM projects WHERE owner = ? AND is_default", (owner,)).fetchone()
        return None if found is None else int(found[0])
    found = database.execute("SELECT owner FROM projects WHERE id = ?", (project_id,)).fetchone()
    if found is None:
        return None
    if found[0] != owner:
        raise Forbidden("project_id names a project of another key", field="project_id")
    return project_id


def _make_project(database: sqlite3.Connection, owner: str, project_id: int | None) -> int:
    if _count(database, "projects WHERE owner = ?", owner) >= MOST_PROJECTS:
        raise InvalidRequest(f"a key has at most {MOST_PROJECTS} projects", field="project_id")
    row = (project_id, owner, project_id is None)
    return database.execute("INSERT INTO projects VALUES (?, ?, ?)", row).lastrowid or 0


def _dictionary(
    database: sqlite3.Connection | None, owner: str, project_id: int | None, dictionary_id: int
) -> StoredDictionary:
    project = None if database is None else _project(database, owner, project_id)
    if database is not None and project is not None:
        found = _dictionaries(database, "id = ? AND project_id = ?", dictionary_id, project)
        if found:
            return found[0]
    raise NotFound("the project has no dictionary of this number", field="dictionary_id")


def _entry(
    database: sqlite3.Connection, owner: str, project_id: int | None, dictionary_id: int, entry_id: int
) -> StoredEntry:
    _dictionary(database, owner, project_id, dictionary_id)
    found = _entries(database, "id = ? AND dictionary_id = ?", entry_id, dictionary_id)
    if not found:
        raise NotFound("the dictionary has no entry of this number", field="entry_id")
    return found[0]


def _dictionaries(database: sqlite3.Connection, where: str = "true", *values: Any) -> list[StoredDictionary]:
    rows = database.execute(f"SELECT {_DICTIONARY} FROM dictionaries WHERE {where} ORDER BY id", values)
    names = _DICTIONARY.split(", ")
    return [StoredDictionary(**{**dict(zip(names, row, strict=True)), "is_active": bool(row[5])}) for row in rows]


def _entries(database: sqlite3.Connection, where: str, *values: Any) -> list[StoredEntry]:
    rows = database.execute(f"SELECT {_ENTRY} FROM entries WHERE {where}", values)
    names = _ENTRY.split(", ")
    return [StoredEntry(**{**dict(zip(names, row, strict=True)), "case_sensitive": bool(row[5])}) for row in rows]


def _put(database: sqlite3.Connection, dictionary_id: int, entry: WrittenEntry, now: str) -> None:
    database.execute(
        "INSERT INTO entries (dictionary_id, word, replacement, ipa, case_sensitive, created_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (dictionary_id, word) DO UPDATE SET "
        "replacement = excluded.replacement, ipa = excluded.ipa, case_sensitive = excluded.case_sensitive, "
        "updated_at = excluded.updated_at",
        (dictionary_id, entry.word, entry.replacement, entry.ipa, entry.case_sensitive, now, now),
    )


def _change(database: sqlite3.Connection, table: str, number: int, changes: Mapping[str, Any], now: str) -> None:
    if not changes:
        return
    named = "".join(f"{name} = ?, " for name in changes)
    database.execute(f"UPDATE {table} SET {named}updated_at = ? WHERE id = ?", (*changes.values(), now, number))


def _check_sizes(database: sqlite3.Connection, owner: str, dictionary_id: int) -> None:
    if _count(database, "entries WHERE dictionary_id = ?", dictionary_id) > MOST_ENTRIES:
        raise InvalidRequest(f"a dictionary holds at most {MOST_ENTRIES} entries")
    owned = (
        "entries WHERE dictionary_id IN (SELECT dictionaries.id FROM dictionaries "
        "JOIN projects ON projects.id = project_id WHERE owner = ?)"
    )
    if _count(database, owned, owner) > MOST_ENTRIES_OF_OWNER:
        raise InvalidRequest(f"all dictionaries of a key together hold at most {MOST_ENTRIES_OF_OWNER} entries")


def _count(database: sqlite3.Connection, what: str, *values: Any) -> int:
    (count,) = database.execute(f"SELECT count(*) FROM {what}", values).fetchone()
    return int(count)

"""The file in which clients' dictionaries are kept: an SQLite database with its own mark and version."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rhapsode_server.dictionaries.dictionary_file import DictionaryFault

APPLICATION_ID = 0x52484443
"""``RHDC`` in the file's header tells it from any other SQLite file (SQLite, "PRAGMA application_id")."""

SCHEMA_VERSION = 1
"""Raised with every change of the tables. A file of a higher one is refused, never guessed at."""

WAIT_S = 5.0
"""How long another process's lock is waited for. Lower gives up on a busy disk; higher holds a request up."""

_SCHEMA = (
    # Numbers are never given again: a client that kept one must not reach somebody else's dictionary by it.
    "CREATE TABLE projects (id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, is_default INTEGER NOT NULL) "
    "STRICT",
    """CREATE TABLE dictionaries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        project_id INTEGER NOT NULL REFERENCES projects (id),
        name TEXT NOT NULL,
        description TEXT,
        language TEXT,
        is_active INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE entries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        dictionary_id INTEGER NOT NULL REFERENCES dictionaries (id) ON DELETE CASCADE,
        word TEXT NOT NULL,
        replacement TEXT NOT NULL,
        ipa TEXT,
        case_sensitive INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        UNIQUE (dictionary_id, word)
    ) STRICT""",
    "CREATE INDEX dictionaries_of_project ON dictionaries (project_id)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong with the file inside the block into a :class:`DictionaryFault`."""
    try:
        yield
    except sqlite3.Error as error:
        raise DictionaryFault(f"the dictionaries in {path} cannot be used: {error}") from error
    except OSError as error:
        raise DictionaryFault(f"the dictionaries in {path} cannot be used: {error.strerror or error}") from error


def open_database(path: Path) -> sqlite3.Connection:
    """Open the file and check that it is one of ours; an empty one gets its tables.

    Raises:
        DictionaryFault: it cannot be opened, or is a database of something else, or of a newer version.
    """
    with explained(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite would make the file readable for everybody.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        # One thread at a time uses it, and not always the same.
        database = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None, check_same_thread=False)
        try:
            database.execute("PRAGMA foreign_keys = ON")
            _check(database, path)
        except BaseException:
            database.close()
            raise
        return database


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All of the block happens, or nothing of it."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def _check(database: sqlite3.Connection, path: Path) -> None:
    with transaction(database):
        mark, version = (
            database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if mark == APPLICATION_ID and version <= SCHEMA_VERSION:
            return
        if mark == APPLICATION_ID:
            raise DictionaryFault(f"{path} was written by a newer version of Rhapsode: use that, or newer")
        if mark or version or database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise DictionaryFault(f"{path} is a database of something else than dictionaries")
        for statement in _SCHEMA:
            database.execute(statement)

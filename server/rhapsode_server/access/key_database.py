"""The key store's file: an SQLite database with its own mark and version, and its faults in the words of people."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

APPLICATION_ID = 0x52484B59
"""``RHKY`` in the file's header tells a key store from any other SQLite file (SQLite, "PRAGMA application_id")."""

SCHEMA_VERSION = 2
"""Raised with every change of the tables. A file of a higher one is refused, never guessed at."""

SIGNING_SECRET_BYTES = 32
"""As long as the output of SHA-256: shorter weakens HMAC, longer gains nothing (RFC 2104 section 3)."""

_SCHEMA = (
    """CREATE TABLE keys (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        key_hash BLOB NOT NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER,
        revoked_at INTEGER,
        watermark_message INTEGER
    ) STRICT""",
    "CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)

_RAISES = {
    1: ("ALTER TABLE keys ADD COLUMN watermark_message INTEGER", "PRAGMA user_version = 2"),
}
"""What makes a file of each older version one of the next."""

_CAUSES = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk is full or failing",
    sqlite3.SQLITE_READONLY: "it may not be written to",
    sqlite3.SQLITE_PERM: "it may not be used by this user",
    sqlite3.SQLITE_CANTOPEN: "it or its folder may not be opened by this user",
    sqlite3.SQLITE_BUSY: "another process keeps it locked",
    sqlite3.SQLITE_NOTADB: "it is not a key store",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
}
"""What people are told for each primary result code (SQLite, "Result and Error Codes")."""


class KeyStoreError(Exception):
    """The key store cannot be used. The message is one sentence that names the file and the cause."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong with the file inside the block into a :class:`KeyStoreError`."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the primary code; the rest tells variants of it apart.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        raise KeyStoreError(f"the key store {path} cannot be used: {_CAUSES.get(code, error)}") from error
    except OSError as error:
        raise KeyStoreError(f"the key store {path} cannot be used: {error.strerror or error}") from error


def connect(path: Path, *, wait_s: float) -> sqlite3.Connection:
    """Open the file, which must be there; it is written to where the system allows it.

    Args:
        path: the file.
        wait_s: how long each statement waits for another process's lock.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"
    # One thread at a time uses it, but not always the one that opened it: tests run the server in one of their own.
    return sqlite3.connect(uri, uri=True, timeout=wait_s, isolation_level=None, check_same_thread=False)


def schema_version(database: sqlite3.Connection) -> int:
    """The version of the tables that the file holds."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return int(version)


def holds_tables(database: sqlite3.Connection, path: Path) -> bool:
    """Whether the file holds the tables; an empty file does not yet.

    Raises:
        KeyStoreError: it is a database of something else, or of a newer version.
    """
    mark, version = (database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if mark == APPLICATION_ID and version <= SCHEMA_VERSION:
        return True
    if mark == APPLICATION_ID:
        raise KeyStoreError(f"the key store {path} was written by a newer version of Rhapsode: use that, or newer")
    if mark or version or database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise KeyStoreError(f"the key store {path} cannot be used: it is a database of something else")
    return False


@contextmanager
def writing(path: Path, *, wait_s: float) -> Iterator[sqlite3.Connection]:
    """One transaction: all of the block happens, or nothing of it. A missing file is made, for its owner alone.

    Raises:
        KeyStoreError: the file cannot be made or written; it is then as it was before.
    """
    with explained(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite would make the file readable for everybody. It holds the secret that tokens are signed with.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(connect(path, wait_s=wait_s)) as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                if not holds_tables(database, path):
                    for statement in _SCHEMA:
                        database.execute(statement)
                    secret = secrets.token_bytes(SIGNING_SECRET_BYTES)
                    database.execute("INSERT INTO secrets VALUES ('token_signing', ?)", (secret,))
                while (version := schema_version(database)) < SCHEMA_VERSION:
                    for statement in _RAISES[version]:
                        database.execute(statement)
                yield database
                database.execute("COMMIT")
            except BaseException:
                # A full disk has rolled it back already (SQLite, "Response To Errors Within A Transaction").
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise

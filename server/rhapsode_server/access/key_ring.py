"""The server's own copy of the keys, kept in step with the file that other processes change."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from rhapsode_server.access.key_database import connect, explained, holds_tables
from rhapsode_server.access.key_store import StoredKey, read_keys

logger = logging.getLogger(__name__)

FIRST_WAIT_S = 0.25
"""How long the first reading of a file waits for another process's lock. Lower fails while a key is being made; higher
holds up the event loop for as long, where the file is replaced under a running server."""

_OTHERS_MAY = 0o077
"""The mode bits of everybody but the owner."""


class KeyRing:
    """All keys of one file, in memory. A change is seen at the next :meth:`refresh`, which costs microseconds.

    Where another process is writing at that very moment, what was read before holds until the next refresh: the
    writer's command has not returned yet.

    Args:
        path: the file; it need not be there, now or ever.

    Raises:
        KeyStoreError: the file is there and cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.signing_secret: bytes | None = None
        """What tokens are signed with; ``None`` where there is no key store."""
        self._path = path
        self._keys: dict[str, StoredKey] = {}
        self._file: tuple[int, int] | None = None
        self._database: sqlite3.Connection | None = None
        self._version: int | None = None
        self.refresh()

    @property
    def is_empty(self) -> bool:
        """Whether no key was ever made; revoked ones count as made."""
        return not self._keys

    def find(self, key_id: str) -> StoredKey | None:
        """The key of an id, good or not."""
        return self._keys.get(key_id)

    def refresh(self) -> None:
        """Take in what other processes have changed.

        Raises:
            KeyStoreError: the file is there and cannot be read.
        """
        with explained(self._path):
            self._follow_file()
            if self._database is None:
                return
            try:
                # Changes with every commit of another process (SQLite, "PRAGMA data_version").
                (version,) = self._database.execute("PRAGMA data_version").fetchone()
                if version != self._version:
                    self._load(self._database)
                    self._version = version
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or self._version is None:
                    raise

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
        self._database = self._file = self._version = None

    def _follow_file(self) -> None:
        # A file that was deleted and made anew is another one, though an open connection goes on reading the old.
        try:
            status = self._path.stat()
        except FileNotFoundError:
            self.close()
            self._keys, self.signing_secret = {}, None
            return
        if self._file == (status.st_dev, status.st_ino):
            return
        self.close()
        self._database = connect(self._path, wait_s=FIRST_WAIT_S)
        self._file = (status.st_dev, status.st_ino)

    def _load(self, database: sqlite3.Connection) -> None:
        if not holds_tables(database, self._path):
            self._keys, self.signing_secret = {}, None
            return
        if self._version is None and self._path.stat().st_mode & _OTHERS_MAY:
            logger.warning("%s can be read by others, and with it tokens can be forged: chmod 600 it", self._path)
        keys = {key.id: key for key in read_keys(database)}
        (self.signing_secret,) = database.execute("SELECT value FROM secrets WHERE name = 'token_signing'").fetchone()
        self._keys = keys
        # From now on nothing is waited for: what is known still holds while somebody writes.
        database.execute("PRAGMA busy_timeout = 0")

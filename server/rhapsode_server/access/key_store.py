"""The keys as a person keeps them: made, listed, revoked. What has returned is on the disk."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rhapsode_server.access.api_key import hash_key, make_key
from rhapsode_server.access.key_database import connect, explained, holds_tables, schema_version, writing

WAIT_S = 5.0
"""How long another process's lock is waited for. Others hold it for milliseconds: lower gives up on a busy disk, higher
leaves a person before a process that hangs."""

COLUMNS = "id, name, key_hash, created_at, expires_at, revoked_at, watermark_message"


@dataclass(frozen=True, slots=True)
class StoredKey:
    """One key, without the key itself. Times are Unix seconds."""

    id: str
    """Public: it stands in lists, logs and tokens."""
    name: str
    """What its maker called it; need not be unique."""
    key_hash: bytes
    created_at: int
    expires_at: int | None = None
    """When it stops being good; ``None`` where it never does."""
    revoked_at: int | None = None
    watermark_message: int | None = None
    """The 16 bits that mark its speech, 0 to 65535; ``None`` where they are the server's."""

    def is_expired(self, now: float) -> bool:
        """Whether its time is over."""
        return self.expires_at is not None and now >= self.expires_at

    def is_good(self, now: float) -> bool:
        """Whether it lets anybody in."""
        return self.revoked_at is None and not self.is_expired(now)


class KeyStore:
    """The keys in one file. Does not know who uses them.

    Every method raises :class:`~rhapsode_server.access.key_database.KeyStoreError` where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(
        self, name: str, now: float, expires_at: int | None = None, watermark_message: int | None = None
    ) -> tuple[StoredKey, str]:
        """Make a key.

        Args:
            name: what it is for, for people.
            now: Unix seconds.
            expires_at: Unix seconds of its end, if it has one.
            watermark_message: the 16 bits that mark its speech, where they are not the server's.

        Returns:
            What is stored, and the key: this is the only time that it can be shown.
        """
        key_id, key = make_key()
        stored = StoredKey(key_id, name, hash_key(key), int(now), expires_at, None, watermark_message)
        with writing(self._path, wait_s=WAIT_S) as database:
            row = (stored.id, name, stored.key_hash, stored.created_at, expires_at, None, watermark_message)
            database.execute(f"INSERT INTO keys ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return stored, key

    def revoke(self, key_id: str, now: float) -> StoredKey | None:
        """Make a key worthless from now on; gives it with the time at which it was revoked first, ``None`` where there
        is no such key."""
        if not self._is_there():
            return None
        with writing(self._path, wait_s=WAIT_S) as database:
            database.execute("UPDATE keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (int(now), key_id))
            found = read_keys(database, "WHERE id = ?", key_id)
        return found[0] if found else None

    def all_keys(self) -> list[StoredKey]:
        """All keys, revoked ones too, the oldest first."""
        if not self._is_there():
            return []
        with explained(self._path), closing(connect(self._path, wait_s=WAIT_S)) as database:
            return read_keys(database) if holds_tables(database, self._path) else []

    def _is_there(self) -> bool:
        with explained(self._path):
            return self._path.exists()


def read_keys(database: sqlite3.Connection, where: str = "", *values: str) -> list[StoredKey]:
    """The keys of an open key store that holds its tables, the oldest first."""
    # A file of the first version is read as it is; whoever next writes to it brings it up to date.
    columns = COLUMNS if schema_version(database) > 1 else COLUMNS.replace("watermark_message", "NULL")
    rows = database.execute(f"SELECT {columns} FROM keys {where} ORDER BY created_at, rowid", values)
    return [StoredKey(*row) for row in rows]

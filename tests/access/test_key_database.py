from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rhapsode_server.access.key_database import (
    APPLICATION_ID,
    SIGNING_SECRET_BYTES,
    KeyStoreError,
    connect,
    explained,
    holds_tables,
    writing,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "folder" / "keys.db"


def make(path: Path) -> None:
    with writing(path, wait_s=0):
        pass


def test_a_new_file_is_for_its_owner_alone_and_has_a_secret_of_its_own(path: Path, tmp_path: Path) -> None:
    secrets = set()
    for place in (path, tmp_path / "other.db"):
        make(place)
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        with closing(connect(place, wait_s=0)) as database:
            assert holds_tables(database, place)
            (secret,) = database.execute("SELECT value FROM secrets").fetchone()
        assert len(secret) == SIGNING_SECRET_BYTES
        secrets.add(secret)
    assert len(secrets) == 2
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_fails_half_way_has_not_happened(path: Path) -> None:
    make(path)
    before = path.read_bytes()
    with pytest.raises(KeyStoreError, match="UNIQUE"), writing(path, wait_s=0) as database:
        database.executemany(
            "INSERT INTO keys VALUES (?, 'name', x'00', 1, NULL, NULL, NULL)", [("a",), ("b",), ("a",)]
        )
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_key_store(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()
    with closing(connect(path, wait_s=0)) as database:
        assert not holds_tables(database, path)
    make(path)
    with closing(connect(path, wait_s=0)) as database:
        assert holds_tables(database, path)


def junk(path: Path) -> None:
    path.write_bytes(b"Sing, goddess, of the wrath of Achilles. " * 200)


def newer(path: Path) -> None:
    make(path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")


def foreign_mark(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID + 1}")


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (junk, "it is not a key store"),
        (newer, "newer version of Rhapsode"),
        (foreign, "a database of something else"),
        (foreign_mark, "a database of something else"),
        (folder, "Is a directory"),
    ],
)
def test_a_file_of_something_else_is_refused_in_one_sentence_and_left_alone(
    tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "keys.db"
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(KeyStoreError, match=said) as caught:
        make(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_lock_of_another_process_is_told(path: Path) -> None:
    make(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(KeyStoreError, match="another process keeps it locked"):
            make(path)


def test_a_file_as_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KeyStoreError, match="Not a directory|File exists"):
        make(tmp_path / "file" / "keys.db")


def test_a_fault_without_a_known_cause_is_told_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(KeyStoreError, match="no such table: nowhere"), explained(tmp_path):
        sqlite3.connect(":memory:").execute("SELECT * FROM nowhere")

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rhapsode_server.access.key_database import KeyStoreError
from rhapsode_server.access.key_ring import KeyRing
from rhapsode_server.access.key_store import KeyStore

NOW = 1_800_000_000.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.db"


def test_without_a_file_there_are_no_keys_and_none_is_made(path: Path) -> None:
    ring = KeyRing(path)
    assert ring.is_empty
    assert ring.signing_secret is None
    assert not path.exists()


def test_what_others_do_is_seen_at_the_next_refresh(path: Path) -> None:
    ring, store = KeyRing(path), KeyStore(path)
    first, _ = store.create("a", NOW)
    assert ring.is_empty
    ring.refresh()
    assert ring.find(first.id) == first
    second, _ = store.create("b", NOW)
    store.revoke(first.id, NOW)
    ring.refresh()
    found = ring.find(first.id)
    assert found is not None
    assert not found.is_good(NOW)
    assert ring.find(second.id) == second
    assert ring.signing_secret


def test_a_refresh_without_a_change_reads_no_keys(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    KeyStore(path).create("a", NOW)
    ring, reads = KeyRing(path), []
    monkeypatch.setattr("rhapsode_server.access.key_ring.read_keys", lambda database: reads.append(1) or [])
    ring.refresh()
    assert not reads
    assert not ring.is_empty


def test_a_file_that_is_deleted_takes_its_keys_with_it_and_a_new_one_brings_its_own(path: Path) -> None:
    old, _ = KeyStore(path).create("a", NOW)
    ring = KeyRing(path)
    secret = ring.signing_secret
    path.unlink()
    ring.refresh()
    assert ring.is_empty
    new, _ = KeyStore(path).create("b", NOW)
    ring.refresh()
    assert ring.find(old.id) is None
    assert ring.find(new.id) == new
    assert ring.signing_secret not in (None, secret)


def test_a_file_that_is_moved_away_and_back_is_read_anew(path: Path) -> None:
    key, _ = KeyStore(path).create("a", NOW)
    ring = KeyRing(path)
    away = path.rename(path.with_name("away.db"))
    ring.refresh()
    assert ring.is_empty
    away.rename(path)
    ring.refresh()
    assert ring.find(key.id) == key


def test_a_file_that_is_replaced_in_one_stroke_is_read_anew(path: Path, tmp_path: Path) -> None:
    old, _ = KeyStore(path).create("a", NOW)
    ring = KeyRing(path)
    new, _ = KeyStore(tmp_path / "new.db").create("b", NOW)
    (tmp_path / "new.db").replace(path)
    ring.refresh()
    assert (ring.find(old.id), ring.find(new.id)) == (None, new)


def test_an_empty_file_has_no_keys_until_it_has(path: Path) -> None:
    path.touch(0o600)
    ring = KeyRing(path)
    assert ring.is_empty
    KeyStore(path).create("a", NOW)
    ring.refresh()
    assert not ring.is_empty


def test_while_somebody_writes_what_was_known_holds(path: Path) -> None:
    known, _ = KeyStore(path).create("a", NOW)
    ring = KeyRing(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("DELETE FROM keys")
        ring.refresh()
        assert ring.find(known.id) == known
        other.execute("COMMIT")
    ring.refresh()
    assert ring.is_empty


def test_a_first_reading_that_is_locked_out_is_no_empty_ring(path: Path) -> None:
    KeyStore(path).create("a", NOW)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(KeyStoreError, match="locked"):
            KeyRing(path)


def test_a_file_that_is_spoilt_meanwhile_is_told_and_read_again_once_it_is_mended(path: Path, tmp_path: Path) -> None:
    key, _ = KeyStore(path).create("a", NOW)
    ring, good = KeyRing(path), path.read_bytes()
    (tmp_path / "junk").write_bytes(b"no database at all" * 500)
    (tmp_path / "junk").replace(path)
    for _ in range(2):
        with pytest.raises(KeyStoreError, match="not a key store"):
            ring.refresh()
    (tmp_path / "good").write_bytes(good)
    (tmp_path / "good").replace(path)
    ring.refresh()
    assert ring.find(key.id) == key


def test_a_file_that_others_can_read_is_warned_of(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    KeyStore(path).create("a", NOW)
    with caplog.at_level(logging.WARNING):
        KeyRing(path).close()
        assert not caplog.records
        path.chmod(0o640)
        KeyRing(path).close()
    assert "chmod 600" in caplog.text


def test_a_closed_ring_opens_again(path: Path) -> None:
    key, _ = KeyStore(path).create("a", NOW)
    ring = KeyRing(path)
    ring.close()
    ring.close()
    ring.refresh()
    assert ring.find(key.id) == key

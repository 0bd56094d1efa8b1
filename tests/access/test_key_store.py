from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rhapsode_server.access.api_key import hash_key, key_id_of
from rhapsode_server.access.key_database import APPLICATION_ID, KeyStoreError, writing
from rhapsode_server.access.key_ring import KeyRing
from rhapsode_server.access.key_store import KeyStore, StoredKey

NOW = 1_800_000_000.9


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.db"


@pytest.fixture
def store(path: Path) -> KeyStore:
    return KeyStore(path)


def test_a_key_is_listed_with_all_but_itself(store: KeyStore, path: Path) -> None:
    stored, key = store.create("voice agent", NOW, expires_at=int(NOW) + 10)
    assert key_id_of(key) == stored.id
    assert store.all_keys() == [StoredKey(stored.id, "voice agent", hash_key(key), int(NOW), int(NOW) + 10)]
    assert key.encode() not in path.read_bytes()
    assert key.split("_", 2)[2].encode() not in path.read_bytes()


def test_keys_are_listed_in_the_order_of_their_making(store: KeyStore) -> None:
    made = [store.create(f"key {number}", NOW)[0] for number in range(5)]
    assert store.all_keys() == made


def test_a_key_is_revoked_once_and_stays_so(store: KeyStore) -> None:
    stored, _ = store.create("a", NOW)
    other, _ = store.create("b", NOW)
    first, second = store.revoke(stored.id, NOW + 5), store.revoke(stored.id, NOW + 9)
    assert first == second
    assert first is not None
    assert first.revoked_at == int(NOW) + 5
    assert [key.is_good(NOW + 10) for key in store.all_keys()] == [False, True]
    assert store.revoke(other.id[::-1] + "x", NOW) is None


def test_listing_and_revoking_make_no_file(store: KeyStore, path: Path) -> None:
    assert store.all_keys() == []
    assert store.revoke("k3x9q2ab", NOW) is None
    assert not path.exists()


@pytest.mark.parametrize(("after_s", "good"), [(0, True), (9, True), (9.2, False), (1_000, False)])
def test_a_key_is_good_until_it_expires(after_s: float, good: bool) -> None:
    key = StoredKey("a", "b", b"", int(NOW), expires_at=int(NOW) + 10)
    assert key.is_good(NOW + after_s) is good
    assert StoredKey("a", "b", b"", int(NOW)).is_good(NOW + after_s)


def fill(path: Path) -> None:
    """Keys until something refuses."""
    store = KeyStore(path)
    for number in range(100_000):
        store.create(f"{number:0100d}", NOW)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for 64 KiB."""
    if shutil.which("mount") is None or os.geteuid():
        pytest.skip("only root may mount a disk")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk may be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.slow
def test_a_full_disk_is_one_sentence_and_never_half_a_key(small_disk: Path) -> None:
    path = small_disk / "keys.db"
    with pytest.raises(KeyStoreError, match="the disk is full"):
        fill(path)
    keys = KeyStore(path).all_keys()
    assert keys
    assert [int(key.name) for key in keys] == list(range(len(keys)))
    with pytest.raises(KeyStoreError, match="the disk is full"):
        KeyStore(path).create("x" * 4_000, NOW)
    assert KeyStore(path).all_keys() == keys


@pytest.mark.slow
def test_a_disk_that_was_full_from_the_start_takes_a_key_once_there_is_room(small_disk: Path) -> None:
    path, ballast = small_disk / "keys.db", small_disk / "ballast"
    with pytest.raises(OSError, match="No space left"):
        ballast.write_bytes(b"\0" * 100_000)
    with pytest.raises(KeyStoreError, match="the disk is full|No space left"):
        KeyStore(path).create("a", NOW)
    assert KeyStore(path).all_keys() == []
    ballast.unlink()
    KeyStore(path).create("a", NOW)
    assert len(KeyStore(path).all_keys()) == 1


@pytest.mark.slow
def test_a_file_that_may_not_grow_is_one_sentence_and_never_half_a_key(path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from rhapsode_server.access.key_store import KeyStore\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        "from rhapsode_server.access.key_database import KeyStoreError\n"
        "try:\n"
        "    for number in range(100_000): KeyStore(Path(sys.argv[1])).create(f'{number:0100d}', 1.0)\n"
        "except KeyStoreError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, timeout=60, check=True)
    assert "the disk is full" in done.stdout
    keys = KeyStore(path).all_keys()
    assert keys
    assert [int(key.name) for key in keys] == list(range(len(keys)))


def test_a_file_that_may_not_be_written_is_one_sentence(path: Path) -> None:
    KeyStore(path).create("a", NOW)

    def delete_all() -> None:
        with writing(path, wait_s=0) as database:
            database.execute("PRAGMA query_only = ON")
            database.execute("DELETE FROM keys")

    with pytest.raises(KeyStoreError, match="may not be written to"):
        delete_all()
    assert len(KeyStore(path).all_keys()) == 1


@pytest.mark.skipif(not os.geteuid(), reason="root may write everywhere")
def test_the_permissions_of_the_system_are_told(path: Path) -> None:
    KeyStore(path).create("a", NOW)
    path.chmod(0o400)
    with pytest.raises(KeyStoreError, match="Permission denied"):
        KeyStore(path).create("b", NOW)
    path.parent.chmod(0)
    try:
        for attempt in (KeyStore(path).all_keys, lambda: KeyStore(path).revoke("a", NOW)):
            with pytest.raises(KeyStoreError, match="Permission denied"):
                attempt()
    finally:
        path.parent.chmod(0o700)


def test_making_keys_does_not_open_the_file_to_others(path: Path) -> None:
    path.touch(0o600)
    KeyStore(path).create("a", NOW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


FIRST_VERSION = (
    "CREATE TABLE keys (id TEXT PRIMARY KEY, name TEXT NOT NULL, key_hash BLOB NOT NULL, created_at INTEGER NOT NULL,"
    " expires_at INTEGER, revoked_at INTEGER) STRICT",
    "CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    "INSERT INTO secrets VALUES ('token_signing', x'00112233')",
    "INSERT INTO keys VALUES ('k3x9q2ab', 'old', x'aa', 1, NULL, NULL)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    "PRAGMA user_version = 1",
)


def test_a_file_of_the_first_version_is_read_and_brought_up_to_date_by_the_next_key(tmp_path: Path) -> None:
    path = tmp_path / "keys.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement in FIRST_VERSION:
            database.execute(statement)
    store = KeyStore(path)
    [old] = store.all_keys()
    assert (old.name, old.watermark_message) == ("old", None)
    ring = KeyRing(path)
    assert ring.find("k3x9q2ab") == old
    new, _ = store.create("new", 2.0, watermark_message=0x1234)
    assert store.all_keys() == [old, new]
    ring.refresh()
    assert (ring.find("k3x9q2ab"), ring.find(new.id)) == (old, new)
    assert ring.signing_secret == bytes.fromhex("00112233")
    ring.close()

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from rhapsode_protocol.errors import Forbidden, InternalError, Unauthorized
from rhapsode_server.access.caller import ANYBODY, Caller
from rhapsode_server.access.doorkeeper import Doorkeeper
from rhapsode_server.access.key_database import KeyStoreError
from rhapsode_server.access.key_store import KeyStore

NOW = 1_800_000_000.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.db"


@pytest.fixture
def store(path: Path) -> KeyStore:
    return KeyStore(path)


# --- When keys are asked for -----------------------------------------------------------------------------------------


def test_auto_asks_from_the_first_key_on_also_while_it_runs(path: Path, store: KeyStore) -> None:
    doorkeeper = Doorkeeper(path, "auto")
    assert doorkeeper.identify(None, NOW) is doorkeeper.identify("whatever", NOW) is ANYBODY
    assert (doorkeeper.asks_for_keys, doorkeeper.has_keys) == (False, False)
    store.create("a", NOW)
    with pytest.raises(Unauthorized, match="asks for a key"):
        doorkeeper.identify(None, NOW)
    assert (doorkeeper.asks_for_keys, doorkeeper.has_keys) == (True, True)


def test_auto_goes_on_asking_when_all_keys_are_revoked(path: Path, store: KeyStore) -> None:
    stored, _ = store.create("a", NOW)
    store.revoke(stored.id, NOW)
    assert Doorkeeper(path, "auto").asks_for_keys


def test_a_key_store_that_disappears_lets_nobody_in(path: Path, store: KeyStore) -> None:
    _, key = store.create("a", NOW)
    doorkeeper = Doorkeeper(path, "auto")
    path.unlink()
    for credential in (None, key):
        with pytest.raises(Unauthorized):
            doorkeeper.identify(credential, NOW)


def test_required_asks_without_any_key(path: Path) -> None:
    doorkeeper = Doorkeeper(path, "required")
    assert (doorkeeper.asks_for_keys, doorkeeper.has_keys) == (True, False)
    with pytest.raises(Unauthorized):
        doorkeeper.identify(None, NOW)


def test_off_never_asks_and_never_looks(path: Path) -> None:
    path.write_bytes(b"junk" * 1_000)
    doorkeeper = Doorkeeper(path, "off")
    assert doorkeeper.identify(None, NOW) is ANYBODY
    doorkeeper.refresh()
    doorkeeper.close()


def test_a_key_store_that_cannot_be_read_is_no_open_door(path: Path) -> None:
    path.write_bytes(b"junk" * 1_000)
    with pytest.raises(KeyStoreError):
        Doorkeeper(path, "auto")


def test_one_that_is_spoilt_meanwhile_keeps_everybody_out_and_is_told_once(
    path: Path, store: KeyStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _, key = store.create("a", NOW)
    doorkeeper, good = Doorkeeper(path, "auto"), path.read_bytes()
    (tmp_path / "junk").write_bytes(b"junk" * 1_000)
    (tmp_path / "junk").replace(path)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            with pytest.raises(InternalError, match="key store cannot be read") as caught:
                doorkeeper.identify(key, NOW)
            assert str(path) not in caught.value.message, "strangers need not know where it is"
    assert len(caplog.records) == 1
    (tmp_path / "good").write_bytes(good)
    (tmp_path / "good").replace(path)
    assert doorkeeper.identify(key, NOW).key_id


# --- Keys ------------------------------------------------------------------------------------------------------------


def test_a_good_key_is_known_by_its_id(path: Path, store: KeyStore) -> None:
    keys = [store.create("a", NOW) for _ in range(3)]
    doorkeeper = Doorkeeper(path, "auto")
    assert [doorkeeper.identify(key, NOW) for _, key in keys] == [Caller(stored.id) for stored, _ in keys]


@pytest.mark.parametrize("shown", ["", "x", "rhk_", "ключ", "\ud800", "rht1.", "rht1.a.b.c.d"])
def test_what_is_no_key_is_refused(path: Path, store: KeyStore, shown: str) -> None:
    store.create("a", NOW)
    with pytest.raises(Unauthorized) as caught:
        Doorkeeper(path, "auto").identify(shown, NOW)
    assert len(shown) < 3 or shown not in caught.value.message


def test_the_id_alone_opens_nothing(path: Path, store: KeyStore) -> None:
    stored, key = store.create("a", NOW)
    _, other = store.create("b", NOW)
    doorkeeper = Doorkeeper(path, "auto")
    for forged in (f"rhk_{stored.id}_{other[-43:]}", key[:-1] + ("A" if key[-1] != "A" else "B"), stored.id):
        with pytest.raises(Unauthorized, match="the key is not known"):
            doorkeeper.identify(forged, NOW)


def test_a_revoked_or_expired_key_is_told_so_to_whoever_has_it(path: Path, store: KeyStore) -> None:
    revoked, revoked_key = store.create("a", NOW)
    expiring, expiring_key = store.create("b", NOW, expires_at=int(NOW) + 10)
    doorkeeper = Doorkeeper(path, "auto")
    assert doorkeeper.identify(revoked_key, NOW) == Caller(revoked.id)
    store.revoke(revoked.id, NOW)
    with pytest.raises(Unauthorized, match="the key has been revoked"):
        doorkeeper.identify(revoked_key, NOW)
    assert doorkeeper.identify(expiring_key, NOW + 9) == Caller(expiring.id)
    with pytest.raises(Unauthorized, match="the key has expired"):
        doorkeeper.identify(expiring_key, NOW + 10)
    assert (doorkeeper.is_welcome(revoked.id, NOW), doorkeeper.is_welcome(expiring.id, NOW)) == (False, True)
    assert not doorkeeper.is_welcome(expiring.id, NOW + 10)
    assert not doorkeeper.is_welcome("unheard", NOW)


# --- Tokens ----------------------------------------------------------------------------------------------------------


def test_a_token_stands_for_its_key_and_every_server_of_the_store_takes_it(path: Path, store: KeyStore) -> None:
    stored, _ = store.create("a", NOW)
    text, token = Doorkeeper(path, "auto").mint(Caller(stored.id), 600, NOW)
    assert token.expires_at == int(NOW) + 600
    elsewhere = Doorkeeper(path, "required")
    assert elsewhere.identify(text, NOW + 599) == Caller(stored.id, by_token=True)
    with pytest.raises(Unauthorized, match="the token has expired"):
        elsewhere.identify(text, NOW + 600)


def test_a_token_dies_with_its_key(path: Path, store: KeyStore) -> None:
    stored, _ = store.create("a", NOW)
    doorkeeper = Doorkeeper(path, "auto")
    text, _ = doorkeeper.mint(Caller(stored.id), 600, NOW)
    store.revoke(stored.id, NOW)
    with pytest.raises(Unauthorized, match="key behind the token has been revoked"):
        doorkeeper.identify(text, NOW)


def test_a_token_does_not_outlive_its_key(path: Path, store: KeyStore) -> None:
    stored, _ = store.create("a", NOW, expires_at=int(NOW) + 100)
    doorkeeper = Doorkeeper(path, "auto")
    assert doorkeeper.mint(Caller(stored.id), 600, NOW)[1].expires_at == int(NOW) + 100


def test_tokens_beget_no_tokens(path: Path, store: KeyStore) -> None:
    stored, _ = store.create("a", NOW)
    with pytest.raises(Forbidden, match="show the key itself"):
        Doorkeeper(path, "auto").mint(Caller(stored.id, by_token=True), 600, NOW)


def test_where_no_key_is_asked_for_anybody_gets_one_that_is_worth_nothing_once_one_is(
    path: Path, store: KeyStore
) -> None:
    doorkeeper = Doorkeeper(path, "auto")
    text, _ = doorkeeper.mint(ANYBODY, 600, NOW)
    assert doorkeeper.identify(text, NOW) is ANYBODY
    store.create("a", NOW)
    with pytest.raises(Unauthorized):
        doorkeeper.identify(text, NOW)
    late, _ = doorkeeper.mint(ANYBODY, 600, NOW)
    with pytest.raises(Unauthorized, match="no key that this server knows is behind the token"):
        doorkeeper.identify(late, NOW)


def test_nobody_can_sign_for_another_store(path: Path, store: KeyStore, tmp_path: Path) -> None:
    stored, _ = store.create("a", NOW)
    KeyStore(tmp_path / "other.db").create("a", NOW)
    forged, _ = Doorkeeper(tmp_path / "other.db", "auto").mint(Caller(stored.id), 600, NOW)
    with pytest.raises(Unauthorized, match="not given by this server"):
        Doorkeeper(path, "auto").identify(forged, NOW)

"""``rhapsode keys``, as it is called from a shell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rhapsode_client.command import main
from rhapsode_server.access.doorkeeper import Doorkeeper
from rhapsode_server.access.key_store import KeyStore

PROGRAM = str(Path(sys.executable).with_name("rhapsode"))

Said = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RHAPSODE_KEYS_DB", str(tmp_path / "keys.db"))
    return tmp_path / "keys.db"


def keys(*words: str) -> int:
    return main(["keys", *words])


def opens(path: Path, key: str) -> bool:
    return Doorkeeper(path, "auto").identify(key, time.time()).key_id is not None


def test_the_key_stands_alone_on_the_last_line(path: Path, capsys: Said) -> None:
    assert keys("create", "voice agent") == 0
    first, key = capsys.readouterr().out.splitlines()
    assert "voice agent" in first
    assert key not in first
    assert opens(path, key)


def test_a_key_is_made_as_json_too(path: Path, capsys: Said) -> None:
    assert keys("create", "für Ö", "--expires-days", "2", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said.keys() == {"id", "name", "state", "created_at", "expires_at", "revoked_at", "watermark_message", "key"}
    assert (said["name"], said["state"], said["revoked_at"]) == ("für Ö", "good", None)
    assert opens(path, said["key"])
    (stored,) = KeyStore(path).all_keys()
    assert stored.expires_at == stored.created_at + 2 * 86_400


def test_the_list_shows_everything_but_the_keys(path: Path, capsys: Said) -> None:
    store, now = KeyStore(path), time.time()
    good, secret = store.create("good", now)
    revoked, _ = store.create("a longer name", now)
    store.revoke(revoked.id, now)
    expired, _ = store.create("late", now - 20, expires_at=int(now) - 10)
    assert keys("list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["ID", "NAME", "STATE", "CREATED", "EXPIRES", "WATERMARK"]
    assert [line.split()[0] for line in lines[1:]] == [expired.id, good.id, revoked.id]
    assert [line[lines[0].index("STATE") :].split()[0] for line in lines[1:]] == ["expired", "good", "revoked"]
    assert secret not in "\n".join(lines)
    assert keys("list", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(each["id"], each["state"]) for each in listed] == [
        (expired.id, "expired"),
        (good.id, "good"),
        (revoked.id, "revoked"),
    ]
    assert not any("key" in each for each in listed)


def test_an_empty_list_says_what_to_do_and_makes_no_file(path: Path, capsys: Said) -> None:
    assert keys("list") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "rhapsode keys create" in said.err
    assert keys("list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert not path.exists()


def test_a_key_is_revoked_by_its_id_or_by_itself_as_often_as_one_likes(path: Path, capsys: Said) -> None:
    store = KeyStore(path)
    (first, _), (second, secret) = store.create("a", time.time()), store.create("b", time.time())
    for said in (first.id, first.id, f"eu-{secret}"):
        assert keys("revoke", said) == 0
        assert "is revoked" in capsys.readouterr().out
    assert [each.revoked_at is None for each in store.all_keys()] == [False, False]
    assert keys("revoke", second.id, "--json") == 0
    assert json.loads(capsys.readouterr().out)["state"] == "revoked"


def test_an_unknown_id_is_told(path: Path, capsys: Said) -> None:
    assert keys("revoke", "k3x9q2ab") == 1
    assert "there is no key with the id 'k3x9q2ab'" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", ""), "a name has"),
        (("create", "a\nb"), "a name has"),
        (("create", "x" * 101), "a name has"),
        (("create", "a", "--expires-days", "0"), "days are"),
        (("create", "a", "--expires-days", "-1"), "days are"),
        (("create", "a", "--expires-days", "soon"), "days are"),
        (("create", "a", "--expires-days", "99999999999999999999"), "days are"),
        (("create",), "name"),
        ((), "ACTION"),
        (("invent",), "ACTION"),
    ],
)
@pytest.mark.usefixtures("path")
def test_wrong_usage_is_told(words: tuple[str, ...], said: str, capsys: Said) -> None:
    with pytest.raises(SystemExit) as caught:
        keys(*words)
    assert caught.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("action", [("create", "a"), ("list",), ("revoke", "k3x9q2ab")])
def test_a_file_that_cannot_be_used_is_one_line(
    path: Path, tmp_path: Path, action: tuple[str, ...], capsys: Said
) -> None:
    junk = tmp_path / "junk.db"
    junk.write_bytes(b"not a database" * 500)
    assert keys(*action, "--keys-db", str(junk)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"rhapsode keys: the key store {junk} cannot be used: it is not a key store\n"
    assert not path.exists()


def test_a_wrong_setting_is_named(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("RHAPSODE_PORT", "many")
    assert keys("list") == 2
    assert "RHAPSODE_PORT" in capsys.readouterr().err


def test_without_a_home_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("RHAPSODE_KEYS_DB")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert keys("list") == 1
    assert "--keys-db" in capsys.readouterr().err


@pytest.mark.slow
def test_a_script_takes_the_key_from_the_last_line(path: Path) -> None:
    line = f'"{PROGRAM}" keys create laptop --expires-days 30 | tail -n 1'
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=True, env={**os.environ})
    assert opens(path, done.stdout.strip())


@pytest.mark.slow
@pytest.mark.parametrize("words", [("--help",), ("create", "--help"), ("list", "--help"), ("revoke", "--help")])
def test_help_names_the_options(words: tuple[str, ...]) -> None:
    done = subprocess.run([PROGRAM, "keys", *words], capture_output=True, text=True, check=True)
    assert ("--keys-db" in done.stdout) == (len(words) > 1)
    assert "usage: rhapsode keys" in done.stdout

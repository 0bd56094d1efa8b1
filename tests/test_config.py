"""Options that are more than a number: where keys are kept, and lists that people write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from rhapsode_server.access.key_store import KeyStore
from rhapsode_server.config import Config, describe


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """That of somebody who has set nothing."""
    for name in ("RHAPSODE_KEYS_DB", "RHAPSODE_ALLOWED_HOSTS", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/homer")
    return monkeypatch


def test_keys_are_where_the_option_says(environment: pytest.MonkeyPatch) -> None:
    assert Config(**{"keys_db": "/keys.db"}).keys_path() == Path("/keys.db")
    environment.setenv("RHAPSODE_KEYS_DB", "/from/environment.db")
    assert Config().keys_path() == Path("/from/environment.db")


@pytest.mark.parametrize(
    ("data_home", "path"),
    [
        (None, "/home/homer/.local/share/rhapsode/keys.db"),
        ("", "/home/homer/.local/share/rhapsode/keys.db"),
        # XDG Base Directory Specification: a relative path is to be ignored.
        ("relative", "/home/homer/.local/share/rhapsode/keys.db"),
        ("/data", "/data/rhapsode/keys.db"),
    ],
)
def test_else_they_are_in_the_users_data_folder(
    environment: pytest.MonkeyPatch, data_home: str | None, path: str
) -> None:
    if data_home is not None:
        environment.setenv("XDG_DATA_HOME", data_home)
    assert Config().keys_path() == Path(path)


def test_a_server_without_keys_needs_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("RHAPSODE_KEYS_DB")
    monkeypatch.setattr(Path, "home", homeless)
    assert not Config(**{"auth": "off"}).doorkeeper().asks_for_keys


def test_keys_are_found_where_they_were_made(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("XDG_DATA_HOME", str(tmp_path))
    KeyStore(Config().keys_path()).create("a", 1.0)
    assert Config().doorkeeper().has_keys


def test_the_engine_is_chosen_once_and_handed_on_with_the_reason(environment: pytest.MonkeyPatch) -> None:
    selection = Config(**{"engine": "tone"}).selection()
    told = Config(**{"engine": "tone"}).synthesis(selection)
    assert (told.engine, told.engine_reason) == (selection.engine, selection.reason) == ("tone", "asked for by name")
    assert Config().engine == "auto"


def test_model_files_are_looked_for_where_the_option_says(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in ("config.json", "kokoro-v1_0.pth", "voices/af_heart.pt"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(b"")
    assert Config(**{"model_dir": tmp_path}).selection().engine == "kokoro"
    assert Config(**{"model_dir": tmp_path / "elsewhere"}).selection().engine == "espeak"


def test_lists_are_read(environment: pytest.MonkeyPatch) -> None:
    policy = Config(**{"host": "gpu-box", "allowed_hosts": "a, *.B", "allowed_origins": "https://a"}).origin_policy()
    assert (policy.bound_host, policy.allowed_hosts, policy.allowed_origins) == (
        "gpu-box",
        ("a", "*.b"),
        ("https://a",),
    )
    assert Config().origin_policy().allowed_hosts == Config().origin_policy().allowed_origins == ()


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"allowed_hosts": "https://a"}, "--allowed-hosts (RHAPSODE_ALLOWED_HOSTS) is 'https://a'"),
        ({"allowed_origins": "a"}, "--allowed-origins (RHAPSODE_ALLOWED_ORIGINS) is 'a'"),
        ({"device": "tpu"}, "--device (RHAPSODE_DEVICE) is 'tpu': it must be auto, cpu, cuda, or the number of a GPU"),
        ({"warm_languages": "en,e!"}, "'e!' is no language tag, such as en-us or ja"),
        ({"auth": "maybe"}, "--auth (RHAPSODE_AUTH) is 'maybe'"),
        ({"max_connections": -1}, "--max-connections (RHAPSODE_MAX_CONNECTIONS) is -1"),
        ({"max_pending_characters": 9_999}, "is 9999: it must be at least --max-frame-characters"),
        ({"max_connection_characters": 1}, "--max-connection-characters (RHAPSODE_MAX_CONNECTION_CHARACTERS) is 1"),
        ({"max_frame_bytes": 128_191}, "--max-frame-characters (RHAPSODE_MAX_FRAME_CHARACTERS) is 10000"),
        ({"max_frame_characters": 86_699}, "may take 1048580 bytes; --max-frame-bytes must be at least that"),
    ],
)
def test_a_wrong_one_is_named(said: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Config(**said)
    assert named in describe(caught.value)


def test_a_frame_holds_the_longest_text_and_every_option() -> None:
    assert Config(**{"max_frame_bytes": 128_192}).max_frame_bytes == 128_192
    limits = Config(**{"max_frame_characters": 86_698, "max_pending_characters": 86_698}).limits()
    assert limits.max_frame_characters == limits.max_pending_characters == 86_698

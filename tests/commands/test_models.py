"""``rhapsode models``, as it is called from a shell; the hub is one on the loopback."""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from huggingface_hub.file_download import http_get

from engines.kokoro.loopback_hub import REPOSITORY, REVISION, LoopbackHub, serving, sha256
from rhapsode_server.commands import models
from rhapsode_server.engines.kokoro.published import Publication, PublishedFile
from rhapsode_server.engines.kokoro.voices import ENGINE
from rhapsode_server.engines.selection import AUTO, select_engine

CONTENT = {
    "config.json": b"{}",
    "kokoro-v1_0.pth": os.urandom(100_000),
    "voices/af_heart.pt": os.urandom(5_000),
    "voices/am_echo.pt": os.urandom(5_000),
    "voices/bf_emma.pt": os.urandom(5_000),
}

Said = pytest.CaptureFixture[str]


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackHub]:
    files = {path: PublishedFile(sha256(content)) for path, content in CONTENT.items()}
    monkeypatch.setattr(models, "PUBLICATION", Publication(REPOSITORY, REVISION, files))
    for name in ("HF_TOKEN", "HF_HUB_OFFLINE", "RHAPSODE_MODEL_DIR"):
        monkeypatch.delenv(name, raising=False)
    with serving(dict(CONTENT)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield hub


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The default one, of a user whose data folder is empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "rhapsode" / "models" / "kokoro-82m"


def call(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="rhapsode models")
    models.add_arguments(parser)
    return models.run(parser.parse_args(words))


def test_pull_list_verify(hub: LoopbackHub, folder: Path, capsys: Said) -> None:
    assert call("verify") == 1
    assert "missing config.json, kokoro-v1_0.pth, voices/af_heart.pt" in capsys.readouterr().err
    assert call("pull", "--voices", "am_echo") == 0
    said = capsys.readouterr()
    # Off a terminal no bar is drawn.
    assert said.err == ""
    assert said.out.startswith(f"Fetched 4 files into {folder}.")
    # Without the default voice nothing could speak, so it came along.
    assert sorted(path.name for path in (folder / "voices").iterdir()) == ["af_heart.pt", "am_echo.pt"]
    assert call("pull", "--voices", "am_echo, AF_heart") == 0
    assert capsys.readouterr().out == f"All 4 files are in {folder} already.\n"
    assert call("list") == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[0].split() == ["FILE", "LANGUAGE", "ON", "DISK"]
    assert ["voices/bf_emma.pt", "en-gb", "-"] in [line.split() for line in listed]
    assert listed[-1] == f"Kokoro's model files are in {folder}"
    assert call("verify") == 0
    checked = capsys.readouterr().out
    assert checked.count("has the published checksum") == 4
    assert "4 of 5 files are in" in checked


def test_json_for_machines(hub: LoopbackHub, folder: Path, capsys: Said) -> None:
    assert call("pull", "--voices", "af_heart", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["fetched"] == ["config.json", "voices/af_heart.pt", "kokoro-v1_0.pth"]
    assert call("list", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["repository"], told["revision"], told["complete"]) == (REPOSITORY, REVISION, True)
    assert {"file": "voices/am_echo.pt", "voice": "am_echo", "language": "en-us", "size_bytes": None} in told["files"]
    assert call("verify", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["good"] is True
    assert [each["state"] for each in told["files"]] == ["published"] * 3 + ["absent"] * 2
    (folder / "voices" / "af_heart.pt").write_bytes(b"decayed")
    assert call("verify", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["good"] is False
    assert [each["state"] for each in told["files"]][2] == "differs"


def test_a_folder_may_be_named_in_three_ways(
    hub: LoopbackHub, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    for option in ("--dir", "--model-dir"):
        assert call("list", "--json", option, str(tmp_path / "a")) == 0
        assert json.loads(capsys.readouterr().out)["folder"] == str(tmp_path / "a" / "kokoro-82m")
    monkeypatch.setenv("RHAPSODE_MODEL_DIR", str(tmp_path / "b"))
    assert call("list", "--json") == 0
    assert json.loads(capsys.readouterr().out)["folder"] == str(tmp_path / "b" / "kokoro-82m")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["pull", "--voices", "zz_top"], "'zz_top' is no published voice"),
        (["pull", "--voices", ","], "no voice is named"),
        (["pull", "--probe-s", "0"], "seconds are a number"),
        (["pull", "--probe-s", "soon"], "seconds are a number"),
        (["push"], "invalid choice"),
        ([], "ACTION"),
    ],
)
def test_wrong_words_are_refused(hub: LoopbackHub, capsys: Said, words: list[str], says: str) -> None:
    with pytest.raises(SystemExit) as caught:
        call(*words)
    assert caught.value.code == 2
    assert says in capsys.readouterr().err


def test_failures_are_one_line_and_a_code(hub: LoopbackHub, folder: Path, capsys: Said) -> None:
    hub.refuse_with = 401
    assert call("pull") == 1
    error = capsys.readouterr().err
    assert error.startswith("rhapsode models: the hub at http://127.0.0.1")
    assert error.count("\n") == 1
    hub.refuse_with, hub.wait_s = None, 1.5
    assert call("pull", "--probe-s", "0.2") == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_an_unreadable_file_is_one_line_and_a_code(
    hub: LoopbackHub, folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("pull", "--voices", "af_heart") == 0
    capsys.readouterr()

    def unreadable(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(folder / "config.json"))

    monkeypatch.setattr(models, "judge", unreadable)
    assert call("verify") == 1
    assert capsys.readouterr().err == f"rhapsode models: cannot read {folder / 'config.json'}: Permission denied\n"


def test_stopping_it_is_no_traceback(
    hub: LoopbackHub, folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(models, "pull", stopped)
    assert call("pull") == 1
    assert capsys.readouterr().err == "rhapsode models: stopped; run the same again to go on\n"


def test_the_help_says_what_it_costs_and_what_the_codes_mean(capsys: Said) -> None:
    with pytest.raises(SystemExit):
        call("--help")
    said = capsys.readouterr().out
    assert "356 MB" in said
    assert "exit codes: 0 done, 1 not done, 2 wrong settings, 3 the hub cannot be reached" in said


# --- Before a server --------------------------------------------------------------------------------------------------


def test_before_a_server_all_is_fetched_once_and_nobody_is_asked_again(
    hub: LoopbackHub, folder: Path, capsys: Said
) -> None:
    assert call("pull", "--voices", "am_echo", "--if-reachable") == 0
    assert capsys.readouterr().out.startswith(f"Fetched 4 files into {folder}.")
    asked = len(hub.requests)
    # Not even for voices that are not there: the server can speak.
    assert call("pull", "--if-reachable") == 0
    assert capsys.readouterr() == ("", "")
    assert len(hub.requests) == asked
    assert select_engine(AUTO).engine == ENGINE


@pytest.mark.parametrize(
    "words", [["--engine", "espeak"], ["--port", "9000", "--engine=tone"], ["--engine", "kokoro", "--help"], ["-h"]]
)
def test_nothing_is_fetched_that_the_server_would_not_load(
    hub: LoopbackHub, folder: Path, capsys: Said, words: list[str]
) -> None:
    assert call("pull", "--if-reachable", "--for-serve", *words) == 0
    assert capsys.readouterr() == ("", "")
    assert hub.requests == []


def test_the_engine_may_be_named_by_the_environment_too(
    hub: LoopbackHub, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RHAPSODE_ENGINE", "espeak")
    assert call("pull", "--if-reachable", "--for-serve") == 0
    assert hub.requests == []
    assert call("pull", "--if-reachable", "--voices", "af_heart", "--for-serve", "--engine", "auto") == 0
    assert (folder / "kokoro-v1_0.pth").is_file()


def test_files_go_where_the_server_will_look_for_them(hub: LoopbackHub, folder: Path, tmp_path: Path) -> None:
    words = ["pull", "--voices", "af_heart", "--if-reachable", "--for-serve"]
    assert call(*words, "--port", "8421", "--model-dir", str(tmp_path / "mine"), "--log-level", "debug") == 0
    assert (tmp_path / "mine" / "kokoro-82m" / "kokoro-v1_0.pth").is_file()
    asked = len(hub.requests)
    assert call("pull", "--dir", str(tmp_path / "mine"), "--if-reachable", "--for-serve", "--port", "8421") == 0
    assert len(hub.requests) == asked
    assert not folder.exists()


def test_wrong_settings_stop_the_server_too(hub: LoopbackHub, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit) as caught:
        call("pull", "--if-reachable", "--for-serve", "--engine")
    assert caught.value.code == 2
    assert "rhapsode serve: error: argument --engine" in capsys.readouterr().err
    monkeypatch.setenv("RHAPSODE_WORKERS", "0")
    assert call("pull", "--if-reachable", "--for-serve") == 2


def refuse(hub: LoopbackHub) -> None:
    hub.refuse_with = 500


def break_off(hub: LoopbackHub) -> None:
    hub.only, hub.break_after = "kokoro-v1_0", 50_000


def spoil(hub: LoopbackHub) -> None:
    hub.only, hub.corrupt = "kokoro-v1_0", True


def be_slow(hub: LoopbackHub) -> None:
    hub.wait_s = 1.5


@pytest.mark.parametrize(
    ("fail", "says"),
    [
        (refuse, "answered 500 for config.json"),
        (break_off, "cannot be reached for kokoro-v1_0.pth"),
        (spoil, "came with a wrong checksum"),
        (be_slow, "cannot be reached for config.json"),
    ],
)
def test_what_goes_wrong_keeps_no_server_from_starting_and_is_one_line(
    hub: LoopbackHub,
    folder: Path,
    capsys: Said,
    monkeypatch: pytest.MonkeyPatch,
    fail: Callable[[LoopbackHub], None],
    says: str,
) -> None:
    # What is broken off is not tried again within the library, which would wait for seconds.
    monkeypatch.setattr("huggingface_hub.file_download.http_get", partial(http_get, _nb_retries=0))
    fail(hub)
    assert call("pull", "--voices", "af_heart", "--probe-s", "0.2", "--if-reachable") == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("rhapsode models: Kokoro was not fetched (later: rhapsode models pull): ")
    assert told.err.count("\n") == 1
    assert says in told.err
    assert not (folder / "kokoro-v1_0.pth").exists()


def test_a_full_disk_keeps_no_server_from_starting(
    hub: LoopbackHub, folder: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=1_000))
    assert call("pull", "--voices", "af_heart", "--if-reachable", "--dir", str(tmp_path / "my models")) == 0
    said = capsys.readouterr().err
    assert "has room for 0 MB" in said
    assert f"later: rhapsode models pull --dir '{tmp_path}/my models'" in said


def test_a_folder_that_cannot_be_written_keeps_no_server_from_starting(
    hub: LoopbackHub, tmp_path: Path, capsys: Said
) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert call("pull", "--if-reachable", "--dir", str(tmp_path / "file")) == 0
    assert "cannot use" in capsys.readouterr().err


def test_neither_does_a_user_without_a_home(hub: LoopbackHub, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setattr(Path, "home", nowhere)
    assert call("pull", "--if-reachable") == 0
    assert call("pull") == 2
    assert "--model-dir" in capsys.readouterr().err


def test_only_stopping_it_does(hub: LoopbackHub, folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(models, "pull", stopped)
    assert call("pull", "--if-reachable") == 1
    assert capsys.readouterr().err == "rhapsode models: stopped; run the same again to go on\n"


@pytest.fixture
def silence() -> Iterator[socket.socket]:
    """Somebody who takes calls and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(30)
        yield listener


def address_of(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def start(tmp_path: Path, endpoint: str, *words: str) -> subprocess.Popen[str]:
    """The command as a shell starts it, before a server that has no files yet."""
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "HF_ENDPOINT": endpoint}
    command = [str(Path(sys.executable).with_name("rhapsode")), "models", "pull", "--if-reachable", *words]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)


@pytest.mark.slow
def test_a_hub_that_is_not_there_and_one_that_never_answers_cost_a_few_seconds(
    tmp_path: Path, silence: socket.socket
) -> None:
    for endpoint in ("http://127.0.0.1:9", address_of(silence)):
        began = time.monotonic()
        with start(tmp_path, endpoint, "--probe-s", "1") as command:
            _, errors = command.communicate(timeout=30)
        # Two seconds and what it takes to start a program on a busy machine.
        assert time.monotonic() - began < 12
        assert command.returncode == 0
        assert errors.count("\n") == 1, errors
        assert f"the hub at {endpoint}" in errors


@pytest.mark.slow
def test_ctrl_c_while_nobody_answers_ends_it_at_once(tmp_path: Path, silence: socket.socket) -> None:
    with start(tmp_path, address_of(silence), "--probe-s", "60") as command, silence.accept()[0]:
        command.send_signal(signal.SIGINT)
        _, errors = command.communicate(timeout=20)
    assert command.returncode == 1
    assert errors == "rhapsode models: stopped; run the same again to go on\n"


@pytest.mark.slow
def test_listing_loads_no_heavy_package_and_a_dead_network_is_told_soon(tmp_path: Path) -> None:
    program = (
        "import argparse, sys; from rhapsode_server.commands import models;"
        "parser = argparse.ArgumentParser(); models.add_arguments(parser);"
        "assert models.run(parser.parse_args(['list', '--json'])) == 0;"
        "assert not {'torch', 'kokoro', 'transformers', 'huggingface_hub', 'tqdm'} & set(sys.modules);"
        "sys.exit(models.run(parser.parse_args(['pull'])))"
    )
    environment = {
        **os.environ,
        "XDG_DATA_HOME": str(tmp_path),
        # Port 9 of the loopback: nobody listens, and nothing leaves this machine.
        "HF_ENDPOINT": "http://127.0.0.1:9",
    }
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, env=environment
    )
    assert result.returncode == 3, result.stderr
    assert result.stderr.count("\n") == 1
    assert "http://127.0.0.1:9 cannot be reached" in result.stderr

"""``rhapsode models``, as it is called from a shell; the hub is one on the loopback."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.kokoro.loopback_hub import REPOSITORY, REVISION, LoopbackHub, serving, sha256
from rhapsode_server.commands import models
from rhapsode_server.engines.kokoro.published import Publication, PublishedFile

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

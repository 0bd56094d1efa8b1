from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import wave
from pathlib import Path

import pytest

from bridge.chat_server import Write, chat_server, event, says
from client.scripted_server import Serve, sound
from rhapsode_client.command import main

PROGRAM = [sys.executable, "-c", "import sys; from rhapsode_client.command import main; sys.exit(main())"]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("RHAPSODE_URL", "RHAPSODE_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "sounddevice", None)


def bridge(serving: Serve, llm_url: str, *words: str) -> int:
    return main(["bridge", "--url", serving().address, "--llm-url", llm_url, "--model", "m", *words])


def test_an_answer_becomes_a_file_and_is_shown(serving: Serve, capsys: pytest.CaptureFixture[str]) -> None:
    with chat_server(says("Sing, ", "goddess.")) as llm:
        assert bridge(serving, llm.url, "--system", "Be brief.", "-o", "a.wav", "Who", "sings?") == 0
    with wave.open("a.wav") as file:
        assert file.readframes(9_999) == sound(0) + sound(1)
    assert llm.requests[0]["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Who sings?"},
    ]
    told = capsys.readouterr()
    assert told.out == "Sing, goddess.\n\na.wav: 0.20 s of speech, first sound 12 ms after the first token\n"
    assert told.err == ""


def test_address_and_key_may_come_from_the_environment(serving: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    with chat_server(says("Sing.")) as llm:
        monkeypatch.setenv("OPENAI_BASE_URL", llm.url)
        monkeypatch.setenv("OPENAI_API_KEY", "k-7")
        assert main(["bridge", "--url", serving().address, "--model", "m", "-q", "Who?"]) == 0
    assert llm.keys == ["Bearer k-7"]
    assert os.listdir() == ["rhapsode.wav"]


def dies(write: Write) -> None:
    write(event("Sing, "))
    raise ConnectionResetError


def test_an_answer_that_breaks_off_is_told_and_leaves_no_file(
    serving: Serve, capsys: pytest.CaptureFixture[str]
) -> None:
    with chat_server(dies) as llm:
        assert bridge(serving, llm.url, "-o", "a.wav", "Who?") == 1
    assert "rhapsode bridge: the language model's answer ended without its mark after 6 characters\n" in (
        capsys.readouterr().err
    )
    assert os.listdir() == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["Who?"], "where is the language model?"),
        (["--llm-url", "http://127.0.0.1:1", "--llm-timeout", "0", "Who?"], "--llm-timeout must be more than 0"),
        (["--llm-url", "http://127.0.0.1:1", " "], "nothing to ask"),
        (["--llm-url", "http://127.0.0.1:1", "-o", "a.m4a", "Who?"], "must end with .wav"),
    ],
)
def test_wrong_usage_is_told(serving: Serve, capsys: pytest.CaptureFixture[str], options: list[str], told: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["bridge", "--url", serving().address, "--model", "m", *options])
    assert caught.value.code == 2
    assert told in capsys.readouterr().err
    assert os.listdir() == []


@pytest.mark.parametrize(
    ("llm_url", "server", "told"),
    [
        ("http://127.0.0.1:1", None, "cannot reach the language model at http://127.0.0.1:1"),
        ("localhost:1", None, "is no address of a language model"),
        ("http://127.0.0.1:1", "127.0.0.1:1", "Start a server with: rhapsode serve"),
    ],
)
def test_whoever_is_not_there_is_told(
    serving: Serve, capsys: pytest.CaptureFixture[str], llm_url: str, server: str | None, told: str
) -> None:
    address = server or serving().address
    assert main(["bridge", "--url", address, "--llm-url", llm_url, "--model", "m", "-o", "a.wav", "Who?"]) == 1
    assert told in capsys.readouterr().err
    assert os.listdir() == []


@pytest.mark.slow
def test_ctrl_c_stops_both_and_tells_what_was_heard(serving: Serve) -> None:
    written = threading.Event()

    def endless(write: Write) -> None:
        write(event("Sing."))
        written.set()
        while not llm.left.wait(0.02):
            write(b": keep alive\n\n")

    server = serving()
    with chat_server(endless) as llm:
        words = ["bridge", "--url", server.address, "--llm-url", llm.url, "--model", "m", "-o", "a.wav", "Who?"]
        process = subprocess.Popen([*PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert written.wait(20)
        assert process.stdout.read(5) == "Sing.", "it is shown while it is written"
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
        assert llm.left.wait(10), "the language model would write on"
    assert process.returncode == 130
    assert "rhapsode bridge: interrupted; heard:" in told
    assert {"cancel": True} in server.heard
    assert not Path("a.wav").exists()

"""``rhapsode serve`` from outside: options, errors, start, stop."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import uvicorn
from websockets.sync.client import connect

from flow.house import wait_until
from rhapsode_server.access.key_store import KeyStore
from rhapsode_server.commands.serve import (
    MOST_DESCRIPTORS,
    is_open_to_others,
    listen,
    raise_descriptors,
    socket_settings,
)
from rhapsode_server.config import Config

PROGRAM = str(Path(sys.executable).with_name("rhapsode"))


def run(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, "serve", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **(environment or {})},
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--port", "many"), "--port"),
        (("--port", "65536"), "--port"),
        (("--workers", "0"), "--workers"),
        (("--engine", "gramophone"), "choose one of"),
        (("--watermark", "perhaps"), "--watermark"),
    ],
)
def test_a_wrong_option_is_named(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.slow
def test_a_wrong_environment_variable_is_named() -> None:
    result = run(environment={"RHAPSODE_MAX_CONTEXTS": "-1"})
    assert result.returncode == 2
    assert "RHAPSODE_MAX_CONTEXTS" in result.stderr


@pytest.mark.slow
def test_help_lists_every_option() -> None:
    result = run("--help")
    assert result.returncode == 0
    for said in ("--host HOST", "--workers N", "--auth {auto,required,off}", "--watermark-hub {true,false}"):
        assert said in result.stdout
    assert "(default: 30)" in result.stdout


def test_what_a_proxy_says_of_its_clients_is_not_believed() -> None:
    async def app(scope: object, receive: object, send: object) -> None: ...

    settings = uvicorn.Config(app, **socket_settings(Config()))
    settings.load()
    assert settings.loaded_app is app, "something stands before the application that reads X-Forwarded-*"


@pytest.mark.parametrize(
    ("soft", "hard", "asked"),
    [
        (1_024, 4_096, (4_096, 4_096)),
        (1_024, 10**9, (MOST_DESCRIPTORS, 10**9)),
        (1_024, resource.RLIM_INFINITY, (MOST_DESCRIPTORS, resource.RLIM_INFINITY)),
        (4_096, 4_096, None),
        (10**6, 10**9, None),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, None),
    ],
)
def test_it_asks_for_enough_descriptors(
    soft: int, hard: int, asked: tuple[int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: said.append(limits))
    raise_descriptors()
    assert said == ([] if asked is None else [asked])


@pytest.mark.slow
def test_a_taken_port_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("--port", str(taken.getsockname()[1]))
    assert result.returncode == 1
    assert "cannot listen" in result.stderr
    assert "Traceback" not in result.stderr


def test_of_two_servers_that_start_at_the_same_moment_one_is_told() -> None:
    with listen(Config(port=0)) as first, pytest.raises(OSError, match="in use"):
        listen(Config(port=first.getsockname()[1]))


@pytest.mark.slow
@pytest.mark.parametrize("disk_full", [True, False], ids=["full disk", "closed pipe"])
def test_a_greeting_that_nobody_gets_costs_nothing(disk_full: bool, tmp_path: Path) -> None:
    """It is said when a worker becomes ready: that worker was killed for it."""
    errors = tmp_path / "log"
    read_fd, output = os.pipe()
    os.close(read_fd)
    if disk_full:
        os.close(output)
        output = os.open("/dev/full", os.O_WRONLY)
    with errors.open("w") as log:
        server = subprocess.Popen([PROGRAM, "serve", "--port", "0", "--engine", "tone"], stdout=output, stderr=log)
    os.close(output)
    try:
        wait_until(lambda: "the greeting could not be written" in errors.read_text())
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0
    finally:
        server.kill()
        server.wait()
    assert "worker 0" not in errors.read_text()


@pytest.mark.parametrize(
    ("address", "is_open"),
    [("127.0.0.1", False), ("127.8.0.1", False), ("::1", False), ("0.0.0.0", True), ("::", True), ("192.0.2.7", True)]
    + [("fe80::1%eth0", True)],
)
def test_addresses_that_others_can_reach_are_known(address: str, is_open: bool) -> None:
    assert is_open_to_others(address) is is_open


@pytest.mark.slow
def test_without_a_key_it_is_not_opened_to_other_machines(tmp_path: Path) -> None:
    result = run("--host", "0.0.0.0", "--port", "0", "--keys-db", str(tmp_path / "none.db"))
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    for way_out in ("rhapsode keys create", "--auth off"):
        assert way_out in line


@pytest.mark.slow
def test_a_key_store_that_cannot_be_read_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "keys.db").write_bytes(b"not a database" * 500)
    result = run("--port", "0", "--keys-db", str(tmp_path / "keys.db"))
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert "it is not a key store" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "has_key", "warning"),
    [
        (("--host", "0.0.0.0", "--auth", "off"), True, "no key is asked for"),
        (("--host", "0.0.0.0", "--auth", "auto"), True, None),
        (("--host", "0.0.0.0", "--auth", "required"), False, "rhapsode keys create"),
        (("--host", "127.0.0.1"), False, None),
    ],
)
def test_it_is_opened_where_keys_are_asked_for_or_where_that_is_said(
    tmp_path: Path, arguments: tuple[str, ...], has_key: bool, warning: str | None
) -> None:
    keys_db = tmp_path / "keys.db"
    if has_key:
        KeyStore(keys_db).create("a", time.time())
    words = [PROGRAM, "serve", "--port", "0", "--engine", "tone", "--keys-db", str(keys_db), *arguments]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        greeting = ""
        while "rhapsode say" not in (line := server.stdout.readline()):
            assert line or server.poll() is None
            greeting += line
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=30)
    finally:
        server.kill()
        server.wait()
    assert server.returncode == 0, errors
    asks_for_keys = "off" not in arguments and (has_key or "required" in arguments)
    assert ("export RHAPSODE_API_KEY=" in greeting) is asks_for_keys
    warned = [line for line in errors.splitlines() if "WARNING rhapsode_server.commands.serve" in line]
    assert len(warned) == (warning is not None)
    assert all(str(warning) in line for line in warned)


@pytest.mark.slow
def test_start_greeting_and_ctrl_c_leave_no_process() -> None:
    server = subprocess.Popen(
        [PROGRAM, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        lines: list[str] = []
        while not any("rhapsode say" in line for line in lines):
            lines.append(server.stdout.readline())
            assert lines[-1], "the server ended before it was ready"
        found = re.search(r"http://127\.0\.0\.1:\d+", "".join(lines))
        assert found is not None
        url = found.group()
        with urllib.request.urlopen(url + "/health", timeout=10) as response:
            workers = [worker["pid"] for worker in json.load(response)["workers"]]
        assert workers
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=30)
        assert server.returncode == 0, errors
        assert "Traceback" not in errors
        assert not [pid for pid in workers if _alive(pid)]
    finally:
        server.kill()
        server.wait()


@pytest.mark.slow
def test_the_log_holds_neither_keys_nor_what_is_spoken(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("w") as errors:
        server = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", "--engine", "tone", "--log-level", "debug"],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            assert server.stdout is not None
            line = ""
            while "ready at" not in line:
                line = server.stdout.readline()
                assert line or server.poll() is None
            found = re.search(r"127\.0\.0\.1:\d+", line)
            assert found is not None
            with connect(f"ws://{found.group()}/ws/tts?api_key=secretkey&sdk=test") as socket:
                socket.send(json.dumps({"text": "sesame opens"}))
                while "final" not in json.loads(socket.recv(timeout=20)):
                    pass
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=30)
    said = log.read_text()
    assert "/ws/tts" in said, "connections are told of"
    assert "secretkey" not in said
    assert "sesame" not in said


def _alive(pid: int) -> bool:
    # A moment for the system to take a dead process off its table.
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.02)
    return True

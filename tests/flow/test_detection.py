"""Watermark detection through a real server: every way in, every limit, and what a crash, a hang or an end costs."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from detection.recordings import encode
from flow.house import house, wait_until, wav_file
from flow.program import program
from protocol.schemas import faults

pytestmark = pytest.mark.slow

PATH = "/v1/watermark/detect"
LONG = wav_file(np.random.default_rng(1).normal(0.0, 0.1, 16_000 * 590).astype(np.float32), 16_000)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("tone") as served:
        yield served


def detection_pids(server: int | None = None) -> list[int]:
    """Detection processes that a server has started; where not said, one in this process."""
    found = []
    server = server or os.getpid()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == server and b"rhapsode_server.detection.host" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def post(address: str, **said: Any) -> httpx.Response:
    return httpx.post(f"http://{address}{PATH}", timeout=100.0, **said)


def worked_s(pid: int) -> float:
    """Processor time that a process has taken."""
    taken = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(taken[11]) + int(taken[12])) / os.sysconf("SC_CLK_TCK")


def begin_long(address: str) -> tuple[int, threading.Thread, list[httpx.Response]]:
    """Have a long recording examined; gives by which process, when that has begun."""
    post(address, content=encode("wav", 1.0))
    (pid,) = detection_pids()
    before_s = worked_s(pid)
    answers: list[httpx.Response] = []
    asking = threading.Thread(target=lambda: answers.append(post(address, content=LONG)))
    asking.start()
    # A tenth of what it takes on the quickest machine.
    wait_until(lambda: worked_s(pid) > before_s + 0.1)
    return pid, asking, answers


def test_forms_and_raw_bytes_are_answered_as_described(address: str) -> None:
    recording = encode("mp3", 3.0)
    for said in (
        {"files": {"file": ("a.mp3", recording, "audio/mpeg")}, "data": {"message": "0x5248"}},
        {"content": recording, "params": {"message": "21064"}, "headers": {"content-type": "audio/mpeg"}},
        {"content": recording, "params": {"message": "0x5248"}},
    ):
        answer = post(address, **said)
        assert answer.status_code == 200, answer.text
        assert faults("openapi", "watermarkFindings", answer.json()) == []
        assert answer.json()["duration_s"] == pytest.approx(3.0, abs=0.1)
        assert answer.json()["message_match"] is not None
    assert post(address, content=recording).json()["message_match"] is None


@pytest.mark.parametrize(
    ("content", "status", "says"),
    [
        (b"", 400, "empty"),
        (b"text", 400, "no recording"),
        (b"#EXTM3U\n#EXTINF:1,\n/etc/hostname\n", 400, "no recording"),
        (wav_file(np.zeros(16_000 * 601, np.float32), 16_000), 413, "longer than 600 seconds"),
        (b"\0" * 25_000_001, 413, "larger than 25000000 bytes"),
    ],
    ids=["empty", "text", "playlist", "too long", "too large"],
)
def test_what_is_wrong_is_one_clear_error(address: str, content: bytes, status: int, says: str) -> None:
    answer = post(address, content=content)
    assert (answer.status_code, answer.json()["field"]) == (status, "file")
    assert says in answer.json()["error"]
    assert faults("openapi", "error", answer.json()) == []


def test_whoever_leaves_is_not_worked_for(address: str) -> None:
    post(address, content=encode("wav", 1.0))
    (pid,) = detection_pids()
    host, port = address.split(":")
    with socket.create_connection((host, int(port))) as leaving:
        head = f"POST {PATH} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {len(LONG)}\r\n\r\n"
        leaving.sendall(head.encode() + LONG)
        time.sleep(1.5)
    began = time.monotonic()
    assert post(address, content=encode("wav", 1.0)).status_code == 200
    assert time.monotonic() - began < 4.0, "the long one takes far longer"
    assert detection_pids() == [pid]


def test_a_killed_process_costs_one_recording(address: str) -> None:
    pid, asking, answers = begin_long(address)
    os.kill(pid, signal.SIGKILL)
    asking.join(30)
    assert (answers[0].status_code, answers[0].json()["error_code"]) == (500, "INTERNAL_ERROR")
    assert httpx.get(f"http://{address}/health").status_code == 200
    assert post(address, content=encode("wav", 1.0)).status_code == 200


@pytest.mark.parametrize(("drain_s", "status"), [("0", 503), ("60", 200)])
def test_a_drain_finishes_it_or_tells_of_the_end_and_leaves_no_process(drain_s: str, status: int) -> None:
    with program("--drain-s", drain_s) as running:
        running.wait_ready()
        answers: list[httpx.Response] = []
        asking = threading.Thread(target=lambda: answers.append(post(running.address, content=LONG)))
        asking.start()
        wait_until(lambda: detection_pids(running.process.pid))
        time.sleep(2.0)
        (pid,) = detection_pids(running.process.pid)
        running.signal()
        asking.join(60)
        assert answers[0].status_code == status
        assert running.ends() == 0
        assert not Path(f"/proc/{pid}").exists()


def test_nothing_of_a_recording_is_logged() -> None:
    with program("--log-level", "debug") as running:
        running.wait_ready()
        for content in (b"somebodys-sound", encode("wav", 1.0)):
            post(running.address, files={"file": ("somebodys-name.wav", content)})
        post(running.address, content=b"somebodys-sound", headers={"content-type": "multipart/form-data; boundary=z"})
        assert "somebodys" not in running.log
        running.signal()
        assert running.ends() == 0

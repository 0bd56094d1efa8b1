from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from rhapsode_server.engines import espeak_host as host
from rhapsode_server.engines.espeak_files import EspeakFiles
from rhapsode_server.engines.espeak_process import HANG_COST, HostLost, HostProcess, how_it_ended

pytestmark = pytest.mark.slow

PATIENT_S = 10.0


@pytest.fixture
def process() -> Iterator[HostProcess]:
    started = HostProcess(*EspeakFiles().paths())
    yield started
    started.end()


def first_frames(process: HostProcess) -> list[tuple[int, bytes]]:
    while not (frames := process.receive(PATIENT_S)):
        pass
    return frames


def test_frames_come_in_and_silence_is_an_empty_list(process: HostProcess) -> None:
    assert first_frames(process) == [(host.READY, host.READY_BODY.pack(22_050))]
    assert process.receive(0.0) == []


@pytest.mark.parametrize(
    ("signal_number", "by_text"),
    [(signal.SIGKILL, False), (signal.SIGTERM, False), (signal.SIGABRT, True), (signal.SIGSEGV, True)],
)
def test_a_death_tells_whose_fault_it_was(process: HostProcess, signal_number: int, by_text: bool) -> None:
    first_frames(process)
    os.kill(process.process.pid, signal_number)
    with pytest.raises(HostLost, match=f"killed by signal {int(signal_number)}") as caught:
        process.receive(PATIENT_S)
    assert caught.value.by_text is by_text
    assert caught.value.cost == 1


def test_a_request_to_a_dead_host_is_a_loss(process: HostProcess) -> None:
    first_frames(process)
    process.process.kill()
    process.process.wait()
    with pytest.raises(HostLost, match="killed by signal 9"):
        process.send(host.SPEAK, 1, b"x", PATIENT_S)


def test_a_request_that_a_stopped_host_does_not_read_is_a_hang(process: HostProcess) -> None:
    first_frames(process)
    os.kill(process.process.pid, signal.SIGSTOP)
    with pytest.raises(HostLost, match="read no request") as caught:
        process.send(host.SPEAK, 1, bytes(4 << 20), 0.05)
    assert caught.value.cost == HANG_COST
    assert not caught.value.by_text


def test_the_end_leaves_no_zombie() -> None:
    started = HostProcess(*EspeakFiles().paths())
    pid = started.process.pid
    started.end()
    assert started.process.returncode == -signal.SIGKILL
    assert not Path(f"/proc/{pid}").exists()


def test_ends_are_worded() -> None:
    assert how_it_ended(-6) == "killed by signal 6"
    assert how_it_ended(1) == "ended with status 1"

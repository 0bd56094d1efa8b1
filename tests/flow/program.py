"""``rhapsode serve`` as a process of its own, for tests that send it signals."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from flow.house import FRAME_WITHIN_S, get, wait_until

PROGRAM = str(Path(sys.executable).with_name("rhapsode"))


class Program:
    """A server that runs.

    Args:
        process: the server.
        log: where its standard error goes.
    """

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process = process
        self.address = ""
        self._log = log
        self.workers: list[int] = []

    @property
    def log(self) -> str:
        """What it has logged so far."""
        return self._log.read_text()

    def wait_ready(self) -> None:
        """Read its greeting, which names its address."""
        assert self.process.stdout is not None
        line = ""
        while "ready at" not in line:
            line = self.process.stdout.readline()
            assert line or self.process.poll() is None, self.log
        found = re.search(r"127\.0\.0\.1:\d+", line)
        assert found is not None
        self.address = found.group()
        self.workers = [worker["pid"] for worker in get(self.address, "/health")["workers"]]

    def signal(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def wait_draining(self) -> None:
        """Wait until it has begun to drain."""
        wait_until(lambda: "draining" in self.log)

    def ends(self) -> int:
        """Wait for its end, which leaves no process and no traceback behind; gives the exit code."""
        code = self.process.wait(FRAME_WITHIN_S)
        assert "Traceback" not in self.log, self.log
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in self.workers))
        return code


@contextlib.contextmanager
def program(*arguments: str) -> Iterator[Program]:
    """Start a server that speaks tones on a free port; it is killed at the end where it still runs."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("w") as errors:
            process = subprocess.Popen(
                [PROGRAM, "serve", "--port", "0", "--engine", "tone", *arguments],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        try:
            yield Program(process, log)
        finally:
            process.kill()
            process.communicate()


def status_of(address: str, path: str, body: bytes | None = None) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers of an answer, whatever they are."""
    request = urllib.request.Request(f"http://{address}{path}", data=body)
    try:
        with urllib.request.urlopen(request, timeout=FRAME_WITHIN_S) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return (
                refusal.code,
                refusal.read().decode(),
                {name.lower(): value for name, value in refusal.headers.items()},
            )

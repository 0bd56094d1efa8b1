"""A server of the benchmark's own: started on a free loopback port, watched from outside, stopped in order."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sysconfig
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

START_WITHIN_S = 120.0
"""Lower gives up on a cold disk and a large network; higher only delays the bad news."""
STOP_WITHIN_S = 15.0
"""The server gives its connections 5 s and its workers 6 s. Lower kills one that was about to leave."""
POLL_S = 0.01

_READY = re.compile(r"Rhapsode is ready at (http://\S+)\. ")
_ROLES = (("rhapsode_server.synthesis.host", "worker"), ("espeak_host.py", "espeak-ng"))
"""What a process of the server is, by a part of its command line."""
_SERVER = "server"


class ServerFailed(Exception):
    """The server did not start, or did not stop in order."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What the processes of one role use together."""

    processes: int
    rss_mib: float
    """Resident memory; pages that several processes share count once in each."""
    cpu_s: float
    """Processor time since their start."""


class ServerProcess:
    """``rhapsode serve`` with its defaults and espeak-ng, for as long as a ``with`` block lasts.

    Environment variables of the server are kept from it, and model files that happen to be on this machine: what is
    measured is what the table says.

    Args:
        options: more of its command line; another ``--engine`` in it counts.
    """

    def __init__(self, options: Sequence[str] = ()) -> None:
        self._options = options
        self.url = ""
        """Where it listens; known inside the block."""
        self.ready_s = 0.0
        """From its start until it said that it was ready."""
        self._log: IO[bytes] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ServerProcess:
        """Start it, and wait until it is warm.

        Raises:
            ServerFailed: it ended, or was not ready in time.
        """
        program = Path(sysconfig.get_path("scripts"), "rhapsode")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("RHAPSODE_")}
        began = time.monotonic()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - the server writes it until the block ends
        self._process = subprocess.Popen(
            [program, "serve", "--port", "0", "--log-level", "warning", "--engine", "espeak", *self._options],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            env=environment,
            # A Ctrl-C at the terminal reaches the benchmark alone, which then stops the server in order.
            start_new_session=True,
        )
        try:
            while (ready := _READY.search(self._said())) is None:
                if self._process.poll() is not None or time.monotonic() - began > START_WITHIN_S:
                    raise ServerFailed(f"the server did not start:\n{self._said()}")
                time.sleep(POLL_S)
        except BaseException:
            self._process.kill()
            self._process.wait()
            self._log.close()
            raise
        self.ready_s = time.monotonic() - began
        self.url = ready[1]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it as Ctrl-C does.

        Raises:
            ServerFailed: it had to be killed, or ended with an error; not where the block itself failed.
        """
        process = self._process
        if process is None:
            return
        process.send_signal(signal.SIGINT)
        try:
            status = process.wait(STOP_WITHIN_S)
        except BaseException as reason:
            # Its workers die with it.
            process.kill()
            process.wait()
            if not isinstance(reason, subprocess.TimeoutExpired):
                raise
            status = None
        finally:
            said = self._said()
            if self._log is not None:
                self._log.close()
        if status != 0 and kind is None:
            how = "did not stop when told to" if status is None else f"ended with status {status}"
            raise ServerFailed(f"the server {how}:\n{said}")

    def usage(self) -> dict[str, Usage]:
        """What server, workers and espeak-ng hosts use now, by role; empty where the system has no ``/proc``."""
        found: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for pid, role in self.processes().items():
            try:
                row = _rss_mib(pid), _cpu_s(pid)
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended meanwhile
            found[role].append(row)
        return {
            role: Usage(len(rows), sum(rss_mib for rss_mib, _ in rows), sum(cpu_s for _, cpu_s in rows))
            for role, rows in found.items()
        }

    def processes(self) -> dict[int, str]:
        """The roles of all processes of the server, by their ids; empty where the system has no ``/proc``."""
        if self._process is None or self._process.poll() is not None or not Path("/proc/self/stat").exists():
            return {}
        found: dict[int, str] = {}
        waiting = [self._process.pid]
        while waiting:
            pid = waiting.pop()
            try:
                for children in Path(f"/proc/{pid}/task").glob("*/children"):
                    waiting += map(int, children.read_text().split())
                found[pid] = _SERVER if pid == self._process.pid else _role(pid)
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended meanwhile
        return found

    def _said(self) -> str:
        if self._log is None or self._log.closed:
            return ""
        # Not seek and read: the server writes at the same offset.
        descriptor = self._log.fileno()
        return os.pread(descriptor, os.fstat(descriptor).st_size, 0).decode(errors="replace")


def _role(pid: int) -> str:
    command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return next((role for part, role in _ROLES if part in command), "other")


def _rss_mib(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def _cpu_s(pid: int) -> float:
    # proc(5): fields 14 and 15, utime and stime, in clock ticks; the name in field 2 may hold spaces.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

"""One run of espeak-ng's host: the process, its pipe, and how it ended. Knows frames, not what they mean."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time

from rhapsode_server.engines import espeak_host as host

HANG_COST = 8
"""What a hang uses up of a row's patience, in plain crashes: it lasts seconds where a crash costs milliseconds."""

_DYING_LIMIT_S = 1.0
_OUTSIDE_SIGNALS = frozenset({signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
_READ_BYTES = 1 << 16


class HostLost(Exception):
    """The host died or hung during a call, or failed so that it must be replaced.

    Args:
        reason: how, in words for the log.
        by_text: whether the call's text is to blame. Somebody's ``kill``, or a hang, which an overloaded machine
            brings about more often than a text does, is not the text's fault.
        cost: share of a row's patience that this loss uses up, in plain crashes.
    """

    def __init__(self, reason: str, *, by_text: bool, cost: int = 1) -> None:
        super().__init__(reason)
        self.by_text = by_text
        self.cost = cost


class HostProcess:
    """One process and its pipe.

    Args:
        library_path: the shared library.
        data_path: its data folder, short enough for it.
    """

    def __init__(self, library_path: str, data_path: str) -> None:
        # -I -S: neither the environment nor site-packages can slow down or change what the host imports.
        command = [sys.executable, "-I", "-S", host.__file__, library_path, data_path, str(os.getpid())]
        # In a session of its own a Ctrl-C at the terminal does not reach it, and the sentence being spoken can end.
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,
        )
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the host was started without pipes")
        self._stdin = self.process.stdin.fileno()
        self._stdout = self.process.stdout.fileno()
        # A stopped host reads nothing, and a pipe holds 64 KiB or less: a blocking write could last for ever.
        os.set_blocking(self._stdin, False)
        self._received = bytearray()

    def send(self, kind: int, call: int, body: bytes, limit_s: float) -> None:
        """Write one frame.

        Raises:
            HostLost: the host is gone, or did not read it within ``limit_s``.
        """
        view = memoryview(host.HEADER.pack(len(body), kind, call) + body)
        give_up_at = time.monotonic() + limit_s
        while view:
            if not _ready_for(self._stdin, select.POLLOUT, max(0.0, give_up_at - time.monotonic())):
                raise HostLost(f"read no request for {limit_s} s", by_text=False, cost=HANG_COST)
            try:
                view = view[os.write(self._stdin, view) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise self._death() from None

    def receive(self, timeout_s: float) -> list[tuple[int, bytes]]:
        """Frames that have come, as kind and body; none where nothing came within ``timeout_s``.

        Raises:
            HostLost: the host is gone.
        """
        if _ready_for(self._stdout, select.POLLIN, timeout_s):
            received = os.read(self._stdout, _READ_BYTES)
            if not received:
                raise self._death()
            self._received += received
        frames = []
        while len(self._received) >= host.HEADER.size:
            length, kind, _ = host.HEADER.unpack_from(self._received)
            end = host.HEADER.size + length
            if len(self._received) < end:
                break
            frames.append((kind, bytes(self._received[host.HEADER.size : end])))
            del self._received[:end]
        return frames

    def end(self) -> None:
        """Kill it, wait for it (no zombie stays), close the pipe."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def _death(self) -> HostLost:
        try:
            returncode = self.process.wait(_DYING_LIMIT_S)
        except subprocess.TimeoutExpired:
            return HostLost("closed its pipe", by_text=True)
        return HostLost(how_it_ended(returncode), by_text=-returncode not in _OUTSIDE_SIGNALS)


def _ready_for(descriptor: int, event: int, timeout_s: float) -> bool:
    """Wait for a descriptor. Not ``select.select``, which fails for numbers above 1,023."""
    poll = select.poll()
    poll.register(descriptor, event)
    return bool(poll.poll(timeout_s * 1000.0))


def how_it_ended(returncode: int) -> str:
    """An exit status as :mod:`subprocess` gives it, in words for the log."""
    return f"killed by signal {-returncode}" if returncode < 0 else f"ended with status {returncode}"

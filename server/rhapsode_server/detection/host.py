"""The program of a detection process: ``python -m rhapsode_server.detection.host``. Frames: :mod:`.wire`.

It decodes what strangers upload, so it is expected to be crashed, filled up and held up: it has a bound on its memory,
gives way to everything else on the machine, and never outlives its parent, which kills it when it is silent. Whatever
goes wrong that is not the recording's fault ends it; the next one starts in a known state.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import sys
import time
from pathlib import Path

import orjson

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_server.audio.pairs import PairShelf
from rhapsode_server.detection import wire
from rhapsode_server.detection.examiner import Examiner
from rhapsode_server.detection.media import MediaLimits, Recording

MEMORY_BYTES = 2 * 1024**3
"""Address space beyond that of the loaded networks. Lower, and the published networks, which take some 50 MB for a
window, may not fit beside a long recording; higher lets a recording that wants everything have more of it."""

NICENESS = 10
"""Speech goes first: on a busy machine this process gets a tenth of what a worker gets."""

PROGRESS_EVERY_S = 0.25
"""How often it is told that work goes on. Oftener is work for nothing; more seldom makes the parent's patience long."""

PR_SET_PDEATHSIG = 1
"""From ``linux/prctl.h``: the signal to get when the parent dies."""


class _BrokenOff(Exception):
    """The parent has taken the question back."""


class Host:
    """Answers questions, one at a time.

    Args:
        read_fd: where frames come from.
        write_fd: where they go.
    """

    def __init__(self, read_fd: int, write_fd: int) -> None:
        self._read_fd = read_fd
        self._write_fd = write_fd
        self._told_at = 0.0

    def run(self) -> int:
        """Load, and answer until the parent is gone. Gives the exit status."""
        asked = self._receive()
        if asked is None or asked[0] != wire.OPTIONS:
            return 2
        options = wire.read_object(asked[1])
        _die_with(int(options["parent_pid"]))
        limits = MediaLimits(int(options["most_bytes"]), float(options["most_seconds"]))
        model_dir = options["model_dir"]
        shelf = PairShelf(model_dir=None if model_dir is None else Path(model_dir), allow_hub=options["allow_hub"])
        try:
            examiner = _load(shelf)
        except RhapsodeError as error:
            self._send(wire.FAILED, wire.write_refusal(error))
            return 1
        _bound_memory()
        self._send(wire.READY)
        while (asked := self._receive()) is not None:
            if asked[0] == wire.QUESTION and not self._answer(examiner, limits, asked[1]):
                return 1
            # A CANCEL read here came after its question had been answered.
        return 0

    def _answer(self, examiner: Examiner, limits: MediaLimits, question: bytes) -> bool:
        """Answer one question; gives whether the process is fit for another."""
        expected = wire.read_object(question)["expected"]
        self._send(wire.PROGRESS)
        came = self._receive()
        if came is None:
            return False
        recording = Recording(came[1], limits)
        try:
            # Decoded whole at first, so that a recording that is too long costs no network's time.
            recording.hold(self._go_on)
            findings = examiner.examine(recording, expected, lambda seconds: self._go_on())
        except _BrokenOff:
            self._send(wire.CANCELLED)
        except RhapsodeError as error:
            self._send(wire.FAILED, wire.write_refusal(error))
        except Exception as error:
            self._send(wire.FAILED, wire.write_fault(error))
            return False
        else:
            self._send(wire.FINDINGS, orjson.dumps(findings.told()))
        return True

    def _go_on(self) -> None:
        """Tell that work goes on, unless it is not wanted any more.

        Raises:
            _BrokenOff: it is not.
        """
        now = time.monotonic()
        if now - self._told_at < PROGRESS_EVERY_S:
            return
        self._told_at = now
        if select.select([self._read_fd], [], [], 0)[0]:
            asked = self._receive()
            if asked is None:
                os._exit(0)
            if asked[0] == wire.CANCEL:
                raise _BrokenOff
        self._send(wire.PROGRESS)

    def _receive(self) -> tuple[int, bytes] | None:
        """The next frame; ``None`` where the parent is gone."""
        header = self._read_exactly(wire.HEADER.size)
        if not header:
            return None
        kind, length = wire.HEADER.unpack(header)
        body = self._read_exactly(length)
        return (kind, body) if len(body) == length else None

    def _read_exactly(self, count: int) -> bytes:
        received = bytearray()
        while len(received) < count:
            part = os.read(self._read_fd, min(count - len(received), 1 << 20))
            if not part:
                return b""
            received += part
        return bytes(received)

    def _send(self, kind: int, body: bytes = b"") -> None:
        view = memoryview(wire.frame(kind, body))
        try:
            while view:
                view = view[os.write(self._write_fd, view) :]
        except BrokenPipeError:
            os._exit(0)


def _load(shelf: PairShelf) -> Examiner:
    examiner = Examiner.load(shelf)
    import torch

    # One core at most, whatever the machine has: speech needs the others.
    torch.set_num_threads(1)
    return examiner


def _bound_memory() -> None:
    """Let nothing that comes from now on make this process much larger than it is, where the system can tell."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    statm = Path("/proc/self/statm")
    if statm.exists():
        now_bytes = int(statm.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now_bytes + MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _die_with(parent_pid: int) -> None:
    """Have the kernel end this process with its parent, even a parent that is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:
        os._exit(0)


def main() -> int:
    """Take over the standard streams, and answer."""
    read_fd, write_fd = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    # What a library prints must not fall into the frames.
    os.dup2(2, 1)
    # A terminal sends Ctrl-C to every process of ours, and systemd SIGTERM. The parent hears of it, and ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.nice(NICENESS)
    return Host(read_fd, write_fd).run()


if __name__ == "__main__":
    status = main()
    sys.stderr.flush()
    # Not sys.exit: a library's threads or destructors must not hold up a process that has nothing more to do.
    os._exit(status)

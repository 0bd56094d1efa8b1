"""One detection process as the event loop sees it: started, asked, and killed when it is silent. Replaced by others."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from rhapsode_protocol.errors import ModelUnavailable, RhapsodeError
from rhapsode_server.detection import wire
from rhapsode_server.detection.media import MediaLimits

HOST_COMMAND = (sys.executable, "-P", "-m", "rhapsode_server.detection.host")
"""What is started. ``-P``: not a module that happens to lie in the working directory, but the parent's own."""

ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}
"""What its environment says of the network's libraries, unless the server's own says otherwise."""

START_S = 180.0
"""From its start until it is ready: three seconds, unless files are fetched. Lower, and slow lines never finish."""

STALL_S = 30.0
"""Silence after which one that is at work is taken to hang. The longest step, ten seconds of sound in a published
network, takes two seconds of a core that nobody else wants. Lower, and busy machines kill it; higher holds up whoever
waits behind a file that a decoder never finishes."""

EXAMINE_S = 600.0
"""How long one recording may take in all. Ten minutes of sound take fifteen seconds in the embedded network, and a
hundred in each published one. Lower, and busy machines refuse what they allow; higher, and one keeps all others out
for longer."""

CANCEL_GRACE_S = 2.0
"""How long it may take to drop its work; longer than its longest step on an idle machine. Lower, and one that was about
to stop is killed, and the next question waits for another; higher, and it waits for a hung one."""


class ProcessLost(Exception):
    """The process died, hung, or said what cannot be understood.

    Args:
        reason: how, in words for the log.
        taken: whether it had begun with the question.
    """

    def __init__(self, reason: str, *, taken: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.taken = taken


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectionOptions:
    """What a detection process is to be, and the patience with it."""

    model_dir: Path | None = None
    """Folder with AudioSeal's published files."""
    allow_hub: bool = False
    """Whether they may be taken from the Hugging Face cache or fetched from the hub."""
    limits: MediaLimits = field(default_factory=MediaLimits)
    start_s: float = START_S
    stall_s: float = STALL_S
    examine_s: float = EXAMINE_S


class DetectionProcess:
    """One process. Made by :meth:`start`; :meth:`kill` it in the end. One question at a time.

    Args:
        process: it, with its pipes.
        options: what it is.
    """

    def __init__(self, process: asyncio.subprocess.Process, options: DetectionOptions) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._stdin = process.stdin
        self._stdout = process.stdout
        self._options = options

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @classmethod
    async def start(cls, options: DetectionOptions, command: Sequence[str] = HOST_COMMAND) -> DetectionProcess:
        """Start one and wait until it is ready.

        Raises:
            ModelUnavailable: there is no detector.
            ProcessLost: it died, or was not ready in time.
        """
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**ENVIRONMENT, **os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            # A group of its own: Ctrl-C in a terminal reaches the server alone.
            start_new_session=True,
        )
        started = cls(process, options)
        try:
            await started._greet()
        except BaseException:
            await started.kill()
            raise
        return started

    async def ask(self, recording: bytes, expected: int | None) -> dict[str, Any]:
        """Have a recording examined. Whoever is cancelled in here calls :meth:`take_back` next.

        Raises:
            UnreadableAudio, RecordingTooLarge: the recording cannot be examined; the process is fit for another.
            ProcessLost: the process is not.
        """
        self._send(wire.QUESTION, orjson.dumps({"expected": expected}))
        self._send(wire.RECORDING, recording)
        taken = False
        try:
            async with asyncio.timeout(self._options.examine_s):
                while True:
                    kind, body = await self._receive(self._options.stall_s)
                    if kind == wire.FINDINGS:
                        return _read(body)
                    if kind == wire.FAILED:
                        raise _refusal(body)
                    taken = taken or kind == wire.PROGRESS
        except TimeoutError:
            raise ProcessLost(f"it took longer than {self._options.examine_s:g} s", taken=True) from None
        except ProcessLost as loss:
            loss.taken = loss.taken or taken
            raise

    async def take_back(self) -> bool:
        """Have it drop the question that is asked; gives whether it is fit for another. It is not where it hangs."""
        self._send(wire.CANCEL)
        try:
            async with asyncio.timeout(CANCEL_GRACE_S):
                while True:
                    kind, body = await self._receive(CANCEL_GRACE_S)
                    if kind in (wire.CANCELLED, wire.FINDINGS):
                        # Where it was faster, it reads the CANCEL later, and ignores it.
                        return True
                    if kind == wire.FAILED:
                        return not isinstance(_refusal(body), ProcessLost)
        except (TimeoutError, ProcessLost):
            return False

    async def kill(self) -> None:
        """End it at once, and wait for it: no zombie stays. May be called twice."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        if not self._stdin.is_closing():
            # What is unread of a recording is let go. asyncio fails where a transport has come to its end already.
            self._stdin.transport.abort()
        await self._process.wait()

    async def _greet(self) -> None:
        limits = self._options.limits
        model_dir = self._options.model_dir
        said = {
            "parent_pid": os.getpid(),
            "most_bytes": limits.most_bytes,
            "most_seconds": limits.most_seconds,
            "model_dir": None if model_dir is None else str(model_dir.absolute()),
            "allow_hub": self._options.allow_hub,
        }
        self._send(wire.OPTIONS, orjson.dumps(said))
        kind, body = await self._receive(self._options.start_s)
        if kind == wire.FAILED:
            raise _refusal(body)
        if kind != wire.READY:
            raise ProcessLost("it said something that cannot be understood", taken=True)

    def _send(self, kind: int, body: bytes = b"") -> None:
        # Not drained: what a hung process does not read is at most one recording, and goes with it.
        self._stdin.write(wire.frame(kind, body))

    async def _receive(self, patience_s: float) -> tuple[int, bytes]:
        """The next frame that it says.

        Raises:
            ProcessLost: it is gone, said nothing for so long, or something that cannot be meant.
        """
        try:
            async with asyncio.timeout(patience_s):
                kind, length = wire.HEADER.unpack(await self._stdout.readexactly(wire.HEADER.size))
                if length > wire.MOST_ANSWER_BYTES:
                    raise ProcessLost("it said something that cannot be understood", taken=True)
                return kind, await self._stdout.readexactly(length)
        except TimeoutError:
            raise ProcessLost(f"it gave no sign of life for {patience_s:g} s", taken=True) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise ProcessLost("it died", taken=False) from None


def _read(body: bytes) -> dict[str, Any]:
    try:
        return wire.read_object(body)
    except ValueError:
        raise ProcessLost("it said something that cannot be understood", taken=True) from None


def _refusal(body: bytes) -> RhapsodeError | ProcessLost:
    """What a ``FAILED`` stands for."""
    said = _read(body)
    message = str(said.get("message"))[:300]
    kind = wire.REFUSALS.get(str(said.get("kind")))
    if kind is None:
        return ProcessLost(f"it failed: {message[:60]}", taken=True)
    return kind(message, field=None if kind is ModelUnavailable else "file")

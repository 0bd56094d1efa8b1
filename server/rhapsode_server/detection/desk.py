"""Where recordings are handed in to be examined: a short queue before one detection process.

The process is started for the first recording, kept for a while after the last, and replaced when it is lost. Knows no
sockets; runs on the event loop.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rhapsode_protocol.errors import DetectorBusy, ExaminationFailed, ServerRestarting
from rhapsode_server.detection.process import HOST_COMMAND, DetectionOptions, DetectionProcess, ProcessLost

logger = logging.getLogger(__name__)

PLACES = 4
"""Recordings that are received, wait, or are examined at once. More make whoever is last wait longer, and each may hold
four times the largest upload in memory; fewer refuse small crowds."""

KEPT_S = 300.0
"""How long the process is kept when nothing is left to examine. Shorter, and occasional questions wait three seconds
for a new one; longer keeps some 500 MB of memory for nobody."""


class Desk:
    """Takes recordings to the detection process, one at a time. :meth:`close` it in the end.

    Args:
        options: what the process is to be.
        places: see :data:`PLACES`.
        kept_s: see :data:`KEPT_S`.
        command: what to start, in place of the host program.
    """

    def __init__(
        self,
        options: DetectionOptions,
        *,
        places: int = PLACES,
        kept_s: float = KEPT_S,
        command: Sequence[str] = HOST_COMMAND,
    ) -> None:
        self._options = options
        self._free = places
        self._kept_s = kept_s
        self._command = tuple(command)
        self._turn = asyncio.Lock()
        self._process: DetectionProcess | None = None
        self._starting: asyncio.Task[None] | None = None
        self._settling: asyncio.Task[None] | None = None
        self._retiring: asyncio.TimerHandle | None = None
        self._closing = False

    @property
    def pid(self) -> int | None:
        """The process's number; ``None`` where there is none."""
        return None if self._process is None else self._process.pid

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one of the places for as long as the block lasts; take it before a recording is received.

        Raises:
            DetectorBusy: none is free.
        """
        if self._free <= 0:
            raise DetectorBusy("as many recordings as may wait to be examined are waiting; try again later")
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1

    async def examine(self, recording: bytes, expected: int | None = None) -> dict[str, Any]:
        """Have a recording examined when its turn has come. Whoever is cancelled is not worked for any more.

        Args:
            recording: a file, as it was uploaded.
            expected: the message that it should carry, if one is.

        Returns:
            The findings, as they are told: see :meth:`.findings.Findings.told`.

        Raises:
            UnreadableAudio, RecordingTooLarge: it cannot be examined.
            ModelUnavailable: no detector can be loaded.
            ExaminationFailed: the process was lost over it.
            ServerRestarting: the server is going down.
        """
        async with self._turn:
            try:
                try:
                    return await self._ask(recording, expected)
                except ProcessLost as loss:
                    if loss.taken or self._closing:
                        raise
                    # It had died at its leisure, before it heard of this.
                    await self._give_up(loss)
                    return await self._ask(recording, expected)
            except ProcessLost as loss:
                await self._give_up(loss)
                if self._closing:
                    raise ServerRestarting("the server is going down") from None
                raise ExaminationFailed(
                    "the recording could not be examined: the process that did so was lost or took too long",
                    field="file",
                ) from None
            finally:
                self._retire_later()

    async def close(self) -> None:
        """End the process; whoever waits is told that the server goes down."""
        self._closing = True
        if self._retiring is not None:
            self._retiring.cancel()
        if self._starting is not None:
            self._starting.cancel()
        await self._end_process()
        under_way = [task for task in (self._starting, self._settling) if task is not None]
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _ask(self, recording: bytes, expected: int | None) -> dict[str, Any]:
        process = await self._ready_process()
        try:
            return await process.ask(recording, expected)
        except asyncio.CancelledError:
            # Nobody is to wait for that who has left.
            self._settling = asyncio.create_task(self._settle(process), name="detection-settles")
            raise

    async def _ready_process(self) -> DetectionProcess:
        if self._retiring is not None:
            self._retiring.cancel()
        if self._settling is not None:
            await asyncio.wait([self._settling])
            self._settling = None
        if self._process is None and not self._closing:
            # A task of its own: where who waits for it leaves, it is there for the next.
            if self._starting is None:
                self._starting = asyncio.create_task(self._start(), name="detection-starts")
            await asyncio.wait([self._starting])
        starting, self._starting = self._starting, None
        if starting is not None and not self._closing:
            starting.result()
        if self._closing or self._process is None:
            raise ServerRestarting("the server is going down")
        return self._process

    async def _start(self) -> None:
        self._process = await DetectionProcess.start(self._options, self._command)
        self._retire_later()

    async def _settle(self, process: DetectionProcess) -> None:
        if not await process.take_back():
            await self._end_process()

    async def _give_up(self, loss: ProcessLost) -> None:
        if not self._closing:
            logger.error("the detection process (pid %s) is replaced: %s", self.pid, loss.reason)
        await self._end_process()

    async def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await process.kill()

    def _retire_later(self) -> None:
        if self._closing or self._process is None:
            return
        if self._retiring is not None:
            self._retiring.cancel()
        self._retiring = asyncio.get_running_loop().call_later(self._kept_s, self._retire)

    def _retire(self) -> None:
        if not self._turn.locked() and (self._settling is None or self._settling.done()):
            self._settling = asyncio.create_task(self._end_process(), name="detection-retires")
        else:
            self._retire_later()

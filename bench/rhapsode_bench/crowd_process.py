"""A crowd in a process of its own, so that whoever measures beside it is not held up by its work."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType

from websockets.exceptions import WebSocketException

from rhapsode_bench.crowd import Crowd, CrowdShape

BEGIN_WITHIN_S = 2.0
"""Time over which the crowd begins to speak. Lower is a herd; higher only delays the measurement."""
ANSWER_WITHIN_S = 30.0
"""Lower gives up on a crowd whose sockets open slowly; higher only delays the bad news."""


class CrowdFailed(Exception):
    """The crowd could not begin, or did not say how it went."""


@dataclass(frozen=True, slots=True)
class CrowdResult:
    """What the crowd heard while it was there."""

    turns: int
    audio_s: float
    seconds: float
    errors: list[str]


class CrowdProcess:
    """Speaks to a server for as long as a ``with`` block lasts; everybody has begun when the block does.

    Args:
        url: the server.
        shape: the crowd.
    """

    def __init__(self, url: str, shape: CrowdShape) -> None:
        self.result: CrowdResult | None = None
        """What it heard; known after the block."""
        self._pipe, self._theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=_speak, args=(url, shape, self._theirs), daemon=True, name="crowd"
        )

    def __enter__(self) -> CrowdProcess:
        """Start it.

        Raises:
            CrowdFailed: it cannot begin.
        """
        self._process.start()
        # With our copy open, the end of the process would not be the end of the pipe.
        self._theirs.close()
        if self._hear() != "begun":
            self._process.kill()
            self._process.join()
            raise CrowdFailed("the crowd could not begin to speak")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, and learn how it went.

        Raises:
            CrowdFailed: it does not say; not where the block itself failed.
        """
        try:
            self._pipe.send("end")
            answer = self._hear()
            if isinstance(answer, CrowdResult):
                self.result = answer
        except OSError:
            pass  # it is gone, and what it heard with it
        finally:
            self._process.kill()
            self._process.join()
        if self.result is None and kind is None:
            raise CrowdFailed("the crowd did not say how it went")

    def _hear(self) -> object:
        try:
            return self._pipe.recv() if self._pipe.poll(ANSWER_WITHIN_S) else None
        except EOFError:
            return None


def _speak(url: str, shape: CrowdShape, pipe: Connection) -> None:
    # Whoever started us says that the crowd could not begin; a traceback beside that helps nobody.
    with contextlib.suppress(OSError, WebSocketException):
        asyncio.run(_converse(url, shape, pipe))


async def _converse(url: str, shape: CrowdShape, pipe: Connection) -> None:
    loop = asyncio.get_running_loop()
    async with Crowd(url, shape) as crowd:
        crowd.begin(BEGIN_WITHIN_S)
        await asyncio.sleep(BEGIN_WITHIN_S)
        crowd.counting = True
        began_s, audio_s = loop.time(), crowd.audio_s
        pipe.send("begun")
        await asyncio.to_thread(pipe.poll, None)
        figures = crowd.figures
        result = CrowdResult(len(figures.turns), crowd.audio_s - audio_s, loop.time() - began_s, figures.errors)
    pipe.send(result)

"""One listener's connection to a speech server, whatever its dialect: what all of them share."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from rhapsode_bench.latency.hearing import Hearing
from rhapsode_client import errors

CONNECT_WITHIN_S = 10.0
"""How long connecting may take."""

CANNOT_CONNECT, REFUSED, SERVER_ERROR = "cannot connect", "refused", "server error"
LOST, SILENT, NO_SOUND, UNREADABLE = "connection lost", "no answer in time", "no sound", "unreadable"


class LineError(errors.ClientError):
    """A turn failed.

    Args:
        kind: one of the kinds above.
        message: one sentence.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


_KINDS: tuple[tuple[type[errors.ClientError], str], ...] = (
    (errors.CannotConnect, CANNOT_CONNECT),
    (errors.Refused, REFUSED),
    (errors.ServerError, SERVER_ERROR),
    (errors.ConnectionLost, LOST),
    (errors.ServerSilent, SILENT),
    (errors.ProtocolViolation, UNREADABLE),
)


def kind_of(error: errors.ClientError) -> str:
    """What sort of failure it is, for counting."""
    if isinstance(error, LineError):
        return error.kind
    return next((kind for type_, kind in _KINDS if isinstance(error, type_)), type(error).__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One server, and how it is spoken to."""

    url: str
    dialect: str
    label: str
    key: str | None = field(default=None, repr=False)
    voice: str | None = None
    model: str | None = None
    language: str | None = None
    pcm_rate_hz: int = 24_000
    """Rate of sound that does not tell its own."""
    patience_s: float = 20.0
    """Longest wait for anything from the server, once it has all of the text."""


class Line(ABC):
    """A connection on which turns are spoken one after another.

    Args:
        target: whom to talk to.
        tokens_per_second: pace at which a language model writes.
    """

    opens_ahead = True
    """Whether :meth:`open` connects; where not, the first request does."""

    def __init__(self, target: Target, tokens_per_second: float) -> None:
        self.target = target
        self.tokens_per_second = tokens_per_second

    @property
    @abstractmethod
    def is_open(self) -> bool:
        """Whether a turn can begin without connecting first."""

    @abstractmethod
    async def open(self) -> None:
        """Connect.

        Raises:
            ClientError: that failed.
        """

    @abstractmethod
    async def speak(self, hearing: Hearing) -> None:
        """Speak one turn, its tokens when they are due, and hear it to its end or to its interruption.

        Raises:
            ClientError: the turn failed.
        """

    @abstractmethod
    async def close(self) -> None:
        """Hang up, in whatever state."""

    def text_ends_s(self, hearing: Hearing) -> float:
        """When the turn's last token is due."""
        return hearing.due_s + (len(hearing.said.tokens) - 1) / self.tokens_per_second

    async def write_on_time(
        self, pieces: Iterable[tuple[int, str]], hearing: Hearing, write: Callable[[str], Awaitable[None]]
    ) -> None:
        """Write pieces of text, each when it is due by the schedule; a late one makes none of the others late.

        Args:
            pieces: the number of the token with which each is complete, and its text.
            hearing: the turn.
            write: sends one piece.
        """
        for number, text in pieces:
            await until(hearing.due_s + number / self.tokens_per_second)
            hearing.sent(time.perf_counter())
            await write(text)

    async def receive(self, socket: ClientConnection, hearing: Hearing) -> tuple[str | bytes, float]:
        """The next frame of a websocket in this turn, and when it came.

        Raises:
            LineError: none came.
        """
        # A server that has not all of the text may wait for more of it.
        to_write_s = max(0.0, self.text_ends_s(hearing) - time.perf_counter())
        try:
            async with asyncio.timeout(to_write_s + self.target.patience_s):
                frame = await socket.recv()
        except TimeoutError:
            raise LineError(SILENT, f"the server sent nothing for {self.target.patience_s:g} s") from None
        except WebSocketException as error:
            raise LineError(LOST, f"the connection ended in mid-turn: {error}") from error
        return frame, time.perf_counter()


async def until(at_s: float) -> None:
    """Sleep until a moment of ``time.perf_counter``; one that has passed is not waited for."""
    left_s = at_s - time.perf_counter()
    if left_s > 0:
        await asyncio.sleep(left_s)


async def stop(task: asyncio.Task[None]) -> None:
    """Cancel a task and wait for its end; what stopped it otherwise, its turn has told."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

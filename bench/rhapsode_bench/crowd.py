"""A crowd of listeners: many sockets, several contexts on each, every context a conversation of its own."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from websockets.exceptions import WebSocketException

from rhapsode_bench.context_socket import ContextSocket, ContextTurn, contexts
from rhapsode_bench.turn_listener import TurnFailed
from rhapsode_client.errors import ClientError

SEED = 20_261_120
"""Where the pauses of the conversations begin; the same crowd each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdShape:
    """Who is in the crowd, and how they speak."""

    sockets: int
    contexts: int
    """Contexts on each socket."""
    duty: float | None
    """Share of its time that each context's listener hears speech: a turn follows when the sound of the last has been
    played and a pause is over. ``None``: each turn follows when the last has come, as fast as the server can."""
    tokens: Sequence[str]
    tokens_per_second: float


@dataclass(slots=True)
class CrowdFigures:
    """What the crowd heard."""

    turns: list[ContextTurn] = field(default_factory=list)
    """Those that began or ended while :attr:`Crowd.counting`."""
    errors: list[str] = field(default_factory=list)
    """The server's words for each turn or connection that failed."""


class Crowd:
    """Opens its sockets with ``async with``, speaks until the block ends, and hangs up then.

    Args:
        url: the server.
        shape: who is in it.
    """

    def __init__(self, url: str, shape: CrowdShape) -> None:
        self.figures = CrowdFigures()
        self.counting = False
        """Whether turns that begin or end now are counted."""
        self._url = url
        self._shape = shape
        self._random = random.Random(SEED)
        self._sockets: list[ContextSocket] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._stack = AsyncExitStack()
        self._ended = asyncio.Event()
        self._counted = 0

    @property
    def audio_s(self) -> float:
        """Length of all audio that has come."""
        return sum(socket.audio_s for socket in self._sockets)

    async def __aenter__(self) -> Crowd:
        """Open all sockets, silent as yet.

        Raises:
            OSError, WebSocketException: one cannot be opened.
        """
        names = [f"context-{number}" for number in range(self._shape.contexts)]
        async with AsyncExitStack() as stack:
            for _ in range(self._shape.sockets):
                self._sockets.append(await stack.enter_async_context(contexts(self._url, names)))
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *reason: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._stack.aclose()

    async def wait_turns(self, count: int, within_s: float) -> None:
        """Wait until so many turns are counted, or a time has passed."""
        await self._wait(lambda: len(self.figures.turns) >= count, within_s)

    async def wait_counted(self, within_s: float) -> None:
        """Wait until every turn has ended that began while it was to be counted, or a time has passed."""
        await self._wait(lambda: not self._counted, within_s)

    def begin(self, within_s: float) -> None:
        """Let every context begin to speak, spread evenly over a time as strangers do: all at once would be a herd."""
        places = [(socket, f"context-{number}") for number in range(self._shape.contexts) for socket in self._sockets]
        for place, (socket, name) in enumerate(places):
            delay_s = within_s * place / len(places)
            self._tasks.append(asyncio.create_task(self._converse(socket, name, delay_s)))

    async def _wait(self, holds: Callable[[], bool], within_s: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while not holds():
                    self._ended.clear()
                    await self._ended.wait()

    async def _converse(self, socket: ContextSocket, name: str, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        while True:
            began_s, counted = time.perf_counter(), self.counting
            self._counted += counted
            try:
                turn = await socket.speak(name, self._shape.tokens, self._shape.tokens_per_second)
            except (TurnFailed, ClientError, OSError, WebSocketException) as error:
                self.figures.errors.append(str(error) or type(error).__name__)
                return
            finally:
                self._counted -= counted
                self._ended.set()
            if counted or self.counting:
                self.figures.turns.append(turn)
            duty = self._shape.duty
            if duty is not None:
                played_s = began_s + turn.first_audible_ms / 1000.0 + turn.audio_s
                # Pauses vary by half, or the crowd would keep the step in which it began.
                pause_s = turn.audio_s * (1.0 / duty - 1.0) * self._random.uniform(0.5, 1.5)
                await asyncio.sleep(max(0.0, played_s + pause_s - time.perf_counter()))

"""The client for programs without an event loop: the same turns, one loop in a thread behind them.

::

    with connect_blocking("http://127.0.0.1:8420") as connection:
        for event in connection.speak(tokens, voice="af_heart"):
            ...
        speech = connection.synthesize("Sing, goddess.")
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterable, AsyncIterator, Coroutine, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from rhapsode_client.address import DEFAULT_URL
from rhapsode_client.connection import Connection, connect
from rhapsode_client.speech import Speech, collect
from rhapsode_client.turn import Event

T = TypeVar("T")

_END = object()


class BlockingConnection:
    """As :class:`.connection.Connection`, without ``await``; made by :func:`connect_blocking`. From one thread at a
    time."""

    def __init__(self, loop: _LoopThread, connection: Connection) -> None:
        self._loop = loop
        self._connection = connection

    def speak(self, text: str | Iterable[str], **options: Any) -> Generator[Event, None, None]:
        """Speak one turn, and yield its events as they come. Leaving early is barge-in: close the generator.

        Args:
            text: the whole text, or its tokens: each is drawn in a thread of its own, so that a slow writer holds
                nothing up.
            options: those of :meth:`.connection.Connection.speak`, which tells what is raised.
        """
        turn = self._connection.speak(_fed(text), **options)
        try:
            while (event := self._loop.run(_next(turn))) is not None:
                yield event
        finally:
            self._loop.run(turn.aclose())

    def synthesize(self, text: str | Iterable[str], **options: Any) -> Speech:
        """Speak one turn, and wait for all of it. Takes and raises what :meth:`speak` does."""
        return self._loop.run(collect(self._connection.speak(_fed(text), **options)))


@contextmanager
def connect_blocking(
    url: str = DEFAULT_URL, api_key: str | None = None, **options: Any
) -> Iterator[BlockingConnection]:
    """Open a connection for as long as the block lasts.

    Args:
        url: the server.
        api_key: a key, or a token got with one.
        options: those of :func:`.connection.connect`, which tells what is raised.
    """
    loop = _LoopThread()
    try:
        opened = connect(url, api_key, **options)
        connection = loop.run(opened.__aenter__())
        try:
            yield BlockingConnection(loop, connection)
        finally:
            loop.run(opened.__aexit__(None, None, None))
    finally:
        loop.close()


class _LoopThread:
    """An event loop that runs in a thread of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="rhapsode client")
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for a coroutine's result; where the wait is interrupted, the coroutine is."""
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _next(events: AsyncIterator[Event]) -> Event | None:
    try:
        return await anext(events)
    except StopAsyncIteration:
        return None


def _fed(text: str | Iterable[str]) -> str | AsyncIterable[str]:
    return text if isinstance(text, str) else _drawn(iter(text))


async def _drawn(tokens: Iterator[str]) -> AsyncIterator[str]:
    while (token := await asyncio.to_thread(next, tokens, _END)) is not _END:
        yield str(token)

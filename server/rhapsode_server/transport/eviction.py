"""Ends the open sockets of a key that has stopped being good."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rhapsode_protocol.errors import RhapsodeError, Unauthorized
from rhapsode_protocol.wire_json import dumps
from rhapsode_server.dialects.kugelaudio import write_error
from rhapsode_server.telemetry.connection import Connection
from rhapsode_server.transport.observer import connection_of

logger = logging.getLogger(__name__)

CHECK_EVERY_S = 2.0
"""How often open sockets are checked, and so how long one outlives its key. Lower reads the key store's file more often
for nothing; higher lets whoever holds a stolen key go on for longer."""

FAREWELL_WITHIN_S = 5.0
"""How long the last words may take. Lower loses them on slow lines; higher keeps a client that does not read."""


class Eviction:
    """Knows which keys have which sockets open. Does not know what makes a key good.

    Args:
        refresh: called before each round, to take in what has changed.
        is_welcome: whether the key of this id is still good.
    """

    def __init__(self, refresh: Callable[[], None], is_welcome: Callable[[str], bool]) -> None:
        self._refresh = refresh
        self._is_welcome = is_welcome
        self._visits: dict[str, set[_Visit]] = {}

    async def serve(self, key_id: str, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Run one socket until it ends, or its key does."""
        visit = _Visit(send)
        visits = self._visits.setdefault(key_id, set())
        visits.add(visit)
        try:
            await visit.run(app, scope, receive)
        finally:
            visits.discard(visit)
            if not visits and self._visits.get(key_id) is visits:
                del self._visits[key_id]

    def check(self) -> None:
        """End the sockets of every key that is not good any more."""
        try:
            self._refresh()
        except RhapsodeError:
            return  # Told in the log by whoever reads the keys. Those who are in are not sent out for it.
        for key_id, visits in list(self._visits.items()):
            if not self._is_welcome(key_id):
                logger.info("key %s is not good any more: %d sockets of it are closed", key_id, len(visits))
                for visit in list(visits):
                    visit.end()

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Check every ``CHECK_EVERY_S`` for as long as the block lasts."""
        watch = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(CHECK_EVERY_S)
            self.check()


class _Visit:
    """One open socket. Its endpoint is ended by cancellation; after that only the farewell reaches the client."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._task = asyncio.current_task()
        self._ended = False
        self._is_open = False

    def end(self) -> None:
        if not self._ended and self._task is not None:
            self._ended = True
            self._task.cancel()

    async def run(self, app: ASGIApp, scope: Scope, receive: Receive) -> None:
        try:
            await app(scope, receive, self._pass_on)
        except asyncio.CancelledError:
            # As in asyncio.timeout: ours is taken back, somebody else's goes on.
            if not self._ended or (self._task is not None and self._task.uncancel()):
                raise
        finally:
            if self._ended:
                await self._say_farewell(connection_of(scope))

    async def _pass_on(self, message: Message) -> None:
        if self._ended:
            return
        if message["type"] == "websocket.close":
            self._is_open = False
        await self._send(message)
        if message["type"] == "websocket.accept":
            self._is_open = True

    async def _say_farewell(self, connection: Connection | None) -> None:
        if not self._is_open:
            return
        error = Unauthorized("the key has been revoked, or has expired")
        if connection is not None:
            connection.expel(error)
        try:
            async with asyncio.timeout(FAREWELL_WITHIN_S):
                await self._send({"type": "websocket.send", "text": dumps(write_error(error))})
                await self._send({"type": "websocket.close", "code": error.close_code, "reason": ""})
        except (OSError, RuntimeError):
            pass  # The client was faster, or does not read (a timeout is an OSError).

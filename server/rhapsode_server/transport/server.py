"""uvicorn's server with a drain: the first SIGTERM, SIGHUP or Ctrl-C stops new work, the second stops at once.

A subclass, and not the application's lifespan: uvicorn closes its listeners and every open socket (with 1012) *before*
it tells the lifespan that the end has come, so nothing could be finished there, and newcomers would find a closed port
instead of an answer. What is overridden is documented by name or part of uvicorn's own tests: ``handle_exit``,
``on_tick``, ``shutdown``, ``capture_signals``. uvicorn raises captured signals anew once it has shut down; here they
are taken as said and done, so that the end that was asked for gives exit code 0.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import threading
import time
from collections.abc import Iterator
from types import FrameType

import uvicorn

from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.peer import SocketProtocol

logger = logging.getLogger(__name__)

LAST_WORDS_S = 2.0
"""How long closed connections may take to be gone. Lower loses close frames on slow lines, and clients then see a
broken connection instead of 1012; higher holds the end up for whoever does not read."""

LOOKS_PER_S = 50
"""How often it is looked whether all are gone. Lower ends the server later; higher is work for nothing."""

ECHO_S = 0.1
"""Signals that come so soon after the first are the same one: ``make`` and ``timeout`` pass on to their child what the
terminal or ``kill`` has sent to the whole process group already. Lower, and a busy machine takes the echo for a second
signal, and cuts everybody; higher, and so is a quick double Ctrl-C, which then has to be pressed again."""

GRACE_S = 5
"""uvicorn's own patience with what is still at work after that. Lower, and a busy machine's last answers are cut with a
traceback; higher holds the end up."""


class DrainingServer(uvicorn.Server):
    """Runs one application, and ends it in order.

    Args:
        config: uvicorn's.
        attendance: who is connected; the application enters its connections there.
    """

    def __init__(self, config: uvicorn.Config, attendance: Attendance) -> None:
        config.timeout_graceful_shutdown = GRACE_S
        super().__init__(config)
        self.has_listened = False
        """Whether it has taken over the signals; it gives them back at its end."""
        self._attendance = attendance
        self._stop_asked_at: float | None = None
        self._drain_began_at: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal has come: drain, or where that goes on already, stop at once."""
        # Only flags: this runs between any two instructions of the event loop, which looks at them ten times a second.
        now = time.monotonic()
        if self._stop_asked_at is None:
            self._stop_asked_at = now
        elif now - self._stop_asked_at >= ECHO_S:
            self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take over the signals for as long as the block lasts."""
        with super().capture_signals():
            self.has_listened = True
            # A terminal that is closed sends it; not to be heard is what ``nohup`` asks for.
            usual = signal.getsignal(signal.SIGHUP)
            hears = threading.current_thread() is threading.main_thread() and usual is not signal.SIG_IGN
            if hears:
                signal.signal(signal.SIGHUP, self.handle_exit)
            try:
                yield
            finally:
                if hears:
                    signal.signal(signal.SIGHUP, usual)

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second; gives whether the server is to shut down."""
        exits = await super().on_tick(counter)
        if self._stop_asked_at is None:
            return exits
        now = asyncio.get_running_loop().time()
        if self._drain_began_at is None:
            self._drain_began_at = now
            guests, busy = self._attendance.guests, self._attendance.busy_guests
            logger.info("draining: %d connections, %d of them busy; a second signal stops at once", guests, busy)
            self._attendance.drain(now)
        self._attendance.handle_timer(now)
        return exits or self._attendance.over(now)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say goodbye to whoever is left, and end everything."""
        self._attendance.dismiss()
        await self._see_off()
        for connection in tuple(self.server_state.connections):
            # An idle keep-alive, or a client that does not read: uvicorn would wait until it does.
            connection.transport.abort()
        await super().shutdown(sockets)
        if self._drain_began_at is not None:
            took_s = asyncio.get_running_loop().time() - self._drain_began_at
            logger.info("drained after %.1f s; %d connections were cut", took_s, self._attendance.cut)

    async def _see_off(self) -> None:
        for _ in range(round(LAST_WORDS_S * LOOKS_PER_S)):
            sockets = any(isinstance(connection, SocketProtocol) for connection in self.server_state.connections)
            if not self.server_state.tasks and not sockets:
                return
            await asyncio.sleep(1.0 / LOOKS_PER_S)

"""Who is connected now, and in which order they leave when the server stops.

Pure: time is an argument, in seconds of one monotonic clock. Once the drain has begun, somebody with a clock calls
:meth:`Attendance.handle_timer` a few times a second, until it is :meth:`over <Attendance.over>`.

==========================  ==================================================================================
a guest that is             leaves, once the drain has begun
==========================  ==================================================================================
idle                        at once
speaking                    when all that it was asked for is spoken and written; it takes no further turn
waiting for text            the same, or ``TEXT_PATIENCE_S`` after the last that was heard of it
anything                    when the time that the drain may take is over
==========================  ==================================================================================
"""

from __future__ import annotations

from typing import Protocol

DRAIN_S = 30.0
"""How long a drain may take. Lower cuts long answers; higher and systemd (90 s) or Kubernetes (30 s by default, so give
them more) lose patience first, and kill."""

TEXT_PATIENCE_S = 5.0
"""How long a turn that is open, with nothing left to speak, may wait for its text during a drain. Lower cuts answers
whose language model calls a tool; higher, and one client that forgot to flush holds the server to the deadline."""


class Guest(Protocol):
    """One connection or request, as seen by whoever wants it to leave."""

    @property
    def busy(self) -> bool:
        """Whether anything is being said, has been asked for, or waits to be written."""

    @property
    def waits_for_text(self) -> bool:
        """Whether a turn is open, and all that has been asked for is spoken and written."""

    @property
    def active_at(self) -> float:
        """When the client last said something, or audio last went out to it."""

    def take_no_more(self) -> None:
        """Begin no further turn; what has begun goes on."""

    def leave(self) -> None:
        """End the connection now, with 1012; whatever is unsaid stays unsaid."""


class Attendance:
    """The guests of one server. Knows no sockets and no sessions.

    Args:
        drain_s: how long a drain may take, in seconds.
    """

    def __init__(self, drain_s: float = DRAIN_S) -> None:
        self.draining = False
        """Whether newcomers are to be turned away."""
        self.cut = 0
        """How many were sent away in the midst of something."""
        self._drain_s = drain_s
        self._dismissed = False
        self._began_at = 0.0
        self._guests: set[Guest] = set()
        self._leaving: set[Guest] = set()

    @property
    def guests(self) -> int:
        """How many are here."""
        return len(self._guests)

    @property
    def busy_guests(self) -> int:
        """How many of them are in the midst of something."""
        return sum(guest.busy for guest in self._guests)

    def enter(self, guest: Guest) -> None:
        """Somebody has come. Ask :attr:`draining` before letting anybody in."""
        self._guests.add(guest)
        # Whoever was let in before, and whose handshake or body was still on its way when that changed.
        if self.draining:
            guest.take_no_more()
        if self._dismissed:
            self._send_away(guest)

    def depart(self, guest: Guest) -> None:
        """Somebody is gone; saying so twice does nothing."""
        self._guests.discard(guest)
        self._leaving.discard(guest)

    def drain(self, now: float) -> None:
        """Take nobody new from now on, and let everybody go as soon as their turns are over."""
        if self.draining:
            return
        self.draining = True
        self._began_at = now
        for guest in tuple(self._guests):
            guest.take_no_more()
        self.handle_timer(now)

    def handle_timer(self, now: float) -> None:
        """Send those away whose time has come; call it often while the drain goes on."""
        if not self.draining:
            return
        for guest in tuple(self._guests):
            if now >= self._leaves_at(guest):
                self._send_away(guest)

    def over(self, now: float) -> bool:
        """Whether the drain is at its end: nobody is left, or there is no time left."""
        return self.draining and (not self._guests or now >= self._began_at + self._drain_s)

    def dismiss(self) -> None:
        """Send everybody away who is still here, or who comes yet."""
        self.draining = self._dismissed = True
        for guest in tuple(self._guests):
            self._send_away(guest)

    def _leaves_at(self, guest: Guest) -> float:
        if not guest.busy:
            return self._began_at
        if guest.waits_for_text:
            return min(max(guest.active_at, self._began_at) + TEXT_PATIENCE_S, self._began_at + self._drain_s)
        return self._began_at + self._drain_s

    def _send_away(self, guest: Guest) -> None:
        if guest not in self._leaving:
            self._leaving.add(guest)
            self.cut += guest.busy
            guest.leave()

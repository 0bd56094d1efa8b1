"""What waits to be written to one client, bounded in seconds of audio.

The bounds work backwards. A stream with more than ``HIGH_MS`` of unwritten audio is held: no further segment of it is
synthesised before less than ``LOW_MS`` wait. All streams of a connection are held together while more than
``CONNECTION_HIGH_MS`` wait in all, until less than ``CONNECTION_LOW_MS`` do. So a slow reader costs its own
connection's speech, never memory and never its neighbours. A segment that is being synthesised when the hold comes
still finishes, so the memory bound is that of the marks plus the segments that the workers have in hand.

Messages without audio are bounded by their number: beyond it the client is not listened to
(:meth:`Outbox.wait_for_room`).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from rhapsode_protocol.messages import Audio
from rhapsode_server.session import Close, Send
from rhapsode_server.speech import StreamId

HIGH_MS = 4_000.0
"""Lower starves a client whose network stalls for a moment; higher holds more speech that a barge-in throws away."""
LOW_MS = 2_000.0
"""Lower lets the socket run dry while synthesis starts again; nearer to ``HIGH_MS`` makes the hold flap."""
CONNECTION_HIGH_MS = 16_000.0
"""Lower, and a few contexts that speak at once hold each other up although their client reads; higher is memory that
each slow reader costs (a megabyte as it is, at 24 kHz)."""
CONNECTION_LOW_MS = 8_000.0
"""As ``LOW_MS``: enough for the socket not to run dry, far enough from the mark above not to flap."""
MAX_REPLIES = 1_000
"""Messages without audio that may wait before the client is not listened to any more. Lower refuses to hear a barge-in
behind a burst of small segments; higher is memory that a client fills by asking without reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """At how much unwritten audio synthesis stops, and below how much it goes on, in milliseconds."""

    high_ms: float = HIGH_MS
    low_ms: float = LOW_MS
    connection_high_ms: float = CONNECTION_HIGH_MS
    connection_low_ms: float = CONNECTION_LOW_MS


USUAL_MARKS = Marks()


@dataclass(slots=True)
class _Waiting:
    item: Send | Close
    audio_ms: float


class Outbox:
    """A queue of messages for one client; written by the event loop's callbacks, read by one task.

    Args:
        hold: called with a stream whose synthesis is to pause.
        release: called with a stream whose synthesis may go on.
        marks: how much audio may wait.
    """

    def __init__(
        self,
        hold: Callable[[StreamId], None],
        release: Callable[[StreamId], None],
        *,
        marks: Marks = USUAL_MARKS,
    ) -> None:
        self._hold = hold
        self._release = release
        self._marks = marks
        self._queue: deque[_Waiting] = deque()
        self._waiting_ms: dict[StreamId, float] = {}
        """Unwritten audio of each open stream."""
        self._total_ms = 0.0
        """Unwritten audio of all streams, also of those that are over."""
        self._full: set[StreamId] = set()
        """Streams that have passed their own upper mark, and not yet come below the lower."""
        self._all_full = False
        """The same of the connection."""
        self._held: set[StreamId] = set()
        self._filled = asyncio.Event()
        self._replies = 0
        self._room = asyncio.Event()
        self._room.set()

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._queue

    @property
    def waiting_ms(self) -> float:
        """Unwritten audio of all streams, in milliseconds."""
        return self._total_ms

    def open(self, stream: StreamId) -> None:
        """Account for a stream from now on; it is held where its connection is."""
        self._waiting_ms.setdefault(stream, 0.0)
        self._judge(stream)

    def put(self, item: Send | Close) -> None:
        """Queue a message, or the end of the connection."""
        audio_ms = 0.0
        if isinstance(item, Send) and isinstance(item.message, Audio) and item.stream is not None:
            audio_ms = item.message.samples * 1000.0 / item.message.rate_hz
            self._account(item.stream, audio_ms)
        self._queue.append(_Waiting(item, audio_ms))
        self._count_reply(item, 1)
        self._filled.set()

    async def get(self) -> Send | Close:
        """The next item, waited for."""
        while not self._queue:
            self._filled.clear()
            await self._filled.wait()
        return self._take(self._queue.popleft())

    async def wait_for_room(self) -> None:
        """Wait until few enough replies wait that the client may ask for more."""
        await self._room.wait()

    def discard(self, stream: StreamId) -> None:
        """Drop everything of a stream that has not been taken by :meth:`get` (barge-in)."""
        kept: deque[_Waiting] = deque()
        for waiting in self._queue:
            if isinstance(waiting.item, Send) and waiting.item.stream == stream:
                self._take(waiting)
            else:
                kept.append(waiting)
        self._queue = kept

    def clear(self) -> None:
        """Drop everything: the connection ends, and only its last words are to follow."""
        while self._queue:
            self._take(self._queue.popleft())

    def forget(self, stream: StreamId) -> None:
        """The stream is over; what is queued of it still goes out, and counts for the connection."""
        self._waiting_ms.pop(stream, None)
        self._full.discard(stream)
        self._judge(stream)

    def _take(self, waiting: _Waiting) -> Send | Close:
        item = waiting.item
        self._count_reply(item, -1)
        if waiting.audio_ms and isinstance(item, Send) and item.stream is not None:
            self._account(item.stream, -waiting.audio_ms)
        return item

    def _count_reply(self, item: Send | Close, change: int) -> None:
        if isinstance(item, Send) and isinstance(item.message, Audio):
            return
        self._replies += change
        if self._replies < MAX_REPLIES:
            self._room.set()
        else:
            self._room.clear()

    def _account(self, stream: StreamId, change_ms: float) -> None:
        """More audio of a stream waits, or less."""
        marks = self._marks
        self._total_ms = max(0.0, self._total_ms + change_ms)
        if stream in self._waiting_ms:
            waiting_ms = self._waiting_ms[stream] = max(0.0, self._waiting_ms[stream] + change_ms)
            if waiting_ms > marks.high_ms:
                self._full.add(stream)
            elif waiting_ms < marks.low_ms:
                self._full.discard(stream)
        was_full = self._all_full
        if self._total_ms > marks.connection_high_ms:
            self._all_full = True
        elif self._total_ms < marks.connection_low_ms:
            self._all_full = False
        for name in tuple(self._waiting_ms) if self._all_full != was_full else (stream,):
            self._judge(name)

    def _judge(self, stream: StreamId) -> None:
        """Hold a stream or let it go, as the marks say; one that is over is let go."""
        holds = stream in self._waiting_ms and (self._all_full or stream in self._full)
        if holds and stream not in self._held:
            self._held.add(stream)
            self._hold(stream)
        elif not holds and stream in self._held:
            self._held.discard(stream)
            self._release(stream)

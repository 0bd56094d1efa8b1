"""What waits to be written to one client, bounded in seconds of audio.

The bound works backwards: when a stream has more than ``high_ms`` of unwritten audio its synthesis is held, and let go
below ``low_ms``. So a slow reader costs its own connection's speech, never memory and never its neighbours. A segment
that is being synthesised when the hold comes still finishes, so the memory bound is ``high_ms`` plus one segment.
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
MAX_REPLIES = 1_000
"""Messages without audio that may wait before the client is not listened to any more. Lower refuses to hear a barge-in
behind a burst of small segments; higher is memory that a client fills by asking without reading."""


@dataclass(slots=True)
class _Waiting:
    item: Send | Close
    audio_ms: float


class Outbox:
    """A queue of messages for one client; written by the event loop's callbacks, read by one task.

    Args:
        hold: called with a stream whose synthesis is to pause.
        release: called with a stream whose synthesis may go on.
    """

    def __init__(
        self,
        hold: Callable[[StreamId], None],
        release: Callable[[StreamId], None],
        *,
        high_ms: float = HIGH_MS,
        low_ms: float = LOW_MS,
    ) -> None:
        self._hold = hold
        self._release = release
        self._high_ms = high_ms
        self._low_ms = low_ms
        self._queue: deque[_Waiting] = deque()
        self._waiting_ms: dict[StreamId, float] = {}
        self._held: set[StreamId] = set()
        self._filled = asyncio.Event()
        self._replies = 0
        self._room = asyncio.Event()
        self._room.set()

    def put(self, item: Send | Close) -> None:
        """Queue a message, or the end of the connection."""
        audio_ms = 0.0
        if isinstance(item, Send) and isinstance(item.message, Audio) and item.stream is not None:
            audio_ms = item.message.samples * 1000.0 / item.message.rate_hz
            waiting_ms = self._waiting_ms.get(item.stream, 0.0) + audio_ms
            self._waiting_ms[item.stream] = waiting_ms
            if waiting_ms > self._high_ms and item.stream not in self._held:
                self._held.add(item.stream)
                self._hold(item.stream)
        self._queue.append(_Waiting(item, audio_ms))
        self._count_reply(item, 1)
        self._filled.set()

    async def get(self) -> Send | Close:
        """The next item, waited for."""
        while not self._queue:
            self._filled.clear()
            await self._filled.wait()
        waiting = self._queue.popleft()
        item = waiting.item
        self._count_reply(item, -1)
        if waiting.audio_ms and isinstance(item, Send) and item.stream is not None:
            self._account(item.stream, waiting.audio_ms)
        return item

    async def wait_for_room(self) -> None:
        """Wait until few enough replies wait that the client may ask for more."""
        await self._room.wait()

    def discard(self, stream: StreamId) -> None:
        """Drop everything of a stream that has not been taken by :meth:`get` (barge-in)."""
        kept: deque[_Waiting] = deque()
        for waiting in self._queue:
            if isinstance(waiting.item, Send) and waiting.item.stream == stream:
                self._count_reply(waiting.item, -1)
            else:
                kept.append(waiting)
        self._queue = kept
        self.forget(stream)

    def forget(self, stream: StreamId) -> None:
        """Stop accounting for a stream; what is queued still goes out."""
        self._waiting_ms.pop(stream, None)
        if stream in self._held:
            self._held.discard(stream)
            self._release(stream)

    def _count_reply(self, item: Send | Close, change: int) -> None:
        if isinstance(item, Send) and isinstance(item.message, Audio):
            return
        self._replies += change
        if self._replies < MAX_REPLIES:
            self._room.set()
        else:
            self._room.clear()

    def _account(self, stream: StreamId, audio_ms: float) -> None:
        if stream not in self._waiting_ms:
            return
        self._waiting_ms[stream] = max(0.0, self._waiting_ms[stream] - audio_ms)
        if stream in self._held and self._waiting_ms[stream] < self._low_ms:
            self._held.discard(stream)
            self._release(stream)

"""What the workers were given and have not ended."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from rhapsode_server.speech import StreamId


@dataclass(frozen=True, slots=True)
class Batch:
    """What a worker was given together."""

    streams: set[StreamId]
    """Those whose jobs have not ended."""
    engine: str
    ends_at: float
    """When it will have been spoken, if it is not interrupted; infinite where nobody knows."""
    urgent: bool = False
    """Whether it interrupts the batch behind it."""


_NOTHING: deque[Batch] = deque()


class InHand:
    """The batches of every worker, oldest first. Knows names and times."""

    def __init__(self) -> None:
        self._batches: dict[int, deque[Batch]] = {}

    @property
    def jobs(self) -> int:
        """That some worker has."""
        return sum(len(batch.streams) for batches in self._batches.values() for batch in batches)

    @property
    def workers(self) -> int:
        """That were ever given something; 1 at least."""
        return max(1, len(self._batches))

    def of(self, worker: int) -> deque[Batch]:
        """The worker's batches, the one at work first; none is empty."""
        return self._batches.get(worker, _NOTHING)

    def take(
        self, worker: int, streams: set[StreamId], engine: str, now: float, takes_s: float, *, urgent: bool
    ) -> None:
        """The worker is given a batch.

        Args:
            worker: who.
            streams: whose jobs they are.
            engine: of all of them.
            now: the time.
            takes_s: how long it is expected to take.
            urgent: whether it interrupts what the worker has; else it is begun when that has ended.
        """
        batches = self._batches.setdefault(worker, deque())
        if urgent:
            batches.appendleft(Batch(streams, engine, now + takes_s, urgent))
        else:
            begins_at = max([now, *(batch.ends_at for batch in batches)])
            batches.append(Batch(streams, engine, begins_at + takes_s))

    def land(self, stream: StreamId) -> None:
        """The stream's job has ended."""
        for worker, batches in list(self._batches.items()):
            for batch in batches:
                batch.streams.discard(stream)
            self._batches[worker] = deque(batch for batch in batches if batch.streams)

    def begun(self, stream: StreamId) -> bool:
        """Whether the stream's job may have begun: whether it is in the oldest batch of its worker, or in the one that
        this interrupts."""
        for batches in self._batches.values():
            begun = 2 if batches and batches[0].urgent else 1
            if any(stream in batch.streams for batch in list(batches)[:begun]):
                return True
        return False

    def ends_at(self, stream: StreamId) -> float | None:
        """When the stream's job is expected to end; none where no worker has it."""
        for batches in self._batches.values():
            for batch in batches:
                if stream in batch.streams:
                    return batch.ends_at
        return None

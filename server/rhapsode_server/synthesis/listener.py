"""Who gets a stream's events, and which of them still count."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_server.speech import AnySpeechEvent, SpeechFailed, SpeechJob
from rhapsode_server.synthesis.fault import describe_fault

logger = logging.getLogger(__name__)

Sink = Callable[[AnySpeechEvent], None]
"""Takes a stream's events on the event loop, in order. May call the synthesizer."""


@dataclass(slots=True, eq=False)
class Listener:
    """One open stream."""

    sink: Sink
    generation: int = 0
    """Events of older generations are dropped."""
    home: int | None = None
    """The worker that keeps the stream's chain."""
    refused: deque[tuple[SpeechJob, RhapsodeError]] = field(default_factory=deque)
    """Jobs that will not be done; each is told once the stream's earlier jobs have ended."""

    def tell(self, event: AnySpeechEvent) -> None:
        """Hand an event on, unless it is stale."""
        if event.generation < self.generation:
            return
        try:
            self.sink(event)
        except Exception as error:
            # A session that breaks must not take the worker's other streams along.
            logger.error("the sink of stream %s/%d failed: %s", *event.stream, describe_fault(error))

    def raise_to(self, generation: int) -> None:
        """Whatever is older is stale from now on."""
        self.generation = max(self.generation, generation)
        self.refused = deque(row for row in self.refused if row[0].generation >= self.generation)

    def tell_refused(self) -> None:
        """Tell of the first job that will not be done."""
        if self.refused:
            job, error = self.refused.popleft()
            self.tell(SpeechFailed(job.stream, job.generation, job.index, error))


@dataclass(slots=True, eq=False)
class Flight:
    """One job on its way, over all attempts at it."""

    job: SpeechJob
    worker: int | None
    """Who does it; ``None`` while it waits for another attempt."""
    attempts: int = 1
    announced: bool = False
    """Whether the listener was told that it began."""
    heard: bool = False
    """Whether the listener was given audio."""
    audio_ms: float = 0.0
    """Audio that was made."""
    ready_at: float = 0.0
    """When it could have started."""
    stopped_at: float | None = None
    """When it was cancelled at its worker; ``None`` where it was not."""

    @property
    def engine(self) -> str:
        """Who speaks it."""
        return self.job.voice.engine

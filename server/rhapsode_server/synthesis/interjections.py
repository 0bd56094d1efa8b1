"""What a worker is to speak in the midst of other work: put by the thread that reads commands, taken by the one that
does the work."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from rhapsode_server.speech import SpeechJob


class Interjections:
    """Batches, first come, first spoken. Each operation is one step on a deque, which Python does atomically."""

    def __init__(self) -> None:
        self._batches: deque[Sequence[SpeechJob]] = deque()

    def put(self, batch: Sequence[SpeechJob]) -> None:
        """Speak these as soon as the work at hand lets them through."""
        self._batches.append(batch)

    def take(self) -> Sequence[SpeechJob]:
        """The next batch; empty where there is none."""
        try:
            return self._batches.popleft()
        except IndexError:
            return ()

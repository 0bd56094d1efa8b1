"""Which jobs of a worker are stale: written by the thread that reads commands, asked by the one that does the work."""

from __future__ import annotations

from rhapsode_server.speech import SpeechJob, StreamId


class Generations:
    """The least generation of each cancelled stream that still counts.

    Each operation is one step on a dictionary, which Python does atomically; so a cancel works in the midst of a
    segment without a lock on the way of every sample. Bounded by the streams that are cancelled and not yet forgotten.
    """

    def __init__(self) -> None:
        self._least: dict[StreamId, int] = {}
        self._over = False

    def __len__(self) -> int:
        return len(self._least)

    def raise_to(self, stream: StreamId, generation: int) -> None:
        """Whatever the stream has of older generations is stale from now on."""
        self._least[stream] = max(generation, self._least.get(stream, generation))

    def end_all(self) -> None:
        """Everything is stale: nobody is listening any more."""
        self._over = True

    def is_stale(self, job: SpeechJob) -> bool:
        """Whether the job need not be done any more."""
        return self._over or job.generation < self._least.get(job.stream, job.generation)

    def forget(self, stream: StreamId) -> None:
        """No job of the stream's older generations can come any more."""
        self._least.pop(stream, None)

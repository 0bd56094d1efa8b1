"""Has text read into spoken words by the workers, without speaking it.

A worker reads between two batches, and a reading of ten thousand characters takes it some 50 ms. So that nobody's
speech waits for that, a text goes over in slices, and one slice at a time is out, whoever asks: a batch is held up by a
few milliseconds at most.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from rhapsode_protocol.errors import ModelUnavailable, RateLimited, ServerRestarting, SynthesisFailed
from rhapsode_server.synthesis.commands import Command, ReadText, TextRead
from rhapsode_server.text.identification import Identified
from rhapsode_server.text.reading import Phonemes, VerbalizedSpan
from rhapsode_server.text.segment import Segment
from rhapsode_server.voices import Voice

SLICE_CHARACTERS = 1_000
"""Characters that a worker reads in one go, about five milliseconds; one segment is never divided.

Lower, and a text waits behind more batches of speech; higher, and speech waits for the text.
"""

LEAST_CHARACTERS = 25
"""What a segment counts for, however short: deciding its language and placing its words costs as much.

Lower, and a list of single letters holds speech up; higher, and short sentences go over one by one.
"""

MAX_WAITING = 32
"""Texts that may wait to be read. Lower, and a burst is refused; higher, and the last in line waits past its time."""

READ_WITHIN_S = 15.0
"""How long one text may take, waiting included. Lower than the time after which a hung worker is replaced, and a hang
is told to the client where it could have been mended; higher, and callers time out before us."""

MAX_ATTEMPTS = 3
"""A worker may die of the speech that it had before the text. Lower, and that is told to whoever wanted a text read;
higher, and a text that kills workers kills more of them."""


class ReadingWorker(Protocol):
    """One ready worker (``synthesis.supervisor.Supervisor``)."""

    number: int

    @property
    def unfinished(self) -> int:
        """Jobs that it has and has not ended."""

    def send(self, command: Command) -> None:
        """Tell it something."""


@dataclass(frozen=True, slots=True)
class SpokenText:
    """What a text is spoken as."""

    segments: tuple[str, ...]
    """The spoken form of each segment, in order."""
    read_ms: float
    """Compute time of the workers, without waiting."""
    spans: tuple[tuple[VerbalizedSpan, ...], ...] = ()
    """What was verbalised in each segment."""
    languages: tuple[Identified, ...] = ()
    """In which language each was read, and why; empty where that was said."""
    phonemes: tuple[Phonemes | None, ...] = ()
    """What the voice's engine makes of each, ``None`` where it has nothing to tell; empty where nobody asked."""


class ReadingDesk:
    """Sends slices of text to workers and waits for their answers. Used from one event loop only.

    Args:
        ready_workers: gives the workers that can be asked now.
    """

    def __init__(self, ready_workers: Callable[[], Sequence[ReadingWorker]]) -> None:
        self._ready_workers = ready_workers
        self._numbers = itertools.count()
        self._pending: dict[int, tuple[int, asyncio.Future[TextRead | None]]] = {}
        self.waiting = 0
        """Texts that wait for their end."""
        self._turn = asyncio.Lock()
        self._change = asyncio.Event()
        self._closed = False

    @property
    def pending(self) -> int:
        """Slices that some worker has."""
        return len(self._pending)

    async def read(
        self,
        segments: Sequence[Segment],
        language: str,
        heard: Sequence[tuple[str, ...]] = (),
        *,
        cautious: bool = True,
        voice: Voice | None = None,
    ) -> SpokenText:
        """The spoken form of segments.

        Args:
            segments: what the segmenter made of a text.
            language: tag of the language that they are read in, or that is assumed.
            heard: what tells the language of each; empty where it was said.
            cautious: whether the assumed language stays where evidence for another is weak.
            voice: whose engine is to tell its phonemes; ``None`` where they are not wanted.

        Raises:
            ModelUnavailable: no worker is ready, or none answered in time.
            RateLimited: too many texts wait already.
            RhapsodeError: it cannot be read.
        """
        if not self._closed and not self._ready_workers():
            raise ModelUnavailable("no worker is ready to read text; GET /ready tells when one is")
        if self.waiting >= MAX_WAITING:
            raise RateLimited(f"{MAX_WAITING} texts already wait to be read; try again soon")
        answers: list[TextRead] = []
        taken = 0
        self.waiting += 1
        try:
            async with asyncio.timeout(READ_WITHIN_S):
                for part in _slices(segments):
                    async with self._turn:
                        question = ReadText(0, part, language, tuple(heard[taken : taken + len(part)]), cautious, voice)
                        answers.append(await self._ask(question))
                    taken += len(part)
        except TimeoutError:
            raise ModelUnavailable(f"the text could not be read within {READ_WITHIN_S:g} s; try again soon") from None
        finally:
            self.waiting -= 1
        return SpokenText(
            tuple(chain.from_iterable(answer.spoken for answer in answers)),
            sum(answer.read_ms for answer in answers),
            tuple(chain.from_iterable(answer.spans for answer in answers)),
            tuple(chain.from_iterable(answer.languages for answer in answers)),
            tuple(chain.from_iterable(answer.phonemes for answer in answers)),
        )

    def receive(self, report: TextRead) -> None:
        """A worker has answered; an answer that nobody waits for any more is dropped."""
        self._resolve(report.number, report)

    def worker_ready(self) -> None:
        """There is a worker more."""
        self._change.set()

    def worker_lost(self, worker: int) -> None:
        """A worker is gone: what it had is asked for once more."""
        for number, (asked, _) in list(self._pending.items()):
            if asked == worker:
                self._resolve(number, None)

    def close(self) -> None:
        """The server ends: whoever waits is told."""
        self._closed = True
        self._change.set()
        for number in list(self._pending):
            self._resolve(number, None)

    async def _ask(self, question: ReadText) -> TextRead:
        for _ in range(MAX_ATTEMPTS):
            worker = await self._next_worker()
            number = next(self._numbers)
            answered: asyncio.Future[TextRead | None] = asyncio.get_running_loop().create_future()
            self._pending[number] = (worker.number, answered)
            worker.send(replace(question, number=number))
            try:
                answer = await answered
            finally:
                self._pending.pop(number, None)
            if answer is None:
                continue
            if answer.error is not None:
                raise answer.error
            return answer
        raise SynthesisFailed("the text was lost while it was read")

    async def _next_worker(self) -> ReadingWorker:
        """The worker with the least to do, waited for."""
        while True:
            self._change.clear()
            if self._closed:
                raise ServerRestarting("the server is going down")
            ready = self._ready_workers()
            if ready:
                return min(ready, key=lambda worker: worker.unfinished)
            await self._change.wait()

    def _resolve(self, number: int, answer: TextRead | None) -> None:
        _, answered = self._pending.pop(number, (0, None))
        if answered is not None and not answered.done():
            answered.set_result(answer)


def _slices(segments: Sequence[Segment]) -> Iterator[tuple[Segment, ...]]:
    """Runs of whole segments, each as long as a worker should read in one go."""
    part: list[Segment] = []
    characters = 0
    for segment in segments:
        cost = max(len(segment.text), LEAST_CHARACTERS)
        if part and characters + cost > SLICE_CHARACTERS:
            yield tuple(part)
            part, characters = [], 0
        part.append(segment)
        characters += cost
    if part:
        yield tuple(part)

"""Who is synthesised next: pure, with time as an argument.

Rules, in this order:

1. Jobs of one stream run one at a time, in the order of their submission, and under the stream's current generation.
2. A stream stays with the worker that holds its signal-processing state, as long as it has work there.
3. The stream whose listener would run dry first goes first. One that has heard nothing yet counts as dry already,
   with a head start; but where others would run dry for him, as far as one can tell (:mod:`.outlook`), he goes behind
   them, for ``MOST_HELD_S`` at most: a first sound that comes later is better than gaps in the speech of all.
4. Among streams of similar urgency, the owner that has had the least goes first, whatever the number of its streams.

A batch is of one engine, the most urgent job's: whoever waits for a batch of a fast voice is not to wait for a row of
a slow one that was handed over with it.

Rule 4 yields to rule 3 only while there is slack: a stream that waits becomes urgent by waiting, so nothing starves.
Not even one whose listener has a minute in hand, who may be no listener but a program that waits for the next frame:
when nothing of its owner was begun for ``PATIENCE_S``, it goes before all others.

A worker would be idle from its last report until it is given more. So it may have a second batch in hand, begun when
the first has ended: one that is expected to be short, because whoever comes meanwhile waits for it, and only when the
first has come so far that it gives sound. It begins nothing of the second before the first has ended, which is how a
caller knows what a lost worker had begun (:meth:`Scheduler.at_work`).

A long batch may be interrupted, where its engine allows that: by one job whose listener runs dry before those of the
batch do, and only where so much of the batch is left that the wait would be heard. It is spoken in the midst of the
batch, which then goes on. So a first segment does not wait behind a long one, and nobody who has less in hand either.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rhapsode_server.speech import SpeechJob, StreamId
from rhapsode_server.synthesis.fair_share import FairShare
from rhapsode_server.synthesis.in_hand import InHand
from rhapsode_server.synthesis.outlook import Outlook
from rhapsode_server.synthesis.pace import Pace, characters
from rhapsode_server.synthesis.queued_stream import QueuedStream

SIMILAR_S = 0.25
"""Deadlines in the same step of this length count as equally urgent, and fairness decides between them.

Lower, and an owner with many streams is served before its neighbour for a few milliseconds of difference; higher, and
fairness lets a listener run dry while another with more audio in hand is served.
"""

PATIENCE_S = 8.0
"""How long an owner's streams may all wait, however much their listeners have in hand. Lower, and a crowd that is more
than the machine can serve is served in turn instead of by need; higher, and clients give up: LiveKit's plugin after
10 s without a frame of a context, the official client after 30."""

LEAST_LEFT_S = 0.03
"""What must be left of a batch, as far as one can tell, for it to be interrupted. Lower interrupts what ends by itself
as soon; higher, and a first sound is later by as much."""

MOST_HELD_S = 4.0
"""How long a listener who has heard nothing waits for those who would run dry for him. Lower, and a crowd that is
nearly more than the machine can serve hears gaps; higher, and a newcomer thinks that nobody is there."""

REMEMBERED_OWNERS = 1_000
"""Owners in mind before those are forgotten who were last served longer than ``PATIENCE_S`` ago, which changes nothing.
Lower sweeps more often; higher is memory."""


@dataclass(frozen=True, slots=True)
class SchedulerLimits:
    """How much is handed over together, and how long to wait for company."""

    max_batch: Mapping[str, int] = field(default_factory=dict)
    """Rows that one worker takes at once, by engine; 1 for an engine that is not named."""
    batch_window_ms: float = 0.0
    """How long the first of a batch waits for others; counts only where more than one is taken."""
    ahead_ms: float = 0.0
    """How long a second batch in one worker's hands may be expected to take; 0 allows none."""
    interruptible: frozenset[str] = frozenset()
    """Engines in whose batches others can be spoken."""

    def most(self, engine: str) -> int:
        """Rows of an engine that one worker takes at once."""
        return max(1, self.max_batch.get(engine, 1))


_Row = tuple[StreamId, QueuedStream]
"""A stream whose first job can run."""


class Scheduler:
    """Orders the jobs of all streams over all workers.

    The caller asks :meth:`next_batch` for each idle worker whenever something has happened, and again at
    :meth:`deadline`; it reports each end with :meth:`finished`. Knows nothing of processes or sounds,
    and of engines their names. Times are seconds of one monotonic clock.
    """

    def __init__(self, limits: SchedulerLimits | None = None) -> None:
        self.limits = limits or SchedulerLimits()
        """May be exchanged when an engine tells how much it likes to take at once."""
        self._streams: dict[StreamId, QueuedStream] = {}
        self._waiting: dict[StreamId, QueuedStream] = {}
        self._shares = FairShare()
        self._pace = Pace()
        self._in_hand = InHand()
        self._outlook = Outlook(self._pace, self._in_hand)
        self._windows: dict[int, float] = {}
        """When to ask again for a worker: company was waited for until then, or the end of what it has in hand."""
        self._alone: set[tuple[StreamId, int]] = set()
        self._served_at: dict[str, float] = {}
        """When something of each owner was last begun."""
        self.queued = 0
        """Jobs that wait."""

    @property
    def in_flight(self) -> int:
        """Jobs that some worker has."""
        return self._in_hand.jobs

    def ready_at(self, stream: StreamId) -> float:
        """When the stream's job in flight could have started, had there been a worker for it."""
        return self._streams[stream].waits_since

    def has_work(self, stream: StreamId) -> bool:
        """Whether the stream has a job queued or in flight."""
        known = self._streams.get(stream)
        return known is not None and (bool(known.queue) or known.flight is not None)

    def submit(self, job: SpeechJob, now: float) -> bool:
        """Queue a job.

        Returns:
            Whether it was taken; one of an older generation than its stream's is not.
        """
        stream = self._streams.setdefault(job.stream, QueuedStream(job.generation))
        if job.generation < stream.generation or stream.forgotten:
            return False
        if job.generation > stream.generation:
            self.cancel(job.stream, job.generation)
        if not stream.queue:
            self._wait(stream, now)
        stream.queue.append(job)
        self.queued += 1
        self._note_work(job.stream, stream)
        return True

    def next_batch(self, now: float, worker: int) -> list[SpeechJob]:
        """Choose what a worker does now, most urgent first; the jobs then count as in flight there.

        Empty where the worker is still busy, where there is nothing to do, or where company is waited for: ask again
        at :meth:`deadline`.
        """
        self._windows.pop(worker, None)
        if self._in_hand.of(worker):
            return []
        ready = self._ready(worker)
        first = self._most_urgent(ready, now)
        if first is None:
            return []
        together = _of_one_engine(first, ready)
        if self._waits_for_company(together, worker, now):
            return []
        return self._fill(first, together, worker, now)

    def next_ahead(self, now: float, worker: int) -> list[SpeechJob]:
        """Choose a second batch for a worker that is about to end its first; the jobs then count as in flight there.

        Empty where it is not about to, has a second one already, where nothing that waits is short enough, or where an
        idle worker waits for company, whose it is. Ask for the idle workers' batches first, and again at each
        :meth:`sounds` and :meth:`finished`.
        """
        batches = self._in_hand.of(worker)
        if not self.limits.ahead_ms or len(batches) != 1 or self._idle_one_waits():
            return []
        if not all(self._streams[name].sounding for name in batches[0].streams):
            return []
        # What is tried again may be what kills workers, and would take the batch before it along.
        ready = [row for row in self._ready(worker) if not self._runs_alone(row[1])]
        first = self._most_urgent(ready, now)
        if first is None:
            return []
        return self._fill(first, _of_one_engine(first, ready), worker, now, most_ms=self.limits.ahead_ms)

    def next_interjection(self, now: float, worker: int) -> list[SpeechJob]:
        """Choose one job that interrupts what a worker is speaking; it then counts as in flight there.

        Empty where nothing that waits is more urgent than all that the worker has begun, where its batch cannot be
        interrupted or is interrupted already, where an idle worker waits for company, or where it is about to end: ask
        again at :meth:`deadline`. Ask for everything else first.
        """
        batches = self._in_hand.of(worker)
        if not batches or batches[0].urgent or batches[0].engine not in self.limits.interruptible:
            return []
        if self._idle_one_waits():
            return []
        # What is tried again may be what kills workers, and would take the batch along.
        ready = [row for row in self._ready(worker) if not self._runs_alone(row[1])]
        first = self._most_urgent(ready, now)
        if first is None or any(first[1].dry_at() >= self._streams[name].dry_at() for name in batches[0].streams):
            return []
        if self._waits_for_room(first[1], now):
            return []
        if 0.0 <= batches[0].ends_at - now < LEAST_LEFT_S:
            # One that then takes longer than was expected may take longer still.
            self._windows[worker] = batches[0].ends_at + LEAST_LEFT_S
            return []
        return self._fill(first, [first], worker, now, urgent=True)

    def at_work(self, stream: StreamId) -> bool:
        """Whether the stream's job in flight may have begun: whether it is in the oldest batch of its worker, or in the
        one that this interrupts."""
        return self._in_hand.begun(stream)

    def sounds(self, stream: StreamId, index: int) -> bool:
        """The stream's job in flight gives sound. Gives whether that was news; :meth:`next_ahead` may then be asked."""
        known = self._streams.get(stream)
        if known is None or known.sounding or known.flight is None or known.flight.index != index:
            return False
        known.sounding = True
        return True

    def finished(
        self, stream: StreamId, index: int, audio_ms: float, now: float, *, gen_ms: float | None = None
    ) -> None:
        """A job in flight has ended, well or badly, after making ``audio_ms`` of sound. Unknown ones are ignored.

        Args:
            gen_ms: what computing it took, where it was spoken whole.
        """
        known = self._streams.get(stream)
        job = known.flight if known is not None else None
        if known is None or job is None or job.index != index:
            return
        if gen_ms is not None:
            self._pace.learn(job, gen_ms, audio_ms)
        self._land(stream, known, now)
        if audio_ms > 0.0 and job.generation >= known.generation:
            known.made_until = max(known.made_until or now, now) + audio_ms / 1000.0

    def retry(self, stream: StreamId, index: int, now: float, *, alone: bool = True) -> bool:
        """Queue a job in flight again, before the others of its stream.

        Args:
            alone: whether it runs in a batch of its own: it may be what killed the worker, and would take the others
                of its batch along.

        Returns:
            Whether it was queued; it is not where it has been cancelled meanwhile.
        """
        known = self._streams.get(stream)
        job = known.flight if known is not None else None
        if known is None or job is None or job.index != index:
            return False
        stale = known.forgotten or job.generation < known.generation
        if not stale:
            known.queue.appendleft(job)
            self.queued += 1
            if alone:
                self._alone.add((stream, index))
        self._land(stream, known, now)
        return not stale

    def worker_lost(self, worker: int) -> None:
        """A worker is gone, and with it the state of its streams; each of its jobs needs :meth:`finished` or
        :meth:`retry`."""
        self._windows.pop(worker, None)
        for stream in self._streams.values():
            if stream.worker == worker:
                stream.worker, stream.pinned = None, False

    def cancel(self, stream: StreamId, generation: int) -> set[tuple[StreamId, int]]:
        """Drop queued jobs older than ``generation``; the listener's audio counts as thrown away.

        Returns:
            Jobs in flight that are stale from now on. They occupy the stream until :meth:`finished`.
        """
        known = self._streams.setdefault(stream, QueuedStream(generation))
        if generation <= known.generation:
            return set()
        known.generation = generation
        self._drop_queue(stream, known, generation)
        known.made_until = known.delivered_until = None
        return {(stream, known.flight.index)} if known.flight is not None else set()

    def hold(self, stream: StreamId) -> None:
        """Start no further job of the stream: its listener has enough, or reads slowly."""
        self._streams.setdefault(stream, QueuedStream(0)).held = True

    def release(self, stream: StreamId, now: float) -> None:
        """Undo :meth:`hold`."""
        known = self._streams.get(stream)
        if known is not None and known.held:
            known.held = False
            known.waits_since = now

    def delivered(self, stream: StreamId, audio_ms: float, now: float) -> None:
        """``audio_ms`` more of the stream has gone out: its listener runs dry so much later."""
        known = self._streams.get(stream)
        if known is not None:
            known.delivered_until = max(known.delivered_until or now, now) + audio_ms / 1000.0

    def forget(self, stream: StreamId) -> set[tuple[StreamId, int]]:
        """The stream is over: drop what is queued, and all memory of it once nothing is in flight.

        Returns:
            Jobs in flight that nobody waits for any more.
        """
        known = self._streams.get(stream)
        if known is None:
            return set()
        known.forgotten = True
        self._drop_queue(stream, known, None)
        if known.flight is not None:
            return {(stream, known.flight.index)}
        del self._streams[stream]
        return set()

    def drain(self) -> list[SpeechJob]:
        """Take every queued job away, each stream's in order: there is nobody left to do them."""
        taken: list[SpeechJob] = []
        for name, stream in list(self._waiting.items()):
            taken.extend(stream.queue)
            self._drop_queue(name, stream, None)
        return taken

    def deadline(self) -> float | None:
        """When to ask :meth:`next_batch` again though nothing has happened; ``None`` where there is no need."""
        return min(self._windows.values(), default=None)

    def _wait(self, stream: QueuedStream, now: float) -> None:
        """Note that the stream's first job can start now, and whether its listener starts from silence."""
        stream.waits_since = now
        if stream.flight is None:
            stream.pinned = False
            if stream.dry_at() <= now:
                # Whoever has heard everything waits for a first sound again, as in a new turn.
                stream.made_until = stream.delivered_until = None

    def _may_run(self, stream: QueuedStream, worker: int) -> bool:
        if not stream.queue or stream.held or stream.flight is not None:
            return False
        if stream.worker in (None, worker):
            return True
        return not stream.pinned and bool(self._in_hand.of(stream.worker))

    def _ready(self, worker: int) -> list[_Row]:
        return [(name, stream) for name, stream in self._waiting.items() if self._may_run(stream, worker)]

    def _most_urgent(self, ready: list[_Row], now: float) -> _Row | None:
        """Where that is a newcomer who waits for room, so do all newcomers: one of the others goes, if there is one."""
        first = min(ready, key=lambda row: self._urgency(row[1], now), default=None)
        if first is None or not self._waits_for_room(first[1], now):
            return first
        others = [row for row in ready if not self._may_wait(row[1], now)]
        return min(others, key=lambda row: self._urgency(row[1], now), default=first)

    def _fill(
        self,
        first: _Row,
        together: list[_Row],
        worker: int,
        now: float,
        *,
        most_ms: float = math.inf,
        urgent: bool = False,
    ) -> list[SpeechJob]:
        """Start the most urgent of one engine's rows, which begins with ``first``: as many as are taken together, and
        are expected to take so long."""
        batch: list[SpeechJob] = []
        most = self.limits.most(_engine(first))
        chosen: _Row | None = first
        while chosen is not None:
            job, alone = chosen[1].queue[0], self._runs_alone(chosen[1])
            if most_ms < math.inf and self._pace.expect_ms([*batch, job]) > most_ms:
                # Not a shorter one in its place: that would go before what is more urgent.
                break
            together.remove(chosen)
            if not (alone and batch):
                batch.append(self._start(*chosen, worker, now))
                if alone or len(batch) == most:
                    break
            chosen = self._most_urgent(together, now)
        if batch:
            self._hand_over(batch, worker, now, urgent=urgent)
        return batch

    def _hand_over(self, jobs: Sequence[SpeechJob], worker: int, now: float, *, urgent: bool) -> None:
        streams, engine = {job.stream for job in jobs}, jobs[0].voice.engine
        self._in_hand.take(worker, streams, engine, now, self._pace.expect_ms(jobs) / 1000.0, urgent=urgent)

    def _waits_for_company(self, together: list[_Row], worker: int, now: float) -> bool:
        full = len(together) >= self.limits.most(_engine(together[0]))
        if full or any(self._runs_alone(stream) for _, stream in together):
            return False
        due = min(stream.waits_since for _, stream in together) + self.limits.batch_window_ms / 1000.0
        if due <= now:
            return False
        self._windows[worker] = due
        return True

    def _idle_one_waits(self) -> bool:
        """Whether an idle worker waits for company: what is ready is its own, and no busy one's."""
        return any(not self._in_hand.of(worker) for worker in self._windows)

    def _runs_alone(self, stream: QueuedStream) -> bool:
        job = stream.queue[0]
        return (job.stream, job.index) in self._alone

    def _urgency(self, stream: QueuedStream, now: float) -> tuple[int, float, float, float]:
        served_at = self._served_at.get(stream.queue[0].owner, stream.waits_since)
        if now - max(served_at, stream.waits_since) >= PATIENCE_S:
            return -1, 0.0, stream.waits_since, 0.0
        dry_at = stream.dry_at()
        step = max(0, math.floor((dry_at - now) / SIMILAR_S))
        return step, self._shares.start(stream.queue[0].owner), dry_at, stream.waits_since

    def _may_wait(self, stream: QueuedStream, now: float) -> bool:
        """Whether a listener has heard nothing yet, and has not waited long enough."""
        interruptible = stream.queue[0].voice.engine in self.limits.interruptible
        return stream.is_new and interruptible and now - stream.waits_since < MOST_HELD_S

    def _waits_for_room(self, stream: QueuedStream, now: float) -> bool:
        """Whether a newcomer lets those go first who would run dry for him."""
        if not self._may_wait(stream, now):
            return False
        others = [other for other in self._streams.values() if other is not stream]
        return not self._outlook.room_for(stream, others, now)

    def _start(self, name: StreamId, stream: QueuedStream, worker: int, now: float) -> SpeechJob:
        job = stream.queue.popleft()
        stream.flight, stream.sounding = job, False
        stream.worker, stream.pinned = worker, True
        self._alone.discard((name, job.index))
        self.queued -= 1
        self._note_work(name, stream)
        self._shares.charge(job.owner, characters(job))
        self._note_served(job.owner, now)
        return job

    def _note_served(self, owner: str, now: float) -> None:
        self._served_at[owner] = now
        if len(self._served_at) > REMEMBERED_OWNERS:
            self._served_at = {name: at for name, at in self._served_at.items() if now - at < PATIENCE_S}

    def _land(self, name: StreamId, stream: QueuedStream, now: float) -> None:
        """Take a stream's job out of flight; a stream that is over goes with its last job."""
        stream.flight = None
        stream.waits_since = now
        self._in_hand.land(name)
        self._note_work(name, stream)
        if stream.forgotten:
            del self._streams[name]

    def _drop_queue(self, name: StreamId, stream: QueuedStream, below: int | None) -> None:
        """Drop queued jobs of generations below a number; all where none is given."""
        kept: deque[SpeechJob] = deque()
        for job in stream.queue:
            if below is not None and job.generation >= below:
                kept.append(job)
            else:
                self._alone.discard((name, job.index))
        self.queued += len(kept) - len(stream.queue)
        stream.queue = kept
        self._note_work(name, stream)

    def _note_work(self, name: StreamId, stream: QueuedStream) -> None:
        """Keep the index of waiting streams, and of who has work where, in step with a stream's queue and flight."""
        if stream.queue:
            self._waiting[name] = stream
        else:
            self._waiting.pop(name, None)
        first = stream.flight or (stream.queue[0] if stream.queue else None)
        owner = None if first is None else first.owner
        if owner != stream.owner:
            # Entered before the other is left, so that the last owner with work does not end the busy period.
            if owner is not None:
                self._shares.enter(owner)
            if stream.owner is not None:
                self._shares.leave(stream.owner)
            stream.owner = owner


def _engine(row: _Row) -> str:
    return row[1].queue[0].voice.engine


def _of_one_engine(first: _Row, ready: list[_Row]) -> list[_Row]:
    """What can be spoken together with a row, itself among it."""
    engine = _engine(first)
    return [row for row in ready if _engine(row) == engine]

"""Speech for the event loop: jobs in, events out, whatever happens to the workers in between.

Failure rules: a worker that dies or hangs is replaced. Of the jobs it had, one that nobody has heard yet is done once
more; one that was partly heard, or fails again, ends in an error. Queued jobs wait for the next worker, unless none can
be started: then they end in an error. Every job that is not cancelled ends exactly once, and a stream's jobs end in the
order of their submission.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Mapping, Sequence

from rhapsode_protocol.errors import ModelUnavailable, RhapsodeError, ServerRestarting, SynthesisFailed
from rhapsode_server.speech import (
    AnySpeechEvent,
    SpeechAudio,
    SpeechDone,
    SpeechFailed,
    SpeechJob,
    SpeechStarted,
    StreamId,
)
from rhapsode_server.synthesis.commands import (
    Cancel,
    Forget,
    HostOptions,
    JobDropped,
    JobReport,
    Ready,
    Submit,
    TextRead,
)
from rhapsode_server.synthesis.listener import Flight, Listener, Sink
from rhapsode_server.synthesis.options import SynthesisOptions, SynthesisStatus
from rhapsode_server.synthesis.reading_desk import ReadingDesk, SpokenText
from rhapsode_server.synthesis.scheduler import Scheduler, SchedulerLimits
from rhapsode_server.synthesis.supervisor import Patience, Supervisor, WorkerState
from rhapsode_server.telemetry.metrics import Metrics
from rhapsode_server.text.segment import Segment
from rhapsode_server.voices import Voice

__all__ = ["Sink", "SynthesisOptions", "SynthesisStatus", "Synthesizer"]

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 2
"""Lower, and one accident is heard; higher, and a segment that kills workers kills more of them."""


class Synthesizer:
    """The speaking part of the server. Used from one event loop only; nothing here waits but start and close.

    Args:
        options: engine, workers, limits.
        metrics: where it counts; its own, which nobody sees, where not given.
    """

    def __init__(self, options: SynthesisOptions, metrics: Metrics | None = None) -> None:
        self._options = options
        self._metrics = metrics or Metrics("", options.engine)
        self._scheduler = Scheduler()
        self._real_time_factors: dict[str, float] = {}
        self._listeners: dict[StreamId, Listener] = {}
        self._flights: dict[StreamId, Flight] = {}
        self._supervisors: tuple[Supervisor, ...] = ()
        self._ready = asyncio.Event()
        self._desk = ReadingDesk(
            lambda: [supervisor for supervisor in self._supervisors if supervisor.state is WorkerState.READY]
        )
        self._on_ready: Callable[[], None] | None = None
        self._latest: Ready | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._closing = False
        self._show_state()

    # --- Life -------------------------------------------------------------------------------------------------------

    async def start(self, on_ready: Callable[[], None] | None = None) -> None:
        """Start the workers; does not wait until they are ready.

        Args:
            on_ready: called once, when the first worker is.
        """
        self._on_ready = on_ready
        options = self._options
        patience = Patience(stall_s=options.stall_s, start_s=options.start_s, backoff=options.backoff)
        self._supervisors = tuple(
            Supervisor(
                HostOptions(
                    number=number,
                    engine=options.engine,
                    parent_pid=os.getpid(),
                    engine_options=options.engine_options,
                    watermark=options.watermark,
                    languages=options.languages,
                    log_level=options.log_level,
                    log_format=options.log_format,
                ),
                patience,
                on_ready=self._worker_ready,
                on_report=self._receive,
                on_lost=self._worker_lost,
            )
            for number in range(options.workers)
        )
        for supervisor in self._supervisors:
            supervisor.start()

    async def wait_ready(self, timeout_s: float) -> bool:
        """Wait until some worker can speak; gives whether one can."""
        try:
            await asyncio.wait_for(self._ready.wait(), timeout_s)
        except TimeoutError:
            return False
        return True

    async def close(self) -> None:
        """Stop the workers, and end every job that is left with an error. No process remains."""
        self._closing = True
        if self._timer is not None:
            self._timer.cancel()
        self._desk.close()
        await asyncio.gather(*(supervisor.close() for supervisor in self._supervisors))
        for flight in list(self._flights.values()):
            self._flight_lost(flight)
        self._refuse_queued()
        for listener in list(self._listeners.values()):
            while listener.refused:
                listener.tell_refused()

    # --- Streams ----------------------------------------------------------------------------------------------------

    def open_stream(self, stream: StreamId, sink: Sink) -> None:
        """Get ready for jobs of a stream; ``sink`` gets their events on the event loop, never during a call of ours.

        Raises:
            ValueError: the stream is open already.
        """
        if stream in self._listeners:
            raise ValueError(f"stream {stream} is open already")
        self._listeners[stream] = Listener(sink)

    def submit(self, job: SpeechJob) -> None:
        """Queue a job; one of an older generation than its stream's is dropped.

        Raises:
            ValueError: its stream is not open.
        """
        listener = self._listeners.get(job.stream)
        if listener is None:
            raise ValueError(f"stream {job.stream} is not open")
        if job.generation > listener.generation:
            self.cancel(job.stream, job.generation)
        error = self._refusal(listener)
        if error is not None:
            self._refuse(job, error)
        elif self._scheduler.submit(job, self._now()):
            self._pump()

    def cancel(self, stream: StreamId, generation: int) -> None:
        """Everything older than ``generation`` is stale: its events reach no sink once this returns, its work stops."""
        listener = self._listeners.get(stream)
        if listener is None or generation <= listener.generation:
            return
        listener.raise_to(generation)
        self._scheduler.cancel(stream, generation)
        self._stop_flight(stream, generation)

    def hold(self, stream: StreamId) -> None:
        """Start no further job of the stream until it is released; what is under way goes on."""
        if stream in self._listeners:
            self._scheduler.hold(stream)
            self._metrics.reader_held()

    def release(self, stream: StreamId) -> None:
        """Undo :meth:`hold`."""
        self._scheduler.release(stream, self._now())
        self._pump()

    def delivered(self, stream: StreamId, audio_ms: float) -> None:
        """``audio_ms`` more of the stream's audio has gone out to its listener."""
        self._scheduler.delivered(stream, audio_ms, self._now())

    def close_stream(self, stream: StreamId) -> None:
        """The stream is over: nothing of it reaches its sink any more, and its work stops."""
        listener = self._listeners.pop(stream, None)
        if listener is None:
            return
        self._scheduler.forget(stream)
        self._stop_flight(stream, listener.generation + 1)
        if listener.home is not None:
            self._supervisors[listener.home].send(Forget(stream))

    @property
    def real_time_factors(self) -> Mapping[str, float]:
        """What a second of each engine's speech takes to compute, as the first worker of all found when it started. It
        stays as it is: segments are as long as it says, and the same text is to sound the same again."""
        return self._real_time_factors

    async def read(
        self,
        segments: Sequence[Segment],
        language: str,
        heard: Sequence[tuple[str, ...]] = (),
        *,
        cautious: bool = True,
        voice: Voice | None = None,
    ) -> SpokenText:
        """What segments are spoken as, without speaking them; see :meth:`ReadingDesk.read`."""
        return await self._desk.read(segments, language, heard, cautious=cautious, voice=voice)

    def status(self) -> SynthesisStatus:
        """How things are now."""
        latest = self._latest
        chosen = None if latest is None else latest.engines[0]
        return SynthesisStatus(
            ready=self._ready.is_set() and not self._closing,
            engine=self._options.engine,
            engine_reason=self._options.engine_reason,
            sample_rate_hz=None if chosen is None else chosen.sample_rate_hz,
            engines=() if latest is None else latest.engines,
            watermark="none" if latest is None else latest.watermark,
            watermark_reason="no worker has been ready yet" if latest is None else latest.watermark_reason,
            canary=None if chosen is None else chosen.canary,
            queued=self._scheduler.queued,
            in_flight=self._scheduler.in_flight,
            workers=tuple(supervisor.status for supervisor in self._supervisors),
        )

    # --- Workers ----------------------------------------------------------------------------------------------------

    def _worker_ready(self, worker: int, ready: Ready) -> None:
        self._latest = ready
        options = self._options
        most = {state.engine: min(state.max_batch, options.max_batch) for state in ready.engines if state.max_batch}
        interruptible = frozenset(state.engine for state in ready.engines if state.interruptible)
        for state in ready.engines:
            if state.real_time_factor is not None:
                self._real_time_factors.setdefault(state.engine, state.real_time_factor)
        self._scheduler.limits = SchedulerLimits(most, options.batch_window_ms, options.ahead_ms, interruptible)
        self._ready.set()
        self._desk.worker_ready()
        on_ready, self._on_ready = self._on_ready, None
        if on_ready is not None:
            on_ready()
        self._pump()

    def _worker_lost(self, worker: int) -> None:
        if not any(supervisor.state is WorkerState.READY for supervisor in self._supervisors):
            self._ready.clear()
        self._scheduler.worker_lost(worker)
        self._desk.worker_lost(worker)
        if not self._closing:
            self._metrics.worker_lost(self._supervisors[worker].loss.value)
        for listener in self._listeners.values():
            if listener.home == worker:
                listener.home = None
        lost = [flight for flight in self._flights.values() if flight.worker == worker]
        for flight in lost:
            if not self._scheduler.at_work(flight.job.stream):
                # It was in hand and had not begun: whatever killed the worker was another.
                flight.attempts -= 1
        for flight in lost:
            self._flight_lost(flight)
        if self._hopeless():
            self._refuse_queued()
        self._pump()

    def _flight_lost(self, flight: Flight) -> None:
        """Its worker is gone: do it once more where nobody has heard of it yet."""
        job = flight.job
        if not self._awaited(flight):
            self._end(flight, None)
        elif self._closing or flight.heard or flight.attempts >= MAX_ATTEMPTS:
            self._end(flight, _failed(job, self._loss()))
        else:
            flight.worker = None
            self._scheduler.retry(job.stream, job.index, self._now(), alone=flight.attempts > 0)

    def _receive(self, worker: int, report: JobReport | TextRead) -> None:
        if isinstance(report, TextRead):
            self._desk.receive(report)
            return
        flight = self._flights.get(report.stream)
        if flight is None or flight.worker != worker or flight.job.index != report.index:
            return
        match report:
            case SpeechStarted():
                if not flight.announced:
                    flight.announced = True
                    self._metrics.segment_started(flight.engine, self._now() - flight.ready_at)
                    self._tell(report)
            case SpeechAudio():
                flight.heard = True
                flight.audio_ms += flight.job.format.duration_ms(report.samples)
                if self._scheduler.sounds(report.stream, report.index):
                    self._pump()
                self._tell(report)
            case SpeechDone():
                self._land(flight, report.gen_ms)
                self._metrics.segment_done(flight.engine, report.stages_ms)
                # Before the sink is served, which takes its time, so that the worker does not wait for it.
                self._pump()
                self._tell(report)
                self._tell_refused(report.stream)
            case SpeechFailed():
                # After the sink: a session that fails a turn cancels what is left of it.
                self._end(flight, report)
                self._pump()
            case JobDropped():
                # A worker drops what was cancelled, and at the end what is at hand: then somebody waits for an end.
                self._end(flight, _failed(flight.job, self._loss()) if self._awaited(flight) else None)
                self._pump()

    # --- Jobs -------------------------------------------------------------------------------------------------------

    def _pump(self) -> None:
        """Give every idle worker what is most urgent, then those that are nearly idle; come back when the scheduler
        asks for it."""
        if self._closing:
            return
        now = self._now()
        ready = [supervisor for supervisor in self._supervisors if supervisor.state is WorkerState.READY]
        scheduler = self._scheduler
        for choose in (scheduler.next_batch, scheduler.next_ahead, scheduler.next_interjection):
            for supervisor in ready:
                batch = choose(now, supervisor.number)
                if batch:
                    self._dispatch(supervisor, batch, urgent=choose == scheduler.next_interjection)
        if self._timer is not None:
            self._timer.cancel()
        deadline = self._scheduler.deadline()
        loop = asyncio.get_running_loop()
        self._timer = None if deadline is None else loop.call_at(deadline, self._pump)

    def _dispatch(self, supervisor: Supervisor, batch: Sequence[SpeechJob], *, urgent: bool) -> None:
        for job in batch:
            flight = self._flights.get(job.stream)
            if flight is not None and flight.job is job:
                flight.worker = supervisor.number
                flight.attempts += 1
            else:
                flight = self._flights[job.stream] = Flight(job, supervisor.number)
            flight.ready_at = self._scheduler.ready_at(job.stream)
            listener = self._listeners[job.stream]
            if listener.home not in (None, supervisor.number):
                self._supervisors[listener.home].send(Forget(job.stream))
            listener.home = supervisor.number
        engine = batch[0].voice.engine
        self._metrics.batch_sent(engine, len(batch), self._scheduler.limits.most(engine))
        supervisor.send(Submit(tuple(batch), urgent))

    def _stop_flight(self, stream: StreamId, generation: int) -> None:
        flight = self._flights.get(stream)
        if flight is None:
            return
        if flight.worker is None:
            # It waited for another attempt, and the scheduler has dropped it by now.
            del self._flights[stream]
        else:
            flight.stopped_at = flight.stopped_at or self._now()
            self._supervisors[flight.worker].send(Cancel(stream, generation))

    def _loss(self) -> RhapsodeError:
        """Why a job that was under way is not done."""
        if self._closing:
            return ServerRestarting("the server is going down")
        return SynthesisFailed("a segment was lost while it was being made")

    def _end(self, flight: Flight, event: SpeechFailed | None) -> None:
        """A job was not done: tell of it, where somebody waits for it."""
        self._land(flight, None)
        if event is not None:
            self._tell(event)
        self._tell_refused(flight.job.stream)

    def _land(self, flight: Flight, gen_ms: float | None) -> None:
        job = flight.job
        del self._flights[job.stream]
        if flight.stopped_at is not None:
            self._metrics.engine_freed(flight.engine, self._now() - flight.stopped_at)
        self._scheduler.finished(job.stream, job.index, flight.audio_ms, self._now(), gen_ms=gen_ms)

    def _awaited(self, flight: Flight) -> bool:
        listener = self._listeners.get(flight.job.stream)
        return listener is not None and flight.job.generation >= listener.generation

    def _tell(self, event: AnySpeechEvent) -> None:
        listener = self._listeners.get(event.stream)
        if listener is not None:
            listener.tell(event)

    # --- Refusals ---------------------------------------------------------------------------------------------------

    def _hopeless(self) -> bool:
        return self._closing or all(supervisor.failing for supervisor in self._supervisors)

    def _refusal(self, listener: Listener) -> RhapsodeError | None:
        """Why a job cannot be taken; ``None`` where it can."""
        if self._hopeless():
            return self._hopelessness()
        if listener.refused:
            # What comes after a refused job must not overtake it.
            return listener.refused[-1][1]
        if self._scheduler.queued >= self._options.max_queued:
            return ModelUnavailable("the server has more to say than it can; try again soon")
        return None

    def _hopelessness(self) -> RhapsodeError:
        if self._closing:
            return self._loss()
        return ModelUnavailable("the speech engine cannot be started; the server's health page says why")

    def _refuse(self, job: SpeechJob, error: RhapsodeError, *, first: bool = False) -> None:
        refused = self._listeners[job.stream].refused
        if first:
            refused.appendleft((job, error))
        else:
            refused.append((job, error))
        # Later, so that no sink is called during a call of its own.
        asyncio.get_running_loop().call_soon(self._tell_refused, job.stream)

    def _refuse_queued(self) -> None:
        """Nobody is left to do what waits."""
        for job in reversed(self._scheduler.drain()):
            flight = self._flights.get(job.stream)
            if flight is not None and flight.job is job:
                del self._flights[job.stream]
            # Before what was refused earlier: that came after everything which is queued.
            self._refuse(job, self._hopelessness(), first=True)

    def _tell_refused(self, stream: StreamId) -> None:
        """Tell of the stream's refused jobs, once all its earlier jobs have ended."""
        listener = self._listeners.get(stream)
        if listener is None or not listener.refused or self._scheduler.has_work(stream):
            return
        listener.tell_refused()
        asyncio.get_running_loop().call_soon(self._tell_refused, stream)

    def _show_state(self) -> None:
        watch = self._metrics.watch
        watch("rhapsode_contexts", "Speaking contexts that are open; a one-voice socket has one.", self._count_streams)
        watch("rhapsode_segments_queued", "Segments that wait for a worker.", lambda: self._scheduler.queued)
        watch("rhapsode_segments_in_flight", "Segments that workers have.", lambda: self._scheduler.in_flight)
        watch("rhapsode_workers_ready", "Workers that can speak now.", self._count_ready)

    def _count_streams(self) -> int:
        return len(self._listeners)

    def _count_ready(self) -> int:
        return sum(supervisor.state is WorkerState.READY for supervisor in self._supervisors)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def _failed(job: SpeechJob, error: RhapsodeError) -> SpeechFailed:
    return SpeechFailed(job.stream, job.generation, job.index, error)

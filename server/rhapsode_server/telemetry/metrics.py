"""What the server counts and times, for Prometheus. One object holds all instruments; it is handed in, never global.

Times are seconds and sizes are whole units, as Prometheus wants them (https://prometheus.io/docs/practices/naming/).
Labels are bounded by what the server itself has: engines, sockets, codes, stages. Voices and keys are none: their
number belongs to the operator, and each would be a series of its own in every histogram. Nothing here is spoken text.

A silence in the midst of a turn is told apart by who was waited for: ``rhapsode_underruns_total`` are those for which
the server had the text longer than the listener heard nothing for want of it, ``rhapsode_text_waits_total`` those in
which the writer had not written yet (``session.playout`` has the rule).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import choose_encoder

from rhapsode_protocol.errors import (
    EmptyAudio,
    InternalError,
    InvalidRequest,
    ModelUnavailable,
    RateLimited,
    SlowReader,
    Unauthorized,
)
from rhapsode_server.telemetry.stopwatch import STAGES
from rhapsode_server.telemetry.turn_report import Outcome, TurnReport

FIRST_AUDIBLE_BUCKETS_S = (
    *(0.025, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 10.0),
)
"""Dense from 100 to 400 ms: a writer of 50 tokens a second needs some 120 ms for the first clause, people begin to
notice a pause at about 200 ms, and 250 ms at the median and 400 ms at the 95th percentile are what to stay below on a
CPU. Below 100 ms lies text that came whole; above a second it is only of interest how bad it is."""

WAIT_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""An idle server starts a segment within two milliseconds, the batch window is four; from a tenth of a second on a
listener's first sound is late by it, and seconds mean that more is asked for than can be made."""

CANCEL_BUCKETS_S = (
    0.0001,
    0.00025,
    0.0005,
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.15,
    0.2,
    0.3,
    0.5,
    1.0,
    2.5,
)
"""An acknowledgement should be out within 100 ms and the engine free within 300 ms, which are bounds of their own here;
finer below, because an idle server has the one out within 0.2 to 0.8 ms and the other within one to five."""

STAGE_BUCKETS_S = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Of one segment. Signal processing takes fractions of a millisecond, espeak-ng some ten, a neural voice hundreds."""

RTF_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.33, 0.5, 0.75, 1.0, 1.5)
"""Compute time by audio time. espeak-ng lies near 0.005, a neural voice on a CPU between 0.1 and 0.5; at 1 a single
listener runs dry."""

FILL_BUCKETS = (0.0625, 0.125, 0.25, 0.5, 0.75, 1.0)
"""Rows of a batch by the most it may have, which is 16 at most: from one row alone to a full batch. An engine that
speaks one row at a time, as espeak-ng does, fills every batch: then this says nothing, and the waiting time does."""

LAG_BUCKETS_S = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0)
"""A loop with nothing to do wakes up within half a millisecond. At 10 ms every frame of every client is late by it; at
50 ms one hostile frame may be at work; a second is a fault."""

OWN_CLOSE_CODES = frozenset(
    kind.close_code for kind in (InternalError, Unauthorized, RateLimited, SlowReader, ModelUnavailable)
)
"""What this server closes with beyond the codes of RFC 6455. Thousands of others are the clients' own: as labels they
would let a stranger fill the memory."""

FIRST_FREE_CODE = 1016
"""Close codes from here on are not in the registry of RFC 6455 section 7.4.2."""


ENDS_OF_TURNS = (
    *((outcome, "") for outcome in Outcome if outcome is not Outcome.FAILED),
    *((Outcome.FAILED, kind.code) for kind in (InternalError, EmptyAudio, ModelUnavailable, InvalidRequest)),
)
"""How turns end, as outcome and error code: what is there, and zero, before the first has."""


@dataclass(frozen=True, slots=True)
class _Engine:
    """The instruments of one engine's segments. Looked up once each, because segments are many; so they are also there,
    and zero, before there is one."""

    queue_wait: Histogram
    batch_fill: Histogram
    stages: Mapping[str, Histogram]
    free: Histogram


class Metrics:
    """All instruments of one server, over a registry of its own: many servers may live in one process, as in tests.

    Args:
        version: the server's, for ``rhapsode_build_info``.
        engine: the name of the engine that the workers are for; what concerns workers as a whole is counted under it.
        losses: the reasons that :meth:`worker_lost` may be given.
        brought: names of the engines that it brings along.
    """

    def __init__(self, version: str, engine: str, losses: Iterable[str] = (), brought: Iterable[str] = ()) -> None:
        # The library adds to every counter and histogram a series with the time of its making: a fifth of all series.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self._engine = engine
        self._engines = (engine, *brought)
        # The server's own memory, processor time and file descriptors; a worker is a process of its own.
        ProcessCollector(registry=self.registry)
        build = self._gauge("rhapsode_build_info", "Always 1; the labels tell what runs.", "version", "engine")
        build.labels(version, engine).set(1)
        self._make_turn_instruments()
        self._make_line_instruments()
        self._make_synthesis_instruments()
        self._loop_lag = self._histogram(
            "rhapsode_event_loop_lag_seconds",
            "How much later than asked for the event loop woke a sleeper; four samples a second.",
            LAG_BUCKETS_S,
        )
        for reason in losses:
            self._worker_losses.labels(engine, reason)

    def expect(self, sockets: Iterable[str]) -> None:
        """Show what these kinds of socket count before anything has happened on them.

        A counter that begins with its first event jumps from nothing to one, and ``rate()`` does not see that jump.
        """
        for silences in (self._underruns, self._underrun_seconds, self._text_waits, self._text_wait_seconds):
            for engine in self._engines:
                silences.labels(engine)
        for socket in sockets:
            for counts in (self._connections, self._characters, self._audio_seconds, self._reader_cuts):
                counts.labels(socket)
            for engine, (outcome, error_code) in itertools.product(self._engines, ENDS_OF_TURNS):
                self._turns.labels(socket, engine, outcome.value, error_code)

    def write(self, accept: str) -> tuple[bytes, str]:
        """All figures in the format that an ``Accept`` header asks for; gives the body and its content type.

        Prometheus' text format, or OpenMetrics where that is named. May be called from another thread.
        """
        encode, content_type = choose_encoder(accept)
        return encode(self.registry), content_type

    # --- Turns ------------------------------------------------------------------------------------------------------

    def _make_turn_instruments(self) -> None:
        self._first_audible = self._histogram(
            "rhapsode_first_audible_seconds",
            "From a turn's first text to its first audible sample sent.",
            FIRST_AUDIBLE_BUCKETS_S,
            *("engine", "socket"),
        )
        self._rtf = self._histogram(
            "rhapsode_rtf_ratio", "Compute time of a turn by the length of its native audio.", RTF_BUCKETS, "engine"
        )
        self._turns = self._counter(
            "rhapsode_turns",
            "Turns that ended, by how; error_code says why one failed.",
            *("socket", "engine", "outcome", "error_code"),
        )
        self._characters = self._counter(
            "rhapsode_characters", "Characters of text that ended turns had taken.", "socket"
        )
        self._audio_seconds = self._counter(
            "rhapsode_audio_seconds", "Length of the audio written to clients.", "socket"
        )
        self._underruns = self._counter(
            "rhapsode_underruns", "Silences in mid-turn for which the server was waited for.", "engine"
        )
        self._underrun_seconds = self._counter(
            "rhapsode_underrun_seconds",
            "Length of the silences in mid-turn for which the server was waited for.",
            "engine",
        )
        self._text_waits = self._counter(
            "rhapsode_text_waits", "Silences in mid-turn for which the writer of the text was waited for.", "engine"
        )
        self._text_wait_seconds = self._counter(
            "rhapsode_text_wait_seconds",
            "Length of the silences in mid-turn for which the writer of the text was waited for.",
            "engine",
        )

    def turn_ended(self, socket: str, report: TurnReport) -> None:
        """Count one turn."""
        engine = report.engine
        self._turns.labels(socket, engine, report.outcome.value, report.error_code).inc()
        self._characters.labels(socket).inc(report.characters)
        if report.first_audible_ms is not None:
            self._first_audible.labels(engine, socket).observe(report.first_audible_ms / 1000.0)
        if report.rtf is not None:
            self._rtf.labels(engine).observe(report.rtf)
        self._underruns.labels(engine).inc(report.underruns.count)
        self._underrun_seconds.labels(engine).inc(report.underruns.seconds)
        self._text_waits.labels(engine).inc(report.text_waits.count)
        self._text_wait_seconds.labels(engine).inc(report.text_waits.seconds)

    def audio_counter(self, socket: str) -> Callable[[float], None]:
        """What to call with the seconds of each audio frame that was written; for the hot path, looked up once."""
        return self._audio_seconds.labels(socket).inc

    # --- Lines ------------------------------------------------------------------------------------------------------

    def _make_line_instruments(self) -> None:
        self._connections = self._gauge("rhapsode_connections", "Connections and REST requests under way.", "socket")
        self._closed = self._counter(
            "rhapsode_connections_closed",
            "Connections that ended, by close code; on REST, by status.",
            *("socket", "code"),
        )
        self._errors = self._counter(
            "rhapsode_errors", "Errors told to clients: refused frames, failed turns, denied handshakes.",
            *("socket", "error_code"),
        )  # fmt: skip
        self._cancel = self._histogram(
            "rhapsode_cancel_acknowledgement_seconds",
            "From a cancel to its acknowledgement on the way to the network.",
            CANCEL_BUCKETS_S,
            "socket",
        )
        self._reader_holds = self._counter(
            "rhapsode_slow_reader_holds", "Times that speech was held because its reader was behind."
        )
        self._reader_cuts = self._counter(
            "rhapsode_slow_reader_cuts", "Connections that were cut off because nothing was read.", "socket"
        )

    def connection_opened(self, socket: str) -> None:
        """One connection more; each is followed by :meth:`connection_closed`."""
        self._connections.labels(socket).inc()

    def connection_closed(self, socket: str, code: int) -> None:
        """One connection less, with its close code or, on REST, its status."""
        self._connections.labels(socket).dec()
        known = code < FIRST_FREE_CODE or code in OWN_CLOSE_CODES
        self._closed.labels(socket, str(code) if known else "other").inc()
        if code == SlowReader.close_code:
            self._reader_cuts.labels(socket).inc()

    def error_told(self, socket: str, error_code: str) -> None:
        """A client was told of an error."""
        self._errors.labels(socket, error_code).inc()

    def cancel_acknowledged(self, socket: str, seconds: float) -> None:
        """A barge-in was answered."""
        self._cancel.labels(socket).observe(seconds)

    def reader_held(self) -> None:
        """Speech of one context waits for its reader."""
        self._reader_holds.inc()

    # --- Synthesis --------------------------------------------------------------------------------------------------

    def _make_synthesis_instruments(self) -> None:
        self._queue_wait = self._histogram(
            "rhapsode_queue_wait_seconds",
            "From when a segment could have started to its start at a worker.",
            WAIT_BUCKETS_S,
            "engine",
        )
        self._batch_fill = self._histogram(
            "rhapsode_batch_fill_ratio", "Segments of a batch by the most it may have.", FILL_BUCKETS, "engine"
        )
        self._stage_seconds = self._histogram(
            "rhapsode_stage_seconds", "Compute time of one segment, by stage.", STAGE_BUCKETS_S, *("engine", "stage")
        )
        self._engine_free = self._histogram(
            "rhapsode_cancel_engine_free_seconds",
            "From a cancel, or its client's leaving, to the end of the segment that it stopped.",
            CANCEL_BUCKETS_S,
            "engine",
        )
        self._worker_losses = self._counter(
            "rhapsode_worker_losses", "Workers that were lost and are replaced, by reason.", *("engine", "reason")
        )
        self._known = {engine: self._labelled(engine) for engine in self._engines}

    def _labelled(self, engine: str) -> _Engine:
        return _Engine(
            self._queue_wait.labels(engine),
            self._batch_fill.labels(engine),
            {stage: self._stage_seconds.labels(engine, stage) for stage in STAGES},
            self._engine_free.labels(engine),
        )

    def _of(self, engine: str) -> _Engine:
        known = self._known.get(engine)
        if known is None:
            known = self._known[engine] = self._labelled(engine)
        return known

    def segment_started(self, engine: str, waited_s: float) -> None:
        """A worker has begun a segment."""
        self._of(engine).queue_wait.observe(waited_s)

    def batch_sent(self, engine: str, rows: int, most: int) -> None:
        """A worker was given a batch."""
        self._of(engine).batch_fill.observe(rows / max(1, most))

    def segment_done(self, engine: str, stages_ms: Mapping[str, float]) -> None:
        """A segment was made."""
        stages = self._of(engine).stages
        for stage, milliseconds in stages_ms.items():
            stages[stage].observe(milliseconds / 1000.0)

    def engine_freed(self, engine: str, seconds: float) -> None:
        """A cancelled segment has stopped."""
        self._of(engine).free.observe(seconds)

    def worker_lost(self, reason: str) -> None:
        """A worker has gone that was not told to; ``reason`` is one of few words."""
        self._worker_losses.labels(self._engine, reason).inc()

    def loop_lagged(self, seconds: float) -> None:
        """The event loop woke a sleeper so much later than it asked for."""
        self._loop_lag.observe(seconds)

    def watch(self, name: str, documentation: str, read: Callable[[], float]) -> None:
        """Show a figure that somebody else keeps, read whenever it is asked for, perhaps from another thread."""
        self._gauge(name, documentation).set_function(read)

    # --- Making -----------------------------------------------------------------------------------------------------

    def _counter(self, name: str, documentation: str, *labels: str) -> Counter:
        return Counter(name, documentation, labels, registry=self.registry)

    def _gauge(self, name: str, documentation: str, *labels: str) -> Gauge:
        return Gauge(name, documentation, labels, registry=self.registry)

    def _histogram(self, name: str, documentation: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(name, documentation, labels, registry=self.registry, buckets=buckets)

"""What synthesis is told at its start, and what it tells of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rhapsode_server.audio.marking import WatermarkOptions
from rhapsode_server.engines.engine_options import EngineOptions
from rhapsode_server.synthesis.backoff import Backoff
from rhapsode_server.synthesis.commands import Canary, EngineState
from rhapsode_server.synthesis.linguist import LanguageOptions
from rhapsode_server.synthesis.supervisor import WorkerStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SynthesisOptions:
    """Everything about synthesis that can be set."""

    engine: str = "espeak"
    """A name of the engine registry. Engines that this one brings along are served too."""
    engine_reason: str = ""
    """Why it is this one."""
    workers: int = 1
    """Worker processes; each loads the engines for itself."""
    max_batch: int = 16
    """Segments that are handed over together at most; engines that gain nothing by it get one at a time."""
    batch_window_ms: float = 4.0
    """How long the first segment of a batch waits for others. Lower, and batches stay small; higher, and every first
    sound is later by as much."""
    ahead_ms: float = 60.0
    """How long the work that a busy worker gets ahead of time may be expected to take; 0 gives none ahead. Lower, and
    long segments leave it idle until the event loop has heard that it is; higher, and whoever comes meanwhile waits for
    longer."""
    max_queued: int = 10_000
    """Segments that may wait, over all streams, before more are refused. Lower, and a burst of long texts is refused;
    higher, and memory and the wait of the last in line grow."""
    engine_options: EngineOptions = EngineOptions()
    """What engines that compute are given of the machine, each worker as much."""
    watermark: WatermarkOptions = WatermarkOptions()
    """What marks the speech."""
    languages: LanguageOptions = LanguageOptions()
    """How texts whose language was not said are told apart."""
    stall_s: float = 10.0
    """Silence after which a worker that has something to do is replaced."""
    start_s: float = 180.0
    """Time a worker may take to become ready."""
    backoff: Backoff = Backoff()
    """Pauses between starts that fail."""
    log_level: int = 20
    """Of the workers' logs, as in :mod:`logging`."""
    log_format: Literal["text", "json"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class SynthesisStatus:
    """What ``/health`` and ``/ready`` say of synthesis."""

    ready: bool
    """Whether some worker can speak now."""
    engine: str
    """The one that was chosen: it speaks where a request names neither voice nor language."""
    engine_reason: str
    """Why it is this one, and what keeps a better one from being used."""
    sample_rate_hz: int | None
    """The engine's own rate; ``None`` until a worker has been ready."""
    engines: tuple[EngineState, ...]
    """This engine and those that it brings along, as the latest worker that became ready has told of them; empty until
    one was."""
    watermark: str
    """Which pair marks the audio: ``official``, ``embedded`` or ``none``."""
    watermark_reason: str
    canary: Canary | None
    """The latest test sentence of this engine; ``None`` until one was spoken."""
    queued: int
    in_flight: int
    workers: tuple[WorkerStatus, ...]

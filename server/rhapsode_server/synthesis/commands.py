"""What the event loop and a worker tell each other: commands go in, reports come out. Plain data, safe to pickle."""

from __future__ import annotations

from dataclasses import dataclass

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_server.audio.marking import WatermarkOptions
from rhapsode_server.engines.engine_options import EngineOptions
from rhapsode_server.speech import AnySpeechEvent, SpeechEvent, SpeechJob, StreamId
from rhapsode_server.synthesis.linguist import LanguageOptions
from rhapsode_server.text.identification import Identified
from rhapsode_server.text.reading import Phonemes, VerbalizedSpan
from rhapsode_server.text.segment import Segment
from rhapsode_server.voices import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class HostOptions:
    """The first thing a worker process is told: what it is to be."""

    number: int
    """Which of the workers this is, counted from 0."""
    engine: str
    """Which engine it is for; those that this one brings along are served too."""
    parent_pid: int
    """Whose child it should be; it leaves at once where that parent is gone already."""
    engine_options: EngineOptions = EngineOptions()
    watermark: WatermarkOptions = WatermarkOptions()
    """What marks its speech."""
    languages: LanguageOptions = LanguageOptions()
    """How texts whose language was not said are told apart."""
    log_level: int = 20
    """As in :mod:`logging`; the process writes its log to standard error."""
    log_format: str = "text"
    """``text`` or ``json``."""


@dataclass(frozen=True, slots=True)
class Submit:
    """Speak these, together where the engine can. At most one job a stream."""

    batch: tuple[SpeechJob, ...]
    urgent: bool = False
    """Whether what is being spoken is interrupted for it, where its engine can be."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Whatever the stream has of older generations is stale. Works at once, ahead of the queue."""

    stream: StreamId
    generation: int


@dataclass(frozen=True, slots=True)
class Forget:
    """Let go of the stream's signal-processing state."""

    stream: StreamId


@dataclass(frozen=True, slots=True)
class Ping:
    """Asks for a sign of life of the loop that does the work."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Finish what is at hand and leave."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """Tell what these are spoken as, without speaking them; answered by :class:`TextRead`."""

    number: int
    """Names the question; the answer carries it back."""
    segments: tuple[Segment, ...]
    language: str
    heard: tuple[tuple[str, ...], ...] = ()
    """For each segment, the first texts of all up to it, by which its language is told; empty where the client has said
    it."""
    cautious: bool = True
    """Whether ``language`` stays where evidence for another is weak."""
    voice: Voice | None = None
    """Whose engine is to tell its phonemes; ``None`` where nobody asks."""


Command = Submit | Cancel | Forget | Ping | Stop | ReadText


@dataclass(frozen=True, slots=True)
class JobDropped(SpeechEvent):
    """A cancelled job has stopped; the third end of a job, which no session ever sees."""


@dataclass(frozen=True, slots=True)
class Pong:
    """The sign of life."""


@dataclass(frozen=True, slots=True)
class TextRead:
    """The answer to :class:`ReadText`."""

    number: int
    spoken: tuple[str, ...]
    """The spoken form of each segment."""
    read_ms: float
    """Compute time."""
    error: RhapsodeError | None = None
    """Why there is no spoken form, where there is none."""
    spans: tuple[tuple[VerbalizedSpan, ...], ...] = ()
    """What was verbalised in each segment."""
    languages: tuple[Identified, ...] = ()
    """In which language each was read, and why; empty where that was said."""
    phonemes: tuple[Phonemes | None, ...] = ()
    """What the engine makes of each, ``None`` where it has nothing to tell; empty where nobody asked."""


@dataclass(frozen=True, slots=True)
class Canary:
    """What came of the test sentence that an engine speaks before its worker calls itself ready."""

    audible_ms: float
    """From the first audible sample to the end."""
    gen_ms: float
    """Compute time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineState:
    """One engine of a worker: warm, and heard; or left out, and why."""

    engine: str
    sample_rate_hz: int | None = None
    """Its own rate; ``None`` where it could not be started."""
    max_batch: int | None = None
    """Rows that are worth handing to it together; ``None`` where it could not be started."""
    interruptible: bool = False
    """Whether others can be spoken in the midst of its segments."""
    real_time_factor: float | None = None
    """What a second of its speech took to compute when it was warmed up; 0 where speech is there at once, ``None``
    where it could not be started."""
    canary: Canary | None = None
    """Its test sentence; ``None`` where it spoke none."""
    error: str | None = None
    """Why it cannot speak; ``None`` where it can."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker is warm, and the engine that it is for has spoken."""

    engines: tuple[EngineState, ...]
    """That engine first, then those that it brings along."""
    watermark: str
    """Which pair marks the audio: ``official``, ``embedded`` or ``none``."""
    watermark_reason: str


@dataclass(frozen=True, slots=True)
class GivingUp:
    """The worker cannot serve, or not any more, and says why before it leaves. Never holds spoken text."""

    reason: str


JobReport = AnySpeechEvent | JobDropped

Report = JobReport | TextRead | Pong | Ready | GivingUp

"""What session and synthesis say to each other: jobs go down, events come up. Plain data, safe to pickle.

The session and the synthesis part do not know each other; both know this page. ``generation`` is the cancel counter:
a stream's cancel raises it, and whatever carries an older number is stale and dropped without a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_protocol.formats import AudioFormat
from rhapsode_protocol.messages import WordTiming
from rhapsode_server.text.segment import Segment
from rhapsode_server.voices import Voice


class StreamId(NamedTuple):
    """Names one speaking context of one connection; never used again for another."""

    connection: str
    context: int


class Owner(NamedTuple):
    """Whom speech is made for."""

    name: str
    """Who pays in fairness: the API key, or the connection."""
    watermark_message: int | None = None
    """The 16 bits that marks this owner's speech; ``None`` where they are the server's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechJob:
    """One segment to be spoken. Jobs of one stream are spoken in the order of their submission."""

    stream: StreamId
    generation: int
    index: int
    """Rising by one within the stream, over all its turns; answers carry it back."""
    owner: str
    """Who pays in fairness: the API key, or the connection."""
    segment: Segment
    voice: Voice
    language: str
    speed: float
    """Speed to apply, the segment's prosody already taken into account; 0.25 to 4.0."""
    format: AudioFormat
    normalize: bool = True
    word_timestamps: bool = False
    watermark_message: int | None = None
    """The 16 bits that the mark says; ``None`` where they are the server's."""
    heard: tuple[str, ...] = ()
    """The first texts of the context, by which its language is told; none where the client has said it. ``language`` is
    then the voice's."""
    cautious: bool = True
    """Whether that stays where evidence for another is weak."""


@dataclass(frozen=True, slots=True)
class SpeechEvent:
    """Base of what comes back for a job."""

    stream: StreamId
    generation: int
    index: int


@dataclass(frozen=True, slots=True)
class SpeechStarted(SpeechEvent):
    """Synthesis of the segment began."""

    spoken_text: str


@dataclass(frozen=True, slots=True)
class SpeechAudio(SpeechEvent):
    """Encoded sound in the job's format."""

    payload: bytes
    samples: int
    """Samples in ``payload``, at the format's rate."""
    first_audible_sample: int | None
    """Index of the first audible sample in this payload; ``None`` where it is all silence."""


@dataclass(frozen=True, slots=True)
class SpeechDone(SpeechEvent):
    """The segment's audio has all been handed over. The one good end of a job."""

    gen_ms: float
    native_samples: int
    """24 kHz samples before speed and resampling."""
    delivered_samples: int
    watermark: str
    words: tuple[WordTiming, ...] = ()
    """Timings from the start of the segment's audio; empty unless asked for."""
    warnings: tuple[str, ...] = ()
    stages_ms: Mapping[str, float] = field(default_factory=dict, compare=False)
    """What ``gen_ms`` went into, by stage (``telemetry.stopwatch.STAGES``); the little between them is left out."""
    spoke: bool = True
    """Whether the segment held anything that can be spoken; ``False`` comes with a warning. A segment that could be
    spoken and yet gave only silence has ``True``, no ``native_samples``, and a warning."""


@dataclass(frozen=True, slots=True)
class SpeechFailed(SpeechEvent):
    """The segment could not be made. The one bad end of a job."""

    error: RhapsodeError


AnySpeechEvent = SpeechStarted | SpeechAudio | SpeechDone | SpeechFailed

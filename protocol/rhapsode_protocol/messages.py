"""The messages that server, client and tests share, free of any dialect's field names.

A dialect turns frames into :data:`ClientMessage` and :data:`ServerMessage` into frames. Don't subclass these; they are
plain frozen data. Text offsets are half-open and count Unicode code points (JavaScript counts UTF-16 units: convert).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_protocol.formats import FORMATS, NATIVE_RATE_HZ


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a message asks for; ``None`` means that the message does not say.

    Types and single-field ranges are checked by the dialect; what exists (voice, model, language, format) by the
    session against its catalogue.
    """

    voice_id: int | str | None = None
    """A voice's permanent number or its handle."""
    model_id: str | None = None
    language: str | None = None
    """ISO 639-1 code, or a tag of the engine such as ``en-gb``."""
    output_format: str | None = None
    sample_rate_hz: int | None = None
    speed: float | None = None
    """Playback speed, 0.8 to 1.2; a ``<prosody rate>`` overrides it inside its span."""
    normalize: bool | None = None
    """Whether numbers, symbols and the like are turned to words by us. ``<spell>`` and inline IPA are honoured
    either way."""
    word_timestamps: bool | None = None
    flush_timeout_ms: int | None = None
    """Speak what is buffered after so long without new text."""
    max_buffer_length: int | None = None
    """Speak once so many characters are buffered, whether a sentence has ended or not."""
    chunk_length_schedule: tuple[int, ...] | None = None
    """Least characters of segment 0, 1, 2, …; the last number repeats."""
    auto_mode: bool | None = None
    """Start at the first whole sentence, never at a clause."""
    flush_ends_turn: bool | None = None
    """Whether a flush on ``/ws/tts/stream`` ends the turn (today's protocol) or only forces speech (the original)."""
    text_filters: tuple[str, ...] | None = None
    """Which marks of Markdown are taken out of the text: exactly these, none for an empty one."""
    debug: bool | None = None
    """Whether final messages explain their figures (:class:`Explanation`)."""
    cfg_scale: float | None = None
    """Accepted for compatibility; no served engine has classifier-free guidance."""
    temperature: float | None = None
    """Accepted for compatibility; no served engine samples."""
    max_new_tokens: int | None = None
    """Accepted for compatibility; no served engine counts tokens."""
    speaker_prefix: bool | None = None
    """Accepted for compatibility."""
    project_id: int | str | None = None
    dictionary_ids: tuple[int | str, ...] | None = None

    def over(self, base: Settings) -> Settings:
        """These settings, and ``base`` for what they leave unsaid; ``base`` itself where that is everything.

        Format and rate are one choice: where only one of them is said, an older word for the other that contradicts it
        counts no more. The contradiction would be nobody's, and would stay until both were said anew.
        """
        if self == NOTHING_SAID:
            return base
        if self.sample_rate_hz is None and self.output_format is not None:
            base = replace(base, sample_rate_hz=None)
        elif self.output_format is None and self.sample_rate_hz not in (None, NATIVE_RATE_HZ):
            # 24000 is what official clients always send (see ``resolve_format``), and changes no format.
            older = FORMATS.get(base.output_format or "")
            if older is not None and older.rate_hz != self.sample_rate_hz:
                base = replace(base, output_format=None)
        chosen = {
            field.name: getattr(base, field.name) if getattr(self, field.name) is None else getattr(self, field.name)
            for field in fields(self)
        }
        return Settings(**chosen)


NOTHING_SAID = Settings()


# --- From the client -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Speak:
    """One whole text to be spoken, as on ``/ws/tts`` and REST."""

    text: str
    settings: Settings = NOTHING_SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Text for a turn or context, with what the same frame says beside it; taken whole or refused whole."""

    text: str | None = None
    flush: bool = False
    context_id: str | None = None
    settings: Settings = NOTHING_SAID
    """Options of the connection; they bind turns and contexts opened afterwards, this one included."""
    voice_settings: Settings | None = None
    """Options of one context alone, honoured where it opens."""


@dataclass(frozen=True, slots=True)
class EndTurn:
    """``close`` or ``end_session`` on ``/ws/tts/stream``."""

    close_socket_when_idle: bool = True
    """Whether the socket is closed where no turn is open (``close``), or stays (``end_session``)."""


@dataclass(frozen=True, slots=True)
class CloseContext:
    """The end of one context: after its queued speech, or at once."""

    context_id: str
    immediate: bool = False


@dataclass(frozen=True, slots=True)
class KeepAlive:
    """Resets a context's idle clock; never answered."""

    context_id: str | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """Barge-in: stop now, say nothing of it but ``interrupted``."""

    context_id: str | None = None


@dataclass(frozen=True, slots=True)
class UpdateSettings:
    """New options for turns and contexts that open later."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class CloseSocket:
    """End everything after its queued speech, then the socket."""


ClientMessage = Speak | Input | EndTurn | CloseContext | KeepAlive | Cancel | UpdateSettings | CloseSocket


# --- To the client ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WordTiming:
    """When one spoken word sounds, and which characters of the client's own text it reads."""

    word: str
    start_ms: float
    """From the start of the segment's audio (on ``/ws/tts``: of the request's)."""
    end_ms: float
    char_start: int
    """Offset into the spoken text that ``generation_started`` gave (on ``/ws/tts``: of that segment)."""
    char_end: int
    source_start: int
    """Offset into the text that the client sent in this turn."""
    source_end: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What a turn, context or request cost. A self-hosted server bills nothing."""

    audio_seconds: float
    characters: int
    model_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Onset:
    """Where the time until the first audible sample went. The first four parts add up to ``first_audible_ms``."""

    text_ms: float
    """From the turn's first text until the segment that sounds first was complete: waiting for its writer."""
    queue_ms: float
    """Until a worker began it: waiting in line, behind earlier turns of the same context too."""
    synthesis_ms: float
    """Until the frame with the first audible sample was made and sent."""
    silence_ms: float
    """Sound that is played before that sample: what silence the frame begins with, and a ``<break>`` before it."""
    written_ms: float | None
    """How much later the socket had taken that frame; ``None`` where the turn ended before it had."""
    cut: str
    """Why that segment ends where it ends: ``paragraph``, ``sentence``, ``clause``, ``length``, ``tag`` (a change of
    rate or a break follows), ``stale`` (nothing more came) or ``flush``."""
    characters: int
    """Its length, without tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What ``debug`` adds to the figures of a turn, or of a context over its turns."""

    first_audible: Onset | None
    """``None`` where nothing sounded. Of a context: of the first turn that did."""
    speed: float
    """The speed that was asked for; a ``<prosody rate>`` may have overridden it."""
    stages_ms: Mapping[str, float]
    """Compute time by stage, over all segments: ``read`` (text to words), ``engine``, ``trim``, ``speed``,
    ``watermark``, ``resample``, ``encode``. Together a little less than ``gen_ms``."""
    underruns: int
    """Silences in mid-turn for which the server was waited for, as a listener has them who plays at once."""
    underrun_ms: float
    text_waits: int
    """The same for which the writer of the text was waited for."""
    text_wait_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What was made and delivered, and how fast. Every final message carries all of it."""

    segments: int
    """Text segments spoken."""
    chunks: int
    """Audio frames sent."""
    total_samples: int
    """Samples of native 24 kHz audio, before speed and resampling."""
    dur_ms: float
    """The length of that native audio."""
    gen_ms: float
    """Compute time, without queueing."""
    rtf: float
    """``gen_ms / dur_ms``; 0 where nothing sounded."""
    delivered_samples: int
    """Samples sent, at the format's own rate."""
    delivered_ms: float
    first_audible_ms: float | None
    """From the turn's first text to the first audible sample sent; ``None`` where nothing sounded."""
    watermark: str
    """Which pair marked the audio: ``official``, ``embedded`` or ``none``."""
    debug: Explanation | None = None
    """Where the time went, if that was asked for."""


@dataclass(frozen=True, slots=True)
class ContextCreated:
    context_id: str


@dataclass(frozen=True, slots=True)
class GenerationStarted:
    """A segment's synthesis began; ``text`` is what is spoken, after normalisation."""

    chunk_id: int
    text: str
    context_id: str | None = None


@dataclass(frozen=True, slots=True)
class Audio:
    """A piece of sound in the turn's format."""

    payload: bytes
    encoding: str
    index: int
    rate_hz: int
    samples: int
    chunk_id: int
    context_id: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Word timings of one segment; follows its audio, precedes the turn's end."""

    words: tuple[WordTiming, ...]
    chunk_id: int
    context_id: str | None = None


@dataclass(frozen=True, slots=True)
class ChunkComplete:
    """A segment's audio and timings have all been sent."""

    chunk_id: int
    audio_seconds: float
    gen_ms: float
    context_id: str | None = None


@dataclass(frozen=True, slots=True)
class Final:
    """All audio of a request, turn or flush has been sent."""

    statistics: Statistics
    usage: Usage
    context_id: str | None = None
    closes_context: bool = False
    """On ``/ws/tts/multi``: this is the one before ``context_closed``."""


@dataclass(frozen=True, slots=True)
class TurnClosed:
    """The one terminal message of a turn on ``/ws/tts/stream``."""

    statistics: Statistics
    usage: Usage


@dataclass(frozen=True, slots=True)
class ContextClosed:
    """The one terminal message of a context."""

    context_id: str
    usage: Usage
    statistics: Statistics


@dataclass(frozen=True, slots=True)
class SocketClosing:
    """The last message before the server closes the socket on request."""

    total_audio_seconds: float


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A cancel has taken effect; nothing of what it cancelled follows."""

    context_id: str | None = None


@dataclass(frozen=True, slots=True)
class SettingsUpdated:
    """The whole set of changeable options now in force."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class Warned:
    """Something was done otherwise than asked; nothing ends."""

    message: str
    chunk_id: int | None = None
    context_id: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """An error: it ends what it concerns, or merely refuses a frame."""

    error: RhapsodeError
    context_id: str | None = None


ServerMessage = (
    ContextCreated
    | GenerationStarted
    | Audio
    | Words
    | ChunkComplete
    | Final
    | TurnClosed
    | ContextClosed
    | SocketClosing
    | Interrupted
    | SettingsUpdated
    | Warned
    | Failed
)

"""The way of sound from engine to wire, for one context::

    engine's rate ► 24 kHz ► trim ► speed ► pause ► watermark ► format's rate ► encode

Every stage keeps its state between chunks and starts afresh with every segment: a segment begins and ends in silence,
so flushing a filter there is not heard. Each stage's output depends on the samples alone, so the pieces that leave are
the same however the engine splits its sound.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from rhapsode_protocol.formats import NATIVE_RATE_HZ, AudioFormat
from rhapsode_protocol.messages import WordTiming
from rhapsode_server.audio.encode import Encoder, encoder_for
from rhapsode_server.audio.resample import MarkedResampler, Resampler
from rhapsode_server.audio.timing import word_timings
from rhapsode_server.audio.trim import AUDIBLE, Trim
from rhapsode_server.audio.watermark import Marked, Watermarker
from rhapsode_server.audio.wsola import Wsola
from rhapsode_server.sound import Samples, WordMark
from rhapsode_server.telemetry.stopwatch import Stopwatch
from rhapsode_server.text.reading import SpokenWord

PIECE_MS = 200
"""Length of a piece. Longer, and a slow reader holds more than it needs and a cancel comes late; shorter, and frames
cost more than their sound."""

FIRST_PIECE_MS = 40
"""Length of a segment's first piece; each next one is twice as long, up to :data:`PIECE_MS`. While a piece plays, an
engine at twice real time makes the next. Shorter saves nothing that is heard; longer delays the first sound."""


class Sound(Protocol):
    """What the chain needs of an engine's chunk (``engines.engine.EngineAudio``); engines and chain do not know each
    other."""

    @property
    def samples(self) -> Samples: ...
    @property
    def marks(self) -> Sequence[WordMark]: ...


@dataclass(frozen=True, slots=True)
class ChainAudio:
    """A piece of encoded sound, at most 200 ms long."""

    payload: bytes
    samples: int
    """Samples in ``payload``, at the format's rate."""
    first_audible_sample: int | None
    """The first sample in this piece above -50 dBFS, the level at which the trim, too, takes a sample for sound;
    ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class ChainResult:
    """The end of a segment."""

    audio: tuple[ChainAudio, ...]
    """The pieces that had not left before."""
    words: tuple[WordTiming, ...]
    """One per spoken word, in ms from the segment's first delivered sample."""
    native_samples: int
    """24 kHz samples after trimming, the pause at its full length included, before speed and resampling."""
    delivered_samples: int
    """Samples of the whole segment as encoded, at the format's rate."""
    watermark: str
    """Which pair marked the sound."""
    stages_ms: Mapping[str, float] = field(default_factory=dict, compare=False)
    """What the segment cost in each stage."""


class Chain:
    """Takes one context's segments from an engine's samples to encoded pieces, one segment at a time.

    For each segment: :meth:`begin`, :meth:`feed` as often as the engine speaks, then :meth:`finish` or
    :meth:`abandon`.

    Args:
        audio_format: what comes out.
        engine_rate_hz: rate of what is fed.
        watermarker: this context's own; no other chain may use it.
        clock: seconds of a monotonic clock, to tell what each stage costs.
    """

    def __init__(
        self,
        audio_format: AudioFormat,
        engine_rate_hz: int,
        watermarker: Watermarker,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._format = audio_format
        self._engine_rate_hz = engine_rate_hz
        self._watermarker = watermarker
        self._clock = clock
        self._encoder = encoder_for(audio_format)
        self._segment: _Segment | None = None

    def begin(self, words: Sequence[SpokenWord], speed: float, pause_ms: int) -> None:
        """Start the next segment.

        Args:
            words: what is spoken, in order; the engine's marks count along it. Empty where no timings are wanted.
            speed: 0.25 to 4.0; 2.0 halves the length. Pauses, breaks included, go along: fast speech pauses less.
            pause_ms: silence after the speech, at speed 1.

        Raises:
            ValueError: ``speed`` or ``pause_ms`` is out of range.
            RuntimeError: a segment is under way.
        """
        if self._segment is not None:
            raise RuntimeError("a segment is under way: finish or abandon it first")
        if pause_ms < 0:
            raise ValueError(f"pause_ms must not be negative, not {pause_ms}")
        pieces = _Pieces(self._encoder, self._format.rate_hz)
        watch = Stopwatch(self._clock)
        self._segment = _Segment(self._engine_rate_hz, self._watermarker, pieces, words, speed, pause_ms, watch)

    def feed(self, audio: Sound) -> list[ChainAudio]:
        """Take the engine's next chunk; give the pieces that are ready, perhaps none.

        The answer comes when the whole chunk is worked off, and a watermark may take a quarter of the chunk's length:
        whoever has seconds of sound feeds them in slices, so that the first piece leaves early and a cancel is heard.
        The pieces are the same.

        Raises:
            ValueError: the samples are not mono float32, or hold something that is no number; or a mark names a word
                that the segment does not have.
            RuntimeError: no segment is under way.
        """
        return self._current().feed(audio)

    def finish(self) -> ChainResult:
        """The rest of the segment: tail, pause and timings.

        Raises:
            RuntimeError: no segment is under way.
        """
        result = self._current().finish()
        self._segment = None
        return result

    def abandon(self) -> None:
        """Drop whatever is left of the segment, if one is under way."""
        self._segment = None
        self._watermarker.reset()

    def _current(self) -> _Segment:
        if self._segment is None:
            raise RuntimeError("no segment is under way: begin one first")
        return self._segment


class _Segment:
    """The stages of one segment."""

    def __init__(
        self,
        engine_rate_hz: int,
        watermarker: Watermarker,
        pieces: _Pieces,
        words: Sequence[SpokenWord],
        speed: float,
        pause_ms: int,
        watch: Stopwatch,
    ) -> None:
        self._watch = watch
        self._engine_rate_hz = engine_rate_hz
        self._watermarker = watermarker
        self._pieces = pieces
        self._words = words
        self._speed = speed
        self._pause_samples = pause_ms * NATIVE_RATE_HZ // 1000
        self._to_native = Resampler(engine_rate_hz, NATIVE_RATE_HZ)
        self._trim = Trim(NATIVE_RATE_HZ)
        self._wsola = Wsola(NATIVE_RATE_HZ, speed)
        self._to_format = MarkedResampler(NATIVE_RATE_HZ, pieces.rate_hz)
        self._marks: dict[int, WordMark] = {}
        self._spoken_samples = 0
        """24 kHz samples after trimming."""
        self._scaled_samples = 0
        """24 kHz samples after the change of speed."""

    def feed(self, audio: Sound) -> list[ChainAudio]:
        samples = audio.samples
        if samples.ndim != 1 or samples.dtype != np.float32:
            raise ValueError(f"an engine's samples must be float32 [T], not {samples.dtype} {list(samples.shape)}")
        if not np.isfinite(samples).all():
            # One such sample would spread through every filter behind it and end as a bang.
            raise ValueError("the engine's samples hold infinity or NaN")
        for mark in audio.marks:
            if self._words and not 0 <= mark.word_index < len(self._words):
                raise ValueError(f"the engine marked word {mark.word_index} of {len(self._words)}")
            self._marks.setdefault(mark.word_index, mark)
        watch = self._watch
        watch.start()
        native = self._to_native.feed(samples)
        watch.lap("resample")
        speech = self._trim.feed(native)
        watch.lap("trim")
        scaled = self._scale(speech)
        watch.lap("speed")
        marked = self._watermarker.mark(scaled)
        watch.lap("watermark")
        sound = self._to_format.feed(marked)
        watch.lap("resample")
        pieces = self._pieces.add(sound)
        watch.lap("encode")
        return pieces

    def finish(self) -> ChainResult:
        watch = self._watch
        watch.start()
        native = self._to_native.finish()
        watch.lap("resample")
        speech, tail = self._trim.feed(native), self._trim.finish()
        watch.lap("trim")
        rest = self._scale_rest(speech, tail)
        watch.lap("speed")
        native_samples = self._spoken_samples + self._pause_samples
        # Whatever the change of speed rounded away or added is made good in the pause.
        pause = np.zeros(max(0, round(native_samples / self._speed) - self._scaled_samples), np.float32)
        unmarked = np.concatenate((rest, pause))
        marked = Marked.joined((self._watermarker.mark(unmarked), self._watermarker.finish()))
        watch.lap("watermark")
        sound = self._to_format.finish(marked)
        watch.lap("resample")
        audio = self._pieces.add(sound) + self._pieces.finish()
        watch.lap("encode")
        return ChainResult(
            audio=tuple(audio),
            words=self._timings(),
            native_samples=native_samples,
            delivered_samples=self._pieces.samples,
            watermark=marked.pair,
            stages_ms=watch.read_ms(),
        )

    def _scale_rest(self, speech: Samples, tail: Samples) -> Samples:
        """The last of the speech at its speed, up to the end."""
        scaled, scaled_tail = self._scale(speech), self._scale(tail)
        rest = self._wsola.finish()
        self._scaled_samples += len(rest)
        return np.concatenate((scaled, scaled_tail, rest))

    def _scale(self, speech: Samples) -> Samples:
        self._spoken_samples += len(speech)
        scaled = self._wsola.feed(speech)
        self._scaled_samples += len(scaled)
        return scaled

    def _timings(self) -> tuple[WordTiming, ...]:
        spans_ms = {
            index: (self._delivered_ms(mark.start_sample), self._delivered_ms(mark.end_sample))
            for index, mark in self._marks.items()
        }
        return word_timings(self._words, spans_ms, self._pieces.samples * 1000.0 / self._pieces.rate_hz)

    def _delivered_ms(self, engine_sample: int) -> float:
        """Where a sample of the engine's sound is heard, in ms from the segment's first delivered sample."""
        native = engine_sample * NATIVE_RATE_HZ / self._engine_rate_hz - self._trim.cut_samples
        spoken = min(max(native, 0.0), float(self._spoken_samples))
        scaled = min(self._wsola.output_position(spoken), float(self._scaled_samples))
        return scaled * 1000.0 / NATIVE_RATE_HZ


class _Pieces:
    """Cuts a segment's sound into pieces for the wire: 40 ms, 80 ms, 160 ms, then 200 ms each."""

    def __init__(self, encoder: Encoder, rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self.samples = 0
        """Samples handed over so far."""
        self._encoder = encoder
        self._length_ms = FIRST_PIECE_MS
        self._waiting: Marked | None = None

    def add(self, audio: Marked) -> list[ChainAudio]:
        """Take the next sound; give the pieces that are full."""
        waiting = audio if self._waiting is None else Marked.joined((self._waiting, audio))
        pieces: list[ChainAudio] = []
        start = 0
        while (stop := start + self._length_ms * self.rate_hz // 1000) <= len(waiting):
            pieces.append(self._piece(waiting.part(start, stop)))
            self._length_ms = min(2 * self._length_ms, PIECE_MS)
            start = stop
        self._waiting = waiting.part(start, len(waiting))
        return pieces

    def finish(self) -> list[ChainAudio]:
        """The last piece, if anything is left for one."""
        if self._waiting is None or len(self._waiting) == 0:
            return []
        return [self._piece(self._waiting)]

    def _piece(self, audio: Marked) -> ChainAudio:
        self.samples += len(audio)
        audible = np.flatnonzero(np.abs(audio.samples) > AUDIBLE)
        return ChainAudio(self._encoder.encode(audio), len(audio), int(audible[0]) if len(audible) else None)

"""The counters behind the statistics of a turn or context."""

from __future__ import annotations

from collections.abc import Sequence

from rhapsode_protocol.formats import NATIVE_RATE_HZ, AudioFormat
from rhapsode_protocol.messages import Statistics, Usage
from rhapsode_server.speech import SpeechDone

UNMARKED = "none"


class Tally:
    """Counts what one turn made and delivered, or what all turns of a context did together.

    Args:
        audio_format: the delivered samples' format; it gives their length in milliseconds.
        model_id: the model that ``usage`` names.
    """

    def __init__(self, audio_format: AudioFormat, model_id: str) -> None:
        self.format = audio_format
        self.model_id = model_id
        self.characters = 0
        self.segments = 0
        self.chunks = 0
        self.native_samples = 0
        self.delivered_samples = 0
        self.gen_ms = 0.0
        self.first_audible_ms: float | None = None
        self._watermarks: set[str] = set()

    @property
    def delivered_ms(self) -> float:
        """Length of what has been sent."""
        return self.format.duration_ms(self.delivered_samples)

    def count_audio(self, samples: int) -> int:
        """Count one audio frame; gives its index."""
        self.delivered_samples += samples
        self.chunks += 1
        return self.chunks - 1

    def take_back(self, unsent: Sequence[int]) -> None:
        """Discount audio frames that were counted and then dropped unsent, by the samples of each."""
        self.chunks -= len(unsent)
        self.delivered_samples -= sum(unsent)
        if not self.delivered_samples:
            self.first_audible_ms = None

    def count_done(self, done: SpeechDone) -> None:
        """Count one finished segment."""
        self.gen_ms += done.gen_ms
        self.native_samples += done.native_samples
        if done.spoke:
            self.segments += 1
        if done.delivered_samples:
            self._watermarks.add(done.watermark)

    def absorb(self, other: Tally) -> None:
        """Add a turn's counts to its context's."""
        self.characters += other.characters
        self.segments += other.segments
        self.chunks += other.chunks
        self.native_samples += other.native_samples
        self.delivered_samples += other.delivered_samples
        self.gen_ms += other.gen_ms
        self._watermarks |= other._watermarks
        if self.first_audible_ms is None:
            self.first_audible_ms = other.first_audible_ms

    def statistics(self) -> Statistics:
        """The figures as every final message gives them."""
        dur_ms = self.native_samples * 1000.0 / NATIVE_RATE_HZ
        return Statistics(
            segments=self.segments,
            chunks=self.chunks,
            total_samples=self.native_samples,
            dur_ms=round(dur_ms, 2),
            gen_ms=round(self.gen_ms, 2),
            rtf=round(self.gen_ms / dur_ms, 5) if dur_ms else 0.0,
            delivered_samples=self.delivered_samples,
            delivered_ms=round(self.delivered_ms, 2),
            first_audible_ms=None if self.first_audible_ms is None else round(self.first_audible_ms, 2),
            watermark=self._watermark(),
        )

    def usage(self) -> Usage:
        """What the turn or context used."""
        return Usage(round(self.delivered_ms / 1000.0, 3), self.characters, self.model_id)

    def _watermark(self) -> str:
        # One unmarked piece leaves a hole in the promise, so it decides the word; two different pairs cannot both be
        # named, and "none" is the answer that promises nothing.
        return next(iter(self._watermarks)) if len(self._watermarks) == 1 else UNMARKED

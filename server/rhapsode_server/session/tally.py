"""The counters behind the statistics of a turn or context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rhapsode_protocol.formats import NATIVE_RATE_HZ, AudioFormat
from rhapsode_protocol.messages import Explanation, Statistics, Usage
from rhapsode_server.session.playout import Playout
from rhapsode_server.speech import SpeechDone
from rhapsode_server.telemetry.stopwatch import STAGES

UNMARKED = "none"


class Tally:
    """Counts what one turn made and delivered, or what all turns of a context did together.

    Args:
        audio_format: the delivered samples' format; it gives their length in milliseconds.
        model_id: the model that ``usage`` names.
        speed: the speed that was asked for.
        explains: whether the statistics explain themselves (``debug``).
    """

    def __init__(self, audio_format: AudioFormat, model_id: str, *, speed: float = 1.0, explains: bool = False) -> None:
        self.format = audio_format
        self.model_id = model_id
        self.playout = Playout()
        self._speed = speed
        self._explains = explains
        self._stages_ms: dict[str, float] = {}
        self.characters = 0
        self.segments = 0
        self.chunks = 0
        self.native_samples = 0
        self.delivered_samples = 0
        self.gen_ms = 0.0
        self.first_audible_ms: float | None = None
        self._watermarks: set[str] = set()

    @property
    def rtf(self) -> float | None:
        """Compute time by the length of the native audio; ``None`` where there is none."""
        return self.gen_ms / self._dur_ms if self.native_samples else None

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
            # Nobody has heard a beginning; where the tally is a context's, that of a later turn counts.
            self.first_audible_ms = self.playout.beginning = None

    def count_done(self, done: SpeechDone) -> None:
        """Count one finished segment."""
        self.gen_ms += done.gen_ms
        self._add_stages(done.stages_ms)
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
        self._add_stages(other._stages_ms)
        self.playout.absorb(other.playout)
        self._explains, self._speed = self._explains or other._explains, other._speed
        if self.first_audible_ms is None:
            self.first_audible_ms = other.first_audible_ms

    def statistics(self) -> Statistics:
        """The figures as every final message gives them."""
        rtf = self.rtf
        return Statistics(
            segments=self.segments,
            chunks=self.chunks,
            total_samples=self.native_samples,
            dur_ms=round(self._dur_ms, 2),
            gen_ms=round(self.gen_ms, 2),
            rtf=0.0 if rtf is None else round(rtf, 5),
            delivered_samples=self.delivered_samples,
            delivered_ms=round(self.delivered_ms, 2),
            first_audible_ms=None if self.first_audible_ms is None else round(self.first_audible_ms, 2),
            watermark=self._watermark(),
            debug=self._explanation() if self._explains else None,
        )

    def usage(self) -> Usage:
        """What the turn or context used."""
        return Usage(round(self.delivered_ms / 1000.0, 3), self.characters, self.model_id)

    def _add_stages(self, stages_ms: Mapping[str, float]) -> None:
        for stage, milliseconds in stages_ms.items():
            self._stages_ms[stage] = self._stages_ms.get(stage, 0.0) + milliseconds

    @property
    def _dur_ms(self) -> float:
        return self.native_samples * 1000.0 / NATIVE_RATE_HZ

    def _explanation(self) -> Explanation:
        playout = self.playout
        beginning = None if self.first_audible_ms is None else playout.beginning
        return Explanation(
            first_audible=None if beginning is None else beginning.explain(),
            speed=self._speed,
            stages_ms={stage: round(self._stages_ms[stage], 3) for stage in STAGES if stage in self._stages_ms},
            underruns=playout.underruns.count,
            underrun_ms=round(playout.underruns.seconds * 1000.0, 2),
            text_waits=playout.text_waits.count,
            text_wait_ms=round(playout.text_waits.seconds * 1000.0, 2),
        )

    def _watermark(self) -> str:
        # One unmarked piece leaves a hole in the promise, so it decides the word; two different pairs cannot both be
        # named, and "none" is the answer that promises nothing.
        return next(iter(self._watermarks)) if len(self._watermarks) == 1 else UNMARKED

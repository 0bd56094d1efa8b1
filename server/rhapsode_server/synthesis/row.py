"""One job on its way through a worker: from its reading to its one end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence

from rhapsode_protocol.errors import RhapsodeError, SynthesisFailed
from rhapsode_protocol.messages import WordTiming
from rhapsode_server.audio.chain import Chain, ChainAudio
from rhapsode_server.audio.pause import pause_after_ms
from rhapsode_server.engines.engine import EngineAudio, EngineRequest
from rhapsode_server.speech import AnySpeechEvent, SpeechAudio, SpeechDone, SpeechFailed, SpeechJob, SpeechStarted
from rhapsode_server.synthesis.commands import JobDropped
from rhapsode_server.synthesis.fault import describe_fault
from rhapsode_server.text.reading import Reading

logger = logging.getLogger(__name__)

NOTHING_SPEAKABLE = "a segment without letters or digits was skipped"
NO_SOUND = "a segment with letters or digits gave no sound"


class Row:
    """Takes an engine's audio for one job through the stream's chain, and tells of it.

    Ends once: done, failed, or dropped without a word to the session. Whatever is asked of it afterwards does nothing.

    Args:
        job: what is to be spoken.
        chain: the stream's chain.
        emit: takes events, in order.
        is_stale: whether the job has been cancelled.
        clock: seconds of a monotonic clock.
    """

    def __init__(
        self,
        job: SpeechJob,
        reading: Reading,
        chain: Chain,
        emit: Callable[[AnySpeechEvent | JobDropped], None],
        is_stale: Callable[[SpeechJob], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.job = job
        self.reading = reading
        self.gen_s = 0.0
        """Compute time so far; what is spent elsewhere, such as in the engine, is added from outside."""
        self.stages_ms: dict[str, float] = {}
        """What of it was spent in stages outside the chain."""
        self.heard = False
        """Whether audio has been told of."""
        self.running = False
        """Whether the engine is to speak it: begun, speakable, and not ended."""
        self.ended = False
        self.failed = False
        """Whether it ended badly; its chain is then not to be used again."""
        self._chain = chain
        self._emit = emit
        self._is_stale = is_stale
        self._clock = clock
        self._warnings: list[str] = []
        self._audible = False

    @property
    def request(self) -> EngineRequest:
        """What the engine is asked for."""
        return EngineRequest(self.reading.text, self.reading.words, self.job.language, self.job.voice)

    def begin(self) -> None:
        """Announce the segment and make its chain ready; ends at once what needs no engine."""
        if self._dropped():
            return
        job = self.job
        speakable = self.reading.speakable
        if not speakable and job.segment.text.strip():
            self._warnings.append(NOTHING_SPEAKABLE)
            if not job.segment.break_ms:
                self._end_done(native_samples=0, delivered_samples=0, watermark="none", words=(), spoke=False)
                return
        # Whatever gives audio is announced, a mere break too: its frames would otherwise belong to nothing.
        self._emit(SpeechStarted(job.stream, job.generation, job.index, self.reading.text))
        self._begin_chain()
        if speakable:
            self.running = True
        else:
            self._finish()

    def begin_again(self) -> None:
        """Start over, unannounced, after the engine has failed; only while nothing was heard."""
        self._chain.abandon()
        self._warnings.clear()
        self._begin_chain()

    def take(self, audio: EngineAudio) -> None:
        """Pass the engine's next audio on; ends the row with its last."""
        if not self.running or self._dropped():
            return
        if audio.warning is not None:
            self._warnings.append(audio.warning)
        began = self._clock()
        pieces = self._chain.feed(audio)
        self.gen_s += self._clock() - began
        self._send(pieces)
        if audio.last:
            self._finish()

    def spend(self, stage: str, seconds: float) -> None:
        """Count compute time of a stage outside the chain."""
        self.gen_s += seconds
        self.stages_ms[stage] = self.stages_ms.get(stage, 0.0) + seconds * 1000.0

    def cancelled(self) -> bool:
        """Whether the engine may stop: the job is stale, or has ended."""
        return not self.running or self._is_stale(self.job)

    def fail(self, error: Exception) -> None:
        """End badly."""
        if self.ended or self._dropped():
            return
        self._end()
        self.failed = True
        self._emit(failure(self.job, error))

    def stop(self) -> None:
        """Nothing more comes of the engine: what has not ended was cancelled."""
        self._dropped()

    def _begin_chain(self) -> None:
        job = self.job
        wanted = job.word_timestamps and self.reading.speakable
        began = self._clock()
        self._chain.begin(self.reading.words if wanted else (), job.speed, pause_after_ms(job.segment))
        self.gen_s += self._clock() - began

    def _finish(self) -> None:
        began = self._clock()
        result = self._chain.finish()
        self.gen_s += self._clock() - began
        self._send(result.audio)
        if self._dropped():
            return
        native_samples = result.native_samples
        if self.reading.speakable and not self._audible:
            # Its silence must not count as speech: a turn of which nothing else sounds is then told as an error.
            self._warnings.append(NO_SOUND)
            native_samples = 0
        words = result.words if self.job.word_timestamps else ()
        self.stages_ms.update(result.stages_ms)
        self._end_done(native_samples, result.delivered_samples, result.watermark, words, spoke=True)

    def _send(self, pieces: Sequence[ChainAudio]) -> None:
        job = self.job
        for piece in pieces:
            if self._is_stale(job):
                return
            self.heard = True
            self._audible = self._audible or piece.first_audible_sample is not None
            self._emit(
                SpeechAudio(
                    job.stream, job.generation, job.index, piece.payload, piece.samples, piece.first_audible_sample
                )
            )

    def _dropped(self) -> bool:
        """End without a word to the session where the job has been cancelled meanwhile."""
        if self.ended or not self._is_stale(self.job):
            return self.ended
        self._end()
        self._chain.abandon()
        self._emit(JobDropped(self.job.stream, self.job.generation, self.job.index))
        return True

    def _end_done(
        self,
        native_samples: int,
        delivered_samples: int,
        watermark: str,
        words: tuple[WordTiming, ...],
        spoke: bool,
    ) -> None:
        self._end()
        self._emit(
            SpeechDone(
                self.job.stream,
                self.job.generation,
                self.job.index,
                gen_ms=self.gen_s * 1000.0,
                native_samples=native_samples,
                delivered_samples=delivered_samples,
                watermark=watermark,
                words=words,
                warnings=tuple(self._warnings),
                stages_ms=self.stages_ms,
                spoke=spoke,
            )
        )

    def _end(self) -> None:
        self.ended = True
        self.running = False


def failure(job: SpeechJob, error: Exception) -> SpeechFailed:
    """Log what went wrong with a job, and word it: the client is not told what an unforeseen error was."""
    logger.error("segment %d of stream %s/%d failed: %s", job.index, *job.stream, describe_fault(error))
    told = error if isinstance(error, RhapsodeError) else SynthesisFailed("a segment could not be synthesised")
    return SpeechFailed(job.stream, job.generation, job.index, told)

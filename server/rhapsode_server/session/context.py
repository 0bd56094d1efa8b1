"""One speaking context: turns in order over one stream of synthesis."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from rhapsode_protocol.errors import RhapsodeError
from rhapsode_protocol.messages import Audio, ChunkComplete, GenerationStarted, ServerMessage, Warned, Words, WordTiming
from rhapsode_server.session.effects import Abort, Effect, ForgetStream, OpenStream, Send, Synthesize, TurnEnded
from rhapsode_server.session.options import Detection
from rhapsode_server.session.turn import Turn
from rhapsode_server.speech import (
    AnySpeechEvent,
    Owner,
    SpeechAudio,
    SpeechDone,
    SpeechFailed,
    SpeechJob,
    SpeechStarted,
    StreamId,
)
from rhapsode_server.telemetry.turn_report import Outcome
from rhapsode_server.text.replacement import apply_dictionaries
from rhapsode_server.text.segment import Segment


class Context:
    """Turns queue here and are spoken one after the other; what they give is sent in order.

    The session decides which messages begin and end turns; the context knows only how a turn becomes jobs, and how
    the jobs' events become messages. Because jobs of one stream end in the order of their submission, every event
    belongs to the first turn in the queue.

    Args:
        stream: names this context to synthesis; never used again.
        owner: whom the speech is made for.
        emit: takes effects, in order.
        context_id: the client's name for it, put on every message; ``None`` on single-context sockets.
        announces_segments: whether segments are framed by ``generation_started`` and ``chunk_complete``.
        numbers_per_turn: whether chunk ids begin at 0 in each turn, or run on through the context.
    """

    def __init__(
        self,
        stream: StreamId,
        owner: Owner,
        emit: Callable[[Effect], None],
        *,
        context_id: str | None = None,
        announces_segments: bool = True,
        numbers_per_turn: bool = True,
    ) -> None:
        self.stream = stream
        self.context_id = context_id
        self.turns: deque[Turn] = deque()
        self.generation = 0
        self.undelivered: deque[int] = deque()
        """Samples of each audio frame that was sent as an effect and is not yet written to the socket, in order."""
        self._unwritten: deque[tuple[Turn, float]] = deque()
        """The turn of each of them, and its length in milliseconds."""
        self._owner = owner
        self._emit = emit
        self._announces_segments = announces_segments
        self._numbers_per_turn = numbers_per_turn
        self._next_index = 0
        self._next_chunk = 0
        self._chunk: int | None = None
        """The number of the segment that is being spoken, once something of it has been sent."""
        self._forgotten = False
        self._last_warning: str | None = None
        emit(OpenStream(stream))

    @property
    def busy(self) -> bool:
        """Whether audio is being made or delivered."""
        return bool(self.undelivered) or any(turn.outstanding or turn.ended for turn in self.turns)

    @property
    def open_turn(self) -> Turn | None:
        """The turn that takes text, if one is open; it is the last."""
        return self.turns[-1] if self.turns and not self.turns[-1].ended else None

    @property
    def pending_characters(self) -> int:
        """Characters of all turns that wait for synthesis."""
        return sum(turn.pending_characters for turn in self.turns)

    def begin(self, turn: Turn) -> None:
        """Queue a turn; it speaks when those before it have ended."""
        self.turns.append(turn)
        warning = turn.options.warning
        if warning is not None and warning != self._last_warning:
            self.send(Warned(warning, context_id=self.context_id))
        self._last_warning = warning

    def synthesize(self, turn: Turn, segments: list[Segment]) -> None:
        """Turn segments into jobs."""
        options = turn.options
        for segment in segments:
            job = SpeechJob(
                stream=self.stream,
                generation=self.generation,
                index=self._next_index,
                owner=self._owner.name,
                watermark_message=self._owner.watermark_message,
                segment=apply_dictionaries(segment, options.dictionaries),
                voice=options.voice,
                language=options.language,
                speed=options.speed if segment.rate is None else segment.rate,
                format=options.format,
                normalize=options.normalize,
                word_timestamps=options.word_timestamps,
                heard=turn.heard(segment),
                cautious=options.detection is not Detection.LIKELIEST,
            )
            self._next_index += 1
            self._emit(Synthesize(job))

    def interrupt(self, outcome: Outcome = Outcome.CANCELLED) -> list[int]:
        """Forget all turns; whatever they still cause is stale, and what is unsent is not sent.

        Args:
            outcome: what has become of them.

        Returns:
            The samples of each audio frame that is not sent. One that is just being written counts among them.
        """
        unsent = list(self.undelivered)
        had_work = bool(unsent) or any(turn.outstanding for turn in self.turns)
        for turn in self.turns:
            self.report(turn, outcome)
        self.turns.clear()
        self.undelivered.clear()
        self._unwritten.clear()
        self._chunk = None
        if had_work:
            self.generation += 1
            self._emit(Abort(self.stream, self.generation, discards_unsent=True))
        return unsent

    def fail_first(self) -> Turn:
        """Take the first turn off the queue, and give the others their jobs anew under the next generation."""
        failed = self.turns.popleft()
        self.generation += 1
        self._chunk = None
        self._emit(Abort(self.stream, self.generation, discards_unsent=False))
        for turn in self.turns:
            self.synthesize(turn, list(turn.outstanding))
        return failed

    def report(self, turn: Turn, outcome: Outcome, error_code: str = "") -> None:
        """Tell whoever counts what became of a turn."""
        report = turn.report(outcome, error_code)
        if report is not None:
            self._emit(TurnEnded(report))

    def write_frame(self, now: float) -> None:
        """The oldest of the undelivered audio frames has been written to the socket."""
        self.undelivered.popleft()
        turn, duration_ms = self._unwritten.popleft()
        turn.write_audio(duration_ms, now)

    def forget(self) -> None:
        """Tell synthesis that the context is over. Further calls do nothing."""
        if not self._forgotten:
            self._forgotten = True
            self._emit(ForgetStream(self.stream))

    def send(self, message: ServerMessage) -> None:
        """Send a message of this context."""
        self._emit(Send(message, self.stream))

    def receive_event(self, event: AnySpeechEvent, now: float) -> RhapsodeError | None:
        """Turn an event into messages; stale ones are dropped without a word.

        Returns:
            The error that ends the first turn, where the event was one.
        """
        if event.generation != self.generation or not self.turns or not self.turns[0].outstanding:
            return None
        turn = self.turns[0]
        if isinstance(event, SpeechFailed):
            return event.error
        chunk_id = self._number_chunk(turn)
        match event:
            case SpeechStarted():
                turn.start_segment(now)
                if self._announces_segments or turn.options.word_timestamps:
                    self.send(GenerationStarted(chunk_id, event.spoken_text, self.context_id))
            case SpeechAudio():
                self._send_audio(turn, event, chunk_id, now)
            case SpeechDone():
                self._finish_segment(turn, event, chunk_id)
            case _:
                assert_never(event)
        return None

    def _number_chunk(self, turn: Turn) -> int:
        """The number of the segment that is being spoken. One that fails unannounced leaves no gap behind."""
        if self._numbers_per_turn:
            return turn.outstanding[0].index
        if self._chunk is None:
            self._chunk = self._next_chunk
            self._next_chunk += 1
        return self._chunk

    def _send_audio(self, turn: Turn, event: SpeechAudio, chunk_id: int, now: float) -> None:
        audio_format = turn.options.format
        audible = event.first_audible_sample
        duration_ms = audio_format.duration_ms(event.samples)
        turn.send_audio(duration_ms, None if audible is None else audio_format.duration_ms(audible), now)
        index = turn.tally.count_audio(event.samples)
        self.undelivered.append(event.samples)
        self._unwritten.append((turn, duration_ms))
        self.send(
            Audio(
                payload=event.payload,
                encoding=audio_format.encoding.value,
                index=index,
                rate_hz=audio_format.rate_hz,
                samples=event.samples,
                chunk_id=chunk_id,
                context_id=self.context_id,
            )
        )

    def _finish_segment(self, turn: Turn, done: SpeechDone, chunk_id: int) -> None:
        turn.finish_segment()
        self._chunk = None
        turn.tally.count_done(done)
        for warning in done.warnings:
            self.send(Warned(warning, chunk_id, self.context_id))
        segment_ms = turn.options.format.duration_ms(done.delivered_samples)
        if turn.options.word_timestamps and done.words:
            # Without chunk_complete there is no per-segment clock on the wire: times then run through the request.
            offset_ms = 0.0 if self._announces_segments else turn.tally.delivered_ms - segment_ms
            self.send(Words(_shifted(done.words, offset_ms), chunk_id, self.context_id))
        if self._announces_segments and done.spoke:
            self.send(ChunkComplete(chunk_id, round(segment_ms / 1000.0, 4), round(done.gen_ms, 2), self.context_id))


def _shifted(words: tuple[WordTiming, ...], offset_ms: float) -> tuple[WordTiming, ...]:
    if not offset_ms:
        return words
    return tuple(replace(word, start_ms=word.start_ms + offset_ms, end_ms=word.end_ms + offset_ms) for word in words)

"""One turn: the text of a request, a flush or an utterance, until its last segment has been spoken."""

from __future__ import annotations

from collections import deque

from rhapsode_protocol.errors import MalformedMarkup
from rhapsode_server.session.options import Detection, Options
from rhapsode_server.session.playout import Beginning
from rhapsode_server.session.tally import Tally
from rhapsode_server.telemetry.turn_report import Outcome, TurnReport
from rhapsode_server.text.language_memory import LanguageMemory
from rhapsode_server.text.segment import Segment
from rhapsode_server.text.segmenter import Segmenter

HEADROOM_S = 0.6
"""How long before a listener runs dry a segment shorter than it should be is spoken. Lower, and a voice that takes half
a second to begin leaves a gap; higher, and a writer who is only a little slow gets scraps instead of sentences."""
SETTLE_S = 0.05
"""How long new text is left alone before that. At 0 the outcome would depend on how one burst of text was cut into
frames; higher eats the headroom."""


class Turn:
    """Takes text in, hands segments out, and counts what becomes of them.

    Knows nothing of contexts, frames or jobs. All times are seconds of one monotonic clock.

    Args:
        options: what it is bound to.
        memory: of the language, where it began before this turn.
    """

    def __init__(self, options: Options, memory: LanguageMemory | None = None) -> None:
        self.options = options
        self._memory = memory or LanguageMemory()
        self._heard: dict[int, tuple[str, ...]] = {}
        """What tells the language of each outstanding segment, by its index."""
        self.tally = Tally(options.format, options.model.id, speed=options.speed, explains=options.debug)
        self.ended = False
        """No more text will come."""
        self.first_text_at: float | None = None
        self.outstanding: deque[Segment] = deque()
        """Segments handed out and not yet finished, in order."""
        self._handed_out_at: deque[float] = deque()
        """When each of them was complete."""
        self._started_at: float | None = None
        """When the first of them was begun by a worker; ``None`` where none has."""
        self._outstanding_characters = 0
        self._dry_at: float | None = None
        """When a listener who plays at once has heard everything that was sent."""
        self._new_text_at: float | None = None
        """When text came that no hurry has looked at yet."""
        self._segmenter = Segmenter(options.policy, options.language)

    @property
    def done(self) -> bool:
        """Everything has been spoken; the turn waits for its terminal message."""
        return self.ended and not self.outstanding

    @property
    def pending_characters(self) -> int:
        """Characters that wait: buffered, or in segments not yet finished."""
        return self._segmenter.buffered_characters + self._outstanding_characters

    @property
    def silent_without_reason(self) -> bool:
        """The text had letters or digits, and yet nothing sounded."""
        return self.tally.native_samples == 0 and self._segmenter.received_anything_speakable

    def push(self, text: str, now: float) -> list[Segment]:
        """Take text; gives the segments that it completes."""
        if self.first_text_at is None and text.strip():
            self.first_text_at = now
        if text:
            self._new_text_at = now
        segments = self._segmenter.push(text, now)
        # Not the lengths of the pieces: two halves of a character, one in each of two frames, are one.
        self.tally.characters = self._segmenter.received_characters
        return self._hand_out(segments, now)

    def force(self, now: float) -> list[Segment]:
        """Speak what is buffered; the turn goes on."""
        return self._hand_out(self._segmenter.flush(now), now)

    def end(self, now: float) -> list[Segment]:
        """No more text: gives the last segments."""
        self.ended = True
        return self._hand_out(self._segmenter.finish(now), now)

    def heard(self, segment: Segment) -> tuple[str, ...]:
        """The first texts, up to an outstanding segment, by which its language is told; none where it was said."""
        return self._heard.get(segment.index, ())

    def start_segment(self, now: float) -> None:
        """A worker has begun the first outstanding segment."""
        self._started_at = now

    def finish_segment(self) -> None:
        """The first outstanding segment has been spoken."""
        segment = self.outstanding.popleft()
        self._handed_out_at.popleft()
        self._heard.pop(segment.index, None)
        self._started_at = None
        self._outstanding_characters -= segment.source_end - segment.source_start

    def send_audio(self, duration_ms: float, audible_after_ms: float | None, now: float) -> None:
        """A frame of the first outstanding segment is sent.

        Args:
            duration_ms: its length.
            audible_after_ms: where in it the first audible sample is; ``None`` where it is all silence.
            now: the time.
        """
        playout, tally = self.tally.playout, self.tally
        if audible_after_ms is not None and tally.first_audible_ms is None:
            beginning = self._beginning(audible_after_ms, now)
            playout.begin(beginning)
            tally.first_audible_ms = beginning.audible_ms
        playout.send(duration_ms, self._handed_out_at[0], now)
        self._dry_at = max(now, self._dry_at or now) + duration_ms / 1000.0

    def write_audio(self, duration_ms: float, now: float) -> None:
        """The oldest frame that was sent and not yet written has been written."""
        self.tally.playout.write(duration_ms, now)

    def report(self, outcome: Outcome, error_code: str = "") -> TurnReport | None:
        """What became of the turn; ``None`` where it held no text, and so was none that anybody waited for."""
        if self.first_text_at is None:
            return None
        tally = self.tally
        return TurnReport(
            outcome=outcome,
            engine=self.options.voice.engine,
            error_code=error_code,
            characters=tally.characters,
            rtf=tally.rtf,
            first_audible_ms=tally.first_audible_ms,
            underruns=tally.playout.underruns,
            text_waits=tally.playout.text_waits,
        )

    def deadline(self) -> float | None:
        """When the buffer goes stale, or the listener is about to run dry while there is text."""
        if self.ended:
            return None
        return min((due for due in (self._segmenter.deadline(), self._hurry_at()) if due is not None), default=None)

    def handle_timer(self, now: float) -> list[Segment]:
        """Speak what has gone stale, or what a listener who is about to run dry can have already."""
        if self.ended:
            return []
        segments = self._segmenter.handle_timer(now)
        hurry_at = self._hurry_at()
        if hurry_at is not None and now >= hurry_at:
            self._new_text_at = None
            segments += self._segmenter.hasten()
        return self._hand_out(segments, now)

    def _hurry_at(self) -> float | None:
        if self._dry_at is None or self._new_text_at is None or self.outstanding:
            return None
        return max(self._dry_at - HEADROOM_S, self._new_text_at + SETTLE_S)

    def take_problems(self) -> list[MalformedMarkup]:
        """Tags that could not be read since the last call."""
        return self._segmenter.take_problems()

    def _beginning(self, audible_after_ms: float, now: float) -> Beginning:
        segment, handed_out_at = self.outstanding[0], self._handed_out_at[0]
        return Beginning(
            first_text_at=handed_out_at if self.first_text_at is None else self.first_text_at,
            handed_out_at=handed_out_at,
            started_at=now if self._started_at is None else self._started_at,
            sent_at=now,
            audible_at=self.tally.playout.starts_at(now) + audible_after_ms / 1000.0,
            cut=segment.cut.value,
            characters=len(segment.text.strip()),
        )

    def _hand_out(self, segments: list[Segment], now: float) -> list[Segment]:
        self.outstanding.extend(segments)
        if self.options.detection is not Detection.NONE:
            self._heard |= {segment.index: self._memory.hear(segment) for segment in segments}
        self._handed_out_at.extend(now for _ in segments)
        self._outstanding_characters += sum(segment.source_end - segment.source_start for segment in segments)
        return segments

"""One turn: the text of a request, a flush or an utterance, until its last segment has been spoken."""

from __future__ import annotations

from rhapsode_protocol.errors import MalformedMarkup
from rhapsode_server.session.options import Options
from rhapsode_server.session.tally import Tally
from rhapsode_server.text.segment import Segment
from rhapsode_server.text.segmenter import Segmenter


class Turn:
    """Takes text in, hands segments out, and counts what becomes of them.

    Knows nothing of contexts, frames or jobs. All times are seconds of one monotonic clock.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.tally = Tally(options.format, options.model.id)
        self.ended = False
        """No more text will come."""
        self.first_text_at: float | None = None
        self.outstanding: list[Segment] = []
        """Segments handed out and not yet finished, in order."""
        self._segmenter = Segmenter(options.policy, options.language)

    @property
    def done(self) -> bool:
        """Everything has been spoken; the turn waits for its terminal message."""
        return self.ended and not self.outstanding

    @property
    def pending_characters(self) -> int:
        """Characters that wait: buffered, or in segments not yet finished."""
        return self._segmenter.buffered_characters + sum(
            segment.source_end - segment.source_start for segment in self.outstanding
        )

    @property
    def silent_without_reason(self) -> bool:
        """The text had letters or digits, and yet nothing sounded."""
        return self.tally.native_samples == 0 and self._segmenter.received_anything_speakable

    def push(self, text: str, now: float) -> list[Segment]:
        """Take text; gives the segments that it completes."""
        self.tally.characters += len(text)
        if self.first_text_at is None and text.strip():
            self.first_text_at = now
        return self._hand_out(self._segmenter.push(text, now))

    def force(self, now: float) -> list[Segment]:
        """Speak what is buffered; the turn goes on."""
        return self._hand_out(self._segmenter.flush(now))

    def end(self, now: float) -> list[Segment]:
        """No more text: gives the last segments."""
        self.ended = True
        return self._hand_out(self._segmenter.finish(now))

    def deadline(self) -> float | None:
        """When the buffer goes stale."""
        return None if self.ended else self._segmenter.deadline()

    def handle_timer(self, now: float) -> list[Segment]:
        """Speak what has gone stale."""
        return [] if self.ended else self._hand_out(self._segmenter.handle_timer(now))

    def take_problems(self) -> list[MalformedMarkup]:
        """Tags that could not be read since the last call."""
        return self._segmenter.take_problems()

    def _hand_out(self, segments: list[Segment]) -> list[Segment]:
        self.outstanding.extend(segments)
        return segments

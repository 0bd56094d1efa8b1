"""What a listener who plays at once hears of one turn: when the sound begins, and where it stops in between.

Two rules:

1. A silence in mid-turn is noticed when the sound that ends it is sent, and only where everything sent before had been
   written by then: a client that does not read has made its silence itself, and is told of elsewhere (held and cut off
   readers).
2. It belongs to whoever was waited for longer. Until the segment that ends it was handed out, that is the writer, or
   the segmenter that waits for the end of a sentence: a *wait for text*. From then on it is the server: an *underrun*.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rhapsode_protocol.messages import Onset
from rhapsode_server.telemetry.turn_report import NO_GAPS, Gaps

LEAST_GAP_S = 0.02
"""A shorter silence is none: every player holds one buffer of such a length. Lower counts the jitter of the event loop;
higher passes over stutters that can be heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """The moments on the way to a turn's first audible sample, in seconds of one clock, in their order."""

    first_text_at: float
    handed_out_at: float
    """The segment that sounds first was complete."""
    started_at: float
    """A worker had begun it."""
    sent_at: float
    """The frame with the first audible sample was sent."""
    audible_at: float
    """That sample is played, by a listener who plays at once."""
    cut: str
    characters: int
    written_at: float | None = None
    """That frame was written to the socket; ``None`` while it was not."""

    @property
    def audible_ms(self) -> float:
        """From the first text to the first audible sample, in hundredths of a millisecond."""
        return round((self.audible_at - self.first_text_at) * 100_000.0) / 100.0

    def explain(self) -> Onset:
        """The parts of ``audible_ms``; they add up to it."""
        moments = (self.first_text_at, self.handed_out_at, self.started_at, self.sent_at, self.audible_at)
        # Each moment is rounded, not each part: so no rounding is left over when the parts are added up.
        marks = [round((moment - self.first_text_at) * 100_000.0) for moment in moments]
        text, queue, synthesis, silence = ((end - begin) / 100.0 for begin, end in zip(marks, marks[1:], strict=False))
        written = None if self.written_at is None else round((self.written_at - self.sent_at) * 1000.0, 2)
        return Onset(
            text_ms=text,
            queue_ms=queue,
            synthesis_ms=synthesis,
            silence_ms=silence,
            written_ms=written,
            cut=self.cut,
            characters=self.characters,
        )


class Playout:
    """Follows one turn's sound from being sent to being written. Knows no texts and no frames' contents."""

    def __init__(self) -> None:
        self.beginning: Beginning | None = None
        """How the first audible sample came about; ``None`` until there was one."""
        self.underruns = NO_GAPS
        self.text_waits = NO_GAPS
        self._sent = 0
        self._written = 0
        self._first_audible_frame: int | None = None
        self._all_sent_until: float | None = None
        """When the sound ends that was sent, if it is written at once."""
        self._dry_at: float | None = None
        """When the sound ends that was written."""

    def starts_at(self, now: float) -> float:
        """When a frame that is sent now begins to be played: after all that was sent before."""
        return now if self._all_sent_until is None else max(now, self._all_sent_until)

    def begin(self, beginning: Beginning) -> None:
        """The frame that is sent next holds the first audible sample."""
        self.beginning = beginning
        self._first_audible_frame = self._sent

    def send(self, duration_ms: float, handed_out_at: float, now: float) -> None:
        """A frame is sent.

        Args:
            duration_ms: its length.
            handed_out_at: when its segment was complete.
            now: the time.
        """
        if self._dry_at is not None and self._sent == self._written and now - self._dry_at > LEAST_GAP_S:
            self._note_gap(self._dry_at, handed_out_at, now)
        self._sent += 1
        self._all_sent_until = self.starts_at(now) + duration_ms / 1000.0

    def write(self, duration_ms: float, now: float) -> None:
        """The oldest frame that was sent and not yet written has been written."""
        if self._written == self._first_audible_frame and self.beginning is not None:
            self.beginning = replace(self.beginning, written_at=now)
        self._written += 1
        self._dry_at = (now if self._dry_at is None else max(now, self._dry_at)) + duration_ms / 1000.0

    def absorb(self, other: Playout) -> None:
        """Add a turn's silences to its context's; its beginning counts where it was the first to sound."""
        self.beginning = self.beginning or other.beginning
        self.underruns = _joined(self.underruns, other.underruns)
        self.text_waits = _joined(self.text_waits, other.text_waits)

    def _note_gap(self, dry_at: float, handed_out_at: float, now: float) -> None:
        gap_s = now - dry_at
        writer_s = min(gap_s, max(0.0, handed_out_at - dry_at))
        if writer_s > gap_s - writer_s:
            self.text_waits = _joined(self.text_waits, Gaps(1, gap_s))
        else:
            self.underruns = _joined(self.underruns, Gaps(1, gap_s))


def _joined(some: Gaps, more: Gaps) -> Gaps:
    return Gaps(some.count + more.count, some.seconds + more.seconds)

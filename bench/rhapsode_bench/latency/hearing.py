"""What a listener notes of one turn, and what remains of that as figures. Knows no sockets and no clock."""

from __future__ import annotations

from dataclasses import dataclass

from rhapsode_bench.latency.schedule import Utterance
from rhapsode_bench.playout import Playout


@dataclass(slots=True, kw_only=True)
class TurnRecord:
    """One turn as its listener had it; times in ms count from the moment at which its text was due to begin."""

    due_s: float
    """From the start of the slice."""
    part: int
    """Which slice of its row."""
    counted: bool
    """Whether it was due within the measured window; the others only fill the server's hands."""
    barge_in: bool
    words: int
    late_ms: float | None = None
    """How late its first token was handed to the socket: the harness's own delay and the opening of a connection."""
    connect_ms: float | None = None
    """How long its own connection took to open, where it needed one."""
    first_byte_ms: float | None = None
    """The first byte of sound."""
    first_audible_ms: float | None = None
    """The first sample that a person hears, as played."""
    done_ms: float | None = None
    """The server's last word of the turn."""
    played_ms: float | None = None
    """When all of its sound had been played, or it was interrupted."""
    audio_s: float = 0.0
    gap_ms: float | None = None
    """Longest time between two frames."""
    stalls: int = 0
    """How often the sound stopped because the next frame was late."""
    stalled_ms: float = 0.0
    rtf: float | None = None
    """From the first frame to the last, by the length of all sound: above 1, nobody can listen without gaps."""
    server_rtf: float | None = None
    """The server's own word, where its dialect has one."""
    cancel_ms: float | None = None
    """From the cancel to the server's word that it has stopped, where its dialect has one."""
    frames_after_cancel: int | None = None
    """Frames of sound behind that word; each is a fault."""
    error_kind: str | None = None
    error: str | None = None
    frames_ms: list[tuple[float, float]] | None = None
    """Arrival and length of each frame; of few turns, for their picture."""
    tokens_ms: float | None = None
    """When the last token was due."""

    @property
    def heard(self) -> bool:
        """Whether it brought sound and no error."""
        return self.error_kind is None and self.first_audible_ms is not None


class Hearing:
    """Notes what happens in one turn.

    Args:
        due_s: when its first token is due, on the caller's clock, as all times here.
        said: what is spoken.
        barge_in: whether the listener interrupts at the first sound.
        depth_s: how long the player holds the first frame back.
    """

    def __init__(self, due_s: float, said: Utterance, *, barge_in: bool = False, depth_s: float = 0.0) -> None:
        self.due_s = due_s
        self.said = said
        self.barge_in = barge_in
        self.playout = Playout(depth_s)
        self.connect_s: float | None = None
        """How long its own connection took to open."""
        self.sent_s: float | None = None
        self.done_s: float | None = None
        self.server_rtf: float | None = None
        self.cancelled_s: float | None = None
        self.silent_s: float | None = None
        """When the server said that it had stopped."""
        self.frames_after: int | None = None
        self._frames: list[tuple[float, float]] = []

    def sent(self, at_s: float) -> None:
        """Text was handed to the socket."""
        if self.sent_s is None:
            self.sent_s = at_s

    def sound(self, payload: bytes, rate_hz: int, at_s: float) -> None:
        """A frame came: mono signed 16-bit little-endian samples."""
        self.playout.take(payload, rate_hz, at_s)
        self._frames.append((at_s, len(payload) / 2 / rate_hz))

    @property
    def interrupts_now(self) -> bool:
        """Whether this is the moment at which the listener interrupts."""
        return self.barge_in and self.cancelled_s is None and self.playout.first_audible_s is not None

    @property
    def played_s(self) -> float | None:
        """When its sound has been played, or was interrupted; ``None`` where there is none."""
        if self.cancelled_s is not None:
            return self.cancelled_s
        return self.playout.ends_s if self._frames else None

    def record(self, *, began_s: float, part: int, counted: bool, tokens_per_second: float) -> TurnRecord:
        """The turn's figures.

        Args:
            began_s: when its slice began.
            part: which slice of its row that is.
            counted: whether it was due within the measured window.
            tokens_per_second: pace of its text.
        """
        playout, frames = self.playout, self._frames
        gaps_s = [after - before for (before, _), (after, _) in zip(frames, frames[1:], strict=False)]
        return TurnRecord(
            due_s=self.due_s - began_s,
            part=part,
            counted=counted,
            barge_in=self.barge_in,
            words=self.said.words,
            late_ms=self._ms(self.sent_s),
            connect_ms=None if self.connect_s is None else self.connect_s * 1000.0,
            first_byte_ms=self._ms(playout.first_frame_s),
            first_audible_ms=self._ms(playout.first_audible_s),
            done_ms=self._ms(self.done_s),
            played_ms=self._ms(self.played_s),
            audio_s=playout.audio_s,
            gap_ms=max(gaps_s) * 1000.0 if gaps_s else None,
            stalls=playout.stalls,
            stalled_ms=playout.stalled_s * 1000.0,
            rtf=(frames[-1][0] - frames[0][0]) / playout.audio_s if playout.audio_s and not self.barge_in else None,
            server_rtf=self.server_rtf,
            cancel_ms=self._cancel_ms,
            frames_after_cancel=self.frames_after,
            tokens_ms=(len(self.said.tokens) - 1) / tokens_per_second * 1000.0,
        )

    def frames_ms(self) -> list[tuple[float, float]]:
        """Arrival of each frame, from when the turn was due, and its length."""
        return [((at_s - self.due_s) * 1000.0, audio_s * 1000.0) for at_s, audio_s in self._frames]

    @property
    def _cancel_ms(self) -> float | None:
        if self.silent_s is None or self.cancelled_s is None:
            return None
        return (self.silent_s - self.cancelled_s) * 1000.0

    def _ms(self, at_s: float | None) -> float | None:
        return None if at_s is None else (at_s - self.due_s) * 1000.0

"""What a listener hears of audio frames that arrive one by one: when the first sound, and where it stops for want of
more."""

from __future__ import annotations

import numpy as np

GATE_DBFS = -40.0
"""Level above which sound is heard, relative to full scale. The server's own gate is single samples above -50 dBFS;
this one is stricter and made without it. Lower, and the hiss or fade before a word would count as speech; higher, and a
soft first consonant would be missed."""

GATE_WINDOW_MS = 5.0
"""Time over which the level (root mean square) is taken; the gate opens at the window's *end*. Shorter, and a tick
that nobody takes for speech opens it; longer, and a soft onset is told late."""

LEAST_STALL_S = 0.02
"""A later frame than this stops the sound: a player holds one buffer of such a length. Lower counts the jitter of event
loops, higher passes over stutters that can be heard. The server counts its underruns alike."""

_GATE_POWER = 10.0 ** (GATE_DBFS / 10.0)
_FULL_SCALE = 32_768.0


class Playout:
    """Plays frames as a client without a buffer does: each from its arrival on, or when the one before has ended.

    Knows no sockets and no clock. Times are seconds of the caller's clock.

    Args:
        depth_s: how long the first frame is held back, as a player does that fills a buffer first.
    """

    def __init__(self, depth_s: float = 0.0) -> None:
        self._depth_s = depth_s
        self.first_frame_s: float | None = None
        """When the first frame came; its first samples may be silence."""
        self.last_frame_s: float | None = None
        self.first_audible_s: float | None = None
        """When the first sample above the gate is played; ``None`` while there was none."""
        self.audio_s = 0.0
        """Length of all frames."""
        self.stalls = 0
        """How often the sound stopped because the next frame was late."""
        self.stalled_s = 0.0
        self._ends_s = 0.0
        self._window_power = np.zeros(0)

    @property
    def ends_s(self) -> float:
        """When all that has come will have been played; 0 before the first frame."""
        return self._ends_s

    def take(self, payload: bytes, rate_hz: int, arrived_s: float) -> None:
        """Play one frame.

        Args:
            payload: mono signed 16-bit little-endian samples.
            rate_hz: their rate.
            arrived_s: when the frame came.
        """
        samples = len(payload) // 2
        if self.first_frame_s is None:
            self.first_frame_s = arrived_s
            self._ends_s = arrived_s + self._depth_s
        if arrived_s > self._ends_s + LEAST_STALL_S:
            self.stalls += 1
            self.stalled_s += arrived_s - self._ends_s
        begins_s = max(arrived_s, self._ends_s)
        if self.first_audible_s is None:
            opened = self._gate(payload, rate_hz)
            if opened is not None:
                self.first_audible_s = begins_s + opened / rate_hz
        self.last_frame_s = arrived_s
        self.audio_s += samples / rate_hz
        self._ends_s = begins_s + samples / rate_hz

    def _gate(self, payload: bytes, rate_hz: int) -> int | None:
        """Samples of this frame after which the gate opens; ``None`` where it does not."""
        window = max(1, round(GATE_WINDOW_MS * rate_hz / 1000.0))
        power = np.square(np.frombuffer(payload, "<i2").astype(np.float64) / _FULL_SCALE)
        # Before the first frame there was silence; the window reaches back into the frame before.
        before = np.concatenate((np.zeros(window), self._window_power))[-window:]
        sums = np.cumsum(np.concatenate((before, power)))
        level = (sums[window:] - sums[:-window]) / window
        self._window_power = np.concatenate((before, power))[-window:]
        above = np.flatnonzero(level > _GATE_POWER)
        return int(above[0]) + 1 if len(above) else None

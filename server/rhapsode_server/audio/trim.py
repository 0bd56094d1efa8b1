"""Takes the silence off both ends of a segment and leaves everything between untouched.

Engines put silence round what they say (Kokoro about 250 ms before the first sound). In front it is the listener's
waiting time; behind it adds to the pause that the chain sets itself. Both are cut here, while the sound streams:
leading silence is dropped as it comes, a silence after sound is held back until it is known whether sound follows.
"""

from __future__ import annotations

import numpy as np

from rhapsode_server.sound import SILENCE, Samples

AUDIBLE_DBFS = -50.0
"""A sample above this level, relative to full scale, is sound.

Absolute, because the peak of a segment is not known when its first samples must leave. The weakest English sound (the
th of "thin") carries 28 dB less power than the strongest vowel (Fletcher, Speech and Hearing in Communication, 1953,
table of phonetic powers), so a voice whose vowels peak at -20 dBFS still starts above the gate. Lower, and the noise
that neural vocoders leave in their silences counts as speech and nothing is cut; higher, and breathy onsets are lost.
"""

AUDIBLE = 10.0 ** (AUDIBLE_DBFS / 20.0)
"""The same gate as a sample value, 0.0032 of full scale."""

PRE_ROLL_MS = 15.0
"""Kept before the first sound. Shorter, and the soft start of a fricative or the voicing that leads into a b, d, g is
clipped; longer, and every first word is heard later by as much."""

POST_ROLL_MS = 30.0
"""Kept after the last sound. Shorter, and a vowel's decay or the breath of a final t ends in a cut; longer, and it
adds to the pause after the segment."""

FADE_IN_MS = 5.0
"""Rise at the start of the pre-roll, never reaching the sound. Shorter, and a cut through noise or an offset ticks;
longer than the pre-roll, and it would soften the onset."""

LEAST_FADE_IN_MS = 1.0
"""Rise of a segment that starts in full sound, with less silence than this before it. It reaches the sound: shorter,
and such a start clicks behind a pause; longer, and a plosive's burst is mistaken for the click."""

FADE_OUT_MS = 3.0
"""Fall at the end of the post-roll. Where an engine stops in full sound it is the sound that falls: shorter, and such
an end clicks; longer, and a final consonant is eaten."""


class Trim:
    """Trims one segment. Feed it the samples in order, then call :meth:`finish` once.

    The output depends on the samples alone, not on how they are split over calls. Knows nothing of words: whoever
    holds timings subtracts :attr:`cut_samples` from them.

    Args:
        sample_rate_hz: rate of what is fed.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        self._pre_roll = round(PRE_ROLL_MS * sample_rate_hz / 1000)
        self._post_roll = round(POST_ROLL_MS * sample_rate_hz / 1000)
        self._fade_in = _rise(round(FADE_IN_MS * sample_rate_hz / 1000))
        self._least_fade_in = _rise(round(LEAST_FADE_IN_MS * sample_rate_hz / 1000))
        self._opening: Samples = SILENCE
        """Factors of the first samples that leave, where they have not been faded in while they were silence."""
        self._fade_out = _rise(round(FADE_OUT_MS * sample_rate_hz / 1000))[::-1]
        self._held: Samples = SILENCE
        self._sound_end: int | None = None
        """End of the last sound, counted in ``_held``; ``None`` until there was any."""
        self._cut_samples = 0

    @property
    def cut_samples(self) -> int:
        """Samples dropped at the start; final once a sample has come out, or after :meth:`finish`."""
        return self._cut_samples

    def feed(self, samples: Samples) -> Samples:
        """Take the next samples ``[T]``; give what surely stays, perhaps nothing yet."""
        offset = len(self._held)
        self._held = np.concatenate((self._held, samples))
        loud = np.flatnonzero(np.abs(samples) > AUDIBLE)
        if self._sound_end is None:
            self._drop_leading(len(self._held) if len(loud) == 0 else offset + int(loud[0]))
            if len(loud) == 0:
                return SILENCE
            offset = len(self._held) - len(samples)
        if len(loud) > 0:
            self._sound_end = offset + int(loud[-1]) + 1
        return self._release()

    def finish(self) -> Samples:
        """The end of the segment, faded out; trailing silence is dropped."""
        if self._sound_end is None:
            self._cut_samples += len(self._held)
            self._held = SILENCE
            return SILENCE
        tail = self._opened(self._held[: self._sound_end + self._post_roll].copy())
        fade = self._fade_out[len(self._fade_out) - min(len(self._fade_out), len(tail)) :]
        tail[len(tail) - len(fade) :] *= fade
        self._held = SILENCE
        return tail

    def _drop_leading(self, onset: int) -> None:
        """Keep the pre-roll before ``onset``, an index into what is held, and raise it from silence."""
        dropped = max(0, onset - self._pre_roll)
        self._cut_samples += dropped
        self._held = self._held[dropped:]
        if onset < dropped + len(self._held):
            rise = min(len(self._fade_in), onset - dropped)
            if rise < len(self._least_fade_in):
                # The rise begins where the sound does: most of it would else be over by then.
                self._opening = np.concatenate((np.zeros(rise, np.float32), self._least_fade_in))
            else:
                self._held[:rise] *= self._fade_in if rise == len(self._fade_in) else _rise(rise)

    def _release(self) -> Samples:
        """What lies far enough before the end of the last sound that no fade can reach it."""
        if self._sound_end is None:
            return SILENCE
        ready = max(0, self._sound_end - len(self._fade_out))
        released, self._held = self._held[:ready], self._held[ready:]
        self._sound_end -= ready
        return self._opened(released)

    def _opened(self, samples: Samples) -> Samples:
        """Fade in what leaves first, in place."""
        count = min(len(samples), len(self._opening))
        samples[:count] *= self._opening[:count]
        self._opening = self._opening[count:]
        return samples


def _rise(length: int) -> Samples:
    """Half a Hann window ``[length]`` from just above 0 to just below 1: no corner at either end."""
    phase = (np.arange(length) + 0.5) * (np.pi / 2 / max(length, 1))
    rise: Samples = np.square(np.sin(phase)).astype(np.float32)
    return rise

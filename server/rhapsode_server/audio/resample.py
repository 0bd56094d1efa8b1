"""Changes of sample rate, streaming, by libsoxr.

The filter is linear-phase and its delay is taken off, so what was at sample ``n`` of the input is at sample
``n * to_hz / from_hz`` of the output, and word timings need no correction.
"""

from __future__ import annotations

import numpy as np
import soxr

from rhapsode_server.audio.watermark import Marked
from rhapsode_server.sound import SILENCE, Samples

QUALITY = "HQ"
"""20 bits of precision (libsoxr, ``soxr.h``, ``SOXR_20_BITQ``), under the noise of 16-bit output. Lower (MQ: 16 bits)
adds noise of the same size as the output's own; higher (VHQ: 28 bits) only holds more sound back inside the filter."""


class Resampler:
    """Takes one stretch of sound from one rate to another. Make a new one for the next stretch.

    The output is the same for any split of the input, and ``input length * to_hz / from_hz`` long within one sample.
    What it still holds (15 to 75 ms) comes with :meth:`finish`. Both rates are fixed for life.

    Args:
        from_hz: rate of what is fed.
        to_hz: rate of what comes out; where it is the same, samples pass through untouched.

    Raises:
        ValueError: a rate is not positive.
    """

    def __init__(self, from_hz: int, to_hz: int) -> None:
        if from_hz <= 0 or to_hz <= 0:
            raise ValueError(f"sample rates must be positive, not {from_hz} and {to_hz}")
        self._from_hz = from_hz
        self._to_hz = to_hz
        self._finished = False
        self._stream = None if from_hz == to_hz else soxr.ResampleStream(from_hz, to_hz, 1, quality=QUALITY)

    @property
    def from_hz(self) -> int:
        """Rate of what is fed."""
        return self._from_hz

    @property
    def to_hz(self) -> int:
        """Rate of what comes out."""
        return self._to_hz

    def feed(self, samples: Samples) -> Samples:
        """Take samples ``[T]`` at ``from_hz``; give what is ready at ``to_hz``.

        Raises:
            ValueError: :meth:`finish` was called before.
        """
        return self._run(samples, last=False)

    def finish(self) -> Samples:
        """The rest at ``to_hz``. Nothing may be fed afterwards.

        Raises:
            ValueError: it was called before.
        """
        return self._run(SILENCE, last=True)

    def _run(self, samples: Samples, *, last: bool) -> Samples:
        if self._finished:
            raise ValueError("this stretch of sound has ended; make a new resampler for the next")
        self._finished = last
        if self._stream is None:
            return samples
        resampled: Samples = self._stream.resample_chunk(np.ascontiguousarray(samples), last=last)
        return resampled


class MarkedResampler:
    """:class:`Resampler` for sound that has passed the watermark stage: :class:`Marked` in, :class:`Marked` out.

    Args:
        from_hz: rate of what is fed.
        to_hz: rate of what comes out.
    """

    def __init__(self, from_hz: int, to_hz: int) -> None:
        self._resampler = Resampler(from_hz, to_hz)

    def feed(self, audio: Marked) -> Marked:
        """Take marked sound at ``from_hz``; give what is ready at ``to_hz``."""
        return audio.resampled(self._resampler.feed)

    def finish(self, tail: Marked) -> Marked:
        """Take the last marked sound, which may be empty; give all the rest. Nothing may be fed afterwards."""
        return tail.resampled(lambda rest: np.concatenate((self._resampler.feed(rest), self._resampler.finish())))

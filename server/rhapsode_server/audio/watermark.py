"""The watermark stage: every byte of speech passes it, and the type :class:`Marked` says so.

Encoders take nothing but :class:`Marked`, and only a :class:`Watermarker` makes it. Where an operator has switched the
mark off, the stage is still passed: the pair is then ``none``, and log, ``/health`` and every final message tell.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from rhapsode_server.sound import SILENCE, Samples

Pair = Literal["official", "embedded", "none"]
"""Which pair of generator and detector marked the sound: AudioSeal's published weights, weights that come with
Rhapsode, or none."""

MESSAGE_BITS = 16

DEFAULT_MESSAGE = 0x5248
"""The 16 bits that AudioSeal writes, most significant first: "RH" in ASCII. Any other value would do, but it must stay
the same from block to block and from release to release, or detectors cannot match it."""

_SEAL = object()


def check_message(message: int) -> int:
    """The message, which must be a 16-bit number.

    Raises:
        ValueError: it is not.
    """
    if not 0 <= message <= 0xFFFF:
        raise ValueError(f"a watermark message has 16 bits, 0 to 65535, not {message}")
    return message


def read_message(said: str) -> int:
    """A message as people write it: ``0x5248`` or ``21064``.

    Raises:
        ValueError: it is no 16-bit number.
    """
    try:
        return check_message(int(said, 0))
    except ValueError:
        raise ValueError(f"a watermark message is a number of 16 bits, 0x0000 to 0xffff, not {said[:20]!r}") from None


class WatermarkUnavailable(Exception):
    """A watermark cannot be offered. The message says what is missing or broken; it goes to log and ``/health``."""


class Marked:
    """Sound that has passed the watermark stage. Immutable; made by a :class:`Watermarker` alone.

    Raises:
        TypeError: somebody else tries to make one.
        ValueError: the parts of a join were marked by different pairs.
    """

    __slots__ = ("_pair", "_samples")

    def __init__(self, samples: Samples, pair: Pair, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("Marked samples come from a Watermarker; they cannot be made otherwise")
        view = samples.view()
        view.flags.writeable = False
        self._samples = view
        self._pair = pair

    def __len__(self) -> int:
        return len(self._samples)

    @property
    def samples(self) -> Samples:
        """The sound, read-only ``[T]``."""
        return self._samples

    @property
    def pair(self) -> Pair:
        """Which pair marked it."""
        return self._pair

    def part(self, start: int, stop: int) -> Marked:
        """Samples ``start`` to ``stop``, half-open, as of a slice."""
        return Marked(self._samples[start:stop], self._pair, _SEAL)

    def resampled(self, resample: Callable[[Samples], Samples]) -> Marked:
        """The same sound at another rate: ``resample`` must change nothing else."""
        return Marked(resample(self._samples), self._pair, _SEAL)

    @staticmethod
    def joined(parts: Sequence[Marked]) -> Marked:
        """One or more stretches of sound, one after the other, all marked by the same pair."""
        pairs = {part.pair for part in parts}
        if len(pairs) != 1:
            raise ValueError(f"only sound of one watermark pair can be joined, not of {sorted(pairs)}")
        return Marked(np.concatenate([part.samples for part in parts]), pairs.pop(), _SEAL)


class Watermarker(ABC):
    """Marks the sound of one context, segment after segment, at the chain's rate of 24 kHz.

    As many samples come out as were fed, over a segment; the output is the same for any split of the input. A
    subclass offers :meth:`_add`, :meth:`_drain` and :meth:`reset`, and never touches :class:`Marked`.
    """

    @property
    @abstractmethod
    def pair(self) -> Pair:
        """Which pair it marks with."""

    def mark(self, samples: Samples) -> Marked:
        """Take the next samples ``[T]``; give what is ready, perhaps nothing."""
        return Marked(self._add(samples), self.pair, _SEAL)

    def finish(self) -> Marked:
        """The rest of the segment; the next :meth:`mark` starts a new one."""
        return Marked(self._drain(), self.pair, _SEAL)

    @abstractmethod
    def reset(self) -> None:
        """Forget a segment that was broken off; the next :meth:`mark` starts a new one."""

    @abstractmethod
    def _add(self, samples: Samples) -> Samples:
        """Mark what is ready."""

    @abstractmethod
    def _drain(self) -> Samples:
        """Mark the rest and start afresh."""


class Unmarked(Watermarker):
    """Lets sound through as it is, and says so: its pair is ``none``."""

    @property
    def pair(self) -> Pair:
        """None."""
        return "none"

    def reset(self) -> None:
        """Nothing is kept, so nothing is forgotten."""

    def _add(self, samples: Samples) -> Samples:
        return samples

    def _drain(self) -> Samples:
        return SILENCE

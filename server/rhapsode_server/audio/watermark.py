"""The watermark stage: every byte of speech passes it, and the type :class:`Marked` says so.

Encoders take nothing but :class:`Marked`, and only a :class:`Watermarker` makes it. Where an operator has switched the
mark off, or its weights are missing, the stage is still passed: the pair is then ``none``, and log, ``/health`` and
every final message tell.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np

from rhapsode_server.sound import SILENCE, Samples

logger = logging.getLogger(__name__)

Pair = Literal["official", "embedded", "none"]
"""Which pair of generator and detector marked the sound: AudioSeal's published weights, weights that come with
Rhapsode, or none."""

DEFAULT_MESSAGE = 0x5248
"""The 16 bits that AudioSeal writes, most significant first: "RH" in ASCII. Any other value would do, but it must stay
the same from block to block and from release to release, or detectors cannot match it."""

HUB_TIMEOUT_S = 60.0
"""How long fetching the weights (59 MB) may hold up the start. Shorter, and slow lines never finish; longer, and a
server behind a firewall that swallows packets starts minutes late."""

_SEAL = object()


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

    pair: ClassVar[Pair]
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

    pair = "none"

    def reset(self) -> None:
        """Nothing is kept, so nothing is forgotten."""

    def _add(self, samples: Samples) -> Samples:
        return samples

    def _drain(self) -> Samples:
        return SILENCE


@dataclass(frozen=True, slots=True)
class WatermarkStatus:
    """What ``/health`` and the log say of the watermark."""

    pair: Pair
    reason: str
    """Why it is this pair, in one sentence."""


def load_watermarker(
    *,
    enabled: bool = True,
    model_dir: Path | None = None,
    allow_hub: bool = False,
    message: int = DEFAULT_MESSAGE,
    hub_timeout_s: float = HUB_TIMEOUT_S,
) -> tuple[Callable[[], Watermarker], WatermarkStatus]:
    """Load what marks speech, once per process; may take seconds. Call what it returns once per context.

    Where nothing can be loaded, the sound is let through unmarked, and the status says why: speech goes on, and no
    audio claims a mark that it does not carry.

    Args:
        enabled: ``False`` where an operator has switched the mark off.
        model_dir: folder that holds AudioSeal's ``generator_base.pth``; asked first.
        allow_hub: whether the weights may be taken from the Hugging Face cache or fetched from the hub.
        message: the 16 bits to write, 0 to 65535.
        hub_timeout_s: how long a fetch may take.

    Raises:
        ValueError: ``message`` is not a 16-bit number.
    """
    if not 0 <= message <= 0xFFFF:
        raise ValueError(f"a watermark message has 16 bits, 0 to 65535, not {message}")
    if not enabled:
        return _unmarked("switched off by the operator")
    if model_dir is None and not allow_hub:
        return _unmarked("no folder with AudioSeal weights was named, and fetching them from the hub is not allowed")
    try:
        # Imported here: torch takes a second and 200 MB, and a server that does not mark has no use for either.
        from rhapsode_server.audio.audioseal import load_audioseal

        model = load_audioseal(model_dir=model_dir, allow_hub=allow_hub, message=message, hub_timeout_s=hub_timeout_s)
    except ImportError as error:
        return _unmarked(f'{error.name} is not installed; pip install "rhapsode[watermark]"')
    except WatermarkUnavailable as error:
        return _unmarked(str(error))
    logger.info("speech is watermarked: %s", model.description)
    return model.watermarker, WatermarkStatus("official", model.description)


def _unmarked(reason: str) -> tuple[Callable[[], Watermarker], WatermarkStatus]:
    logger.warning("speech is NOT watermarked: %s", reason)
    return Unmarked, WatermarkStatus("none", reason)

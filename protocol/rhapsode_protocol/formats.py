"""Audio formats that cross the wire, and their names.

A format is a row in :data:`FORMATS`. A new one is added here and in ``audio/encode``; every dialect then offers it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from rhapsode_protocol.errors import UnknownFormat

NATIVE_RATE_HZ = 24_000
"""The rate at which the chain works; ``total_samples`` and ``dur_ms`` are counted at it."""


class Encoding(str, Enum):
    """How one sample is written. The value is the ``enc`` field of an audio frame."""

    PCM_S16LE = "pcm_s16le"
    MULAW = "mulaw"
    ALAW = "alaw"


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """One mono, headerless stream format."""

    token: str
    """The name clients send as ``output_format``, such as ``pcm_24000``."""
    encoding: Encoding
    rate_hz: int
    bytes_per_sample: int
    media_type: str
    """The ``Content-Type`` of a raw body: ``audio/pcm``, or ``audio/basic`` for G.711 (RFC 2046 section 4.3)."""

    def duration_ms(self, samples: int) -> float:
        """How long ``samples`` of this format sound, in milliseconds."""
        return samples * 1000.0 / self.rate_hz


PCM_RATES_HZ = (8_000, 16_000, 22_050, 24_000, 44_100, 48_000)

FORMATS: dict[str, AudioFormat] = {
    **{
        f"pcm_{rate_hz}": AudioFormat(f"pcm_{rate_hz}", Encoding.PCM_S16LE, rate_hz, 2, "audio/pcm")
        for rate_hz in PCM_RATES_HZ
    },
    "ulaw_8000": AudioFormat("ulaw_8000", Encoding.MULAW, 8_000, 1, "audio/basic"),
    "alaw_8000": AudioFormat("alaw_8000", Encoding.ALAW, 8_000, 1, "audio/basic"),
}
"""Every format by its token."""

DEFAULT_FORMAT = FORMATS[f"pcm_{NATIVE_RATE_HZ}"]


def resolve_format(output_format: str | None, sample_rate_hz: int | None) -> AudioFormat:
    """Choose the format that a request's ``output_format`` and ``sample_rate`` name together.

    A ``sample_rate`` of 24000 beside another ``output_format`` is no conflict: the official clients always send it
    (KugelAudio, audio formats page). Any other disagreement is an error.

    Raises:
        UnknownFormat: the token or the rate is not offered, or the two disagree.
    """
    if output_format is None:
        return pcm_format(NATIVE_RATE_HZ if sample_rate_hz is None else sample_rate_hz)
    chosen = FORMATS.get(output_format)
    if chosen is None:
        raise UnknownFormat(
            f"output_format {output_format[:40]!r} is not offered; choose one of {', '.join(FORMATS)}",
            field="output_format",
        )
    if sample_rate_hz not in (None, NATIVE_RATE_HZ, chosen.rate_hz):
        raise UnknownFormat(
            f"sample_rate {sample_rate_hz} contradicts output_format {output_format!r}; send one of them",
            field="sample_rate",
        )
    return chosen


def pcm_format(rate_hz: int) -> AudioFormat:
    """The 16-bit PCM format of one rate.

    Raises:
        UnknownFormat: the rate is not offered.
    """
    chosen = FORMATS.get(f"pcm_{rate_hz}")
    if chosen is None:
        rates = ", ".join(map(str, PCM_RATES_HZ))
        raise UnknownFormat(
            f"sample_rate {str(rate_hz)[:20]} is not offered; choose one of {rates}", field="sample_rate"
        )
    return chosen

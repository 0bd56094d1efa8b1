"""Writes samples as bytes, one class per encoding.

Every encoder is stateless: a sample's bytes depend on that sample alone, so sound may be cut anywhere between samples
and joined again, and nothing is held back.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from rhapsode_protocol.formats import AudioFormat, Encoding
from rhapsode_server.audio.watermark import Marked
from rhapsode_server.sound import Samples

G711_RATE_HZ = 8_000
"""ITU-T G.711 section 2."""

G711_UNIFORM_BITS = 14
"""Bits of the uniform samples that libavcodec's G.711 tables start from (mu-law: G.711 section 3.3; A-law has 13)."""


class Encoder(ABC):
    """Turns marked samples into the bytes of one format. Takes nothing that has not passed the watermark stage."""

    def encode(self, audio: Marked) -> bytes:
        """The bytes of all of ``audio``, which is at the format's rate.

        Raises:
            TypeError: ``audio`` is not :class:`Marked`.
        """
        if not isinstance(audio, Marked):
            raise TypeError(f"only Marked samples may be encoded, not {type(audio).__name__}")
        return self._bytes(audio.samples)

    @abstractmethod
    def _bytes(self, samples: Samples) -> bytes:
        """Encode ``[T]``."""


class PcmEncoder(Encoder):
    """Signed 16-bit PCM, little-endian.

    Rounded, not dithered: dither hides the distortion of fades that sink below the last bit, which speech between
    silences does not have, and its noise would make every silence 16 bits of hiss that no longer compresses.
    """

    def _bytes(self, samples: Samples) -> bytes:
        return to_int(samples, bits=16).astype("<i2").tobytes()


class G711Encoder(Encoder):
    """G.711 companding at 8 kHz, by libavcodec.

    Args:
        codec: libavcodec's name, ``pcm_mulaw`` or ``pcm_alaw``.
    """

    def __init__(self, codec: str) -> None:
        context: Any = av.CodecContext.create(codec, "w")
        context.sample_rate = G711_RATE_HZ
        context.format = "s16"
        context.layout = "mono"
        self._context = context

    def _bytes(self, samples: Samples) -> bytes:
        if len(samples) == 0:
            return b""
        # libavcodec drops the two lowest bits, always downwards, so that a sample of -1 of 32768 would come back as -8
        # and one of +1 as 0. Rounding to those 14 bits first treats both signs alike.
        uniform = to_int(samples, bits=G711_UNIFORM_BITS) << (16 - G711_UNIFORM_BITS)
        frame = av.AudioFrame.from_ndarray(uniform.astype(np.int16).reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = G711_RATE_HZ
        return b"".join(bytes(packet) for packet in self._context.encode(frame))


ENCODERS: dict[Encoding, Callable[[], Encoder]] = {
    Encoding.PCM_S16LE: PcmEncoder,
    Encoding.MULAW: lambda: G711Encoder("pcm_mulaw"),
    Encoding.ALAW: lambda: G711Encoder("pcm_alaw"),
}
"""How each encoding is made. A new one is a class above and a row here."""


def encoder_for(audio_format: AudioFormat) -> Encoder:
    """A fresh encoder for a format."""
    return ENCODERS[audio_format.encoding]()


def to_int(samples: Samples, *, bits: int) -> NDArray[np.int32]:
    """``[T]`` in [-1, 1] as signed integers of so many bits: rounded to the nearest, clipped, never wrapped around."""
    full_scale = 1 << (bits - 1)
    scaled = np.clip(np.rint(samples * np.float32(full_scale)), -full_scale, full_scale - 1)
    integers: NDArray[np.int32] = scaled.astype(np.int32)
    return integers

"""Sound through a real encoder and decoder, in memory."""

from __future__ import annotations

import io
from dataclasses import dataclass

import av
import numpy as np
from scipy import signal

from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.sound import Samples


@dataclass(frozen=True, slots=True)
class Codec:
    """How sound is encoded; by FFmpeg's names."""

    name: str
    container: str
    kbit_s: int | None = None
    """What is asked of the encoder; ``None`` where the format has one rate."""
    rate_hz: int = NATIVE_RATE_HZ


def coded(sound: Samples, codec: Codec) -> Samples:
    """Encode and decode ``[T]`` at the codec's rate; as long as before, without the codec's delay."""
    file = io.BytesIO()
    with av.open(file, "w", format=codec.container) as writer:
        stream = writer.add_stream(codec.name, rate=codec.rate_hz)
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.layout = "mono"
        if codec.kbit_s is not None:
            stream.bit_rate = codec.kbit_s * 1_000
        # As 16 bits: what is louder than full scale is clipped, as in any file.
        whole = np.round(np.clip(sound, -1, 1) * 32_767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(whole[None], format="s16", layout="mono")
        frame.sample_rate = codec.rate_hz
        writer.mux(stream.encode(frame))
        writer.mux(stream.encode(None))
    file.seek(0)
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=codec.rate_hz)
    with av.open(file, "r") as reader:
        pieces = [piece for frame in reader.decode(audio=0) for piece in resampler.resample(frame)]
    pieces += resampler.resample(None)
    return aligned(np.concatenate([piece.to_ndarray()[0] for piece in pieces]), sound)


def aligned(output: Samples, sound: Samples) -> Samples:
    """``output`` shifted to where it is most like ``sound``, and as long; both at one rate."""
    # The product of spectra is the correlation for every shift at once.
    correlation = signal.correlate(output, sound, method="fft")
    lag = int(np.argmax(correlation)) - (len(sound) - 1)
    shifted = output[lag:] if lag >= 0 else np.pad(output, (-lag, 0))
    return np.pad(shifted, (0, max(0, len(sound) - len(shifted))))[: len(sound)].astype(np.float32)

"""Recordings as strangers send them: a tone in many containers, made by FFmpeg."""

from __future__ import annotations

import io

import av
import numpy as np
from numpy.typing import NDArray

TONE_HZ = 440.0

KINDS = {
    "wav": ("wav", "pcm_s16le", 44_100, 2),
    "telephone wav": ("wav", "pcm_mulaw", 8_000, 1),
    "eight bits": ("wav", "pcm_u8", 8_000, 1),
    "24 bits": ("wav", "pcm_s24le", 48_000, 2),
    "floats": ("wav", "pcm_f32le", 48_000, 2),
    "doubles": ("wav", "pcm_f64le", 22_050, 1),
    "flac": ("flac", "flac", 44_100, 2),
    "mp3": ("mp3", "libmp3lame", 44_100, 2),
    "slow mp3": ("mp3", "libmp3lame", 16_000, 1),
    "opus": ("ogg", "libopus", 48_000, 1),
    "m4a": ("ipod", "aac", 44_100, 2),
    "mp4": ("mp4", "aac", 48_000, 1),
    "aac": ("adts", "aac", 48_000, 1),
    "webm": ("webm", "libopus", 48_000, 2),
    "aiff": ("aiff", "pcm_s16be", 44_100, 1),
}
"""Container, codec, rate in Hz, channels."""


def tone(seconds: float, rate_hz: int, channels: int = 1) -> NDArray[np.int16]:
    """A tone of a third of full scale, ``[T, C]``."""
    times = np.arange(int(seconds * rate_hz)) / rate_hz
    wave = (np.sin(2.0 * np.pi * TONE_HZ * times) * 10_000).astype(np.int16)
    return np.repeat(wave[:, None], channels, axis=1)


def encode(kind: str, seconds: float = 2.0, *, picture: bool = False) -> bytes:
    """A recording of the tone.

    Args:
        kind: a row of :data:`KINDS`.
        seconds: its length.
        picture: whether a film runs along.
    """
    container_name, codec, rate_hz, channels = KINDS[kind]
    layout = "stereo" if channels == 2 else "mono"
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container_name) as container:
        stream = container.add_stream(codec, rate=rate_hz)
        stream.layout = layout
        if picture:
            film = container.add_stream("mpeg4", rate=10)
            film.width = film.height = 64
            film.pix_fmt = "yuv420p"
            for _ in range(int(seconds * 10)):
                shot = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
                container.mux(film.encode(shot))
            container.mux(film.encode(None))
        container.start_encoding()
        frame = av.AudioFrame.from_ndarray(tone(seconds, rate_hz, channels).reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = rate_hz
        fifo = av.AudioFifo()
        for converted in av.AudioResampler(format=stream.format, layout=layout, rate=rate_hz).resample(frame):
            converted.pts = None
            fifo.write(converted)
        size = stream.codec_context.frame_size or 4_096
        while (block := fifo.read(size) or fifo.read(0, partial=True)) is not None:
            container.mux(stream.encode(block))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def pitch_hz(samples: NDArray[np.float32], rate_hz: int) -> float:
    """The strongest frequency."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum)) * rate_hz / len(samples)

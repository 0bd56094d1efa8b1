"""Recordings of any container and codec, as sound at the detectors' rate.

What is decoded here comes from strangers. FFmpeg reads from memory or from one open file and can open nothing else:
only containers in which the sound itself lies are taken, so no playlist, and every request of a demuxer for another
address is refused. Only decoders of sound are used. How much comes out is bounded, however small the file is.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from rhapsode_protocol.errors import RecordingTooLarge, UnreadableAudio
from rhapsode_server.audio.geometry import MODEL_RATE_HZ
from rhapsode_server.audio.resample import Resampler
from rhapsode_server.sound import Samples

CONTAINERS = (
    *("wav", "w64", "aiff", "au", "caf", "flac", "mp3", "aac", "ac3", "eac3", "amr", "ogg", "matroska,webm"),
    *("mov,mp4,m4a,3gp,3g2,mj2", "asf", "avi", "mpegts", "mpeg", "flv", "ape", "wv", "tta", "gsm", "voc", "nut"),
)
"""What is taken, by FFmpeg's names. None of them names another file to be opened, as playlists and SDP do; QuickTime
may, which FFmpeg does not follow unless asked to, and could not here."""

DECODERS = (
    *(
        "aac",
        "ac3",
        "alac",
        "amrnb",
        "amrwb",
        "ape",
        "eac3",
        "flac",
        "g722",
        "gsm",
        "gsm_ms",
        "libopus",
        "mp1",
        "mp1float",
    ),
    *("mp2", "mp2float", "mp3", "mp3float", "opus", "vorbis", "libvorbis", "wavpack", "tta"),
    *("wmav1", "wmav2", "adpcm_ima_wav", "adpcm_ms", "adpcm_ima_qt", "adpcm_swf", "libopencore_amrnb"),
    *("libopencore_amrwb", "pcm_alaw", "pcm_mulaw", "pcm_u8", "pcm_s8", "pcm_s16le", "pcm_s16be", "pcm_s24le"),
    *("pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be", "pcm_f64le", "pcm_f64be"),
)
"""What is decoded, by FFmpeg's names: pictures and films are not, and neither is what nobody records speech in."""

RATES_HZ = (4_000, 384_000)
MOST_CHANNELS = 16
MOST_FRAME_SAMPLES = 1 << 20
"""Samples of one decoded block, of all channels together. The longest that a codec here makes in earnest is FLAC's, of
65,535 a channel."""

MOST_BROKEN_PACKETS = 100
"""After so many that cannot be decoded, one behind the other, the rest is taken for rubbish too. Fewer, and a recording
with a hole ends there; more is work for nothing."""

NOTED_LOSS_S = 1.0
"""Sound that a container promises and does not hold is told of from here on: many containers round."""

_SCALES = {"u1": 128.0, "i2": 32_768.0, "i4": 2_147_483_648.0}
"""What full scale is, by a sample's kind and size in bytes; floating point is full at one."""

_OPTIONS = {
    "format_whitelist": ",".join(CONTAINERS),
    "codec_whitelist": ",".join(DECODERS),
    # No address begins with it.
    "protocol_whitelist": "none",
}


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """How much one recording may be."""

    most_bytes: int = 25_000_000
    """Of the file: two minutes of CD sound, ten at 16 kHz and 16 bits, or hours of packed speech."""
    most_seconds: float = 600.0
    """Of the sound."""


@dataclass(slots=True)
class Recording:
    """One recording, that can be decoded as often as it is wanted.

    Args:
        source: a file, open for reading and seekable, or what was in one.
        limits: how much it may be.
    """

    source: bytes | BinaryIO
    limits: MediaLimits = field(default_factory=MediaLimits)
    notes: list[str] = field(default_factory=list)
    """What the last decoding met, in words for whoever sent the recording."""
    promised_s: float | None = None
    """How long the container says that it is; known once decoding has begun."""
    decoded_samples: int = 0
    """How much of it has been decoded by now, at 16 kHz."""
    _held: list[Samples] | None = None

    @property
    def duration_s(self) -> float:
        """How much sound has been decoded by now."""
        return self.decoded_samples / MODEL_RATE_HZ

    def hold(self, between: Callable[[], None]) -> None:
        """Decode all of it now, and keep the sound (64 KB a second): what is wrong with it is then known before anybody
        has looked at the sound.

        Args:
            between: called between two blocks; raises to break off.

        Raises:
            UnreadableAudio, RecordingTooLarge: as :meth:`stretches`.
        """
        held = []
        for stretch in self.stretches():
            between()
            held.append(stretch)
        self._held = held

    def stretches(self) -> Iterator[Samples]:
        """Give it from its beginning: mono ``[T]`` at 16 kHz, in [-1, 1], block by block.

        Raises:
            UnreadableAudio: it is no recording, or nothing of it can be decoded.
            RecordingTooLarge: it is longer than it may be; what came until then was within.
        """
        return self._decoded() if self._held is None else iter(self._held)

    def _decoded(self) -> Iterator[Samples]:
        self.notes.clear()
        self.decoded_samples = 0
        opened = _open(self.source)
        with opened as container:
            stream = _sound_of(container)
            self.promised_s = _promised_s(container, stream)
            for stretch in _resampled(self._frames(container, stream)):
                self.decoded_samples += len(stretch)
                if self.duration_s > self.limits.most_seconds:
                    raise RecordingTooLarge(
                        f"the recording is longer than {self.limits.most_seconds:g} seconds", field="file"
                    )
                yield stretch
        if not self.decoded_samples:
            raise UnreadableAudio("the file holds no sound that can be decoded", field="file")
        lacking_s = (self.promised_s or 0.0) - self.duration_s
        if lacking_s > NOTED_LOSS_S and not self.notes:
            self.notes.append(f"the file ends early: it says that it has {lacking_s:.1f} s more than it holds")

    def _frames(self, container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
        """The decoded blocks. What is broken is left out, and noted."""
        broken, broken_now = 0, 0
        packets = container.demux(stream)
        while broken_now < MOST_BROKEN_PACKETS:
            try:
                packet = next(packets)
            except StopIteration:
                break
            except (av.FFmpegError, EOFError):
                broken += 1
                break
            try:
                frames = packet.decode()
            except EOFError:
                break
            except av.FFmpegError:
                broken, broken_now = broken + 1, broken_now + 1
                continue
            broken_now = 0 if frames else broken_now
            yield from (frame for frame in frames if isinstance(frame, AudioFrame))
        if broken:
            self.notes.append("the file is damaged; what could be decoded of it was examined")


def _open(source: bytes | BinaryIO) -> InputContainer:
    if not isinstance(source, bytes):
        source.seek(0)
    readable = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        return av.open(
            readable, "r", container_options=dict(_OPTIONS), io_open=_refuse, metadata_errors="replace", timeout=None
        )
    except (av.FFmpegError, EOFError, ValueError) as error:
        raise UnreadableAudio(
            "the file is no recording in a format that is read here, such as WAV, FLAC, MP3, Ogg, M4A or WebM",
            field="file",
        ) from error


def _refuse(address: str, flags: int, options: dict[str, str]) -> BinaryIO:
    """What a demuxer is answered that wants to open something else."""
    raise PermissionError("a recording opens no other files")


def _sound_of(container: InputContainer) -> AudioStream:
    """The first stream of sound, in order and of a codec that is decoded here."""
    if not container.streams.audio:
        raise UnreadableAudio("the file holds no sound", field="file")
    stream = container.streams.audio[0]
    context = stream.codec_context
    if context is None or context.name not in DECODERS:
        name = "of a kind" if context is None else context.name
        raise UnreadableAudio(f"sound {name[:40]} is not decoded here", field="file")
    # One process has one thread's worth of the machine.
    context.thread_count = 1
    return stream


def _promised_s(container: InputContainer, stream: AudioStream) -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return None if container.duration is None else container.duration / av.time_base


def _resampled(frames: Iterator[AudioFrame]) -> Iterator[Samples]:
    """Blocks of any rate and number of channels, as one sound. A stream may change its mind about both."""
    resampler: Resampler | None = None
    for frame in frames:
        mono = _mono(frame)
        if resampler is None or resampler.from_hz != frame.sample_rate:
            if resampler is not None:
                yield resampler.finish()
            resampler = Resampler(frame.sample_rate, MODEL_RATE_HZ)
        yield resampler.feed(mono)
    if resampler is not None:
        yield resampler.finish()


def _mono(frame: AudioFrame) -> Samples:
    """The mean of a block's channels, float32 ``[T]`` in [-1, 1]."""
    channels = frame.layout.nb_channels
    _check(frame.sample_rate, channels, frame.samples)
    try:
        samples: NDArray[np.generic] = frame.to_ndarray()
    except ValueError as error:
        raise UnreadableAudio("the samples are of a kind that is not read here", field="file") from error
    if not frame.format.is_planar:
        samples = samples.reshape(-1, channels).T
    kind = samples.dtype.str[1:]
    mean = samples.astype(np.float32 if kind != "f8" else np.float64).mean(axis=0)
    if kind == "u1":
        mean -= 128.0
    # Floating point may hold anything: what is no number is silence, and what is beyond full scale is clipped as any
    # player clips it.
    plain = np.clip(np.nan_to_num(mean / _SCALES.get(kind, 1.0), nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0)
    return np.ascontiguousarray(plain, np.float32)


def _check(rate_hz: int, channels: int, samples: int) -> None:
    """Refuse what no recording of speech is like.

    Raises:
        UnreadableAudio: it is not.
    """
    if not RATES_HZ[0] <= rate_hz <= RATES_HZ[1]:
        raise UnreadableAudio(
            f"the sample rate is {rate_hz} Hz; it must lie between {RATES_HZ[0]} and {RATES_HZ[1]}", field="file"
        )
    if not 1 <= channels <= MOST_CHANNELS:
        raise UnreadableAudio(f"the recording has {channels} channels; at most {MOST_CHANNELS} are read", field="file")
    if samples * channels > MOST_FRAME_SAMPLES:
        raise UnreadableAudio(f"a block of {samples} samples is longer than any codec's", field="file")

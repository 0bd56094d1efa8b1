"""A compressed sound file, encoded as the sound comes; PyAV does it, which is no dependency of the client."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from rhapsode_client.errors import CannotWrite, MissingLibrary, ProtocolViolation
from rhapsode_client.part_file import PartFile
from rhapsode_client.sound_file import Stream
from rhapsode_protocol.formats import Encoding
from rhapsode_protocol.messages import Audio


@dataclass(frozen=True, slots=True)
class Container:
    """How a kind of file is written."""

    format_name: str
    codec: str
    bit_rate: int | None
    """In bits a second; ``None`` for a codec that loses nothing."""
    rates_hz: tuple[int, ...]
    """Rates that the codec takes, the first for all others; empty where it takes any."""


CONTAINERS = {
    ".flac": Container("flac", "flac", None, ()),
    ".mp3": Container("mp3", "libmp3lame", 96_000, (48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 8_000)),
    ".opus": Container("ogg", "libopus", 48_000, (48_000, 24_000, 16_000, 12_000, 8_000)),
}
"""By the file's suffix. The bit rates are for one voice: higher ones are not told apart by ear."""


class EncodedFile(Stream):
    """A FLAC, MP3 or Opus file, told by its suffix, that gets its name when it is whole.

    Args:
        path: the file to be; its suffix is one of :data:`CONTAINERS`.

    Raises:
        MissingLibrary: PyAV is not installed.
        CannotWrite: the path cannot be written.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        try:
            import av
        except ImportError as error:
            raise MissingLibrary(
                f"a {path.suffix} file needs: pip install 'rhapsode[encode]' (av is missing)"
            ) from error
        self._av: Any = av
        self._container = CONTAINERS[path.suffix.lower()]
        self._file = PartFile(path)
        self._output: Any = None
        self._track: Any = None
        self._resampler: Any = None
        self._position = 0

    def write(self, audio: Audio) -> None:
        """Append one piece. See :class:`.sound_file.SoundOutput`."""
        self._check(audio)
        if audio.encoding != Encoding.PCM_S16LE:
            raise ProtocolViolation(f"the server sent {audio.encoding} where 16-bit PCM was asked for")
        if self._output is None:
            self._open(audio.rate_hz)
        frame = self._av.AudioFrame(format="s16", layout="mono", samples=audio.samples)
        # A frame's memory is padded.
        frame.planes[0].update(audio.payload.ljust(frame.planes[0].buffer_size, b"\0"))
        frame.sample_rate, frame.time_base, frame.pts = audio.rate_hz, Fraction(1, audio.rate_hz), self._position
        self._position += audio.samples
        self._encode(frame)

    def keep(self) -> None:
        """Finish the file and give it its name. See :class:`.sound_file.SoundOutput`."""
        if self._output is not None:
            self._encode(None)
            self._guarded(self._output.close)
        self._file.keep()

    def discard(self) -> None:
        """Remove what was written; a file that had the name before still has it."""
        if self._output is not None:
            try:
                self._output.close()
            except (OSError, ValueError):
                # What is thrown away need not be whole.
                pass
        self._file.discard()

    def _open(self, rate_hz: int) -> None:
        kind = self._container
        coded_hz = rate_hz if not kind.rates_hz or rate_hz in kind.rates_hz else kind.rates_hz[0]
        self._output = self._av.open(self._file.stream, "w", format=kind.format_name)
        self._track = self._output.add_stream(kind.codec, rate=coded_hz, layout="mono")
        if kind.bit_rate is not None:
            self._track.bit_rate = kind.bit_rate
        context = self._track.codec_context
        context.open()
        # It also cuts the sound into frames of the length that the codec wants.
        self._resampler = self._av.AudioResampler(context.format, "mono", coded_hz, context.frame_size or None)

    def _encode(self, frame: Any) -> None:
        def encode() -> None:
            for ready in self._resampler.resample(frame):
                self._output.mux(self._track.encode(ready))
            if frame is None:
                self._output.mux(self._track.encode(None))

        self._guarded(encode)

    def _guarded(self, work: Any) -> None:
        try:
            work()
        except OSError as error:
            raise self._file.failure(error) from error
        except self._av.FFmpegError as error:
            raise CannotWrite(f"cannot write {self.name}: {error}") from error

"""Where ``rhapsode say`` puts the sound: a file that appears only when it is whole, or a pipe that hears it at once."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import BinaryIO, Protocol

from rhapsode_client.errors import ProtocolViolation
from rhapsode_client.part_file import PartFile
from rhapsode_protocol.formats import FORMATS, AudioFormat, Encoding
from rhapsode_protocol.messages import Audio

RAW_SUFFIXES = (".pcm", ".raw", ".ulaw", ".alaw")
"""Names of files without a header; ``.wav`` has one, and :mod:`.encoded_file` knows a few more."""

PCM_SAMPLE_BYTES = 2

_SAMPLE_BYTES = {audio_format.encoding.value: audio_format.bytes_per_sample for audio_format in FORMATS.values()}


class SoundOutput(Protocol):
    """Takes a turn's audio. Call :meth:`keep` or :meth:`discard` exactly once, last."""

    @property
    def name(self) -> str:
        """What to call it before people."""

    @property
    def seconds(self) -> float:
        """Length of what was written."""

    def write(self, audio: Audio) -> None:
        """Append one piece.

        Raises:
            CannotWrite: the disk is full, or the like.
            ProtocolViolation: the piece contradicts itself or the pieces before it.
        """

    def keep(self) -> None:
        """All has been written.

        Raises:
            CannotWrite: the file could not be finished, or not be given its name.
        """

    def discard(self) -> None:
        """Something failed: leave nothing behind."""


class Both:
    """Two outputs that are given the same."""

    def __init__(self, first: SoundOutput, second: SoundOutput) -> None:
        self.name = f"{first.name} and {second.name}"
        self._outputs = (first, second)

    @property
    def seconds(self) -> float:
        """Length of what was written."""
        return self._outputs[0].seconds

    def write(self, audio: Audio) -> None:
        """Append one piece to both. See :class:`SoundOutput`."""
        for output in self._outputs:
            output.write(audio)

    def keep(self) -> None:
        """All has been written. See :class:`SoundOutput`."""
        for output in self._outputs:
            output.keep()

    def discard(self) -> None:
        """Something failed: leave nothing behind."""
        for output in self._outputs:
            output.discard()


class Stream:
    """What every output shares: one encoding and rate for the whole turn, and the count of what went by."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.seconds = 0.0
        self._kind: tuple[str, int] | None = None

    def _check(self, audio: Audio) -> None:
        kind = (audio.encoding, audio.rate_hz)
        if self._kind not in (None, kind):
            raise ProtocolViolation("the server changed the audio's format in the middle of a turn")
        if len(audio.payload) != audio.samples * _SAMPLE_BYTES.get(audio.encoding, 1):
            raise ProtocolViolation("the server sent audio whose length is not what the frame says")
        self._kind = kind
        self.seconds += audio.samples / audio.rate_hz


class SoundFile(Stream):
    """A file that gets its name when it is whole; until then it lies beside it under another.

    Args:
        path: the file to be; one that exists is replaced at the end, not before.
        wav: whether it has a WAV header (16-bit PCM only) or is headerless.

    Raises:
        CannotWrite: the path cannot be written. Better now than after the speech was made.
    """

    def __init__(self, path: Path, *, wav: bool) -> None:
        super().__init__(str(path))
        self._file = PartFile(path)
        self._wav = wav
        self._wave: wave.Wave_write | None = None

    def write(self, audio: Audio) -> None:
        """Append one piece. See :class:`SoundOutput`."""
        self._check(audio)
        try:
            if self._wav:
                self._writer(audio).writeframesraw(audio.payload)
            else:
                self._file.stream.write(audio.payload)
        except OSError as error:
            raise self._file.failure(error) from error

    def keep(self) -> None:
        """Finish the file and give it its name. See :class:`SoundOutput`."""
        try:
            if self._wave is not None:
                self._wave.close()
        except OSError as error:
            raise self._file.failure(error) from error
        self._file.keep()

    def discard(self) -> None:
        """Remove what was written; a file that had the name before still has it."""
        if self._wave is not None:
            try:
                self._wave.close()
            except OSError:
                # A full disk fails here again; the first failure has been told, and the file goes anyway.
                pass
        self._file.discard()

    def _writer(self, audio: Audio) -> wave.Wave_write:
        # Opened late: its header needs the rate, and closing it without one is an error of its own.
        if self._wave is None:
            if audio.encoding != Encoding.PCM_S16LE:
                raise ProtocolViolation(f"the server sent {audio.encoding} where 16-bit PCM was asked for")
            self._wave = wave.Wave_write(self._file.stream)
            self._wave.setnchannels(1)
            self._wave.setsampwidth(PCM_SAMPLE_BYTES)
            self._wave.setframerate(audio.rate_hz)
        return self._wave


class SoundPipe(Stream):
    """Headerless audio into an open stream, piece by piece as it comes; what was heard cannot be taken back."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__("standard output")
        self._stream = stream

    def write(self, audio: Audio) -> None:
        """Pass one piece on; a reader that went away raises ``BrokenPipeError``. See :class:`SoundOutput`."""
        self._check(audio)
        self._stream.write(audio.payload)
        # The one who listens must hear it now, not when a buffer is full.
        self._stream.flush()

    def keep(self) -> None:
        """Nothing is left to do."""

    def discard(self) -> None:
        """Nothing can be done."""


def holds_wav(path: Path, audio_format: AudioFormat) -> bool:
    """Whether the file is to have a WAV header, told by its name.

    Raises:
        ValueError: the name promises what cannot be written; the message says what can.
    """
    suffix = path.suffix.lower()
    if suffix in RAW_SUFFIXES:
        return False
    if suffix != ".wav":
        names = ", ".join(RAW_SUFFIXES)
        raise ValueError(
            f"the file's name must end with .wav, .flac, .mp3 or .opus, or with {names} for sound without a header"
        )
    if audio_format.encoding is not Encoding.PCM_S16LE:
        raise ValueError(f"a .wav file here holds 16-bit PCM; name the file .raw to hold {audio_format.token}")
    return True

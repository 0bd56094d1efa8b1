from __future__ import annotations

import errno
import io
import os
import wave
from pathlib import Path

import pytest

from rhapsode_client.errors import CannotWrite, ProtocolViolation
from rhapsode_client.sound_file import SoundFile, SoundPipe, holds_wav
from rhapsode_protocol.formats import FORMATS
from rhapsode_protocol.messages import Audio


def piece(payload: bytes, *, rate_hz: int = 24_000, encoding: str = "pcm_s16le") -> Audio:
    return Audio(payload, encoding, 0, rate_hz, len(payload) // (2 if encoding == "pcm_s16le" else 1), 0)


def test_a_wav_file_appears_whole_and_under_its_name_only_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "troy.wav"
    target.write_bytes(b"what was there before")
    file = SoundFile(target, wav=True)
    file.write(piece(b"\1\0" * 100, rate_hz=16_000))
    file.write(piece(b"\2\0" * 61, rate_hz=16_000))
    assert target.read_bytes() == b"what was there before"
    file.keep()
    with wave.open(str(target)) as written:
        assert (written.getframerate(), written.getnchannels(), written.getsampwidth()) == (16_000, 1, 2)
        assert written.readframes(1_000) == b"\1\0" * 100 + b"\2\0" * 61
    assert file.seconds == pytest.approx(161 / 16_000)
    assert os.listdir(tmp_path) == ["troy.wav"]


def test_a_file_without_a_header_holds_the_bytes_as_they_came(tmp_path: Path) -> None:
    file = SoundFile(tmp_path / "troy.ulaw", wav=False)
    file.write(piece(b"abc", rate_hz=8_000, encoding="mulaw"))
    file.write(piece(b"def", rate_hz=8_000, encoding="mulaw"))
    file.keep()
    assert (tmp_path / "troy.ulaw").read_bytes() == b"abcdef"
    assert file.seconds == 6 / 8_000


@pytest.mark.parametrize("pieces", [0, 1])
@pytest.mark.parametrize("wav", [True, False])
def test_a_discarded_file_leaves_nothing_behind(tmp_path: Path, wav: bool, pieces: int) -> None:
    target = tmp_path / "troy.wav"
    target.write_bytes(b"what was there before")
    file = SoundFile(target, wav=wav)
    for _ in range(pieces):
        file.write(piece(b"\1\0"))
    file.discard()
    assert os.listdir(tmp_path) == ["troy.wav"]
    assert target.read_bytes() == b"what was there before"


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link.wav").symlink_to(tmp_path / "real.wav")
    file = SoundFile(tmp_path / "link.wav", wav=False)
    file.write(piece(b"\1\0"))
    file.keep()
    assert (tmp_path / "link.wav").is_symlink()
    assert (tmp_path / "real.wav").read_bytes() == b"\1\0"


def test_the_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    file = SoundFile(tmp_path / "troy.raw", wav=False)
    file.keep()
    (tmp_path / "other").touch()
    assert (tmp_path / "troy.raw").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_path_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"^cannot write .*nowhere/troy\.wav: No such file or directory$"):
        SoundFile(tmp_path / "nowhere" / "troy.wav", wav=True)
    with pytest.raises(CannotWrite, match="no ordinary file"):
        SoundFile(tmp_path, wav=True)
    with pytest.raises(CannotWrite, match="no ordinary file"):
        SoundFile(Path(os.devnull), wav=True)


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "troy.wav"
    target.touch(0o444)
    # The superuser may write everything; the answer is what anybody else would get.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(CannotWrite, match="read-only"):
        SoundFile(target, wav=True)


class FullDisk(io.BytesIO):
    """A file on a disk without room."""

    def write(self, _: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("wav", [True, False])
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wav: bool) -> None:
    monkeypatch.setattr(Path, "open", lambda path, mode: FullDisk())
    file = SoundFile(tmp_path / "troy.wav", wav=wav)
    with pytest.raises(CannotWrite, match=r"troy\.wav: No space left on device"):
        file.write(piece(b"\1\0"))
    file.discard()
    assert os.listdir(tmp_path) == []


def test_a_name_that_cannot_be_given_is_told(tmp_path: Path) -> None:
    file = SoundFile(tmp_path / "troy.wav", wav=True)
    file.write(piece(b"\1\0"))
    (tmp_path / "troy.wav").mkdir()
    with pytest.raises(CannotWrite, match="Is a directory"):
        file.keep()
    file.discard()
    assert os.listdir(tmp_path) == ["troy.wav"]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (piece(b"\1\0", rate_hz=8_000), "changed the audio's format"),
        (piece(b"\1", encoding="mulaw"), "changed the audio's format"),
        (Audio(b"\1\0", "pcm_s16le", 0, 24_000, 2, 0), "length is not what the frame says"),
    ],
)
def test_audio_that_contradicts_itself_is_a_violation(second: Audio, told: str) -> None:
    pipe = SoundPipe(io.BytesIO())
    pipe.write(piece(b"\1\0"))
    with pytest.raises(ProtocolViolation, match=told):
        pipe.write(second)


def test_g711_is_not_put_into_a_wav_file(tmp_path: Path) -> None:
    file = SoundFile(tmp_path / "troy.wav", wav=True)
    with pytest.raises(ProtocolViolation, match="mulaw where 16-bit PCM"):
        file.write(piece(b"\1", encoding="mulaw"))
    file.discard()


def test_a_pipe_hears_each_piece_at_once() -> None:
    class Pipe(io.BytesIO):
        flushed = b""

        def flush(self) -> None:
            self.flushed = self.getvalue()

    stream = Pipe()
    pipe = SoundPipe(stream)
    for index in (1, 2):
        pipe.write(piece(bytes([index, 0])))
        assert stream.flushed == b"\1\0\2\0"[: 2 * index]
    pipe.keep()
    pipe.discard()
    assert (pipe.name, pipe.seconds) == ("standard output", 2 / 24_000)


@pytest.mark.parametrize(
    ("name", "token", "wav"),
    [
        ("a.wav", "pcm_24000", True),
        ("A.WAV", "pcm_8000", True),
        ("a.pcm", "pcm_8000", False),
        ("a.raw", "alaw_8000", False),
        ("a.ulaw", "ulaw_8000", False),
    ],
)
def test_the_name_tells_the_container(name: str, token: str, wav: bool) -> None:
    assert holds_wav(Path(name), FORMATS[token]) is wav


@pytest.mark.parametrize(
    ("name", "token", "told"),
    [
        ("a.mp3", "pcm_24000", "must end with .wav"),
        ("a", "pcm_24000", "must end"),
        ("a.wav", "ulaw_8000", "name the file .raw"),
    ],
)
def test_a_name_that_promises_too_much_is_refused(name: str, token: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        holds_wav(Path(name), FORMATS[token])

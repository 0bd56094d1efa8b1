from __future__ import annotations

import math
import os
import struct
import sys
from pathlib import Path

import pytest

from rhapsode_client.encoded_file import CONTAINERS, EncodedFile
from rhapsode_client.errors import CannotWrite, MissingLibrary, ProtocolViolation
from rhapsode_protocol.messages import Audio

av = pytest.importorskip("av")
np = pytest.importorskip("numpy")

SECONDS = 1.3


def pieces(rate_hz: int, hz: float = 440.0) -> list[Audio]:
    """A tone in pieces of odd lengths."""
    samples = [
        round(12_000 * math.sin(2 * math.pi * hz * number / rate_hz)) for number in range(int(SECONDS * rate_hz))
    ]
    cuts = [0, 1, 777, 5_003, len(samples)]
    return [
        Audio(struct.pack(f"<{stop - start}h", *samples[start:stop]), "pcm_s16le", index, rate_hz, stop - start, 0)
        for index, (start, stop) in enumerate(zip(cuts, cuts[1:], strict=False))
    ]


def decoded(path: Path) -> tuple[int, str, object]:
    with av.open(str(path)) as file:
        [track] = file.streams
        resampler = av.AudioResampler("s16", "mono", track.rate)
        frames = [ready for frame in file.decode(track) for ready in resampler.resample(frame)]
        frames += resampler.resample(None)
        return track.rate, track.codec_context.name, np.concatenate([frame.to_ndarray()[0] for frame in frames])


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("suffix", sorted(CONTAINERS))
def test_what_was_written_can_be_heard(tmp_path: Path, suffix: str, rate_hz: int) -> None:
    path = tmp_path / f"tone{suffix}"
    file = EncodedFile(path)
    for piece in pieces(rate_hz):
        file.write(piece)
    assert not path.exists(), "not before it is whole"
    file.keep()
    assert os.listdir(tmp_path) == [path.name]
    assert file.seconds == pytest.approx(SECONDS, abs=1e-3)
    coded_hz, codec, samples = decoded(path)
    assert codec.startswith({".flac": "flac", ".mp3": "mp3", ".opus": "opus"}[suffix])
    # MP3 pads its first and last frame.
    assert len(samples) / coded_hz == pytest.approx(SECONDS, abs=0.002 if suffix == ".flac" else 0.15)
    middle = samples[len(samples) // 4 : len(samples) // 4 + coded_hz // 2].astype(float)
    loudest = np.argmax(np.abs(np.fft.rfft(middle * np.hanning(len(middle))))) * coded_hz / len(middle)
    assert loudest == pytest.approx(440, abs=4)
    assert np.abs(middle).max() == pytest.approx(12_000, rel=0.1)
    if suffix == ".flac":
        assert samples.astype("<i2").tobytes() == b"".join(piece.payload for piece in pieces(rate_hz))


@pytest.mark.parametrize("written", [0, 2])
def test_a_discarded_file_leaves_nothing_behind(tmp_path: Path, written: int) -> None:
    target = tmp_path / "a.mp3"
    target.write_bytes(b"before")
    file = EncodedFile(target)
    for piece in pieces(24_000)[:written]:
        file.write(piece)
    file.discard()
    assert os.listdir(tmp_path) == ["a.mp3"]
    assert target.read_bytes() == b"before"


def test_other_sound_than_pcm_is_refused(tmp_path: Path) -> None:
    file = EncodedFile(tmp_path / "a.flac")
    with pytest.raises(ProtocolViolation, match="16-bit PCM"):
        file.write(Audio(b"abc", "mulaw", 0, 8_000, 3, 0))
    file.discard()


def test_a_path_that_cannot_be_written_is_told_before_any_sound(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"no/a\.opus"):
        EncodedFile(tmp_path / "no" / "a.opus")


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(MissingLibrary, match=r"pip install 'rhapsode\[encode\]'"):
        EncodedFile(tmp_path / "a.mp3")
    assert os.listdir(tmp_path) == []

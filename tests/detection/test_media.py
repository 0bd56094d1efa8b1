"""Recordings of every kind become the same sound; what is none, or is meant to hurt, gets one clear error."""

from __future__ import annotations

import io
import struct
import wave
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detection.recordings import KINDS, TONE_HZ, encode, pitch_hz
from rhapsode_protocol.errors import RecordingTooLarge, UnreadableAudio
from rhapsode_server.detection import media
from rhapsode_server.detection.media import MediaLimits, Recording

ONE_MINUTE = MediaLimits(most_seconds=60.0)


def sound(recording: Recording) -> np.ndarray:
    return np.concatenate(list(recording.stretches()))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_the_same_sound_at_16_khz(kind: str) -> None:
    recording = Recording(encode(kind))
    samples = sound(recording)
    assert samples.dtype == np.float32
    assert recording.decoded_samples == len(samples) == pytest.approx(32_000, abs=1_000), "codecs pad"
    assert recording.duration_s == pytest.approx(2.0, abs=0.06)
    assert recording.promised_s == pytest.approx(2.0, abs=0.06)
    assert pitch_hz(samples, 16_000) == pytest.approx(TONE_HZ, abs=1.0)
    assert np.abs(samples[8_000:24_000]).max() == pytest.approx(10_000 / 32_768, abs=0.03)
    assert recording.notes == []


def test_it_can_be_decoded_again_and_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(encode("mp3"))
    with path.open("rb") as file:
        recording = Recording(file)
        assert np.array_equal(sound(recording), sound(recording))


def test_held_it_is_the_same_and_is_not_decoded_again() -> None:
    recording = Recording(encode("flac"))
    streamed = sound(recording)
    calls: list[None] = []
    recording.hold(lambda: calls.append(None))
    recording.source = b""
    assert np.array_equal(sound(recording), streamed)
    assert len(calls) > 5


@pytest.mark.parametrize("kind", ["mp4"])
def test_of_a_film_the_sound_is_taken(kind: str) -> None:
    assert pitch_hz(sound(Recording(encode(kind, picture=True))), 16_000) == pytest.approx(TONE_HZ, abs=1.0)


def test_channels_are_averaged() -> None:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(np.tile(np.array([16_384, -8_192], "<i2"), 16_000).tobytes())
    assert sound(Recording(buffer.getvalue())) == pytest.approx(0.125)


def riff(
    rate_hz: int = 16_000, channels: int = 1, data: bytes = b"\0\0" * 16_000, kind: int = 1, bits: int = 16
) -> bytes:
    block = channels * bits // 8
    head = struct.pack("<HHIIHH", kind, channels, rate_hz, (rate_hz * block) & 0xFFFFFFFF, block, bits)
    body = b"WAVE" + b"fmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_floating_point_that_is_no_sound_is_made_one() -> None:
    values = np.array([np.nan, np.inf, -np.inf, 1e30, -1e30, 0.5, -0.5] * 2_000, "<f4")
    samples = sound(Recording(riff(data=values.tobytes(), kind=3, bits=32)))
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 1.0


# --- What is cut off or damaged ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["flac", "mp3", "webm", "aac", "floats"])
def test_of_a_file_that_is_cut_off_its_beginning_is_taken_and_noted(kind: str) -> None:
    whole = encode(kind, 4.0)
    recording = Recording(whole[: len(whole) // 2])
    assert 1.0 < len(sound(recording)) / 16_000 < 3.0
    assert len(recording.notes) == 1


def test_one_whose_index_is_missing_is_refused() -> None:
    whole = encode("m4a")
    with pytest.raises(UnreadableAudio):
        sound(Recording(whole[: len(whole) // 2]))


def test_a_hole_is_passed_over() -> None:
    whole = bytearray(encode("mp3", 6.0))
    middle = len(whole) // 2
    whole[middle : middle + 4_000] = np.random.default_rng(1).bytes(4_000)
    recording = Recording(bytes(whole))
    assert len(sound(recording)) / 16_000 > 5.0


# --- What is no recording ---------------------------------------------------------------------------------------------

PLAYLIST = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10.0,\n{secret}\n#EXT-X-ENDLIST\n"
CONCAT = "ffconcat version 1.0\nfile '{secret}'\n"
SDP = "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=a\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n"
DASH = (
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT4S">'
    '<Period><AdaptationSet mimeType="audio/mp4"><Representation id="1" bandwidth="1"><BaseURL>{secret}</BaseURL>'
    '<SegmentBase indexRange="0-1"/></Representation></AdaptationSet></Period></MPD>'
)


@pytest.mark.parametrize("attack", [PLAYLIST, CONCAT, SDP, DASH], ids=["hls", "concat", "sdp", "dash"])
def test_a_list_of_other_files_opens_none(attack: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.wav"
    secret.write_bytes(encode("wav"))
    for address in (str(secret), f"file://{secret}", "http://127.0.0.1:9/a.wav", "secret.wav"):
        with pytest.raises(UnreadableAudio):
            sound(Recording(attack.format(secret=address).encode()))


def test_a_film_that_names_another_file_for_its_sound_gives_nothing_of_it(tmp_path: Path) -> None:
    # QuickTime's data reference: an alias in place of "the sound is in this file".
    secret = tmp_path / "secret.wav"
    secret.write_bytes(encode("wav", 1.0))
    path = str(secret).encode()
    whole = encode("m4a")
    at = whole.index(b"dref") - 4
    assert whole[at + 16 + 4 : at + 16 + 8] == b"url "
    alias = struct.pack(">I4sI", 12 + len(path) + 1, b"url ", 0) + path + b"\0"
    attacked = whole[:at] + struct.pack(">I", 16 + len(alias)) + whole[at + 4 : at + 16] + alias + whole[at + 28 :]
    try:
        samples = sound(Recording(attacked))
    except UnreadableAudio:
        return
    # It took what lies in the file itself.
    assert len(samples) != 16_000


def test_a_demuxer_that_asks_for_an_address_is_refused() -> None:
    with pytest.raises(PermissionError):
        media._refuse("/etc/hostname", 1, {})


@pytest.mark.parametrize(
    "nothing",
    [b"", b"\0", b"RIFF", b"RIFF\xff\xff\xff\xffWAVE", b"fLaC", b"OggS", b"ID3\4\0\0\0\0\0\0", b"text\n" * 500]
    + [
        b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
        b"%PDF-1.4\n" * 50,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\0" * 9_999,
    ]
    + [np.random.default_rng(1).bytes(50_000), riff(data=b"")],
)
def test_what_is_no_recording_is_refused_by_name(nothing: bytes) -> None:
    with pytest.raises(UnreadableAudio) as caught:
        sound(Recording(nothing))
    assert caught.value.field == "file"


def test_a_film_without_sound_is_refused() -> None:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        film = container.add_stream("mpeg4", rate=10)
        film.width = film.height = 64
        film.pix_fmt = "yuv420p"
        for _ in range(10):
            container.mux(film.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
        container.mux(film.encode(None))
    with pytest.raises(UnreadableAudio, match="no sound"):
        sound(Recording(buffer.getvalue()))


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["wav", "flac", "mp3", "opus", "m4a", "webm"]), st.randoms(use_true_random=False))
def test_whatever_is_done_to_a_file_it_is_sound_or_one_of_the_two_errors(kind: str, chance: object) -> None:
    damaged = bytearray(_WHOLE.setdefault(kind, encode(kind, 1.0)))
    for _ in range(chance.randint(1, 30)):  # type: ignore[attr-defined]
        damaged[chance.randrange(min(2_000, len(damaged)))] = chance.randrange(256)  # type: ignore[attr-defined]
    try:
        samples = sound(Recording(bytes(damaged), ONE_MINUTE))
    except (UnreadableAudio, RecordingTooLarge):
        return
    assert np.isfinite(samples).all()


_WHOLE: dict[str, bytes] = {}


# --- How much of it ---------------------------------------------------------------------------------------------------


def test_a_small_file_that_holds_hours_stops_at_the_limit() -> None:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=8_000)
        stream.layout = "mono"
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 4_096), np.int16), format="s16", layout="mono")
        silence.sample_rate = 8_000
        for _ in range(2_000):
            silence.pts = None
            container.mux(stream.encode(silence))
        container.mux(stream.encode(None))
    bomb = buffer.getvalue()
    assert len(bomb) < 200_000, "for a thousand seconds"
    recording = Recording(bomb, ONE_MINUTE)
    taken: list[int] = []
    with pytest.raises(RecordingTooLarge, match="longer than 60 seconds") as caught:
        taken.extend(map(len, recording.stretches()))
    assert sum(taken) <= 60 * 16_000
    assert caught.value.field == "file"


def test_a_recording_of_the_greatest_length_is_taken() -> None:
    assert len(sound(Recording(encode("wav", 2.0), MediaLimits(most_seconds=2.0)))) == 32_000


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        (riff(rate_hz=1), "sample rate"),
        (riff(rate_hz=100), "sample rate"),
        (riff(rate_hz=3_000_000), "sample rate"),
        (riff(channels=64, data=b"\0" * 12_800), "channels"),
        (riff(channels=1_000, data=b"\0" * 200_000), "no sound that can be decoded"),
    ],
)
def test_absurd_rates_and_channels_are_refused(odd: bytes, says: str) -> None:
    with pytest.raises(UnreadableAudio, match=says):
        sound(Recording(odd))


def test_absurd_blocks_are_refused() -> None:
    with pytest.raises(UnreadableAudio, match="block"):
        media._check(48_000, 2, media.MOST_FRAME_SAMPLES)

"""Samples become bytes as the standards say."""

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from rhapsode_protocol.formats import FORMATS, Encoding
from rhapsode_server.audio.encode import ENCODERS, G711Encoder, PcmEncoder, encoder_for, to_int
from rhapsode_server.audio.watermark import Marked, Unmarked
from rhapsode_server.sound import Samples

UNIFORM = np.arange(-8192, 8192)
"""Every 14-bit uniform sample."""


def marked(values: list[float] | Samples) -> Marked:
    return Unmarked().mark(np.asarray(values, np.float32))


def mulaw_code(uniform: int) -> int:
    """ITU-T G.711 table 2: 14-bit sample to code. Segment edges, less the offset of 33, are powers of two."""
    magnitude = min(abs(uniform), 8158) + 33
    segment = magnitude.bit_length() - 6
    step = (magnitude >> (segment + 1)) & 0x0F
    return (0x7F if uniform < 0 else 0xFF) ^ (segment << 4 | step)


def mulaw_value(code: int) -> int:
    """ITU-T G.711 table 2: code to the 14-bit value in the middle of its interval."""
    code ^= 0xFF
    magnitude = ((2 * (code & 0x0F) + 33) << ((code >> 4) & 7)) - 33
    return -magnitude if code & 0x80 else magnitude


def alaw_code(uniform: int) -> int:
    """ITU-T G.711 table 1: 13-bit sample to code, even bits inverted."""
    magnitude = min(-uniform - 1 if uniform < 0 else uniform, 4095)
    segment = max(magnitude.bit_length() - 5, 0)
    step = (magnitude >> max(segment, 1)) & 0x0F
    return ((0 if uniform < 0 else 0x80) | segment << 4 | step) ^ 0x55


def alaw_value(code: int) -> int:
    """ITU-T G.711 table 1: code to twice the 13-bit value in the middle of its interval."""
    code ^= 0x55
    segment, step = (code >> 4) & 7, code & 0x0F
    magnitude = (2 * step + 1) * 2 if segment == 0 else ((2 * step + 33) << (segment - 1)) * 2
    return magnitude if code & 0x80 else -magnitude


LAWS = {
    "pcm_mulaw": (
        np.array([mulaw_value(code) for code in range(256)]),
        np.array([mulaw_code(int(sample)) for sample in UNIFORM]),
    ),
    "pcm_alaw": (
        np.array([alaw_value(code) for code in range(256)]),
        np.array([alaw_code(int(sample) >> 1) for sample in UNIFORM]),
    ),
}
"""Of each law: the 14-bit value of every code, and the code of every 14-bit sample."""


def decoded(codec: str, payload: bytes) -> NDArray[np.int16]:
    context = av.CodecContext.create(codec, "r")
    assert isinstance(context, av.AudioCodecContext)
    context.sample_rate = 8_000
    context.layout = "mono"
    return np.concatenate([frame.to_ndarray().reshape(-1) for frame in context.decode(av.Packet(payload))])


def test_pcm_is_little_endian() -> None:
    assert PcmEncoder().encode(marked([0.5, -0.5])) == b"\x00\x40\x00\xc0"


@pytest.mark.parametrize(
    ("sample", "written"),
    [
        (0.0, 0),
        (1.0, 32_767),
        (-1.0, -32_768),
        (1.5, 32_767),
        (-1.5, -32_768),
        (1e30, 32_767),
        (-1e30, -32_768),
        (0.6 / 32_768, 1),
        (-0.6 / 32_768, -1),
        (0.4 / 32_768, 0),
        (-0.4 / 32_768, 0),
        (32_766.6 / 32_768, 32_767),
    ],
)
def test_pcm_rounds_and_clips_and_never_wraps(sample: float, written: int) -> None:
    assert np.frombuffer(PcmEncoder().encode(marked([sample])), "<i2")[0] == written


def test_every_16_bit_sample_comes_back() -> None:
    every = np.arange(-32_768, 32_768)
    payload = PcmEncoder().encode(marked((every / 32_768).astype(np.float32)))
    assert np.array_equal(np.frombuffer(payload, "<i2"), every)


@pytest.mark.parametrize("codec", sorted(LAWS))
def test_every_g711_code_stands_for_the_value_of_the_standard(codec: str) -> None:
    values, _ = LAWS[codec]
    assert np.array_equal(decoded(codec, bytes(range(256))), values * 4)


@pytest.mark.parametrize("codec", sorted(LAWS))
def test_every_g711_sample_gets_the_code_of_the_standard_or_a_nearer_one(codec: str) -> None:
    """The standard's decision values at the segments' edges are not midway; libavcodec takes the nearer value there."""
    values, standard = LAWS[codec]
    payload = G711Encoder(codec).encode(marked((UNIFORM / 8192).astype(np.float32)))
    codes = np.frombuffer(payload, np.uint8)
    error, standard_error = np.abs(values[codes] - UNIFORM), np.abs(values[standard] - UNIFORM)
    assert np.all(error <= standard_error)
    differ = codes != standard
    assert np.mean(differ) < 0.02
    # Where it differs it is the next value up or down, nothing wilder.
    order = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    assert np.all(np.abs(order[codes[differ]] - order[standard[differ]]) <= 1)


@pytest.mark.parametrize("codec", sorted(LAWS))
def test_g711_treats_both_signs_alike(codec: str) -> None:
    loud = np.arange(1, 8192, dtype=np.float32) / 8192
    encoder = G711Encoder(codec)
    up, down = decoded(codec, encoder.encode(marked(loud))), decoded(codec, encoder.encode(marked(-loud)))
    assert np.array_equal(up, -down)


@pytest.mark.parametrize("codec", sorted(LAWS))
def test_g711_clips_and_never_wraps(codec: str) -> None:
    out = decoded(codec, G711Encoder(codec).encode(marked([1.0, 5.0, -1.0, -5.0])))
    assert out[0] == out[1] == out.max() > 32_000
    assert out[2] == out[3] == out.min() < -32_000


def test_silence_and_the_last_bit_are_silent_in_mulaw() -> None:
    out = G711Encoder("pcm_mulaw").encode(marked([0.0, 1 / 32_768, -1 / 32_768]))
    assert np.array_equal(decoded("pcm_mulaw", out), [0, 0, 0])


@pytest.mark.parametrize("token", sorted(FORMATS))
def test_a_format_has_its_encoder_and_its_size(token: str) -> None:
    audio_format = FORMATS[token]
    samples = np.linspace(-1, 1, 1001).astype(np.float32)
    payload = encoder_for(audio_format).encode(marked(samples))
    assert len(payload) == 1001 * audio_format.bytes_per_sample


@pytest.mark.parametrize("token", sorted(FORMATS))
def test_encoding_in_parts_gives_the_same_bytes(token: str) -> None:
    samples = np.random.default_rng(7).uniform(-1.1, 1.1, 3000).astype(np.float32)
    encoder = encoder_for(FORMATS[token])
    parts = [samples[:1], samples[1:1], samples[1:1700], samples[1700:]]
    in_parts = b"".join(encoder.encode(marked(part)) for part in parts)
    assert in_parts == encoder_for(FORMATS[token]).encode(marked(samples))


@pytest.mark.parametrize("encoding", list(Encoding))
def test_every_encoding_has_a_row(encoding: Encoding) -> None:
    assert encoding in ENCODERS


@pytest.mark.parametrize("token", ["pcm_24000", "ulaw_8000"])
def test_sound_that_has_not_passed_the_watermark_stage_is_refused(token: str) -> None:
    with pytest.raises(TypeError, match="Marked"):
        encoder_for(FORMATS[token]).encode(np.zeros(10, np.float32))  # type: ignore[arg-type]


def test_to_int_covers_the_width_it_is_asked_for() -> None:
    assert to_int(np.array([-1, 0, 1], np.float32), bits=14).tolist() == [-8192, 0, 8191]

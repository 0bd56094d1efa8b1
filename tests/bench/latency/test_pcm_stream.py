"""Sound out of an HTTP answer: however it is cut, the same samples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.latency.servers import wav_head
from rhapsode_bench.latency.pcm_stream import MOST_HEADER_BYTES, NotSound, PcmStream

SOUND = bytes(range(200)) * 2


def fed(data: bytes, cuts: list[int]) -> tuple[bytes, set[int]]:
    stream = PcmStream(24_000)
    edges = [0, *sorted(cuts), len(data)]
    found = [stream.feed(data[begin:end]) for begin, end in zip(edges, edges[1:], strict=False)]
    return b"".join(one.payload for one in found if one), {one.rate_hz for one in found if one}


@given(st.lists(st.integers(0, len(SOUND)), max_size=8))
def test_bare_samples_are_whole_however_they_are_cut(cuts: list[int]) -> None:
    assert fed(SOUND, cuts) == (SOUND, {24_000})


@given(st.lists(st.integers(0, 120), max_size=8), st.sampled_from([0, 0xFFFFFFFF, len(SOUND)]))
def test_a_wav_header_is_read_however_it_is_cut(cuts: list[int], size: int) -> None:
    assert fed(wav_head(16_000, size=size) + SOUND, cuts) == (SOUND, {16_000})


def test_what_stands_behind_the_sound_of_a_wav_file_is_not_played() -> None:
    payload, _ = fed(wav_head(16_000, size=len(SOUND)) + SOUND + b"LIST\4\0\0\0abcd", [])
    assert payload == SOUND


def test_half_a_sample_waits_for_its_other_half() -> None:
    stream = PcmStream(24_000)
    assert stream.feed(b"\1\2\3\4") is not None
    assert stream.feed(b"\5") is None
    samples = stream.feed(b"\6")
    assert samples is not None
    assert samples.payload == b"\5\6"


@pytest.mark.parametrize("head", [wav_head(24_000, channels=2), wav_head(24_000, bits=24)])
def test_other_sound_is_refused(head: bytes) -> None:
    with pytest.raises(NotSound, match="1 of 16 is read"):
        PcmStream(24_000).feed(head)


def test_a_header_without_end_is_refused() -> None:
    with pytest.raises(NotSound, match="does not end"):
        PcmStream(24_000).feed(b"RIFF" + bytes(8) + b"junk\xff\xff\xff\x00" + bytes(MOST_HEADER_BYTES))

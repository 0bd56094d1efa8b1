from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhapsode_protocol.errors import UnknownFormat
from rhapsode_protocol.formats import (
    DEFAULT_FORMAT,
    FORMATS,
    NATIVE_RATE_HZ,
    PCM_RATES_HZ,
    Encoding,
    pcm_format,
    resolve_format,
)


def test_each_format_is_found_under_its_own_name() -> None:
    assert [row.token for row in FORMATS.values()] == list(FORMATS)
    assert {*FORMATS} == {f"pcm_{rate}" for rate in PCM_RATES_HZ} | {"ulaw_8000", "alaw_8000"}


@pytest.mark.parametrize("token", FORMATS)
def test_the_rate_stands_in_the_name(token: str) -> None:
    row = FORMATS[token]
    assert token.endswith(f"_{row.rate_hz}")
    assert row.bytes_per_sample == (2 if row.encoding is Encoding.PCM_S16LE else 1)
    assert row.duration_ms(row.rate_hz) == 1000.0
    assert row.duration_ms(0) == 0.0


@pytest.mark.parametrize(
    ("output_format", "sample_rate_hz", "token"),
    [
        (None, None, "pcm_24000"),
        (None, 8_000, "pcm_8000"),
        ("pcm_16000", None, "pcm_16000"),
        ("pcm_16000", 16_000, "pcm_16000"),
        # The official clients send 24000 beside any format.
        ("pcm_16000", 24_000, "pcm_16000"),
        ("ulaw_8000", 24_000, "ulaw_8000"),
        ("alaw_8000", 8_000, "alaw_8000"),
    ],
)
def test_what_a_request_names_is_found(output_format: str | None, sample_rate_hz: int | None, token: str) -> None:
    assert resolve_format(output_format, sample_rate_hz) is FORMATS[token]


@pytest.mark.parametrize(
    ("output_format", "sample_rate_hz", "field"),
    [
        ("mp3_44100", None, "output_format"),
        ("", None, "output_format"),
        ("PCM_16000", None, "output_format"),
        (None, 11_025, "sample_rate"),
        (None, 0, "sample_rate"),
        ("pcm_16000", 8_000, "sample_rate"),
        ("ulaw_8000", 16_000, "sample_rate"),
        ("pcm_24000", 48_000, "sample_rate"),
    ],
)
def test_what_is_not_offered_or_contradicts_is_refused(
    output_format: str | None, sample_rate_hz: int | None, field: str
) -> None:
    with pytest.raises(UnknownFormat) as caught:
        resolve_format(output_format, sample_rate_hz)
    assert caught.value.field == field


def test_a_refusal_names_what_is_offered_and_keeps_excerpts_short() -> None:
    with pytest.raises(UnknownFormat) as caught:
        resolve_format("x" * 1_000, None)
    assert all(token in caught.value.message for token in FORMATS)
    assert len(caught.value.message) < 300


@given(st.none() | st.text(max_size=12) | st.sampled_from(list(FORMATS)), st.none() | st.integers(-1, 100_000))
def test_any_request_has_a_format_or_an_error(output_format: str | None, sample_rate_hz: int | None) -> None:
    try:
        chosen = resolve_format(output_format, sample_rate_hz)
    except UnknownFormat:
        return
    assert output_format in (None, chosen.token)
    assert sample_rate_hz in (None, NATIVE_RATE_HZ, chosen.rate_hz)


def test_the_default_is_the_native_rate() -> None:
    assert pcm_format(NATIVE_RATE_HZ) is DEFAULT_FORMAT is resolve_format(None, None)

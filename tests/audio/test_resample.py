"""Rates change; length, place, pitch and level do not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.formats import NATIVE_RATE_HZ, PCM_RATES_HZ
from rhapsode_server.audio.resample import MarkedResampler, Resampler
from rhapsode_server.audio.watermark import Unmarked
from rhapsode_server.sound import Samples

PAIRS = [(NATIVE_RATE_HZ, rate_hz) for rate_hz in PCM_RATES_HZ] + [(22_050, NATIVE_RATE_HZ), (16_000, NATIVE_RATE_HZ)]


def tone(rate_hz: int, length: int, pitch_hz: float = 440.0) -> Samples:
    return (0.5 * np.sin(2 * np.pi * pitch_hz * np.arange(length) / rate_hz)).astype(np.float32)


def resampled(samples: Samples, from_hz: int, to_hz: int, cuts: list[int] | None = None) -> Samples:
    resampler = Resampler(from_hz, to_hz)
    out = [resampler.feed(chunk) for chunk in np.split(samples, cuts or [])]
    return np.concatenate([*out, resampler.finish()])


@pytest.mark.parametrize(("from_hz", "to_hz"), PAIRS)
@pytest.mark.parametrize("length", [0, 1, 2, 3, 100, 4801, 24_000])
def test_length_is_that_of_the_rates_within_one_sample(from_hz: int, to_hz: int, length: int) -> None:
    assert abs(len(resampled(tone(from_hz, length), from_hz, to_hz)) - length * to_hz / from_hz) <= 1


@pytest.mark.parametrize(("from_hz", "to_hz"), PAIRS)
def test_a_tone_stays_where_and_what_it_is(from_hz: int, to_hz: int) -> None:
    out = resampled(tone(from_hz, from_hz), from_hz, to_hz)
    middle = slice(to_hz // 4, 3 * to_hz // 4)
    assert np.abs(out[middle] - tone(to_hz, to_hz)[middle]).max() < 2**-15


def test_what_the_lower_rate_cannot_hold_is_taken_out() -> None:
    out = resampled(tone(24_000, 24_000, 5_000.0), 24_000, 8_000)
    assert np.abs(out[1000:-1000]).max() < 2**-15


def test_equal_rates_pass_the_very_samples_through() -> None:
    samples = tone(24_000, 500)
    resampler = Resampler(24_000, 24_000)
    assert resampler.feed(samples) is samples
    assert len(resampler.finish()) == 0


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(PAIRS), st.integers(1, 6000), st.lists(st.integers(0, 6000), max_size=8))
def test_any_split_gives_the_same_samples(pair: tuple[int, int], length: int, cuts: list[int]) -> None:
    samples = np.random.default_rng(length).uniform(-1, 1, length).astype(np.float32)
    split = resampled(samples, *pair, sorted(cut for cut in cuts if cut < length))
    assert np.array_equal(split, resampled(samples, *pair))


def test_rates_are_fixed_for_life() -> None:
    resampler = Resampler(24_000, 8_000)
    assert (resampler.from_hz, resampler.to_hz) == (24_000, 8_000)
    with pytest.raises(AttributeError):
        resampler.to_hz = 16_000  # type: ignore[misc]


@pytest.mark.parametrize("rates", [(0, 8_000), (24_000, 0), (-1, 8_000)])
def test_rates_must_be_positive(rates: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="positive"):
        Resampler(*rates)


@pytest.mark.parametrize("rates", [(24_000, 24_000), (24_000, 8_000)])
def test_a_finished_stretch_takes_nothing_more(rates: tuple[int, int]) -> None:
    resampler = Resampler(*rates)
    resampler.finish()
    with pytest.raises(ValueError, match="ended"):
        resampler.feed(tone(24_000, 10))
    with pytest.raises(ValueError, match="ended"):
        resampler.finish()


def test_a_read_only_slice_is_taken_as_it_is() -> None:
    samples = tone(24_000, 4000)
    samples.flags.writeable = False
    assert np.array_equal(resampled(samples[::2], 24_000, 8_000), resampled(samples[::2].copy(), 24_000, 8_000))


@pytest.mark.parametrize("to_hz", PCM_RATES_HZ)
def test_marked_sound_stays_marked(to_hz: int) -> None:
    samples = tone(24_000, 7001)
    resampler = MarkedResampler(24_000, to_hz)
    head = resampler.feed(Unmarked().mark(samples[:5000]))
    tail = resampler.finish(Unmarked().mark(samples[5000:]))
    assert head.pair == tail.pair == "none"
    assert np.array_equal(np.concatenate((head.samples, tail.samples)), resampled(samples, 24_000, to_hz))

"""Time scaling: length, pitch, seams, and the same output for every split of the input."""

from __future__ import annotations

import functools
import tracemalloc

import librosa
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_bench.quality import Track, clicks, pitch_deviation_percent, pitch_hz, spectral_convergence
from rhapsode_bench.speech_corpus import corpus
from rhapsode_server.audio.wsola import HOP_MS, KEPT_HOPS, REACH_MS, Wsola
from rhapsode_server.sound import SILENCE, Samples

RATE_HZ = 24_000
SPEEDS = (0.25, 0.5, 0.8, 0.9, 1.1, 1.2, 2.0, 4.0)


def stretched(samples: Samples, speed: float, rate_hz: int = RATE_HZ) -> Samples:
    wsola = Wsola(rate_hz, speed)
    return np.concatenate((wsola.feed(samples), wsola.finish()))


def voiced(pitch_hz: float, seconds: float, rate_hz: int = RATE_HZ) -> Samples:
    """A vowel: falling harmonics of a pitch with vibrato, three formants, swelling like syllables."""
    time_s = np.arange(round(seconds * rate_hz)) / rate_hz
    phase = 2 * np.pi * pitch_hz * (time_s + 0.002 * np.sin(2 * np.pi * 5 * time_s) / (2 * np.pi * 5))
    sound = np.zeros_like(time_s)
    for harmonic in range(1, int(5_000 / pitch_hz)):
        tone_hz = harmonic * pitch_hz
        gain = sum(1 / (1 + ((tone_hz - formant_hz) / 120) ** 2) for formant_hz in (650, 1_100, 2_500))
        sound += gain * np.sin(harmonic * phase + harmonic**2)
    sound *= 0.6 + 0.4 * np.sin(2 * np.pi * 3 * time_s)
    return (0.7 * sound / np.abs(sound).max()).astype(np.float32)


def speechlike(seconds: float = 1.5, seed: int = 7) -> Samples:
    """Vowels, hiss, clicks and gaps in turn."""
    noise = np.random.default_rng(seed)
    sound = voiced(110, seconds)
    piece = RATE_HZ // 8
    for start in range(piece, len(sound) - piece, 4 * piece):
        sound[start : start + piece] = 0.1 * noise.standard_normal(piece)
        sound[start + piece : start + piece + piece // 2] = 0
    return np.clip(sound, -1, 1)


def median_pitch_hz(samples: Samples) -> float:
    pitch_hz, _, _ = librosa.pyin(samples, fmin=55, fmax=450, sr=RATE_HZ, frame_length=2_048, hop_length=480)
    return float(np.nanmedian(pitch_hz))


@functools.cache
def pitch_of_line(name: str) -> Track:
    return pitch_hz(corpus()[name])


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("count", [24_000, 31_337, 60_001])
def test_output_is_the_input_divided_by_the_speed_to_the_sample(speed: float, count: int) -> None:
    assert len(stretched(voiced(120, 3)[:count], speed)) == round(count / speed)


@pytest.mark.parametrize("speed", [0.8, 1.2, 2.0])
@pytest.mark.parametrize("pitch_hz", [70, 120, 330])
def test_a_vowel_keeps_its_pitch(pitch_hz: int, speed: float) -> None:
    vowel = voiced(pitch_hz, 1.2)
    assert median_pitch_hz(stretched(vowel, speed)) == pytest.approx(median_pitch_hz(vowel), rel=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("speed", [0.8, 0.9, 1.1, 1.2])
@pytest.mark.parametrize("line", ["english high", "french"])
def test_speech_keeps_its_median_pitch(line: str, speed: float) -> None:
    output_hz = np.nanmedian(pitch_hz(stretched(corpus()[line], speed)))
    assert output_hz == pytest.approx(np.nanmedian(pitch_of_line(line)), rel=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("speed", [0.8, 1.2])
@pytest.mark.parametrize("line", ["english low", "german", "spanish"])
def test_a_low_voice_keeps_its_pitch_place_by_place(line: str, speed: float) -> None:
    # Its plain median may move by two of pYIN's bins (1.2 %) with every scaler: some creaky frames pass for voiced in
    # the one and not in the other.
    output = stretched(corpus()[line], speed)
    assert pitch_deviation_percent(pitch_of_line(line), pitch_hz(output), speed) <= 1.0


@given(
    speed=st.sampled_from(SPEEDS) | st.floats(0.25, 4.0),
    count=st.integers(0, 9_000),
    cuts=st.lists(st.integers(0, 9_000), max_size=12),
    dribble=st.integers(0, 40),
)
@settings(deadline=None, max_examples=80)
def test_any_split_of_the_input_gives_the_same_bits(speed: float, count: int, cuts: list[int], dribble: int) -> None:
    sound = speechlike()[6_000 : 6_000 + count]
    # Repeated cuts are empty pieces; the dribble is pieces of one sample.
    edges = sorted([0, *(min(cut, count) for cut in cuts), *range(count // 2, min(count, count // 2 + dribble)), count])
    wsola = Wsola(RATE_HZ, speed)
    pieces = [wsola.feed(sound[start:end]) for start, end in zip(edges, edges[1:], strict=False)]
    split = np.concatenate((*pieces, wsola.finish()))
    assert split.tobytes() == stretched(sound, speed).tobytes()


def test_one_sample_at_a_time_gives_the_same_bits() -> None:
    sound = speechlike()[:5_000]
    wsola = Wsola(RATE_HZ, 1.2)
    pieces = [wsola.feed(sound[index : index + 1]) for index in range(len(sound))]
    assert np.concatenate((*pieces, wsola.finish())).tobytes() == stretched(sound, 1.2).tobytes()


def test_speed_one_gives_every_sample_back_at_once() -> None:
    sound = speechlike()
    wsola = Wsola(RATE_HZ, 1.0)
    assert wsola.latency_samples == 0
    assert wsola.feed(sound).tobytes() == sound.tobytes()
    assert len(wsola.finish()) == 0
    assert wsola.output_position(1_234.5) == 1_234.5


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 119, 239, 240, 241, 480, 577, 1_000])
def test_very_short_input_comes_out_at_its_length(speed: float, count: int) -> None:
    sound = voiced(120, 1)[:count]
    output = stretched(sound, speed)
    assert output.dtype == np.float32
    assert len(output) == round(count / speed)
    assert np.abs(output).max(initial=0) <= np.abs(sound).max(initial=0)


@pytest.mark.parametrize("speed", SPEEDS)
def test_silence_stays_silent_and_dc_stays_where_it_is(speed: float) -> None:
    assert not stretched(np.zeros(12_000, np.float32), speed).any()
    steady = np.full(12_000, 0.25, np.float32)
    assert (stretched(steady, speed)[: round(10_000 / speed)] == 0.25).all()


@pytest.mark.parametrize("speed", SPEEDS)
def test_full_scale_input_stays_in_range(speed: float) -> None:
    loud = np.sign(voiced(90, 0.4)) + np.float32(0)
    noise = np.random.default_rng(1).choice(np.array([-1, 1], np.float32), 9_600)
    for sound in (loud, noise):
        output = stretched(sound, speed)
        assert np.isfinite(output).all()
        assert np.abs(output).max() <= 1.0


@pytest.mark.parametrize("speed", SPEEDS)
def test_positions_rise_and_stay_near_the_ratio(speed: float) -> None:
    sound = speechlike(2.0)
    wsola = Wsola(RATE_HZ, speed)
    wsola.feed(sound)
    wsola.finish()
    inputs = np.arange(0, len(sound) + 1, 37)
    outputs = np.array([wsola.output_position(int(position)) for position in inputs])
    assert (np.diff(outputs) >= 0).all()
    assert outputs[0] == 0
    assert wsola.output_position(len(sound)) == round(len(sound) / speed)
    # A hop is read up to REACH_MS beside its target; one hop of output lies between two places that are known.
    allowed_ms = REACH_MS / speed + HOP_MS
    assert np.abs(outputs - inputs / speed).max() * 1000 / RATE_HZ <= allowed_ms


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.2, 2.0])
def test_position_tells_where_a_burst_sounds(speed: float) -> None:
    sound = np.zeros(RATE_HZ, np.float32)
    starts = [3_000, 9_111, 14_000, 20_500]
    length = round(0.03 * RATE_HZ)
    burst = (0.5 * np.sin(np.linspace(0, 60 * np.pi, length)) * np.hanning(length)).astype(np.float32)
    for start in starts:
        sound[start : start + length] = burst
    wsola = Wsola(RATE_HZ, speed)
    output = np.concatenate((wsola.feed(sound), wsola.finish()))
    for start in starts:
        told = wsola.output_position(start + length / 2)
        edge = max(0, round(told) - 2 * length)
        energy = output[edge : round(told) + 2 * length].astype(np.float64) ** 2
        heard = edge + float((np.arange(len(energy)) * energy).sum() / energy.sum())
        assert abs(heard - told) <= 0.01 * RATE_HZ


@pytest.mark.slow
@pytest.mark.parametrize(("speed", "worst"), [(1.2, 0.17), (0.8, 0.16)])
def test_speech_keeps_its_spectra_and_gains_no_clicks(speed: float, worst: float) -> None:
    lines = corpus().values()
    outputs = [stretched(line, speed) for line in lines]
    pairs = list(zip(lines, outputs, strict=True))
    # rubberband's finer engine has 0.174 and 0.155 on the same lines (bench/RESULTS.md).
    assert np.mean([spectral_convergence(line, output, speed) for line, output in pairs]) < worst
    assert sum(clicks(line, output, speed) for line, output in pairs) <= 1


def test_position_told_before_the_end_is_the_one_after_it() -> None:
    sound = speechlike(2.0)
    wsola = Wsola(RATE_HZ, 1.2)
    emitted = len(wsola.feed(sound[:30_000]))
    early = [wsola.output_position(position) for position in range(0, 30_000, 100)]
    wsola.feed(sound[30_000:])
    wsola.finish()
    late = [wsola.output_position(position) for position in range(0, 30_000, 100)]
    told = [index for index, place in enumerate(early) if place <= emitted]
    assert len(told) > 250
    assert [early[index] for index in told] == [late[index] for index in told]


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("pitch_hz", [70, 210])
def test_seams_make_no_clicks(pitch_hz: int, speed: float) -> None:
    vowel = voiced(pitch_hz, 1.0)
    # An abrupt end is the input's own; seams are what lies before it.
    output = stretched(vowel, speed)[: round(0.97 * len(vowel) / speed)]
    assert np.abs(np.diff(output)).max() <= 1.1 * np.abs(np.diff(vowel)).max()


def test_the_end_of_the_speech_is_not_cut_off() -> None:
    for speed in SPEEDS:
        sound = np.zeros(24_000, np.float32)
        sound[23_000:23_900] = voiced(200, 1)[:900]
        output = stretched(sound, speed)
        last_input = np.flatnonzero(np.abs(sound) > 0.01)[-1]
        last_output = np.flatnonzero(np.abs(output) > 0.01)[-1]
        assert abs(last_output - last_input / speed) <= 0.012 * RATE_HZ


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.2, 2.0, 4.0])
def test_first_output_comes_after_the_stated_latency(speed: float) -> None:
    wsola = Wsola(RATE_HZ, speed)
    sound = voiced(100, 1)
    assert wsola.latency_samples <= max(0.01, 0.02 * speed) * RATE_HZ
    assert len(wsola.feed(sound[: wsola.latency_samples - 1])) == 0
    assert len(wsola.feed(sound[wsola.latency_samples - 1 : wsola.latency_samples])) > 0


def test_memory_does_not_grow_with_the_stream() -> None:
    piece = speechlike(1.0)
    wsola = Wsola(RATE_HZ, 4.0)
    wsola.feed(piece)
    tracemalloc.start()
    try:
        for _ in range(100):
            wsola.feed(piece)
        held_bytes, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # 100 s would be 9.6 MB; kept are some 50 ms of sound and 16 bytes a hop.
    assert held_bytes < 200_000


def test_places_long_past_are_told_in_proportion_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    assert KEPT_HOPS * HOP_MS >= 600_000
    monkeypatch.setattr("rhapsode_server.audio.wsola.KEPT_HOPS", 20)
    wsola = Wsola(RATE_HZ, 1.2)
    piece = speechlike(0.2)
    for _ in range(20):
        wsola.feed(piece)
    wsola.finish()
    inputs = np.arange(0, 20 * len(piece), 50)
    outputs = np.array([wsola.output_position(int(position)) for position in inputs])
    assert (np.diff(outputs) >= 0).all()
    assert np.abs(outputs - inputs / 1.2).max() <= 0.02 * RATE_HZ


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 48_000])
def test_other_rates_work_alike(rate_hz: int) -> None:
    vowel = voiced(120, 1.0, rate_hz)
    output = stretched(vowel, 1.2, rate_hz)
    assert len(output) == round(len(vowel) / 1.2)
    assert np.sqrt(np.mean(output**2)) == pytest.approx(np.sqrt(np.mean(vowel**2)), rel=0.1)


@pytest.mark.parametrize("speed", [0.24, 4.01, 0.0, -1.0, float("nan"), float("inf")])
def test_speed_out_of_range_is_refused(speed: float) -> None:
    with pytest.raises(ValueError, match=r"speed must be 0\.25 to 4\.0"):
        Wsola(RATE_HZ, speed)


def test_rate_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="sample_rate_hz"):
        Wsola(3_000, 1.2)


def test_other_shapes_and_types_are_refused() -> None:
    wsola = Wsola(RATE_HZ, 1.2)
    with pytest.raises(ValueError, match=r"float32 \[T\], not float64"):
        wsola.feed(np.zeros(10))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"not float32 \[2, 5\]"):
        wsola.feed(np.zeros((2, 5), np.float32))


@pytest.mark.parametrize("speed", [1.0, 1.2])
def test_nothing_comes_after_the_end(speed: float) -> None:
    wsola = Wsola(RATE_HZ, speed)
    assert len(wsola.finish()) == 0
    with pytest.raises(RuntimeError, match="feed after finish"):
        wsola.feed(SILENCE)
    with pytest.raises(RuntimeError, match="finish after finish"):
        wsola.finish()


def test_output_is_the_callers_own() -> None:
    sound = speechlike()
    wsola = Wsola(RATE_HZ, 1.2)
    first = wsola.feed(sound[:12_000])
    kept = first.copy()
    first[:] = 9.0
    rest = np.concatenate((wsola.feed(sound[12_000:]), wsola.finish()))
    assert np.concatenate((kept, rest)).tobytes() == stretched(sound, 1.2).tobytes()

"""The whole way of a segment: pieces, lengths, timings, joints; and the same bytes for any split."""

from collections.abc import Sequence
from itertools import count

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_protocol.formats import FORMATS, AudioFormat, Encoding
from rhapsode_server.audio.chain import FIRST_PIECE_MS, PIECE_MS, Chain, ChainAudio, ChainResult
from rhapsode_server.audio.trim import AUDIBLE, POST_ROLL_MS, PRE_ROLL_MS
from rhapsode_server.audio.watermark import Unmarked, Watermarker
from rhapsode_server.engines.engine import EngineAudio
from rhapsode_server.sound import SILENCE, Samples, WordMark
from rhapsode_server.text.reading import SpokenWord

SPEEDS = (0.25, 0.8, 1.0, 1.2, 4.0)
PCM_24000 = FORMATS["pcm_24000"]
CODECS = {Encoding.MULAW: "pcm_mulaw", Encoding.ALAW: "pcm_alaw"}


class Late(Watermarker):
    """Holds 100 samples back and adds an inaudible constant, as a real watermarker does."""

    pair = "embedded"

    def __init__(self) -> None:
        self._held: Samples = SILENCE

    def reset(self) -> None:
        self._held = SILENCE

    def _add(self, samples: Samples) -> Samples:
        held = np.concatenate((self._held, samples))
        ready, self._held = held[:-100], held[-100:]
        return ready + np.float32(0.0005)

    def _drain(self) -> Samples:
        rest, self._held = self._held, SILENCE
        return rest + np.float32(0.0005)


def word(text: str, start: int) -> SpokenWord:
    return SpokenWord(text, start, start + len(text), start, start + len(text))


WORDS = (word("one", 0), word("two", 4), word("three", 8))


def speech(rate_hz: int, seconds: float = 1.2, lead_s: float = 0.25, tail_s: float = 0.3) -> Samples:
    """Silence, a vowel with a soft start and end, silence."""
    time_s = np.arange(round(seconds * rate_hz)) / rate_hz
    vowel = sum(np.sin(2 * np.pi * 140 * k * time_s) / k for k in range(1, 8))
    vowel *= 0.25 * np.minimum(1, np.minimum(time_s, time_s[::-1]) / 0.03)
    silences = [np.zeros(round(length_s * rate_hz)) for length_s in (lead_s, tail_s)]
    return np.concatenate((silences[0], vowel, silences[1])).astype(np.float32)


def run(
    chain: Chain,
    chunks: Sequence[EngineAudio],
    words: Sequence[SpokenWord] = (),
    speed: float = 1.0,
    pause_ms: int = 0,
) -> tuple[list[ChainAudio], ChainResult]:
    chain.begin(words, speed, pause_ms)
    pieces = [piece for chunk in chunks for piece in chain.feed(chunk)]
    result = chain.finish()
    return [*pieces, *result.audio], result


def decoded(pieces: Sequence[ChainAudio], audio_format: AudioFormat) -> Samples:
    payload = b"".join(piece.payload for piece in pieces)
    if audio_format.encoding is Encoding.PCM_S16LE:
        integers = np.frombuffer(payload, "<i2")
    else:
        context = av.CodecContext.create(CODECS[audio_format.encoding], "r")
        assert isinstance(context, av.AudioCodecContext)
        context.sample_rate, context.layout = audio_format.rate_hz, "mono"
        integers = np.concatenate([frame.to_ndarray().reshape(-1) for frame in context.decode(av.Packet(payload))])
    return (integers / 32_768).astype(np.float32)


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("token", sorted(FORMATS))
def test_every_format_at_every_speed_has_its_length_and_decodes(token: str, speed: float) -> None:
    audio_format = FORMATS[token]
    pieces, result = run(
        Chain(audio_format, 22_050, Unmarked()), [EngineAudio(0, speech(22_050))], speed=speed, pause_ms=400
    )
    native_ms = result.native_samples / 24.0
    spoken_ms = 1200 + PRE_ROLL_MS + POST_ROLL_MS + 400
    assert native_ms == pytest.approx(spoken_ms, abs=15)
    assert result.delivered_samples == sum(piece.samples for piece in pieces)
    delivered_ms = audio_format.duration_ms(result.delivered_samples)
    assert delivered_ms == pytest.approx(native_ms / speed, rel=0.01)
    sound = decoded(pieces, audio_format)
    assert len(sound) == result.delivered_samples
    assert np.abs(sound).max() == pytest.approx(np.abs(speech(22_050)).max(), rel=0.15)
    pause = sound[len(sound) - round(0.35 / speed * audio_format.rate_hz) :]
    assert np.abs(pause).max() < AUDIBLE


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("token", sorted(FORMATS))
def test_segments_join_without_a_click(token: str, speed: float) -> None:
    """No step near a joint is larger than those that the same sound has in its middle."""
    audio_format = FORMATS[token]
    chain = Chain(audio_format, 24_000, Unmarked())
    loud_end = speech(24_000, lead_s=0.1, tail_s=0.0)[: -round(0.2 * 24_000)]
    pieces: list[ChainAudio] = []
    joints = []
    for sound, pause_ms in ((loud_end, 0), (speech(24_000), 0), (loud_end, 200), (speech(24_000), 0)):
        some, _ = run(chain, [EngineAudio(0, sound)], speed=speed, pause_ms=pause_ms)
        pieces += some
        joints.append(sum(piece.samples for piece in pieces))
    steps = np.abs(np.diff(decoded(pieces, audio_format)))
    around = round(0.02 * audio_format.rate_hz)
    near_joint = np.zeros(len(steps), bool)
    for joint in joints:
        near_joint[max(0, joint - around) : joint + around] = True
    assert steps[near_joint].max() <= steps[~near_joint].max()


@pytest.mark.parametrize("engine_rate_hz", [16_000, 22_050, 24_000, 48_000])
def test_the_engines_rate_does_not_show(engine_rate_hz: int) -> None:
    pieces, result = run(Chain(PCM_24000, engine_rate_hz, Unmarked()), [EngineAudio(0, speech(engine_rate_hz))])
    reference, _ = run(Chain(PCM_24000, 24_000, Unmarked()), [EngineAudio(0, speech(24_000))])
    assert result.native_samples == pytest.approx(sum(piece.samples for piece in reference), abs=48)
    assert np.abs(decoded(pieces, PCM_24000)).max() == pytest.approx(np.abs(speech(24_000)).max(), rel=0.05)


def test_pieces_start_short_and_never_exceed_200_ms() -> None:
    pieces, result = run(Chain(PCM_24000, 24_000, Unmarked()), [EngineAudio(0, speech(24_000, seconds=2.0))])
    lengths_ms = [PCM_24000.duration_ms(piece.samples) for piece in pieces]
    assert lengths_ms[:5] == [FIRST_PIECE_MS, 2 * FIRST_PIECE_MS, 4 * FIRST_PIECE_MS, PIECE_MS, PIECE_MS]
    assert max(lengths_ms) <= 200
    assert all(len(piece.payload) == 2 * piece.samples for piece in pieces)
    assert sum(lengths_ms) == PCM_24000.duration_ms(result.delivered_samples)


def test_pieces_leave_while_the_engine_still_speaks() -> None:
    chain = Chain(PCM_24000, 24_000, Unmarked())
    chain.begin((), 1.0, 0)
    sound = speech(24_000, seconds=2.0)
    left = [len(chain.feed(EngineAudio(0, chunk))) for chunk in np.array_split(sound, 8)]
    assert sum(left[:3]) > 0
    chain.finish()


def test_the_first_audible_sample_is_found_in_its_piece() -> None:
    sound = np.concatenate((np.zeros(5000), 0.3 * np.sign(np.sin(np.arange(24_000)))))
    pieces, _ = run(Chain(PCM_24000, 24_000, Unmarked()), [EngineAudio(0, sound.astype(np.float32))], pause_ms=900)
    first = pieces[0].first_audible_sample
    assert first is not None
    assert first == pytest.approx(PRE_ROLL_MS * 24, abs=1)
    assert pieces[-1].first_audible_sample is None
    samples = decoded(pieces[:1], PCM_24000)
    assert np.abs(samples[:first]).max() <= AUDIBLE < abs(samples[first])


def test_a_break_alone_is_silence_of_its_length() -> None:
    pieces, result = run(Chain(FORMATS["ulaw_8000"], 22_050, Unmarked()), [], speed=1.25, pause_ms=500)
    assert result.native_samples == 12_000
    assert result.delivered_samples == 3200
    assert result.words == ()
    assert [piece.first_audible_sample for piece in pieces] == [None] * len(pieces)
    assert set(b"".join(piece.payload for piece in pieces)) == {0xFF}


def test_silence_and_no_pause_gives_nothing() -> None:
    marks = (WordMark(0, 10, 500),)
    pieces, result = run(
        Chain(PCM_24000, 24_000, Unmarked()), [EngineAudio(0, np.zeros(9000, np.float32), marks)], WORDS[:1]
    )
    assert (pieces, result.native_samples, result.delivered_samples) == ([], 0, 0)
    assert [(timing.start_ms, timing.end_ms) for timing in result.words] == [(0.0, 0.0)]


@pytest.mark.parametrize(("watermarker", "pair"), [(Unmarked(), "none"), (Late(), "embedded")])
def test_the_result_names_the_watermark(watermarker: Watermarker, pair: str) -> None:
    chain = Chain(PCM_24000, 24_000, watermarker)
    assert run(chain, [EngineAudio(0, speech(24_000))])[1].watermark == pair
    assert run(chain, [], pause_ms=10)[1].watermark == pair


def bursts(rate_hz: int, starts_s: Sequence[float], length_s: float = 0.12) -> Samples:
    """Words as tone bursts in silence, each of its own pitch."""
    samples = np.zeros(round((starts_s[-1] + 0.5) * rate_hz))
    time_s = np.arange(round(length_s * rate_hz)) / rate_hz
    for number, start_s in enumerate(starts_s):
        start = round(start_s * rate_hz)
        samples[start : start + len(time_s)] = 0.4 * np.sin(2 * np.pi * (300 + 150 * number) * time_s)
    return samples.astype(np.float32)


@pytest.mark.parametrize("engine_rate_hz", [22_050, 24_000])
@pytest.mark.parametrize(("speed", "tolerance_ms"), [(1.0, 1.0), (0.8, 3.0), (1.2, 3.0), (0.5, 12.0), (2.0, 4.0)])
def test_words_are_where_they_sound(engine_rate_hz: int, speed: float, tolerance_ms: float) -> None:
    starts_s = (0.4, 0.9, 1.5)
    marks = tuple(
        WordMark(index, round(start_s * engine_rate_hz), round((start_s + 0.12) * engine_rate_hz))
        for index, start_s in enumerate(starts_s)
    )
    chunk = EngineAudio(0, bursts(engine_rate_hz, starts_s), marks, last=True)
    pieces, result = run(Chain(PCM_24000, engine_rate_hz, Unmarked()), [chunk], WORDS, speed, 300)
    sound = decoded(pieces, PCM_24000)
    assert [timing.word for timing in result.words] == ["one", "two", "three"]
    for timing in result.words:
        # The burst fills its span, and there is silence a little before and after it.
        start, stop = (round(time_ms * 24) for time_ms in (timing.start_ms, timing.end_ms))
        margin = round(tolerance_ms * 24)
        assert np.abs(sound[start : start + margin + 24]).max() > 0.05
        assert np.abs(sound[stop - margin - 24 : stop]).max() > 0.05
        assert np.abs(sound[max(0, start - 3 * margin) : max(0, start - margin)]).max(initial=0) < 0.05
        assert np.abs(sound[stop + margin : stop + 3 * margin]).max() < 0.05


def test_marks_may_come_after_their_sound_and_words_without_marks_stay_in_order() -> None:
    sound = bursts(24_000, (0.3, 0.8, 1.4))
    late = EngineAudio(0, SILENCE, (WordMark(0, 7200, 10_000), WordMark(2, 33_600, 36_000)), last=True)
    _, result = run(Chain(PCM_24000, 24_000, Unmarked()), [EngineAudio(0, sound), late], WORDS)
    first, second, third = result.words
    assert first.start_ms == pytest.approx(PRE_ROLL_MS, abs=0.2)
    assert (second.start_ms, second.end_ms) == (first.end_ms, first.end_ms)
    assert third.start_ms == pytest.approx(PRE_ROLL_MS + 1100, abs=0.2)
    assert third.end_ms <= result.delivered_samples / 24


def test_a_mark_beyond_the_sound_stays_inside_it() -> None:
    chunk = EngineAudio(0, speech(24_000, seconds=0.3), (WordMark(0, 0, 10**7),))
    _, result = run(Chain(FORMATS["pcm_8000"], 24_000, Unmarked()), [chunk], WORDS[:1])
    assert 0.0 <= result.words[0].start_ms <= result.words[0].end_ms <= result.delivered_samples / 8


@settings(deadline=None, max_examples=30)
@given(
    token=st.sampled_from(sorted(FORMATS)),
    speed=st.sampled_from((0.8, 1.0, 1.2, 2.0)),
    engine_rate_hz=st.sampled_from((16_000, 22_050, 24_000)),
    late=st.booleans(),
    cuts=st.lists(st.integers(0, 20_000), max_size=10),
)
def test_any_split_gives_the_same_pieces(
    token: str, speed: float, engine_rate_hz: int, late: bool, cuts: list[int]
) -> None:
    sound = speech(engine_rate_hz, seconds=0.5)
    marks = (WordMark(0, 9000, 12_000),)

    def pieces_of(chunks: Sequence[Samples]) -> tuple[list[ChainAudio], tuple[object, ...]]:
        chain = Chain(FORMATS[token], engine_rate_hz, Late() if late else Unmarked())
        audio = [EngineAudio(0, chunk) for chunk in chunks]
        pieces, result = run(chain, [*audio, EngineAudio(0, SILENCE, marks)], WORDS, speed, 150)
        return pieces, (result.words, result.native_samples, result.delivered_samples)

    places = sorted(cut for cut in cuts if cut < len(sound))
    assert pieces_of(np.split(sound, places)) == pieces_of([sound])


def test_an_abandoned_segment_leaves_no_trace() -> None:
    chain = Chain(PCM_24000, 24_000, Late())
    expected = run(Chain(PCM_24000, 24_000, Late()), [EngineAudio(0, speech(24_000))])
    chain.begin(WORDS, 1.2, 100)
    chain.feed(EngineAudio(0, speech(24_000, seconds=0.7), (WordMark(0, 0, 100),)))
    chain.abandon()
    chain.abandon()
    assert run(chain, [EngineAudio(0, speech(24_000))]) == expected


def test_calls_out_of_turn_are_refused() -> None:
    chain = Chain(PCM_24000, 24_000, Unmarked())
    with pytest.raises(RuntimeError, match="begin one first"):
        chain.feed(EngineAudio(0, SILENCE))
    with pytest.raises(RuntimeError, match="begin one first"):
        chain.finish()
    chain.begin((), 1.0, 0)
    with pytest.raises(RuntimeError, match="finish or abandon"):
        chain.begin((), 1.0, 0)


@pytest.mark.parametrize(("speed", "pause_ms"), [(0.2, 0), (4.1, 0), (float("nan"), 0), (1.0, -1)])
def test_a_speed_or_pause_out_of_range_is_refused(speed: float, pause_ms: int) -> None:
    with pytest.raises(ValueError, match="must"):
        Chain(PCM_24000, 24_000, Unmarked()).begin((), speed, pause_ms)


@pytest.mark.parametrize(
    ("samples", "complaint"),
    [
        (np.zeros((2, 10), np.float32), "float32"),
        (np.zeros(10, np.float64), "float32"),
        (np.array([0.1, np.nan], np.float32), "NaN"),
        (np.array([np.inf], np.float32), "NaN"),
    ],
)
def test_samples_that_are_no_sound_are_refused(samples: Samples, complaint: str) -> None:
    chain = Chain(PCM_24000, 24_000, Unmarked())
    chain.begin((), 1.0, 0)
    with pytest.raises(ValueError, match=complaint):
        chain.feed(EngineAudio(0, samples))


def test_a_mark_of_a_word_that_is_not_there_is_refused() -> None:
    chain = Chain(PCM_24000, 24_000, Unmarked())
    chain.begin(WORDS, 1.0, 0)
    with pytest.raises(ValueError, match="word 3 of 3"):
        chain.feed(EngineAudio(0, SILENCE, (WordMark(3, 0, 10),)))


def test_what_each_stage_costs_is_told_with_the_result() -> None:
    ticks = count()
    chain = Chain(PCM_24000, 24_000, Unmarked(), clock=lambda: float(next(ticks)))
    chain.begin((), 1.0, 100)
    chain.feed(EngineAudio(0, SILENCE))
    chain.feed(EngineAudio(0, SILENCE))
    # A stage ends with one look at the clock, which moves on by a second; two feeds and the end, two resamplers.
    assert chain.finish().stages_ms == {
        "resample": 6_000.0,
        "trim": 3_000.0,
        "speed": 3_000.0,
        "watermark": 3_000.0,
        "encode": 3_000.0,
    }
    chain.begin((), 1.0, 100)
    assert chain.finish().stages_ms["trim"] == 1_000.0, "each segment counts for itself"

"""Measures of the mark on sounds whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rhapsode_bench.watermark_marks.listener import Listener, cut
from rhapsode_bench.watermark_marks.loudness import mark_level
from rhapsode_bench.watermark_marks.marking import MarkedRecording, marked, message_bits
from rhapsode_bench.watermark_marks.masking import audibility
from rhapsode_bench.watermark_marks.recordings import Recording
from rhapsode_protocol.formats import NATIVE_RATE_HZ
from rhapsode_server.audio.watermark import Unmarked
from rhapsode_server.sound import Samples

SECOND = np.arange(NATIVE_RATE_HZ) / NATIVE_RATE_HZ


def sine(hz: float, level_db: float) -> Samples:
    return (10 ** (level_db / 20) * np.sin(2 * np.pi * hz * SECOND)).astype(np.float32)


def noise(level_db: float, seed: int = 1) -> Samples:
    white = np.random.default_rng(seed).standard_normal(NATIVE_RATE_HZ)
    return (10 ** (level_db / 20) * white).astype(np.float32)


def test_a_mark_20_db_down_is_20_db_down_everywhere() -> None:
    speech = noise(-20)
    level = mark_level([MarkedRecording("noise", speech, speech * 1.1, 0)])
    assert level.overall_db == pytest.approx(-20, abs=0.01)
    assert level.percentiles_db == pytest.approx((-20, -20, -20), abs=0.01)


def test_pauses_are_told_apart() -> None:
    speech = np.concatenate((noise(-20), np.zeros(NATIVE_RATE_HZ, np.float32)))
    mark = np.concatenate((noise(-50), noise(-80)))
    level = mark_level([MarkedRecording("noise", speech, speech + mark, 0)])
    assert level.percentiles_db[1] == pytest.approx(-30, abs=0.3)
    assert level.pauses_dbfs == pytest.approx(-80, abs=0.3)


def test_a_change_in_the_same_band_is_masked_and_one_far_off_is_not() -> None:
    loud = sine(1_000, -10)
    beside, far = audibility(loud, sine(1_030, -50)), audibility(loud, sine(6_000, -50))
    assert beside.total_db < -10
    assert beside.frames_above == 0
    assert far.total_db > 0
    assert far.frames_above == 1


def test_a_tone_masks_less_than_noise() -> None:
    change = noise(-70, seed=3)
    assert audibility(sine(1_000, -20), change).total_db > audibility(noise(-20), change).total_db + 10


def test_what_is_too_soft_for_anyone_is_not_heard() -> None:
    quiet = audibility(np.zeros(NATIVE_RATE_HZ, np.float32), sine(1_000, -100))
    assert quiet.frames_above == 0
    assert audibility(np.zeros(NATIVE_RATE_HZ, np.float32), sine(1_000, -60)).frames_above == 1


def test_the_ratio_follows_the_level() -> None:
    speech = noise(-20)
    ratios = [audibility(speech, noise(level, seed=3)).total_db for level in (-40, -30)]
    assert ratios[1] - ratios[0] == pytest.approx(10, abs=0.01)


def test_messages_are_written_most_significant_bit_first() -> None:
    assert message_bits(0x8001).tolist() == [True, *[False] * 14, True]


def test_the_stage_gets_every_sample_once() -> None:
    recording = Recording("noise", noise(-20))
    for cuts in (None, (), (1, 2, 17_000)):
        assert np.array_equal(marked(lambda message: Unmarked(), recording, 5, cuts).marked, recording.sound)


def test_clips_are_cut_on_the_grid_where_that_is_asked() -> None:
    sound = np.arange(40_000, dtype=np.float32)
    on_grid = cut(sound, 0.5, 50, np.random.default_rng(1), on_grid=True)
    anywhere = cut(sound, 0.5, 50, np.random.default_rng(1), on_grid=False)
    assert {len(clip) for clip in on_grid + anywhere} == {8_000}
    assert all(clip[0] % 320 == 0 for clip in on_grid)
    assert any(clip[0] % 320 for clip in anywhere)


def test_clips_judged_together_are_judged_as_alone() -> None:
    pytest.importorskip("audioseal")
    from rhapsode_server.audio import embedded
    from rhapsode_server.audio.weights import build_detector

    torch.manual_seed(1)
    listener = Listener(build_detector(embedded.card()["detector"]).eval().requires_grad_(False))
    clips = [noise(-20, seed)[:8_000] for seed in range(3)]
    together = listener.judge(clips)
    for clip, row, score in zip(clips, together, listener.whole(together), strict=True):
        alone = listener.frame_scores(clip)
        assert listener.windows_of_scores(alone, 0.5, 0.5)[0] == pytest.approx(score, abs=1e-4)
        assert alone.mark == pytest.approx(row.mark, abs=1e-4)
        assert alone.bits == pytest.approx(row.bits, abs=1e-4)

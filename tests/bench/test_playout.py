"""The playout: the gate opens where sound begins, however the frames are cut, and late frames are stalls."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_bench.playout import GATE_WINDOW_MS, Playout

RATE_HZ = 24_000


def pcm(*parts: tuple[float, float]) -> bytes:
    """Tones of 1 kHz, each as its length in ms and its amplitude."""
    samples = [
        amplitude * np.sin(2 * np.pi * 1000 * np.arange(round(length_ms * RATE_HZ / 1000)) / RATE_HZ)
        for length_ms, amplitude in parts
    ]
    return (np.concatenate(samples) * 32767).astype("<i2").tobytes()


def play(payload: bytes, cuts: list[int], arrived_s: float = 10.0) -> Playout:
    playout = Playout()
    edges = [0, *sorted(2 * cut for cut in cuts), len(payload)]
    for begin, end in zip(edges, edges[1:], strict=False):
        playout.take(payload[begin:end], RATE_HZ, arrived_s)
    return playout


def test_the_gate_opens_where_the_sound_begins_not_at_the_first_frame() -> None:
    playout = play(pcm((30, 0.0), (40, 0.5)), [])
    assert playout.first_frame_s == 10.0
    assert playout.first_audible_s == pytest.approx(10.030, abs=0.001)


def test_a_soft_fade_before_the_word_is_not_the_word() -> None:
    # -44 dBFS: above the server's gate for single samples, below this one.
    assert play(pcm((30, 0.0), (20, 0.009), (40, 0.5)), []).first_audible_s == pytest.approx(10.050, abs=0.001)


def test_an_onset_near_the_gate_is_told_at_the_end_of_the_window_at_the_latest() -> None:
    begins_s = 10.030
    heard_s = play(pcm((30, 0.0), (40, 0.0145)), []).first_audible_s
    assert heard_s is not None
    assert begins_s < heard_s <= begins_s + GATE_WINDOW_MS / 1000 + 0.001


def test_silence_is_never_audible() -> None:
    playout = play(pcm((200, 0.001)), [1000, 2000])
    assert playout.first_audible_s is None
    assert playout.audio_s == pytest.approx(0.2)


def test_a_tick_is_no_speech() -> None:
    samples = np.zeros(2400, "<i2")
    samples[1200] = 3000
    assert play(samples.tobytes(), []).first_audible_s is None


WHOLE = pcm((20, 0.0), (7, 0.012), (30, 0.3))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, len(WHOLE) // 2), max_size=12))
def test_any_cut_into_frames_is_heard_alike(cuts: list[int]) -> None:
    whole, cut = play(WHOLE, []), play(WHOLE, cuts)
    assert cut.first_audible_s == pytest.approx(whole.first_audible_s, abs=1e-9)
    assert cut.audio_s == pytest.approx(whole.audio_s)
    assert cut.stalls == 0


def test_a_late_frame_is_a_stall_and_an_early_one_waits_its_turn() -> None:
    playout = Playout()
    playout.take(pcm((100, 0.0)), RATE_HZ, 5.0)
    playout.take(pcm((100, 0.0)), RATE_HZ, 5.0)
    assert playout.stalls == 0
    playout.take(pcm((100, 0.5)), RATE_HZ, 5.25)
    assert playout.stalls == 1
    assert playout.stalled_s == pytest.approx(0.05)
    assert playout.first_audible_s == pytest.approx(5.25, abs=0.001)
    assert playout.last_frame_s == 5.25


def test_sound_behind_a_silent_frame_is_heard_when_that_frame_has_been_played() -> None:
    playout = Playout()
    playout.take(pcm((100, 0.0)), RATE_HZ, 5.0)
    playout.take(pcm((100, 0.5)), RATE_HZ, 5.001)
    assert playout.first_audible_s == pytest.approx(5.1, abs=0.001)

"""The compiled loops: the choice of a place."""

from __future__ import annotations

import numpy as np
import pytest

from rhapsode_server.audio.splice import compiled
from rhapsode_server.sound import Samples

HOP = 240
REACH = 240
STEP = 6


def one_hop(buffer: Samples, natural: int, target: int, low: int, high: int) -> tuple[int, Samples]:
    output, chosen = np.empty(HOP, np.float32), np.empty(1, np.int64)
    fade_in = np.linspace(0, 1, HOP, dtype=np.float32)
    targets, lows, highs = (np.array([position]) for position in (target, low, high))
    compiled()(buffer, natural, targets, lows, highs, REACH, STEP, fade_in, output, chosen)
    return int(chosen[0]), output


def tone(period_samples: int) -> Samples:
    turns = np.arange(4_000) / period_samples
    return (np.sin(2 * np.pi * turns) + 0.5 * np.sin(4 * np.pi * turns + 1)).astype(np.float32)


def test_near_its_target_the_sound_runs_on_bit_for_bit() -> None:
    noise = np.random.default_rng(3).standard_normal(4_000).astype(np.float32)
    place, output = one_hop(noise, 1_000, 1_040, 800, 1_280)
    assert place == 1_000
    assert output.tobytes() == noise[1_000:1_240].tobytes()


@pytest.mark.parametrize("period_samples", [61, 97, 150, 203])
def test_far_from_its_target_it_jumps_by_whole_periods(period_samples: int) -> None:
    place, _ = one_hop(tone(period_samples), 1_000, 1_230, 990, 1_470)
    assert place > 1_000
    # To the sample but for the pull of the target, which may win a sample or two where likeness is flat.
    assert abs((place - 1_000 + period_samples / 2) % period_samples - period_samples / 2) <= 2


def test_in_silence_it_goes_straight_to_the_target() -> None:
    place, output = one_hop(np.zeros(4_000, np.float32), 1_000, 1_236, 996, 1_476)
    assert abs(place - 1_236) < STEP
    assert not output.any()


def test_sound_outside_the_allowed_range_is_never_chosen() -> None:
    place, _ = one_hop(tone(100), 1_000, 1_600, 1_360, 1_840)
    assert 1_360 <= place <= 1_840

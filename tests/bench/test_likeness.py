"""Two renderings beside each other."""

from __future__ import annotations

import numpy as np
import pytest

from rhapsode_bench.likeness import likeness

SOUND = np.random.default_rng(1).standard_normal(24_000).astype(np.float32) * 0.1


def test_equal_renderings_are_infinitely_alike() -> None:
    same = likeness(SOUND, SOUND)
    assert same.signal_to_difference_db > 200
    assert same.log_spectral_distance_db == 0


@pytest.mark.parametrize("db", [20.0, 43.0])
def test_a_difference_has_its_level(db: float) -> None:
    noise = np.random.default_rng(2).standard_normal(len(SOUND)).astype(np.float32)
    noise *= np.linalg.norm(SOUND) / np.linalg.norm(noise) * 10 ** (-db / 20)
    told = likeness(SOUND, SOUND + noise)
    assert told.signal_to_difference_db == pytest.approx(db, abs=0.1)
    assert 0 < told.log_spectral_distance_db < 3


def test_twice_as_loud_is_six_decibels_in_every_bin() -> None:
    assert likeness(SOUND, 2 * SOUND).log_spectral_distance_db == pytest.approx(6.02, abs=0.05)


def test_renderings_of_other_lengths_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        likeness(SOUND, SOUND[:-1])

"""What a second of speech costs, learned from what was spoken."""

from __future__ import annotations

import pytest

from rhapsode_server.synthesis.real_time_factors import LEAST_AUDIO_MS, WEIGHT, RealTimeFactors


def test_the_first_segment_is_believed_and_later_ones_move_it() -> None:
    factors = RealTimeFactors()
    known = factors.known
    assert not known
    factors.learn("kokoro", 200.0, 1_000.0)
    assert known["kokoro"] == pytest.approx(0.2)
    factors.learn("kokoro", 400.0, 1_000.0)
    assert known["kokoro"] == pytest.approx(0.2 + WEIGHT * 0.2)


def test_engines_are_apart_and_scraps_tell_nothing() -> None:
    factors = RealTimeFactors()
    factors.learn("espeak", 3.0, 1_000.0)
    factors.learn("kokoro", 500.0, LEAST_AUDIO_MS - 1)
    factors.learn("kokoro", 0.0, 0.0)
    assert dict(factors.known) == {"espeak": pytest.approx(0.003)}


def test_nobody_else_changes_them() -> None:
    with pytest.raises(TypeError):
        RealTimeFactors().known["kokoro"] = 1.0  # type: ignore[index]

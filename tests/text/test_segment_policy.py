"""The numbers of the first-audio policy, and how a request changes them."""

from __future__ import annotations

import pytest

from rhapsode_protocol.messages import Settings
from rhapsode_server.text.segment_policy import SegmentPolicy


def test_nothing_said_is_the_default() -> None:
    assert SegmentPolicy.from_settings(Settings()) == SegmentPolicy()


def test_settings_arrive() -> None:
    policy = SegmentPolicy.from_settings(
        Settings(chunk_length_schedule=(50, 90), auto_mode=True, flush_timeout_ms=900, max_buffer_length=70)
    )
    assert policy.schedule == (50, 90)
    assert policy.whole_sentences
    assert policy.stale_s == 0.9
    assert policy.max_buffer_characters == 70


@pytest.mark.parametrize(("flush_timeout_ms", "first_s"), [(500, 0.2), (100, 0.1), (0, 0.0)])
def test_the_first_wait_is_never_longer_than_what_the_client_named(flush_timeout_ms: int, first_s: float) -> None:
    assert SegmentPolicy(flush_timeout_ms=flush_timeout_ms).stale_first_s == first_s


def test_segments_grow() -> None:
    targets = [SegmentPolicy().target(position) for position in range(4)]
    assert [target.maximum for target in targets] == [100, 120, 250, 250]
    assert [target.sentence_min for target in targets] == [10, 40, 160, 160]
    assert targets[0].clause_min == 18
    assert targets[2].clause_min is None


def test_the_last_number_of_a_schedule_repeats() -> None:
    policy = SegmentPolicy(schedule=(5, 300))
    assert [policy.target(position).sentence_min for position in range(3)] == [5, 300, 300]
    assert all(policy.target(position).by_characters for position in range(3))
    assert policy.target(2).maximum >= 450


def test_auto_mode_never_starts_at_a_clause() -> None:
    for schedule in (None, (30,)):
        assert SegmentPolicy(whole_sentences=True, schedule=schedule).target(0).clause_min is None

"""Arrivals and conversations in virtual time: drawn from the seed, whoever is measured and however it copes."""

from __future__ import annotations

import dataclasses

import pytest

from rhapsode_bench.latency.schedule import Conversation, Workload, open_arrivals, utterance

WORKLOAD = Workload(
    utterances=[utterance("a" * 34), utterance("b" * 102)],
    tokens_per_second=50.0,
    duty=0.5,
    barge_in_share=0.25,
    seed=7,
)


def test_a_load_asks_for_so_many_streams_worth_of_listening() -> None:
    assert WORKLOAD.expected_s == pytest.approx(4.0)
    assert WORKLOAD.cycle_s == pytest.approx(8.0)
    assert WORKLOAD.turns_per_second(16) == pytest.approx(2.0)


def test_open_arrivals_are_a_poisson_process() -> None:
    arrivals = open_arrivals(WORKLOAD, 16, 5_000.0, 0)
    dues = [arrival.due_s for arrival in arrivals]
    gaps = [after - before for before, after in zip(dues, dues[1:], strict=False)]
    mean = sum(gaps) / len(gaps)
    variance = sum((gap - mean) ** 2 for gap in gaps) / len(gaps)
    assert dues == sorted(dues)
    assert dues[-1] < 5_000.0
    assert mean == pytest.approx(0.5, rel=0.05)
    # Of an exponential distribution the deviation is the mean; of a clock's it would be nought.
    assert variance**0.5 == pytest.approx(mean, rel=0.05)
    assert sum(arrival.barge_in for arrival in arrivals) / len(arrivals) == pytest.approx(0.25, abs=0.02)
    assert {arrival.said.text[0] for arrival in arrivals} == {"a", "b"}


def test_the_same_seed_brings_the_same_people_and_another_others() -> None:
    once = open_arrivals(WORKLOAD, 4, 100.0, 0)
    assert once == open_arrivals(WORKLOAD, 4, 100.0, 0)
    assert once != open_arrivals(WORKLOAD, 4, 100.0, 1)
    assert once != open_arrivals(dataclasses.replace(WORKLOAD, seed=8), 4, 100.0, 0)


def test_streams_begin_spread_over_a_cycle() -> None:
    begins = [Conversation(WORKLOAD, 4, number, 0).first_due_s for number in range(4)]
    assert begins == [0.0, 2.0, 4.0, 6.0]


def test_a_turn_is_due_a_pause_behind_the_sound_of_the_last() -> None:
    conversation = Conversation(WORKLOAD, 1, 0, 0)
    said = utterance("b" * 102)
    pauses = [conversation.next_due_s(100.0, said) - 100.0 for _ in range(1_000)]
    assert min(pauses) >= 3.0
    assert max(pauses) <= 9.0
    assert sum(pauses) / len(pauses) == pytest.approx(6.0, rel=0.05)


def test_a_stream_listens_for_its_duty_in_the_long_run() -> None:
    conversation = Conversation(WORKLOAD, 1, 0, 0)
    now_s = listened_s = 0.0
    for _ in range(2_000):
        said, _ = conversation.next_turn()
        listened_s += said.expected_s
        now_s = conversation.next_due_s(now_s + said.expected_s, said)
    assert listened_s / now_s == pytest.approx(0.5, rel=0.03)

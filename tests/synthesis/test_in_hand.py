"""What workers have: begun or not, until when."""

from __future__ import annotations

from rhapsode_server.synthesis.in_hand import InHand
from synthesis.jobs import make_stream

A, B, C = (make_stream(0, name) for name in "abc")


def test_a_second_batch_begins_when_the_first_has_ended() -> None:
    in_hand = InHand()
    in_hand.take(0, {A, B}, "kokoro", 1.0, 0.5, urgent=False)
    in_hand.take(0, {C}, "espeak", 1.1, 0.2, urgent=False)
    assert [batch.engine for batch in in_hand.of(0)] == ["kokoro", "espeak"]
    assert in_hand.ends_at(A) == 1.5
    assert in_hand.ends_at(C) == 1.7
    assert in_hand.jobs == 3
    assert in_hand.begun(B)
    assert not in_hand.begun(C)


def test_an_urgent_batch_begins_at_once_and_both_have_begun() -> None:
    in_hand = InHand()
    in_hand.take(0, {A}, "kokoro", 1.0, 5.0, urgent=False)
    in_hand.take(0, {B}, "kokoro", 2.0, 0.5, urgent=True)
    assert in_hand.ends_at(B) == 2.5
    assert in_hand.begun(A)
    assert in_hand.begun(B)


def test_a_batch_is_gone_with_its_last_job() -> None:
    in_hand = InHand()
    in_hand.take(3, {A, B}, "kokoro", 1.0, 0.5, urgent=False)
    in_hand.land(A)
    assert len(in_hand.of(3)) == 1
    in_hand.land(B)
    assert not in_hand.of(3)
    assert in_hand.jobs == 0
    assert in_hand.ends_at(A) is None
    assert not in_hand.begun(A)


def test_workers_are_those_that_were_given_something() -> None:
    in_hand = InHand()
    assert in_hand.workers == 1
    in_hand.take(0, {A}, "kokoro", 0.0, 1.0, urgent=False)
    in_hand.take(1, {B}, "kokoro", 0.0, 1.0, urgent=False)
    in_hand.land(A)
    in_hand.land(B)
    assert in_hand.workers == 2
    assert not in_hand.of(2)

"""The cancel table, alone."""

from __future__ import annotations

from rhapsode_server.synthesis.generations import Generations
from synthesis.jobs import make_job, make_stream


def test_only_older_generations_of_the_cancelled_stream_are_stale() -> None:
    generations = Generations()
    generations.raise_to(make_stream(1), 3)
    assert generations.is_stale(make_job(make_stream(1), generation=2))
    assert not generations.is_stale(make_job(make_stream(1), generation=3))
    assert not generations.is_stale(make_job(make_stream(2), generation=0))


def test_a_late_cancel_does_not_lower_the_bar() -> None:
    generations = Generations()
    generations.raise_to(make_stream(), 5)
    generations.raise_to(make_stream(), 2)
    assert generations.is_stale(make_job(generation=4))


def test_forgotten_streams_cost_nothing() -> None:
    generations = Generations()
    for context in range(1000):
        generations.raise_to(make_stream(context), 1)
        generations.forget(make_stream(context))
    assert len(generations) == 0


def test_the_end_makes_everything_stale() -> None:
    generations = Generations()
    generations.end_all()
    assert generations.is_stale(make_job(generation=10**6))

"""Threads that share work: everything once, faults told, settings left as they were."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import torch

from rhapsode_server.engines.kokoro.tiled.crew import Crew


@pytest.fixture(params=[1, 2, 4])
def crew(request: pytest.FixtureRequest) -> Iterator[Crew]:
    crew = Crew(request.param)
    yield crew
    crew.close()


@pytest.mark.parametrize("count", [0, 1, 3, 1_000])
def test_each_number_is_worked_on_once(crew: Crew, count: int) -> None:
    done: list[int] = []
    for _ in range(3):
        done.clear()
        crew.each(count, done.append)
        assert sorted(done) == list(range(count))


def test_members_work_at_the_same_time() -> None:
    crew = Crew(3)
    together = threading.Barrier(3)
    # Each waits for the two others: with fewer threads this would not end.
    crew.each(3, lambda number: together.wait(timeout=10) and None)
    crew.close()


def test_a_fault_is_told_when_all_have_ended_and_nothing_more_is_begun(crew: Crew) -> None:
    begun: list[int] = []

    def work(number: int) -> None:
        begun.append(number)
        if number == 2:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crew.each(10_000, work)
    assert len(begun) < 10_000
    crew.each(5, begun.append)


def test_everybody_computes_alone_and_the_caller_as_before_afterwards() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        crew = Crew(3)
        seen: dict[int, int] = {}
        together = threading.Barrier(3)

        def work(number: int) -> None:
            together.wait(timeout=10)
            seen[threading.get_ident()] = torch.get_num_threads()

        with crew.at_work():
            crew.each(3, work)
        assert len(seen) == 3
        assert set(seen.values()) == {1}
        assert torch.get_num_threads() == 2
        crew.close()
    finally:
        torch.set_num_threads(before)


def test_no_thread_is_left() -> None:
    before = threading.active_count()
    crew = Crew(4)
    assert threading.active_count() == before + 3
    crew.close()
    crew.close()
    assert threading.active_count() == before


def test_there_is_no_crew_of_nobody() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Crew(0)


def test_at_rest_all_is_as_before_it_came_to_work() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        crew = Crew(1)
        with crew.at_work():
            with crew.at_rest():
                assert torch.get_num_threads() == 2
                # Another's work in the midst of this one's.
                with crew.at_work():
                    assert torch.get_num_threads() == 1
                assert torch.get_num_threads() == 2
            assert torch.get_num_threads() == 1
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)

"""Time goes to the stage that has just ended, and to no other."""

from __future__ import annotations

from collections.abc import Iterator

from rhapsode_server.telemetry.stopwatch import STAGES, Stopwatch


def ticking(*moments: float) -> Stopwatch:
    clock: Iterator[float] = iter(moments)
    return Stopwatch(lambda: next(clock))


def test_each_lap_belongs_to_its_stage() -> None:
    watch = ticking(0.0, 1.0, 1.5, 3.5)
    watch.start()
    watch.lap("trim")
    watch.lap("speed")
    assert watch.read_ms() == {"trim": 500.0, "speed": 2000.0}


def test_laps_add_up_and_what_lies_between_is_nobodys() -> None:
    watch = ticking(0.0, 0.0, 1.0, 10.0, 12.0)
    watch.start()
    watch.lap("trim")
    watch.start()
    watch.lap("trim")
    assert watch.read_ms() == {"trim": 3000.0}


def test_every_stage_is_named_once() -> None:
    assert len(set(STAGES)) == len(STAGES)

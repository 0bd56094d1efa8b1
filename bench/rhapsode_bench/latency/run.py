"""All loads on all targets, in slices that take turns: what else the machine does meanwhile falls on each alike."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rhapsode_bench.latency.dialects import DIALECTS
from rhapsode_bench.latency.hearing import Hearing
from rhapsode_bench.latency.line import NO_SOUND, LineError, Target
from rhapsode_bench.latency.report import Report, Row, streams_of
from rhapsode_bench.latency.schedule import Workload
from rhapsode_bench.latency.slice import OPEN, Slice, SliceShape
from rhapsode_bench.machine import idle_core_s
from rhapsode_client.errors import ClientError

RAMP_SHARE = 0.5
"""Longest ramp, as a share of the window: with short runs, half the load is nearer to the truth than no figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run does."""

    targets: Sequence[Target]
    workload: Workload
    streams: Sequence[int]
    arrival: str
    fresh: bool
    duration_s: float
    """Time over which turns of a row are counted."""
    parts: int
    """Slices into which that is cut."""
    depth_s: float

    def shape(self, streams: int, part: int) -> SliceShape:
        """One slice."""
        window_s = self.duration_s / self.parts
        # Streams begin one after the other over a cycle; the first turn of the last of them counts.
        ramp_s = self.workload.cycle_s * (1.0 if self.arrival == OPEN else (streams - 1) / streams)
        return SliceShape(
            streams=streams,
            arrival=self.arrival,
            fresh=self.fresh,
            ramp_s=min(ramp_s, window_s * RAMP_SHARE),
            window_s=window_s,
            part=part,
            depth_s=self.depth_s,
        )


class CannotStart(ClientError):
    """A target does not speak, so that nothing is measured at all."""


def order(plan: Plan) -> Iterator[tuple[int, int, int]]:
    """Streams, part and place of the target, slice by slice: A B, B A, A B, so that nobody is always the second."""
    for streams in plan.streams:
        for part in range(plan.parts):
            places = range(len(plan.targets))
            for place in reversed(places) if part % 2 else places:
                yield streams, part, place


async def first_turns(plan: Plan) -> None:
    """One turn of each target, unmeasured: it loads what is loaded at first use, and tells what is wrong.

    Raises:
        CannotStart: a target does not speak.
    """
    for target in plan.targets:
        line = DIALECTS[target.dialect].connect(target, 1e6)
        hearing = Hearing(time.perf_counter(), plan.workload.utterances[0])
        try:
            await line.open()
            await line.speak(hearing)
            if hearing.playout.first_audible_s is None:
                raise LineError(NO_SOUND, "the first turn ended without a sound")
        except ClientError as error:
            named = target.url in str(error) or len(plan.targets) == 1
            raise CannotStart(str(error) if named else f"{target.label}: {error}") from error
        finally:
            await line.close()


async def measure(plan: Plan, report: Report, on_change: Callable[[Row, str], None]) -> None:
    """Run all slices; what is measured is in the report at once.

    Args:
        plan: what to do.
        report: takes the rows.
        on_change: called behind each turn with its row, and with words for what is going on.

    Raises:
        TargetGone: a server went away.
    """
    rows: dict[tuple[int, int], Row] = {}
    loop = asyncio.get_running_loop()
    began_s, idle_before_s = loop.time(), idle_core_s()
    steps = list(order(plan))
    try:
        for number, (streams, part, place) in enumerate(steps, 1):
            row = rows.get((place, streams))
            if row is None:
                row = rows[place, streams] = Row(place, streams)
                report.rows.append(row)
            target = plan.targets[place]
            doing = f"{number} of {len(steps)}: {target.label}, {streams_of(streams)}"

            def tell(row: Row = row, doing: str = doing) -> None:
                on_change(row, doing)

            tell()
            await Slice(target, plan.workload, plan.shape(streams, part), row, tell).run()
    finally:
        idle_after_s = idle_core_s()
        if idle_before_s is not None and idle_after_s is not None:
            report.idle_cores = (idle_after_s - idle_before_s) / max(loop.time() - began_s, 1e-9)

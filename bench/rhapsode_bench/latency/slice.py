"""One target under one load for a while: turns begin when they are due, and each is heard to its end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any

from rhapsode_bench.latency.dialects import DIALECTS
from rhapsode_bench.latency.hearing import Hearing, TurnRecord
from rhapsode_bench.latency.line import CANNOT_CONNECT, LOST, NO_SOUND, Line, LineError, Target, kind_of, until
from rhapsode_bench.latency.report import Row
from rhapsode_bench.latency.schedule import Arrival, Conversation, Utterance, Workload, open_arrivals
from rhapsode_client.errors import ClientError

OPEN, CLOSED = "open", "closed"

GONE_S, PAUSE_S = 1.5, 0.5
"""How long a server that cannot be reached is looked for, and how often. Shorter, and a hiccup ends a run; longer, and
a run that has lost its server goes on for nothing."""

SECOND_S = 1.0


class TargetGone(ClientError):
    """A server that has answered before cannot be reached any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceShape:
    """What one slice is to do."""

    streams: int
    arrival: str
    """``open`` or ``closed``."""
    fresh: bool
    """Whether each turn opens a connection of its own, within its time."""
    ramp_s: float
    """How long turns are begun that do not count."""
    window_s: float
    """How long turns are begun that do."""
    part: int
    """Which slice of its row this is."""
    depth_s: float
    """How long the player holds the first frame back."""


class Slice:
    """Runs once, with :meth:`run`; finished turns are in the row at once, so that an interruption loses none.

    Args:
        target: whom to talk to.
        workload: how listeners behave.
        shape: how many, and for how long.
        row: takes the figures.
        on_turn: called behind each turn.
    """

    def __init__(
        self, target: Target, workload: Workload, shape: SliceShape, row: Row, on_turn: Callable[[], None]
    ) -> None:
        self._target = target
        self._workload = workload
        self._shape = shape
        self._row = row
        self._on_turn = on_turn
        self._idle: list[Line] = []
        self._lines: set[Line] = set()
        self._began_s = 0.0
        self._missed_s: float | None = None
        """Since when the server cannot be reached."""
        self._ends_s = shape.ramp_s + shape.window_s
        # The first turn that counts is drawn in the report, frame by frame.
        self._drawn = bool(row.turns)

    async def run(self) -> None:
        """Speak until the window is over, and hear the last turns to their ends.

        Raises:
            TargetGone: the server went away.
        """
        try:
            await self._warm_lines()
            self._began_s = time.perf_counter()
            watcher = asyncio.create_task(self._watch_cpu())
            try:
                await (self._run_open() if self._shape.arrival == OPEN else self._run_closed())
                self._row.window_s += self._shape.window_s
            except BaseException:
                self._row.window_s += min(max(self._now_s() - self._shape.ramp_s, 0.0), self._shape.window_s)
                raise
            finally:
                watcher.cancel()
                await asyncio.gather(watcher, return_exceptions=True)
        finally:
            await asyncio.gather(*(line.close() for line in self._lines), return_exceptions=True)

    async def _warm_lines(self) -> None:
        """Connections of their own for all who will need one, opened ahead as callers do."""
        if self._shape.fresh:
            return
        for _ in range(self._shape.streams):
            line = self._new_line()
            try:
                await self._open(line)
            except ClientError as error:
                raise TargetGone(str(error)) from error
            self._idle.append(line)

    async def _run_closed(self) -> None:
        shape = self._shape

        async def converse(number: int) -> None:
            conversation = Conversation(self._workload, shape.streams, number, shape.part)
            due_s = conversation.first_due_s
            while due_s < self._ends_s:
                await until(self._began_s + due_s)
                said, barge_in = conversation.next_turn()
                turn = await self._turn(due_s, said, barge_in)
                played_s = turn.due_s + turn.played_ms / 1000.0 if turn.played_ms is not None else self._now_s()
                due_s = conversation.next_due_s(played_s, said)

        await _all(converse(number) for number in range(shape.streams))

    async def _run_open(self) -> None:
        async def arrive(arrival: Arrival) -> None:
            await until(self._began_s + arrival.due_s)
            await self._turn(arrival.due_s, arrival.said, arrival.barge_in)

        shape = self._shape
        arrivals = open_arrivals(self._workload, shape.streams, self._ends_s, shape.part)
        await _all(arrive(arrival) for arrival in arrivals)

    async def _turn(self, due_s: float, said: Utterance, barge_in: bool) -> TurnRecord:
        hearing = Hearing(self._began_s + due_s, said, barge_in=barge_in, depth_s=self._shape.depth_s)
        line = self._idle.pop() if self._idle else self._new_line()
        failure: ClientError | None = None
        try:
            if not line.is_open:
                hearing.connect_s = await self._open(line)
            await line.speak(hearing)
            if not line.opens_ahead and hearing.connect_s is not None:
                self._row.connects_ms.append(hearing.connect_s * 1000.0)
            if hearing.playout.first_audible_s is None:
                raise LineError(NO_SOUND, "the turn ended without a sound")
        except ClientError as error:
            failure = error
        turn = self._note(hearing, failure)
        if failure is None:
            self._missed_s = None
        elif kind_of(failure) in (CANNOT_CONNECT, LOST):
            await self._look_for_server(line, failure)
        await self._give_back(line, hearing, failed=failure is not None)
        return turn

    def _note(self, hearing: Hearing, failure: ClientError | None) -> TurnRecord:
        counted = hearing.due_s - self._began_s >= self._shape.ramp_s
        turn = hearing.record(
            began_s=self._began_s,
            part=self._shape.part,
            counted=counted,
            tokens_per_second=self._workload.tokens_per_second,
        )
        if failure is not None:
            turn.error_kind, turn.error = kind_of(failure), str(failure)
        elif counted and not self._drawn and not hearing.barge_in:
            self._drawn, turn.frames_ms = True, hearing.frames_ms()
        self._row.turns.append(turn)
        self._on_turn()
        return turn

    async def _give_back(self, line: Line, hearing: Hearing, *, failed: bool) -> None:
        if failed or self._shape.fresh:
            self._lines.discard(line)
            await line.close()
            if self._shape.fresh:
                return
            line = self._new_line()
        if hearing.played_s is not None:
            # Its listener is still listening: a server may know that, and let those go first who have heard nothing.
            await until(min(hearing.played_s, self._began_s + self._ends_s))
        if not line.is_open and self._now_s() < self._ends_s:
            try:
                await self._open(line)
            except ClientError:
                pass  # the turn that needs it will try again, and have the failure
        self._idle.append(line)

    async def _look_for_server(self, line: Line, failure: ClientError) -> None:
        """Whether it is gone for good; one turn that failed does not tell."""
        looked = False
        while True:
            if looked or kind_of(failure) == CANNOT_CONNECT:
                self._missed_s = self._missed_s or time.perf_counter()
                if time.perf_counter() - self._missed_s > GONE_S:
                    raise TargetGone(f"{self._target.label} went away: {failure}")
            await asyncio.sleep(PAUSE_S)
            if not line.opens_ahead:
                # The next turn will tell.
                return
            try:
                looked = True
                await line.open()
            except ClientError as error:
                failure = error
            else:
                self._missed_s = None
                return

    def _new_line(self) -> Line:
        line = DIALECTS[self._target.dialect].connect(self._target, self._workload.tokens_per_second)
        self._lines.add(line)
        return line

    async def _open(self, line: Line) -> float | None:
        """Gives how long it took; ``None`` where the first request connects."""
        began_s = time.perf_counter()
        await line.open()
        if not line.opens_ahead:
            return None
        opened_s = time.perf_counter() - began_s
        self._row.connects_ms.append(opened_s * 1000.0)
        return opened_s

    async def _watch_cpu(self) -> None:
        """How busy the harness itself is, second by second: near a whole core, and the figures are its own."""
        row, at_s, used_s = self._row, time.perf_counter(), time.process_time()
        while True:
            try:
                await asyncio.sleep(SECOND_S)
            finally:
                # The last part of a second is added as the slice ends.
                passed_s, worked_s = time.perf_counter() - at_s, time.process_time() - used_s
                at_s, used_s = at_s + passed_s, used_s + worked_s
                row.wall_s += passed_s
                row.cpu_s += worked_s
            row.worst_cpu = max(row.worst_cpu, worked_s / passed_s)

    def _now_s(self) -> float:
        return time.perf_counter() - self._began_s


async def _all(runs: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Run coroutines together; the first failure ends them all, and is raised as itself."""
    tasks = [asyncio.create_task(run) for run in runs]
    try:
        if tasks:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
            for task in done:
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

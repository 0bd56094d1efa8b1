"""What is shown while a run goes on: a table that grows on a terminal, a line for each slice elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

from rhapsode_bench.latency.report import Report, Row
from rhapsode_bench.latency.table import HEAD, NOTE, cells, markdown

EVERY_S = 0.5
"""How often the table is drawn anew. More often, and drawing is what the harness does."""

SHOWN = (
    "target",
    "streams",
    "turns",
    "failed",
    "first byte",
    "first audible",
    "stalls a turn",
    "cancel",
    "harness's CPU",
)
"""What fits a terminal; the report has the rest."""


class Live:
    """Shows a report while it is filled; on standard error, as the result goes to standard output.

    Args:
        report: what is measured.
        quiet: whether to show nothing.
    """

    def __init__(self, report: Report, *, quiet: bool = False) -> None:
        self._report = report
        self._quiet = quiet
        self._doing = ""
        self._drawn_s = 0.0
        self._live: Any = None

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.live import Live as RichLive

            # Drawn by hand: a thread that draws would take the harness's own time.
            self._live = RichLive(console=Console(stderr=True), auto_refresh=False, transient=True)
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def show(self, row: Row, doing: str) -> None:
        """A turn has ended, or something else has begun."""
        if self._quiet:
            return
        if self._live is None:
            if doing != self._doing:
                print(doing, file=sys.stderr, flush=True)
        elif doing != self._doing or time.monotonic() - self._drawn_s > EVERY_S:
            self._drawn_s = time.monotonic()
            self._live.update(rich_table(self._report, doing), refresh=True)
        self._doing = doing


def rich_table(report: Report, title: str | None = None) -> Any:
    """The table as `rich` draws it."""
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold")
    for name in SHOWN:
        table.add_column(name, justify="left" if name in ("target", "failed") else "right")
    places = [HEAD.index(name) for name in SHOWN]
    for row in cells(report):
        table.add_row(*(row[place] for place in places))
    return table


def print_result(report: Report) -> None:
    """The table at the end, on standard output: drawn on a terminal, Markdown elsewhere."""
    if sys.stdout.isatty():
        from rich.console import Console

        Console().print(rich_table(report))
    else:
        print(markdown(report))
    print(f"\n{NOTE}")

"""How far a long text has been spoken, at a terminal: a bar where rich is installed, a line of text where it is not."""

from __future__ import annotations

import sys
from typing import Any, Protocol


class ProgressLine(Protocol):
    """One line on standard error that changes; other lines are written after it was cleared."""

    def show(self, spoken_s: float, share: float | None) -> None:
        """Tell the seconds of speech that have come, and of which share of the text, 0.0 to 1.0, where that is
        known."""

    def clear(self) -> None:
        """Wipe it, so that the next line starts on a clean one; it may be shown again."""


def open_progress(*, wanted: bool) -> ProgressLine:
    """The best that this terminal and these packages allow; nothing where it is not wanted or nobody looks."""
    if not wanted or not sys.stderr.isatty():
        return _NoLine()
    try:
        return _Bar()
    except ImportError:
        return _PlainLine()


class _NoLine:
    def show(self, spoken_s: float, share: float | None) -> None:
        pass

    def clear(self) -> None:
        pass


class _PlainLine:
    def show(self, spoken_s: float, share: float | None) -> None:
        told = "" if share is None else f", {share:.0%} of the text"
        self._write(f"\r\x1b[K{spoken_s:.1f} s of speech{told}")

    def clear(self) -> None:
        self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


class _Bar:
    """Drawn by rich; it runs to and fro while nobody knows how long the text will be."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
        self._bar: Any = Progress(*columns, console=Console(file=sys.stderr), transient=True)
        self._task = self._bar.add_task("", total=None)
        self._shown = False

    def show(self, spoken_s: float, share: float | None) -> None:
        if not self._shown:
            self._bar.start()
            self._shown = True
        total = None if share is None else 1.0
        self._bar.update(self._task, description=f"{spoken_s:.1f} s of speech", total=total, completed=share or 0.0)

    def clear(self) -> None:
        if self._shown:
            self._bar.stop()
            self._shown = False

"""Writes log lines from a thread of its own: whoever logs never waits for whoever reads the log.

A terminal that is stopped with Ctrl-S, or a pager at the end of a pipe, takes 64 KiB and then nothing more. A handler
that writes by itself would hold the event loop there, and with it every voice of the server.
"""

from __future__ import annotations

import logging
import queue
import threading
from typing import TextIO

MAX_LINES = 10_000
"""Lines that may wait. Lower loses lines of a burst; higher is memory that a stopped terminal fills."""

LAST_LINES_WITHIN_S = 1.0
"""How long the end of the program waits for what is unwritten. Lower loses last lines on a slow disk; higher holds the
end up where nobody reads."""


class LogWriter(logging.Handler):
    """A handler that only queues. Where too much waits, lines are dropped and counted, and the log says how many.

    Args:
        stream: where the lines go.
        max_lines: how many may wait.
    """

    def __init__(self, stream: TextIO, max_lines: int = MAX_LINES) -> None:
        super().__init__()
        self._stream = stream
        self._lines: queue.Queue[str | None] = queue.Queue(max_lines)
        self._lost = 0
        self._thread = threading.Thread(target=self._write, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        """Queue one line."""
        try:
            line = self.format(record)
        except Exception:
            # Not logging's own complaint: it would show the message's arguments.
            line = f"a line of {record.name} could not be written"
        if self._lost and not self._tell_lost(record):
            return
        self._put(line)

    def close(self) -> None:
        """Write what waits, within ``LAST_LINES_WITHIN_S``; later lines go nowhere."""
        if self._thread.is_alive():
            try:
                self._lines.put(None, timeout=LAST_LINES_WITHIN_S)
            except queue.Full:
                pass  # nobody reads: what waits is lost
            else:
                self._thread.join(LAST_LINES_WITHIN_S)
        super().close()

    def _put(self, line: str) -> bool:
        try:
            self._lines.put_nowait(line)
        except queue.Full:
            self._lost += 1
            return False
        return True

    def _tell_lost(self, record: logging.LogRecord) -> bool:
        """Say that lines are missing, in the log's own form; gives whether there was room to."""
        lost, self._lost = self._lost, 0
        told = logging.makeLogRecord(
            {"name": __name__, "levelno": logging.WARNING, "levelname": "WARNING", "created": record.created}
        )
        told.msg, told.args = "%d lines were lost here: nobody was reading the log", (lost,)
        if self._put(self.format(told)):
            return True
        self._lost += lost
        return False

    def _write(self) -> None:
        while (line := self._lines.get()) is not None:
            try:
                self._stream.write(line + "\n")
                self._stream.flush()
            except (OSError, ValueError):
                pass  # a full disk, or a closed pipe: the log must not end the program

"""How this program writes its log, whether it is the server or one of its workers: text for people, JSON for machines.

Spoken text never gets in. Our own lines hold none; what others log of an exception of ours could, because its message
may quote what was being spoken. So wherever an exception is shown, it is by its kind and by where it was raised, and
never by its message: in both formats, for uncaught exceptions, and for those that the event loop finds.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from rhapsode_server.telemetry.log_writer import LogWriter

logger = logging.getLogger(__name__)

FORMATS = ("text", "json")

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def set_up_logs(level: int | str, form: str, process: str = "") -> None:
    """Write this process's log to standard error. Called once, by a main program.

    Args:
        level: the least severe lines to show, as in :mod:`logging`.
        form: ``text`` or ``json``.
        process: which process this is, such as ``worker-0``; empty for the server itself.
    """
    handler = LogWriter(sys.stderr)
    handler.setFormatter(JsonLines(process) if form == "json" else PlainLines(process))
    logging.basicConfig(level=level, handlers=[handler])
    sys.excepthook = lambda kind, error, trace: _tell_uncaught("the program", error)
    threading.excepthook = lambda arguments: _tell_uncaught("a thread", arguments.exc_value)
    sys.unraisablehook = lambda unraisable: _tell_uncaught("a clean-up", unraisable.exc_value)


def guard_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Have an event loop tell of exceptions that nobody took, without their messages and arguments."""
    loop.set_exception_handler(_tell_unhandled)


class PlainLines(logging.Formatter):
    """One line for people; an exception's way through the code below it."""

    def __init__(self, process: str = "") -> None:
        where = f" {process}" if process else ""
        super().__init__(f"%(asctime)s %(levelname)s{where} %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line, and what was raised below it."""
        # Another formatter may have left the exception there in its own words.
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: ExceptionInfo) -> str:
        """The kinds of an exception and of its causes, and where each was raised."""
        return "" if ei[1] is None else _way_of(ei[1])


class JsonLines(logging.Formatter):
    """One JSON object a line.

    Always there: ``time`` (RFC 3339, UTC), ``level``, ``logger``, ``process``, ``message``. Beside them what the line
    is about: ``event`` and the facts that go with it, and ``exception``.
    """

    def __init__(self, process: str = "") -> None:
        super().__init__()
        self._process = process or "server"

    def format(self, record: logging.LogRecord) -> str:
        """The record as one object."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": self._process,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _way_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _way_of(error: BaseException) -> str:
    """An exception without its message, then its cause, each with the lines of code that it came through."""
    told: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        told.append(type(current).__name__)
        for frame in traceback.extract_tb(current.__traceback__):
            told.append(f"  at {Path(frame.filename).name}:{frame.lineno} in {frame.name}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
        if current is not None:
            told.append("after")
    return "\n".join(told)


def _tell_uncaught(whose: str, error: BaseException | None) -> None:
    if error is not None:
        logger.critical("%s ended in an exception", whose, exc_info=error)


def _tell_unhandled(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    # Of what asyncio would print, handles and futures show arguments and messages, and a handle's are in its own words.
    told = "a callback failed" if "handle" in context else context.get("message", "something failed")
    logger.error("on the event loop: %s", told, exc_info=context.get("exception"))

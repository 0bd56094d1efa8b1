"""What a line of the log looks like, and that no exception's message gets into one."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
from typing import Any

import pytest

from rhapsode_server.telemetry.logs import JsonLines, PlainLines, guard_loop

SECRET = "sesame"


def record(message: str, *arguments: object, error: BaseException | None = None, **extra: Any) -> logging.LogRecord:
    information = None if error is None else (type(error), error, error.__traceback__)
    made = logging.LogRecord("rhapsode_server.part", logging.WARNING, __file__, 1, message, arguments, information)
    vars(made).update(extra)
    return made


def fault() -> BaseException:
    """An exception with a cause, both of which quote what was being spoken."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(f"cannot say {SECRET}") from error
    except ValueError as error:
        return error


def test_a_line_for_people() -> None:
    line = PlainLines("worker-1").format(record("spoke for %d s", 3))
    assert line.endswith("WARNING worker-1 rhapsode_server.part: spoke for 3 s")


def test_a_line_for_machines_has_its_facts_beside_the_message() -> None:
    line = JsonLines().format(record("opened %s", "c1", fields={"event": "opened", "connection": "c1"}))
    assert "\n" not in line
    told = json.loads(line)
    assert told.pop("time").endswith("+00:00")
    assert told == {
        "level": "warning",
        "logger": "rhapsode_server.part",
        "process": "server",
        "message": "opened c1",
        "event": "opened",
        "connection": "c1",
    }


@pytest.mark.parametrize("formatter", [PlainLines(), JsonLines()])
def test_an_exception_is_shown_by_its_way_and_never_by_its_message(formatter: logging.Formatter) -> None:
    line = formatter.format(record("it broke", error=fault()))
    assert SECRET not in line
    assert "ValueError" in line
    assert "KeyError" in line
    assert "test_logs.py" in line


def test_an_exception_that_is_its_own_cause_is_shown_once() -> None:
    error = fault()
    assert error.__cause__ is not None
    error.__cause__.__cause__ = error
    assert PlainLines().format(record("it broke", error=error)).count("ValueError") == 1


def test_what_the_event_loop_finds_is_told_without_messages(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise KeyError(SECRET)

    def break_off(word: str) -> None:
        raise ValueError(word)

    async def run() -> None:
        guard_loop(asyncio.get_running_loop())
        task = asyncio.create_task(fail())
        await asyncio.wait([task])
        del task
        asyncio.get_running_loop().call_soon(break_off, SECRET)
        await asyncio.sleep(0)

    asyncio.run(run())
    lines = [PlainLines().format(record) for record in caplog.records]
    assert len(lines) == 2
    assert not [line for line in lines if SECRET in line]
    assert [line for line in lines if "KeyError" in line]
    assert [line for line in lines if "ValueError" in line]


PROGRAM = f"""
import logging, sys, threading
from rhapsode_server.telemetry.logs import set_up_logs
set_up_logs("debug".upper(), sys.argv[1], "worker-0")
logging.getLogger("a").info("ready")
class Broken:
    def __del__(self):
        raise KeyError("{SECRET}")
def fail():
    raise KeyError("{SECRET}")
del [Broken()][:]
thread = threading.Thread(target=fail)
thread.start()
thread.join()
fail()
"""


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "json"])
def test_uncaught_exceptions_of_a_program_keep_their_messages_to_themselves(form: str) -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM, form], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert SECRET not in ended.stdout + ended.stderr
    for told in ("the program ended", "a thread ended", "a clean-up ended", "worker-0", "ready"):
        assert told in ended.stderr
    if form == "json":
        assert all(json.loads(line)["process"] == "worker-0" for line in ended.stderr.splitlines())


def test_the_words_of_another_formatter_are_not_taken_over() -> None:
    made = record("it broke", error=fault())
    assert SECRET in logging.Formatter().format(made)
    assert SECRET not in PlainLines().format(made)

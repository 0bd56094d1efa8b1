"""Processes that tests leave behind, as those of a test process that died do: a server, its workers, its espeak-ng.

They would go on, and hold open the output that whoever started the tests reads to its end. They are known by a variable
that every process below this one inherits.
"""

from __future__ import annotations

import os
import signal
import uuid
from contextlib import suppress
from pathlib import Path

VARIABLE = "RHAPSODE_TESTS_RUN"


def mark() -> None:
    """Have all processes that are started from now on be recognised."""
    os.environ[VARIABLE] = uuid.uuid4().hex


def end_all() -> list[str]:
    """Kill every marked process but this one; gives their command lines. Finds none where there is no ``/proc``."""
    marked = f"{VARIABLE}={os.environ[VARIABLE]}".encode()
    ended: list[str] = []
    for folder in Path("/proc").glob("[0-9]*"):
        # It may end while it is looked at, and others' are not for us to see.
        with suppress(OSError):
            if marked in (folder / "environ").read_bytes().split(b"\0") and int(folder.name) != os.getpid():
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                os.kill(int(folder.name), signal.SIGKILL)
                ended.append(command.strip())
    return ended

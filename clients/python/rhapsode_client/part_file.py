"""A file that gets its name when it is whole; until then it lies beside it under another."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import BinaryIO

from rhapsode_client.errors import CannotWrite


class PartFile:
    """Write to :attr:`stream`, then call :meth:`keep` or :meth:`discard` exactly once.

    Args:
        path: the file to be; one that exists is replaced at the end, not before.

    Raises:
        CannotWrite: the path cannot be written. Better now than after the speech was made.
    """

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        # A symbolic link is followed, so that the file it names is replaced and not the link.
        self._target = path.resolve()
        self._part = self._target.with_name(f".{self._target.name}.{secrets.token_hex(4)}.part")
        if self._target.exists() and not self._target.is_file():
            raise CannotWrite(f"cannot write {path}: it is no ordinary file; -o - writes to standard output")
        if self._target.exists() and not os.access(self._target, os.W_OK):
            raise CannotWrite(f"cannot write {path}: the file is read-only")
        try:
            self.stream: BinaryIO = self._part.open("xb")
        except OSError as error:
            raise self.failure(error) from error

    def failure(self, error: OSError) -> CannotWrite:
        """What to raise for an error of the system."""
        return CannotWrite(f"cannot write {self.name}: {error.strerror or error}")

    def keep(self) -> None:
        """Give the file its name.

        Raises:
            CannotWrite: the disk is full, or the like.
        """
        try:
            self.stream.close()
            self._part.replace(self._target)
        except OSError as error:
            raise self.failure(error) from error

    def discard(self) -> None:
        """Remove what was written; a file that had the name before still has it."""
        try:
            self.stream.close()
        except OSError:
            # A full disk fails here again; the first failure has been told, and the file goes anyway.
            pass
        self._part.unlink(missing_ok=True)

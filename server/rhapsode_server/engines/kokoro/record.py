"""What was pulled into a folder: a small file beside the model that pins each file's checksum.

It is the lock of a first download whose checksum nobody had published, and spares later pulls the reading of files that
have not changed since.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

RECORD_FILE = "pulled.json"
"""In the model's folder."""

FORMAT = 1
"""Of the record. A record of another format is not believed."""


@dataclass(frozen=True, slots=True)
class PulledFile:
    """One file as it was when its checksum was last found good."""

    revision: str
    sha256: str
    size_bytes: int
    changed_ns: int
    """Time of the file's last change. With the size, it tells that nobody has touched the file since."""


def read_record(folder: Path) -> dict[str, PulledFile]:
    """The record of a folder by path; empty where there is none, or none that can be read: then files are checked
    against what is published, and the record is made anew."""
    try:
        told = json.loads((folder / RECORD_FILE).read_bytes())
        if told["format"] != FORMAT:
            return {}
        return {str(path): PulledFile(**facts) for path, facts in told["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def write_record(folder: Path, repository: str, files: Mapping[str, PulledFile]) -> None:
    """Write the record whole, or not at all.

    Raises:
        OSError: the folder cannot be written to.
    """
    told = {
        "format": FORMAT,
        "repository": repository,
        "files": {path: asdict(files[path]) for path in sorted(files)},
    }
    new = folder / f"{RECORD_FILE}.new"
    new.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    os.replace(new, folder / RECORD_FILE)


def is_untouched(path: Path, pulled: PulledFile) -> bool:
    """Whether a file has the size and the time of change that were recorded. Says nothing of its content."""
    try:
        status = path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (pulled.size_bytes, pulled.changed_ns)

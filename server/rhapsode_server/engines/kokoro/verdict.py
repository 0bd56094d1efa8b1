"""Whether the model's files are those that were published, or at least those that were pulled."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from rhapsode_server.engines.kokoro.published import Publication
from rhapsode_server.engines.kokoro.record import PulledFile, is_untouched, read_record


class State(str, Enum):
    """Of one file."""

    PUBLISHED = "published"
    """Its content has the published checksum."""
    RECORDED = "recorded"
    """No published checksum is known for it; its content is what was first pulled."""
    DIFFERS = "differs"
    """Its content is neither: damaged, or another file of that name."""
    UNKNOWN = "unknown"
    """No checksum is known for it, and it was not pulled."""
    ABSENT = "absent"
    """Not on this machine."""


SENTENCES = {
    State.PUBLISHED: "has the published checksum",
    State.RECORDED: "no published checksum known; recorded at first pull (trust on first use)",
    State.DIFFERS: "damaged, or not the file that was published",
    State.UNKNOWN: "no checksum known",
    State.ABSENT: "not on this machine",
}
"""What each state is to a person."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """On one file."""

    path: str
    """Within the model's folder."""
    state: State
    sha256: str | None
    """Of the content, where it was read."""


def judge(folder: Path, publication: Publication) -> tuple[Verdict, ...]:
    """Read every file of a publication that is in ``folder``, and compare. Takes about a second for 350 MB.

    Raises:
        OSError: a file is there, but cannot be read.
    """
    record = read_record(folder)
    return tuple(_judge_one(folder, path, publication, record) for path in publication.files)


def wanted_sha256(path: str, publication: Publication, record: Mapping[str, PulledFile]) -> tuple[str | None, State]:
    """The checksum that a file should have, and what it is called if it has it.

    What was pulled from another revision is held to what it was then: the published checksums are not about it.
    """
    pulled, published = record.get(path), publication.files.get(path)
    is_ours = pulled is None or pulled.revision == publication.revision
    if is_ours and published is not None and published.sha256 is not None:
        return published.sha256, State.PUBLISHED
    return (None, State.UNKNOWN) if pulled is None else (pulled.sha256, State.RECORDED)


def describe_weights(folder: Path, path: str, publication: Publication) -> str:
    """One sentence for log and ``/health``: whether a file is the published one. Reads it only where it has changed
    since it was pulled.

    Raises:
        OSError: it cannot be read.
    """
    record = read_record(folder)
    wanted, state = wanted_sha256(path, publication, record)
    pulled = record.get(path)
    untouched = pulled is not None and is_untouched(folder / path, pulled)
    digest = pulled.sha256 if pulled is not None and untouched else sha256_of(folder / path)
    if digest != wanted:
        return f"{path} is not the published file: its SHA-256 begins with {digest[:12]}"
    return f"{path} {SENTENCES[state]}"


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's content.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def git_sha1_of(path: Path) -> str:
    """The name that git gives to a file's content (hexadecimal), by which the hub knows small files.

    Raises:
        OSError: it cannot be read.
    """
    content = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _judge_one(folder: Path, path: str, publication: Publication, record: Mapping[str, PulledFile]) -> Verdict:
    if not (folder / path).is_file():
        return Verdict(path, State.ABSENT, None)
    digest = sha256_of(folder / path)
    wanted, state = wanted_sha256(path, publication, record)
    if wanted is None:
        return Verdict(path, State.UNKNOWN, digest)
    return Verdict(path, state if digest == wanted else State.DIFFERS, digest)

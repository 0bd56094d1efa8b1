"""Brings the model's files to this machine, each of them checked before it gets its name.

A download grows in a file ``*.part`` beside its place; only when its length and its checksum are right does it take the
place, in one step. What broke is continued by the next pull. The weights come last: where they are, everything is.
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rhapsode_server.engines.kokoro.hub import PullFailed, RemoteFile
from rhapsode_server.engines.kokoro.published import Publication
from rhapsode_server.engines.kokoro.record import PulledFile, is_untouched, read_record, write_record
from rhapsode_server.engines.kokoro.verdict import git_sha1_of, sha256_of, wanted_sha256

SPARE_BYTES = 64 * 1_048_576
"""What must stay free beside the download. Lower: other programs on this disk meet the end of it; higher: a download
that fits is refused."""

LOCK_FILE = ".pull.lock"
PART_SUFFIX = ".part"

SHA256_DIGITS = 64
GIT_SHA1_DIGITS = 40
"""By its length the hub's tag of a large file is told from that of a small one."""


class Repository(Protocol):
    """Where files come from: :class:`~rhapsode_server.engines.kokoro.hub.Hub`."""

    revision: str

    def look_up(self, path: str) -> RemoteFile:
        """What the hub says of a file."""

    def fetch(self, remote: RemoteFile, path: str, partial: Path, advance: Callable[[int], object]) -> None:
        """Bring a file's bytes, behind those that are there."""


class Progress(Protocol):
    """Who is told how far the download is; a ``tqdm`` bar is one."""

    total: float | None

    def update(self, n: int) -> object:
        """So many bytes more; fewer, where it is negative."""

    def refresh(self) -> object:
        """Show it now."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull did."""

    fetched: tuple[str, ...]
    """Paths that were downloaded."""
    kept: tuple[str, ...]
    """Paths that were there already."""


def pull(
    folder: Path,
    publication: Publication,
    paths: Sequence[str],
    repository: Repository,
    *,
    progress: Progress,
    force: bool = False,
) -> Pulled:
    """Make sure that ``paths`` are in ``folder``; asks the network only for what is not.

    Args:
        folder: the model's folder; made where it is not there.
        publication: which checksums are known.
        paths: what is wanted, within the repository; fetched in this order.
        repository: where to get it.
        progress: who is told of bytes.
        force: whether to replace files that are there, but are others.

    Raises:
        HubUnreachable: there is no network.
        PullFailed: anything else that keeps a file from coming; the message is one line for a person.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            return _pull(folder, publication, paths, repository, progress, force)
    except OSError as error:
        raise PullFailed(f"cannot use {error.filename or folder}: {error.strerror or error}") from error


def _pull(
    folder: Path,
    publication: Publication,
    paths: Sequence[str],
    repository: Repository,
    progress: Progress,
    force: bool,
) -> Pulled:
    record = read_record(folder)
    wanted = [path for path in paths if not _is_good(folder, path, publication, record, repository.revision, force)]
    remotes = {}
    if wanted:
        # The first of them is small; the hub's answer on it tells whether there is a network, before anything is done.
        remotes = {path: _checked(repository.look_up(path), path, publication, repository) for path in wanted}
        _check_space(folder, remotes)
        progress.total = sum(remote.size_bytes for remote in remotes.values())
        progress.refresh()
    for path, remote in remotes.items():
        _fetch(folder, path, remote, _sha256_at(path, publication, repository), repository, progress)
        record[path] = _facts(folder / path, repository.revision)
        # After each: an interruption later on does not forget what is good.
        write_record(folder, publication.repository, record)
    if not remotes:
        write_record(folder, publication.repository, record)
    return Pulled(tuple(wanted), tuple(path for path in paths if path not in remotes))


def _is_good(
    folder: Path,
    path: str,
    publication: Publication,
    record: dict[str, PulledFile],
    revision: str,
    force: bool,
) -> bool:
    """Whether a file is there and need not be fetched; notes it in ``record`` where it was not pulled by us."""
    place, pulled = folder / path, record.get(path)
    if not place.exists():
        return False
    if pulled is not None and pulled.revision == revision and is_untouched(place, pulled):
        return True
    wanted, _ = wanted_sha256(path, publication, record)
    digest = sha256_of(place)
    known_revision = publication.revision if pulled is None else pulled.revision
    if digest == wanted and known_revision == revision:
        record[path] = _facts(place, revision, digest)
        return True
    if digest != wanted and not force:
        # It may be somebody's own voice. What we break off never has this name.
        raise PullFailed(f"{place} is there, but is another file than the one to be pulled; --force replaces it")
    return False


def _sha256_at(path: str, publication: Publication, repository: Repository) -> str | None:
    published = publication.files.get(path)
    return None if published is None or repository.revision != publication.revision else published.sha256


def _checked(remote: RemoteFile, path: str, publication: Publication, repository: Repository) -> RemoteFile:
    """``remote``, if the hub does not contradict what is published: better told before 300 MB than after."""
    sha256 = _sha256_at(path, publication, repository)
    if sha256 is not None and len(remote.etag) == SHA256_DIGITS and remote.etag != sha256:
        raise PullFailed(f"the hub's {path} has another checksum than the published one; it was not fetched")
    return remote


def _check_space(folder: Path, remotes: dict[str, RemoteFile]) -> None:
    still = sum(remote.size_bytes - _size(_partial(folder, path, remote)) for path, remote in remotes.items())
    free = shutil.disk_usage(folder).free
    if free < still + SPARE_BYTES:
        raise PullFailed(
            f"{still / 1e6:.0f} MB are to come and {SPARE_BYTES / 1e6:.0f} MB to stay free, but {folder} has room for "
            f"{free / 1e6:.0f} MB; free some space, or name another folder with --dir"
        )


def _fetch(
    folder: Path, path: str, remote: RemoteFile, sha256: str | None, repository: Repository, progress: Progress
) -> None:
    partial = _partial(folder, path, remote)
    partial.parent.mkdir(parents=True, exist_ok=True)
    had_bytes = _size(partial)
    if had_bytes > remote.size_bytes:
        partial.unlink()
        had_bytes = 0
    progress.update(had_bytes)
    repository.fetch(remote, path, partial, progress.update)
    if not _is_right(partial, remote, sha256) and had_bytes:
        # What was left of an earlier download may be at fault, and is not worth a person's second try.
        progress.update(-_size(partial))
        partial.unlink()
        repository.fetch(remote, path, partial, progress.update)
    if not _is_right(partial, remote, sha256):
        progress.update(-_size(partial))
        partial.unlink()
        raise PullFailed(f"{path} came with a wrong checksum and was thrown away; try again")
    with partial.open("rb") as file:
        # A machine that loses power must not keep the name and lose the bytes.
        os.fsync(file.fileno())
    os.replace(partial, folder / path)


def _is_right(partial: Path, remote: RemoteFile, sha256: str | None) -> bool:
    if _size(partial) != remote.size_bytes:
        return False
    if sha256 is not None:
        return sha256_of(partial) == sha256
    if len(remote.etag) == SHA256_DIGITS:
        return sha256_of(partial) == remote.etag
    # A mirror may tag files in ways of its own; then the length is all there is, and the record pins the rest.
    return len(remote.etag) != GIT_SHA1_DIGITS or git_sha1_of(partial) == remote.etag


def _partial(folder: Path, path: str, remote: RemoteFile) -> Path:
    """Where a download grows. The content's name is part of it, so that two versions are never joined."""
    place = folder / path
    return place.with_name(f".{place.name}.{re.sub('[^0-9A-Za-z]', '', remote.etag)[:12]}{PART_SUFFIX}")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _facts(place: Path, revision: str, sha256: str | None = None) -> PulledFile:
    status = place.stat()
    return PulledFile(revision, sha256 or sha256_of(place), status.st_size, status.st_mtime_ns)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep a second pull out of the folder; the system frees the lock of a process that dies."""
    try:
        filelock = importlib.import_module("filelock")
    except ImportError as error:
        raise PullFailed('filelock is not installed: pip install "rhapsode[kokoro]"') from error
    lock = filelock.FileLock(folder / LOCK_FILE)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise PullFailed(f"another pull is at work in {folder}") from error
    try:
        yield
    finally:
        lock.release()

"""One revision of a repository on the Hugging Face hub: what its files are, and their bytes, resumable.

The work on the wire is huggingface_hub's (redirects, tokens, retries within a download). Its own download to a folder
is not used, because version 2 begins anew after an interruption: 327 MB again for a machine that was restarted.
"""

from __future__ import annotations

import errno
import importlib
import io
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROBE_S = 5.0
"""How long the hub may take to say that it is there. Lower: a slow line counts as none; higher: on a machine without a
network, where names are not even refused, everybody waits for as long."""

CHUNK_BYTES = 262_144
"""Written at once; the library's own 10 MB are lost with a connection, and make a bar that jumps. Lower: more calls per
byte, and a core that is busy with them on a fast line; higher: more to fetch again on a bad one."""


class PullFailed(Exception):
    """A file could not be had; the message is one line for a person."""


class HubUnreachable(PullFailed):
    """No answer from the hub: most likely there is no network."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """What the hub says of one file."""

    url: str
    etag: str
    """SHA-256 of a large file, git's own SHA-1 of a small one; hexadecimal."""
    size_bytes: int


class Hub:
    """A repository at one revision.

    Args:
        repository: ``owner/name``.
        revision: a commit hash, or whatever else the hub takes as one.
        endpoint: the hub's address; by default that of huggingface_hub.
        probe_s: how long the first question may take, in seconds.
    """

    def __init__(
        self, repository: str, revision: str, *, endpoint: str | None = None, probe_s: float = PROBE_S
    ) -> None:
        self.repository, self.revision = repository, revision
        self._endpoint = endpoint
        self._probe_s = probe_s
        self._has_answered = False

    def look_up(self, path: str) -> RemoteFile:
        """Ask what a file is.

        Raises:
            HubUnreachable: no answer; for the first question, within ``probe_s`` and a second.
            PullFailed: the hub refuses, or does not say what is needed.
        """
        library = _library()
        url = library.hf_hub_url(self.repository, path, revision=self.revision, endpoint=self._endpoint)
        if self._has_answered:
            return self._ask(library, url, path)
        remote = self._ask_within(self._probe_s + 1.0, library, url, path)
        self._has_answered = True
        return remote

    def fetch(self, remote: RemoteFile, path: str, partial: Path, advance: Callable[[int], object]) -> None:
        """Bring a file's bytes into ``partial``, behind those that are already there.

        Args:
            remote: the file.
            path: its name, for messages.
            partial: where the bytes go. What an earlier, broken download left there is kept; so is what this one
                leaves when it fails.
            advance: told of bytes as they come; of negative ones where some have to be fetched again.

        Raises:
            HubUnreachable: the connection broke and could not be made again.
            PullFailed: the hub refuses, the disk is full, or the bytes do not end where they should.
        """
        library = _library()
        try:
            with partial.open("r+b" if partial.exists() else "w+b") as file:
                had_bytes = file.seek(0, io.SEEK_END)
                counted: Any = _CountedFile(file, advance)
                try:
                    library.file_download.http_get(
                        remote.url,
                        counted,
                        resume_size=had_bytes,
                        headers=library.utils.build_hf_headers(),
                        expected_size=remote.size_bytes,
                    )
                except _DiskRefused as error:
                    raise PullFailed(_disk_words(error.reason, partial.parent)) from error.reason
                except Exception as error:
                    # The library's network layer raises dozens of types, which change from version to version.
                    raise self._failure(error, path) from error
        except OSError as error:
            raise PullFailed(_disk_words(error, partial.parent)) from error

    def _ask_within(self, limit_s: float, library: Any, url: str, path: str) -> RemoteFile:
        outcome: list[RemoteFile | PullFailed] = []

        def run() -> None:
            try:
                outcome.append(self._ask(library, url, path))
            except PullFailed as error:
                outcome.append(error)

        # A thread of its own, because no time limit holds while a name is looked up. One that hangs is left behind;
        # being a daemon, it does not keep the process alive.
        thread = threading.Thread(target=run, name="ask-hub", daemon=True)
        thread.start()
        thread.join(limit_s)
        if not outcome:
            raise HubUnreachable(f"{self._name()} did not answer within {limit_s:g} s; is there a network?")
        if isinstance(outcome[0], PullFailed):
            raise outcome[0]
        return outcome[0]

    def _ask(self, library: Any, url: str, path: str) -> RemoteFile:
        try:
            facts = library.get_hf_file_metadata(url, timeout=self._probe_s, headers=library.utils.build_hf_headers())
        except Exception as error:
            # As above: whatever goes wrong on the network is one case here.
            raise self._failure(error, path) from error
        if facts.etag is None or facts.size is None:
            raise PullFailed(f"{self._name()} does not say size and checksum of {path}; is it a hub?")
        return RemoteFile(url, facts.etag, facts.size)

    def _failure(self, error: Exception, path: str) -> PullFailed:
        errors = importlib.import_module("huggingface_hub.errors")
        if isinstance(error, errors.OfflineModeIsEnabled):
            return HubUnreachable("the environment forbids going to the hub (HF_HUB_OFFLINE)")
        if isinstance(error, errors.HfHubHTTPError):
            status = error.response.status_code
            if status in (401, 403):
                return PullFailed(f"{self._name()} refuses {path} ({status}): is HF_TOKEN right, or is one needed?")
            if status == 404:
                return PullFailed(f"{self._name()} has no {path} at revision {self.revision[:40]} of {self.repository}")
            return PullFailed(f"{self._name()} answered {status} for {path}; try again later")
        if isinstance(error, OSError) and error.errno is None:
            # The library's word for a body that ended early, or went on too long.
            return PullFailed(f"{self._name()} sent {path} with another length than it said; try again")
        return HubUnreachable(f"{self._name()} cannot be reached for {path}: {_first_line(error)}")

    def _name(self) -> str:
        return f"the hub at {self._endpoint or importlib.import_module('huggingface_hub.constants').ENDPOINT}"


class _DiskRefused(Exception):
    """What could not be written, told from what could not be read off the network."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


class _CountedFile:
    """A file that tells how many bytes were written to it, and that its errors are the disk's."""

    def __init__(self, file: io.BufferedRandom, advance: Callable[[int], object]) -> None:
        self._file = file
        self._advance = advance

    def write(self, chunk: bytes) -> int:
        try:
            written = self._file.write(chunk)
            # At once: a full disk is to be noticed at the chunk that fills it.
            self._file.flush()
        except OSError as error:
            raise _DiskRefused(error) from error
        self._advance(written)
        return written

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def truncate(self) -> int:
        kept = self._file.tell()
        self._advance(kept - self._file.seek(0, io.SEEK_END))
        self._file.seek(kept)
        return self._file.truncate()


def _library() -> Any:
    """huggingface_hub, without its own bars and warnings: what it would say is in our errors.

    Raises:
        PullFailed: it is not installed.
    """
    try:
        library = importlib.import_module("huggingface_hub")
        importlib.import_module("huggingface_hub.file_download")
    except ImportError as error:
        raise PullFailed('huggingface_hub is not installed: pip install "rhapsode[kokoro]"') from error
    library.utils.logging.set_verbosity_error()
    library.constants.DOWNLOAD_CHUNK_SIZE = CHUNK_BYTES
    with warnings.catch_warnings():
        # It warns where the environment forbids to switch the bars off, and leaves them on.
        warnings.simplefilter("ignore", UserWarning)
        library.utils.disable_progress_bars()
    return library


def _disk_words(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"no room left in {folder}; what came so far is kept, free some space and run this again"
    return f"cannot write in {folder}: {error.strerror or error}"


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]

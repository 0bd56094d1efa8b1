"""A hub on the loopback: enough of the file interface of the Hugging Face hub for huggingface_hub, and its failures."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

REPOSITORY = "hexgrad/Kokoro-82M"
REVISION = "f3ff3571791e39611d31c381e3a41a3af07b4987"
OTHER_REVISION = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class LoopbackHub:
    """What it serves, how it fails, and what it was asked."""

    files: dict[str, bytes]
    address: str = ""
    requests: list[tuple[str, str, str | None]] = field(default_factory=list)
    """Method, path and asked range of each."""
    refuse_with: int | None = None
    """Status of every answer, instead of the file."""
    break_after: int | None = None
    """Bytes of a body after which the connection is cut, once."""
    wait_s: float = 0.0
    """Before any answer."""
    corrupt: bool = False
    """Send other bytes than the tag is of."""
    only: str = ""
    """Part of the path that failures are limited to."""

    def gets(self) -> list[tuple[str, str | None]]:
        """Path and range of each download."""
        return [(path, wanted) for method, path, wanted in self.requests if method == "GET"]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def git_sha1(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: LoopbackHub

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        hub = self.hub
        _, _, rest = self.path.partition(f"/{REPOSITORY}/resolve/")
        revision, _, name = rest.partition("/")
        asked = self.headers.get("Range")
        hub.requests.append((self.command, name, asked))
        time.sleep(hub.wait_s)
        failing = hub.only in name
        if hub.refuse_with is not None and failing:
            return self._refuse(hub.refuse_with)
        content = hub.files.get(name)
        if content is None or revision not in (REVISION, OTHER_REVISION):
            return self._refuse(404)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        self.send_response(206 if asked else 200)
        # As the hub does: large files are known by their SHA-256, small ones by git's own name for them.
        self.send_header("ETag", f'"{git_sha1(content) if name == "config.json" else sha256(content)}"')
        self.send_header("X-Repo-Commit", revision)
        if not body:
            self.send_header("X-Linked-Size", str(len(content)))
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        if body:
            self._send(content[start:] if not (hub.corrupt and failing) else bytes(len(content) - start), failing)

    def _send(self, content: bytes, failing: bool) -> None:
        cut, self.hub.break_after = (self.hub.break_after, None) if failing else (None, self.hub.break_after)
        try:
            self.wfile.write(content if cut is None else content[:cut])
        except OSError:
            self.close_connection = True  # the other side has had enough
        if cut is not None:
            self.close_connection = True

    def _refuse(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[LoopbackHub]:
    """Serve ``files`` on a free port."""
    hub = LoopbackHub(files)
    handler = type("Handler", (_Handler,), {"hub": hub})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        hub.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()

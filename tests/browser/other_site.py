"""Pages of another site than the server's: a folder, served from a port of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and does not tell of it."""

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nobody asks."""


@contextlib.contextmanager
def other_site(folder: Path) -> Iterator[str]:
    """Serve a folder; gives the site, such as ``http://127.0.0.1:40123``."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()

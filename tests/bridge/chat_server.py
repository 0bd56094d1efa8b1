"""A small chat-completions server on loopback that follows a script: real HTTP, real server-sent events."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Write = Callable[[bytes], None]
Script = Callable[[Write], None]


def event(token: str) -> bytes:
    """One token, as OpenAI's servers send it."""
    chunk = {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": token}}]}
    return f"data: {json.dumps(chunk)}\n\n".encode()


DONE = b"data: [DONE]\n\n"


def says(*tokens: str) -> Script:
    """An answer of these tokens."""

    def script(write: Write) -> None:
        write(b'data: {"choices": [{"delta": {"role": "assistant", "content": ""}}]}\n\n')
        for token in tokens:
            write(event(token))
        write(DONE)

    return script


class ChatServer:
    """Answers every request with its script."""

    def __init__(self, script: Script, status: int, body: bytes, kind: str) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.paths: list[str] = []
        self.left = threading.Event()
        """Set when somebody went away in the midst of an answer."""
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                owner.paths.append(self.path)
                owner.keys.append(self.headers.get("Authorization"))
                owner.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Connection", "close")
                self.end_headers()
                try:
                    if status == 200:
                        script(self.send_now)
                    else:
                        self.wfile.write(body)
                except (BrokenPipeError, ConnectionResetError):
                    owner.left.set()

            def send_now(self, data: bytes) -> None:
                self.wfile.write(data)
                self.wfile.flush()

            def log_message(self, format: str, *args: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)


@contextmanager
def chat_server(
    script: Script | None = None, *, status: int = 200, body: bytes = b"", kind: str = "text/event-stream"
) -> Iterator[ChatServer]:
    """Serve while the block lasts."""
    server = ChatServer(script or says(), status, body, kind)
    try:
        yield server
    finally:
        server.close()

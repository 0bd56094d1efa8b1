"""The browser's part, as it is served: the demo page at ``/``, and below ``/browser/`` what pages import.

All of it is read once, at the start: what is served does not change under a page that is being loaded, and a path that
is not in the table does not exist, however it is written.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

logger = logging.getLogger(__name__)

MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""What is served, by suffix. Anything else that lies beside it (notes, settings of tools) is not."""

MODULES, DEMO = "src", "demo"
PAGE = "demo/index.html"

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
"""What the page may do: load and ask its own server, nothing else, and make no code out of text (Content Security
Policy Level 3, Trusted Types). An AudioWorklet's module is a script; sockets of the same host are ``'self'``."""

PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

EVERYWHERE = {
    # Modules import each other by plain names: one that is kept beside newer ones would be another program. Asking
    # costs a 304.
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class BrowserFile:
    """One file, ready to be sent."""

    content: bytes
    media_type: str
    etag: str
    """A strong validator with its quotation marks (RFC 9110 section 8.8.3)."""


def browser_folder() -> Path | None:
    """Where the files are: of an installed server inside its package, in a checkout beside the other clients."""
    package = Path(__file__).parents[1]
    places = (package / "browser", package.parents[1] / "clients" / "browser")
    return next((place for place in places if (place / MODULES).is_dir()), None)


def read_browser_files(folder: Path | None) -> dict[str, BrowserFile]:
    """All files of a folder that are served, by their path in it (``src/player.js``); none where there is no folder."""
    if folder is None:
        logger.warning("the browser's files are not installed: no demo page, and nothing below /browser/")
        return {}
    return {
        path.relative_to(folder).as_posix(): _read(path)
        for part in (MODULES, DEMO)
        for path in sorted((folder / part).rglob("*"))
        if path.suffix in MEDIA_TYPES and path.is_file()
    }


class BrowserFiles:
    """Answers for the browser's files.

    Args:
        files: by their path below ``/browser/``.
        has_demo: whether the demo page is served, and what belongs to it.
    """

    def __init__(self, files: Mapping[str, BrowserFile], *, has_demo: bool) -> None:
        demo = {path: file for path, file in files.items() if PurePosixPath(path).parts[0] == DEMO}
        self._page = demo.get(PAGE) if has_demo else None
        # The page finds its parts from where it is served, and nowhere else.
        unserved = {PAGE} if has_demo else demo.keys()
        self._files = {path: file for path, file in files.items() if path not in unserved}

    def page_for(self, request: Request) -> Response | None:
        """The demo page, where there is one and a browser asks; ``None`` for programs, which ask for other things."""
        if self._page is None or not prefers_html(request.headers.get("accept", "")):
            return None
        return _answer(self._page, Headers(scope=request.scope), {**PAGE_HEADERS, "Vary": "Accept"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what is mounted: ``GET`` and ``HEAD`` of the files."""
        request = Request(scope)
        path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix("/")
        file = self._files.get(path)
        if file is None:
            raise HTTPException(404)
        if request.method not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        await _answer(file, request.headers, {})(scope, receive, send)


def prefers_html(accept: str) -> bool:
    """Whether an ``Accept`` header (RFC 9110 section 12.5.1) names HTML itself, and no JSON above it.

    Wildcards do not count: programs that take anything send them.
    """
    qualities = {"text/html": 0.0, "application/json": 0.0}
    for media_range in accept.split(","):
        name, *parameters = (part.strip().lower() for part in media_range.split(";"))
        if name in qualities:
            qualities[name] = next((_quality(said) for said in parameters if said.startswith("q=")), 1.0)
    return qualities["text/html"] > 0 and qualities["text/html"] >= qualities["application/json"]


def _quality(said: str) -> float:
    try:
        return float(said.removeprefix("q="))
    except ValueError:
        return 0.0


def _read(path: Path) -> BrowserFile:
    content = path.read_bytes()
    return BrowserFile(content, MEDIA_TYPES[path.suffix], f'"{hashlib.sha256(content).hexdigest()[:32]}"')


def _answer(file: BrowserFile, asked: Headers, headers: Mapping[str, str]) -> Response:
    named = {**EVERYWHERE, **headers, "ETag": file.etag}
    # A list, in which weak forms count too, as a proxy that compresses makes them (RFC 9110 section 13.1.2).
    known = {tag.strip().removeprefix("W/") for tag in asked.get("if-none-match", "").split(",")}
    if file.etag in known or "*" in known:
        return Response(status_code=304, headers=named)
    return Response(file.content, headers=named, media_type=file.media_type)

"""What tells of the server itself: ``GET /``, ``/openapi.json`` and ``/asyncapi.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rhapsode_protocol.documents import Document, load_asyncapi, load_openapi
from rhapsode_server.transport.browser_files import BrowserFiles

TEXT_SCHEMAS = ("text", "piece")
"""Schemas of the documents whose greatest length is the limit in force."""


class Documents:
    """Answers with the descriptions of the wire, in which this server has filled in what it alone knows.

    Args:
        max_input_characters: the longest text that one frame or request may hold.
        sockets: their paths.
        browser_files: the page that a browser gets at ``/``, where there is one.
    """

    def __init__(
        self, max_input_characters: int, sockets: Iterable[str], browser_files: BrowserFiles | None = None
    ) -> None:
        self._sockets = list(sockets)
        self._browser_files = browser_files
        self._openapi = _filled(load_openapi(), max_input_characters)
        self._asyncapi = _filled(load_asyncapi(), max_input_characters)

    async def root(self, request: Request) -> Response:
        """``GET /``: who this is, and where to go on; the demo page for browsers."""
        page = self._browser_files and self._browser_files.page_for(request)
        if page:
            return page
        return JSONResponse(
            {
                "name": "Rhapsode",
                "version": version("rhapsode"),
                "description": "a streaming text-to-speech server",
                "sockets": self._sockets,
                "openapi": "/openapi.json",
                "asyncapi": "/asyncapi.json",
                "health": "/health",
                "ready": "/ready",
            },
            headers={"Vary": "Accept"},
        )

    async def openapi(self, request: Request) -> Response:
        """``GET /openapi.json``: REST, as OpenAPI 3.1."""
        return Response(self._openapi, media_type="application/json")

    async def asyncapi(self, request: Request) -> Response:
        """``GET /asyncapi.json``: the sockets, as AsyncAPI 3.0."""
        return Response(self._asyncapi, media_type="application/json")


def _filled(document: Document, max_input_characters: int) -> bytes:
    document["info"]["version"] = version("rhapsode")
    for name in TEXT_SCHEMAS:
        if name in document["components"]["schemas"]:
            document["components"]["schemas"][name]["maxLength"] = max_input_characters
    return json.dumps(document, ensure_ascii=False).encode()

"""The machine-readable descriptions of the wire, as they lie beside this page.

``openapi.json`` (OpenAPI 3.1) describes REST, ``asyncapi.json`` (AsyncAPI 3.0) the sockets. They are written by hand
and held against the server by its tests. A server says its own version in ``info.version`` when it serves them.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

Document = dict[str, Any]


def load_openapi() -> Document:
    """The description of REST; a new object with every call, the caller's to change."""
    return _load("openapi.json")


def load_asyncapi() -> Document:
    """The description of the sockets; a new object with every call, the caller's to change."""
    return _load("asyncapi.json")


def _load(name: str) -> Document:
    document: Document = json.loads(files("rhapsode_protocol").joinpath(name).read_text(encoding="utf-8"))
    return document

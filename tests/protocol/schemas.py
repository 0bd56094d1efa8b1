"""The schemas of the two documents, ready to be held against frames and bodies."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from rhapsode_protocol.documents import Document, load_asyncapi, load_openapi

Schema = dict[str, Any]


def references(node: Any) -> list[str]:
    """Every ``$ref`` below a node."""
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for value in node.values() for found in references(value)]
    if isinstance(node, list):
        return [found for value in node for found in references(value)]
    return []


def resolve(document: Document, reference: str) -> Any:
    """What a reference into the same document names; fails where it names nothing."""
    node: Any = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def validator(document: Document, name: str) -> Draft202012Validator:
    """Checks values against the schema of that name; what the schema does not name is no fault."""
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})


@cache
def strict(kind: str, name: str) -> Draft202012Validator:
    """The same, and a field that the schema does not name is a fault.

    The documents leave objects open, because the protocol grows; what a server sends today has to be described.
    """
    document = {"openapi": load_openapi, "asyncapi": load_asyncapi}[kind]()
    return validator(_closed(document), name)


def faults(kind: str, name: str, value: Any) -> list[str]:
    """What is wrong with a value by its schema, with nothing beside it."""
    return [f"{fault.json_path}: {fault.message[:200]}" for fault in strict(kind, name).iter_errors(value)]


def _closed(document: Document) -> Document:
    closed = copy.deepcopy(document)
    for schema in closed["components"]["schemas"].values():
        _close(schema)
    return closed


def _close(schema: Any) -> None:
    if isinstance(schema, list):
        for part in schema:
            _close(part)
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and "type" in schema:
            schema.setdefault("additionalProperties", False)
        for key, part in schema.items():
            if key not in ("not", "examples", "default", "enum"):
                _close(part)

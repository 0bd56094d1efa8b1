"""How much an object holds, counted in objects: what grows with it is memory that somebody can fill."""

from __future__ import annotations

from collections import deque
from typing import Any

from rhapsode_server.session import Limits
from rhapsode_server.voices import Catalog

LIGHT = (str, bytes, int, float, bool, type(None), type, Catalog, Limits)
"""Atoms, and what all connections share."""


def weigh(root: Any) -> int:
    """The number of objects that can be reached from ``root``, the shared ones left out."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, LIGHT) or callable(thing):
            continue
        seen.add(id(thing))
        if isinstance(thing, dict):
            waiting += thing.values()
            # Names are atoms, and yet each takes its room.
            seen |= {id(key) for key in thing}
        elif isinstance(thing, (list, tuple, set, frozenset, deque)):
            waiting += thing
        else:
            names = [name for kind in type(thing).__mro__ for name in getattr(kind, "__slots__", ())]
            waiting += [getattr(thing, name) for name in names if hasattr(thing, name)]
            waiting += getattr(thing, "__dict__", {}).values()
    return len(seen)

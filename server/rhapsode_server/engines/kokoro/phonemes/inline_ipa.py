"""Pronunciations that the client wrote into the text: ``[Kokoro](/kˈOkəɹO/)`` or ``/kˈOkəɹO/``."""

from __future__ import annotations

import re
from typing import NamedTuple

_OUTSIDE = r"[^\w\s/\[\]]*"
_LINKED = re.compile(rf"({_OUTSIDE})\[[^\]]*\]\(/([^/]+)/\)({_OUTSIDE})")
_BARE = re.compile(rf"({_OUTSIDE})/([^/]+)/({_OUTSIDE})")


class InlineIpa(NamedTuple):
    """One word whose sound is given."""

    opening: str
    """Marks before it."""
    symbols: str
    """As written between the slashes."""
    closing: str
    """Marks behind it."""


def inline_ipa(text: str) -> InlineIpa | None:
    """What a word says of its own sound; ``None`` where it is written as usual.

    Symbols without brackets need one that is not ASCII: ``/home/`` and ``/usr/`` are paths.
    """
    if "/" not in text:
        return None
    linked = _LINKED.fullmatch(text)
    if linked:
        return InlineIpa(*linked.groups())
    bare = _BARE.fullmatch(text)
    return InlineIpa(*bare.groups()) if bare and not bare[2].isascii() else None

"""Halves of one character that arrive in two frames.

A JSON string may write a character beyond U+FFFF as two escapes (RFC 8259 section 7). A client that splits its stream
between them sends a lone high surrogate at one frame's end and its other half at the next frame's start.
"""

from __future__ import annotations

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""What stands for a half that never found its other half (Unicode Standard, section 3.9)."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class SurrogateJoiner:
    """Joins halves over the frames of one turn. Its output holds no surrogates, so that offsets count code points."""

    def __init__(self) -> None:
        self._high = ""

    @property
    def held(self) -> int:
        """Characters received and not yet handed on: 1 while a half waits, else 0."""
        return len(self._high)

    def push(self, text: str) -> str:
        """Take the next frame's text; gives what is certain by now.

        A high surrogate at the end waits for the next character. Any other unpaired one becomes U+FFFD.
        """
        if not self._high and _SURROGATE.search(text) is None:
            return text
        joined: list[str] = []
        for character in text:
            if self._high:
                if "\udc00" <= character <= "\udfff":
                    joined.append(_join(self._high, character))
                    self._high = ""
                    continue
                joined.append(REPLACEMENT)
                self._high = ""
            if "\ud800" <= character <= "\udbff":
                self._high = character
            elif "\udc00" <= character <= "\udfff":
                joined.append(REPLACEMENT)
            else:
                joined.append(character)
        return "".join(joined)

    def flush(self) -> str:
        """Nothing comes any more: U+FFFD where a half still waits, else nothing."""
        rest = REPLACEMENT if self._high else ""
        self._high = ""
        return rest


def _join(high: str, low: str) -> str:
    """The character that two halves write (Unicode Standard, table 3-5)."""
    return chr(0x10000 + ((ord(high) - 0xD800) << 10) + (ord(low) - 0xDC00))

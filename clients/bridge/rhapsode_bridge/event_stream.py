"""Server-sent events, read as bytes arrive. Pure. (WHATWG HTML, section 9.2.6, "Interpreting an event stream".)"""

from __future__ import annotations

MOST_BYTES = 1 << 20
"""Longest event taken. A token's event has some 300 bytes; what never ends must not fill the memory."""


class EventTooLong(ValueError):
    """An event is longer than :data:`MOST_BYTES`."""


class EventStream:
    """Takes bytes as they come, however they are cut; gives the ``data`` of each event that is complete."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._data: list[str] = []
        self._held_bytes = 0
        self._after_return = False
        self._begun = False

    def feed(self, block: bytes) -> list[str]:
        """The events that this block completes.

        Raises:
            EventTooLong: what has come of one event is longer than it may be.
        """
        events: list[str] = []
        for part in block.splitlines(keepends=True) if block else ():
            # bytes.splitlines divides at CR, LF and CRLF only, as the standard does.
            if self._after_return and part == b"\n":
                # The second half of a line end that the last block was cut in.
                self._after_return = False
                continue
            self._after_return = part.endswith(b"\r")
            bare = part.rstrip(b"\r\n")
            self._held_bytes += len(bare)
            if self._held_bytes > MOST_BYTES:
                raise EventTooLong(f"an event is longer than {MOST_BYTES} bytes")
            self._line += bare
            if bare != part:
                line, self._line = bytes(self._line), bytearray()
                self._take(line, events)
        return events

    def _take(self, line: bytes, events: list[str]) -> None:
        if not self._begun:
            self._begun, line = True, line.removeprefix(b"\xef\xbb\xbf")
        if not line:
            if self._data:
                events.append("\n".join(self._data))
            self._data, self._held_bytes = [], 0
            return
        field, _, value = line.partition(b":")
        if field == b"data":
            self._data.append(value.removeprefix(b" ").decode(errors="replace"))
        elif not field:
            # A comment, sent to keep the connection alive: any number may come within one event.
            self._held_bytes -= len(line)

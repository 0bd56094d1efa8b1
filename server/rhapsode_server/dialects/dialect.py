"""What a socket needs of a dialect: text frames to messages and back. Knows no dialect by name."""

from __future__ import annotations

from typing import Protocol

from rhapsode_protocol.messages import ClientMessage, ServerMessage


class Dialect(Protocol):
    """The frames of one socket; a new one for each connection."""

    def decode(self, data: str) -> tuple[ClientMessage, ...]:
        """Read one frame.

        Raises:
            RhapsodeError: it cannot be read; the whole frame is refused.
        """

    def encode(self, message: ServerMessage) -> str:
        """Write one frame."""

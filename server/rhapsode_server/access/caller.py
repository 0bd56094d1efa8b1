"""Who is asking, once that is known."""

from __future__ import annotations

from dataclasses import dataclass

from rhapsode_server.speech import Owner


@dataclass(frozen=True, slots=True)
class Caller:
    """One client as the door has let it in; ``scope["caller"]`` of every request that passed it."""

    key_id: str | None = None
    """The key that was shown, or behind the token that was; ``None`` where the server asks for none. Never the key."""
    watermark_message: int | None = None
    """The 16 bits that mark the key's speech; ``None`` where they are the server's."""
    by_token: bool = False
    """Whether a short-lived token was shown instead of a key: a token mints no tokens."""

    def owner(self, connection: str) -> Owner:
        """Whom speech is made for: the key, or the connection where there are no keys."""
        return Owner(connection if self.key_id is None else f"key:{self.key_id}", self.watermark_message)


ANYBODY = Caller()
"""Who comes in where no keys are asked for."""

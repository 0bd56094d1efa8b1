"""What a context of ``/ws/tts/multi`` may be told, and when it has ended. Pure: no sockets, no clock.

======== ============================== ===================================
state    may be told                    ends with
======== ============================== ===================================
new      text, close                    the first text: open
open     text, flush, cancel, close     ``close``: closing; the server's end
closing  nothing                        the server's end
ended    nothing                        -
======== ============================== ===================================
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from rhapsode_protocol.messages import (
    NOTHING_SAID,
    Cancel,
    ClientMessage,
    CloseContext,
    ContextClosed,
    Input,
    KeepAlive,
    ServerMessage,
    Settings,
)

OWN = ("voice_id", "cfg_scale", "max_new_tokens", "temperature")
"""What ``voice_settings`` may hold."""


class Phase(Enum):
    """Where a context is in its life."""

    NEW = "new"
    OPEN = "open"
    CLOSING = "closing"
    ENDED = "ended"


class ContextState:
    """One context's life. Its methods give the message to send, or ``None`` where nothing needs to be.

    Args:
        name: ``context_id`` on the wire.
        settings: its options; they go out with its first text. The protocol lets only the voice and what a network
            draws with (:data:`OWN`) be a context's own: the others hold for contexts that open later, too, as far as
            those do not say otherwise.
    """

    def __init__(self, name: str, settings: Settings = NOTHING_SAID) -> None:
        self.name = name
        self.phase = Phase.NEW
        self._settings = settings

    def say(self, text: str) -> ClientMessage | None:
        """Text goes on; the first opens the context.

        Raises:
            RuntimeError: the context was closed.
        """
        self._refuse_ended("take text")
        if not text:
            return None
        first, self.phase = self.phase is Phase.NEW, Phase.OPEN
        if not first:
            return Input(text=text, context_id=self.name)
        own = {name: getattr(self._settings, name) for name in OWN}
        shared = replace(self._settings, **dict.fromkeys(OWN))
        return Input(text=text, context_id=self.name, settings=shared, voice_settings=Settings(**own))

    def flush(self) -> ClientMessage | None:
        """Speak all that was said.

        Raises:
            RuntimeError: the context was closed.
        """
        self._refuse_ended("be flushed")
        return Input(flush=True, context_id=self.name) if self.phase is Phase.OPEN else None

    def cancel(self) -> ClientMessage | None:
        """Be silent; the context goes on."""
        return Cancel(self.name) if self.phase is Phase.OPEN else None

    def keep_alive(self) -> ClientMessage | None:
        """Reset the idle clock."""
        return KeepAlive(self.name) if self.phase is Phase.OPEN else None

    def close(self, immediate: bool) -> ClientMessage | None:
        """Speak what was said, and end; or, ``immediate``, end in silence."""
        if self.phase is Phase.NEW:
            self.phase = Phase.ENDED
        if self.phase is Phase.ENDED or (self.phase is Phase.CLOSING and not immediate):
            return None
        self.phase = Phase.CLOSING
        return CloseContext(self.name, immediate)

    def receive(self, message: ServerMessage) -> None:
        """The server said this of the context."""
        if isinstance(message, ContextClosed):
            self.phase = Phase.ENDED

    def lose(self) -> None:
        """The connection is gone."""
        self.phase = Phase.ENDED

    def _refuse_ended(self, what: str) -> None:
        if self.phase in (Phase.CLOSING, Phase.ENDED):
            raise RuntimeError(f"context {self.name!r} was closed and cannot {what}; open another")

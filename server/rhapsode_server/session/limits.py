"""Bounds of one connection. Every one is configurable, and answered with its own clear error."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one connection may hold."""

    max_contexts: int = 5
    """Open contexts on ``/ws/tts/multi``. Lower refuses the original protocol's five; higher only costs memory."""
    max_frame_characters: int = 10_000
    """Characters of text in one frame or request (KugelAudio, limits)."""
    max_pending_characters: int = 50_000
    """Characters of one context that wait for synthesis. About an hour of speech: more is a client that has lost its
    brakes; much less would refuse a long answer that a fast language model writes ahead of the voice."""
    max_connection_characters: int = 250_000
    """The same over all contexts of a connection, closing ones included: five full ones. Without it a client that
    opens, fills and closes contexts would hold nine times as much; much lower lets one long answer starve the rest."""
    max_queued_turns: int = 64
    """Requests, turns or flushes of one context that wait for their end. Higher lets a loop of empty flushes grow."""
    max_messages_per_s: int = 1_000
    """Frames a second, on average; ``MessageRate`` has what happens above. Lower cuts into language models whose tokens
    come one a frame for several contexts; higher lets one client keep the event loop busy with reading."""
    context_idle_s: float = 20.0
    """Idle time after which a context on ``/ws/tts/multi`` is closed (KugelAudio, multi-context limits)."""
    turn_idle_s: float = 300.0
    """Time without new text, nothing being made or delivered, after which an open turn on ``/ws/tts/stream`` is ended;
    0 for never. The official client reads a ``session_closed`` that it did not ask for as the end of its next turn, and
    loses that turn's audio; so no pause that an answer may have should be this long. Lower loses answers; higher keeps
    the text and the options of turns that nobody will end."""
    remembered_contexts: int = 1_024
    """Closed context ids kept in mind, so that late text for them is refused. Lower forgets before late tokens arrive;
    higher is memory that a client can fill."""
    max_context_id_characters: int = 256
    """Length of a context id: it is echoed in every frame of the context."""

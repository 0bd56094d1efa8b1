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
    context_idle_s: float = 20.0
    """Idle time after which a context on ``/ws/tts/multi`` is closed (KugelAudio, multi-context limits)."""
    max_queued_turns: int = 64
    """Requests, turns or flushes of one context that wait for their end. Higher lets a loop of empty flushes grow."""
    remembered_contexts: int = 1_024
    """Closed context ids kept in mind, so that late text for them is refused. Lower forgets before late tokens arrive;
    higher is memory that a client can fill."""
    max_context_id_characters: int = 256
    """Length of a context id: it is echoed in every frame of the context."""

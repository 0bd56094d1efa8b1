"""How much compute time a second of each engine's speech takes on this machine, learned from what it has spoken."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WEIGHT = 0.1
"""How much one segment changes what is expected. Lower, and a machine that has become busy is noticed late; higher, and
one odd segment misleads."""

LEAST_AUDIO_MS = 300.0
"""Shorter segments tell more of fixed costs than of speech."""


class RealTimeFactors:
    """Exponentially weighted means, by engine."""

    def __init__(self) -> None:
        self._known: dict[str, float] = {}

    @property
    def known(self) -> Mapping[str, float]:
        """The factors by the names of their engines; changes with what is learned."""
        return MappingProxyType(self._known)

    def learn(self, engine: str, gen_ms: float, audio_ms: float) -> None:
        """A segment was spoken whole: ``gen_ms`` of computing for ``audio_ms`` of speech, pauses left out."""
        if audio_ms < LEAST_AUDIO_MS:
            return
        measured = gen_ms / audio_ms
        known = self._known.get(engine, measured)
        self._known[engine] = known + WEIGHT * (measured - known)

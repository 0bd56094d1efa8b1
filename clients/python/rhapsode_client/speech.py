"""A whole turn at once, for who does not want to hear it while it is made."""

from __future__ import annotations

from collections.abc import AsyncIterable
from dataclasses import dataclass

from rhapsode_client.timeline import Timeline
from rhapsode_client.turn import Event
from rhapsode_protocol.messages import Audio, Final, WordTiming


@dataclass(frozen=True, slots=True)
class Speech:
    """What one turn became."""

    payload: bytes
    """The samples, without a header."""
    encoding: str
    """Of the samples, such as ``pcm_s16le``; empty where nothing sounded."""
    rate_hz: int
    """0 where nothing sounded."""
    words: tuple[WordTiming, ...]
    """With times from the first sample; none where they were not asked for."""
    final: Final

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return self.final.statistics.delivered_ms / 1000.0


async def collect(events: AsyncIterable[Event]) -> Speech:
    """Gather a turn's events, such as those of :meth:`.connection.Connection.speak`; raises what they raise."""
    timeline = Timeline()
    sound: list[Audio] = []
    final: Final | None = None
    async for event in events:
        timeline.take(event)
        if isinstance(event, Audio):
            sound.append(event)
        elif isinstance(event, Final):
            final = event
    if final is None:
        raise ValueError("the events end without a Final: they are not those of a whole turn")
    encoding, rate_hz = (sound[0].encoding, sound[0].rate_hz) if sound else ("", 0)
    return Speech(b"".join(piece.payload for piece in sound), encoding, rate_hz, tuple(timeline.words), final)

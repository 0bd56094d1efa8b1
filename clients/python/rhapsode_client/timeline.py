"""When each word of a turn sounds, on the clock of the whole turn's sound. Pure: events in, words out."""

from __future__ import annotations

from dataclasses import replace

from rhapsode_client.turn import Event
from rhapsode_protocol.messages import Audio, Words, WordTiming


class Timeline:
    """Takes a turn's events in order. The server's words count from their segment's start; these from the first sample.

    Words of a segment come after its first sound, which tells where it starts.
    """

    def __init__(self) -> None:
        self.words: list[WordTiming] = []
        """All words so far; ``start_ms`` and ``end_ms`` from the turn's first sample."""
        self._sounded_ms = 0.0
        self._segment_starts_ms: dict[int, float] = {}

    def take(self, event: Event) -> tuple[WordTiming, ...]:
        """The words that this event tells of; none for most events."""
        match event:
            case Audio():
                self._segment_starts_ms.setdefault(event.chunk_id, self._sounded_ms)
                self._sounded_ms += event.samples * 1000.0 / event.rate_hz
            case Words():
                offset_ms = self._segment_starts_ms.get(event.chunk_id, 0.0)
                told = tuple(
                    replace(word, start_ms=word.start_ms + offset_ms, end_ms=word.end_ms + offset_ms)
                    for word in event.words
                )
                self.words += told
                return told
        return ()

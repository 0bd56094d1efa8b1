"""What was written, word by word as it sounds: the server's timings, told in the writer's own text. Pure.

The server times the words that it speaks: of "In 1999 …" it tells "nineteen" and "ninety-nine", both read from "1999".
A chat's history and a caption want what was written, once. Here each piece of the text comes once, and all pieces put
together are the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from rhapsode_client.timeline import Timeline
from rhapsode_client.turn import Event


@dataclass(frozen=True, slots=True)
class WrittenWord:
    """A piece of the written text, and when it sounds."""

    text: str
    """As it was written, with the marks that belong to it."""
    before: str
    """What stands between the word before and this one: blanks, and marks that have no sound."""
    start_ms: float
    """From the first sample of the speech."""
    end_ms: float


class Transcript:
    """One speech: tell it every text that goes out, and every event that comes in, in order.

    Places count in the text of the whole speech, so it takes one flush, or one context that is flushed by its close.
    """

    def __init__(self) -> None:
        self._text = ""
        self._told = 0
        self._timeline = Timeline()

    @property
    def text(self) -> str:
        """All that was written so far."""
        return self._text

    @property
    def rest(self) -> str:
        """What no word has told yet; at the end of the speech, what had no sound."""
        return self._text[self._told :]

    def say(self, text: str) -> None:
        """This was sent, behind what was sent before."""
        self._text += text

    def take(self, event: Event) -> tuple[WrittenWord, ...]:
        """The words that this event tells of; none for most events."""
        words: list[WrittenWord] = []
        # Where the last word begins in the text: one that is read from there too is more of the same.
        begins = self._told
        for timing in self._timeline.take(event):
            if words and timing.source_start < self._told:
                last, end = words[-1], max(self._told, timing.source_end)
                words[-1] = WrittenWord(self._text[begins:end], last.before, last.start_ms, timing.end_ms)
            elif timing.source_end > self._told:
                begins, end = max(self._told, timing.source_start), timing.source_end
                before = self._text[self._told : begins]
                words.append(WrittenWord(self._text[begins:end], before, timing.start_ms, timing.end_ms))
            else:
                continue
            self._told = end
        return tuple(words)

"""Events on their way through the filter of Markdown: what is held, cut and joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rhapsode_server.text.markup_event import Characters, MarkupEvent

_PART_CHARACTERS = 500
"""How much text is read in one go. Lower only costs turns; higher, and what follows a mark that is none is copied too
often."""


@dataclass(slots=True)
class Held:
    """What a scanner has taken and not yet decided."""

    start: int
    text: list[str]
    """Characters behind the last event."""
    events: list[MarkupEvent] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Characters of the source."""
        return (source_end(self.events[-1]) - self.start if self.events else 0) + len(self.text)

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.start + self.length

    def add_event(self, event: MarkupEvent) -> None:
        self._join()
        self.events.append(event)

    def take(self) -> list[MarkupEvent]:
        """All of it in order."""
        self._join()
        return self.events

    def _join(self) -> None:
        if self.text:
            start = self.start + self.length - len(self.text)
            self.events.append(Characters("".join(self.text), start))
            self.text.clear()


def parts(event: MarkupEvent) -> Iterator[MarkupEvent]:
    """The event, long text in parts: what is given back is read before the rest, which must not cost its length."""
    if not isinstance(event, Characters) or len(event.text) <= _PART_CHARACTERS:
        yield event
        return
    for place in range(0, len(event.text), _PART_CHARACTERS):
        yield Characters(event.text[place : place + _PART_CHARACTERS], event.start + place)


def joined(events: Iterable[MarkupEvent]) -> list[MarkupEvent]:
    """The events; characters that stand side by side are one."""
    joined: list[MarkupEvent] = []
    text: list[str] = []
    text_start = text_end = 0
    for event in events:
        if isinstance(event, Characters):
            if text and event.start != text_end:
                joined.append(Characters("".join(text), text_start))
                text.clear()
            if not text:
                text_start = event.start
            text.append(event.text)
            text_end = event.start + len(event.text)
            continue
        if text:
            joined.append(Characters("".join(text), text_start))
            text.clear()
        joined.append(event)
    if text:
        joined.append(Characters("".join(text), text_start))
    return joined


def cut(events: list[MarkupEvent], left: int, right: int) -> list[MarkupEvent]:
    """The events without characters of the first and of the last one."""
    cut = list(events)
    if left:
        first = cut[0]
        assert isinstance(first, Characters)
        cut[0] = Characters(first.text[left:], first.start + left)
    if right:
        last = cut[-1]
        assert isinstance(last, Characters)
        cut[-1] = Characters(last.text[:-right], last.start)
    return [event for event in cut if not isinstance(event, Characters) or event.text]


def source_end(event: MarkupEvent) -> int:
    """Where the event's characters end in the source."""
    return event.start + len(event.text) if isinstance(event, Characters) else event.end

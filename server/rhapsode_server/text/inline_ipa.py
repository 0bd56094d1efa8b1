"""Pronunciations in the client's text, read as it arrives.

::

    [Kokoro](/kˈOkəɹO/)      the form of misaki, with the written word
    /ˈtoʊ.ki.oʊ/             the bare form, with the sound alone

Sources: misaki's README, KugelAudio's newer pages. Three rules hold the file together:

* Tags come first: one inside, or ``<spell>`` around, and it is text.
* What never becomes whole is text, held while it may. At a flush nothing is held any longer.
* No character is looked at three times, but for the few behind an opening: text in brackets that turns out to be no
  link is looked through for the bare form, which holds no bracket.
"""

from __future__ import annotations

from rhapsode_server.text.ipa_scanner import ENDED, OPENING, TEXT, WHOLE, IpaScanner, is_hopeless
from rhapsode_server.text.markup_event import (
    Characters,
    MarkupEvent,
    Pronounced,
    SpellClosed,
    SpellOpened,
    TagDropped,
)


class InlineIpaFinder:
    """Finds inline IPA among the characters of one turn; hands everything else on. Knows nothing of what tags mean.

    Any division of the characters over events gives the same, but for where ``Characters`` are divided.
    """

    def __init__(self) -> None:
        self._held: list[str] = []
        self._scanner = IpaScanner("[")
        self._before = " "
        self._position = 0
        self._text: list[str] = []
        self._events: list[MarkupEvent] = []
        self._spelling = False

    @property
    def held(self) -> int:
        """Characters that may yet become inline IPA, not yet handed on."""
        return len(self._held)

    @property
    def waits_for_one(self) -> bool:
        """Whether the very next character decides what is held; :meth:`settle` does without it."""
        return bool(self._held) and self._scanner.waits_for_one

    def feed(self, events: list[MarkupEvent]) -> list[MarkupEvent]:
        """Take what the tags' parser found; gives what is certain by now."""
        if len(events) == 1 and not self._held and isinstance(events[0], Characters):
            text = events[0].text
            if "[" not in text and "/" not in text:
                # A token of plain words, as nearly all are: the detour would be a fifth of what cutting costs.
                self._before = text[-1]
                return events
        for event in events:
            if isinstance(event, Characters) and not self._spelling:
                if not self._held:
                    self._position = event.start
                self._read(event.text)
                continue
            self._decide()
            self._join_text()
            self._events.append(event)
            if isinstance(event, SpellOpened | SpellClosed):
                self._spelling = isinstance(event, SpellOpened)
            if not isinstance(event, TagDropped) or event.block:
                self._before = " "
        return self._drain()

    def settle(self) -> list[MarkupEvent]:
        """Nothing has come for a while: decide what waits for one more character only."""
        if self.waits_for_one:
            self._decide()
        return self._drain()

    def close(self) -> list[MarkupEvent]:
        """A flush or the end: what is not whole is text."""
        self._decide()
        self._before = " "
        return self._drain()

    def _read(self, text: str) -> None:
        place = 0
        while place < len(text):
            if not self._held:
                place = self._open(text, place)
                continue
            verdict = self._scanner.admit(text[place])
            if verdict is TEXT:
                self._give_up()
            elif verdict is ENDED:
                self._pronounce()
            else:
                self._held.append(text[place])
                place += 1
                if verdict is WHOLE:
                    self._pronounce()

    def _open(self, text: str, place: int) -> int:
        """Hand on what comes before the next opening, and hold that; gives the place behind it."""
        begin, before = place, self._before
        while (found := OPENING.search(text, place)) is not None:
            start, place = found.start(), found.start() + 1
            opening = text[start]
            before = text[start - 1] if start > begin else before
            if opening == "[" or (IpaScanner.may_begin(opening, before) and not is_hopeless(text, start)):
                self._hand_on(text[begin:start])
                self._held.append(opening)
                self._scanner = IpaScanner(opening)
                return place
        self._hand_on(text[begin:])
        return len(text)

    def _decide(self) -> None:
        """Nothing follows what is held."""
        while self._held:
            if self._scanner.is_whole:
                self._pronounce()
            else:
                self._give_up()

    def _give_up(self) -> None:
        """What is held is text, and what stands between brackets may hold the bare form."""
        text = "".join(self._held)
        self._held.clear()
        if text[0] == "[":
            self._hand_on(text[0])
            self._read(text[1:])
        else:
            self._hand_on(text)

    def _pronounce(self) -> None:
        self._join_text()
        start, end = self._position, self._position + len(self._held)
        text, phonemes = self._scanner.text, self._scanner.phonemes
        text_start = start
        if self._held[0] == "[":
            text_start += 1 + len(text) - len(text.lstrip())
            text, phonemes = text.strip(), phonemes.strip()
        self._events.append(Pronounced(start, end, text, text_start, phonemes))
        self._position, self._before = end, self._held[-1]
        self._held.clear()

    def _hand_on(self, text: str) -> None:
        if text:
            self._text.append(text)
            self._position += len(text)
            self._before = text[-1]

    def _join_text(self) -> None:
        """Make one event of the text since the last one: a stray bracket does not divide it."""
        if self._text:
            text = "".join(self._text)
            self._text.clear()
            self._events.append(Characters(text, self._position - len(text)))

    def _drain(self) -> list[MarkupEvent]:
        self._join_text()
        events, self._events = self._events, []
        return events

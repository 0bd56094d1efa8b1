"""Tags in the client's text, read as it arrives.

::

    <spell [group="n"]>AB12</spell>                 letter by letter, a beat after every n characters
    <prosody rate="slow|medium|fast|0.8…1.2">…</prosody>
    <break time="300ms|1.5s"/>  <break strength="strong"/>

What is left when they are taken out is looked through for pronunciations by :mod:`.inline_ipa`.

Sources: KugelAudio's pages on text processing and prompting; strengths and quoting from SSML 1.1 (W3C, section 3.2.3).
Three rules hold the file together:

* A ``<`` opens a tag only where a letter, or ``/`` and a letter, follows. Beyond the name, a tag of another kind must
  look like one (``name="value"``), so that "a<b and c>d" stays text.
* What never reaches its ``>`` is text: held while it may still be a tag, handed on when it can no longer be one.
* No character is looked at more than twice: held text holds no second ``<``, so it is handed on unread.
"""

from __future__ import annotations

import re

from rhapsode_protocol.errors import MalformedMarkup
from rhapsode_server.text.inline_ipa import InlineIpaFinder
from rhapsode_server.text.markup_event import (
    BreakAsked,
    Characters,
    MarkupEvent,
    RateChanged,
    SpellClosed,
    SpellOpened,
    TagDropped,
)
from rhapsode_server.text.tag_scanner import TagScanner, Verdict, tag_end

RATES = {"slow": 0.8, "medium": 1.0, "fast": 1.2}
MIN_RATE, MAX_RATE = 0.8, 1.2
"""A rate in numbers is held to this range, which is that of ``speed``."""

BREAKS_MS = {"none": 0, "x-weak": 200, "weak": 200, "medium": 200, "strong": 500, "x-strong": 500}
DEFAULT_BREAK_MS = 200

BLOCK_TAGS = frozenset(
    {"p", "br", "hr", "div", "pre", "blockquote", "section", "article", "address", "ul", "ol", "li", "dl", "dt", "dd"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th"}
)
"""HTML's tags that begin a new line: their text is not joined to the word before."""

_CLOSING_MARKS = re.compile("[.,;:!?…)\\]}»”’\"'。，、；：！？…」』）】।؟،؛]+")
"""What stands behind the end of a ``<prosody>`` without a space ends what was said in it, and is said with it."""

_OURS = frozenset({"spell", "prosody", "break"})
_OPENING = re.compile(r"<(?=[A-Za-z/]|\Z)")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9_.:-]*)(?P<rest>.*?)(?P<self>/?)\s*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s*([A-Za-z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=]+))(?=\s|$)")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_TIME = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*(ms|s)")


class MarkupParser:
    """Turns one turn's text into characters, tags and inline IPA. Knows nothing of sentences, segments or voices.

    Any split of the text over calls of :meth:`feed` gives the same events, but for where ``Characters`` are divided.
    """

    def __init__(self) -> None:
        self._position = 0
        self._held: list[str] = []
        self._scanner = TagScanner(_OURS)
        self._inline_ipa = InlineIpaFinder()
        self._events: list[MarkupEvent] = []
        self._text: list[str] = []
        self._problems: list[MalformedMarkup] = []
        self._spelling = False
        self._rate: float | None = None
        self._rate_ends: tuple[int, int] | None = None
        """Where the tag stands that has ended the rate, while marks behind it may still belong to it."""
        self._refused_inside = {"spell": 0, "prosody": 0}
        self._refused_outside = {"spell": 0, "prosody": 0}

    @property
    def held(self) -> int:
        """Characters of a half-arrived tag or pronunciation, not yet handed on."""
        return len(self._held) + self._inline_ipa.held

    @property
    def waits_for_one(self) -> bool:
        """Whether the very next character decides what is held; :meth:`settle` does without it."""
        return not self._held and (self._rate_ends is not None or self._inline_ipa.waits_for_one)

    def feed(self, text: str) -> list[MarkupEvent]:
        """Take more text; gives what is certain by now."""
        if "<" not in text and text and not self._held and self._rate_ends is None:
            # Nearly all text.
            self._position += len(text)
            return self._inline_ipa.feed([Characters(text, self._position - len(text))])
        position = 0
        while position < len(text):
            if not self._held:
                opening = _OPENING.search(text, position)
                if opening is None:
                    self._emit_text(text[position:])
                    break
                self._emit_text(text[position : opening.start()])
                end = tag_end(text, opening.start())
                if end is not None:
                    self._read_tag(text[opening.start() : end])
                    position = end
                    continue
                self._held.append("<")
                self._scanner = TagScanner(_OURS)
                position = opening.end()
                continue
            verdict = self._scanner.admit(text[position])
            if verdict is Verdict.TEXT:
                self._release_held()
                continue
            self._held.append(text[position])
            position += 1
            if verdict is Verdict.TAG:
                tag = "".join(self._held)
                self._held.clear()
                self._read_tag(tag)
        return self._drain()

    def settle(self) -> list[MarkupEvent]:
        """Nothing has come for a while: decide what waits for one more character only."""
        if not self.waits_for_one:
            return []
        self._finish_rate()
        return self._drain() + self._inline_ipa.settle()

    def close(self) -> list[MarkupEvent]:
        """A flush or the end: what dangles becomes text, and open tags are closed; their end tags may still come."""
        if self._held:
            self._release_held()
        if self._spelling:
            self._close_spell(self._position)
            self._refused_outside["spell"] += 1
        self._finish_rate()
        if self._rate is not None:
            self._change_rate(self._position, None)
            self._refused_outside["prosody"] += 1
        return self._drain() + self._inline_ipa.close()

    def take_problems(self) -> list[MalformedMarkup]:
        """Tags that could not be read since the last call."""
        problems, self._problems = self._problems, []
        return problems

    def _emit_text(self, text: str) -> None:
        if text:
            if self._rate_ends is not None:
                text = self._take_closing_marks(text)
            self._text.append(text)
            self._position += len(text)

    def _emit(self, event: MarkupEvent) -> None:
        self._finish_rate()
        self._join_text()
        self._events.append(event)

    def _join_text(self) -> None:
        """Make one event of the text since the last one: a stray ``<`` does not divide it."""
        if self._text:
            text = "".join(self._text)
            self._text.clear()
            self._events.append(Characters(text, self._position - len(text)))

    def _release_held(self) -> None:
        text = "".join(self._held)
        self._held.clear()
        self._emit_text(text)

    def _drain(self) -> list[MarkupEvent]:
        self._join_text()
        events, self._events = self._events, []
        return self._inline_ipa.feed(events)

    def _read_tag(self, raw: str) -> None:
        end = self._position + len(raw)
        match = _TAG.fullmatch(raw)
        name = match["name"].lower() if match else ""
        closing = raw.startswith("</")
        if match is None or name not in _OURS:
            self._emit(TagDropped(self._position, end, closing, name in BLOCK_TAGS, raw if match else ""))
        elif closing:
            self._read_end_tag(name, end)
        else:
            attributes = _attributes(match["rest"])
            if attributes is None:
                opens = name != "break" and not match["self"]
                self._refuse(end, name, "its attributes cannot be read", opens=opens)
            elif name == "break":
                self._read_break(attributes, end)
            elif name == "spell":
                self._read_spell(attributes, end, empty=bool(match["self"]))
            else:
                self._read_prosody(attributes, end, empty=bool(match["self"]))
        self._position = end

    def _read_spell(self, attributes: dict[str, str], end: int, *, empty: bool) -> None:
        group = attributes.pop("group", None)
        if attributes:
            self._refuse(end, "spell", "it has no attribute but group", opens=not empty)
        elif group is not None and not (group.isascii() and group.isdigit() and 0 < int(group) <= 99):
            self._refuse(end, "spell", "group must be a whole number from 1 to 99", opens=not empty)
        elif self._spelling:
            self._refuse(end, "spell", "it cannot stand inside another <spell>", opens=not empty)
        elif empty:
            self._drop(end, closing=False)
        else:
            self._spelling = True
            self._emit(SpellOpened(self._position, end, None if group is None else int(group)))

    def _read_prosody(self, attributes: dict[str, str], end: int, *, empty: bool) -> None:
        rate = _rate(attributes.pop("rate", ""))
        if attributes:
            self._refuse(end, "prosody", "it has no attribute but rate", opens=not empty)
        elif rate is None:
            self._refuse(end, "prosody", "rate must be slow, medium, fast or a number from 0.8 to 1.2", opens=not empty)
        elif self._rate is not None or self._spelling:
            self._refuse(end, "prosody", "it cannot stand inside <prosody> or <spell>", opens=not empty)
        elif empty:
            self._drop(end, closing=False)
        else:
            self._change_rate(end, rate)

    def _read_break(self, attributes: dict[str, str], end: int) -> None:
        milliseconds = _break_ms(attributes)
        if milliseconds is None:
            self._refuse(end, "break", 'it needs time="200ms" (or s), or strength="none" to "x-strong"')
        elif self._spelling:
            self._refuse(end, "break", "it cannot stand inside <spell>; use group")
        elif milliseconds == 0:
            self._drop(end, closing=False)
        else:
            self._emit(BreakAsked(self._position, end, milliseconds))

    def _read_end_tag(self, name: str, end: int) -> None:
        if name == "break":
            self._drop(end, closing=True)
        elif self._is_open(name) and self._refused_inside[name]:
            self._refused_inside[name] -= 1
            self._drop(end, closing=True)
        elif name == "spell" and self._spelling:
            self._close_spell(end)
        elif name == "prosody" and self._rate is not None:
            if self._spelling:
                self._problems.append(MalformedMarkup("<prosody>: it ends before the <spell> inside it", field="text"))
                self._close_spell(self._position)
                self._refused_outside["spell"] += 1
            self._rate = None
            self._refused_inside["prosody"] = 0
            self._join_text()
            self._rate_ends = (self._position, end)
        elif self._refused_outside[name]:
            self._refused_outside[name] -= 1
            self._drop(end, closing=True)
        else:
            self._refuse(end, name, "nothing is open that it could end", closing=True)

    def _is_open(self, name: str) -> bool:
        return self._spelling if name == "spell" else self._rate is not None

    def _close_spell(self, end: int) -> None:
        self._spelling = False
        self._refused_inside["spell"] = 0
        self._emit(SpellClosed(self._position, end))

    def _change_rate(self, end: int, rate: float | None) -> None:
        self._rate = rate
        self._refused_inside["prosody"] = 0
        self._emit(RateChanged(self._position, end, rate))

    def _take_closing_marks(self, text: str) -> str:
        """Put the marks that a text begins with before the end of the rate, as far as that waits for some; gives the
        rest."""
        marks = _CLOSING_MARKS.match(text)
        if marks is not None and self._rate_ends is not None:
            start, end = self._rate_ends
            if end > start:
                self._events.append(TagDropped(start, end, closing=True))
            self._text.append(marks[0])
            self._position += marks.end()
            self._rate_ends = (self._position, self._position)
            text = text[marks.end() :]
        if text:
            self._finish_rate()
        return text

    def _finish_rate(self) -> None:
        """No more marks belong to what has ended."""
        if self._rate_ends is not None:
            self._join_text()
            self._events.append(RateChanged(*self._rate_ends, None))
            self._rate_ends = None

    def _drop(self, end: int, closing: bool) -> None:
        self._emit(TagDropped(self._position, end, closing))

    def _refuse(self, end: int, name: str, reason: str, *, opens: bool = False, closing: bool = False) -> None:
        """Drop a tag that breaks a rule, and say so; the end tag of one that opens is then dropped without a word."""
        self._problems.append(MalformedMarkup(f"<{'/' if closing else ''}{name}>: {reason}", field="text"))
        self._drop(end, closing)
        if opens:
            (self._refused_inside if self._is_open(name) else self._refused_outside)[name] += 1


def _attributes(text: str) -> dict[str, str] | None:
    """Names, in lower case, and values of a tag's attributes; ``None`` where something else stands between them."""
    attributes: dict[str, str] = {}
    position = 0
    text = text.strip()
    while position < len(text):
        match = _ATTRIBUTE.match(text, position)
        if match is None:
            return None
        attributes[match[1].lower()] = (match[2] or match[3] or match[4] or "").strip().lower()
        position = match.end()
    return attributes


def _rate(value: str) -> float | None:
    """The speed that a rate names; ``None`` where it names none."""
    if value in RATES:
        return RATES[value]
    if _NUMBER.fullmatch(value) is None:
        return None
    return min(MAX_RATE, max(MIN_RATE, float(value)))


def _break_ms(attributes: dict[str, str]) -> int | None:
    """The silence that a ``<break>`` asks for, 0 for none; ``None`` where it cannot be read.

    Where both are given, the time wins (SSML 1.1, section 3.2.3).
    """
    time, strength = attributes.pop("time", None), attributes.pop("strength", None)
    if attributes or (strength is not None and strength not in BREAKS_MS):
        return None
    if time is None:
        return DEFAULT_BREAK_MS if strength is None else BREAKS_MS[strength]
    match = _TIME.fullmatch(time)
    if match is None:
        return None
    asked_ms = float(match[1]) * (1000 if match[2] == "s" else 1)
    return 500 if asked_ms >= 450 else 400 if asked_ms >= 300 else 200

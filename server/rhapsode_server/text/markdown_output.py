"""What the filter of Markdown hands on, and what it knows of the text before."""

from __future__ import annotations

from rhapsode_server.text.characters import SPACELESS, CharacterClass, classify
from rhapsode_server.text.formula import formula_events
from rhapsode_server.text.markdown_delimiter import Delimiter, DelimiterQueue, dropped
from rhapsode_server.text.markdown_held import Held, cut, joined, source_end
from rhapsode_server.text.markup_event import Characters, MarkupEvent, Replaced, TagDropped

_RECENT_CHARACTERS = 200
"""How much of the last word is remembered, to see whether it is an address. Lower, and underscores at the end of a long
one are dropped."""

_NEED_NO_COMMA = frozenset(
    {CharacterClass.STOP, CharacterClass.END, CharacterClass.CLAUSE, CharacterClass.FINAL}
    | {CharacterClass.WIDE_END, CharacterClass.WIDE_CLAUSE}
)


class MarkdownOutput:
    """Text that is kept, marks that are dropped, in order, and the last characters of the source before them."""

    def __init__(self) -> None:
        self.queue = DelimiterQueue()
        self.position = 0
        """Where the source ends that has been taken."""
        self.recent = "\n"
        self.line_says = False
        """Whether the line has had anything but white space."""
        self._dropped = 0

    @property
    def before(self) -> str:
        """The last character, or a letter inside an address, where marks open nothing."""
        last = self.recent[-1]
        if ("://" in self.recent or "www." in self.recent) and not last.isspace():
            word = self.recent.split()[-1]
            return "a" if "://" in word or word.startswith("www.") else last
        return last

    def reach(self, start: int) -> int:
        """Characters before a place that are not dropped: what the bound on waiting counts."""
        return start - self._dropped

    def keep(self, text: str, start: int) -> None:
        """Text that is spoken as it was received."""
        self.queue.append(Characters(text, start))
        self.position = start + len(text)
        self.recent = (self.recent + text)[-_RECENT_CHARACTERS:]
        self.line_says = self.line_says or not text.isspace()

    def keep_inside(self, held: Held, left: int, right: int) -> None:
        """Keep what is held as it is, but for marks at both its ends."""
        start, behind = held.start, held.end
        if left:
            self.drop(start, start + left)
        for event in cut(held.take(), left, right):
            if isinstance(event, Characters):
                self.keep(event.text, event.start)
            elif isinstance(event, TagDropped) and event.written:
                self.keep(event.written, event.start)
            else:
                self.queue.append(event)
        if right:
            self.drop(behind - right, behind, closing=True)

    def keep_formula(self, text: str, start: int, width: int) -> None:
        """A text is a formula between marks of ``width`` characters."""
        self.position = behind = start + len(text)
        self.drop(start, start + width)
        for event in formula_events(text[width:-width], start + width):
            if isinstance(event, Characters):
                self.keep(event.text, event.start)
            elif isinstance(event, Replaced):
                self.replace(event.start, event.end, event.text)
            else:
                self.queue.append(event)
        self.drop(behind - width, behind, closing=True)
        self.line_says = True

    def replace(self, start: int, end: int, text: str) -> None:
        """Text that stands for the source between two places."""
        self.queue.append(Replaced(start, end, text))
        self.note(text)
        self.line_says = True

    def end_cell(self, start: int, end: int, behind: str) -> None:
        """A pause in the place of what stands between two cells, where the first has not ended with a mark; none before
        the first cell and behind the last one."""
        self.position = end
        if not self.line_says or behind in ("", "\n", "\r"):
            self.drop(start, end, closing=self.line_says)
            return
        last = classify(self.recent.rstrip()[-1:] or " ")
        comma = "，" if last in SPACELESS else ", "
        self.replace(start, end, " " if last in _NEED_NO_COMMA else comma)

    def drop(self, start: int, end: int, *, closing: bool = False, block: bool = False) -> None:
        """Marks that are not heard."""
        self.queue.append(TagDropped(start, end, closing, block))
        self._dropped += end - start

    def drop_held(self, held: Held) -> None:
        """All that is held is not heard."""
        for event in joined(held.take()):
            self.queue.append(dropped(event))
            self._dropped += source_end(event) - event.start

    def open_bracket(self, bracket: str, start: int) -> None:
        """The ``[`` or ``![`` that a link or image may begin with."""
        begins_line = bracket == "[" and not self.line_says
        self.queue.open_bracket(Delimiter(bracket, start, start - self._dropped, begins_line=begins_line))
        self.position = start + len(bracket)
        self.recent = (self.recent + bracket)[-_RECENT_CHARACTERS:]
        self.line_says = True

    def end_link(self, opener: Delimiter, start: int, end: int) -> None:
        """The target of a link or image: the opener was its bracket."""
        self.position = end
        self.queue.close_bracket(opener)
        self.drop(start, end, closing=True)

    def end_run(self, run: str, start: int, behind: str) -> None:
        """A whole row of one mark, and the character behind it."""
        self.position = start + len(run)
        self.queue.add_run(Delimiter(run, start, start - self._dropped), self.before, behind)
        self.recent = (self.recent + run)[-_RECENT_CHARACTERS:]
        self.line_says = True

    def note(self, text: str) -> None:
        """What has come, whatever becomes of it."""
        self.recent = (self.recent + text)[-_RECENT_CHARACTERS:]

    def drain(self) -> list[MarkupEvent]:
        """What is decided by now."""
        self.queue.expire(self.reach(self.position))
        return joined(self.queue.release())

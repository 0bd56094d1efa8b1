"""Which stars, underscores and brackets belong together, and the text that waits until that is known.

Source: CommonMark 0.31, section 6.2 (emphasis), made stricter where marks are more often something else in what is
spoken: products ("2*3*4"), names ("snake_case", "__init__"), patterns ("*.py"). It is made laxer for scripts without
spaces, where CommonMark does not see the end of ``**「重点」**は``.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from itertools import chain

from rhapsode_server.text.characters import SPACELESS, CharacterClass, classify
from rhapsode_server.text.markdown_held import joined
from rhapsode_server.text.markdown_scanner import MAX_HELD_CHARACTERS
from rhapsode_server.text.markup_event import Characters, MarkupEvent, TagDropped

_SPACES = frozenset({CharacterClass.SPACE, CharacterClass.GLUE, CharacterClass.NEWLINE})
_WORDS = frozenset({CharacterClass.LETTER, CharacterClass.DIGIT})
_UNSPACED = SPACELESS | {CharacterClass.HANGUL}
"""Scripts whose words, or particles, stand beside a mark without a space."""

_BEFORE = _SPACES | {
    *(CharacterClass.OPEN, CharacterClass.QUOTE, CharacterClass.DASH, CharacterClass.EMOJI, CharacterClass.CLAUSE),
    *(CharacterClass.FINAL, CharacterClass.WIDE_END, CharacterClass.WIDE_CLAUSE),
}
"""What may stand before a single mark that opens."""

_MAX_OVERDUE = 8
"""How many ends of long emphasis are awaited at once."""

_NAME = re.compile("[a-z0-9]+(?:_[a-z0-9]+)*")
"""What stands between the underscores of Python's own names."""


class Delimiter:
    """A row of marks, or an opening bracket, in the text: each mark is dropped or text in the end.

    Args:
        mark: the row or bracket.
        start: its place in the source.
        reach: characters before it that are not dropped: what the bound on waiting counts.
    """

    __slots__ = ("begins_line", "closed", "inside_word", "looks", "mark", "opened", "reach", "start", "waiting")

    def __init__(self, mark: str, start: int, reach: int, *, begins_line: bool = False) -> None:
        self.mark = mark
        self.start = start
        self.reach = reach
        self.begins_line = begins_line
        self.inside_word = False
        self.looks = False
        """Whether it looks like emphasis and like nothing else: stars beside a word, and not within one."""
        self.closed = 0
        """Marks, from the left, that end something."""
        self.opened = 0
        """Marks, from the right, that begin something."""
        self.waiting = False
        """Whether it may still be closed."""

    @property
    def is_bracket(self) -> bool:
        return self.mark[-1] == "["

    @property
    def left(self) -> int:
        """Marks that belong to nothing yet."""
        return len(self.mark) - self.closed - self.opened

    def events(self) -> list[MarkupEvent]:
        """What it has become."""
        events: list[MarkupEvent] = []
        text_start, text_end = self.start + self.closed, self.start + len(self.mark) - self.opened
        if self.closed:
            events.append(TagDropped(self.start, text_start, closing=True))
        if text_end > text_start:
            events.append(Characters(self.mark[self.closed : len(self.mark) - self.opened], text_start))
        if self.opened:
            events.append(TagDropped(text_end, text_end + self.opened, closing=False))
        return events


class DelimiterQueue:
    """Events in order, held from the first delimiter on of which it is not known what it is."""

    def __init__(self) -> None:
        self._queue: deque[MarkupEvent | Delimiter] = deque()
        self._waiting: deque[Delimiter] = deque()
        self._overdue: deque[Delimiter] = deque(maxlen=_MAX_OVERDUE)
        """Those that waited for too long and were taken for what they look like; their ends may still come."""
        self._outside: Counter[str] = Counter()
        """How many of those stand outside words, for each mark: what ends inside a word asks no other."""

    @property
    def held(self) -> int:
        """Events that wait."""
        return len(self._queue)

    def append(self, event: MarkupEvent) -> None:
        """Take what needs no decision."""
        self._queue.append(event)

    def release(self) -> list[MarkupEvent]:
        """What is decided, and has nothing undecided before it."""
        released: list[MarkupEvent] = []
        queue = self._queue
        while queue:
            first = queue[0]
            if not isinstance(first, Delimiter):
                released.append(first)
            elif first.waiting:
                break
            elif first.closed or first.opened:
                released += first.events()
            else:
                released.append(Characters(first.mark, first.start))
            queue.popleft()
        return released

    def expire(self, reach: int) -> None:
        """Give up those that have waited for too long: of a long emphasis, nobody wants to hear the stars."""
        while self._waiting and reach - self._waiting[0].reach > MAX_HELD_CHARACTERS:
            first = self._waiting.popleft()
            if first.waiting and first.looks:
                first.opened += first.left
                self._overdue.append(first)
            self._let_go(first)

    def give_up(self) -> None:
        """What waits is text: a paragraph has ended. A lone star may be a note's; two are a slip of the pen."""
        self._overdue.clear()
        if self._waiting:
            for delimiter in self._waiting:
                if delimiter.waiting and delimiter.looks and delimiter.left > 1:
                    delimiter.opened += delimiter.left
                delimiter.waiting = False
            self._waiting.clear()
            self._outside.clear()

    def assume(self) -> None:
        """Nothing has come for a while: what waits for its end is taken for what it looks like, and that may still
        come."""
        for delimiter in self._waiting:
            if not delimiter.is_bracket:
                delimiter.opened += delimiter.left
            delimiter.waiting = False
        # The text behind them is handed on; they stay where their ends look for them.

    def open_bracket(self, delimiter: Delimiter) -> None:
        """Take the ``[`` of a link or image."""
        self._wait(delimiter)

    def last_bracket(self) -> Delimiter | None:
        """The one that a ``]`` would close."""
        return next((found for found in reversed(self._waiting) if found.is_bracket), None)

    def close_bracket(self, delimiter: Delimiter) -> None:
        """The bracket is a link's: what waits inside is text."""
        self._close_inside(delimiter)
        self.give_up_bracket(delimiter)
        delimiter.opened = len(delimiter.mark)

    def give_up_bracket(self, delimiter: Delimiter) -> None:
        """The bracket is text."""
        if self._waiting[-1] is delimiter:
            self._waiting.pop()
        else:
            self._waiting.remove(delimiter)
        self._let_go(delimiter)

    def drop_from(self, delimiter: Delimiter) -> None:
        """The bracket defines where a link leads: it is dropped with all that stands behind it."""
        self.close_bracket(delimiter)
        rest: list[list[MarkupEvent]] = []
        while self._queue and self._queue[-1] is not delimiter:
            event = self._queue.pop()
            rest.append(event.events() if isinstance(event, Delimiter) else [event])
        # Text that came in pieces is dropped as one.
        self._queue.extend(map(dropped, joined(chain.from_iterable(reversed(rest)))))

    def text_from(self, delimiter: Delimiter) -> str:
        """The characters behind a delimiter that is in the queue; nothing where it has left it."""
        parts: list[str] = []
        for event in reversed(self._queue):
            if event is delimiter:
                return "".join(reversed(parts))
            if isinstance(event, Characters):
                parts.append(event.text)
            elif isinstance(event, Delimiter):
                parts.append(event.mark)
        return ""

    def add_run(self, delimiter: Delimiter, before: str, behind: str) -> None:
        """Take a row of stars, underscores or tildes between two characters; ``behind`` is empty at the text's end.

        Four and more are text.
        """
        self.expire(delimiter.reach)
        can_open, can_close = _roles(delimiter, before, behind) if len(delimiter.mark) < 4 else (False, False)
        star = delimiter.mark[0] == "*" and not delimiter.inside_word
        delimiter.looks = star and can_open and not can_close and behind.isalpha()
        if can_close:
            self._close(delimiter)
            if star and not can_open and delimiter.left > 1:
                delimiter.closed += delimiter.left
        if can_open and delimiter.left:
            self._wait(delimiter)
        else:
            self._queue.append(delimiter)

    def _wait(self, delimiter: Delimiter) -> None:
        delimiter.waiting = True
        self._waiting.append(delimiter)
        self._queue.append(delimiter)
        if not delimiter.inside_word:
            self._outside[delimiter.mark[0]] += 1

    def _let_go(self, delimiter: Delimiter) -> None:
        """It waits no longer."""
        delimiter.waiting = False
        if not delimiter.inside_word:
            self._outside[delimiter.mark[0]] -= 1

    def _close(self, closer: Delimiter) -> None:
        """Find what this one ends."""
        while closer.left:
            opener = self._opener_of(closer)
            if opener is None:
                self._close_overdue(closer)
                return
            self._close_inside(opener)
            assumed = not opener.waiting
            count = min(opener.opened, closer.left) if assumed else min(2, opener.left, closer.left)
            if opener.mark == "__" and _NAME.fullmatch(self.text_from(opener)):
                self.give_up_bracket(opener)
                return
            closer.closed += count
            if not assumed:
                opener.opened += count
            if assumed or not opener.left:
                self.give_up_bracket(opener)

    def _opener_of(self, closer: Delimiter) -> Delimiter | None:
        """The nearest that this one may end. A hundred may wait, so each is asked in few steps."""
        mark, inside_word, length = closer.mark[0], closer.inside_word, len(closer.mark)
        if inside_word and not self._outside[mark]:
            return None
        for opener in reversed(self._waiting):
            if (inside_word and opener.inside_word) or opener.mark[0] != mark:
                continue
            if mark != "~" or len(opener.mark) == length:
                return opener
        return None

    def _close_overdue(self, closer: Delimiter) -> None:
        """Find what this one ends among those that are taken for what they look like."""
        if closer.inside_word:
            return
        for opener in reversed(self._overdue):
            if len(opener.mark) == len(closer.mark) == closer.left and opener.mark[0] == closer.mark[0]:
                closer.closed = closer.left
                self._overdue.remove(opener)
                return

    def _close_inside(self, delimiter: Delimiter) -> None:
        """What waits behind this one is text: it would cross it."""
        while self._waiting[-1] is not delimiter:
            self._let_go(self._waiting.pop())


def dropped(event: MarkupEvent) -> MarkupEvent:
    """The same place with nothing to say; what binds the text behind it (rates, spelling) stays."""
    if isinstance(event, Characters):
        return TagDropped(event.start, event.start + len(event.text), closing=False)
    return event


def _roles(delimiter: Delimiter, before: str, behind: str) -> tuple[bool, bool]:
    """Whether a row of marks can open, and whether it can close; notes whether it stands inside a word."""
    mark = delimiter.mark
    left, right = classify(before), classify(behind) if behind else CharacterClass.SPACE
    can_open, can_close = right not in _SPACES, left not in _SPACES
    if mark[0] == "~":
        can_open, can_close = can_open and len(mark) == 2, can_close and len(mark) == 2
    if mark[0] == "_" or len(mark) == 1:
        unspaced = _UNSPACED if mark[0] == "*" else frozenset[CharacterClass]()
        can_open = can_open and (left in _BEFORE or left in unspaced)
        can_close = can_close and right not in _WORDS and (right not in _UNSPACED or right in unspaced)
        return can_open, can_close
    delimiter.inside_word = left in _WORDS and right in _WORDS
    if left is CharacterClass.DIGIT and right in _WORDS:
        can_open = False
    if right is CharacterClass.DIGIT and left is CharacterClass.DIGIT:
        can_close = False
    return can_open, can_close

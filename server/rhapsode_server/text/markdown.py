"""Markdown in the client's text, as language models write it, taken out as it arrives.

It reads what :mod:`.markup` and :mod:`.inline_ipa` hand on, so tags and pronunciations come first, and what is spelled
is not looked at. Marks are dropped, text is kept; :class:`.MarkdownFilters` has what each kind does. Four rules hold
the file together:

* What a mark is depends on the characters around it, never on how they arrived. What may yet become something is held
  (:mod:`.markdown_scanner` for what hides other marks, :mod:`.markdown_delimiter` for what does not), and is text where
  it has not ended within a bound, or when its paragraph ends.
* A line is judged by what it begins with (:mod:`.markdown_line`). One that is a heading, an item or a row ends what it
  says.
* Every character of the source is in one event, so that places stay exact. What stands for other characters, such as an
  entity, is one event with the range of all of them.
* Where nothing comes for a while, text is not held on a suspicion: marks are taken for what they look like.
"""

from __future__ import annotations

from collections import deque

from rhapsode_server.text.markdown_delimiter import Delimiter
from rhapsode_server.text.markdown_filters import ALL_FILTERS, MarkdownFilters
from rhapsode_server.text.markdown_held import Held, cut, parts, source_end
from rhapsode_server.text.markdown_inline import InlineReader
from rhapsode_server.text.markdown_line import LINE_OPENERS, FenceScanner, LineKind, LineScanner, line_beginning
from rhapsode_server.text.markdown_output import MarkdownOutput
from rhapsode_server.text.markdown_scanner import (
    AngleScanner,
    BackslashScanner,
    BangScanner,
    CellScanner,
    CodeScanner,
    DollarScanner,
    EntityScanner,
    NoteScanner,
    RunScanner,
    Scanner,
    TargetScanner,
    Verdict,
)
from rhapsode_server.text.markup_event import (
    BreakAsked,
    Characters,
    MarkupEvent,
    Pronounced,
    SpellClosed,
    SpellOpened,
    TagDropped,
)

MORE, WHOLE, ENDED, TEXT = Verdict
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands for a word that is spelled or pronounced, where the characters beside a mark count."""

_SAYING = (RunScanner, CodeScanner, DollarScanner, BackslashScanner, EntityScanner)
"""Scanners of what is text, or stands beside it."""


class MarkdownFilter:
    """Takes Markdown out of one turn's events. Knows nothing of sentences, segments or voices.

    Any division of the characters over events gives the same, but for where ``Characters`` are divided.

    Args:
        filters: what is taken out.
    """

    def __init__(self, filters: MarkdownFilters = ALL_FILTERS) -> None:
        self._filters = filters
        self._work: deque[MarkupEvent] = deque()
        self._returned: list[MarkupEvent] = []
        self._out = MarkdownOutput()
        self._inline = InlineReader(filters, self._out)
        self._spelling = False
        self._begin()

    def _begin(self) -> None:
        """The state at the start of a text; places and spelling go on."""
        self._scanner: Scanner | None = None
        self._held = Held(0, [])
        self._opener: Delimiter | None = None
        """The bracket whose target is being read."""
        self._inline.blocked.clear()
        self._out.recent = "\n"
        self._out.line_says = False
        self._at_line_start = True
        self._ends_block = False
        """Whether the line's end is the end of what it says."""
        self._in_item = self._in_row = self._in_table = self._was_quoted = self._is_quoted = False
        self._fence = ""
        self._fence_is_quoted = False
        self._skipped_from: int | None = None

    # --- What the segmenter calls -------------------------------------------------------------------------------------

    @property
    def waits(self) -> bool:
        """Whether :meth:`settle` may hand something on."""
        return bool(self._out.queue.held) or self._holds_speech

    @property
    def _holds_speech(self) -> bool:
        """Whether a silence makes text of what is held: not where that is no speech, or half of an address."""
        match self._scanner:
            case None | FenceScanner() | AngleScanner():
                return False
            case LineScanner(is_row=is_row):
                return is_row
            case EntityScanner(held=held):
                return held == "&"
            case TargetScanner(begun=begun):
                return not begun
            case CodeScanner(committed=committed):
                return self._held.length > 0 or not committed
            case _:
                return True

    def feed(self, events: list[MarkupEvent]) -> list[MarkupEvent]:
        """Take what tags' and pronunciations' parsers found; gives what is certain by now."""
        if len(events) == 1 and isinstance(events[0], Characters) and self._is_plain(events[0].text):
            # A token of plain words, as nearly all are.
            self._out.note(events[0].text)
            self._out.position = source_end(events[0])
            return events
        for event in events:
            self._work.extend(parts(event))
        self._run()
        return self._out.drain()

    def settle(self) -> list[MarkupEvent]:
        """Nothing has come for a while: hand on what can be spoken."""
        while self._holds_speech and self._scanner is not None:
            if isinstance(self._scanner, CodeScanner) and self._scanner.has_begun:
                self._read_on_in_code(self._scanner)
                break
            self._finish(self._scanner)
            self._run()
        self._out.queue.assume()
        return self._out.drain()

    def close(self) -> list[MarkupEvent]:
        """A flush or the end: what dangles is text."""
        while self._scanner is not None:
            self._finish(self._scanner)
            self._run()
        if self._skipped_from is not None:
            self._skip_to(self._out.position)
        self._out.queue.give_up()
        events = self._out.drain()
        self._begin()
        return events

    # --- Events and characters ----------------------------------------------------------------------------------------

    def _is_plain(self, text: str) -> bool:
        if self._scanner is not None or self._out.queue.held or self._spelling or self._fence or self._in_row:
            return False
        return not self._at_line_start and self._out.line_says and self._inline.is_plain(text)

    def _run(self) -> None:
        while self._work:
            event = self._work.popleft()
            if isinstance(event, Characters) and not self._spelling:
                self._read(event.text, event.start)
            else:
                self._take_event(event)

    def _take_event(self, event: MarkupEvent) -> None:
        """Take what is no text of ours: a tag, a pronunciation, what is spelled."""
        block = isinstance(event, TagDropped) and event.block
        if self._scanner is not None:
            code = self._scanner if isinstance(self._scanner, CodeScanner) else None
            if self._scanner.allows_events and (code is not None or not block):
                self._track_spelling(event)
                self._held.add_event(event)
                if code is not None:
                    code.pass_over(source_end(event) - event.start)
            else:
                self._work.appendleft(event)
                self._finish(self._scanner, behind="\n" if block else _OBJECT)
            return
        if self._fence and self._skipped_from is None and isinstance(event, TagDropped) and event.written:
            self._read(event.written, event.start)
            return
        self._track_spelling(event)
        self._out.position = source_end(event)
        if self._skipped_from is not None:
            if isinstance(event, Pronounced | BreakAsked | TagDropped):
                return
            self._skip_to(event.start)
            self._skipped_from = self._out.position
        self._out.queue.append(event)
        if block:
            self._out.queue.give_up()
            if not self._in_row:
                self._start_line()
        elif not isinstance(event, TagDropped):
            self._out.line_says, self._at_line_start = True, False
            self._out.recent = _OBJECT if isinstance(event, Pronounced | Characters | SpellClosed) else "("

    def _track_spelling(self, event: MarkupEvent) -> None:
        if isinstance(event, SpellOpened | SpellClosed):
            self._spelling = isinstance(event, SpellOpened)

    def _read(self, text: str, start: int) -> None:
        """Read characters that stand side by side. What a scanner gives back is read before the rest of them."""
        place = 0
        while place < len(text):
            if self._scanner is not None:
                place = self._scan(text, place)
            elif self._fence:
                place = self._read_fenced(text, start, place)
            elif self._at_line_start:
                place = self._read_line_start(text, start, place)
            else:
                place = self._read_inline(text, start, place)
            if self._returned:
                self._read_again(text[place:], start + place)
                return

    def _scan(self, text: str, place: int) -> int:
        """Show the scanner one character; gives the place behind what has been taken."""
        scanner, character = self._scanner, text[place]
        assert scanner is not None
        verdict = scanner.admit(character)
        if verdict is MORE or verdict is WHOLE:
            self._held.text.append(character)
            place += 1
        if verdict is WHOLE or verdict is ENDED:
            self._resolve(scanner, behind=character)
        elif verdict is TEXT:
            self._refuse(scanner)
        return place

    def _finish(self, scanner: Scanner, behind: str = "") -> None:
        """No character follows what the scanner has seen. What it gives back comes next."""
        if scanner.finish() is TEXT:
            self._refuse(scanner)
        else:
            self._resolve(scanner, behind)
        self._read_again()

    def _read_again(self, rest: str = "", start: int = 0) -> None:
        """Read what was given back, and the rest of what stood behind it: as one text, so that neither is cut off from
        what tells what its marks are."""
        if rest:
            last = self._returned[-1]
            if isinstance(last, Characters):
                self._returned[-1] = Characters(last.text + rest, last.start)
            else:
                self._returned.append(Characters(rest, start))
        self._work.extendleft(reversed(self._returned))
        self._returned.clear()

    def _hold(self, scanner: Scanner, character: str, start: int) -> None:
        self._scanner = scanner
        self._held = Held(start, list(character))

    # --- Lines --------------------------------------------------------------------------------------------------------

    def _start_line(self) -> None:
        self._at_line_start, self._in_item, self._out.line_says = True, False, False
        self._ends_block, self._in_row = False, False
        self._was_quoted, self._is_quoted = self._is_quoted, False
        self._out.recent = "\n"

    def _end_line(self) -> None:
        """The newline has been read."""
        if self._ends_block or not self._out.line_says:
            self._out.queue.give_up()
        if self._ends_block:
            self._out.queue.append(TagDropped(self._out.position, self._out.position, closing=True, block=True))
        if not self._out.line_says:
            self._is_quoted = self._in_table = False
        self._start_line()

    def _read_line_start(self, text: str, start: int, place: int) -> int:
        """Read white space, and see what the line begins with."""
        character = text[place]
        if character.isspace() and character != "\n":
            behind = place + 1
            while behind < len(text) and text[behind].isspace() and text[behind] != "\n":
                behind += 1
            self._out.keep(text[place:behind], start + place)
            return behind
        if character == "\n" or character not in LINE_OPENERS or (character == "[" and not self._in_item):
            self._at_line_start = self._in_table = False
            return place
        if character != "|":
            self._in_table = False
        beginning = line_beginning(text, place, self._filters, in_table=self._in_table)
        if beginning is None:
            self._hold(LineScanner(self._filters, in_table=self._in_table, in_item=self._in_item), "", start + place)
        elif beginning.kind is None:
            self._at_line_start = False
        else:
            place += beginning.consumed
            self._out.position = start + place
            self._begin_line(beginning.kind, start + place - beginning.consumed, beginning.consumed)
        return place

    def _resolve_line(self, scanner: LineScanner) -> None:
        """What a line begins with is known: what is held behind it is read again."""
        held = self._held
        if scanner.kind is LineKind.FENCE:
            self._out.queue.give_up()
            self._open_fence(held)
            return
        consumed = min(scanner.consumed, held.length)
        self._begin_line(scanner.kind, held.start, consumed)
        self._returned += cut(held.take(), consumed, 0)
        self._spelling = False

    def _begin_line(self, kind: LineKind, start: int, consumed: int) -> None:
        """Drop the marks that a line begins with."""
        if kind is LineKind.QUOTE:
            self._is_quoted = True
        if kind is not LineKind.QUOTE or not self._was_quoted:
            self._out.queue.give_up()
        block = kind is not LineKind.CHECKBOX and not (kind is LineKind.QUOTE and self._was_quoted)
        self._out.drop(start, start + consumed, block=block)
        if kind in (LineKind.HEADING, LineKind.BULLET, LineKind.TABLE, LineKind.ROW):
            self._ends_block = self._out.line_says = True
        if kind in (LineKind.TABLE, LineKind.ROW):
            self._in_table = self._in_row = True
            self._out.line_says = False
        self._in_item = self._in_item or kind is LineKind.BULLET
        self._at_line_start = kind in (LineKind.QUOTE, LineKind.BULLET)
        if kind in (LineKind.RULE, LineKind.SEPARATOR):
            self._start_line()

    def _open_fence(self, held: Held) -> None:
        line = "".join(event.text for event in held.take() if isinstance(event, Characters))
        self._fence = line[: len(line) - len(line.lstrip(line[0]))]
        self._out.position = held.start + len(line)
        self._fence_is_quoted = self._is_quoted
        self._start_line()
        if self._filters.code_blocks:
            self._skipped_from = held.start
        else:
            self._out.drop(held.start, self._out.position, block=True)

    def _read_fenced(self, text: str, start: int, place: int) -> int:
        if self._at_line_start:
            self._hold(FenceScanner(self._fence, quoted=self._fence_is_quoted), "", start + place)
            self._at_line_start = False
            return place
        end = text.find("\n", place) + 1 or len(text)
        if self._skipped_from is None:
            self._out.keep(text[place:end], start + place)
        self._out.position = start + end
        self._at_line_start = text[end - 1] == "\n"
        return end

    def _close_fence(self, held: Held, *, left: bool) -> None:
        end = held.start if left else held.end
        self._out.position = end
        if self._skipped_from is not None:
            self._skip_to(end)
        elif not left:
            self._out.drop(held.start, end, block=True)
        self._skipped_from, self._fence = None, ""
        self._start_line()
        if left:
            self._returned += held.take()

    def _skip_to(self, end: int) -> None:
        """What is skipped ends here."""
        assert self._skipped_from is not None
        if end > self._skipped_from:
            self._out.drop(self._skipped_from, end, block=True)

    # --- Inside a line ------------------------------------------------------------------------------------------------

    def _read_inline(self, text: str, start: int, place: int) -> int:
        """Hand on what is certain, and hold the mark that is not."""
        end = self._inline.read(text, start, place, in_row=self._in_row)
        if end > place and text[end - 1] == "\n":
            self._end_line()
            return end
        if end == len(text):
            return end
        mark = text[end]
        scanner = self._scanner_of(mark, start + end)
        if scanner is not None:
            self._hold(scanner, mark, start + end)
        elif mark == "[":
            self._inline.open_bracket("[", start + end)
        else:
            self._out.keep(mark, start + end)
        return end + 1

    def _scanner_of(self, mark: str, start: int) -> Scanner | None:
        """Who judges what this mark begins; ``None`` where it begins nothing."""
        match mark:
            case "*" | "_" | "~":
                return None if self._out.recent[-1] == mark else RunScanner(mark)
            case "`":
                return CodeScanner(
                    {len(key) for key, end in self._inline.blocked.items() if key[0] == "`" and start < end}
                )
            case "$":
                return None if self._out.recent[-1].isalnum() else DollarScanner()
            case "\\":
                return BackslashScanner(escapes=self._filters.escapes, math=self._filters.math)
            case "&":
                return EntityScanner()
            case "<":
                comments = self._filters.comments and start >= self._inline.blocked.get("<!--", 0)
                return AngleScanner(addresses=self._filters.links, comments=comments)
            case "!":
                return BangScanner()
            case "|":
                return CellScanner()
            case "[":
                return NoteScanner(begins_line=not self._out.line_says) if self._filters.footnotes else None
            case _:
                return self._target_scanner(start)

    def _target_scanner(self, start: int) -> Scanner | None:
        """For what follows a ``]``; ``None`` where it closes nothing."""
        self._out.queue.expire(self._out.reach(start))
        self._opener = opener = self._out.queue.last_bracket()
        if opener is None:
            return None
        named = any(map(str.isalpha, self._out.queue.text_from(opener))) or not opener.waiting
        return TargetScanner(named=named, begins_line=opener.begins_line)

    def _resolve(self, scanner: Scanner, behind: str) -> None:
        """What is held is what it looked like; ``behind`` is the character after it, where that has not been taken."""
        held, self._scanner = self._held, None
        start, end = held.start, held.end
        self._out.position = end
        match scanner:
            case LineScanner():
                self._resolve_line(scanner)
            case FenceScanner():
                self._close_fence(held, left=scanner.is_left)
            case RunScanner():
                self._out.end_run(scanner.mark * scanner.length, start, behind)
            case CodeScanner():
                self._out.keep_inside(held, scanner.literal, scanner.width)
            case DollarScanner():
                self._out.keep_formula("".join(held.text), start, scanner.width)
            case BackslashScanner() if scanner.is_math:
                self._out.keep_formula("".join(held.text), start, 2)
            case BackslashScanner():
                self._out.keep_inside(held, 1, 0)
            case AngleScanner() if not scanner.is_comment:
                self._out.keep_inside(held, 1, 1)
            case EntityScanner():
                self._out.replace(start, end, scanner.value)
            case BangScanner():
                self._inline.open_bracket("![", start)
            case CellScanner():
                self._out.end_cell(start, end, behind)
            case TargetScanner():
                assert self._opener is not None
                if scanner.defines:
                    self._out.queue.drop_from(self._opener)
                    self._out.drop(start, end, closing=True)
                else:
                    self._out.end_link(self._opener, start, end)
            case _:
                self._out.drop_held(held)
                if isinstance(scanner, NoteScanner):
                    self._out.note("]")
        if isinstance(scanner, _SAYING):
            self._out.line_says = True

    def _refuse(self, scanner: Scanner) -> None:
        """What is held is not what it looked like: its first characters are text, the others are read again."""
        held, self._scanner, self._spelling = self._held, None, False
        if scanner.key:
            self._inline.blocked[scanner.key] = held.end
        events, literal = held.take(), min(scanner.literal, held.length)
        if isinstance(scanner, LineScanner):
            self._at_line_start = False
        elif isinstance(scanner, FenceScanner):
            literal = scanner.quotes
            self._out.position = held.start + literal
            if literal and self._skipped_from is None:
                self._out.drop(held.start, self._out.position)
        elif isinstance(scanner, NoteScanner):
            self._inline.open_bracket("[", held.start)
        elif literal:
            if isinstance(scanner, TargetScanner) and self._opener is not None:
                self._out.queue.give_up_bracket(self._opener)
            first = events[0]
            assert isinstance(first, Characters)
            self._out.keep(first.text[:literal], held.start)
        self._returned += cut(events, literal, 0)

    def _read_on_in_code(self, scanner: CodeScanner) -> None:
        """Hand on what has come of code that has not ended."""
        held = self._held
        self._held = Held(held.end, [])
        self._out.keep_inside(held, scanner.literal, 0)
        scanner.committed = True

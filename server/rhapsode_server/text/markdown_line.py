"""Tells, one character at a time, what a line of Markdown begins with.

Sources: CommonMark 0.31, section 4 (thematic breaks, headings, fences) and 5 (quotes, lists); GitHub's tables and task
lists. Kept from them is what changes how a line is read aloud. A number before a list's item is text, and is spoken.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from rhapsode_server.text.markdown_filters import MarkdownFilters
from rhapsode_server.text.markdown_scanner import ENDED, MAX_HELD_CHARACTERS, MORE, TEXT, WHOLE, Verdict

BULLETS = "•‣◦▪●○∙"
LINE_OPENERS = frozenset("#>-*+_=`~|[" + BULLETS)
"""What a line can begin with that is no text."""


class LineKind(Enum):
    """What a line turned out to begin with, or to be."""

    HEADING = "heading"
    QUOTE = "quote"
    BULLET = "bullet"
    CHECKBOX = "checkbox"
    RULE = "rule"
    FENCE = "fence"
    TABLE = "first row of a table, its dashes begun"
    ROW = "row"
    SEPARATOR = "row of dashes"


_HEADING = re.compile(r"#{1,6}(?=[ \t\r\n])[ \t]?")
_DRAWN = re.compile(r"[-*_=+][-*_=+ \t\r]*")
_BULLET = re.compile(r"[-*+][ \t]+")
_CHECKBOX = re.compile(r"\[[ xX]\][ \t]")
_QUOTES = re.compile(r"[ \t>]*>[ \t]?")
_SEPARATOR_CHARACTERS = frozenset("|:- \t\r")
_DASHES_BEGIN = re.compile(r"[ \t]*\|[ \t]*:?-")
_DASHES_MAY_BEGIN = re.compile(r"[ \t]*(?:\|[ \t]*:?)?")


_AT_HAND = re.compile(
    rf"(?P<bullet>[-*+][ \t]{{1,200}}(?=[^-*_=+ \t\r\n])|[{BULLETS}])"
    r"|(?P<heading>#{1,6}[ \t])"
    r"|(?P<quote>>(?:[ \t]|(?=[A-Za-z])))"
    r"|(?P<text>(?:[-*+](?![ \t])|[_=])[-*_=+ \t\r]{0,200}(?=[^-*_=+ \t\r\n])"
    r"|`{1,2}(?=[^`])|~{1,2}(?=[^~])|#{1,6}(?=[^# \t\r\n])|\[(?=[^ xX]))"
)
_ROW_AT_HAND = re.compile(r"\|[|:\- \t\r]{0,200}(?=[^|:\- \t\r\n])")
_TABLE_AT_HAND = re.compile(r"\|[^\n]{0,200}\n[ \t]{0,50}\|[ \t]{0,40}:?-")
_NO_TABLE = re.compile(r"\|[^\n]*\n(?![ \t]*(?:\Z|\|[ \t]*:?(?:\Z|-)))")


class LineBeginning(NamedTuple):
    """What a line begins with."""

    kind: LineKind | None
    """``None`` for text."""
    consumed: int
    """How much of it is marks."""


_TEXT = LineBeginning(None, 0)


def line_beginning(text: str, place: int, filters: MarkdownFilters, *, in_table: bool) -> LineBeginning | None:
    """What the line that begins at a place of the text begins with; ``None`` where the text at hand does not tell.

    Whatever it tells, :class:`LineScanner` would have told. Most lines need no more than this.
    """
    if text[place] == "|":
        if not filters.tables:
            return _TEXT
        if in_table:
            return LineBeginning(LineKind.ROW, 0) if _ROW_AT_HAND.match(text, place) is not None else None
        if _NO_TABLE.match(text, place) is not None:
            return _TEXT
        return LineBeginning(LineKind.TABLE, 0) if _TABLE_AT_HAND.match(text, place) is not None else None
    found = _AT_HAND.match(text, place)
    if found is None:
        return None
    consumed = found.end() - place
    match found.lastgroup:
        case "bullet":
            return LineBeginning(LineKind.BULLET, consumed) if filters.lists else None
        case "heading":
            return LineBeginning(LineKind.HEADING, consumed) if filters.headings else None
        case "quote":
            return LineBeginning(LineKind.QUOTE, consumed) if filters.quotes else None
        case _:
            return _TEXT


class LineScanner:
    """Judges one line's beginning. After ``WHOLE``, ``kind`` says what it is and ``consumed`` how much of it is marks.

    Args:
        filters: what is looked for.
        in_table: whether the line before belongs to a table.
        in_item: whether a bullet stands before.
    """

    literal = 0
    key = ""

    def __init__(self, filters: MarkdownFilters, *, in_table: bool, in_item: bool) -> None:
        self.kind = LineKind.RULE
        self.consumed = 0
        self._filters = filters
        self._in_table = in_table
        self._in_item = in_item
        self._held = ""

    @property
    def allows_events(self) -> bool:
        """Whether tags may stand inside: in the cells of a table's first row they may."""
        return self._held.startswith("|") and not self._in_table

    @property
    def is_row(self) -> bool:
        """Whether what has come is best read as cells."""
        return self._held.startswith("|") and self._filters.tables

    def admit(self, character: str) -> Verdict:
        """What the line's characters with this one are. After ``WHOLE`` this one has been taken, marks or not."""
        self._held += character
        if len(self._held) > MAX_HELD_CHARACTERS:
            return TEXT
        match self._held[0]:
            case "#":
                return self._judge_heading()
            case ">":
                return self._judge_quote()
            case "`" | "~":
                return self._judge_fence()
            case "|":
                return self._judge_row() if self._filters.tables else TEXT
            case "[":
                return self._judge_checkbox()
            case first if first in BULLETS:
                return self._found(LineKind.BULLET, 1) if self._filters.lists else TEXT
            case _:
                return self._judge_drawn()

    def finish(self) -> Verdict:
        """What it is where nothing follows."""
        if "\n" in self._held or _is_rule(f"{self._held}\n"):
            # Dashes alone are no rule: a rule divides, and the client is told that nothing is there to be spoken.
            return TEXT
        verdict = self.admit("\n")
        return TEXT if verdict is MORE else verdict

    def _found(self, kind: LineKind, consumed: int) -> Verdict:
        self.kind, self.consumed = kind, consumed
        return WHOLE

    def _judge_heading(self) -> Verdict:
        if not self._filters.headings:
            return TEXT
        match = _HEADING.match(self._held)
        if match is not None:
            return self._found(LineKind.HEADING, match.end())
        return MORE if len(self._held) <= 6 and self._held.strip("#") == "" else TEXT

    def _judge_quote(self) -> Verdict:
        if not self._filters.quotes:
            return TEXT
        if len(self._held) == 1:
            return MORE
        # "> 5" is quoted; ">5" and ">= 5" compare.
        behind = self._held[1]
        if behind.isdigit() or behind == "=":
            return TEXT
        return self._found(LineKind.QUOTE, 2 if behind in " \t" else 1)

    def _judge_fence(self) -> Verdict:
        mark = self._held[0]
        info = self._held.lstrip(mark)
        if not info:
            return MORE
        if len(self._held) - len(info) < 3 or (mark == "`" and "`" in info):
            return TEXT
        return self._found(LineKind.FENCE, len(self._held)) if info[-1] == "\n" else MORE

    def _judge_row(self) -> Verdict:
        row, newline, below = self._held.partition("\n")
        if self._in_table:
            if not newline and _SEPARATOR_CHARACTERS.issuperset(self._held[-1:]):
                return MORE
            dashes = bool(newline) and "-" in row
            return self._found(LineKind.SEPARATOR, len(self._held)) if dashes else self._found(LineKind.ROW, 0)
        if not newline:
            return MORE
        if _DASHES_BEGIN.fullmatch(below):
            return self._found(LineKind.TABLE, 0)
        return MORE if _DASHES_MAY_BEGIN.fullmatch(below) else TEXT

    def _judge_checkbox(self) -> Verdict:
        if not (self._in_item and self._filters.lists):
            return TEXT
        if _CHECKBOX.fullmatch(self._held):
            return self._found(LineKind.CHECKBOX, len(self._held))
        likely = len(self._held) < 4 and self._held[1:2] in ("", " ", "x", "X") and self._held[2:3] in ("", "]")
        return MORE if likely else TEXT

    def _judge_drawn(self) -> Verdict:
        if _DRAWN.fullmatch(self._held):
            return MORE
        if self._filters.rules and _is_rule(self._held):
            return self._found(LineKind.RULE, len(self._held))
        bullet = _BULLET.match(self._held)
        if bullet is not None and self._filters.lists:
            return self._found(LineKind.BULLET, bullet.end())
        return TEXT


def _is_rule(line: str) -> bool:
    """Whether a line with its newline is drawn, and not written: ``---``, ``* * *``, ``===``."""
    drawn = "".join(line[:-1].split())
    if not line.endswith("\n") or len(set(drawn)) != 1:
        return False
    return len(drawn) >= 2 if drawn[0] == "=" else len(drawn) >= 3 and drawn[0] != "+"


class FenceScanner:
    """Judges whether a line closes a fenced block. One that was opened in a quotation ends with the quotation, too:
    after ``ENDED``, the line stands outside of it.

    Args:
        fence: the marks that opened it.
        quoted: whether it was opened in a quotation.
    """

    literal = 0
    key = ""
    allows_events = False

    def __init__(self, fence: str, *, quoted: bool) -> None:
        quote = r"[ \t]*>[> \t]*" if quoted else r"[ \t]*"
        self._may_close = re.compile(rf"{quote}{fence[0]}*[ \t\r]*")
        self._closes = re.compile(rf"{quote}{fence[0]}{{{len(fence)},}}[ \t\r]*")
        self._quoted = quoted
        self._held = ""
        self.is_left = False
        """Whether the line stands outside of the quotation."""

    @property
    def quotes(self) -> int:
        """How much of the line are signs of quotation."""
        found = _QUOTES.match(self._held) if self._quoted else None
        return found.end() if found is not None else 0

    def admit(self, character: str) -> Verdict:
        """What the line's characters with this one are; the newline is part of the fence."""
        if self._quoted and ">" not in self._held and character not in "> \t":
            self.is_left = True
            return ENDED
        if character == "\n":
            return self.finish()
        self._held += character
        if len(self._held) > MAX_HELD_CHARACTERS:
            return TEXT
        may_close = self._may_close.fullmatch(self._held) or (self._quoted and not self._held.strip())
        return MORE if may_close else TEXT

    def finish(self) -> Verdict:
        """What it is where the line ends here."""
        return WHOLE if self._closes.fullmatch(self._held) else TEXT

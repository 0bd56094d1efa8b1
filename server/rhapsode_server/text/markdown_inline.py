"""Marks of Markdown inside a line, as far as the text at hand tells what they are.

Nearly all marks that a language model writes stand in a text that has their ends too, or what follows them. Those are
read here, each by one pattern. What only the next frame can tell is left to a scanner (:mod:`.markdown_scanner`), and
whatever a pattern says of a mark, its scanner would have said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rhapsode_server.text.formula import may_end
from rhapsode_server.text.markdown_filters import MarkdownFilters, inline_marks
from rhapsode_server.text.markdown_output import MarkdownOutput
from rhapsode_server.text.markdown_scanner import ESCAPABLE, MAX_HELD_CHARACTERS, entity_value

_ROW = re.compile(r"\*+|_+|~+")
_BACKTICKS = re.compile("`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CELLS = re.compile(r"\|[| \t]*(?=[^| \t])")
_TARGET = re.compile(r"\([^\s()\[\]\\<]*([)\[\]])")
"""What follows the ``]`` of most links, to its end or to where it turns out to be none."""
_ENTITY = re.compile(r"&(?:#[xX]([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));")
_ENTITY_GOES_ON = re.compile(r"&(?:#(?:[xX][0-9A-Fa-f]{0,6}|[0-9]{0,7})|[A-Za-z][A-Za-z0-9]{0,31})?\Z")
_MATH_MARK = re.compile(r"\\[()\[\]]")
_PRICE = re.compile(r"\$[0-9][0-9.,]{0,99} +[^\s+=^<>*\\]")
"""A sum, and what no formula goes on with behind it."""
_FORMULA = re.compile(r"\$[^\s$]{0,200}[^\s$\\]\$(?=.)", re.DOTALL)
_DOLLARS = re.compile(r"\$+")


class InlineReader:
    """Hands on the text of a line and the marks that it can tell. Holds nothing.

    Args:
        filters: what is taken out.
        out: where it goes.
    """

    def __init__(self, filters: MarkdownFilters, out: MarkdownOutput) -> None:
        self._filters = filters
        self._out = out
        self._marks = inline_marks(filters, cells=False)
        self._marks_of_rows = inline_marks(filters, cells=True)
        self.blocked: dict[str, int] = {}
        """Up to where a kind is text, because one of it was: so nothing is read more often than there are kinds."""

    def is_plain(self, text: str) -> bool:
        """Whether there is no mark in the text, nor a line's end."""
        return self._marks.search(text) is None

    def read(self, text: str, start: int, place: int, *, in_row: bool) -> int:
        """Read on from a place of a text that was first received at ``start``, to the line's end.

        Gives the place behind the line's end, or that of the first mark of which the text does not tell what it is; the
        text's end where there is neither.
        """
        search = (self._marks_of_rows if in_row else self._marks).search
        out = self._out
        while True:
            found = search(text, place)
            if found is None:
                if place < len(text):
                    out.keep(text[place:], start + place)
                return len(text)
            end = found.start()
            mark = text[end]
            if mark == "\n":
                out.keep(text[place : end + 1], start + place)
                return end + 1
            if end > place:
                out.keep(text[place:end], start + place)
            take = _TAKERS.get(mark)
            if take is None:
                return end
            place = take(self, text, start, end)
            if place == end:
                return end

    def open_bracket(self, bracket: str, start: int) -> None:
        """Take the ``[`` or ``![`` of a link or an image."""
        if bracket == "[" and not self._filters.links:
            self._out.keep(bracket, start)
        else:
            self._out.open_bracket(bracket, start)

    # Each takes a mark at a place of the text and gives the place behind it: the same place where it cannot tell.

    def _take_row(self, text: str, start: int, place: int) -> int:
        row = _ROW.match(text, place)
        assert row is not None
        end = row.end()
        if self._out.recent[-1] == text[place] or end - place > 4:
            self._out.keep(row[0], start + place)
        elif end < len(text):
            self._out.end_run(row[0], start + place, text[end])
        else:
            return place
        return end

    def _take_bracket(self, text: str, start: int, place: int) -> int:
        if text[place + 1 : place + 2] in ("", "^"):
            return place
        if self._filters.links:
            self._out.open_bracket("[", start + place)
        else:
            self._out.keep("[", start + place)
        return place + 1

    def _take_bang(self, text: str, start: int, place: int) -> int:
        if place + 1 == len(text):
            return place
        self.open_bracket("![", start + place)
        return place + 2

    def _take_closing_bracket(self, text: str, start: int, place: int) -> int:
        queue = self._out.queue
        queue.expire(self._out.reach(start + place))
        opener = queue.last_bracket()
        if opener is not None:
            behind = text[place + 1 : place + 2]
            if behind in ("", "[") or (behind == ":" and opener.begins_line):
                return place
            if behind == "(":
                target = _TARGET.match(text, place + 1)
                if target is None:
                    return place
                if target[1] == ")":
                    self._out.end_link(opener, start + place, start + target.end())
                    return target.end()
            queue.give_up_bracket(opener)
        self._out.keep("]", start + place)
        return place + 1

    def _take_backslash(self, text: str, start: int, place: int) -> int:
        behind = text[place + 1 : place + 2]
        if not behind:
            return place
        if behind in "([" and self._filters.math:
            ends = _MATH_MARK.search(text, place + 2)
            if ends is None or (ends[0][1] == ")]"["([".index(behind)] and ends.start() > place + 2):
                return place
            self._out.keep(text[place : place + 2], start + place)
        elif behind in ESCAPABLE and self._filters.escapes:
            self._out.drop(start + place, start + place + 1)
            self._out.keep(behind, start + place + 1)
        else:
            self._out.keep("\\", start + place)
            return place + 1
        return place + 2

    def _take_dollar(self, text: str, start: int, place: int) -> int:
        row = _DOLLARS.match(text, place)
        assert row is not None
        count = row.end() - place
        if self._out.recent[-1].isalnum():
            end = place + 1
        elif count > 3:
            # Two are nothing where two more follow.
            end = place + (count - 2) // 2 * 2
        elif count > 1:
            return place
        elif _PRICE.match(text, place) is not None:
            end = place + 1
        else:
            formula = _FORMULA.match(text, place)
            if formula is None:
                return place
            end = formula.end()
            if may_end(text[place + 1 : end - 1]) and not text[end].isalnum():
                self._out.keep_formula(formula[0], start + place, 1)
                return end
            end = place + 1
        self._out.keep(text[place:end], start + place)
        return end

    def _take_ampersand(self, text: str, start: int, place: int) -> int:
        if _ENTITY_GOES_ON.match(text, place) is not None:
            return place
        entity = _ENTITY.match(text, place)
        value = "" if entity is None else entity_value(entity[0][1:-1])
        if entity is None or not value:
            self._out.keep("&", start + place)
            return place + 1
        self._out.replace(start + place, start + entity.end(), value)
        return entity.end()

    def _take_backticks(self, text: str, start: int, place: int) -> int:
        opening = _BACKTICKS.match(text, place)
        assert opening is not None
        inside, width = opening.end(), opening.end() - place
        if inside == len(text):
            return place
        if start + place < self.blocked.get("`" * width, 0):
            self.blocked["`" * width] = start + inside
            self._out.keep(opening[0], start + place)
            return inside
        for closing in _BACKTICKS.finditer(text, inside):
            end = closing.end()
            if end == len(text) or end - inside > MAX_HELD_CHARACTERS:
                return place
            if end - closing.start() == width:
                if _BLANK_LINE.search(text, inside, closing.start()) is not None:
                    return place
                self._out.drop(start + place, start + inside)
                self._out.keep(text[inside : closing.start()], start + inside)
                self._out.drop(start + closing.start(), start + end, closing=True)
                self._out.line_says = True
                return end
        return place

    def _take_cells(self, text: str, start: int, place: int) -> int:
        cells = _CELLS.match(text, place)
        if cells is None:
            return place
        self._out.end_cell(start + place, start + cells.end(), text[cells.end()])
        return cells.end()


_TAKERS: Mapping[str, Callable[[InlineReader, str, int, int], int]] = {
    **dict.fromkeys("*_~", InlineReader._take_row),
    "[": InlineReader._take_bracket,
    "]": InlineReader._take_closing_bracket,
    "!": InlineReader._take_bang,
    "\\": InlineReader._take_backslash,
    "$": InlineReader._take_dollar,
    "&": InlineReader._take_ampersand,
    "`": InlineReader._take_backticks,
    "|": InlineReader._take_cells,
}

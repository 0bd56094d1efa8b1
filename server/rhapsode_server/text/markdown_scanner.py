"""Tells, one character at a time, whether what began with a mark of Markdown is what it looks like.

One scanner for each construct whose inside is not looked through for other marks: code, formulas, entities, comments,
addresses, targets of links, footnotes, escapes. Sources: CommonMark 0.31, section 6; pandoc's rule for dollars, made
stricter, so that prices are never formulas; GitHub's footnotes.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Collection
from enum import Enum
from typing import Protocol

from rhapsode_server.text.formula import may_end

MAX_HELD_CHARACTERS = 300
"""What has not ended after so many is text. Lower, and a long sentence in bold keeps its stars; higher, and a stray
mark keeps the words behind it from the listener for longer."""

MAX_DROPPED_CHARACTERS = 1000
"""The same for what is dropped whole, so that holding it delays nothing: targets of links, comments. Lower, and a long
address is read aloud; higher, and a comment that never ends silences more."""

MAX_REFERENCE_CHARACTERS = 100

ESCAPABLE = frozenset("\\`*_{}[]()<>#+-.!|~$&")


class Verdict(Enum):
    """What the characters so far are."""

    MORE = "may be it"
    WHOLE = "are it, this one included"
    ENDED = "were it before this one, which may begin another"
    TEXT = "are not it; this one is to be looked at anew"


# Short and quick: they are looked up for every character, and an enumeration takes a tenth of a microsecond each time.
MORE, WHOLE, ENDED, TEXT = Verdict


class Scanner(Protocol):
    """Judges one candidate, from the character after its first one."""

    @property
    def literal(self) -> int:
        """How many of its characters are text for certain, where it is none."""

    @property
    def key(self) -> str:
        """Names its kind where others of the kind are text up to where this one failed; else empty."""

    @property
    def allows_events(self) -> bool:
        """Whether tags and pronunciations may stand inside."""

    def admit(self, character: str) -> Verdict:
        """What the characters so far and this one are."""

    def finish(self) -> Verdict:
        """The same where nothing follows: ``ENDED`` or ``TEXT``."""


class RunScanner:
    """A row of one mark: ``**``. Four and more are no emphasis."""

    literal = 4
    key = ""
    allows_events = False

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.length = 1

    def admit(self, character: str) -> Verdict:
        if character != self.mark:
            return ENDED
        self.length += 1
        return MORE if self.length <= self.literal else TEXT

    def finish(self) -> Verdict:
        return ENDED


class CodeScanner:
    """```code```: ends with as many backticks as it began with.

    Args:
        hopeless: numbers of backticks for which no end will come.
    """

    def __init__(self, hopeless: Collection[int]) -> None:
        self._hopeless = hopeless
        self.width = 1
        """Backticks that it began with."""
        self.committed = False
        """Whether its beginning has been handed on: then it is code, whatever follows."""
        self._closing = 0
        self._count = 0
        self._opening = True
        self._blank = False

    @property
    def literal(self) -> int:
        return 0 if self.committed else self.width

    @property
    def key(self) -> str:
        """One for each number of backticks."""
        return "`" * self.width

    @property
    def allows_events(self) -> bool:
        return self.width not in self._hopeless if self._opening else self._closing != self.width

    def pass_over(self, length: int) -> None:
        """A tag or a pronunciation of so many characters stands inside."""
        self._opening = self._blank = False
        self._closing = 0
        self._count += length

    @property
    def has_begun(self) -> bool:
        """Whether some of what it encloses has come, and nothing that may end it."""
        return not self._opening and not self._closing

    def admit(self, character: str) -> Verdict:
        if self._opening:
            if character == "`":
                self.width += 1
                return MORE
            self._opening = False
            if self.width in self._hopeless:
                return TEXT
        if character == "`":
            self._closing += 1
        elif self._closing == self.width:
            return ENDED
        else:
            self._closing = 0
        self._count += 1
        ended = character == "\n" and self._blank
        self._blank = character == "\n" or (self._blank and character in " \t")
        return TEXT if ended or self._count > MAX_HELD_CHARACTERS else MORE

    def finish(self) -> Verdict:
        return ENDED if not self._opening and self._closing == self.width else TEXT


_MATH_SIGNS = frozenset("\\^_={}+<>|()")
_GOES_ON_AFTER_NUMBER = frozenset("+=^<>*\\")


class DollarScanner:
    """``$a$`` and ``$$a$$``. Where the inside begins with a digit, or has words, only signs of formulas tell it from
    prices: "$5 and $6", "$HOME is"."""

    literal = 1
    key = ""
    allows_events = False

    def __init__(self) -> None:
        self.width = 1
        self._inside = ""
        self._telling = False
        self._letters = 0
        self._closing = False

    def admit(self, character: str) -> Verdict:
        if character == "$" and not self._inside and self.width == 1:
            self.width = self.literal = 2
            return MORE
        if self.width == 2:
            return self._admit_display(character)
        if self._closing:
            return TEXT if character.isalnum() else ENDED
        if character == "$" and not self._inside.endswith("\\"):
            self._closing = bool(self._inside) and may_end(self._inside)
            return MORE if self._closing else TEXT
        return MORE if self._may_go_on(character) else TEXT

    def finish(self) -> Verdict:
        return ENDED if self._closing else TEXT

    def _admit_display(self, character: str) -> Verdict:
        if character == "$" and self._inside.endswith("$"):
            return WHOLE if self._inside.strip("$ \n") else TEXT
        ended = character == "\n" and self._inside.rstrip(" \t").endswith("\n")
        self._inside += character
        return TEXT if ended or len(self._inside) > MAX_HELD_CHARACTERS else MORE

    def _may_go_on(self, character: str) -> bool:
        """Whether a formula goes on with this character."""
        if character == "\n" or len(self._inside) == MAX_HELD_CHARACTERS:
            return False
        if character.isspace():
            if not self._inside or (self._letters > 1 and not self._telling):
                return False
        elif self._inside[-1:].isspace() and self._inside[0].isdigit() and not self._telling:
            # "$5 and": only with a sign of formulas a number goes on into one.
            return self._take(character) if character in _GOES_ON_AFTER_NUMBER else False
        return self._take(character)

    def _take(self, character: str) -> bool:
        self._letters = self._letters + 1 if character.isalpha() else 0
        self._telling = self._telling or character in _MATH_SIGNS or (character == "*" and bool(self._inside))
        self._inside += character
        return True


class BackslashScanner:
    r"""``\*``, which is no mark, and ``\(a\)``, ``\[a\]``, which are formulas.

    Args:
        escapes: whether the former are looked for.
        math: whether the latter are.
    """

    key = ""
    allows_events = False

    def __init__(self, *, escapes: bool, math: bool) -> None:
        self._escapes = escapes
        self._math = math
        self.literal = 1
        self.is_math = False
        self._inside = ""

    def admit(self, character: str) -> Verdict:
        if self.is_math:
            return self._admit_inside(character)
        if self._math and character in "([":
            self.is_math, self.literal = True, 2
            self._closing = ")" if character == "(" else "]"
            return MORE
        return WHOLE if self._escapes and character in ESCAPABLE else TEXT

    def finish(self) -> Verdict:
        return TEXT

    def _admit_inside(self, character: str) -> Verdict:
        if self._inside.endswith("\\") and character in "()[]":
            return WHOLE if character == self._closing and len(self._inside) > 1 else TEXT
        ended = character == "\n" and self._inside.rstrip(" \t").endswith("\n")
        self._inside += character
        return TEXT if ended or len(self._inside) > MAX_HELD_CHARACTERS else MORE


_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ENTITY_BEGINS = re.compile(r"&(?:#(?:[0-9]{0,7}|[xX][0-9A-Fa-f]{0,6})|[A-Za-z][A-Za-z0-9]{0,31})?")


class EntityScanner:
    """``&amp;``, ``&#39;``, ``&#x2019;``; ``value`` is the character that it stands for."""

    literal = 1
    key = ""
    allows_events = False

    def __init__(self) -> None:
        self.held = "&"
        self.value = ""

    def admit(self, character: str) -> Verdict:
        self.held += character
        if _ENTITY_BEGINS.fullmatch(self.held):
            return MORE
        if _ENTITY.fullmatch(self.held):
            self.value = entity_value(self.held[1:-1])
        return WHOLE if self.value else TEXT

    def finish(self) -> Verdict:
        return TEXT


def entity_value(name: str) -> str:
    """The one character that an entity stands for; nothing where there is none, or more."""
    if name[0] != "#":
        value = html.entities.html5.get(f"{name};", "")
    else:
        point = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        value = chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else ""
    if len(value) != 1 or (value < " " and not value.isspace()):
        return ""
    # A new line that is written so divides nothing.
    return " " if value < " " else value


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^ ]+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+")
_COMMENT = "!--"


class AngleScanner:
    """``<https://example.org>``, ``<kim@example.org>`` and ``<!-- … -->``.

    Args:
        addresses: whether the former are looked for.
        comments: whether the latter are.
    """

    literal = 1

    def __init__(self, *, addresses: bool, comments: bool) -> None:
        self._addresses = addresses
        self._comments = comments
        self.is_comment = False
        self._inside = ""

    @property
    def key(self) -> str:
        return "<!--" if self.is_comment else ""

    @property
    def allows_events(self) -> bool:
        return self.is_comment

    def admit(self, character: str) -> Verdict:
        if not self.is_comment and character == ">":
            return WHOLE if _ADDRESS.fullmatch(self._inside) else TEXT
        self._inside += character
        if self.is_comment:
            if character == ">" and self._inside.endswith("-->") and len(self._inside) >= len(_COMMENT) + 3:
                return WHOLE
            return MORE if len(self._inside) <= MAX_DROPPED_CHARACTERS else TEXT
        if self._inside[0] == "!":
            self.is_comment = self._inside == _COMMENT
            return MORE if self._comments and _COMMENT.startswith(self._inside) else TEXT
        may_go_on = self._addresses and self._inside[0].isalnum() and not character.isspace() and character != "<"
        return MORE if may_go_on and len(self._inside) <= MAX_HELD_CHARACTERS else TEXT

    def finish(self) -> Verdict:
        return TEXT


class BangScanner:
    """``![``, which an image begins with."""

    literal = 1
    key = ""
    allows_events = False

    def admit(self, character: str) -> Verdict:
        return WHOLE if character == "[" else TEXT

    def finish(self) -> Verdict:
        return TEXT


_NOTE_CHARACTER = re.compile(r"[\w-]")


class NoteScanner:
    """``[^1]``, and ``[^1]: `` where the note itself begins.

    Args:
        begins_line: whether it does so here.
    """

    literal = 1
    key = ""
    allows_events = False

    def __init__(self, *, begins_line: bool) -> None:
        self._begins_line = begins_line
        self._held = "["

    def admit(self, character: str) -> Verdict:
        if self._held.endswith("]"):
            return WHOLE if self._begins_line and character == ":" else ENDED
        if character == "]" and len(self._held) > 2:
            self._held += character
            return MORE
        if len(self._held) == 1:
            fits = character == "^"
        else:
            fits = _NOTE_CHARACTER.match(character) is not None and len(self._held) < MAX_REFERENCE_CHARACTERS
        self._held += character
        return MORE if fits else TEXT

    def finish(self) -> Verdict:
        return ENDED if self._held.endswith("]") else TEXT


_DEFINED = re.compile(r":[ \t]*(?:<?[A-Za-z][A-Za-z0-9+.-]{1,31}:|<?/|#|www\.|\./)[^\s]*(?:[ \t]+[\"'(][^\n]*)?[ \t]*")


class TargetScanner:
    """What follows the ``]`` of a link: ``(target "title")``, ``[reference]``, or ``: target`` in a line that defines.

    Args:
        named: whether the text before has a letter, so that a reference can follow.
        begins_line: whether the text's ``[`` does so.
    """

    literal = 1
    key = ""
    allows_events = False

    def __init__(self, *, named: bool, begins_line: bool) -> None:
        self._named = named
        self._begins_line = begins_line
        self._held = ""
        self._depth = 1
        self._quote = ""
        self._gap = False
        self._escaped = False

    @property
    def begun(self) -> bool:
        """Whether more than the ``]`` has come."""
        return bool(self._held)

    @property
    def defines(self) -> bool:
        """Whether this is no link, but says where one leads."""
        return self._held.startswith(":")

    def admit(self, character: str) -> Verdict:
        if not self._held:
            self._held = character
            begins = character == "(" or (character == "[" and self._named) or (character == ":" and self._begins_line)
            return MORE if begins else TEXT
        if self._held[0] == ":":
            if character == "\n":
                return self.finish()
            self._held += character
            return MORE if len(self._held) <= MAX_DROPPED_CHARACTERS else TEXT
        if character == "\n" or len(self._held) > MAX_DROPPED_CHARACTERS:
            return TEXT
        self._held += character
        return self._admit_reference(character) if self._held[0] == "[" else self._admit_target(character)

    def finish(self) -> Verdict:
        return ENDED if self.defines and _DEFINED.fullmatch(self._held) else TEXT

    def _admit_reference(self, character: str) -> Verdict:
        if character == "]":
            return WHOLE
        return TEXT if character == "[" or len(self._held) > MAX_REFERENCE_CHARACTERS else MORE

    def _admit_target(self, character: str) -> Verdict:
        escaped, self._escaped = self._escaped, character == "\\" and not self._escaped
        if escaped and not character.isspace():
            return MORE
        if self._quote:
            if character == self._quote:
                self._quote = ""
            return TEXT if character == "<" and self._quote == ">" else MORE
        if character == "<" and not self._held[1:-1].strip():
            self._quote = ">"
            return MORE
        if character in "[]":
            return TEXT
        if character == "(" and not self._gap:
            self._depth += 1
        elif character == ")":
            self._depth -= 1
            return WHOLE if self._depth == 0 else MORE
        elif character.isspace():
            self._gap = bool(self._held[1:].strip())
        elif self._gap:
            self._quote = {"(": ")"}.get(character, character) if character in "\"'(" else ""
            return MORE if self._quote else TEXT
        return MORE


class CellScanner:
    """The ``|`` between two cells, with the white space and the empty cells behind it."""

    literal = 0
    key = ""
    allows_events = False

    def admit(self, character: str) -> Verdict:
        return MORE if character in "| \t" else ENDED

    def finish(self) -> Verdict:
        return ENDED

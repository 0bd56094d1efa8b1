"""What stands between LaTeX's dollars, as signs and letters that a language has words for.

``E=mc^2`` becomes ``E = m c^2``, ``\\frac{1}{2}`` ``1/2``, ``\\frac{a+b}{2}`` ``a + b, ÷ 2``, ``\\sum_{i=1}^n i``
``∑ i = 1 ‥ n, i``: how signs and powers are said is the language's (``verbalization.mathematics``), and which letters
stand for things of their own is the formula's. What is grouped ends with a comma where one hears otherwise no end.
Every character of the source is in one event, and a formula is read once from left to right.

Source of names: the LaTeX2e symbols that language models write (Knuth, The TeXbook, appendix F).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rhapsode_server.text.markup_event import Characters, MarkupEvent, Replaced, TagDropped

_SIGNS = {
    **{"times": "×", "cdot": "×", "ast": "×", "div": "÷", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥"},
    **{"neq": "≠", "ne": "≠", "approx": "≈", "sim": "~", "lt": "<", "gt": ">", "to": "‥", "rightarrow": "‥"},
    **{"leqslant": "≤", "geqslant": "≥", "cong": "≈", "equiv": "≡", "longrightarrow": "‥", "mapsto": "‥"},
    **{"infty": "∞", "circ": "°", "degree": "°", "percent": "%", "partial": "∂", "prime": "‵", "colon": ":"},
    **{"in": "∈", "subset": "⊂", "subseteq": "⊂", "cup": "∪", "cap": "∩", "emptyset": "∅", "varnothing": "∅"},
    **{"forall": "∀", "exists": "∃", "implies": "⇒", "Rightarrow": "⇒", "Longrightarrow": "⇒", "iff": "⇔"},
    **{"Leftrightarrow": "⇔", "ldots": "…", "cdots": "…", "dots": "…", "lbrace": "", "rbrace": "", "mid": "|"},
    **{"sum": "∑", "prod": "∏", "int": "∫", "iint": "∫", "oint": "∫", "bigcup": "∪", "bigcap": "∩"},
    **{"varepsilon": "ε", "vartheta": "θ", "varphi": "φ"},
}
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon "
    "phi chi psi omega"
).split()
_SIGNS |= dict(zip(_GREEK, "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_SIGNS |= dict(zip(map(str.title, _GREEK), "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True))
_SILENT = frozenset(
    "left right big Big bigl bigr Bigl Bigr displaystyle textstyle limits nolimits quad qquad text mathrm textbf "
    "textit mbox boxed operatorname begin end lvert rvert".split()
)
_ACCENTS = frozenset(
    "mathbf mathit mathbb mathcal boldsymbol vec hat bar overline underline widehat tilde dot ddot".split()
)
"""What is written on a letter, which stays apart from the one before it."""
_FUNCTIONS = frozenset("sin cos tan cot log ln lim max min exp mod gcd det lcm".split())
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_BINOMIALS = frozenset({"binom", "dbinom", "tbinom"})
_RANGED = frozenset("sum prod int iint oint bigcup bigcap lim limsup liminf max min sup inf log".split())
"""What has its bounds below and above, or its base."""
_ROOTS = {"3": "⅓", "4": "¼", "5": "⅕", "6": "⅙", "8": "⅛"}
"""Roots other than the square one are powers."""
LONGEST_PRODUCT = 3
"""Letters side by side that are multiplied; more are a word. Lower, and "abc" is one; higher, and "time" is none."""
DEEPEST = 12
"""Groups within each other that are read as such; deeper ones lose their braces. Nobody hears so many."""

_TOKENS = re.compile(
    r"\\(?:text|mathrm|textbf|textit|mbox|operatorname|ce)\s*\{(?P<words>[^{}\\]*)\}"
    r"|(?P<environment>\\(?:begin|end)\s*\{[a-z*]{0,20}\})"
    r"|\\[dtc]?frac\s*(?P<above>\d)\s*(?P<below>\d)"
    r"|(?P<raised>\^\s*\{?\s*\\(?:circ|degree)(?![A-Za-z])\s*\}?\s*)"
    r"|(?P<side>\^(?:\{\s*[-+*]\s*\}|[-+*]))"
    r"|\\sqrt\s*\[\s*(?P<degree>\d{1,2}|[A-Za-z])\s*\]\s*"
    r"|(?P<factorial>(?<=[\w)\]}])!)"
    r"|\\(?P<command>[A-Za-z]+)\s*"
    r"|(?P<gap>\\[,;:!> ]|~|\\\\)"
    r"|\\(?P<escaped>[^A-Za-z])"
    r"|(?P<power>\^(?:\{[-+−]?\d{1,3}\}|\{[A-Za-z]\}|\d(?!\d)|[A-Za-z](?![A-Za-z])))"
    r"|(?P<letters>[A-Za-z]+)"
    r"|(?P<sign>\s*[=+<>]\s*)"
    r"|(?P<minus>(?<=[\w)}\]])\s*[-−]\s*(?=[\w(\\{]))"
    r"|(?P<negative>[-−](?=[A-Za-z(\\]))"
    r"|(?P<over>(?<=[\w)}\]])\s*/\s*(?=[\w(\\{]))"
    r"|(?P<primes>'{1,3})"
    r"|(?P<arrow>\s*→\s*)"
    r"|(?P<column>&)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<open>\{)|(?P<close>\})|(?P<below_it>_)|(?P<above_it>\^)"
    r"|[^\\A-Za-z0-9^=+<>{}&_~→/'!−\s-]+|.",
    re.DOTALL,
)
_SUMS = frozenset({"sign", "minus"})


def may_end(inside: str) -> bool:
    """Whether a formula may end behind this, so that the dollar there is no price's."""
    last = inside[-1:]
    return last.isalnum() or last in ")]}|'" or (not last.isspace() and ("\\" in inside or "^" in inside))


def formula_events(text: str, start: int) -> list[MarkupEvent]:
    """The events of a formula without its dollars, first received at ``start``.

    A space that stands before a sign goes with what comes before it: what stands for other characters is not cut.
    """
    if len(text) == 1 and text.isalnum():
        return [Characters(text, start)]
    events: list[MarkupEvent] = []
    said = -1
    """Place in ``events`` of the last one that is heard."""
    for event in _Formula(text, start).events():
        if isinstance(event, Replaced) and event.text[:1] in (" ", ",") and event.text != " ":
            lead, rest = (", ", event.text[2:]) if event.text[0] == "," else (" ", event.text[1:])
            if said >= 0:
                events[said : said + 1] = _with_behind(events[said], lead)
            said = -1
            if not rest:
                events.append(TagDropped(event.start, event.end, closing=True))
                continue
            event = Replaced(event.start, event.end, rest)
        events.append(event)
        if isinstance(event, Characters | Replaced):
            said = len(events) - 1
    return events


def _with_behind(event: MarkupEvent, behind: str) -> list[MarkupEvent]:
    """What is heard, with a space or comma behind it."""
    if isinstance(event, Replaced):
        return [Replaced(event.start, event.end, event.text.rstrip(" ,") + behind)]
    if not isinstance(event, Characters):
        return [Replaced(event.start, event.end, behind)]
    if event.text[-1].isspace() and behind == " ":
        return [event]
    last = event.start + len(event.text) - 1
    ended = Replaced(last, last + 1, f"{event.text[-1].strip()}{behind}")
    return [Characters(event.text[:-1], event.start), ended] if len(event.text) > 1 else [ended]


class _Group(NamedTuple):
    """An argument: tokens between braces, or one."""

    first: int
    behind: int
    """Half-open range of its tokens, braces left out."""
    begins: int
    ends: int
    """The same with the braces, and with spaces before them."""


class _Formula:
    """One formula, by its tokens."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start
        self._tokens = [*_TOKENS.finditer(text)]
        self._closing: dict[int, int] = {}
        """Where the group ends that begins at a token."""
        opened: list[int] = []
        for index, token in enumerate(self._tokens):
            if token.lastgroup == "open":
                opened.append(index)
            elif token.lastgroup == "close" and opened:
                self._closing[opened.pop()] = index

    def events(self) -> Iterator[MarkupEvent]:
        """All of it."""
        return self._read(0, len(self._tokens), 0)

    def _read(self, first: int, behind: int, depth: int) -> Iterator[MarkupEvent]:
        index = first
        ranged = ""
        """The operator whose bounds may follow."""
        while index < behind:
            token = self._tokens[index]
            command = token["command"] or ""
            kind = token.lastgroup
            if depth < DEEPEST:
                if command in _FRACTIONS and (groups := self._two_groups(index + 1, behind)):
                    yield from self._fraction(index, *groups, depth)
                    index = groups[1].ends
                    continue
                if command in _BINOMIALS and (groups := self._two_groups(index + 1, behind)):
                    yield from self._binomial(index, *groups, depth)
                    index = groups[1].ends
                    continue
                if kind == "degree" and (found := self._group(index + 1, behind)):
                    yield from self._rooted(index, found, depth)
                    index = found.ends
                    continue
                if command == "sqrt" and (found := self._group(index + 1, behind)):
                    yield from self._root(index, found, behind, depth)
                    index = found.ends
                    continue
                if kind in ("below_it", "above_it", "power") and ranged:
                    ends = index + 1
                    if kind != "power":
                        bounds = self._group(index + 1, behind)
                        ends = bounds.ends if bounds else ends
                    follows = ends < behind and self._tokens[ends].lastgroup in ("below_it", "above_it", "power")
                    yield from self._bound(index, ends, depth, ranged, follows=follows)
                    index, ranged = ends, ranged if follows else ""
                    continue
                if kind == "above_it" and (found := self._group(index + 1, behind)):
                    yield from self._power(index, found, behind, depth)
                    index = found.ends
                    continue
            yield from self._token(index)
            if command in _RANGED:
                ranged = command
            elif command not in ("limits", "nolimits", "displaystyle"):
                ranged = ""
            index += 1

    # --- Groups -------------------------------------------------------------------------------------------------------

    def _group(self, index: int, behind: int) -> _Group | None:
        """The argument that begins at a token, spaces before it left out."""
        begins = index
        while index < behind and self._tokens[index][0].isspace():
            index += 1
        if index >= behind:
            return None
        closing = self._closing.get(index)
        if closing is not None and closing < behind:
            return _Group(index + 1, closing, begins, closing + 1)
        if self._tokens[index].lastgroup in ("open", "close", "below_it", "above_it"):
            return None
        return _Group(index, index + 1, begins, index + 1)

    def _two_groups(self, index: int, behind: int) -> tuple[_Group, _Group] | None:
        above = self._group(index, behind)
        below = None if above is None else self._group(above.ends, behind)
        return None if above is None or below is None else (above, below)

    def _is_number(self, group: _Group) -> bool:
        return group.behind - group.first == 1 and self._tokens[group.first].lastgroup == "number"

    def _is_sum(self, group: _Group) -> bool:
        """Whether one does not hear where it ends: something is added in it."""
        tokens = self._tokens[group.first + 1 : group.behind]
        return any(token.lastgroup in _SUMS or token["command"] in ("pm", "mp") for token in tokens)

    def _goes_on(self, index: int, behind: int) -> bool:
        """Whether more is said behind a token, in its own group."""
        return any(
            token.lastgroup != "close" and token[0].strip() for token in self._tokens[index : min(behind, index + 2)]
        )

    def _places(self, first: int, behind: int) -> tuple[int, int]:
        """Where tokens stand in the received text."""
        if first >= behind:
            place = self._start + (self._tokens[first].start() if first < len(self._tokens) else len(self._text))
            return place, place
        return self._start + self._tokens[first].start(), self._start + self._tokens[behind - 1].end()

    def _stands_for(self, first: int, behind: int, said: str) -> Iterator[MarkupEvent]:
        """What tokens are, all together."""
        start, end = self._places(first, behind)
        if end > start:
            yield Replaced(start, end, said)

    def _dropped(self, first: int, behind: int, *, closing: bool) -> Iterator[MarkupEvent]:
        start, end = self._places(first, behind)
        if end > start:
            yield TagDropped(start, end, closing=closing)

    def _fraction(self, index: int, above: _Group, below: _Group, depth: int) -> Iterator[MarkupEvent]:
        numbers = self._is_number(above) and self._is_number(below)
        place = self._tokens[index].start()
        mixed = numbers and self._text[place - 1 : place].isdecimal()
        if mixed:
            yield from self._stands_for(index, above.first, " ")
        else:
            yield from self._dropped(index, above.first, closing=False)
        yield from self._read(above.first, above.behind, depth + 1)
        between = "/" if numbers else f"{',' if self._is_sum(above) else ''} ÷ "
        yield from self._between(above, below, between)
        yield from self._read(below.first, below.behind, depth + 1)
        yield from self._dropped(below.behind, below.ends, closing=True)

    def _between(self, above: _Group, below: _Group, said: str) -> Iterator[MarkupEvent]:
        """What stands between two arguments, where a brace at least does; else a part of the second."""
        if below.first > above.behind:
            yield from self._stands_for(above.behind, below.first, said)

    def _root(self, index: int, inside: _Group, behind: int, depth: int) -> Iterator[MarkupEvent]:
        yield from self._stands_for(index, inside.first, "√")
        yield from self._read(inside.first, inside.behind, depth + 1)
        yield from self._ended(inside, behind)

    def _rooted(self, index: int, inside: _Group, depth: int) -> Iterator[MarkupEvent]:
        """A root with its degree: a power, which stands behind what it is of."""
        degree = self._tokens[index]["degree"]
        power = f"^{_ROOTS.get(degree, f'1/{degree}')}"
        yield from self._dropped(index, inside.first, closing=False)
        events = [*self._read(inside.first, inside.behind, depth + 1)]
        if inside.ends > inside.behind:
            yield from events
            yield from self._stands_for(inside.behind, inside.ends, power)
        else:
            yield from events[:-1]
            yield from _with_behind(events[-1], power)

    def _binomial(self, index: int, above: _Group, below: _Group, depth: int) -> Iterator[MarkupEvent]:
        yield from self._dropped(index, above.first, closing=False)
        yield from self._read(above.first, above.behind, depth + 1)
        yield from self._between(above, below, " ⋔ ")
        yield from self._read(below.first, below.behind, depth + 1)
        yield from self._dropped(below.behind, below.ends, closing=True)

    def _power(self, index: int, inside: _Group, behind: int, depth: int) -> Iterator[MarkupEvent]:
        first = self._tokens[inside.first][0]
        # A sign of its own where the exponent begins with neither a letter nor a number.
        yield from self._stands_for(index, inside.first, "^" if first.isalnum() else " ^ ")
        yield from self._read(inside.first, inside.behind, depth + 1)
        yield from self._ended(inside, behind)

    def _ended(self, inside: _Group, behind: int) -> Iterator[MarkupEvent]:
        """The end of a group, heard if something follows of which one could think it a part."""
        if inside.ends > inside.behind and self._is_sum(inside) and self._goes_on(inside.ends, behind):
            yield from self._stands_for(inside.behind, inside.ends, ", ")
        else:
            yield from self._dropped(inside.behind, inside.ends, closing=True)

    def _bound(self, index: int, ends: int, depth: int, operator: str, *, follows: bool) -> Iterator[MarkupEvent]:
        """What an operator begins or ends at."""
        token = self._tokens[index]
        if token.lastgroup == "power":
            start = self._start + token.start()
            yield Replaced(start, start + 1, " ‥ ")
            yield Replaced(start + 1, start + len(token[0]), token[0].strip("^{}") + (" " if follows else ", "))
            return
        group = self._group(index + 1, ends)
        yield from self._stands_for(
            index, group.first if group else ends, " " if token.lastgroup == "below_it" else " ‥ "
        )
        if group is None:
            return
        is_limit = operator.startswith("lim")
        events = [*self._read(group.first, group.behind, depth + 1)]
        if is_limit:
            events = [_as_limit(event) for event in events]
        yield from events[:-1] if group.ends == group.behind else events
        behind = " " if follows else ", "
        if group.ends > group.behind:
            yield from self._stands_for(group.behind, group.ends, behind)
        elif events:
            yield from _with_behind(events[-1], behind)

    # --- Single tokens ------------------------------------------------------------------------------------------------

    def _token(self, index: int) -> Iterator[MarkupEvent]:
        match = self._tokens[index]
        place, end = self._start + match.start(), self._start + match.end()
        kind = match.lastgroup
        if kind == "words":
            yield TagDropped(place, self._start + match.start("words"), closing=False)
            if match["words"]:
                yield Characters(match["words"], self._start + match.start("words"))
            yield TagDropped(self._start + match.end("words"), end, closing=True)
        elif kind == "below":
            mixed = self._text[match.start() - 1 : match.start()].isdecimal()
            yield Replaced(place, end, f"{' ' if mixed else ''}{match['above']}/{match['below']}")
        elif kind == "raised":
            yield Replaced(place, end, "°")
        elif kind == "factorial":
            yield Replaced(place, end, "\u00a0⁞ ")  # it is not parted from what it is of
        elif kind == "degree":
            yield Replaced(place, end, "√")
        elif kind == "command":
            yield _command(match["command"], place, end)
        elif kind == "gap" and match[0] == "\\\\":
            yield Replaced(place, end, ", ")
        elif kind in ("gap", "column"):
            yield Replaced(place, end, " ")
        elif kind == "escaped":
            yield (
                TagDropped(place, end, closing=False)
                if match["escaped"] in "{}"
                else Replaced(place, end, match["escaped"])
            )
        elif kind == "letters":
            yield from _letters(match[0], place)
        elif kind in ("sign", "minus", "arrow"):
            sign = f" { {'minus': '−', 'arrow': '‥'}.get(kind, match[0].strip()) } "
            yield Characters(sign, place) if sign == match[0] else Replaced(place, end, sign)
        elif kind == "negative":
            yield Replaced(place, end, "⁻ ")
        elif kind == "over":
            yield self._over(index, place, end)
        elif kind == "primes":
            yield Replaced(place, end, " ‵ ")
        elif kind in ("environment", "side", "open", "close", "above_it"):
            yield TagDropped(place, end, closing=False)
        elif kind == "below_it":
            # "a_i" is "a i", but "x_1" stays together.
            following = self._text[match.end() :].lstrip("{")[:1]
            apart = following.isalpha() or following == "\\"
            yield Replaced(place, end, " ") if apart else TagDropped(place, end, closing=False)
        else:
            yield Characters(match[0], place)

    def _over(self, index: int, place: int, end: int) -> MarkupEvent:
        """A stroke: of a fraction of numbers or of units it stays one."""
        before, after = self._tokens[index - 1], self._tokens[index + 1]
        kinds = (before.lastgroup, after.lastgroup)
        if "words" in kinds or after["command"] in ("mathrm", "text") or kinds == ("number", "number"):
            return Replaced(place, end, "/")
        return Replaced(place, end, " ÷ ")


def _as_limit(event: MarkupEvent) -> MarkupEvent:
    """What a variable goes to."""
    if isinstance(event, Replaced) and "‥" in event.text:
        return Replaced(event.start, event.end, event.text.replace("‥", "⟶"))
    return event


def _command(name: str, start: int, end: int) -> MarkupEvent:
    if name in _ACCENTS:
        return Replaced(start, end, " ")
    if name in _SILENT:
        return TagDropped(start, end, closing=False)
    said = _SIGNS.get(name, name)
    return Replaced(start, end, f" {said} ") if said else TagDropped(start, end, closing=False)


def _letters(letters: str, start: int) -> Iterator[MarkupEvent]:
    """Letters that are multiplied, apart."""
    if len(letters) > LONGEST_PRODUCT or letters in _FUNCTIONS:
        yield Characters(letters, start)
        return
    for index, letter in enumerate(letters[:-1]):
        yield Replaced(start + index, start + index + 1, f"{letter} ")
    yield Characters(letters[-1], start + len(letters) - 1)

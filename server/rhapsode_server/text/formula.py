"""What stands between LaTeX's dollars, as signs and letters that a language has words for.

``E=mc^2`` becomes ``E = m c^2``, ``\\frac{1}{2}`` ``1/2``, ``\\alpha \\leq 2`` ``alpha ≤ 2``: how signs, fractions and
powers are said is the language's (``verbalization``), and which letters stand for things of their own is the formula's.
Every character of the source is in one event.

Source of names: the LaTeX2e symbols that language models write (Knuth, The TeXbook, appendix F).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rhapsode_server.text.markup_event import Characters, MarkupEvent, Replaced, TagDropped

_SIGNS = {
    **{"times": "×", "cdot": "×", "ast": "×", "div": "÷", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥"},
    **{"neq": "≠", "ne": "≠", "approx": "≈", "sim": "~", "lt": "<", "gt": ">", "to": "→", "rightarrow": "→"},
    **{"infty": "∞", "circ": "°", "degree": "°", "percent": "%"},
}
_SILENT = frozenset(
    "left right big Big bigl bigr displaystyle textstyle limits nolimits mathbf mathit mathbb mathcal boldsymbol vec "
    "hat bar quad qquad text mathrm textbf textit mbox operatorname begin end".split()
)
_FUNCTIONS = frozenset("sin cos tan cot log ln lim max min exp mod gcd det lcm".split())
LONGEST_PRODUCT = 3
"""Letters side by side that are multiplied; more are a word. Lower, and "abc" is one; higher, and "time" is none."""

_TOKENS = re.compile(
    r"\\(?:text|mathrm|textbf|textit|mbox|operatorname)\s*\{(?P<words>[^{}\\]*)\}"
    r"|(?P<fraction>\\[dt]?frac\s*\{(?P<above>[^{}\\]*)\}\s*\{(?P<below>[^{}\\]*)\})"
    r"|\\sqrt\s*(?:\{(?P<root>[^{}\\]*)\})?"
    r"|\\(?P<command>[A-Za-z]+)\s*"
    r"|(?P<gap>\\[,;:!> ]|~|\\\\)"
    r"|\\(?P<escaped>[^A-Za-z])"
    r"|(?P<power>\^(?:\{[-+−]?\d{1,3}\}|\{[A-Za-z]\}|\d|[A-Za-z](?![A-Za-z])))"
    r"|(?P<letters>[A-Za-z]+)"
    r"|(?P<sign>\s*[=+<>]\s*)"
    r"|(?P<minus>(?<=[\w)}])\s*[-−]\s*(?=[\w(\\]))"
    r"|(?P<apart>&|_\{?(?=[A-Za-z\\]))"
    r"|(?P<syntax>[{}_])"
    r"|[^\\A-Za-z^=+<>{}&_~−\s-]+|.",
    re.DOTALL,
)


def formula_events(text: str, start: int) -> list[MarkupEvent]:
    """The events of a formula without its dollars, first received at ``start``.

    A space that stands before a sign goes with what comes before it: what stands for other characters is not cut.
    """
    if len(text) == 1 and text.isalnum():
        return [Characters(text, start)]
    events: list[MarkupEvent] = []
    said = -1
    """Place in ``events`` of the last one that is heard."""
    for event in _events(text, start):
        if isinstance(event, Replaced) and event.text[:1] == " " != event.text:
            if said >= 0:
                events[said : said + 1] = _with_space(events[said])
            said = -1
            event = Replaced(event.start, event.end, event.text[1:])
        events.append(event)
        if isinstance(event, Characters | Replaced):
            said = len(events) - 1
    return events


def _with_space(event: MarkupEvent) -> list[MarkupEvent]:
    """What is heard, with a space behind it."""
    if isinstance(event, Replaced):
        return [Replaced(event.start, event.end, event.text.rstrip() + " ")]
    assert isinstance(event, Characters)
    if event.text[-1].isspace():
        return [event]
    last = event.start + len(event.text) - 1
    behind = Replaced(last, last + 1, f"{event.text[-1]} ")
    return [Characters(event.text[:-1], event.start), behind] if len(event.text) > 1 else [behind]


def _events(text: str, start: int) -> Iterator[MarkupEvent]:
    for match in _TOKENS.finditer(text):
        place, end = start + match.start(), start + match.end()
        kind = match.lastgroup
        if match["fraction"] is not None:
            yield from _inside(match, "above", place, start)
            yield Replaced(start + match.end("above"), start + match.start("below"), "/")
            yield from _inside(match, "below", start + match.start("below"), start)
            yield TagDropped(start + match.end("below"), end, closing=True)
        elif kind == "words":
            yield TagDropped(place, start + match.start("words"), closing=False)
            if match["words"]:
                yield Characters(match["words"], start + match.start("words"))
            yield TagDropped(start + match.end("words"), end, closing=True)
        elif match[0].startswith("\\sqrt"):
            inside = start + match.start("root") if match["root"] is not None else end
            yield Replaced(place, inside, "√")
            if match["root"] is not None:
                yield from _inside(match, "root", inside, start)
                yield TagDropped(start + match.end("root"), end, closing=True)
        elif kind == "command":
            yield _command(match["command"], place, end)
        elif kind in ("gap", "apart"):
            yield Replaced(place, end, " ")
        elif kind == "escaped":
            yield Replaced(place, end, match["escaped"])
        elif kind == "letters":
            yield from _letters(match[0], place)
        elif kind in ("sign", "minus"):
            sign = f" {'−' if kind == 'minus' else match[0].strip()} "
            yield Characters(sign, place) if sign == match[0] else Replaced(place, end, sign)
        elif kind == "syntax":
            yield TagDropped(place, end, closing=False)
        else:
            yield Characters(match[0], place)


def _inside(match: re.Match[str], group: str, place: int, start: int) -> Iterator[MarkupEvent]:
    """What stands between braces, and that it begins at ``place``."""
    begin = start + match.start(group)
    if begin > place:
        yield TagDropped(place, begin, closing=False)
    yield from _events(match[group], begin)


def _command(name: str, start: int, end: int) -> MarkupEvent:
    if name in _SILENT:
        return TagDropped(start, end, closing=False)
    return Replaced(start, end, f" {_SIGNS.get(name, name)} ")


def _letters(letters: str, start: int) -> Iterator[MarkupEvent]:
    """Letters that are multiplied, apart."""
    if len(letters) > LONGEST_PRODUCT or letters in _FUNCTIONS:
        yield Characters(letters, start)
        return
    for index, letter in enumerate(letters[:-1]):
        yield Replaced(start + index, start + index + 1, f"{letter} ")
    yield Characters(letters[-1], start + len(letters) - 1)

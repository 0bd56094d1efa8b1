"""Which of Markdown's marks are taken out of the text before it is cut and read."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownFilters:
    """One switch for each kind of mark; what is switched off is text like any other."""

    emphasis: bool = True
    """``*a*``, ``_a_``, ``**a**``, ``__a__``, ``***a***``, ``~~a~~``: the marks are dropped."""
    headings: bool = True
    """``## Title``: a line of its own, without its signs."""
    lists: bool = True
    """``- item``, ``• item``, ``- [x] done``: a line of its own, without bullet and box. Numbers are always spoken."""
    quotes: bool = True
    """``> quoted``: without its sign."""
    tables: bool = True
    """Rows are lines, with a comma between two cells; the row of dashes is dropped."""
    links: bool = True
    """``[text](target)``, ``[text][reference]``, ``<address>``: the text is kept. Lines that only define are
    dropped."""
    images: bool = True
    """``![text](target)``: the text is kept."""
    footnotes: bool = True
    """``[^1]``: dropped, in the text and before the note."""
    code: bool = True
    """```code```: its text is kept as it is."""
    code_blocks: bool = True
    """Fenced blocks are left out. Switched off, they are read; the fences themselves never are."""
    rules: bool = True
    """Lines that are drawn: ``---``, ``***``, ``===``."""
    math: bool = True
    r"""``$a$``, ``$$a$$``, ``\(a\)``, ``\[a\]``: the delimiters are dropped, and names of signs become signs
    (:mod:`.formula`), which the language has words for."""
    entities: bool = True
    """``&amp;``, ``&#39;``: the character that they stand for."""
    comments: bool = True
    """``<!-- … -->``: left out."""
    escapes: bool = True
    r"""``\*``: the backslash is dropped, and what follows is no mark."""

    @classmethod
    def only(cls, names: Iterable[str]) -> MarkdownFilters:
        """The filters that are named, and no other.

        Raises:
            ValueError: there is no filter of such a name.
        """
        wanted = frozenset(names)
        if wanted - FILTER_NAMES:
            raise ValueError(f"no text filter is called {min(wanted - FILTER_NAMES)!r}")
        return cls(**{name: name in wanted for name in FILTER_NAMES})

    @classmethod
    def without(cls, names: Iterable[str]) -> MarkdownFilters:
        """All filters but those named."""
        return cls.only(FILTER_NAMES.difference(names))


FILTER_NAMES = frozenset(field.name for field in fields(MarkdownFilters))

ALL_FILTERS = MarkdownFilters()
NO_FILTERS = MarkdownFilters.only(())
"""All text is text, but for tags and inline IPA. Fences are dropped, and what they enclose is read."""


# Asked at each turn's beginning; callers use few sets of filters.
@functools.lru_cache(maxsize=64)
def inline_marks(filters: MarkdownFilters, *, cells: bool) -> re.Pattern[str]:
    """What text is searched for inside a line. Some marks are none unless something stands behind them; at the text's
    end it may yet come."""
    marks = "\n"
    for wanted, characters in (
        (filters.emphasis, "*_~"),
        (filters.code, "`"),
        (filters.links or filters.footnotes, "["),
        (filters.links or filters.images, "]"),
        (filters.math or filters.escapes, "\\"),
        (cells, "|"),
    ):
        marks += characters if wanted else ""
    begun = ""
    for wanted, beginning in (
        (filters.images, r"!(?=\[|\Z)"),
        (filters.links or filters.comments, r"<(?=[!\w]|\Z)"),
        (filters.entities, r"&(?=[#A-Za-z]|\Z)"),
        (filters.math, r"\$(?=\S|\Z)"),
    ):
        begun += f"|{beginning}" if wanted else ""
    return re.compile(f"[{re.escape(marks)}]{begun}")

"""Endings that Finnish writes behind a colon: their case, what hangs on them, and words that take them."""

from __future__ import annotations

import re

_CLITIC = re.compile(r"(?<=[aäeinostu])(?:kin|kaan|kään|han|hän|ko|kö|pa|pä)\Z|\A(?:kin|kaan|kään|han|hän|ko|kö)\Z")
"""What hangs on a word behind its case: "10:ssäkin"."""
_OWNED = re.compile(r"(?<=ss|st|ll|lt)(?:aan|ään)\Z")
"""The third person's possessive behind a local case: "§:ssään"."""
_MONTH = re.compile(r"kuu(?:ta)?\b")
_PART_ENDINGS = {
    **{"inessive": "ssa", "elative": "sta", "adessive": "lla", "ablative": "lta", "allative": "lle", "genitive": "n"},
    **{"partitive": "a", "illative": "an", "essive": "na", "translative": "ksi"},
}


def split_clitic(ending: str) -> tuple[str, str]:
    """An ending without what hangs on it, and that."""
    clitic = _CLITIC.search(ending)
    return (ending[: clitic.start()], clitic[0]) if clitic else (ending, "")


def bare_case(ending: str) -> str:
    """An ending without a possessive: "ssään" is "ssä"."""
    return ending if not (owned := _OWNED.search(ending)) else ending[: owned.start()] + owned[0][0]


def section(ending: str) -> str:
    """The word for a section of a law with an ending: "§:ssä", "§:ää", "§:ien"."""
    if ending in ("ä", "ää"):
        return "pykälää"
    if ending in ("än", "ään"):
        return "pykälään"
    return f"pykäl{'' if ending.startswith('i') else 'ä'}{ending}"


def part(case: str) -> str:
    """ "Osa" of a fraction in a case: "seitsemäsosasta"."""
    return f"osa{_PART_ENDINGS.get(case, '')}"


def between(first: str, last: str) -> str:
    """Two months with their years, from the one to the other."""
    return f"{_MONTH.sub('kuusta', first, count=1)} {_MONTH.sub('kuuhun', last, count=1)}"

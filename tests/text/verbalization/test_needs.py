"""What a text must hold for an expression to match."""

import re
from pathlib import Path

import pytest

from rhapsode_server.text.verbalization.locales import TAGS
from rhapsode_server.text.verbalization.needs import Needed, needs_of
from rhapsode_server.text.verbalization.verbalizer import verbalizer_of

TABLES = Path(__file__).parent.parent / "spoken"


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        (r"(?#12)(?<!\d)(?P<a>\d{1,2})\s?б", ["б", "0123456789"]),
        (r"[b-d]?e+(?:f|g)", ["e", "fg"]),
        (r"(?=x)\w*\.", ["x", "."]),
        (r"[\u00a0y]{2}", ["\u00a0y"]),
        (r"(?:a|b?)c?", []),
        (r"(?i:a)b*", []),
        (r"(?i)a", []),
        (r"(?P<m>[/.])(?P=m)(?!z)[^q]", ["/."]),
        (r"(?P<o>x)?(?(o)y|z)", []),
        ("", []),
    ],
)
def test_what_every_match_holds_is_needed(expression: str, needs: list[str]) -> None:
    assert set(needs_of(expression)) == {frozenset(need) for need in needs}


@pytest.mark.parametrize("tag", sorted(TAGS))
def test_what_a_language_s_expression_matches_has_what_it_needs(tag: str) -> None:
    verbalizer = verbalizer_of(tag)
    assert verbalizer is not None
    patterns = verbalizer._recognizer._patterns
    for line in (TABLES / f"{tag}.tsv").read_text("utf-8").splitlines():
        shadow = verbalizer._recognizer._folding.fold("".join(line.split("\t")[1:2]))
        tried = patterns.own_for(shadow)
        assert not any(re.search(row.expression, shadow) for row in patterns.own if row not in tried), line


def test_a_text_meets_what_it_has_all_of() -> None:
    needed = Needed([("always", ()), ("both", (frozenset("ab"), frozenset("c"))), ("one", (frozenset("a"),))])
    assert needed.met_by("xc") == ("always",)
    assert needed.met_by("bc") == ("always", "both")
    assert needed.met_by("ca") == ("always", "both", "one")

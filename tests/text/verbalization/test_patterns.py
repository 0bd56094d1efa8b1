"""The one expression that stands for all that begin with a digit finds what they find one by one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rhapsode_server.text.verbalization.locales import TAGS, locale_of
from rhapsode_server.text.verbalization.patterns import Patterns
from rhapsode_server.text.verbalization.script import Folding

TABLES = Path(__file__).parents[1] / "spoken"
LANGUAGES = [tag if tag in ("en", "ru", "zh") else pytest.param(tag, marks=pytest.mark.slow) for tag in sorted(TAGS)]
BESIDE = (
    "1 1 1",
    "1 000 000 km",
    "1,5,5",
    "12'500",
    "5'",
    '5" ',
    "-.5%",
    "+.5 km",
    "3-km",
    "7 \u212am",
    "21st",
    "1 234th",
)


def written(tag: str) -> list[str]:
    rows = [line.split("\t") for line in (TABLES / f"{tag}.tsv").read_text("utf-8").splitlines() if line[:1] != "#"]
    return [row[1] for row in rows if len(row) == 4 and row[0] != "class"]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_first_row_is_found_with_all_in_one_and_with_their_guards(tag: str) -> None:
    locale = locale_of(tag)
    assert locale is not None
    patterns = Patterns(locale)
    rows = patterns.rows_without_scores
    bare = []
    for row in rows.rows:
        source = row.expression.pattern
        for guard in patterns.guards:
            source = source.removeprefix(guard)
        bare.append(re.compile(source))
    folding = Folding(locale.decimal_mark, locale.group_marks[:1])
    begun = 0
    for text in (*written(tag), *BESIDE):
        shadow = folding.fold(text)
        for place in range(len(shadow)):
            if shadow[place] not in "0123456789+-.(":
                continue
            found = (number for number, expression in enumerate(bare) if expression.match(shadow, place))
            assert rows.first(shadow, place, len(shadow))[0] == next(found, len(bare)), (text, place)
            begun += 1
    assert begun > 100

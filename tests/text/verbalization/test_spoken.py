"""What languages say: every row of ``tests/text/spoken/*.tsv``.

Columns: class, what is written, what is said (several readings with `` | `` between them), source. A class that begins
with ``!`` is known to fail, and has to. Select a language with ``-k "spoken and fr"``.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from rhapsode_server.text.verbalization.span import SpanKind
from rhapsode_server.text.verbalization.verbalizer import verbalizer_of

TABLES = Path(__file__).parent.parent / "spoken"
_CLASSES = {kind.value for kind in SpanKind}


def plain(text: str) -> str:
    """A reading without case, punctuation and soft hyphens; apostrophes stay."""
    composed = unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("’", "'")).casefold()
    kept = (
        character if character == "'" or unicodedata.category(character)[0] not in "PS" else " "
        for character in composed
    )
    return " ".join("".join(kept).split())


def rows() -> list[object]:
    cases: list[object] = []
    for path in sorted(TABLES.glob("*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            columns = line.split("\t")
            if columns[0] == "class":
                continue
            failing = columns[0].startswith("!")
            # The table of hard cases names its language in the first column.
            language, columns = (columns[0], columns[1:]) if path.stem == "hard_cases" else (path.stem, columns)
            marks = [pytest.mark.xfail(strict=True)] if failing or columns[0].startswith("!") else []
            name = re.sub(r"\W+", "-", columns[0])
            cases.append(
                pytest.param(language.lstrip("!"), columns, marks=marks, id=f"{path.stem}-{language}-{number}-{name}")
            )
    return cases


@pytest.mark.parametrize(("language", "columns"), rows())
def test_spoken(language: str, columns: list[str]) -> None:
    assert len(columns) == 4, "four columns: class, written, spoken, source"
    kind, written, spoken, source = columns
    verbalizer = verbalizer_of(language)
    assert verbalizer is not None
    said = verbalizer.spoken_text(written)
    assert verbalizer.spoken_text(said) == said, "saying it twice changes nothing"
    assert plain(said) in [plain(reading) for reading in spoken.split(" | ")]
    assert source.split(":")[0].strip() in {"cldr", "engines", "page", "author"}
    assert kind.lstrip("!") in _CLASSES

"""Places between two characters of scripts without spaces."""

from __future__ import annotations

import pytest

from rhapsode_server.text.boundary_kind import BoundaryKind
from rhapsode_server.text.characters import classify
from rhapsode_server.text.spaceless import kind_between


@pytest.mark.parametrize(
    ("before", "character", "kind"),
    [
        ("天", "气", BoundaryKind.GLYPH),
        ("は", "天", BoundaryKind.WORD),
        ("は", "な", BoundaryKind.GLYPH),
        ("テ", "ス", None),
        ("天", "テ", BoundaryKind.GLYPH),
        ("ก", "เ", BoundaryKind.GLYPH),
        ("ก", "ข", None),
    ],
)
def test_scripts_tell(before: str, character: str, kind: BoundaryKind | None) -> None:
    assert kind_between(classify(before), classify(character), character) is kind

"""The page that tells what is covered is what the tables hold, and they hold enough."""

from __future__ import annotations

import pytest

from text.verbalization.coverage import DOCUMENT, counts, document

THOROUGH = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "zh", "ja", "hi", "ar")
ALL = (
    *THOROUGH,
    *("sv", "da", "nb", "fi", "cs", "hu", "ro", "el", "uk", "bg", "tr", "vi", "ko", "sk", "sl", "hr", "sr"),
    *("he", "fa", "ur", "bn", "ta", "yue", "th", "id", "ms"),
)


def test_the_page_is_what_the_tables_hold() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "run: python tests/text/verbalization/coverage.py"


@pytest.mark.parametrize("tag", ALL)
def test_every_language_has_its_cases(tag: str) -> None:
    cases = counts()[tag]
    holding = sum(count for kind, count in cases.items() if not kind.startswith("!"))
    assert holding >= (60 if tag in THOROUGH else 25)
    assert len(cases) >= 12, "over all classes"

"""Which texts a dictionary of some language is for."""

from __future__ import annotations

import pytest

from rhapsode_server.dictionaries.language_filter import is_for


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (None, "en-us"),
        ("en", "en-us"),
        ("en", "en-gb"),
        ("EN", "en-gb"),
        ("en_GB", "en-gb"),
        ("zh", "cmn"),
        ("no", "nb"),
        ("xx", "xx-latn"),
    ],
)
def test_it_is_for_this(wanted: str | None, language: str) -> None:
    assert is_for(wanted, language)


@pytest.mark.parametrize(("wanted", "language"), [("en", "de"), ("en-gb", "en-us"), ("en-gb", "en"), ("xx", "yy")])
def test_it_is_not_for_that(wanted: str, language: str) -> None:
    assert not is_for(wanted, language)

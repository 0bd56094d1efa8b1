"""What symbols are called."""

from __future__ import annotations

import pytest

from rhapsode_server.text.symbol_names import SYMBOL_NAMES


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("en", ["at", "dot", "dash", "underscore"]),
        ("de", ["ät", "Punkt", "Strich", "Unterstrich"]),
        ("fr", ["arobase", "point", "tiret", "underscore"]),
        ("es", ["arroba", "punto", "guión", "guión bajo"]),
    ],
)
def test_the_names_that_the_protocol_documents(tag: str, names: list[str]) -> None:
    assert [SYMBOL_NAMES[tag][symbol] for symbol in "@.-_"] == names


def test_each_language_names_the_same_symbols_with_words() -> None:
    for tag, names in SYMBOL_NAMES.items():
        assert names.keys() == SYMBOL_NAMES["en"].keys(), tag
        for name in names.values():
            assert name.replace(" ", "").replace("'", "").isalpha(), (tag, name)

"""Short phrases that are known as a whole."""

from __future__ import annotations

import pytest

from rhapsode_server.text.greetings import LONGEST, languages_of, phrases
from rhapsode_server.text.languages import LANGUAGES


def test_every_phrase_is_of_a_language_that_there_is() -> None:
    assert {tag for tags in phrases().values() for tag in tags} <= LANGUAGES.keys()
    assert all(len(set(tags)) == len(tags) for tags in phrases().values())


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Hello!", ("en",)),
        ("  HELLO  ", ("en",)),
        ("Ciao", ("it",)),
        ("¡Hola!", ("es",)),
        ("S’il vous plaît", ("fr",)),
        ("Hallo", ("de", "nl")),
        ("Hej", ("pl", "sv", "da")),
        ("你好！", ("zh",)),
        ("Dobar dan.", ("hr", "sr")),
        ("Hello world", ()),
        ("", ()),
        ("a" * (LONGEST + 1), ()),
    ],
)
def test_a_phrase_alone_is_known(text: str, languages: tuple[str, ...]) -> None:
    assert languages_of(text) == languages

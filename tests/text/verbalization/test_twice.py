"""Normalising twice changes nothing: what is spoken is read as it is written.

Every phrase of ``tests/text/spoken/``, and texts made of written forms side by side, in every language; through the
whole normaliser, which also cleans and joins what the verbaliser leaves (``test_spoken.py`` asks the verbaliser alone).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from rhapsode_bench.text_fuzz import WRITTEN, languages_of, read_again
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.segment import Cut, Run, Segment
from rhapsode_server.text.verbalization.locales import TAGS

TABLES = Path(__file__).parent.parent / "spoken"
LANGUAGES = sorted(TAGS)
TEXTS = 60
"""For each language: a few seconds for all of them, and a class of fault that one text in a thousand has is met."""
FORMS = tuple(form for form in WRITTEN if not set(form) & set("`|[]()<>*_~\\{};"))
"""Written forms without those that Markdown, tags and entities are made of, which do not come so far."""
MOST_CHANGED = 1
"""Of ``TEXTS``. Lower, and the test asks for what no reader holds to: a mark between a dash and a word has no sound,
and is not there the second time. Higher, and a class of fault that one text in twenty has passes."""


def read_twice(text: str, language: str) -> tuple[str, str, frozenset[str]]:
    """What is spoken, what that is read as, and the languages of both."""
    segment = Segment(0, (Run(text, 0),), 0, len(text), Cut.FLUSH)
    reading = Normalizer().read(segment, language, normalize=True)
    return reading.text, read_again(segment, reading, language), languages_of(segment, reading, language)


def phrases(language: str) -> Iterator[str]:
    """Those of a language's own table, and of the hard cases."""
    for line in (TABLES / f"{language}.tsv").read_text("utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) == 4 and columns[0] != "class" and not line.startswith("#"):
            yield columns[1]
    for line in (TABLES / "hard_cases.tsv").read_text("utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) == 5 and columns[0].lstrip("!") == language:
            yield columns[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_once_said_is_read_as_it_is(language: str) -> None:
    changed = [(text, once, again) for text in phrases(language) for once, again, _ in [read_twice(text, language)]]
    assert [case for case in changed if case[1] != case[2]] == []


def made_up(chance: random.Random) -> str:
    """Written forms and numbers, with what mostly divides them."""
    return "".join(
        (chance.choice(FORMS) if chance.random() < 0.75 else str(chance.randrange(10 ** chance.randrange(1, 18))))
        + chance.choice((" ", " ", " ", ", ", ". ", "\n", "", "\u00ad", "  "))
        for _ in range(chance.randrange(1, 14))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_made_up_of_written_forms_is_read_so_twice(language: str) -> None:
    chance = random.Random(f"twice {language}")
    changed = []
    for text in (made_up(chance) for _ in range(TEXTS)):
        once, again, languages = read_twice(text, language)
        if once != again and len(languages) == 1:
            changed.append((text, once, again))
    assert len(changed) <= MOST_CHANGED, changed


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        (
            "en",
            "GB\ufe0fB to\u00adday 1\u200b000 5  km",
            "G B B today one thousand five kilometers",
        ),  # what is not seen
        ("en", "This & that =\n£5", "This and that equals five pounds"),  # a line's end is a space, once it is said
        ("de", "Nr.5 S.12 z.B.5", "Nummer fünf Seite zwölf zum Beispiel fünf"),  # an abbreviation before a number
        ("hi", "etc.4", "इत्यादि चार"),
        ("sk", "and @21", "and zavináč dvadsaťjeden"),  # signs that would make a name of the words
        ("cs", "www.x.org #87", "w w w tečka x tečka org číslo osmdesát sedm"),
        ("th", "3@me", "สามแอท me"),
        ("es", "a3/4", "A tres / cuatro"),  # a stroke that is not said
        ("en", "A4 BBC", "A four B B C"),  # a code is no shouting
        ("tr", "v2.012 x", "ve iki nokta sıfır bir iki x"),
        ("de", "35328539848920337wir", "35328539848920337wir"),  # whole or not at all
    ],
)
def test_classes_of_what_was_read_otherwise(language: str, written: str, spoken: str) -> None:
    once, again, _ = read_twice(written, language)
    assert once == spoken
    assert again == once

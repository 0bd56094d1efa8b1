"""Places that only the next few characters tell from a sentence's end."""

from __future__ import annotations

import pytest

from rhapsode_server.text.boundary import BoundaryFinder, BoundaryKind
from rhapsode_server.text.boundary_kind import Boundary
from rhapsode_server.text.characters import classify
from rhapsode_server.text.held_boundary import MOST_REFERENCE_CHARACTERS, Doubt, HeldBoundary, Verdict
from rhapsode_server.text.languages import language_row

PLACE = Boundary(5, BoundaryKind.SENTENCE, 5, 10)
OPENERS = frozenset({"then", "c'"})


def verdict_on(held: HeldBoundary, text: str, word: str = "") -> tuple[Verdict, int]:
    """What is known of a held place at the first character that tells, and how many were looked at."""
    for looked, character in enumerate(text, 1):
        verdict = held.judge(word, character, classify(character), OPENERS)
        if verdict is not Verdict.WAITS:
            return verdict, looked
        # The finder forgets a word where the next one begins.
        word += character.strip()
    return Verdict.WAITS, len(text)


@pytest.mark.parametrize(("word", "behind"), [("Then", " "), ("then", ","), ("C", "'"), ("C", "’")])
def test_an_opener_begins_a_sentence(word: str, behind: str) -> None:
    held = HeldBoundary(Doubt.OPENER, PLACE)
    assert held.judge(word, behind, classify(behind), OPENERS) is Verdict.IS_SO


@pytest.mark.parametrize(("word", "behind"), [("Eastern", " "), ("Then", "."), ("C", " ")])
def test_other_words_go_on(word: str, behind: str) -> None:
    held = HeldBoundary(Doubt.OPENER, PLACE)
    assert held.judge(word, behind, classify(behind), OPENERS) is Verdict.IS_NOT


@pytest.mark.parametrize("text", ["– Where", "-- Where", "—¿Qué", "– “Yes", "-Where", "-5"])
def test_somebody_speaks_behind_a_dash(text: str) -> None:
    assert verdict_on(HeldBoundary(Doubt.DASH, PLACE), text)[0] is Verdict.IS_SO


@pytest.mark.parametrize("text", ["– he said", "—preguntó", "– (quietly"])
def test_the_sentence_goes_on_behind_a_dash(text: str) -> None:
    assert verdict_on(HeldBoundary(Doubt.DASH, PLACE), text)[0] is Verdict.IS_NOT


@pytest.mark.parametrize("text", ["12]", "3,14]", "4–6]"])
def test_numbers_in_brackets_are_references(text: str) -> None:
    assert verdict_on(HeldBoundary(Doubt.REFERENCE, PLACE), text) == (Verdict.IS_SO, len(text))


@pytest.mark.parametrize("text", ["Music]", "]", "12 apples]", "1" * (MOST_REFERENCE_CHARACTERS + 1) + "]"])
def test_other_brackets_are_sentences(text: str) -> None:
    verdict, looked = verdict_on(HeldBoundary(Doubt.REFERENCE, PLACE), text)
    assert verdict is Verdict.IS_NOT
    assert looked <= MOST_REFERENCE_CHARACTERS + 1


@pytest.mark.parametrize(("text", "capital"), [(". ", False), (") ", False), (".) ", False), (". P", True)])
def test_the_next_number_counts_an_item(text: str, capital: bool) -> None:
    held = HeldBoundary(Doubt.ITEM, PLACE, BoundaryKind.GLYPH, "2", ".)", asks_capital=capital)
    assert verdict_on(held, text, "2") == (Verdict.IS_SO, len(text))


@pytest.mark.parametrize(("text", "capital"), [("0. ", False), (" t", False), (".5", False), (". m", True)])
def test_other_numbers_count_none(text: str, capital: bool) -> None:
    held = HeldBoundary(Doubt.ITEM, PLACE, BoundaryKind.GLYPH, "2", ".)", asks_capital=capital)
    assert verdict_on(held, text, "2")[0] is Verdict.IS_NOT


@pytest.mark.parametrize(
    "text",
    [
        "Gone. – “Where?” – he said. [1][2] Where? [Door.] 1. Open it 2. Press 3 times 3. Wait. Plan C. Then – 5.",
        "1. – [1 – [2] 2. – 5 p.m. [3] – Then 3. “– [",
    ],
)
def test_boundaries_come_in_their_order(text: str) -> None:
    finder = BoundaryFinder(language_row("en"))
    found = [boundary for character in text for boundary in finder.feed(character)]
    assert [boundary.place for boundary in found] == sorted(boundary.place for boundary in found)
    assert found == BoundaryFinder(language_row("en")).feed(text)

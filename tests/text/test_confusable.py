"""Languages that are mistaken for each other."""

from __future__ import annotations

import pytest

from rhapsode_server.text.confusable import PAIRS, told_apart, twin_of


def test_every_twin_has_its_twin() -> None:
    for first, second in PAIRS:
        assert (twin_of(first), twin_of(second)) == (second, first)
    assert twin_of("en") is None
    assert told_apart("anything", "en") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Saya tidak bisa datang karena sakit.", "id"),
        ("Saya tak boleh datang kerana sakit.", "ms"),
        ("Kantor kami tutup hari Jumat.", "id"),
        ("Pejabat kami tutup hari Jumaat.", "ms"),
        ("Lijepo vrijeme.", "hr"),
        ("Lepo vreme.", "sr"),
        ("Tko zna što je to?", "hr"),
        ("Ko zna šta je to?", "sr"),
        ("Takk for hjelpen, hva heter du?", "nb"),
        ("Tak for hjælpen, hvad hedder du?", "da"),
        ("Det kan være, at hun aldrig gjorde det.", "da"),
        ("Det kan være at hun aldri gjorde det.", "nb"),
        ("Ved stationen var der frihed.", "da"),
        ("Ved stasjonen var det frihet.", "nb"),
        ("Kdo je to? Řekl jsem to.", "cs"),
        ("Keď prídeš, budem doma.", "sk"),
    ],
)
@pytest.mark.parametrize("suspected", [0, 1])
def test_marks_tell_them_apart(text: str, language: str, suspected: int) -> None:
    pair = next(pair for pair in PAIRS if language in pair)
    assert told_apart(text, pair[suspected]) == language


@pytest.mark.parametrize(
    ("text", "language"), [("Saya makan nasi.", "id"), ("Dobro.", "hr"), ("Ja.", "nb"), ("Nos", "sk")]
)
def test_what_holds_no_mark_may_be_either(text: str, language: str) -> None:
    assert told_apart(text, language) is None

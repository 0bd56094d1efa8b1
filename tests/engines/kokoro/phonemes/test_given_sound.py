"""Sounds that the client gave."""

from __future__ import annotations

import pytest

from rhapsode_server.engines.kokoro.phonemes.assembly import Sound
from rhapsode_server.engines.kokoro.phonemes.given_sound import given_sounds


def symbols(phonemes: str) -> str:
    return given_sounds("", phonemes, "", 0)[1].symbols


@pytest.mark.parametrize("phonemes", ["kˈOkəɹO", "nuː jɔːk", "ni↓xau↓", "œ̃"])
def test_what_the_model_knows_stays_as_it_is(phonemes: str) -> None:
    assert symbols(phonemes) == phonemes


@pytest.mark.parametrize(
    ("phonemes", "expected"),
    [
        ("ˈsɪl.ə.bəl", "ˈsɪləbəl"),
        ("lez‿ami", "lezami"),
        ("'wɔ:tə", "ˈwɔːtə"),
        ("t͡ʃe͡ɪnd͡ʒ", "ʧAnʤ"),
        ("t͜s", "ʦ"),
    ],
)
def test_signs_that_would_be_heard_as_marks_are_none(phonemes: str, expected: str) -> None:
    assert symbols(phonemes) == expected


def test_marks_beside_a_sound_are_the_models() -> None:
    assert given_sounds(" — «*", "ə", "»』， \n%", 7) == (Sound(" — “"), Sound("ə", 7), Sound("”” ,   "))

"""In which language each word of a text that changes it is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rhapsode_server.text.dictionary import Dictionary, Entry
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.replacement import apply_dictionaries
from rhapsode_server.text.segment import Segment
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy


def segment(text: str, language: str) -> Segment:
    segmenter = Segmenter(SegmentPolicy(schedule=(10_000,)), language)
    (found,) = segmenter.push(text, 0.0) + segmenter.finish(0.0)
    return found


def foreign(text: str, language: str = "en-us", *, normalize: bool = True) -> list[tuple[str, str]]:
    """The client's own characters behind each foreign word, and its language."""
    words = Normalizer().read(segment(text, language), language, normalize).words
    return [(text[word.source_start : word.source_end], word.language) for word in words if word.language is not None]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en-us", "He said «Привет, мир» and left.", [("«Привет,", "ru"), ("мир»", "ru")]),
        ("en-us", "She wrote 你好 twice.", [("你", "zh"), ("好", "zh")]),
        ("en-us", "He said ありがとう twice.", [("ありがとう", "ja")]),
        ("en-us", "Say 안녕하세요 to them.", [("안녕하세요", "ko")]),
        ("en-us", "Say नमस्ते twice.", [("नमस्ते", "hi")]),
        ("en-us", "Say مرحبا twice.", [("مرحبا", "ar")]),
        ("de", "Er sagte „שלום“ und Γεια.", [("„שלום“", "he"), ("Γεια.", "el")]),
        ("en-us", "He said: Мне 25 лет. Then 5.", [("Мне", "ru"), ("25", "ru"), ("25", "ru"), ("лет.", "ru")]),
        ("cmn", "他说「ありがとう」三次", [("「ありがとう」", "ja")]),
        ("ru", "Скорость 5 km/h на iPhone 15", []),
        ("en-us", "Nothing at all, 5 µm Δt.", []),
        ("en-us", "Все 5.", [("Все", "ru"), ("5.", "ru")]),
    ],
)
def test_words_of_another_script_have_its_language(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert foreign(text, language) == expected


def test_what_is_not_normalised_is_in_its_language_too() -> None:
    assert foreign("He said «Привет, мир» 2x.", normalize=False) == [("«Привет,", "ru"), ("мир»", "ru")]


def test_what_is_given_stays_and_so_do_letters_that_every_voice_can_name() -> None:
    assert foreign("<spell>ЯωA</spell> is [Москва](/mɐskˈva/), да.") == [("да.", "ru")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It is <spell>東京1</spell>, yes.", [("東", "zh"), ("京", "zh")]),
        ("en", "It is <spell>カ-1</spell>.", [("カ", "ja")]),
        ("de", "Es ist <spell>अक</spell>.", [("अ", "hi"), ("क", "hi")]),
        ("ja", "<spell>東京A</spell>です。", []),
        ("ru", "Это <spell>한A</spell>.", [("한", "ko")]),
    ],
)
def test_letters_without_a_name_are_spelled_in_their_language(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert foreign(text, language) == expected


def test_what_was_spoken_before_tells_too() -> None:
    found = replace(segment("5 лет.", "en"), before="Он сказал: Мне ")
    assert {word.language for word in Normalizer().read(found, "en", True).words} == {"ru"}


def test_words_of_a_dictionary_are_in_their_own_script() -> None:
    text = "Welcome to Moscow and its river."
    found = apply_dictionaries(segment(text, "en"), [Dictionary([Entry("Moscow", "Москва")])])
    words = Normalizer().read(found, "en", True).words
    assert [(word.text, word.language) for word in words if word.language] == [("Москва", "ru")]

"""Where a text changes its language, as far as the script tells."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.language_runs import language_runs
from rhapsode_server.text.languages import LANGUAGES


def divided(text: str, language: str) -> list[tuple[str, str]]:
    return [(run.language, text[run.start : run.end]) for run in language_runs(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "I love Москва in 2024.", [("en", "I love "), ("ru", "Москва"), ("en", " in 2024.")]),
        ("en", "Say Καλημέρα twice.", [("en", "Say "), ("el", "Καλημέρα"), ("en", " twice.")]),
        ("en", "Say שלום twice.", [("en", "Say "), ("he", "שלום"), ("en", " twice.")]),
        ("en", "Say مرحبا twice.", [("en", "Say "), ("ar", "مرحبا"), ("en", " twice.")]),
        ("en", "Say سلام چطوری twice.", [("en", "Say "), ("fa", "سلام چطوری"), ("en", " twice.")]),
        ("en", "Say میں ٹھیک ہوں twice.", [("en", "Say "), ("ur", "میں ٹھیک ہوں"), ("en", " twice.")]),
        ("en", "Say สวัสดี twice.", [("en", "Say "), ("th", "สวัสดี"), ("en", " twice.")]),
        ("en", "Say 안녕 twice.", [("en", "Say "), ("ko", "안녕"), ("en", " twice.")]),
        ("en", "Say ありがとう twice.", [("en", "Say "), ("ja", "ありがとう"), ("en", " twice.")]),
        ("en", "Say 東京タワー twice.", [("en", "Say "), ("ja", "東京タワー"), ("en", " twice.")]),
        ("en", "Say 你好 twice.", [("en", "Say "), ("zh", "你好"), ("en", " twice.")]),
        ("en", "Say 佢哋喺度 twice.", [("en", "Say "), ("yue", "佢哋喺度"), ("en", " twice.")]),
        ("en", "Say नमस्ते twice.", [("en", "Say "), ("hi", "नमस्ते"), ("en", " twice.")]),
        ("en", "Say নমস্কার twice.", [("en", "Say "), ("bn", "নমস্কার"), ("en", " twice.")]),
        ("en", "Say வணக்கம் twice.", [("en", "Say "), ("ta", "வணக்கம்"), ("en", " twice.")]),
        ("de", "Das heißt їжак auf Ukrainisch.", [("de", "Das heißt "), ("uk", "їжак"), ("de", " auf Ukrainisch.")]),
        ("de", "Das heißt ђак dort.", [("de", "Das heißt "), ("sr", "ђак"), ("de", " dort.")]),
        ("de", "Das heißt път dort.", [("de", "Das heißt "), ("bg", "път"), ("de", " dort.")]),
        ("zh", "他说「ありがとう」三次", [("zh", "他说「"), ("ja", "ありがとう"), ("zh", "」三次")]),
        ("en", "He said «да» twice.", [("en", "He said «"), ("ru", "да"), ("en", "» twice.")]),
        ("en", "He said «дякую» twice.", [("en", "He said «"), ("uk", "дякую"), ("en", "» twice.")]),
        ("en", "He said «Я люблю её» twice.", [("en", "He said «"), ("ru", "Я люблю её"), ("en", "» twice.")]),
        ("en", "Say: И я в доме", [("en", "Say: "), ("ru", "И я в доме")]),
        ("en", "Say Ο Γιάννης twice.", [("en", "Say "), ("el", "Ο Γιάννης"), ("en", " twice.")]),
        ("hi", "उसने Москва कहा", [("hi", "उसने "), ("ru", "Москва"), ("hi", " कहा")]),
    ],
)
def test_another_script_is_read_by_its_language(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert divided(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "ru",
            "Он сказал: It costs $3.50. Потом ушёл 5 раз.",
            [("ru", "Он сказал: "), ("en", "It costs $3.50."), ("ru", " Потом ушёл 5 раз.")],
        ),
        (
            "ja",
            "彼は $5 is too much for me. と言った",
            [("ja", "彼は $5 "), ("en", "is too much for me."), ("ja", " と言った")],
        ),
        ("ja", "彼は「$5 is too much」と言った", [("ja", "彼は「"), ("en", "$5 is too much"), ("ja", "」と言った")]),
        ("el", "Είπε: das ist nicht 3 Euro. Ναι", [("el", "Είπε: "), ("de", "das ist nicht 3 Euro."), ("el", " Ναι")]),
        ("ar", "قال: c'est pour vous à 5 h", [("ar", "قال: "), ("fr", "c'est pour vous à 5 h")]),
        (
            "en",
            "He said: Мне 25 лет, а ей 30. Then 5.",
            [("en", "He said: "), ("ru", "Мне 25 лет, а ей 30."), ("en", " Then 5.")],
        ),
    ],
)
def test_a_foreign_sentence_takes_its_numbers_along(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert divided(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Скорость 5 km/h, Windows 11 Pro Max и iPhone 15"),
        ("ja", "価格は5kmで100kgです。PM2.5とWi-Fi"),
        ("zh", "我用 iPhone 15 Pro 拍照"),
        ("ar", "أرسل إلى info@example.com الساعة 5 pm"),
        ("de", "Δt = 5 µm, α-Strahlung und Ω"),
        ("en", "Vitamin B and а"),
        ("en", "α, β and γ: Δt α"),
        ("sr", "Gost reče: Добар дан 5."),
        ("ko", "한국 大學 3"),
        ("ja", "東京大学は3つ"),
        ("uk", "Він сказав: ты где? 5"),
        ("fr", "¿Qué hora es? It is 5 o'clock."),
        ("en", "5 + 5 = 10"),
        ("en", "ქართული 5"),
    ],
)
def test_what_the_script_does_not_tell_stays_as_it_is(language: str, text: str) -> None:
    assert divided(text, language) == [(language, text)]


def test_a_text_in_other_letters_is_foreign_with_all_its_numbers() -> None:
    assert divided("2024 год был 5-м.", "en-gb") == [("ru", "2024 год был 5-м.")]


def test_the_given_tag_is_kept() -> None:
    assert divided("I see 東京.", "en-gb") == [("en-gb", "I see "), ("zh", "東京"), ("en-gb", ".")]
    assert divided("我看 ひらがな", "cmn") == [("cmn", "我看 "), ("ja", "ひらがな")]


def test_nothing_has_no_runs() -> None:
    assert language_runs("", "en") == ()


_MIXED = st.text(st.sampled_from("ab Zé5.,«»「」\nДыіъђαΩשلپٹのカ漢嘅ก한क্কক\u0301த\u200d😀"), max_size=60)


@given(text=_MIXED | st.text(max_size=40), language=st.sampled_from([*LANGUAGES, "en-gb", "cmn", "xx"]))
@settings(max_examples=300, deadline=None)
def test_runs_cover_the_text_without_gap_or_overlap(text: str, language: str) -> None:
    runs = language_runs(text, language)
    assert "".join(text[run.start : run.end] for run in runs) == text
    assert all(run.start < run.end for run in runs)
    assert all(left.end == right.start for left, right in zip(runs, runs[1:], strict=False))
    assert all(left.language != right.language for left, right in zip(runs, runs[1:], strict=False))


@pytest.mark.parametrize("piece", ["а", "a б ", "«", ". ", "б.", "aб", "aб漢", "漢 ", "の「", "the и ", "я б ", "я, "])
@pytest.mark.parametrize("language", ["en", "ru", "ja"])
def test_twice_the_text_takes_about_twice_the_time(piece: str, language: str) -> None:
    def spent(length: int) -> float:
        text = (piece * length)[:length]
        times = []
        for _ in range(3):
            began = time.process_time()
            language_runs(text, language)
            times.append(time.process_time() - began)
        return min(times)

    # Quadratic work would give 64.
    assert spent(16_000) < 24 * max(spent(2_000), 0.0002)

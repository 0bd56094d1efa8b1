"""Which language a text is in. The sentences were written for this project, beside the rules: the figures tell that
nothing has broken, not how well strangers' texts are told apart."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.confusable import PAIRS, twin_of
from rhapsode_server.text.identification import SETTLING_LETTERS, UNTOLD, Identified, LanguageIdentifier, Reason
from rhapsode_server.text.language_memory import LanguageMemory
from rhapsode_server.text.language_model import LanguageModel
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "identified" / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
LANGUAGES = sorted({tag for tag, _, _ in ROWS})
BY_LETTERS = LanguageIdentifier()


def rows(kind: str) -> Iterator[tuple[str, str]]:
    return ((tag, text) for tag, each, text in ROWS if each == kind)


@pytest.fixture(scope="module")
def full() -> LanguageIdentifier:
    """With statistics, which take a second to load."""
    return LanguageIdentifier(LanguageModel())


def test_every_language_has_five_sentences_and_three_short_phrases() -> None:
    assert len(LANGUAGES) == 39
    for tag in LANGUAGES:
        assert sum(row[:2] == [tag, "sentence"] for row in ROWS) == 5
        assert sum(row[:2] == [tag, "short"] for row in ROWS) == 3


@pytest.mark.slow
@pytest.mark.parametrize("assumed", [None, "en-us"])
def test_sentences_with_statistics(full: LanguageIdentifier, assumed: str | None) -> None:
    wrong = [
        (tag, text) for tag, text in rows("sentence") if full.identify(text, assumed).language[:3].strip("-") != tag
    ]
    assert wrong == []


@pytest.mark.slow
def test_short_phrases_with_statistics(full: LanguageIdentifier) -> None:
    found = [(tag, full.identify(text)) for tag, text in rows("short")]
    assert sum(each.language == tag for tag, each in found) >= 97
    guessed = [(tag, each) for tag, each in found if each.language != tag and each.reason is not Reason.ASSUMED]
    # Malay and Indonesian say "Saya segera ke" alike; and who writes Cyrillic is not read as if it were Latin.
    wrong = [(tag, each) for tag, each in guessed if twin_of(each.language) != tag and each.confidence > UNTOLD]
    assert wrong == [], "what cannot be told is not guessed"
    assert len(guessed) <= 5, guessed


@pytest.mark.slow
@pytest.mark.parametrize(("cautious", "least"), [(True, 58), (False, 90)])
def test_short_phrases_that_an_english_voice_is_given(full: LanguageIdentifier, cautious: bool, least: int) -> None:
    found = [full.settle([text], "en-us", cautious=cautious).language.removesuffix("-us") for _, text in rows("short")]
    assert sum(each == tag for each, (tag, _) in zip(found, rows("short"), strict=True)) >= least


@pytest.mark.slow
@pytest.mark.parametrize("cautious", [True, False])
def test_near_relatives_are_told_by_what_comes_later(full: LanguageIdentifier, cautious: bool) -> None:
    for tag in (tag for pair in PAIRS for tag in pair):
        texts = [text for each, kind, text in ROWS if (each, kind) == (tag, "sentence")]
        for three in permutations(texts, 3):
            assert full.settle([" ".join(three)], "en-us", cautious=cautious).language == tag, three


@pytest.mark.slow
@pytest.mark.parametrize("cautious", [True, False])
def test_a_slow_voices_shorter_segments_are_in_the_same_language(full: LanguageIdentifier, cautious: bool) -> None:
    def languages(text: str, factor: float) -> list[str]:
        """Of each character."""
        segmenter, memory = Segmenter(SegmentPolicy(real_time_factor=factor), "en-us"), LanguageMemory()
        found: list[str] = []
        for segment in segmenter.push(text, 0.0) + segmenter.finish(0.0):
            language = full.settle(memory.hear(segment), "en-us", cautious=cautious).language
            found += [language] * (segment.source_end - segment.source_start)
        return found

    for _, text in rows("sentence"):
        fast = languages(text, 0.0)
        assert all(languages(text, factor) == fast for factor in (0.2, 0.35, 1.4)), text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir treffen uns um 14:30 Uhr.", "de"),
        ("Ci vediamo alle 14:30.", "it"),
        ("Spotkajmy się o 14:30.", "pl"),
        ("Он сказал мне правду.", "ru"),
        ("Я сейчас приду.", "ru"),
        ("Москва", "ru"),
        ("وقت طويل", "ar"),
    ],
)
def test_a_short_sentence_is_not_left_to_an_english_voice(full: LanguageIdentifier, text: str, language: str) -> None:
    for assumed in ("en-us", "fr-fr"):
        assert (
            full.settle([text], assumed).language == full.settle([text], assumed, cautious=False).language == language
        )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "language"), [("Das ist gut.", "de"), ("Nous arrivons.", "fr"), ("Wo bist du?", "de")]
)
def test_three_words_are_enough_for_a_client_that_asks(full: LanguageIdentifier, text: str, language: str) -> None:
    assert full.settle([text], "en-us").language == "en-us"
    assert full.settle([text], "en-us", cautious=False).language == language


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["Mail to max.mustermann@beispiel-rechtsanwaelte.de", "www.ueber-uns-und-die-anderen.de"]
)
def test_an_address_is_in_no_language(full: LanguageIdentifier, text: str) -> None:
    assert full.settle([text], "en-us", cautious=False).language == "en-us"


def test_sentences_by_letters_and_words_alone() -> None:
    found = [(tag, BY_LETTERS.identify(text)) for tag, text in rows("sentence")]
    assert sum(each.language == tag for tag, each in found) >= 150
    wrong = [(tag, each) for tag, each in found if each.language != tag and each.reason is not Reason.ASSUMED]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("text", ["Где си?", "Как сте?", "Уже йду.", "Москва", "лак"])
@pytest.mark.parametrize("assumed", [None, "en-us", "de", "cmn"])
def test_what_is_not_written_in_a_languages_letters_is_not_in_it(text: str, assumed: str | None) -> None:
    found = BY_LETTERS.identify(text, assumed)
    assert (found.language, found.reason) in [(tag, Reason.SCRIPT) for tag in ("ru", "uk", "bg", "sr")]
    assert found.is_strong, "a voice whose language has no such letters is overruled"


@pytest.mark.parametrize("text", ["Где си?", "Москва"])
@pytest.mark.parametrize("assumed", ["bg", "sr", "uk", "ru"])
def test_a_language_of_the_script_stays(text: str, assumed: str) -> None:
    assert BY_LETTERS.settle([text], assumed, cautious=False).language == assumed


@pytest.mark.slow
@pytest.mark.parametrize("level", ["letters", "full"])
def test_a_text_in_the_voices_language_stays_in_it(full: LanguageIdentifier, level: str) -> None:
    identifier = full if level == "full" else BY_LETTERS
    changed = [(tag, text) for tag, _, text in ROWS if identifier.settle([text], tag).language != tag]
    assert changed == []


ENGLISH = [
    "OK.",
    "Hola!",
    "Ciao, bella!",
    "Schadenfreude and Zeitgeist are on the menu at Chez Panisse.",
    "Los Angeles, San Francisco, San Diego, Santa Barbara.",
    "Guillermo del Toro and Penélope Cruz met in Paris.",
    "Kubernetes, PostgreSQL, nginx, Redis, Prometheus, Grafana.",
    "La La Land",
    "Et tu, Brute?",
    "1 2 3",
    "",
    "A B C D E F G",
    "The word привет means hello.",
    "Vamos a la playa was a summer hit in 1983.",
    "pip install --upgrade setuptools wheel",
    "He ordered spaghetti alla carbonara, tiramisu and two espressi.",
]


@pytest.mark.slow
@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_names_stays_with_an_english_voice(full: LanguageIdentifier, text: str) -> None:
    assert full.settle([text], "en-us").language == BY_LETTERS.settle([text], "en-us").language == "en-us"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Привет", "ru"),
        ("Здраво!", "sr"),
        ("Здравей", "bg"),
        ("Здравей 5", "bg"),
        ("Привет 25", "ru"),
        ("مرحبا", "ar"),
        ("سلام", "fa"),
    ],
)
def test_a_greeting_in_letters_that_the_voices_language_lacks_is_not_read_in_that(text: str, language: str) -> None:
    for assumed in ("en-us", "fr-fr", "hi"):
        found = BY_LETTERS.identify(text, assumed)
        assert (found.language, found.is_strong) == (language, True)
        assert BY_LETTERS.settle([text], assumed).language == language


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("Привіт, як справи?", "uk", Reason.LETTERS),
        ("Ты где?", "ru", Reason.LETTERS),
        ("Ђак учи.", "sr", Reason.LETTERS),
        ("Къде си?", "bg", Reason.LETTERS),
        ("گفتم چطور", "fa", Reason.LETTERS),
        ("ٹھیک ہے", "ur", Reason.LETTERS),
        ("Γεια σου", "el", Reason.SCRIPT),
        ("東京へ行く", "ja", Reason.SCRIPT),
        ("鮮の日曜日火曜日水曜日木曜日", "zh", Reason.SCRIPT),
        ("佢哋喺度", "yue", Reason.LETTERS),
        ("한국어", "ko", Reason.SCRIPT),
        ("1万2000円", "ja", Reason.LETTERS),
        ("Hello", "en", Reason.PHRASE),
        ("Hi!", "en", Reason.PHRASE),
        ("Ciao!", "it", Reason.PHRASE),
        ("Bonjour", "fr", Reason.PHRASE),
        ("Hola", "es", Reason.PHRASE),
        ("Привет", "ru", Reason.PHRASE),
        ("Guten Tag!", "de", Reason.PHRASE),
        ("Merhaba", "tr", Reason.PHRASE),
        ("Xin chào", "vi", Reason.PHRASE),
        ("Apa khabar?", "ms", Reason.PHRASE),
        ("Apa kabar?", "id", Reason.PHRASE),
        ("12345", "en", Reason.ASSUMED),
    ],
)
def test_rules(text: str, language: str, reason: Reason) -> None:
    found = BY_LETTERS.identify(text)
    assert (found.language, found.reason) == (language, reason)
    assert 0.0 < found.confidence <= 1.0


@pytest.mark.parametrize(
    ("text", "assumed", "language"),
    [
        ("Hej!", "da", "da"),
        ("Hej!", "sv", "sv"),
        ("Selamat pagi", "ms", "ms"),
        ("Dobar dan", "sr", "sr"),
        ("你好", "yue", "yue"),
        ("東京大学", "ja", "ja"),
        ("Hello", "en-gb", "en-gb"),
        ("谢谢", "cmn", "cmn"),
        ("99 لوگ", "ur", "ur"),
    ],
)
def test_what_several_languages_have_is_what_was_assumed(text: str, assumed: str, language: str) -> None:
    assert BY_LETTERS.identify(text, assumed).language == language


GERMAN = [
    "Guten Morgen. ",
    "Ich habe gestern bei Ihnen angerufen und niemanden erreicht. ",
    "Bitte rufen Sie mich zurück, sobald es geht. ",
]
FRENCH = "Je vous remercie beaucoup, et nous nous reverrons la semaine prochaine. "


@pytest.mark.parametrize("identifier", [pytest.param(None, id="letters"), pytest.param("full", marks=pytest.mark.slow)])
class TestSettling:
    @pytest.fixture(autouse=True)
    def _chosen(self, identifier: str | None, request: pytest.FixtureRequest) -> None:
        self.identifier: LanguageIdentifier = BY_LETTERS if identifier is None else request.getfixturevalue("full")

    def settled(self, *pieces: str, assumed: str = "en-us", cautious: bool = True) -> str:
        return self.identifier.settle(pieces, assumed, cautious=cautious).language

    def test_a_greeting_does_not_overrule_a_voice_and_a_sentence_does(self) -> None:
        assert self.settled(GERMAN[0]) == "en-us"
        assert self.settled(*GERMAN[:2]) == "de"

    def test_a_client_that_asks_is_told_what_is_likeliest(self) -> None:
        assert self.settled(GERMAN[0], cautious=False) == "de"

    def test_what_is_settled_stays_whatever_comes(self) -> None:
        for end in range(2, 5):
            assert self.settled(*[*GERMAN[:2], FRENCH, "Привет, как твои дела сегодня утром? ", FRENCH][:end]) == "de"

    def test_weak_evidence_changes_nothing(self) -> None:
        english = "I would like to know when you are going to be there. "
        assert self.settled("Привет! Ты где? ", "OK. ", "Nice. ") == "ru"
        assert self.settled(english, FRENCH, FRENCH) == "en-us"
        assert self.settled("Hola. ", "Gracias. ", "OK. ") == "en-us"

    def test_where_the_texts_are_cut_changes_nothing(self) -> None:
        texts = ["".join(GERMAN), FRENCH, "I would like to know when. " + FRENCH, "Привет! Ты где? " + FRENCH]
        for text in texts:
            words = text.split(" ")
            for cautious in (True, False):
                whole = self.settled(text, cautious=cautious)
                for number in range(1, len(words)):
                    parts = (" ".join(words[:number]) + " ", " ".join(words[number:]))
                    assert self.settled(*parts, cautious=cautious) == whole
                assert self.settled(*text, cautious=cautious) == whole

    def test_more_text_never_takes_a_settled_language_back(self) -> None:
        pieces = [*GERMAN, FRENCH, "Hello. ", FRENCH]
        languages = [self.settled(*pieces[:end]) for end in range(1, len(pieces) + 1)]
        first = languages.index("de")
        assert set(languages[first:]) == {"de"}


@given(text=st.text(max_size=80), assumed=st.sampled_from([None, *LANGUAGES, "en-gb", "xx"]))
@settings(max_examples=300, deadline=None)
def test_any_text_has_an_answer(text: str, assumed: str | None) -> None:
    found = BY_LETTERS.identify(text, assumed)
    assert isinstance(found, Identified)
    assert 0.0 < found.confidence <= 1.0
    assert found.language in (*LANGUAGES, assumed)


def test_letters_that_settle_are_more_than_a_greeting() -> None:
    assert SETTLING_LETTERS == 40


@pytest.mark.parametrize("piece", ["a", "a ", "ij", "и", "漢", "の", "ي", "…", "vrije"])
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    def spent(length: int) -> float:
        text = (piece * length)[:length]
        times = []
        for _ in range(3):
            began = time.process_time()
            BY_LETTERS.identify(text, "en")
            times.append(time.process_time() - began)
        return min(times)

    # Quadratic work would give 64.
    assert spent(16_000) < 24 * max(spent(2_000), 0.0002)

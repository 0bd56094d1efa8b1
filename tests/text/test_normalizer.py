"""Readings: the spoken text, and the client's own characters behind each word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.languages import LANGUAGES
from rhapsode_server.text.normalizer import Normalizer
from rhapsode_server.text.reading import Reading
from rhapsode_server.text.segment import Cut, Run, RunKind, Segment
from rhapsode_server.text.segmenter import Segmenter, SegmentPolicy


def segment(*runs: Run) -> Segment:
    end = runs[-1].source_end if runs else 0
    return Segment(0, runs, 0, end, Cut.FLUSH)


def read(text: str, language: str = "en", *, normalize: bool = True) -> Reading:
    """The reading of a text, its tags heeded, as one segment."""
    segmenter = Segmenter(SegmentPolicy(schedule=(10_000,)), language)
    segmenter.push(text, 0.0)
    (found,) = segmenter.flush(0.0)
    return Normalizer().read(found, language, normalize)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "  Hello,\n\tworld!  ", "Hello, world!"),
        ("en", "“Hi,” she said – and left…", '"Hi," she said — and left…'),
        ("en", "wait—what", "wait — what"),
        ("en", "— So it goes", "So it goes"),
        ("en", "a - b -- c", "a — b — c"),
        ("fr", "« Bonjour ! » dit-il : « Ça va ? »", "Bonjour! dit-il: Ça va?"),
        ("de", "»Ja«, sagte er. „Nein.“", '"Ja", sagte er. "Nein."'),
        ("en", "( see below )", "(see below)"),
        ("es", "¿ Qué ?", "¿Qué?"),
        ("en", "one ... two", "one... two"),
        ("en", "5 % & 3 + 4", "five percent and three plus four"),
        ("en", "Great 🎉! Yes👍no", "Great! Yes no"),
        ("zh", "今天，他说：“好！”", '今天，他说："好！"'),
        ("en", "Ｈｉ，ｔｏｏ", "Hi,too"),
        ("en", "<b>S</b>ing it", "Sing it"),
        ("en", "Id <spell>a1</spell>, ok", "Id A, 1, ok"),
        ("en", "<spell group=2>a1b2</spell>.", "A, 1; — B, 2."),
        ("en", "<spell>ab</spell>th", "A, B th"),
        ("en", "“[New  York](/nuː jɔːk/)!”, — [don’t](/dəʊnt/)'s", "\"New York!\", — don't's"),
        ("en", "say /ˈʼsɪl.ə/, “/kə/”.", 'say /ˈʼsɪl.ə/, "/kə/".'),
        ("en", "[🎉](/pɑːti/)", "/pɑːti/"),
        ("en", "2[x](/eks/), [x](/eks/)2 a[x](/eks/)b", "two x, x two axb"),
        ("zh", "2[重庆](/ʈʂʰʊŋ/)", "二重庆"),
        ("en", "So $E=mc^2$, \\(a^2-b_1\\)", "So E equals m c squared, a squared minus B one"),
        ("de", "$x^3$ und 5 − 3", "x hoch drei und fünf minus drei"),
        ("zh", "我喜欢[重庆](/ʈʂʰʊŋ/)很，好", "我喜欢重庆很，好"),
        ("en", "", ""),
        ("en", "… — \" '", ""),
    ],
)
def test_spoken_text(language: str, text: str, expected: str) -> None:
    if not text:
        assert Normalizer().read(segment(), language, True) == Reading("", ())
    else:
        assert read(text, language).text == expected


_RUSSIAN = [("Он", "Он"), ("сказал:", "сказал:")]
_ENGLISH = [
    *[("Call", "Call"), ("me", "me"), ("at", "at")],
    *[("five", "5 p.m."), ("P", "5 p.m."), ("M", "5 p.m."), ("today!", "today!")],
]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "en",
            "Hello, “brave”  wo\u00adrld!",
            [("Hello,", "Hello,"), ('"brave"', "“brave”"), ("world!", "wo\u00adrld!")],
        ),
        ("fr", "Quoi ? « Oui »", [("Quoi?", "Quoi ?"), ("Oui", "Oui")]),
        ("en", "one — two", [("one", "one"), ("two", "two")]),
        ("en", "so—no", [("so", "so"), ("no", "no")]),
        ("en", "( a )", [("(a)", "( a )")]),
        ("en", "<b>S</b>ing it", [("Sing", "S</b>ing"), ("it", "it")]),
        ("es", "<spell>a_</spell>.", [("A,", "a"), ("guión", "_"), ("bajo.", "_")]),
        ("zh", "今天，(好)吗？", [("今", "今"), ("天，", "天，"), ("(好)", "(好)"), ("吗？", "吗？")]),
        ("zh", "他说：“你好”", [("他", "他"), ("说：", "说："), ('"你', "“你"), ('好"', "好”")]),
        (
            "zh",
            "用Python编程",
            [("用", "用"), ("Python", "Python"), ("编", "编"), ("程", "程")],
        ),
        ("ja", "東京タワーへ行く。", [(w, w) for w in ("東", "京", "タワー", "へ", "行", "く。")]),
        ("th", "สวัสดี ครับ", [("สวัสดี", "สวัสดี"), ("ครับ", "ครับ")]),
        ("ko", "안녕하세요, 네.", [("안녕하세요,", "안녕하세요,"), ("네.", "네.")]),
        (
            "en",
            "“[New  York](/nuː jɔːk/)!” ([x](/ɪ/)’s) pre[fix](/fɪ/)es, /kə/.",
            [
                *[('"New York!"', "New  York"), ("(x", "x"), ("'s)", "’s)"), ("pre", "pre"), ("fix", "fix")],
                *[("es,", "es,"), ("/kə/.", "/kə/")],
            ],
        ),
        (
            "en",
            "x%[b](/biː/)% [+](/ə/) « [c](/siː/) ! »",
            [("x%", "x%"), ("b", "b"), ("%", "%"), ("+", "+"), ("c!", "c")],
        ),
        ("fr", "( [a](/ə/) )", [("(a)", "a")]),
        ("zh", "去[重庆](/ʈʂʰʊŋ/)吧", [("去", "去"), ("重庆", "重庆"), ("吧", "吧")]),
        ("en", "a e\u0301te\u0301", [("a", "a"), ("été", "e\u0301te\u0301")]),
        (
            "en",
            "It costs $3.50 on 3/4/2024.",
            [
                *[("It", "It"), ("costs", "costs")],
                *[(word, "$3.50") for word in ("three", "dollars", "fifty", "cents")],
                ("on", "on"),
                *[("March", "3/4/2024"), ("fourth", "3/4/2024"), ("twenty", "3/4/2024"), ("twenty-four.", "3/4/2024.")],
            ],
        ),
        ("en", "(<b>1</b>2 km)", [("(twelve", "(<b>1</b>2 km"), ("kilometers)", "1</b>2 km)")]),
        ("ru", "Он сказал: Call me at 5 p.m. today!", [*_RUSSIAN, *_ENGLISH]),
    ],
)
def test_words_cut_themselves_out_of_the_clients_text(language: str, text: str, words: list[tuple[str, str]]) -> None:
    reading = read(text, language)
    assert [(word.text, text[word.source_start : word.source_end]) for word in reading.words] == words


def test_without_normalizing_only_what_breaks_is_cleaned() -> None:
    reading = read("“Hi” – 5 %\x00 <spell>a@</spell>", normalize=False)
    assert reading.text == "“Hi” – 5 % A, at"
    reading = read("“[don’t  go](/dəʊnt ɡəʊ/)!” /kə/", normalize=False)
    assert [word.text for word in reading.words] == ["“don’t go!”", "/kə/"]


@pytest.mark.parametrize("normalize", [True, False])
def test_given_sounds_are_verbatim_and_say_what_sounds_so(normalize: bool) -> None:
    text = "So “[New York](/nuː jɔːk/)!” and (/ˈʼɔ̃ ə/), [🎉](/pɑːti/) — ( [a](/ə/)."
    reading = read(text, normalize=normalize)
    given = [word.pronunciation for word in reading.words if word.pronunciation is not None]
    assert [(reading.text[found.start : found.end], found.phonemes, found.written) for found in given] == [
        ("New York", "nuː jɔːk", True),
        ("/ˈʼɔ̃ ə/", "ˈʼɔ̃ ə", False),
        ("🎉" if not normalize else "/pɑːti/", "pɑːti", not normalize),
        ("a", "ə", True),
    ]


def test_chinese_words_stand_side_by_side() -> None:
    reading = read("你好 吗", "zh")
    assert reading.text == "你好 吗"
    assert [(word.start, word.end) for word in reading.words] == [(0, 1), (1, 2), (3, 4)]


def test_what_cannot_be_spoken_is_known() -> None:
    assert not read("… 👍 — !").speakable
    assert read("<spell>@</spell>").speakable
    assert read("[+](/plʌs/)").speakable


PIECES = [
    *(
        "Hello",
        " ",
        ", ",
        "“",
        "”",
        "« ",
        " »",
        " – ",
        "—",
        "don’t",
        "e\u0301",
        "ﬁ",
        "１",
        "👍",
        "\u200b",
        "\x00",
        "...",
        " !",
    ),
    *(
        "(",
        ")",
        "今天",
        "，",
        "「",
        "」",
        "はい",
        "タワー",
        "สวัสดี",
        "नमस्ते",
        "می\u200cخ",
        "한국",
        "<b>",
        "</b>",
        "<spell>",
        "</spell>",
    ),
    *("a@1 ", "<spell group=2>", "\n", "%", "'", '"', "¿"),
    *("[New  York](/nuː jɔːk/)", "/kə ə/", "[—](/dæʃ/)", "[今](/tɕɪn/)", "[👍](/ə/)", "'s"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=18).map("".join), st.sampled_from([*LANGUAGES, "xx"]), st.booleans())
@settings(deadline=None, max_examples=300)
def test_laws_of_offsets(text: str, language: str, normalize: bool) -> None:
    segmenter = Segmenter(SegmentPolicy(), language)
    for found in segmenter.push(text, 0.0) + segmenter.finish(0.0):
        reading = Normalizer().read(found, language, normalize)
        assert reading.text == reading.text.strip()
        assert "  " not in reading.text
        end, source = 0, found.source_start
        for word in reading.words:
            assert end <= word.start < word.end <= len(reading.text)
            assert reading.text[word.start : word.end] == word.text
            given = word.pronunciation
            assert given is not None or not any(character.isspace() for character in word.text)
            if given is not None:
                assert word.start <= given.start < given.end <= word.end
                assert given.written or reading.text[given.start : given.end] == f"/{given.phonemes}/"
            assert source <= word.source_start < word.source_end <= found.source_end
            if "<spell" not in text:
                assert not text[word.source_start].isspace()
                assert not text[word.source_end - 1].isspace()
            end, source = word.end, word.source_start
        spoken = {character for word in reading.words for character in word.text if character.isalnum()}
        written = {character for character in reading.text if character.isalnum()}
        assert spoken == written


@given(st.lists(st.sampled_from([piece for piece in PIECES if "<" not in piece]), max_size=18).map("".join))
@settings(deadline=None, max_examples=200)
def test_reading_a_reading_changes_nothing(text: str) -> None:
    for language in ("en", "ja"):
        once = Normalizer().read(segment(Run(text, 0)), language, True)
        again = Normalizer().read(segment(Run(once.text, 0)), language, True)
        assert again.text == once.text


def test_what_is_not_normalised_is_left_to_the_engine() -> None:
    text = "It costs $3.50 at 5 p.m., Dr. Who."
    assert read(text, normalize=False).text == text


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("Wir kommen am ", "3. Mai.", "dritten Mai."),
        ("Wir kommen. Am ", "3. Mai.", "dritten Mai."),
        ("", "3. Mai.", "dritter Mai."),
        # A number that began before its segment cannot be said as one any more.
        ("Es kostet 3.", "500 Euro.", "fünfhundert Euro."),
    ],
)
def test_a_number_is_read_by_what_was_spoken_before_it(before: str, text: str, expected: str) -> None:
    found = replace(segment(Run(text, 40)), before=before)
    reading = Normalizer().read(found, "de", True)
    assert reading.text == expected
    assert reading.words[0].source_start == 40 == reading.spans[0].source_start


def test_what_is_spelled_stands_between() -> None:
    runs = (Run("b", 0, RunKind.SPELL), Run(" 3. Mai.", 1))
    assert Normalizer().read(replace(segment(*runs), before="am "), "de", True).text == "B dritter Mai."


def test_what_is_spelled_or_pronounced_is_not_verbalised() -> None:
    assert read("<spell>$5</spell> and [3](/θriː/) or 3").text == "dollar, 5 and 3 or three"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_words_of_a_number_all_point_to_it(language: str) -> None:
    text = "— 21 —"
    words = read(text, language).words
    assert words
    assert {text[word.source_start : word.source_end].strip(" —") for word in words} == {"21"}

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.engines.engine import EngineRequest
from rhapsode_server.engines.espeak_text import (
    MAX_RUN_CHARACTERS,
    CallWord,
    bare,
    ends_clause,
    restrain,
    sentences,
    speakable,
    ssml,
    written,
)

RequestFor = Callable[..., EngineRequest]


def restrained(*texts: str, joined: bool = False) -> list[str]:
    words = [CallWord(number, text, joined and number > 0) for number, text in enumerate(texts)]
    return [word.text for word in restrain(words)]


def cut(request: EngineRequest) -> list[list[str]]:
    return [[word.text for word in words] for words in sentences(request)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One here. Then two!", ["One here.", "Then two!"]),
        ("Really? Yes.", ["Really?", "Yes."]),
        ('He said "stop." Then left.', ['He said "stop."', "Then left."]),
        ("Dr. Smith came.", ["Dr. Smith came."]),
        ("J. R. R. Tolkien wrote.", ["J. R. R. Tolkien wrote."]),
        ("Am 3. Mai z.B. nicht.", ["Am 3. Mai z.B. nicht."]),
        ("The U.S. flag.", ["The U.S. flag."]),
        ("Well… no.", ["Well…", "no."]),
        ("आज। चलो।", ["आज।", "चलो।"]),
        ("", []),
    ],
    ids=ascii,
)
def test_sentences_end_where_they_surely_end(text: str, expected: list[str], request_for: RequestFor) -> None:
    assert [" ".join(words) for words in cut(request_for(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected", "ends"),
    [
        ("He said «Привет, мир» and left.", ["He said", '"Привет, мир"', "and left."], [False, False, True]),
        ("Say «Да.» and go.", ["Say", '"Да."', "and go."], [False, True, True]),
        ("Say да, then go.", ["Say", "да,", "then go."], [False, True, True]),
        ("Say 你好 twice", ["Say", "你 好", "twice"], [False, False, False]),
    ],
)
def test_a_call_is_in_one_language(
    text: str, expected: list[str], ends: list[bool], marked_request_for: RequestFor
) -> None:
    found = sentences(marked_request_for(text))
    assert [written(words) for words in found] == expected
    assert [ends_clause(words) for words in found] == ends
    numbers = [word.number for words in found for word in words]
    assert numbers == [*range(len(numbers))]


def test_words_without_spaces_are_joined(request_for: RequestFor) -> None:
    (words,) = sentences(request_for("今天 好", word=r"\S"))
    assert [(word.number, word.text, word.joined) for word in words] == [
        (0, "今", False),
        (1, "天", True),
        (2, "好", False),
    ]


def test_what_stands_between_words_is_read_too(request_for: RequestFor) -> None:
    """Punctuation that the normaliser gave to no word still shapes the melody."""
    assert cut(request_for("(well) – so, it goes", word=r"\w+")) == [["(well) –", "so,", "it", "goes"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In [New  York](/nuː jɔːk/)! Then [on](/ɒn/)'s.", ["In New York!", "Then on's."]),
        ("Here it is: /kə/. Then", ["Here it is: Then"]),
        ("Say it /kə/! Then", ["Say it!", "Then"]),
        ("Say (/kə/), /ə/; then “/ɪ/”.", ["Say, then."]),
        ("/kə/ first", ["first"]),
        ("/kə/, /ə/.", []),
    ],
)
def test_ipa_without_a_written_word_is_left_out(text: str, expected: list[str], marked_request_for: RequestFor) -> None:
    assert [" ".join(words) for words in cut(marked_request_for(text))] == expected


def test_what_is_left_out_joins_nothing(marked_request_for: RequestFor) -> None:
    for text, joined in (("今/kə/天", [False, True]), ("今 /kə/天", [False, False]), ("今/kə/ 天", [False, False])):
        (words,) = sentences(marked_request_for(text, language="cmn"))
        assert [word.joined for word in words] == joined
    (words,) = sentences(marked_request_for("[on](/ɒn/)’s /ə/ so, re[al](/æl/)ly"))
    assert [(word.number, word.text, word.joined) for word in words] == [
        (0, "on's", False),
        (3, "so,", False),
        (4, "really", False),
    ]
    (words,) = sentences(marked_request_for("今[x](/eks/)", language="cmn"))
    assert [(word.number, word.text, word.joined) for word in words] == [(0, "今", False), (1, "x", True)]


def test_each_word_has_its_mark_and_markup_is_escaped() -> None:
    words = [CallWord(3, "R&D"), CallWord(4, "<b>"), CallWord(7, "x", joined=True)]
    assert ssml(words) == '<mark name="3"/>R&amp;D <mark name="4"/>&lt;b&gt;<mark name="7"/>x'


def test_long_runs_are_broken_after_signs() -> None:
    address = "https://www.example.com/very/long/path/that/does/not/end/here/at/all"
    (text,) = restrained(address)
    assert text.replace(" ", "") == address
    assert text.split(" ") == ["https://www.example.com/very/long/path/that/does/not/end/", "here/at/all"]
    (letters,) = restrained("x" * 150)
    assert [len(run) for run in letters.split(" ")] == [60, 60, 30]


def test_a_run_goes_on_through_joined_words() -> None:
    texts = restrained(*["漢"] * 130, joined=True)
    assert max(map(len, "".join(texts).split(" "))) == MAX_RUN_CHARACTERS
    spaced = restrained(*["x" * 40] * 3)
    assert spaced == ["x" * 40] * 3


def test_dotted_letters_beyond_the_eighth_lose_their_dots() -> None:
    assert restrained("a." * 10) == ["a." * 8 + "a a "]
    assert restrained(*["a."] * 10) == ["a."] * 8 + ["a ", "a "]
    assert restrained("J.", "R.", "R.", "Tolkien.") == ["J.", "R.", "R.", "Tolkien."]
    assert restrained(*["a.b.c.d."] * 2, "end", "a.") == ["a.b.c.d.", "a.b.c.d.", "end", "a."]
    assert restrained("example.com", "3.14") == ["example.com", "3.14"]


def test_apostrophes_in_a_row_are_parted() -> None:
    assert restrained("'s" * 7) == ["'s's's 's's's 's"]
    assert restrained("s'" * 4) == ["s's's' s'"]
    assert restrained("boss's", "it's") == ["boss's", "it's"]


def test_controls_and_phoneme_brackets_are_taken_out() -> None:
    assert restrained("x\x00y\x1b\ud800\u200bz\ue000", "[[f]]", "می\u200cشود") == [
        "xyz",
        "((f))",
        "می\u200cشود",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"so"', "(so)"),
        ("«so»,", "(so),"),
        ("[a]", "(a)"),
        ("`a`", "(a("),
        ("so…", "so;"),
        ("so...", "so;"),
        ("so…and", "so; and"),
        ("so…?", "so?"),
        ("so?..", "so?"),
        ('"so…"', "(so;)"),
        ("(so) –", "(so) –"),
        ("—", "—"),
        ("— so", "( so"),
        ("B; —", "B; ("),
        ("a | b", "a   b"),
        ("ジョン・レノン", "ジョン レノン"),
        ("תל־אביב", "תל אביב"),
        ('צה"ל', 'צה"ל'),
        ("col·lecció", "col·lecció"),
        ("../a 3.14 e.g. a.b.", "../a 3.14 e.g. a.b."),
    ],
    ids=ascii,
)
def test_marks_that_some_voice_says_the_name_of_are_written_otherwise(text: str, expected: str) -> None:
    assert restrained(text) == [expected]


def test_bare_words_keep_letters_digits_and_simple_marks() -> None:
    words = [CallWord(number, text) for number, text in enumerate(['"(don\'t)"', "a/b,c", "—", "well-known!", "x."])]
    assert [(word.number, word.text) for word in bare(words)] == [
        (0, "dont"),
        (1, "a b c"),
        (3, "well known!"),
        (4, "x."),
    ]
    assert [word.text for word in bare([CallWord(0, "हिंदी")])] == ["हिंदी"]


def test_speakable_needs_a_letter_or_digit() -> None:
    assert speakable([CallWord(0, "…"), CallWord(1, "7")])
    assert not speakable([CallWord(0, "…"), CallWord(1, "😀")])


hostile = st.text(alphabet="aB1.'s-/ [&<\u0301漢हि\ud800\x00\u2019😀", min_size=1, max_size=200)


@settings(deadline=None, max_examples=150)
@given(st.lists(hostile, min_size=1, max_size=6), st.booleans())
def test_whatever_comes_is_well_formed_and_within_the_limits(texts: list[str], joined: bool) -> None:
    words = [CallWord(number, " ".join(text.split()), joined and number > 0) for number, text in enumerate(texts)]
    within = restrain(words)
    markup = ssml(within)
    markup.encode()
    plain = "".join(("" if word.joined else " ") + word.text for word in within)
    assert max(map(len, plain.split(" "))) <= MAX_RUN_CHARACTERS
    assert not re.search(r"(?:(?<![^\W_])[^\W\d_]\.){9}", plain)
    root = ElementTree.fromstring(f"<speak>{markup}</speak>")
    assert [mark.get("name") for mark in root] == [str(number) for number in range(len(texts))]
    # Nothing that can be said is lost.
    assert [letter for word in within for letter in word.text if letter.isalnum()] == [
        letter for text in texts for letter in text if letter.isalnum()
    ]
    assert [word.number for word in bare(within)] == [word.number for word in within if speakable([word])]

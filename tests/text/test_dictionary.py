"""Which words of a text a dictionary finds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.text.dictionary import Dictionary, Entry, find, fold


def found(text: str, *entries: Entry | str, before: str = "", behind: str = "") -> list[str]:
    rows = [Entry(entry, "x") if isinstance(entry, str) else entry for entry in entries]
    matches = find(text, [Dictionary(rows)], before, behind)
    return [text[match.start : match.end] for match in matches]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("K8s runs Postgres.", ["K8s", "Postgres"], ["K8s", "Postgres"]),
        ("Rome, Romeo, (rome) ROME", ["Rome"], ["Rome", "rome", "ROME"]),
        ("New York and New", ["New", "New York"], ["New York", "New"]),
        ("New\u00a0York", ["New York"], ["New\u00a0York"]),
        ("Nguyen's l'Oréal’s", ["Nguyen", "Oréal"], ["Nguyen", "Oréal"]),
        ("It isn’t so", ["isn't"], ["isn’t"]),
        ("C, C++ and C#", ["C", "C++", "C#"], ["C", "C++", "C#"]),
        ("GPT4 and GPT-4", ["GPT"], ["GPT"]),
        ("ASP.NET", [".NET"], [".NET"]),
        ("STRASSE Straße", ["straße"], ["Straße"]),
        ("ΟΔΥΣΣΕΎΣ Οδυσσεύς", ["οδυσσεύς"], ["ΟΔΥΣΣΕΎΣ", "Οδυσσεύς"]),
        ("cafe\u0301 cafe", ["cafe"], ["cafe"]),
        ("我住在東京都。", ["東京"], ["東京"]),
        ("東京都と東京", ["東京", "東京都"], ["東京都", "東京"]),
        ("使用Kubernetes部署", ["Kubernetes"], ["Kubernetes"]),
        ("カメラとカ", ["カ"], ["カ", "カ"]),
        ("สวัสดีครับกรุงเทพ", ["กรุงเทพ"], ["กรุงเทพ"]),
        ("카카오는 좋다, 새카카오", ["카카오"], ["카카오"]),
        ("AI는", ["AI"], ["AI"]),
        ("See https://k8s.io/k8s or k8s@k8s.io or www.k8s.io, k8s", ["k8s"], ["k8s"]),
        ("Mail info@k8s.io now", ["info@k8s.io"], ["info@k8s.io"]),
        ("me@home.org, @home and (@home)", ["@home"], ["@home", "@home"]),
        ("3/4 cup, 3/4-inch, 3/4/2024, 1.3/4", ["3/4"], ["3/4", "3/4"]),
        ("5, 3.5, 5:30, 1,5 2-5 5. 5", ["5"], ["5", "5", "5"]),
        ("v1.0 and 1.0.3", ["1.0"], []),
        ("abc", [], []),
        ("", ["a"], []),
        ("nothing here", ["else"], []),
    ],
)
def test_whole_words_are_found_the_longest_first(text: str, words: list[str], expected: list[str]) -> None:
    assert found(text, *words) == expected


def test_letters_are_told_apart_where_an_entry_says_so() -> None:
    assert found("US us Us", Entry("US", "x", case_sensitive=True)) == ["US"]
    (match, other) = find("US us", [Dictionary([Entry("us", "b"), Entry("US", "a", case_sensitive=True)])])
    assert (match.entry.replacement, other.entry.replacement) == ("a", "b")


def test_the_shorter_word_is_taken_where_the_longer_is_not_whole() -> None:
    assert found("a bc", "a", "a b") == ["a"]
    assert found("the NEW yorkers", Entry("new york", "x"), Entry("new", "y")) == ["NEW"]


def test_the_first_of_two_dictionaries_counts_and_the_longest_word_of_both() -> None:
    first, second = Dictionary([Entry("York", "1")]), Dictionary([Entry("York", "2"), Entry("New York", "3")])
    assert [match.entry.replacement for match in find("York New York", [first, second])] == ["1", "3"]


def test_the_last_of_equal_entries_counts() -> None:
    (match,) = find("a", [Dictionary([Entry("a", "1"), Entry(" a ", "2")])])
    assert match.entry.replacement == "2"


def test_what_stands_beside_the_text_is_looked_at() -> None:
    assert found("S", "S", behind="i") == []
    assert found("S", "S", before="a") == []
    assert found("S", "S", before=" ", behind=".") == ["S"]


@given(
    text=st.text("abAB ßİ’'\u0301東のก한-", max_size=30),
    words=st.lists(st.text("abB ß'東のก한", min_size=1, max_size=4)),
)
@settings(max_examples=300, deadline=None)
def test_it_finds_what_a_search_at_every_place_finds(text: str, words: list[str]) -> None:
    entries = [Entry(word, "x") for word in words]
    matches = find(text, [Dictionary(entries)])
    position = 0
    for match in matches:
        assert match.start >= position
        assert fold(text[match.start : match.end]) == fold(" ".join(match.entry.word.split()))
        position = match.end
    alone = [find(text, [Dictionary([entry])]) for entry in entries]
    for each in (match for matches_of_one in alone for match in matches_of_one):
        # What one entry finds by itself is found, or lies beside a word that was.
        assert any(match.start < each.end and each.start < match.end for match in matches)
    longest: dict[int, int] = {}
    for each in (match for matches_of_one in alone for match in matches_of_one):
        longest[each.start] = max(longest.get(each.start, 0), each.end)
    assert all(match.end >= longest.get(match.start, 0) for match in matches)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["の" * length for length in range(1, 200)], "の"),
        (["の" * length + "x" for length in range(1, 199)], "の"),
        (["a " * length + "b" for length in range(1, 99)], "a "),
        (["aa", "a-a", "a"], "a-"),
        (["x"], "a@b "),
    ],
)
def test_twice_the_text_takes_about_twice_the_time(words: list[str], text: str) -> None:
    dictionary = Dictionary(Entry(word, "x") for word in words)

    def spent(length: int) -> float:
        written = (text * length)[:length]
        times = []
        for _ in range(3):
            began = time.process_time()
            find(written, [dictionary])
            times.append(time.process_time() - began)
        return min(times)

    # Quadratic work would give 64.
    assert spent(16_000) < 24 * max(spent(2_000), 0.0002)

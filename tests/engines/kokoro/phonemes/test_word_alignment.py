"""Sounds given back to their words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhapsode_server.engines.kokoro.phonemes.word_alignment import by_sounds, by_spaces


def test_spaces_tell_where_words_are_plain_and_as_many() -> None:
    assert by_spaces("el pˈero", ["El", "perro"]) == ["el", "pˈero"]
    assert by_spaces("lˈɔm ɛt", ["l'homme", "est"]) == ["lˈɔm", "ɛt"]


@pytest.mark.parametrize(
    ("clause", "words"),
    [("ɪnðə hˈa^ʊs", ["in", "the", "house"]), ("ˈiː fˈoːnə", ["iPhone", "x"]), ("tɾˈes komˌa", ["3,14", "m"])],
)
def test_spaces_do_not_tell_where_words_may_be_joined_or_parted(clause: str, words: list[str]) -> None:
    assert by_spaces(clause, words) is None


@pytest.mark.parametrize(
    ("clause", "alone", "divided"),
    [
        ("ɪnðə hˈa^ʊs", ["ɪn", "ðə", "hˈa^ʊs"], ["ɪn", "ðə", " hˈa^ʊs"]),
        ("ðe la kˈasa", ["dˈe", "lˈa", "kˈasa"], ["ðe", " la", " kˈasa"]),
        ("θjˈento βˌe^ɪnti pˈeros", ["θjˈento bˌe^ɪnti", "pˈeros"], ["θjˈento βˌe^ɪnti", " pˈeros"]),
        ("d^ʒˈa^ɪd^ʒə", ["d^ʒˈa^ɪ", "d^ʒə"], ["d^ʒˈa^ɪ", "d^ʒə"]),
        ("õːõ", ["õ", "õ"], ["õː", "õ"]),
        ("a", ["", "a"], ["", "a"]),
        ("ab", ["x", "y"], ["a", "b"]),
        ("", ["a", "b"], ["", ""]),
    ],
)
def test_sounds_find_their_words(clause: str, alone: list[str], divided: list[str]) -> None:
    assert by_sounds(clause, alone) == divided


words_strategy = st.lists(st.text(alphabet="aeiptkˈː", max_size=6), min_size=1, max_size=8)


@given(words_strategy, words_strategy)
@settings(deadline=None)
def test_every_sound_belongs_to_one_word_in_order(clause_words: list[str], alone: list[str]) -> None:
    clause = " ".join(" ".join(clause_words).split())
    divided = by_sounds(clause, alone)
    assert len(divided) == len(alone)
    assert "".join(divided).replace(" ", "") == clause.replace(" ", "")


@given(st.lists(st.sampled_from(["pa", "tˈi", "ku", "meː", "so"]), min_size=1, max_size=8), st.data())
@settings(deadline=None)
def test_words_that_sound_as_they_do_alone_are_found_whatever_the_spaces(words: list[str], data: st.DataObject) -> None:
    clause = words[0] + "".join(data.draw(st.sampled_from(["", " "])) + word for word in words[1:])
    assert [sounds.strip() for sounds in by_sounds(clause, words)] == words

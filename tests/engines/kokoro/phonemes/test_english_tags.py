"""Parts of speech: signs, rules, and the model where it is installed."""

from __future__ import annotations

import sys

import pytest

from rhapsode_server.engines.kokoro.phonemes.english_tags import (
    EnglishTags,
    TaggedToken,
    crf_features,
    rule_tags,
    sign_tag,
)


def tokens(*texts: str) -> list[TaggedToken]:
    return [TaggedToken(text, True, True) for text in texts]


@pytest.mark.parametrize(
    ("token", "tag"),
    [
        (TaggedToken("$", True, False), "$"),
        (TaggedToken("3.50", False, True), "CD"),
        (TaggedToken("-", False, False), "HYPH"),
        (TaggedToken("-", True, True), ":"),
        (TaggedToken("—", False, False), ":"),
        (TaggedToken("...", False, True), ":"),
        (TaggedToken("?!", False, True), "."),
        (TaggedToken("'", False, True), "POS"),
        (TaggedToken("3rd", True, True), None),
        (TaggedToken("read", True, True), None),
    ],
)
def test_signs_are_tagged_by_table(token: TaggedToken, tag: str | None) -> None:
    assert sign_tag(token) == tag


def test_straight_quotes_open_and_close_in_turn() -> None:
    tags = EnglishTags().tag(tokens('"', "yes", '"', "and", '"', "no", '"'))
    assert [tags[place] for place in (0, 2, 4, 6)] == ["``", "''", "``", "''"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("I read the record", ["PRP", "VBP", "DT", "NN"]),
        ("They have read it", ["PRP", "VBZ", "VBN", "PRP"]),
        ("He did n't live here", ["PRP", "VBP", "RB", "VB", "RB"]),
        ("to not record in Paris", ["TO", "RB", "VB", "IN", "NNP"]),
    ],
)
def test_without_a_model_neighbours_decide(text: str, tags: list[str]) -> None:
    assert rule_tags(text.split()) == tags


def test_a_word_knows_two_neighbours_on_each_side() -> None:
    features = crf_features(["We", "live", "here", "now"], 1)
    assert features["word"] == "bGl2ZQ=="
    assert features["word[:3]"] == "liv"
    assert features["word[-2:]"] == "ve"
    assert features["-1:len(word)"] == 2
    assert features["+2:word"] == "bm93"
    assert "-2:word" not in features
    assert "BOS" not in features
    assert crf_features(["x"], 0)["BOS"] is crf_features(["x"], 0)["EOS"] is True


@pytest.mark.parametrize("missing", ["pycrfsuite", "gruut_lang_en"])
def test_without_the_packages_rules_stand_in_and_it_is_said(
    missing: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    tags = EnglishTags()
    assert not tags.has_model
    assert "rhapsode[kokoro]" in caplog.text
    assert tags.tag(tokens("the", "house", ",")) == ["DT", "NN", ","]


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("I will read the book", 2, "VB"),
        ("I have read the book", 2, "VBN"),
        ("They live in a house", 1, "VBP"),
        ("It was a live concert", 3, "JJ"),
        ("They record a record", 1, "VBP"),
        ("They broke the record", 3, "NN"),
    ],
)
def test_the_model_tells_homographs_apart(text: str, word: int, tag: str) -> None:
    pytest.importorskip("pycrfsuite", reason="python-crfsuite is not installed")
    pytest.importorskip("gruut_lang_en", reason="gruut_lang_en is not installed")
    assert EnglishTags().tag(tokens(*text.split()))[word] == tag
